import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Call, ObjectRef } from '../../platform/act/command.ts'
import { insertRow, updateRow, type RowChange } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { loadDuties, type DutyRow } from '../access/index.ts'
import { loadOpenFlows, type Flow } from '../approvals/index.ts'
import {
  alertsAmong,
  benefitTable,
  loadBenefits,
  loadCountingLines,
  type BenefitRow,
  type AlertKind,
  type LineRow,
} from '../benefits/index.ts'
import { decisionChange } from '../policy/index.ts'
import type { RequestDeps } from './deps.ts'
import { proposalOf } from './stored-proposal.ts'
import { actualProposal, type Actual } from './giving/actual.ts'
import { loadSeen, type SeenElsewhere } from './giving/flags.ts'
import {
  attendeesOf,
  guestsFiled,
  isListed,
  officialsAmong,
  weighAll,
  type Attendee,
  type Guest,
} from './giving/guests.ts'
import { invoiceNamed } from './giving/invoice.ts'
import { isInvoiced } from './giving/needs.ts'
import { loadKnownGuests } from './giving/known-guests.ts'
import type { KnownGuest } from './giving/left-out.ts'
import { presentAt, signedInTo } from './giving/present.ts'
import { wayOf } from './ways.ts'
import { vendorCompared, vendorRecorded } from './giving/compared.ts'
import { loadVendors, type Vendors } from './giving/vendors.ts'
import { kindsOf, ownFiles } from './evidence.ts'
import { wasGiven } from './domain.ts'
import { isReceived, loadReceivedBefore, weighReceived } from './received.ts'
import { loadSituations, type Shared, type Situation } from './situation.ts'
import { loadEvidence, loadRequests } from './store.ts'
import { loadGivings } from './store-giving.ts'
import { loadOpenReversals } from './store-reversals.ts'
import {
  attemptTable,
  requestTable,
  type EvidenceRow,
  type GivingRow,
  type GuestSignInRow,
  type RequestRow,
  type ReversalRow,
} from './tables.ts'
import { reviewType } from './review.ts'
import { leadingRule, weigh, type WeighedBy, type Weighing } from './weigh.ts'

/** One request with all that a verb on it may need, locked and weighed on today's sums. */
export type OpenCase = {
  readonly request: RequestRow
  readonly benefit: BenefitRow | undefined
  readonly lines: readonly LineRow[]
  readonly flow: Flow | undefined
  readonly duties: readonly DutyRow[]
  readonly evidence: readonly EvidenceRow[]
  readonly situation: Situation
  readonly shared: Shared
  readonly weighing: Weighing | undefined
  /** True where the round is a review of what was recorded at once, and not an approval. */
  readonly isReview: boolean
  /** True where a review of it is open, beside whatever is decided now; only where it was asked for. */
  readonly isUnderReview: boolean
  /** The alerts beside its benefit; only where it was asked for. */
  readonly alerts: readonly AlertKind[]
  /** The reversal that waits for its second person, where one was asked for. */
  readonly reversal: ReversalRow | undefined
  /** How it was given, where that is on record; the last record counts. */
  readonly giving: GivingRow | undefined
  /** Who was there, as the call says or else as it is on record. */
  readonly attendees: readonly Attendee[]
  /** Who signed in by the code, as far as a giving is recorded or on record. */
  readonly signIns: readonly GuestSignInRow[]
  /** Those on record whom a sign-in is said to be; only where something is given now. */
  readonly known: ReadonlyMap<string, KnownGuest>
  /** Those of them who are weighed like the recipient. */
  readonly guests: readonly Guest[]
  /** What is known of them from other givings, and of the invoice; only where something is given now. */
  readonly seen: SeenElsewhere
  /** The vendors on record that are planned or named; only where something is given now. */
  readonly vendors: Vendors
}

/** What a round decides about a request: whether it is approved, or whether its record stands. */
export type Matter = 'request' | typeof reviewType

/**
 * What a call says of the request that it names: the day on which it was given, and papers that come with
 * it.
 */
