import { validity } from '../../setup/small-policy.ts'
import { holds, refused, today, type Ruling } from './organisation.ts'
import { businessObjection, move, no, sees, settle, yes, type Actor, type Ruled } from './requests.ts'
import { planRoute } from './route.ts'
import * as rounds from './rounds.ts'
import { daysAfter, type Asked, type Day, type Request, type RequestState, type World } from './state.ts'
import { verdictOn, type Verdict } from './verdict.ts'

/** The applicant's verbs that move a request on or end it. */
export type MoveVerb = 'withdraw' | 'give' | 'decline' | 'complete' | 'cancel' | 'reverse'

const moves: Readonly<Record<MoveVerb, { to: RequestState; from: readonly RequestState[] }>> = {
  withdraw: { to: 'withdrawn', from: ['submitted', 'more_information'] },
  give: { to: 'given', from: ['approved'] },
  decline: { to: 'declined', from: ['approved', 'given'] },
  complete: { to: 'completed', from: ['given'] },
  cancel: { to: 'cancelled', from: ['draft', 'approved'] },
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
  const { givenOn = request.asked.happensOn } = given
  if (verb === 'give' && givenOn !== request.asked.happensOn) return giveOn(world, request, given, givenOn)
  return yes(() => {
    for (const round of request.rounds) {
      if (round.state === 'open') rounds.close(round, verb === 'withdraw' ? 'withdrawn' : 'stopped')
    }
    for (const paper of given.evidence) request.evidence.add(paper)
    move(world, request, moves[verb].to)
  })
}

/**
 * Given on another day, it counts on that day; where the rules of that day are stricter, it is approved
 * anew.
 */
function giveOn(world: World, request: Request, given: Moving, day: Day): Ruled {
  const asked = { ...request.asked, happensOn: day }
  const verdict = verdictFor(world, request, asked, given.evidence)
  const isStricter =
    ranks.indexOf(verdict.outcome) > ranks.indexOf(request.outcome ?? '') ||
    (verdict.outcome === request.outcome && (verdict.level ?? '') > (request.level ?? ''))
  const route = planRoute(world, request, verdict)
  if (isStricter && 'kind' in route) return no(route)
  return yes(() => {
    for (const paper of given.evidence) request.evidence.add(paper)
    settle(world, request, asked, verdict, isStricter ? 'submitted' : 'given')
    request.version++
    if (isStricter && !('kind' in route)) request.rounds.push(rounds.newRound(asked.kind, route))
  })
}

/** The outcomes, the stricter ones later. */
const ranks = ['allow', 'allow_with_conditions', 'escalate', 'hold', 'prohibit']

function verdictFor(world: World, request: Request, asked: Asked, brought: readonly string[]): Verdict {
  const others = world.requests.filter((each) => each !== request)
  const evidence = new Set([...request.evidence, ...brought])
  return verdictOn({ asked, isLate: request.isLate, evidence, facts: world.facts, others })
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
  const isOwn = request.requester === actor.person
  const isOpenToCompliance = !['withdraw', 'give', 'complete'].includes(verb)
  const isCompliance = isOpenToCompliance && holds(world, actor.person, 'compliance')
  if (!isOwn && !isCompliance) return refused('requests.not_yours')
  if (given.version !== request.version) return refused('platform.stale')
  if (!moves[verb].from.includes(request.state)) return refused('requests.no_such_move')
  if (verb !== 'give' && verb !== 'complete') return undefined
  if (given.givenOn !== undefined && given.givenOn > today(world)) return refused('requests.given_in_future')
  return unmet(world, request, verb, given)
}

/** Nothing is given that is forbidden or lacks a fact by now; nothing is completed without its papers. */
function unmet(
  world: World,
  request: Request,
  verb: 'give' | 'complete',
  { evidence, givenOn = request.asked.happensOn }: Moving,
): Ruling | undefined {
  const verdict = verdictFor(world, request, { ...request.asked, happensOn: givenOn }, evidence)
  if (verb === 'give' && verdict.outcome === 'prohibit') return refused('requests.giving_prohibited')
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
    const until = lastDayOf(request)
    if (until === undefined || until >= today(world)) continue
    for (const round of request.rounds) if (round.state === 'open') rounds.close(round, 'stopped')
    move(world, request, 'expired')
  }
}

function lastDayOf({ state, isLate, waitingOn, asked, changedOn }: Request): Day | undefined {
  if (isLate) return undefined
  if (state === 'approved') {
    return daysAfter(asked.happensOn > changedOn ? asked.happensOn : changedOn, validity.approvedDays)
  }
  const isAsked = state === 'more_information' && waitingOn === 'applicant'
  return isAsked ? daysAfter(changedOn, validity.unansweredDays) : undefined
}
