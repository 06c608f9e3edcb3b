import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import type { Call } from '../../platform/act/command.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { Organisation } from '../access/index.ts'
import {
  atEmployer,
  countsOn,
  lockSubjects,
  type HistoryLine,
  type ReadEmployers,
} from '../benefits/index.ts'
import type { Rooms } from '../budgets/index.ts'
import { findRefs, type DealRefs } from '../deals/index.ts'
import type { Asked, DealRecord, GiverRecord } from '../facts/index.ts'
import { loadStaffNear, type Families } from '../parties/index.ts'
import { limitsGivers, type PolicyInForce } from '../policy/index.ts'
import { dayObjection } from './day-reach.ts'
import type { NamedParties, ReadAhead, RequestDeps, ResolvedParties, WantedParties } from './deps.ts'
import { historyAndFamilies, unmergedFamilies } from './history.ts'
import { loadVendors, vendorObjection } from './giving/vendors.ts'
import { contractOf } from './commission.ts'
import { findKind } from './kinds.ts'
import { loadLoosened, readLoosenings, type Asking, type Loosenings } from './loosening.ts'
import { loadCommissions, type CommissionRow } from './store-commissions.ts'
import { amountObjection, askedFrom, dealOf, eventOf, type Proposal } from './proposal.ts'

/** Everything one proposal is weighed on, loaded and locked. */
export type Situation = {
  readonly proposal: Proposal
  readonly entityId: string
  readonly today: LocalDate
  readonly parties: ResolvedParties
  /** Undefined while the proposal names no kind, an amount that no record can hold, or a day out of reach. */
  readonly asked: Asked | undefined
  readonly giver: GiverRecord
  readonly deal: DealRecord
  readonly evidence: readonly string[]
  /** Who of the staff is close to the recipient or owns a part of the customer: they decide nothing here. */
  readonly closeStaff: readonly string[]
  /** Who made the rules milder for its parties: they decide nothing here, and its applicant files nothing. */
  readonly loosenings: Loosenings
  /** What keeps it from being decided as it stands: a party, a deal or an event that is not on record. */
  readonly objection: Refusal | undefined
  /**
   * Whose giving it is, where the policy in force limits what one person gives; undefined where it does
   * not.
   */
  readonly giverPersonId: string | undefined
  /** The commissions of its entity, where it is one itself. */
  readonly commissions?: readonly CommissionRow[]
}

/** What the proposals of a set share. The history grows as the items of the set are decided. */
export type Shared = {
  readonly organisation: Organisation
  readonly policy: PolicyInForce
  readonly history: HistoryLine[]
  /** What is left of budgets; absent where nothing is asked for anew. */
  readonly rooms?: Rooms
  /** Reads a line that was added since; absent where no line is read. */
  readonly employed?: ReadEmployers
}

/** A proposal with whoever files it. */
export type Filed = {
  readonly call: Call<unknown>
  readonly proposal: Proposal
  readonly evidence: readonly string[]
  /** Whoever asked for it, where another person acts on it now. */
  readonly requesterId?: string
}

/**
 * Loads what a set of proposals is weighed on. Subjects are locked before the sums are read, so that two
 * requests for one person, employer, deal or event are decided one after the other.
 */
