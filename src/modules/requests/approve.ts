import { because, wordsOr, type Because } from '../../kernel/because.ts'
import type { CanonicalValue } from '../../kernel/canonical.ts'
import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { updateRow, type RowChange } from '../../platform/act/rows.ts'
import { dutyChanges, dutyObjection, isBusinessRole, routineLimitOf, type Duty } from '../access/index.ts'
import {
  addSigner,
  approve,
  copyChanges,
  findSignable,
  findTask,
  loadLastFlows,
  newcomerObjection,
  readerObjection,
  reject,
  returnToApplicant,
  returnToStep,
  tooLate,
  transfer,
  type Decided,
  type Deciding,
} from '../approvals/index.ts'
import { moveBenefit } from '../benefits/index.ts'
import { approvedVerdict } from './approved-verdict.ts'
import type { RequestDeps } from './deps.ts'
import { stateAfter, type RequestState } from './domain.ts'
import { groundOf } from './ground.ts'
import { loadCases, requestRef, stopsApproval, worsened, type Matter, type OpenCase } from './decide-again.ts'
import { applicantObjection } from './loosening.ts'
import { raisedSteps } from './raise-level.ts'
import { principalsOf } from './sight.ts'
import { requestTable, type RequestRow } from './tables.ts'
import { wholeValueOf } from './stored-proposal.ts'
import { verdictNote } from './weigh.ts'

/** The verbs of whoever is asked to decide. */
export type ApproverVerb =
  | { readonly verb: 'approve'; readonly reason?: string | undefined; readonly batchSize?: number }
  | { readonly verb: 'reject'; readonly reason: string }
  | { readonly verb: 'return'; readonly reason: string; readonly toStep?: number | undefined }
  | { readonly verb: 'transfer'; readonly reason: string; readonly toPersonId: string }
  | {
      readonly verb: 'add_signer'
      readonly reason: string
      readonly personId: string
      readonly place: 'before' | 'after'
    }
  | { readonly verb: 'copy'; readonly reason?: string | undefined; readonly personIds: readonly string[] }

/** A verb on one request, and the version of the request that the person looked at. */
export type DecideBody = {
  readonly requestId: string
  readonly version: number
  readonly readingSeconds?: number
  readonly does: ApproverVerb
}

/** Where the request stands after a verb. */
export type Acted = {
  readonly requestId: string
  readonly state: RequestState
  readonly version: number
  /** What the state alone does not tell: a reversal that waits, why it stays given, how it was given. */
  readonly told?:
    | 'reversal_asked'
    | 'reversal_taken_back'
    | 'still_given'
    | 'given_late'
    | 'given_differs'
    | 'given_before_approval'
    | 'given_forbidden'
  /** In what it was given otherwise than approved. */
  readonly differs?: readonly string[]
  /** How many people were named twice in the list of who was there. */
  readonly doubled?: number
}

type State = {
  readonly cases: ReadonlyMap<string, OpenCase>
  /** The last round of requests that have no open one. */
  readonly last: ReadonlyMap<string, OpenFlow>
}

/**
 * One command for all verbs of an approver, so that each is authorised, checked and recorded the same way.
 */
export function decideCommand(
  deps: RequestDeps,
  operation: string,
  matter: Matter = 'request',
): Command<DecideBody, State, Acted> {
  return {
    operation,
    load: async (tx, calls) => {
      const cases = await loadCases(deps, tx, calls, { matter })
      const closed = [...cases].flatMap(([id, { flow }]) => (flow ? [] : [id]))
      return { cases, last: await loadLastFlows(tx, matter, closed) }
    },
    loadsAhead: true,
    decide: (state, call) => decideOne(deps, state, call),
    constraints: {
      duty_is_one_a_person: (call) => ({
        refusal: refuse('access.duty_conflict', { wanted: 'approver' }),
        object: { type: 'request', id: call.body.requestId },
      }),
    },
  }
}

