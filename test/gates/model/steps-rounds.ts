import { decideCommand, type ApproverVerb } from '../../../src/modules/requests/index.ts'
import { remindCommand } from '../../../src/modules/requests/remind.ts'
import { idIn } from './company.ts'
import { approve, ask, endOrReturn, roundObjection } from './deciding.ts'
import { holds, isDeputy, refused } from './organisation.ts'
import {
  actorFor,
  digit,
  pickOne,
  requestFor,
  said,
  versionSeen,
  type Picks,
  type Prepared,
} from './picks.ts'
import { send, type Product } from './product.ts'
import { businessObjection, no, sees, yes, type Actor, type Ruled } from './requests.ts'
import { findTask, newcomerObjection, readerObjection } from './rounds.ts'
import { activeStep, askedNow, openRound, wholeOf, type Request, type World } from './state.ts'

function isOpen(request: Request): boolean {
  return openRound(request) !== undefined
}

/**
 * Who may likely try to act on a round: whoever is asked, those to whom they ever delegated, whether or not
 * that still holds, those who have acted already, those who are asked later, and the applicant.
 */
function likelyFor(world: World, request: Request): string[] {
  const asked = askedNow(request)
  const round = openRound(request)
  if (!round) return [request.requester]
  const deputies = world.delegations.filter(({ from }) => asked.includes(from)).map(({ to }) => to)
  const tasks = round.steps.flatMap((step) => step.tasks)
  const others = tasks.flatMap((task) => [task.person, ...(task.decidedBy ? [task.decidedBy] : [])])
  return [...asked, ...asked, ...asked, ...asked, ...deputies, ...deputies, ...others, request.requester]
}

type Case = {
  readonly request: Request
  readonly actor: Actor
  readonly version: number
  readonly hasReason: boolean
}

function caseFor(world: World, picks: Picks): Case | undefined {
  const request = requestFor(world, picks, isOpen)
  if (!request) return undefined
  const actor = actorFor(world, picks, likelyFor(world, request))
  return { request, actor, version: versionSeen(request, picks), hasReason: digit(picks.c, 2, 10) !== 7 }
}

function sendVerb(world: World, { request, actor, version }: Case, does: ApproverVerb) {
  return (product: Product) => {
    const command = decideCommand(product.company.world.requests, `approvals.${does.verb}`)
    return send(product, world, actor, command, { requestId: request.id, version, does })
  }
}

/** 同意. */
export function approveStep(world: World, picks: Picks): Prepared | undefined {
  const found = caseFor(world, picks)
  if (!found) return undefined
  const { request, actor, hasReason } = found
  return {
    says: `${said(actor)} approves ${request.name}${hasReason ? '' : ' without a reason'}`,
    ruled: approve(world, actor, request, found),
    send: sendVerb(world, found, { verb: 'approve', reason: hasReason ? '已核对' : undefined }),
  }
}

/** 拒绝. */
export function rejectStep(world: World, picks: Picks): Prepared | undefined {
  const found = caseFor(world, picks)
  if (!found) return undefined
  const { request, actor, hasReason } = found
  return {
    says: `${said(actor)} rejects ${request.name}${hasReason ? '' : ' without a reason'}`,
    ruled: endOrReturn(world, actor, request, { ...found, to: 'rejected' }),
    send: sendVerb(world, found, { verb: 'reject', reason: hasReason ? '不符合' : ' ' }),
  }
}

/** 退回 to the applicant, or to an earlier level. */
export function returnStep(world: World, picks: Picks, isToStep: boolean): Prepared | undefined {
  const found = caseFor(world, picks)
  if (!found) return undefined
  const { request, actor, hasReason } = found
  const round = openRound(request)
  const active = activeStep(round)
  const at = round && active ? round.steps.indexOf(active) : 0
  const target = isToStep
    ? digit(picks.c, 0, 16) === 3
      ? at
      : pickOne([0, Math.max(at - 1, 0)], picks.c)
    : undefined
  const where = target === undefined ? 'the applicant' : `level ${target + 1}`
  return {
    says: `${said(actor)} returns ${request.name} to ${where}${hasReason ? '' : ' without a reason'}`,
    ruled: endOrReturn(world, actor, request, { ...found, to: target ?? 'returned' }),
    send: sendVerb(world, found, {
      verb: 'return',
      reason: hasReason ? '请补充' : ' ',
      ...(target === undefined ? {} : { toStep: target + 1 }),
    }),
  }
}

const newcomers = [
  'head2',
  'twohats',
  'fin2',
  'comp',
  'fin1',
  'head',
  'sale2',
  'chair',
  'admin1',
  'nobody',
  'sale3',
]

