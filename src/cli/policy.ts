import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { obtainableFacts } from '../app/obtainable.ts'
import { homeZone } from '../app/world.ts'
import { nearLimitCursors } from '../contract/policy.ts'
import { isRefusal, type Refusal } from '../kernel/refusal.ts'
import { dayIn, isLocalDate, type LocalDate } from '../kernel/time.ts'
import {
  answerProposal,
  checkText,
  compareTexts,
  listNearLimits,
  listOpenProposals,
  listVersions,
  proposeEnd,
  proposeVersion,
  shippedRows,
  showProposal,
  showVersion,
  loadPackRows,
  type Proposed,
  type VersionReader,
} from '../modules/policy/index.ts'
import { systemActor } from '../platform/act/actor.ts'
import { systemClock } from '../platform/clock.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import type { Transaction } from '../platform/db/transaction.ts'
import { existingHome } from '../platform/postgres/place.ts'
import { SetupFault } from '../platform/setup-fault.ts'
import { cliPolicyTexts } from '../texts/cli-policy.ts'
import { sayRefusal } from '../texts/refusals/say.ts'
import { dataOption, needText, WrongUse, type CliCall, type CliCommand } from './args.ts'
import { exit } from './io.ts'
import { checkLines, diffLines, proposalLine, versionLine } from './policy-words.ts'
import { refusedExit, withAccess, type AccessTools } from './with-access.ts'
import { configOf } from './with-database.ts'

const text = { type: 'string' } as const

/**
 * Versions of the packs and of the authority matrix, for whoever runs the installation. The command line only
 * lays a version down: two people, one of them of compliance, confirm it signed in.
 */
export const policyCommand: CliCommand = {
  summary: cliPolicyTexts['cli.policy'],
  usage:
    'list [PACK] | show ID [--text] | check FILE [--from DAY] | diff FILE FILE | ' +
    'adopt FILE --from DAY --why TEXT | end ID --on DAY --why TEXT | decline PROPOSAL | ' +
    'attempts [--from DAY]',
  options: { ...dataOption, from: text, on: text, why: text, text: { type: 'boolean' } },
  run: (call) => {
    const [what = '', ...words] = call.positionals
    const [word, other] = words
    if (what === 'list' && words.length <= 1) return withAccess(call, (tools) => list(call, tools, word))
    if (what === 'attempts' && words.length === 0) return withAccess(call, (tools) => attempts(call, tools))
    if (what === 'diff' && word !== undefined && other !== undefined && words.length === 2)
      return diff(call, word, other)
    const does = onOne[what]
    if (!does || word === undefined || words.length > 1) throw new WrongUse(cliPolicyTexts['cli.policy.what'])
    return does(call, word)
  },
}

const onOne: Readonly<Record<string, (call: CliCall, word: string) => Promise<number>>> = {
  show: (call, id) => withAccess(call, (tools) => show(call, tools, id)),
  check: (call, file) => check(call, file),
  adopt: (call, file) => adopt(call, file),
  end: (call, id) => end(call, id),
  decline: (call, id) => decline(call, id),
}

async function readerFor(call: CliCall, tools: AccessTools): Promise<VersionReader> {
  const { language } = call.io
  const { at: now } = tools
  const actor = { ...systemActor, via: 'cli' as const, language }
  const organisation = await tools.organisation()
  return { actor, language, now, today: dayIn(homeZone, now), zone: homeZone, organisation }
}

async function list(call: CliCall, tools: AccessTools, packId?: string): Promise<number> {
  const reader = await readerFor(call, tools)
  const found = await readOnly(tools.pool, [reader.actor], async (tx) => ({
    versions: await listVersions(tx, reader, packId),
    proposals: (await listOpenProposals(tx, reader)).filter(
      (each) => (packId ?? each.packId) === each.packId,
    ),
  }))
  call.io.answer(found, () => [
    ...found.versions.map(versionLine),
    ...(found.proposals.length === 0 ? [] : ['', cliWord(call, 'cli.policy.open')]),
    ...found.proposals.map(proposalLine),
  ])
  return exit.done
}