function decideOne(deps: RequestDeps, { cases, last }: State, call: Call<DecideBody>): Decision<Acted> {
  const found = cases.get(call.body.requestId)
  const object = { type: 'request', id: call.body.requestId }
  if (!found) return { refusal: refuse('platform.not_found'), object }
  const { flow, request } = found
  const about = { object, entityId: request.entity_id }
  // Administrators answer roles in the same inbox; a request is decided by those who do business.
  if (!call.actor.roles.some(isBusinessRole)) return { ...about, refusal: refuse('access.role_needed') }
  if (!flow) return { ...about, refusal: closedRefusal(request, last.get(request.id)) }
  if (call.body.version !== request.version) return { ...about, refusal: refuse('platform.stale') }
  const { does } = call.body
  if (does.verb === 'approve') return approveOne(deps, found, flow, call)
  return endOf(deps, found, call, otherVerb(deps, found, call))
}

/** No round is open: somebody was faster, or there never was one. */
function closedRefusal({ state }: RequestRow, last: OpenFlow | undefined): Refusal {
  return last ? tooLate(last) : refuse('approvals.not_open', { state })
}

function endOf(
  deps: RequestDeps,
  found: OpenCase,
  call: Call<DecideBody>,
  decided: Decided | Refusal,
): Decision<Acted> {
  const { id, entity_id: entityId } = found.request
  return isRefusal(decided)
    ? { object: { type: 'request', id }, entityId, refusal: decided }
    : done(deps, found, call, decided)
}

type OpenFlow = NonNullable<OpenCase['flow']>

function approveOne(
  deps: RequestDeps,
  found: OpenCase,
  flow: OpenFlow,
  call: Call<DecideBody>,
): Decision<Acted> {
  const about = { object: requestRef(found.request), entityId: found.request.entity_id }
  const deciding = decidingOf(found, call)
  const task = findSignable(flow, deciding)
  const objection = isRefusal(task) ? task : mayApprove(found, deciding)
  if (objection) return { ...about, refusal: objection }
  if (found.isReview) return endOf(deps, found, call, approve(flow, deciding, deps.dueFrom))
  if (needsFreshFactor(found, call.actor)) {
    return { ...about, refusal: refuse('access.fresh_factor_needed'), isStepUp: true }
  }
  const own = applicantObjection(found.situation.loosenings, { isLate: found.request.is_late })
  if (own) return { ...about, refusal: own }
  const stop = stopsApproval(found)
  if (stop) return { ...about, refusal: stop, changes: worsened(deps, found, call) }
  const raised = raisedSteps(deps, found, flow)
  if (isRefusal(raised)) return { ...about, refusal: raised, changes: worsened(deps, found, call) }
  if (raised.length > 0) {
    const level = highestOf(raised)
    const changes = [...worsened(deps, found, call), ...raised]
    return { ...about, refusal: refuse('requests.level_raised', { level }), changes }
  }
  return endOf(deps, found, call, approve(flow, deciding, deps.dueFrom))
}

/** The highest level among steps that are added: what the matrix asks may be above what a rule asks. */
function highestOf(steps: readonly RowChange[]): string {
  const levels = steps.flatMap(({ row }) => (typeof row['level'] === 'string' ? [row['level']] : []))
  return levels.toSorted().at(-1) ?? ''
}

/**
 * Above what somebody decides as routine, the second factor must have been shown a moment ago. Without a limit in
 * that currency nothing is routine.
 */
export function needsFreshFactor(found: OpenCase, actor: Actor): boolean {
  const value = wholeValueOf(found.request)
  if (actor.hasFreshFactor || !value) return false
  const { shared, situation } = found
  const limit = routineLimitOf(shared.organisation, actor.personId, value.currency, situation.today)
  return limit === undefined || value.minor > limit
}

/** Who requests cannot approve, by person; and a verdict that needs judgement needs a written reason. */
function mayApprove(found: OpenCase, deciding: Deciding): Refusal | undefined {
  const outcome = found.isReview ? undefined : found.weighing?.decision.outcome
  if (outcome === 'escalate' && !deciding.reason?.trim()) {
    return refuse('approvals.reason_needed', {}, '/body/reason')
  }
  return standsInTheWay(found, deciding.personId)
}

