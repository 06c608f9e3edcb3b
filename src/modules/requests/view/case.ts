import type { z } from 'zod'
import type { caseJson } from '../../../contract/case.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { FeedEntry } from '../../../platform/feed.ts'
import { fill } from '../../../texts/text.ts'
import { loadFlows, type Flow } from '../../approvals/index.ts'
import { counts } from '../../benefits/index.ts'
import { loadFirstDecision } from '../../policy/index.ts'
import { attendanceOf } from '../attendance/view.ts'
import { approvedOn } from '../breach.ts'
import { requestRef, type OpenCase } from '../decide-again.ts'
import { isOutcome, type RequestState } from '../domain.ts'
import { lastDayOf } from '../expire.ts'
import { findKind, kindOfForm, people, pieces, type Counted } from '../kinds.ts'
import { isReceived } from '../received.ts'
import { reviewType } from '../review.ts'
import { breachesOf, type Breaches } from './breach-lines.ts'
import { budgetFacts } from './budget-lines.ts'
import { completionOf } from './completion.ts'
import type { LastVerified, ViewDeps } from './deps.ts'
import { evidenceOfCase, evidenceText } from './evidence.ts'
import { givingOfCase } from './giving.ts'
import { labelsOf, type Labels } from './labels.ts'
import { peersOf, ratePeersOf } from './peers.ts'
import { permissionsOf } from './permissions.ts'
import { planOf } from './plan.ts'
import { questionOf } from './question.ts'
import { deadlineOf, moneyOf, say, sayIfKnown, staffOf, whenOf, type Reader } from './reader.ts'
import { receivedFactLines, receivedSums, settlingOf, stateWord } from './received.ts'
import { ownReversalRound, reversalLines, standingMarks } from './reversal-lines.ts'
import { flowRoute, plannedRoute, roleWord, waitingFor } from './route.ts'
import { stillHeld } from './still-held.ts'
import { sumsOf } from './sums.ts'
import { toldApartLines } from './told-apart.ts'
import { talkOf } from './talk.ts'
import { sealOf } from './seal.ts'
import { timelineOf } from './timeline.ts'
import { badgeOf, verdictOf } from './verdict.ts'
import { routePeople } from '../weigh.ts'

type Case = z.output<typeof caseJson>

/** The states in which somebody has still to decide. */
const awaited: readonly string[] = ['draft', 'submitted', 'more_information']

/** One request on the decision screen, in the order of reading. */
export async function caseOf(
  deps: ViewDeps,
  tx: Transaction,
  reader: Reader,
  found: OpenCase,
): Promise<Case> {
  const { request, weighing, shared, situation } = found
  const entries = await deps.timeline(tx, requestRef(request))
  const last = (await loadFlows(tx, found.isReview ? reviewType : 'request', request.id)).at(-1)
  const review = found.isReview ? undefined : (await loadFlows(tx, reviewType, request.id)).at(-1)
  const can = await permissionsOf(tx, reader, found)
  const decider = can.approve?.can ? 'reader' : awaited.includes(request.state) ? 'others' : 'nobody'
  const verdict = weighing && verdictOf(deps, reader, { shared, weighing, decider })
  const drift = await driftOf(tx, reader, found)
  const question = questionOf(reader, last)
  const peers = await peersOfCase(tx, reader, found)
  const labels = await labelsOf(tx, reader, found)
  const evidence = await evidenceOfCase(tx, reader, found)
  const breaches = await breachesOf(tx, reader, found)
  const reversalRound = await ownReversalRound(tx, reader, found)
  const { lines: planLines, ...plan } = await planOf(tx, reader, found)
  return {
    ...headOf(reader, found, { last, labels, breaches, reversalRound }),
    ...settlingOf(reader, found),
    ...(await givingOfCase(tx, reader, found)),
    ...(await attendanceOf(tx, reader, found)),
    ...(await completionOf(tx, reader, found)),
    ...approvalDay(deps, found, last),
    ...plan,
    facts: [
      ...factLines(deps, reader, found),
      ...planLines,
      ...(await toldApartLines(tx, reader, found)),
      ...(await budgetFacts(tx, reader, found)),
      ...breaches.facts,
      ...reviewLine(reader, request, review, breaches),
      ...reversalLines(reader, found),
    ],
    changes: [],
    ...(verdict ? { verdict } : {}),
    ...(peers ? { peers } : {}),
    ...(drift ? { drift } : {}),
    reason: request.reason,
    ...(question ? { question } : {}),
    evidence,
    evidenceText: evidenceText(reader, evidence),
    sums: isReceived(situation.proposal)
      ? receivedSums(reader, shared, { situation, weighing, staffId: request.requester_id })
      : await sumsOf(tx, reader, { shared, situation }, request.benefit_id ?? undefined),
    route: routeOf(reader, found, last),
    ...historyOf(reader, entries, await deps.verified(tx)),
    talk: await talkOf(tx, reader, found),
    can,
    returnTo: returnTargets(reader, found.flow),
    waitingFor: stillHeld(reader, found)?.whole ?? waitingFor(reader, found.flow, request),
  }
}