export async function loadSituations(
  deps: RequestDeps,
  tx: Transaction,
  filed: readonly Filed[],
): Promise<{ shared: Shared; situations: Situation[] }> {
  const { organisation, policy, days, beyond, parties, dealsOf, held } = await readNamed(deps, tx, filed)
  const asked = filed.map((item, i) => {
    if (beyond[i]) return undefined
    const mine = askedOf(item.proposal, parties[i], days[i] ?? '')
    return mine && { ...mine, entityId: entityOf(item) }
  })
  const known = asked.filter((each) => each !== undefined)
  const givers = filed.map((item, i) => giverOf(policy, item, asked[i]?.happensOn ?? days[i] ?? ''))
  const subjects = sumSubjects(parties, known)
  const unheld = [...Object.values(subjects).flat(), ...present(givers)].filter((id) => !held.includes(id))
  // Sent in this order: the sums are read after the locks are held.
  const unmerged = unmergedFamilies(subjects)
  const asks = filed.map((item, i) => ({ ...askOf(deps, organisation, item), ...namedIn(parties[i]) }))
  const [deals, refs, , { history, families, employed }, nearUnmerged, vendors, commissions] =
    await Promise.all([
      dealsOf(known),
      findRefs(tx, subjects),
      lockSubjects(tx, unheld),
      historyAndFamilies(tx, subjects, present(givers)),
      nearTo(deps, tx, asks, unmerged),
      loadVendors(
        tx,
        filed.map(({ proposal }) => proposal.vendor),
      ),
      loadCommissions(tx, filed.filter(({ proposal }) => contractOf(proposal)).map(entityOf)),
    ])
  const isSame = families.members.length === unmerged.members.length
  const [staffNear, loosened] = isSame ? nearUnmerged : await nearTo(deps, tx, asks, families)
  const situations: Situation[] = []
  for (const [i, item] of filed.entries()) {
    const mine = asked[i]
    situations.push({
      proposal: item.proposal,
      entityId: entityOf(item),
      today: days[i] ?? '',
      parties: parties[i] ?? { customer: undefined, person: undefined, changes: [] },
      asked: mine,
      giver: deps.giver(organisation, entityOf(item), mine?.happensOn ?? days[i] ?? ''),
      deal: (mine && deals[known.indexOf(mine)]) ?? noDeal,
      evidence: item.evidence,
      closeStaff: staffNear(nearOf(parties[i]), days[i] ?? ''),
      loosenings: await readLoosenings(tx, loosened, families, asks[i]),
      objection:
        beyond[i] ??
        parties[i]?.refusal ??
        amountObjection(item.proposal) ??
        objectionTo(refs, families, mine) ??
        vendorObjection(vendors, item.proposal.vendor, '/body/proposal/vendor'),
      giverPersonId: givers[i],
      commissions,
    })
  }
  return { shared: { organisation, policy, history, employed }, situations }
}

/**
 * Whoever a set of proposals names, on their days. They are locked before they are read: whoever changes what
 * somebody is judged by takes the same lock (`judges` of the tables).
 */
async function readNamed(deps: RequestDeps, tx: Transaction, filed: readonly Filed[]) {
  const named = subjectsNamed(filed)
  // Sent in this order.
  const [organisation, policy, , ahead] = await Promise.all([
    deps.organisation(tx),
    deps.policy(tx),
    lockSubjects(tx, named),
    deps.readAhead(tx, filed.map(namedBy)),
  ])
  const days = filed.map((item) => deps.dayOf(organisation, entityOf(item), item.call.at))
  const beyond = filed.map(({ proposal }, i) => {
    const today = days[i] ?? ''
    return dayObjection(policy, proposal.happensOn ?? today, today)
  })
  const wanted = filed.map((item, i) => wantedOf(item, days[i] ?? '', beyond[i]))
  return { organisation, policy, days, beyond, ...(await readHeld(deps, tx, { wanted, ahead, held: named })) }
}

type Held = {
  readonly wanted: readonly WantedParties[]
  readonly ahead: ReadAhead
  readonly held: readonly string[]
}

/**
 * The parties of a set, read while each of them is locked. Those whom somebody named leads to, a survivor, an
 * employer or a household, are known only then: they are locked as well, and all is read once more.
 */