type Naming = {
  readonly requestId: string
  readonly givenOn?: LocalDate | undefined
  readonly fileIds?: readonly string[] | undefined
  readonly actual?: Actual | undefined
}

/**
 * The papers that come with the calls, which rounds of the requests are meant, and whether it matters that
 * one of them is under review or has alerts beside it.
 */
type Loading = {
  readonly files?: ReadonlyMap<string, EvidenceRow>
  readonly matter?: Matter
  readonly withReviews?: boolean
}

/**
 * Loads the cases of a set of calls that each name one request, each as of the day of giving where the
 * call has one and with the papers of the call. The keys are the requests' ids.
 */
export async function loadCases(
  deps: RequestDeps,
  tx: Transaction,
  calls: readonly Call<Naming>[],
  { files = new Map(), matter = 'request', withReviews = false }: Loading = {},
): Promise<Map<string, OpenCase>> {
  const requests = await loadRequests(
    tx,
    calls.map((call) => call.body.requestId),
  )
  const beside = await besides(tx, [...requests.values()], { matter, withReviews })
  const filed = [...requests.values()].map((request) =>
    filedOf(beside, callFor(calls, request), { request, files }),
  )
  const asGuests = filed.flatMap((item, i) => guestsFiled(item, item.attendees).map((one) => ({ i, one })))
  const { shared, situations } = await loadSituations(deps, tx, [...filed, ...asGuests.map(({ one }) => one)])
  const guestsOf = Map.groupBy(
    asGuests.map(({ i }, n) => ({ i, situation: situations[filed.length + n] })),
    ({ i }) => i,
  )
  const received = filed.filter((each) => isReceived(each.proposal)).map((each) => each.requesterId)
  const before = await loadReceivedBefore(tx, received)
  const seen = await Promise.all(
    filed.map((item, i) => seenBy(tx, shared, item, { situation: situations[i], ...beside })),
  )
  const vendors = await vendorsBy(tx, beside, filed)
  const known = await loadKnownGuests(tx, filed, situations)
  return new Map(
    filed.map((item, i) => {
      const situation = situations[i]
      if (!situation) throw new Error('every request has its situation')
      const { request } = item
      const guests = [
        ...(guestsOf.get(i) ?? []).flatMap((guest) =>
          guest.situation ? [{ situation: guest.situation, isOnRecord: true }] : [],
        ),
        ...officialsAmong(situation, item.attendees),
      ]
      const loaded = caseOf(beside, item, {
        guests,
        vendors,
        known,
        seen: seen[i] ?? nothingSeen,
        isReview: matter === reviewType,
      })
      const { benefit } = loaded
      const by: WeighedBy = {
        requesterId: request.requester_id,
        isLate: isLateOn(deps, shared, request, item.call),
        ...(benefit ? { exceptBenefitId: benefit.id } : {}),
      }
      const weighed = () =>
        isReceived(situation.proposal)
          ? weighReceived(shared, situation, { ...by, staffId: request.requester_id, before })
          : weighAll(shared, weigh(shared, situation, by), guests, by)
      return [request.id, weighedWhenAsked({ ...loaded, situation, shared }, weighed)]
    }),
  )
}

type Beside = Awaited<ReturnType<typeof besides>>

/** A request as it is weighed now: as of the day and in the way in which it was given, with its papers. */
function filedOf(
  { evidence, present, signIns }: Beside,
  call: Call<Naming>,
  { request, files }: { readonly request: RequestRow; readonly files: ReadonlyMap<string, EvidenceRow> },
) {
  const { givenOn, fileIds, actual } = call.body
  const added = ownFiles(files, call.actor.personId, fileIds, request.id)
  const papers = [...(evidence.get(request.id) ?? []), ...added]
  const attendees = actual?.attendees
    ? attendeesOf(actual.attendees, signIns.get(request.id))
    : (present.get(request.id) ?? [])
  const proposal = actualProposal(proposalOf(request), { givenOn, actual })
  const kinds = kindsOf(papers)
  return {
    call,
    request,
    proposal,
    evidence: isListed(proposal, attendees) ? [...new Set([...kinds, 'attendeeList'])].sort() : kinds,
    requesterId: request.requester_id,
    files: papers,
    attendees,
  }
}