/** The day of the approval, while it is to be given: the form of giving looks at it. */
function approvalDay(deps: ViewDeps, found: OpenCase, last: Flow | undefined): Pick<Case, 'approvedOn'> {
  const { state, is_late: isLate } = found.request
  const day = state === 'approved' && !isLate ? approvedOn(deps, found, last) : undefined
  return day === undefined ? {} : { approvedOn: day }
}

type Beside = {
  readonly last: Flow | undefined
  readonly labels: Labels
  readonly breaches: Breaches
  readonly reversalRound: string | undefined
}

function headOf(reader: Reader, found: OpenCase, { last, labels, breaches, reversalRound }: Beside) {
  const { request, flow, situation, shared } = found
  const kind = kindWord(reader, found)
  const due = flow && dueOf(flow)
  const approvalId = flow?.flow.id ?? reversalRound
  const entity = shared.organisation.entities.get(request.entity_id)
  const { customer, person } = situation.parties
  const unit = shared.organisation.units.get(
    shared.organisation.people.get(request.requester_id)?.unit_id ?? '',
  )
  const isEnglish = reader.language === 'en'
  return {
    object: found.isReview ? { type: reviewType, id: request.id } : requestRef(request),
    requestId: request.id,
    ...(approvalId === undefined ? {} : { approvalId }),
    version: request.version,
    number: request.number ?? '',
    kind,
    direction: situation.proposal.direction ?? ('given' as const),
    when: whenOf(reader, request.submitted_at ?? request.created_at),
    applicant: staffOf(reader, request.requester_id),
    unit: (isEnglish ? unit?.name_en : unit?.name_zh) ?? '',
    ...(entity
      ? {
          entity: {
            id: entity.id,
            name: isEnglish ? entity.name_en : entity.name_zh,
            currency: entity.currency.trim(),
          },
        }
      : {}),
    ...(due ? { deadline: deadlineOf(reader, due) } : {}),
    state: stateOf(reader, found, last, breaches),
    title: found.isReview
      ? say(reader, 'review.title', { title: titleOf(reader, found) })
      : titleOf(reader, found),
    ...(customer
      ? {
          customer: {
            id: customer.id,
            kind: 'organisation' as const,
            name: customer.name,
            ...labels.customer,
          },
        }
      : {}),
    ...(person
      ? { recipient: { id: person.id, kind: 'person' as const, name: person.name, ...labels.person } }
      : {}),
    ...(request.value_minor === null || request.value_currency === null
      ? {}
      : { amount: moneyOf(request.value_currency, request.value_minor * BigInt(countOf(found))) }),
    ...cameBackOf(found),
    ...eachOf(found),
    ...(request.happened_on === null ? {} : { happenedOn: request.happened_on }),
  }
}