async function readHeld(
  deps: RequestDeps,
  tx: Transaction,
  { wanted, ahead, held }: Held,
): Promise<{ parties: ResolvedParties[]; dealsOf: ReadAhead['dealsOf']; held: readonly string[] }> {
  const parties = await ahead.resolve(wanted)
  const made = new Set(parties.flatMap(({ changes }) => changes.map(({ row }) => row.id)))
  const { recipientIds, householdIds, orgIds } = sumSubjects(parties, [])
  const late = [...recipientIds, ...householdIds, ...orgIds].filter(
    (id) => !held.includes(id) && !made.has(id),
  )
  if (tx.isReadOnly || late.length === 0) return { parties, dealsOf: ahead.dealsOf, held }
  const [, again] = await Promise.all([lockSubjects(tx, late), deps.readAhead(tx, wanted)])
  return readHeld(deps, tx, { wanted, ahead: again, held: [...held, ...late] })
}

/** Whoever and whatever the proposals name by an identifier. */
function subjectsNamed(filed: readonly Filed[]): string[] {
  const named = filed.flatMap(({ proposal }) => {
    const { customer, recipient } = proposal
    const parties = [customer, recipient].map((each) =>
      each && 'partyId' in each ? each.partyId : undefined,
    )
    return [...parties, dealOf(proposal), eventOf(proposal)]
  })
  return present(named)
}

/** Who asks, on which day, and the legal day of a moment where they do. */
function askOf(deps: RequestDeps, organisation: Organisation, item: Filed) {
  const dayOf = (at: Instant) => deps.dayOf(organisation, entityOf(item), at)
  const requesterId = item.requesterId ?? item.call.actor.personId
  return { requesterId, today: dayOf(item.call.at), dayOf }
}

/** Who of the staff is close to parties, and who made the rules milder for them. */
function nearTo(deps: RequestDeps, tx: Transaction, asks: readonly Asking[], families: Families) {
  return Promise.all([loadStaffNear(tx, families), loadLoosened(deps, tx, asks, families.members)])
}

function namedIn(parties: ResolvedParties | undefined) {
  return { partyIds: present([parties?.customer?.id, parties?.person?.id]) }
}

/** Whose ties count: the recipient's, and those of the customer and all employers. */
function nearOf(parties: ResolvedParties | undefined): (string | undefined)[] {
  return [parties?.person?.id, ...(parties?.person?.employerIds ?? []), parties?.customer?.id]
}

/**
 * The person whose giving is summed. Everything that somebody ever gave is a long list, so it is read only
 * where a rule of that day limits it.
 */
function giverOf(policy: PolicyInForce, item: Filed, day: LocalDate): string | undefined {
  return limitsGivers(policy.packsOn(day)) ? (item.requesterId ?? item.call.actor.personId) : undefined
}

const noDeal: DealRecord = {
  tender: { state: 'none', matter: 'none', recipientRole: 'none' },
  hasClause: false,
  eventCountry: undefined,
  programme: undefined,
}

/** The entity for which something is filed: the one that it names, else that of whoever files it. */
export function entityOf(item: Pick<Filed, 'call' | 'proposal'>): string {
  return item.proposal.entityId ?? item.call.actor.entityIds[0] ?? ''
}

function namedBy({ proposal }: Filed): NamedParties {
  const { customer, recipient } = proposal
  return { customer, recipient, eventId: eventOf(proposal) }
}

function wantedOf(item: Filed, today: LocalDate, beyond: Refusal | undefined) {
  const { customer, recipient, happensOn } = item.proposal
  const day = beyond ? today : (happensOn ?? today)
  return { customer, recipient, day, at: item.call.at, actor: item.call.actor }
}

function askedOf(
  proposal: Proposal,
  parties: ResolvedParties | undefined,
  today: LocalDate,
): Asked | undefined {
  const kind = findKind(proposal.kindId)
  if (amountObjection(proposal)) return undefined
  return (
    kind &&
    askedFrom(proposal, kind, { customerId: parties?.customer?.id, personId: parties?.person?.id }, today)
  )
}

/**
 * A deal and an event have limits of their own, so a name that nobody recorded would open a fresh one,
 * and so would the deal of another customer.
 */