/** Who searched for a limit, for compliance. */
async function attempts(call: CliCall, tools: AccessTools): Promise<number> {
  const reader = await readerFor(call, tools)
  const from = call.text('from') === undefined ? undefined : dayOf(call, 'from')
  const items = await readOnly(tools.pool, [reader.actor], (tx) => attemptsSince(tx, reader, from))
  call.io.answer(items, () =>
    items.map(({ last, entity, says, ruleId }) => [last.at, entity, says, ruleId].join('  ')),
  )
  return exit.done
}

/** All of them, page by page: an output that ended early would be taken for the whole. */
async function attemptsSince(tx: Transaction, reader: VersionReader, from: LocalDate | undefined) {
  const items: Awaited<ReturnType<typeof listNearLimits>>['items'] = []
  let next: string | undefined
  do {
    const cursor = nearLimitCursors.query.parse(next)
    const page = await listNearLimits(tx, reader, { from, cursor, limit: attemptsAtOnce })
    items.push(...page.items)
    next = page.next
  } while (next !== undefined)
  return items
}

const attemptsAtOnce = 200

function cliWord(call: CliCall, key: 'cli.policy.open'): string {
  const sentence = cliPolicyTexts[key]
  return call.io.language === 'en' ? sentence.en : sentence.zh
}

/** A version by its id, or by the name of its pack the one that is in force today; else a proposal. */
async function show(call: CliCall, tools: AccessTools, id: string): Promise<number> {
  const reader = await readerFor(call, tools)
  const found = await readOnly(tools.pool, [reader.actor], async (tx) => {
    const inForce = (await listVersions(tx, reader, id)).find(({ state }) => state === 'in_force')
    const version = await showVersion(tx, reader, inForce?.versionId ?? id)
    return version ?? (await showProposal(tx, reader, id))
  })
  if (!found) throw new WrongUse(cliPolicyTexts['cli.policy.no_version'], { id })
  call.io.answer(found, () => {
    if (call.has('text')) return [(found.content ?? '').trimEnd()]
    if ('proposal' in found) return [proposalLine(found.proposal), ...diffLines(found.diff, call.io.language)]
    const rules = found.rules.map(
      ({ ruleId, part, title }) => `  ${ruleId}${part ? `/${part}` : ''}  ${title}`,
    )
    return [versionLine(found.version), ...rules]
  })
  return exit.done
}

/** Without a database the text is compared with the shipped packs, so that authors need no installation. */
async function check(call: CliCall, file: string): Promise<number> {
  const content = await textOf(file)
  const from = call.text('from') === undefined ? undefined : dayOf(call, 'from')
  const { database, data } = configOf(call)
  const { language } = call.io
  if (database.kind === 'embedded' && existingHome(data) === undefined) {
    const rows = await shippedRows(policies).catch(brokenOf)
    if (!Array.isArray(rows)) return tellBroken(call, rows)
    call.io.tell(cliPolicyTexts['cli.policy.shipped'])
    const reader = { language, today: dayIn(homeZone, systemClock()()) }
    return tellCheck(call, file, checkText(reader, rows, { content, from, obtainable: obtainableFacts() }))
  }
  return withAccess(call, async (tools) => {
    const reader = await readerFor(call, tools)
    const rows = await readOnly(tools.pool, [reader.actor], loadPackRows)
    return tellCheck(call, file, checkText(reader, rows, { content, from, obtainable: obtainableFacts() }))
  })
}

const policies = join(import.meta.dirname, '..', '..', 'policies')

/** What is wrong with the shipped policies; any other fault stays one. */
function brokenOf(fault: unknown): SetupFault {
  if (fault instanceof SetupFault) return fault
  throw fault
}

/** Nothing can be compared with a policy that does not pass its own checks. */
function tellBroken(call: CliCall, { problems }: SetupFault): number {
  problems.forEach(call.io.say)
  if (call.io.json) {
    const list = problems.map(({ params: { file, line, path, zh, en } }) => {
      return { file, line, path, says: call.io.language === 'en' ? en : zh }
    })
    call.io.answer({ ok: false, problems: list }, () => [])
  }
  return exit.found
}