/** What was paid for it and came back from its payee. */
function cameBackOf({ benefit }: OpenCase): Pick<Case, 'cameBack'> {
  const minor = benefit?.refunded_minor ?? 0n
  return minor > 0n ? { cameBack: moneyOf(benefit?.value_currency ?? '', minor) } : {}
}

/** What one guest or one piece gets, where there are several: the whole alone would be read as that. */
function eachOf(found: OpenCase): Pick<Case, 'each'> {
  const { amount } = found.situation.proposal
  const count = quantityOf(found)
  return amount && count > 1 ? { each: { amount, count, unit: countedOf(found).unit } } : {}
}

/** Pieces, or guests where the kind counts them. */
function quantityOf(found: OpenCase): number {
  return found.situation.proposal.quantity ?? countOf(found)
}

/** What the number counts: what the kind does, else the recipients of what came in another way. */
function countedOf({ situation: { proposal }, request }: OpenCase): Counted {
  const kind = findKind(proposal.kindId) ?? kindOfForm(request.form ?? '')
  return kind?.counted ?? (proposal.quantity === undefined ? people : pieces)
}

function countOf(found: OpenCase): number {
  return found.situation.asked?.recipientCount ?? 1
}

/** The kind in the reader's language. */
export function kindWord(reader: Reader, found: Pick<OpenCase, 'request' | 'situation'>): string {
  const kind = findKind(found.situation.proposal.kindId) ?? kindOfForm(found.request.form ?? '')
  return kind ? fill(kind.word, reader.language) : (found.request.form ?? '')
}

/** The title in the reader's language: the chosen reason, else the stored title. */
export function titleOf(reader: Reader, found: Pick<OpenCase, 'request' | 'situation'>): string {
  const { proposal } = found.situation
  const chip = findKind(proposal.kindId)?.reasons.find((reason) => reason.key === proposal.reasonChip)
  if (!chip) return reader.language === 'en' ? kindWord(reader, found) : found.request.title
  return `${fill(chip.word, reader.language)} · ${kindWord(reader, found)}`
}

/** When the people who are asked now must have decided. */
export function dueOf(flow: Flow): string | undefined {
  return flow.tasks.find((task) => task.state === 'active')?.due_at ?? undefined
}

/** The state with the marks beside it. */
function stateOf(
  reader: Reader,
  found: OpenCase,
  last: Flow | undefined,
  breaches: Breaches,
): NonNullable<Case['state']> {
  const { request } = found
  const due = last && last.flow.state === 'open' ? dueOf(last) : undefined
  const marks = [
    ...(request.outcome === 'allow_with_conditions' ? ['conditions' as const] : []),
    ...(request.is_late ? ['late' as const] : []),
    ...(due !== undefined && due < reader.now ? ['overdue' as const] : []),
  ]
  // The database holds the list of states.
  const state = request.state as RequestState
  return {
    state,
    word: stateWord(reader, state, found.situation.proposal),
    marks: [
      ...marks.map((key) => ({ key, word: say(reader, `mark.${key}`) })),
      ...breaches.marks,
      ...standingMarks(reader, request, found.reversal),
    ],
  }
}

function factLines(deps: ViewDeps, reader: Reader, found: OpenCase): Case['facts'] {
  const { person, customer } = found.situation.parties
  const { request, shared } = found
  const entity = shared.organisation.entities.get(request.entity_id)
  const lines: Case['facts'] = []
  const isReceipt = isReceived(found.situation.proposal)
  if (isReceipt) lines.push(...receivedFactLines(reader, found))
  const recipient = isReceipt ? undefined : (person ?? customer)
  if (recipient)
    lines.push({ name: say(reader, 'fact.recipient'), text: recipient.name, partyId: recipient.id })
  if (request.happened_on !== null) {
    lines.push({ name: say(reader, 'fact.happened_on'), text: request.happened_on })
  }
  if (entity) {
    const text = reader.language === 'en' ? entity.name_en : entity.name_zh
    lines.push({ name: say(reader, 'fact.entity'), text })
  }
  const until = lastDayOf(deps, found, reader.now)
  if (until !== undefined) lines.push({ name: say(reader, 'fact.valid_until'), text: until })
  const quantity = quantityOf(found)
  if (quantity > 1) {
    lines.push({ name: fill(countedOf(found).word, reader.language), text: String(quantity) })
  }
  return lines
}