function objectionTo(refs: DealRefs, families: Families, asked: Asked | undefined): Refusal | undefined {
  const { dealId, eventId, customerId, happensOn = '' } = asked ?? {}
  if (eventId !== undefined) {
    const pointer = '/body/proposal/facts/benefit.eventId'
    const event = refs.events.get(eventId)
    if (!event) return refuse('requests.event_unknown', {}, pointer)
    const { from_on: from, until_on: until } = event
    const isThatDay = from <= happensOn && happensOn <= until
    if (!isThatDay) return refuse('requests.event_not_that_day', { from, until }, pointer)
  }
  if (dealId === undefined) return undefined
  const owner = refs.customerOf.get(dealId)
  const isTheirs =
    owner !== undefined &&
    customerId !== undefined &&
    families.survivorOf(owner) === families.survivorOf(customerId)
  return isTheirs ? undefined : refuse('requests.deal_unknown', {}, '/body/proposal/facts/benefit.dealId')
}

function present(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter((value) => value !== undefined))].sort()
}

/**
 * Whose earlier benefits count. They are locked too. The giver group is not among them: every limit of a
 * group is also one of a recipient.
 */
export function sumSubjects(parties: readonly ResolvedParties[], asked: readonly Asked[]) {
  return {
    recipientIds: present(parties.flatMap((party) => [party.person?.id, party.customer?.id])),
    householdIds: present(parties.map((party) => party.person?.householdId)),
    orgIds: present(parties.flatMap((party) => [party.customer?.id, ...(party.person?.employerIds ?? [])])),
    dealIds: present(asked.map((each) => each.dealId)),
    eventIds: present(asked.map((each) => each.eventId)),
  }
}

/**
 * The lines of the shared history that concern one proposal, seen from one employer of its recipient. What
 * somebody got who works for two counts for this one too, wherever it stands.
 */
export function historyFor(
  shared: Shared,
  situation: Situation,
  except?: string,
  employerId = situation.parties.person?.employerId,
): HistoryLine[] {
  const { customer, person } = situation.parties
  const orgs = present([customer?.id, employerId])
  const { dealId, eventId, happensOn } = situation.asked ?? {}
  const lines = shared.history.map((line) => readAt(shared, line, employerId ?? customer?.id))
  return lines.filter(
    (line) =>
      line.benefitId !== except &&
      countsOn(line, happensOn ?? situation.today) &&
      (line.recipientId === person?.id ||
        (line.householdId !== undefined && line.householdId === person?.householdId) ||
        orgs.includes(line.recipientId) ||
        (line.orgId !== undefined && orgs.includes(line.orgId)) ||
        (line.dealId !== undefined && line.dealId === dealId) ||
        (line.eventId !== undefined && line.eventId === eventId) ||
        (line.giverPersonId !== undefined && line.giverPersonId === situation.giverPersonId)),
  )
}

/** A line of the history, or one that was added since, as it counts for one employer of its recipient. */
export function readAt(
  { employed }: Pick<Shared, 'employed'>,
  line: HistoryLine,
  orgId: string | undefined,
): HistoryLine {
  return atEmployer(line.orgIds === undefined && employed ? employed(line) : line, orgId)
}

/** Who decides nothing here: the relatives of the recipient, and whoever made the rules milder for it. */
export function excludedFrom({ closeStaff, loosenings }: Situation): readonly string[] {
  return [...closeStaff, ...loosenings.loosenedBy]
}

/** The recipient of a complete proposal, with the household and employer of that day. */
export function recipientOf(situation: Situation) {
  const { customer, person } = situation.parties
  const recipientId = person?.id ?? customer?.id
  if (recipientId === undefined) throw new Error('a complete proposal has a recipient')
  const orgId = person?.employerId ?? customer?.id
  return {
    recipientId,
    ...(person?.householdId === undefined ? {} : { householdId: person.householdId }),
    ...(orgId === undefined ? {} : { orgId }),
  }
}