/**
 * What keeps a person from approving this request, whatever they say: another duty, or a tie to the
 * recipient.
 */
export function standsInTheWay(found: OpenCase, personId: string): Refusal | undefined {
  const { closeStaff, loosenings } = found.situation
  if (closeStaff.includes(personId)) return refuse('approvals.close_to_recipient')
  if (loosenings.loosenedBy.includes(personId)) return refuse('approvals.own_loosening')
  return dutyObjection(found.duties, personId, dutyIn(found))
}

/** Whoever reviews a record checks it; whoever decides on a request approves it. */
function dutyIn(found: OpenCase): Duty {
  return found.isReview ? 'checker' : 'approver'
}

function decidingOf(found: OpenCase, call: Call<DecideBody>): Deciding {
  const { does, readingSeconds } = call.body
  const reason = 'reason' in does ? does.reason : undefined
  const batchSize = does.verb === 'approve' ? does.batchSize : undefined
  return {
    personId: call.actor.personId,
    deputyFor: principalsNow(found, call),
    at: call.at,
    ...(reason === undefined ? {} : { reason }),
    ...(batchSize === undefined ? {} : { batchSize }),
    ...(readingSeconds === undefined ? {} : { readingSeconds }),
  }
}

/** Who acts, and when. */
type Acting = Pick<Call<unknown>, 'actor' | 'at'>

/** The people for whom the actor may decide this request today. */
function principalsNow(found: OpenCase, { actor, at: now }: Acting): string[] {
  return principalsOf({ actor, now, organisation: found.shared.organisation }, found)
}

function otherVerb(deps: RequestDeps, found: OpenCase, call: Call<DecideBody>): Decided | Refusal {
  const { does } = call.body
  const { flow } = found
  if (!flow) throw new Error('a verb is decided on an open round')
  const deciding = decidingOf(found, call)
  switch (does.verb) {
    case 'reject':
      return reject(flow, deciding)
    case 'return':
      if (found.isReview) return refuse('approvals.review_has_no_return')
      return does.toStep === undefined
        ? returnToApplicant(flow, deciding)
        : returnToStep(flow, deciding, does.toStep, deps.dueFrom, deps.newId)
    case 'transfer':
      return transfer(
        flow,
        deciding,
        {
          personId: does.toPersonId,
          objection: newcomerObjection(flow, does.toPersonId, groundOf(found), '/body/toPersonId'),
        },
        deps.newId,
      )
    case 'add_signer': {
      const { personId, place } = does
      const objection = newcomerObjection(flow, personId, groundOf(found), '/body/personId')
      return addSigner(flow, deciding, { personId, place, objection }, deps.dueFrom, deps.newId)
    }
    case 'copy':
      return copyTo(deps, found, flow, call, does.personIds)
    case 'approve':
      throw new Error('an approval is decided apart')
  }
}

function copyTo(
  deps: RequestDeps,
  found: OpenCase,
  flow: OpenFlow,
  call: Call<DecideBody>,
  personIds: readonly string[],
): Decided | Refusal {
  if (!isPartOf(found, call)) return refuse('approvals.not_asked')
  const ground = groundOf(found)
  const objections = personIds.map((id) => readerObjection(flow, id, ground, '/body/personIds'))
  const objection = objections.find((each) => each !== undefined)
  if (objection) return objection
  return copyChanges(flow, { personIds, by: call.actor.personId, at: call.at }, deps.newId)
}

/**
 * A copy lets its reader in, so only those may send one who are part of the round: applicant, asked,
 * deputies.
 */
export function isPartOf(found: OpenCase, acting: Acting): boolean {
  const { personId } = acting.actor
  const asked = (found.flow?.tasks ?? []).some((task) => task.person_id === personId)
  return found.request.requester_id === personId || asked || principalsNow(found, acting).length > 0
}