type FiledNow = ReturnType<typeof filedOf>

/** What stands beside one of them. */
function caseOf(
  beside: Beside,
  { request, attendees }: FiledNow,
  rest: Pick<OpenCase, 'guests' | 'seen' | 'vendors' | 'known' | 'isReview'>,
): Omit<OpenCase, 'weighing' | 'situation' | 'shared'> {
  const { id, benefit_id: benefitId } = request
  return {
    ...rest,
    request,
    attendees,
    benefit: beside.benefits.get(benefitId ?? ''),
    lines: beside.lines.get(benefitId ?? '') ?? [],
    flow: beside.flows.get(id),
    duties: beside.duties.get(id) ?? [],
    evidence: beside.evidence.get(id) ?? [],
    isUnderReview: beside.reviews.has(id),
    alerts: beside.alerts.get(benefitId ?? '') ?? [],
    reversal: beside.reversals.get(id),
    giving: beside.givings.get(id),
    signIns: beside.signIns.get(id) ?? [],
  }
}

const nothingSeen: OpenCase['seen'] = { keys: [], elsewhere: [], repeatedFiles: 0, invoice: undefined }

/** Where else those who were there have been; asked only while it is recorded that it was given. */
function seenBy(
  tx: Transaction,
  { organisation }: Shared,
  item: FiledNow,
  { situation, givings }: { readonly situation: Situation | undefined; readonly givings: Beside['givings'] },
): Promise<SeenElsewhere> | SeenElsewhere {
  const { actual, givenOn } = item.call.body
  if (actual === undefined && givenOn === undefined) return nothingSeen
  const day = situation?.asked?.happensOn ?? situation?.today ?? ''
  const { request, attendees, files } = item
  const invoiceNumber = invoiceNamed(actual, givings.get(request.id))
  const form = situation?.asked?.form ?? ''
  const told = { invoiceNumber, isInvoiced: isInvoiced(wayOf(item.proposal), item.proposal.kindId) }
  return loadSeen(tx, { request, day, form, ...told, attendees, files, organisation })
}

/** Whoever sells what is given now: as planned, as told, and as it is on record beside its approval. */
function vendorsBy(tx: Transaction, { givings }: Beside, filed: readonly FiledNow[]): Promise<Vendors> {
  const named = filed.flatMap(({ call: { body }, request, proposal: { vendor } }) => {
    if (body.actual === undefined && body.givenOn === undefined) return []
    const giving = givings.get(request.id)
    return [vendor, body.actual?.vendor, vendorRecorded(giving), vendorCompared(giving)]
  })
  return loadVendors(tx, named)
}

/** What stands beside the requests: register and sums, rounds, duties, papers and reversals. */
async function besides(
  tx: Transaction,
  requests: readonly RequestRow[],
  { matter, withReviews }: { readonly matter: Matter; readonly withReviews: boolean },
) {
  const ids = requests.map(({ id }) => id)
  const benefitIds = requests.flatMap((request) => request.benefit_id ?? [])
  const given = requests.filter(({ state }) => wasGiven(state)).map(({ id }) => id)
  // Only what was given, or goes back to approval as such, has a record of how.
  const told = requests.filter((each) => each.is_late || wasGiven(each.state)).map(({ id }) => id)
  const signedIn = signedInTo(tx, requests)
  const [flows, benefits, lines, evidence, duties, reversals, reviews, alerts, givings] = await Promise.all([
    loadOpenFlows(tx, matter, ids),
    loadBenefits(tx, benefitIds),
    loadCountingLines(tx, benefitIds),
    loadEvidence(tx, ids),
    loadDuties(tx, 'request', ids),
    loadOpenReversals(tx, given),
    withReviews ? loadOpenFlows(tx, reviewType, ids) : new Map<string, Flow>(),
    alertsAmong(tx, withReviews ? benefitIds : []),
    loadGivings(tx, told),
  ])
  const [present, signIns] = await Promise.all([presentAt(tx, requests, givings), signedIn])
  const dutiesOf = Map.groupBy(duties, (row) => row.object_id)
  return {
    flows,
    benefits,
    lines,
    evidence,
    duties: dutiesOf,
    reversals,
    reviews,
    alerts,
    givings,
    present,
    signIns,
  }
}

