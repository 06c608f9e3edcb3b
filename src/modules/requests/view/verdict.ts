import type { z } from 'zod'
import type { badgeJson, verdictJson } from '../../../contract/screens.ts'
import type { Outcome } from '../domain.ts'
import { waitsOn } from '../domain.ts'
import type { Shared } from '../situation.ts'
import type { Weighing } from '../weigh.ts'
import type { ViewDeps } from './deps.ts'
import { fill } from '../../../texts/text.ts'
import { evidenceDueIn } from './due-evidence.ts'
import { factFieldOf } from './fact-field.ts'
import { say, type Reader } from './reader.ts'

type Verdict = z.output<typeof verdictJson>
type Check = Verdict['checks'][number]

/** A verdict as a badge for lists. */
export function badgeOf(reader: Reader, outcome: Outcome): z.output<typeof badgeJson> {
  return { outcome, word: say(reader, `verdict.${outcome}`), short: say(reader, `verdict.short.${outcome}`) }
}

const order: readonly Check['state'][] = ['forbidden', 'missing', 'judge', 'pass']

/** Who decides what a verdict leaves to people: the reader, others, or nobody any more. */
type Decider = 'reader' | 'others' | 'nobody'

/** The verdict box: word, one sentence, the checks in the order of reading, what is missing, the way out. */
export function verdictOf(
  deps: ViewDeps,
  reader: Reader,
  { shared, weighing, decider }: { shared: Shared; weighing: Weighing; decider: Decider },
): Verdict {
  const { decision, facts } = weighing
  const explained = deps.explain(shared.policy, decision, facts, reader.language)
  const isRoutine = decision.outcome === 'allow' || decision.outcome === 'allow_with_conditions'
  const checks = explained.checks.map((check): Check => {
    const meter = isRoutine ? explained.meters.find((each) => each.ruleId === check.ruleId) : undefined
    return { ...check, ...(meter ? { meter: meterOf(meter) } : {}) }
  })
  return {
    ...badgeOf(reader, decision.outcome),
    ...(decision.level === undefined ? {} : { level: decision.level }),
    sentence: explained.sentence,
    policy: explained.policy,
    footing: footingOf(reader, decision.outcome, decider),
    checks: checks.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state)),
    conditions: explained.conditions,
    missing: missingOf(reader, explained.missing, facts),
    evidence: evidenceDueIn(decision, reader.language),
    wayOut: (weighing.forbidden()?.waysOut ?? []).map((each) => fill(each, reader.language)),
    effects: decision.effects,
  }
}

/** What is missing, who can supply it, and where: in the form, or in the record of a party. */
function missingOf(
  reader: Reader,
  missing: ReturnType<ViewDeps['explain']>['missing'],
  facts: Weighing['facts'],
): Verdict['missing'] {
  return missing.map(({ path, name }) => {
    // What a middleman is stands in its record: the form asks that of other kinds alone.
    const isOnRecord = path === 'thirdParty.role' && facts.benefit?.form === 'commission'
    const field = isOnRecord ? undefined : factFieldOf(path, reader.language)
    const partyId = recordOf(path, facts)
    return {
      path,
      name,
      supplier: isOnRecord ? 'compliance' : waitsOn([path]),
      ...(field ? { field } : {}),
      ...(partyId === undefined ? {} : { partyId }),
    }
  })
}

/** The party whose record holds a fact. What an organisation is to the rules follows from its own record. */
function recordOf(path: string, facts: Weighing['facts']): string | undefined {
  if (path.startsWith('recipient.')) return facts.recipient?.id
  if (path.startsWith('thirdParty.') && facts.benefit?.form === 'commission') return facts.customer?.id
  return path.startsWith('customer.') || path.startsWith('payee.') ? facts.customer?.id : undefined
}

type Meter = ReturnType<ViewDeps['explain']>['meters'][number]

function meterOf(meter: Meter): NonNullable<Check['meter']> {
  const money = (minor: string) => ({ currency: meter.currency, minor })
  const after = (BigInt(meter.used) + BigInt(meter.this)).toString()
  return { used: money(meter.used), this: money(meter.this), after: money(after), limit: money(meter.limit) }
}

/** What the verdict rests on; the route says already who decides where that is not the reader. */
function footingOf(reader: Reader, outcome: Outcome, decider: Decider): string {
  if (outcome === 'prohibit') return say(reader, 'footing.rule')
  if (outcome === 'hold') return decider === 'nobody' ? '' : say(reader, 'footing.fact')
  return decider === 'reader' ? say(reader, 'footing.person') : ''
}