const leadsTo: Readonly<Record<NonNullable<Decided['closed']>, RequestState>> = {
  approved: 'approved',
  rejected: 'rejected',
  returned: 'more_information',
}

/** The rows of a verb on the request, the register and the duties, beside those of the round. */
function done(deps: RequestDeps, found: OpenCase, call: Call<DecideBody>, decided: Decided): Decision<Acted> {
  const { request } = found
  const object = requestRef(request)
  const closed = found.isReview ? undefined : decided.closed
  const to = closed && stateAfter(request, leadsTo[closed])
  const moved = to ? moveRequest(deps, found, call, to) : []
  if (isRefusal(moved)) return { refusal: moved, object, entityId: request.entity_id }
  const signs = call.body.does.verb === 'approve' || call.body.does.verb === 'reject'
  const duty = signs ? dutyChanges(found.duties, object, call.actor.personId, dutyIn(found)) : []
  const deciding = decidingOf(found, call)
  const { reason } = deciding
  const forPersonId = principalOf(found, deciding)
  return {
    answer: {
      requestId: request.id,
      state: to?.state ?? stateOf(found),
      version: to ? request.version + 1 : request.version,
      ...(to?.endedAs === undefined ? {} : { told: 'still_given' }),
    },
    object,
    entityId: request.entity_id,
    changes: [...decided.changes, ...moved, ...duty],
    reason: wordsOr(reason, carriedBy(found, call.body.does)),
    ...(forPersonId === undefined ? {} : { forPersonId }),
    ...noteOf(found, decided),
  }
}

/** Where nothing has to be written: the verdict that was signed, and for a copy who is to know. */
function carriedBy(found: OpenCase, does: DecideBody['does']): Because {
  if (does.verb === 'copy') return because('approvals.to_know', { count: does.personIds.length })
  if (found.isReview) return because('approvals.record_stands', { request: found.request.id })
  const outcome = found.weighing?.decision.outcome ?? found.request.outcome ?? ''
  return because('approvals.signs_verdict', { request: found.request.id, outcome })
}

/** Whose task it was, where a deputy decided it: the log names both. */
function principalOf(found: OpenCase, deciding: Deciding): string | undefined {
  const asked = found.flow && findTask(found.flow, deciding)
  if (!asked || isRefusal(asked) || asked.task.person_id === deciding.personId) return undefined
  return asked.task.person_id
}

/** What the log says: the verdict of an approval, or what a review came to. */
function noteOf(found: OpenCase, decided: Decided): { note: CanonicalValue } | undefined {
  if (!found.isReview) return found.weighing && { note: verdictNote(found.weighing) }
  return decided.closed && { note: { reviewed: decided.closed === 'approved' ? 'stands' : 'questioned' } }
}

function stateOf(found: OpenCase): RequestState {
  // The database holds the list of states.
  return found.request.state as RequestState
}

function moveRequest(
  deps: RequestDeps,
  found: OpenCase,
  call: Call<DecideBody>,
  { state, endedAs }: ReturnType<typeof stateAfter>,
): RowChange[] | Refusal {
  const { request, benefit, lines, situation } = found
  if (!benefit || state === 'draft') throw new Error('a submitted request has its entry in the register')
  const approved = state === 'approved' ? approvedVerdict(deps, found, call) : { patch: {}, changes: [] }
  const moved = moveBenefit(benefit, {
    to: state,
    at: call.at,
    today: situation.today,
    lines,
    lineIds: lines.map(() => deps.newId('line')),
    patch: approved.patch,
  })
  if (isRefusal(moved)) return moved
  const change = updateRow(requestTable, request, {
    ...approved.patch,
    ...(approved.level === undefined ? {} : { level: approved.level }),
    state,
    waiting_on: state === 'more_information' ? 'applicant' : null,
    closed_at: state === 'rejected' ? call.at : null,
    changed_at: call.at,
    ...(endedAs === undefined ? {} : { ended_as: endedAs }),
  })
  return [change, ...moved, ...approved.changes]
}