function tellCheck(call: CliCall, file: string, found: ReturnType<typeof checkText>): number {
  const isRight = found.problems.length === 0 && found.objection === undefined
  call.io.answer({ ok: isRight, ...found }, () => checkLines(basename(file), found, call.io.language))
  return isRight ? exit.done : exit.found
}

async function diff(call: CliCall, one: string, other: string): Promise<number> {
  const [before, after] = [await textOf(one), await textOf(other)]
  const { language } = call.io
  const found = compareTexts({ language }, [before, one], [after, other])
  if ('problems' in found) {
    call.io.answer({ ok: false, ...found }, () => checkLines('', { ...found, unreachable: [] }, language))
    return exit.found
  }
  call.io.answer(found, () => diffLines(found, language))
  return found.rules.length + found.other.length === 0 ? exit.done : exit.found
}

async function adopt(call: CliCall, file: string): Promise<number> {
  const body = { content: await textOf(file), from: dayOf(call, 'from'), reason: needText(call, 'why') }
  return withAccess(call, async (tools) => {
    const reader = await readerFor(call, tools)
    const rows = await readOnly(tools.pool, [reader.actor], loadPackRows)
    const found = checkText(reader, rows, { ...body, obtainable: obtainableFacts() })
    if (found.problems.length > 0) return tellCheck(call, file, found)
    return laidDown(call, tools, await tools.run(proposeVersion(versionDeps(tools)), body))
  })
}

async function end(call: CliCall, id: string): Promise<number> {
  const body = { versionId: id, on: dayOf(call, 'on'), reason: needText(call, 'why') }
  return withAccess(call, async (tools) =>
    laidDown(call, tools, await tools.run(proposeEnd(versionDeps(tools)), body)),
  )
}

async function decline(call: CliCall, proposalId: string): Promise<number> {
  return withAccess(call, async (tools) => {
    const body = { proposalId, answer: 'decline' as const }
    const done = await tools.run(answerProposal(versionDeps(tools)), body)
    if (isRefusal(done)) return tellRefused(call, done)
    call.io.answer(done, () => [done.proposalId])
    call.io.tell(cliPolicyTexts['cli.policy.declined'], { id: proposalId })
    return exit.done
  })
}

function versionDeps(tools: AccessTools) {
  const { newId, rounds } = tools.deps
  const dayAt = (at: string) => dayIn(homeZone, at)
  return { newId, rounds, dayAt, organisation: tools.organisation }
}

async function laidDown(call: CliCall, tools: AccessTools, done: Proposed | Refusal): Promise<number> {
  if (isRefusal(done)) return tellRefused(call, done)
  const reader = await readerFor(call, tools)
  const shown = await readOnly(tools.pool, [reader.actor], (tx) => showProposal(tx, reader, done.proposalId))
  if (!shown) throw new Error('a proposal that was just stored is not there')
  call.io.answer(shown, () => [proposalLine(shown.proposal), ...diffLines(shown.diff, call.io.language)])
  call.io.tell(cliPolicyTexts['cli.policy.laid_down'], { id: done.proposalId })
  return exit.done
}

function tellRefused(call: CliCall, refusal: Refusal): number {
  const { says, wayOut } = sayRefusal(refusal, call.io.language)
  call.io.tell({ zh: says, en: says })
  call.io.tell({ zh: wayOut, en: wayOut })
  if (call.io.json) call.io.answer({ refused: refusal.code, says, wayOut }, () => [])
  return refusedExit(refusal)
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch {
    throw new WrongUse(cliPolicyTexts['cli.policy.no_file'], { file })
  }
}

function dayOf(call: CliCall, option: 'from' | 'on'): string {
  const day = needText(call, option)
  if (!isLocalDate(day)) throw new WrongUse(cliPolicyTexts['cli.policy.day'], { option })
  return day
}
