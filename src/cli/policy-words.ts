import type { z } from 'zod'
import type { checkVersion, policyProposal, policyVersion } from '../contract/policy.ts'
import { cliPolicyTexts } from '../texts/cli-policy.ts'
import { fill, type Language } from '../texts/index.ts'

type Version = z.input<(typeof policyVersion)['answer']>['version']
type Proposal = z.input<(typeof policyProposal)['answer']>['proposal']
type Diff = z.input<(typeof policyProposal)['answer']>['diff']
type Check = z.input<(typeof checkVersion)['answer']>

/** A version on one line: id, days, state, title. */
export function versionLine({ versionId, from, until, word, title }: Version): string {
  return [versionId.padEnd(36), from, until ?? '-'.padEnd(10), word, title].join('  ')
}

/** A proposal on one line. */
export function proposalLine({ proposalId, says, reason }: Proposal): string {
  return [proposalId, says, reason].join('  ')
}

/** What differs: one line a rule, and what of it changed below. */
export function diffLines(diff: Diff, language: Language): string[] {
  const { against, rules, other } = diff
  if (rules.length + other.length === 0 && against !== undefined)
    return [fill(cliPolicyTexts['cli.policy.same'], language, { against })]
  const head =
    against === undefined
      ? fill(cliPolicyTexts['cli.policy.new'], language)
      : fill(cliPolicyTexts['cli.policy.against'], language, { against })
  return [
    head,
    ...rules.flatMap(({ word, ruleId, part, title, fields }) => [
      `  ${word}  ${ruleId}${part === undefined ? '' : `/${part}`}  ${title}`,
      ...fields.flatMap(fieldLines),
    ]),
    ...other.flatMap(fieldLines),
  ]
}

function fieldLines({ word, was, now }: Diff['other'][number]): string[] {
  return [
    `    ${word}`,
    ...(was === undefined ? [] : [`      - ${was}`]),
    ...(now === undefined ? [] : [`      + ${now}`]),
  ]
}

/** Problems with their lines, what stands against the day, and what the text would change. */
export function checkLines(file: string, found: Check, language: Language): string[] {
  const { problems, objection, diff } = found
  if (problems.length > 0) {
    return [
      fill(cliPolicyTexts['cli.policy.problems'], language, { count: problems.length }),
      ...problems.map(({ line, rule, path, says }) =>
        [`${file}:${String(line)}`, rule, path, says].filter(Boolean).join('  '),
      ),
    ]
  }
  return [
    fill(cliPolicyTexts['cli.policy.right'], language),
    ...(objection ? [objection.says, objection.wayOut] : []),
    ...(diff ? diffLines(diff, language) : []),
    ...found.unreachable.map(
      ({ ruleId, part, says }) => `  ! ${ruleId}${part === undefined ? '' : `/${part}`}  ${says}`,
    ),
  ]
}