/**
 * What the review of a record at once came to, or that it waits. The applicant hears of it once it is over:
 * whoever knows that they are drawn could take it back and try again.
 */
function reviewLine(
  reader: Reader,
  request: OpenCase['request'],
  review: Flow | undefined,
  breaches: Breaches,
): Case['facts'] {
  const isOwn = request.requester_id === reader.actor.personId
  // What was not drawn says already that compliance looks into it.
  const isUntold = isOwn || breaches.facts.length > 0
  if (!review || (isUntold && review.flow.state === 'open')) return []
  const key = sayIfKnown(reader, `review.${review.flow.state}`)
  return key === undefined ? [] : [{ name: say(reader, 'fact.review'), text: key }]
}

/** Whether today's verdict is the one of the day it was filed. */
async function driftOf(tx: Transaction, reader: Reader, found: OpenCase): Promise<Case['drift'] | undefined> {
  const { request, weighing } = found
  if (request.decision_id === null || !weighing || request.state === 'draft') return undefined
  const stored = await loadFirstDecision(tx, requestRef(request))
  if (!stored || !isOutcome(stored.outcome)) return undefined
  const isSame =
    stored.outcome === weighing.decision.outcome && stored.level === (weighing.decision.level ?? null)
  const before = badgeOf(reader, stored.outcome).word
  return { isSame, text: isSame ? say(reader, 'drift.same') : say(reader, 'drift.changed', { before }) }
}

/**
 * The terms of the customer beside those of customers alike, where an agreement names a rate; else what it
 * got of this kind beside what they got. What we receive is not compared.
 */
async function peersOfCase(tx: Transaction, reader: Reader, found: OpenCase): Promise<Case['peers']> {
  const { request, shared, situation } = found
  const { asked, parties } = situation
  if (!asked?.value || !parties.customer || isReceived(situation.proposal)) return undefined
  const { form, happensOn: day } = asked
  const of = { customerId: parties.customer.id, form, day }
  const { id: agreementId, ratePercent } = situation.deal.programme ?? {}
  const rates =
    agreementId === undefined || ratePercent === undefined || form === undefined
      ? undefined
      : await ratePeersOf(tx, reader, { ...of, form, agreementId, ratePercent })
  if (rates) return rates
  return peersOf(tx, reader, shared.policy, {
    ...of,
    currency: asked.value.currency,
    hasThis: isCounted(request.state),
  })
}

function isCounted(stored: string): boolean {
  // The database holds the list of states.
  const state = stored as RequestState
  return state !== 'draft' && counts(state)
}

function routeOf(reader: Reader, found: OpenCase, last: Flow | undefined): Case['route'] {
  if (last) return flowRoute(reader, last)
  return found.weighing ? plannedRoute(reader, routePeople(found.weighing)) : []
}

function historyOf(
  reader: Reader,
  entries: readonly FeedEntry[],
  verified: LastVerified | undefined,
): Pick<Case, 'seal' | 'timeline'> {
  return { seal: sealOf(reader, entries, verified), timeline: timelineOf(reader, entries) }
}

function returnTargets(reader: Reader, flow: Flow | undefined): Case['returnTo'] {
  const current = flow?.flow.current_ordinal ?? 0
  return (flow?.steps ?? [])
    .filter((step) => step.ordinal < current)
    .map((step) => ({
      stepId: step.id,
      text: say(reader, 'return.step', { n: step.ordinal, role: roleWord(reader, step.role) }),
    }))
}
