import type { Decision } from '../../contract/decision.ts'
import type { Facts } from '../../contract/facts.ts'
import { policyTexts } from '../../texts/policy.ts'
import { changedFacts } from './change-facts.ts'
import type { CompiledPacks } from './compile.ts'
import { decide } from './decide.ts'
import type { Ask, Both } from './domain.ts'
import type { RateFinder } from './rates.ts'
import { askOf, bySeverity, clauseOf, spokenRules, type Spoken } from './spoken.ts'

/** What a refusal says: the rule that forbids, its clause and its sentence, and what can be done instead. */
export type Forbidden = {
  readonly rule: string
  readonly clause: Both
  readonly message: Both
  readonly waysOut: readonly Both[]
}

/** What a decision needs to be taken again on other facts. */
type Basis = { readonly facts: Facts; readonly rates?: RateFinder | undefined }

/**
 * The gravest rule that forbids and every way out that is true for these facts; undefined unless forbidden.
 */
export function forbiddenBy(
  compiled: CompiledPacks,
  decision: Decision,
  basis: Basis,
): Forbidden | undefined {
  if (decision.outcome !== 'prohibit') return undefined
  const forbidding = spokenRules(compiled, decision.record?.fired ?? [])
    .filter(({ entry }) => entry.asks === 'prohibit')
    .toSorted(bySeverity)
  const [first] = forbidding
  if (!first) return undefined
  const { rule } = first
  return {
    rule: rule.rule.id,
    clause: { zh: clauseOf(rule, 'zh-CN'), en: clauseOf(rule, 'en') },
    message: askOf(first)?.message ?? rule.rule.title,
    waysOut: waysOut(compiled, forbidding, basis),
  }
}

/**
 * The ways out of the rules that forbid, gravest first. One that changes the facts is decided again and left
 * out where that would be forbidden too; one outside the facts helps only where no other rule forbids. Not
 * giving it always remains.
 */
function waysOut(compiled: CompiledPacks, forbidding: readonly Spoken[], basis: Basis): Both[] {
  const isAlone = new Set(forbidding.map(({ rule }) => rule.rule.id)).size === 1
  const tried = new Map<Ask['instead'], boolean>()
  const isTrue = ({ instead }: Ask): boolean => {
    if (instead === undefined) return true
    if (instead === 'outside') return isAlone
    const known = tried.get(instead) ?? isOpen(compiled, basis, instead)
    tried.set(instead, known)
    return known
  }
  const found = forbidding.flatMap((one) => {
    const ask = askOf(one)
    return ask?.wayOut && isTrue(ask) ? [ask.wayOut] : []
  })
  const isReceived = basis.facts.benefit?.direction === 'received'
  const last = policyTexts[isReceived ? 'policy.way_out.not_kept' : 'policy.way_out.not_given']
  const all = found.length > 0 ? found : [last]
  return [...new Map(all.map((each) => [each.zh, each])).values()]
}

function isOpen(
  compiled: CompiledPacks,
  { facts, rates }: Basis,
  instead: Readonly<Record<string, unknown>>,
): boolean {
  const again = decide(compiled, insteadOf(facts, instead), rates ? { rates } : {})
  return again.outcome !== 'prohibit'
}

/**
 * The facts when the way out is taken. What goes to the customer itself has the customer for its recipient,
 * as the records know it, whatever the person before was.
 */
export function insteadOf(facts: Facts, instead: Readonly<Record<string, unknown>>): Facts {
  const { history, sources, saidOtherwise, ...rest } = facts
  // Way outs are checked against the facts when a pack is read, so the changed facts have their shape.
  const changed = changedFacts(rest, instead) as unknown as Facts
  const goesToEntity = changed.recipient?.kind === 'entity' && facts.recipient?.kind !== 'entity'
  return {
    ...(goesToEntity ? toCustomer(changed) : changed),
    ...(history === undefined ? {} : { history }),
    ...(sources === undefined ? {} : { sources: saidBeside(sources, instead, goesToEntity) }),
    ...(saidOtherwise === undefined
      ? {}
      : { saidOtherwise: saidBeside(saidOtherwise, instead, goesToEntity) }),
  }
}

/** What somebody said of a fact that is no longer so says nothing of the new one. */
function saidBeside<Value>(
  said: Readonly<Record<string, Value>>,
  instead: Readonly<Record<string, unknown>>,
  goesToEntity: boolean,
): Record<string, Value> {
  const gone = [...Object.keys(instead), ...(goesToEntity ? ['recipient', 'tender.recipientRole'] : [])]
  const isGone = (path: string) => gone.some((each) => path === each || path.startsWith(`${each}.`))
  return Object.fromEntries(Object.entries(said).filter(([path]) => !isGone(path)))
}

const stateOwned: readonly unknown[] = ['public_body', 'state_wholly_owned', 'state_controlled']

function toCustomer(facts: Facts): Facts {
  const { customer, recipient, tender } = facts
  const isKnown = customer?.ownership !== undefined
  const recipientClass = stateOwned.includes(customer?.ownership) ? 'state_unit' : 'customer_entity'
  return {
    ...facts,
    recipient: {
      kind: 'entity',
      class: isKnown ? recipientClass : 'unknown',
      classVerified: true,
      ...(customer?.id === undefined ? {} : { id: customer.id }),
      ...(recipient?.country === undefined ? {} : { country: recipient.country }),
    },
    // The role in a tender is that of the person, and an entity has none.
    ...(tender ? { tender: { ...tender, recipientRole: 'none' as const } } : {}),
  }
}