/** Whom to ask in addition or instead: mostly one of those who may be asked, now and then anybody. */
function newcomerFor(world: World, { request, actor }: Case, { isAimed, b, c }: Picks): string {
  const found = findTask(world, request, actor.person)
  const isLikely = isAimed && digit(c, 0, 3) !== 1 && 'task' in found
  const fit = isLikely
    ? [...world.people.keys()].filter((key) => !newcomerObjection(world, request, found, key))
    : []
  return pickOne(fit.length > 0 ? fit : [...newcomers, request.requester], Math.floor(b / 3))
}

/** 转交 and 加签. */
export function askStep(world: World, picks: Picks, how: 'instead' | 'add'): Prepared | undefined {
  const found = caseFor(world, picks)
  if (!found) return undefined
  const { request, actor, hasReason } = found
  const who = newcomerFor(world, found, picks)
  const reason = hasReason ? '请您判断' : ' '
  const personId = idIn(world, who)
  if (how === 'instead') {
    return {
      says: `${said(actor)} hands ${request.name} to ${who}${hasReason ? '' : ' without a reason'}`,
      ruled: ask(world, actor, request, { ...found, who, how }),
      send: sendVerb(world, found, { verb: 'transfer', reason, toPersonId: personId }),
    }
  }
  const place = digit(picks.c, 0, 2) === 0 ? 'before' : 'after'
  return {
    says: `${said(actor)} adds ${who} ${place} themselves to ${request.name}`,
    ruled: ask(world, actor, request, { ...found, who, how: place }),
    send: sendVerb(world, found, { verb: 'add_signer', reason, personId, place }),
  }
}

/** True for those who are part of a round: the applicant and whoever is or was asked. */
function isPart(request: Request, person: string): boolean {
  const tasks = openRound(request)?.steps.flatMap((step) => step.tasks) ?? []
  return request.requester === person || tasks.some((task) => task.person === person)
}

/** 抄送: somebody reads along and decides nothing. */
export function copyStep(world: World, picks: Picks): Prepared | undefined {
  const found = caseFor(world, picks)
  if (!found) return undefined
  const { request, actor } = found
  const who = pickOne(newcomers, picks.b)
  return {
    says: `${said(actor)} sends ${who} a copy of ${request.name}`,
    ruled: copyRuling(world, found, who),
    send: sendVerb(world, found, { verb: 'copy', personIds: [idIn(world, who)] }),
  }
}

function copyRuling(world: World, { request, actor, version }: Case, who: string): Ruled {
  const objection = roundObjection(world, actor, request, version)
  if (objection) return no(objection)
  const round = openRound(request)
  const tasks = round?.steps.flatMap((step) => step.tasks) ?? []
  const matter = { requester: request.requester, kind: request.asked.kind, whole: wholeOf(request.asked) }
  const isDeputyOfAsked = tasks.some((task) => isDeputy(world, task.person, actor.person, matter))
  if (!isPart(request, actor.person) && !isDeputyOfAsked) return no(refused('approvals.not_asked'))
  const unread = readerObjection(world, request, who)
  if (unread) return no(unread)
  return yes(() => void round?.copies.add(who))
}

/** 催办. */
export function remindStep(world: World, picks: Picks): Prepared | undefined {
  const request = requestFor(world, picks, isOpen)
  if (!request) return undefined
  const actor = actorFor(world, picks, [request.requester, ...askedNow(request)])
  return {
    says: `${said(actor)} reminds those asked about ${request.name}`,
    ruled: remindRuling(world, actor, request),
    send: (product) => {
      const body = { requestId: request.id, version: request.version }
      return send(product, world, actor, remindCommand(product.company.world.requests), body)
    },
  }
}

const reminderMs = 4 * 3_600_000

function remindRuling(world: World, actor: Actor, request: Request): Ruled {
  // Whoever administers reminds of what they propose themselves; of a request they are no part.
  const denied = holds(world, actor.person, 'administrator') ? undefined : businessObjection(world, actor)
  if (denied) return no(denied)
  if (!sees(world, actor, request)) return no(refused('platform.not_found'))
  if (!isPart(request, actor.person)) return no(refused('requests.not_yours'))
  const round = openRound(request)
  if (!round) return no(refused('approvals.not_open'))
  const asked = activeStep(round)?.tasks.filter((task) => task.state === 'active') ?? []
  const isRecent = (at: string | undefined) =>
    at !== undefined && Date.parse(world.now) - Date.parse(at) < reminderMs
  const open = asked.filter((task) => !isRecent(task.nudgedAt))
  if (open.length === 0) return no(refused('approvals.reminded_recently'))
  return yes(() => {
    for (const task of open) task.nudgedAt = world.now
  })
}
