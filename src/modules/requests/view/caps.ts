import type { Decision } from '../../../contract/decision.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import { countsOn, factLine } from '../../benefits/index.ts'
import { buildFacts, type Asked } from '../../facts/index.ts'
import { capProbes, capsOfRules, decideWithReasons, type Cap, type CapProbe } from '../../policy/index.ts'
import type { ResolvedParties } from '../deps.ts'
import { conditionsOf } from '../circumstances.ts'
import { kindOfForm, type Kind } from '../kinds.ts'
import { historyAndFamilies } from '../history.ts'
import type { ViewDeps } from './deps.ts'
import { noneOfThese } from './kinds.ts'
import type { Reader } from './reader.ts'

/** Whose limits are asked for: a person with their employer, or a customer itself. */
type CapParty = { readonly customerId?: string; readonly personId?: string }

/**
 * The company's limits over time that speak of one recipient, and how much of each is used today. Each kind
 * that the company limits is decided for this recipient as the live panel would, once as if nothing had been
 * given before and once with everything that was: the first tells whether the kind is routine for them, the
 * second how much of the limit is used. Where a kind is not routine, nothing is shown as room to use.
 */
export async function capsOfParty(
  deps: ViewDeps,
  tx: Transaction,
  reader: Reader,
  day: LocalDate,
  party: CapParty,
): Promise<Cap[]> {
  const policy = await deps.policy(tx)
  const packs = policy.packsOn(day)
  const to = party.personId === undefined ? 'organisation' : 'person'
  const probes = capProbes(packs, day).filter(({ form }) => (kindOfForm(form)?.to ?? to) === to)
  if (probes.length === 0) return []
  const parties = await resolved(deps, tx, reader, day, party)
  const asked = probes.map((probe) => askedOf(probe, parties, day))
  const deals = await deps.findDeals(tx, asked)
  const history = (await historyOfParty(tx, parties)).filter((line) => countsOn(line, day))
  const giver = deps.giver(reader.organisation, reader.actor.entityIds[0] ?? '')
  const { customer, person } = parties
  const lines = history.map(factLine)
  const caps = asked.flatMap((each, i) => {
    const deal = deals[i]
    if (!deal) return []
    const records = { giver, customer, person, deal, evidence: [] }
    const people = { requesterId: reader.actor.personId, isLate: false }
    // The history is long and stands by itself: what is said of the benefit is laid over the rest alone.
    const facts = buildFacts(each, { ...records, history: [] }, people)
    if (!isRoutine(decideWithReasons(packs, facts, policy.rates).decision)) return []
    const { fired } = decideWithReasons(packs, { ...facts, history: lines }, policy.rates)
    return capsOfRules(packs, fired, reader.language).filter((cap) => cap.window !== '')
  })
  return [...new Map(caps.map((cap) => [`${cap.measure} ${cap.limit}`, cap])).values()]
}

function isRoutine({ outcome }: Decision): boolean {
  return outcome === 'allow' || outcome === 'allow_with_conditions'
}

async function resolved(
  deps: ViewDeps,
  tx: Transaction,
  { actor, now }: Reader,
  day: LocalDate,
  { customerId, personId }: CapParty,
): Promise<ResolvedParties> {
  const customer = customerId === undefined ? undefined : { partyId: customerId }
  const recipient =
    personId === undefined
      ? ({ to: 'organisation' } as const)
      : ({ to: 'person', partyId: personId } as const)
  const [found] = await deps.resolveParties(tx, [{ customer, recipient, day, at: now, actor }])
  return found ?? { customer: undefined, person: undefined, changes: [] }
}

/**
 * A benefit of a kind that the company limits, in ordinary circumstances and worth nothing yet: it asks for
 * the limit and uses none of it.
 */
function askedOf(probe: CapProbe, { customer, person }: ResolvedParties, day: LocalDate): Asked {
  // The loader of packs keeps forms to the list of the facts.
  const form = probe.form as Asked['form']
  const kind = kindOfForm(probe.form)
  return {
    form,
    value: { currency: probe.currency, minor: '0' },
    recipientCount: 1,
    happensOn: day,
    purpose: kind?.purpose ?? 'other',
    context: kind?.context ?? 'none',
    customerId: customer?.id,
    personId: person?.id,
    dealId: undefined,
    eventId: undefined,
    conditions: kind && conditionsOf(kind),
    said: { ...(kind ? ordinaryAnswers(kind, probe.currency) : {}), ...probe.facts },
  }
}

/** What the form is told of an ordinary one: none of the circumstances, and one guest with one host. */
function ordinaryAnswers(kind: Kind, currency: string): Asked['said'] {
  const counts = Object.entries(ordinaryCounts).filter(([path]) => kind.fields.includes(path))
  return { ...noneOfThese(kind, currency), ...Object.fromEntries(counts) }
}

const ordinaryCounts = {
  'benefit.meal.guests': 1,
  'benefit.meal.hosts': 1,
  'benefit.travel.workDays': 1,
  'benefit.travel.leisureDays': 0,
}

/** What a person and their household had, or what a customer itself had. */
async function historyOfParty(tx: Transaction, { customer, person }: ResolvedParties) {
  const recipientIds = [person?.id ?? customer?.id].filter((id) => id !== undefined)
  const householdIds = [person?.householdId].filter((id) => id !== undefined)
  const subjects = { recipientIds, householdIds, orgIds: [], dealIds: [], eventIds: [] }
  const { history } = await historyAndFamilies(tx, subjects, [], false)
  return history
}
