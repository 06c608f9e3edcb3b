import { validity } from '../../setup/small-policy.ts'
import { holds, isEmployed, refused, today, type Ruling } from './organisation.ts'
import { openInBooks } from './books.ts'
import {
  businessObjection,
  end,
  move,
  no,
  sees,
  settle,
  stateFor,
  yes,
  type Actor,
  type Ruled,
} from './requests.ts'
import { planRoute } from './route.ts'
import { askReversal } from './reversing.ts'
import * as rounds from './rounds.ts'
import {
  daysAfter,
  openReversal,
  type Asked,
  type Day,
  type Request,
  type RequestState,
  type World,
} from './state.ts'
import { factsFor, isStricter, verdictOn, type Verdict } from './verdict.ts'

/** The applicant's verbs that move a request on or end it. */
export type MoveVerb = 'withdraw' | 'give' | 'decline' | 'complete' | 'cancel' | 'reverse'

const moves: Readonly<Record<MoveVerb, { to: RequestState; from: readonly RequestState[] }>> = {
  withdraw: { to: 'withdrawn', from: ['submitted', 'more_information'] },
  give: { to: 'given', from: ['approved'] },
  decline: { to: 'declined', from: ['approved', 'given'] },
  complete: { to: 'completed', from: ['given'] },
  cancel: { to: 'cancelled', from: ['draft', 'approved', 'more_information'] },
  reverse: { to: 'reversed', from: ['given', 'completed'] },
}

/** What a move carries; the day of giving where it is another than the one that was decided. */
export type Moving = {
  readonly evidence: readonly string[]
  readonly version: number
  readonly givenOn: Day | undefined
}

/** Moves on, or ends, what somebody asked for. Papers that are due must be there. */
export function moveOn(world: World, actor: Actor, request: Request, verb: MoveVerb, given: Moving): Ruled {
  const objection = moveObjection(world, actor, request, verb, given)
  if (objection) return no(objection)
  if (isGiven(request) && (verb === 'reverse' || verb === 'decline')) {
    return askReversal(world, actor, request, verb, given)
  }
  if (verb === 'give') return give(world, request, given)
  const reversal = verb === 'withdraw' ? openReversal(request) : undefined
  if (reversal) return yes(() => void (reversal.state = 'withdrawn'))
  const { to } = moves[verb]
  return yes(() => {
    for (const round of request.rounds) {
      if (round.state === 'open') rounds.close(round, verb === 'withdraw' ? 'withdrawn' : 'stopped')
    }
    for (const paper of given.evidence) request.evidence.add(paper)
    if (to === 'withdrawn' || to === 'declined' || to === 'cancelled') end(world, request, to)
    else move(world, request, to)
  })
}

function isGiven({ state }: Request): boolean {
  return state === 'given' || state === 'completed'
}

/**
 * It counts on the day on which it was given. Where the rules of that day ask for more than was approved, and
 * where it was given before it was asked for, it is a late declaration, which is approved anew.
 */
function give(world: World, request: Request, given: Moving): Ruled {
  const happensOn = given.givenOn ?? request.asked.happensOn
  const asked = { ...request.asked, happensOn }
  const isTold = isLateOn(request, happensOn)
  const first = verdictFor(world, request, asked, { brought: given.evidence, isLate: isTold })
  const isWorse = isStricter(request, first) || isTold !== request.isLate
  const goesBack = isWorse && !first.isRegisterOnly && first.outcome !== 'prohibit'
  const isLate = isTold || goesBack
  const verdict = verdictFor(world, request, asked, { brought: given.evidence, isLate })
  const wasApproved = request.rounds.at(-1)?.state === 'approved'
  const isEarly = wasApproved && !isLate && happensOn < (request.approvedOn ?? '')
  if (!isWorse && happensOn === request.asked.happensOn) {
    return yes(() => {
      for (const paper of given.evidence) request.evidence.add(paper)
      move(world, request, 'given')
      if (isEarly) request.breaches.add('before_approval')
    })
  }
  const to = goesBack ? stateFor(verdict) : 'given'
  const route = planRoute(world, request, verdict)
  if (to === 'submitted' && 'kind' in route) return no(route)
  return yes(() => {
    for (const paper of given.evidence) request.evidence.add(paper)
    request.isLate = isLate
    settle(world, request, asked, verdict, to)
    request.version++
    if (isEarly) request.breaches.add('before_approval')
    if (to === 'submitted' && !('kind' in route)) request.rounds.push(rounds.newRound(asked.kind, route))
  })
}

/** Given before the day on which it was filed, it is a late declaration. */
function isLateOn(request: Request, day: Day): boolean {
  return request.isLate || (request.filedOn !== undefined && day < request.filedOn)
}