/** Declared late, or given before the day of filing, it was given before it was asked for. */
function isLateOn(
  { dayOf }: Pick<RequestDeps, 'dayOf'>,
  { organisation }: Shared,
  { is_late: isLate, entity_id: entityId, submitted_at: filedAt }: RequestRow,
  call: Call<Naming> | undefined,
): boolean {
  const givenOn = call?.body.givenOn
  if (isLate || givenOn === undefined || filedAt === null) return isLate
  return givenOn < dayOf(organisation, entityId, filedAt)
}

/** Weighing costs more than all the rest, and a withdrawal or a hand-over needs none. */
function weighedWhenAsked(loaded: Omit<OpenCase, 'weighing'>, weighed: () => Weighing | undefined): OpenCase {
  let known: { readonly weighing: Weighing | undefined } | undefined
  return {
    ...loaded,
    get weighing() {
      known ??= { weighing: weighed() }
      return known.weighing
    },
  }
}

function callFor(calls: readonly Call<Naming>[], request: RequestRow): Call<Naming> {
  const call = calls.find((each) => each.body.requestId === request.id)
  if (!call) throw new Error('every request was asked for')
  return call
}

/** The reference of a request, as the log names it. */
export function requestRef(request: Pick<RequestRow, 'id'>): ObjectRef {
  return { type: 'request', id: request.id }
}

/**
 * What stops an approval when the decision is taken again on today's facts: a prohibition and a missing
 * fact stop it for everyone; a verdict that asks for a higher level than the route has, extends the route.
 */
export function stopsApproval(found: OpenCase): Refusal | undefined {
  const { weighing } = found
  if (!weighing) return refuse('requests.unknown_kind')
  const { outcome, missing } = weighing.decision
  if (outcome === 'prohibit') return refuse('requests.now_prohibited', leadingRule(weighing))
  if (outcome === 'hold') return refuse('requests.now_incomplete', { missing: missing.join(', ') })
  if (isRefusal(weighing.route)) return weighing.route
  return undefined
}

/** Writes today's verdict to the request and the register, with its decision record. */
export function verdictChanges(
  deps: RequestDeps,
  found: OpenCase,
  weighing: Weighing,
  call: Call<unknown>,
): { readonly changes: RowChange[]; readonly decisionId: string } {
  const decisionId = deps.newId('decision')
  return { decisionId, changes: [decisionChange(decisionId, requestRef(found.request), weighing, call.at)] }
}

/** The rows after a verdict that got worse: the object keeps its state and shows the new verdict. */
export function worsened(deps: RequestDeps, found: OpenCase, call: Call<unknown>): RowChange[] {
  const { weighing, request, benefit } = found
  if (!weighing) return []
  const { decisionId, changes } = verdictChanges(deps, found, weighing, call)
  const { outcome, level } = weighing.decision
  const patch = { outcome, decision_id: decisionId }
  const attempt = outcome === 'prohibit' ? [attemptRow(deps, found, decisionId, call)] : []
  return [
    ...changes,
    updateRow(requestTable, request, { ...patch, level: level ?? null, changed_at: call.at }),
    ...(benefit ? [updateRow(benefitTable, benefit, patch)] : []),
    ...attempt,
  ]
}

function attemptRow(deps: RequestDeps, found: OpenCase, decisionId: string, call: Call<unknown>): RowChange {
  return insertRow(attemptTable, {
    id: deps.newId('attempt'),
    entity_id: found.request.entity_id,
    request_id: found.request.id,
    person_id: call.actor.personId,
    via: 'approve',
    application: found.request.application,
    decision_id: decisionId,
    at: call.at,
  })
}
