import { forbidden, holds, refused, routineLimit, today, type Ruling } from './organisation.ts'
import { businessObjection, end, move, no, sees, verdictOf, yes, type Actor, type Ruled } from './requests.ts'
import { planRoute } from './route.ts'
import * as rounds from './rounds.ts'
import { openRound, wholeOf, type Request, type Round, type World } from './state.ts'
import { isStricter, type Verdict } from './verdict.ts'

/** What a verb of an approver carries. */
export type Deciding = { readonly version: number; readonly hasReason: boolean }

/** What keeps anybody's verb on a round from being looked at. */
export function roundObjection(
  world: World,
  actor: Actor,
  request: Request,
  version: number,
): Ruling | undefined {
  const denied = businessObjection(world, actor)
  if (denied) return denied
  return openObjection(world, actor, request, version)
}

/** Administrators find roles in the inbox, so they get past the door; a request they do not decide. */
function decidingObjection(
  world: World,
  actor: Actor,
  request: Request,
  version: number,
): Ruling | undefined {
  const denied = businessObjection(world, actor)
  if (!denied) return openObjection(world, actor, request, version)
  if (!holds(world, actor.person, 'administrator')) return denied
  return refused(sees(world, actor, request) ? 'access.role_needed' : 'platform.not_found')
}

function openObjection(world: World, actor: Actor, request: Request, version: number): Ruling | undefined {
  if (!sees(world, actor, request)) return refused('platform.not_found')
  if (!openRound(request)) return rounds.closedRuling(request)
  return version === request.version ? undefined : refused('platform.stale')
}

/** 同意: decided again on today's facts; a worse verdict stops it, a higher level lengthens the route. */
export function approve(world: World, actor: Actor, request: Request, given: Deciding): Ruled {
  const objection = decidingObjection(world, actor, request, given.version)
  if (objection) return no(objection)
  const found = rounds.findTask(world, request, actor.person)
  if (!('task' in found)) return no(found)
  if (rounds.hasSigned(found, actor.person)) return no(refused('approvals.already_signed'))
  const verdict = verdictOf(world, request)
  if (verdict.outcome === 'escalate' && !given.hasReason) return no(refused('approvals.reason_needed'))
  const limit = routineLimit(world, actor.person)
  const isRoutine = limit !== undefined && wholeOf(request.asked) <= limit
  if (!actor.isFresh && !isRoutine) return no(forbidden('access.fresh_factor_needed'))
  const stopped = stop(world, request, verdict)
  if (stopped) return stopped
  const longer = raise(world, request, verdict, found.round)
  if (longer) return longer
  return yes(() => {
    if (!request.duties.has(actor.person)) request.duties.set(actor.person, 'approver')
    if (!rounds.approve(found, actor.person)) return
    move(world, request, 'approved')
    request.approvedOn = today(world)
    // Giving is measured against what was approved, and that is the verdict of this day.
    if (isStricter(request, verdict)) {
      request.outcome = verdict.outcome
      request.level = verdict.level
    }
  })
}

function stop(world: World, request: Request, verdict: Verdict): Ruled | undefined {
  const route = planRoute(world, request, verdict)
  const ruling =
    verdict.outcome === 'prohibit'
      ? refused('requests.now_prohibited')
      : verdict.outcome === 'hold'
        ? refused('requests.now_incomplete')
        : 'kind' in route
          ? route
          : undefined
  if (ruling === undefined) return undefined
  return {
    ruling,
    effect: () => {
      worsen(world, request, verdict)
      if (verdict.outcome === 'prohibit') world.attempts++
    },
  }
}

function raise(world: World, request: Request, verdict: Verdict, round: Round): Ruled | undefined {
  const highest = round.steps.reduce((level, step) => (step.level > level ? step.level : level), '')
  const above = Number(highest.slice(1))
  const missing = planRoute(world, request, { top: verdict.top, above, signed: rounds.signersOf(round) })
  if ('kind' in missing) return { ruling: missing, effect: () => worsen(world, request, verdict) }
  if (missing.length === 0) return undefined
  return {
    ruling: refused('requests.level_raised'),
    effect: () => {
      worsen(world, request, verdict)
      round.steps.push(...missing.map((step) => rounds.newStep(step, 'waiting')))
    },
  }
}

function worsen(world: World, request: Request, verdict: Verdict): void {
  request.changedOn = today(world)
  request.outcome = verdict.outcome
  request.level = verdict.level
  request.version++
}

/**
 * 拒绝, or 退回 to the applicant; a level of the route before this one, counted from 0, is asked again instead.
 */
export function endOrReturn(
  world: World,
  actor: Actor,
  request: Request,
  given: Deciding & { readonly to: 'rejected' | 'returned' | number },
): Ruled {
  const objecting = given.to === 'rejected' ? decidingObjection : roundObjection
  const objection = objecting(world, actor, request, given.version)
  if (objection) return no(objection)
  const found = rounds.findTask(world, request, actor.person)
  if (!('task' in found)) return no(found)
  if (!given.hasReason) return no(refused('approvals.reason_needed'))
  const { to } = given
  if (typeof to === 'number') {
    const isEarlier = to >= 0 && to < found.round.steps.indexOf(found.step)
    if (!isEarlier) return no(refused('approvals.no_such_step'))
    return yes(() => rounds.returnTo(found, actor.person, to))
  }
  return yes(() => {
    rounds.endWith(found, actor.person, to)
    if (to === 'rejected' && !request.duties.has(actor.person)) request.duties.set(actor.person, 'approver')
    if (to === 'rejected') end(world, request, 'rejected')
    else move(world, request, 'more_information')
  })
}

/** 转交 and 加签: one more person is asked, instead or in addition. */
export function ask(
  world: World,
  actor: Actor,
  request: Request,
  given: Deciding & { readonly who: string; readonly how: 'instead' | 'before' | 'after' },
): Ruled {
  const objection = roundObjection(world, actor, request, given.version)
  if (objection) return no(objection)
  const found = rounds.findTask(world, request, actor.person)
  if (!('task' in found)) return no(found)
  if (given.how === 'instead' && !given.hasReason) return no(refused('approvals.reason_needed'))
  const unfit = rounds.newcomerObjection(world, request, found, given.who)
  if (unfit) return no(unfit)
  const { how } = given
  return yes(() =>
    how === 'instead'
      ? rounds.transfer(found, actor.person, given.who)
      : rounds.addSigner(found, given.who, how),
  )
}