function verdictFor(
  world: World,
  request: Request,
  asked: Asked,
  { brought, isLate }: { readonly brought: readonly string[]; readonly isLate: boolean },
): Verdict {
  const others = world.requests.filter((each) => each !== request)
  const evidence = new Set([...request.evidence, ...brought])
  return verdictOn({ asked, isLate, evidence, facts: factsFor(world, request.entity), others })
}

function moveObjection(
  world: World,
  actor: Actor,
  request: Request,
  verb: MoveVerb,
  given: Moving,
): Ruling | undefined {
  const denied = businessObjection(world, actor)
  if (denied) return denied
  if (!sees(world, actor, request)) return refused('platform.not_found')
  const reversal = verb === 'withdraw' ? openReversal(request) : undefined
  if (reversal) {
    if (reversal.askedBy !== actor.person) return refused('requests.not_yours')
    return given.version === request.version ? undefined : refused('platform.stale')
  }
  const isOwn = request.requester === actor.person
  const isCompliance = verb !== 'withdraw' && holds(world, actor.person, 'compliance')
  if (!isOwn && !isCompliance) return refused('requests.not_yours')
  // What somebody gave who has left, compliance records for them.
  const isRecording = verb === 'give' || verb === 'complete'
  if (!isOwn && isRecording && isEmployed(world, request.requester, today(world))) {
    return refused('requests.applicant_records')
  }
  if (given.version !== request.version) return refused('platform.stale')
  if (openReversal(request)) return refused('requests.reversal_waits')
  const isHeld = verb === 'cancel' && request.state === 'more_information'
  if (!moves[verb].from.includes(request.state) || (isHeld && isOwn)) return refused('requests.no_such_move')
  if (verb !== 'give' && verb !== 'complete') return undefined
  if (given.givenOn !== undefined && given.givenOn > today(world)) return refused('requests.given_in_future')
  return (
    (verb === 'give' ? byTransfer(request, given) : undefined) ??
    unmet(world, request, verb, given) ??
    (verb === 'complete' ? openInBooks(request, given.evidence) : undefined)
  )
}

/** A rebate goes to the company account: its transfer gives it, unless it was declared late. */
function byTransfer(request: Request, { givenOn = request.asked.happensOn }: Moving): Ruling | undefined {
  const isByHand = request.asked.kind !== 'rebate' || isLateOn(request, givenOn)
  return isByHand ? undefined : refused('requests.given_by_transfer')
}

/** What has all that it needs is completed in the moment that brings the last of it. */
export function completeByItself(world: World, request: Request): void {
  if (request.state !== 'given' || openReversal(request)) return
  const nothing = { version: request.version, evidence: [], givenOn: undefined }
  if (unmet(world, request, 'complete', nothing) ?? openInBooks(request, [])) return
  move(world, request, 'completed')
}

/** Nothing is given that lacks a fact by now; nothing is completed without its papers. */
function unmet(
  world: World,
  request: Request,
  verb: 'give' | 'complete',
  { evidence, givenOn = request.asked.happensOn }: Moving,
): Ruling | undefined {
  const asked = { ...request.asked, happensOn: givenOn }
  const verdict = verdictFor(world, request, asked, { brought: evidence, isLate: isLateOn(request, givenOn) })
  // What was given is recorded, however the rules of its day find it.
  if (verb === 'give' && verdict.outcome === 'prohibit') return undefined
  const due =
    verb === 'give' ? [...verdict.missing, ...verdict.giving] : [...verdict.missing, ...verdict.paying]
  const absent = due.filter((paper) => verb === 'give' || paper !== 'recipient.class')
  if (absent.length === 0) return undefined
  return refused(verb === 'give' ? 'requests.not_ready_to_give' : 'requests.evidence_missing')
}

/**
 * Ends an approval that nobody used, and a question that the applicant left unanswered; a timeout never
 * approves.
 */
export function expire(world: World): void {
  for (const request of world.requests) {
    const until = lastDayOf(world, request)
    if (until === undefined || until >= today(world)) continue
    for (const round of request.rounds) if (round.state === 'open') rounds.close(round, 'stopped')
    move(world, request, 'expired')
  }
}

function lastDayOf(world: World, request: Request): Day | undefined {
  const { state, isLate, waitingOn, asked, changedOn } = request
  if (isLate) return undefined
  if (state === 'approved') {
    return daysAfter(asked.happensOn > changedOn ? asked.happensOn : changedOn, validity.approvedDays)
  }
  const isAsked = state === 'more_information' && waitingOn === 'applicant'
  const answered = isAsked ? daysAfter(changedOn, validity.unansweredDays) : undefined
  // Nobody gives for somebody who has left what was not approved by then.
  const leftOn = world.people.get(request.requester)?.leftOn
  if ((state !== 'submitted' && state !== 'more_information') || leftOn === undefined) return answered
  return answered === undefined || leftOn < answered ? leftOn : answered
}
