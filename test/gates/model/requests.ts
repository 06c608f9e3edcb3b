import {
  done,
  entitiesOf,
  forbidden,
  holds,
  mayDoBusiness,
  refused,
  today,
  type Ruling,
} from './organisation.ts'
import { planRoute } from './route.ts'
import * as rounds from './rounds.ts'
import {
  shareOf,
  wholeOf,
  type Asked,
  type EntityKey,
  type Request,
  type RequestState,
  type World,
} from './state.ts'
import { counts, factsFor, verdictOn, type Verdict } from './verdict.ts'

/** Who acts: a person, through one of their accounts, with or without a fresh second factor. */
export type Actor = { readonly person: string; readonly account: number; readonly isFresh: boolean }

/** What the rules say of a command, and what it leaves behind; a "no" may leave something behind as well. */
export type Ruled = { readonly ruling: Ruling; readonly effect: (id: string) => void }

const nothing = () => undefined

/** A "no" that changes nothing. */
export function no(ruling: Ruling): Ruled {
  return { ruling, effect: nothing }
}

/** A "yes" with what it changes. */
export function yes(effect: (id: string) => void): Ruled {
  return { ruling: done, effect }
}

/** What keeps anybody from asking or deciding anything. */
export function businessObjection(world: World, actor: Actor): Ruling | undefined {
  return mayDoBusiness(world, actor.person) ? undefined : forbidden('access.role_needed')
}

/** Whoever does not serve the entity of a request is not to know of it. */
export function sees(world: World, actor: Actor, request: Request): boolean {
  return entitiesOf(world, actor.person).has(request.entity)
}

/** What the company's rules say of a request today, on the sums without itself. */
export function verdictOf(world: World, request: Request): Verdict {
  const { asked, isLate, evidence } = request
  const others = world.requests.filter((each) => each !== request)
  return verdictOn({ asked, isLate, evidence, facts: factsFor(world, request.entity), others })
}

/** A request that is not filed yet, or a draft that is about to be. */
export type Filing = {
  readonly asked: Asked
  readonly entity: EntityKey
  readonly evidence: readonly string[]
  readonly isIncomplete: boolean
  readonly draft: Request | undefined
  readonly version: number
}

/**
 * Files a benefit: a forbidden one is a refused attempt, what happened already is recorded with its verdict.
 */
export function file(world: World, actor: Actor, filing: Filing): Ruled {
  const objection = filingObjection(world, actor, filing)
  if (objection) return no(objection)
  const { asked, draft } = filing
  const isLate = asked.happensOn < today(world)
  const evidence = new Set(filing.evidence)
  const others = world.requests.filter((each) => each !== draft)
  const verdict = verdictOn({ asked, isLate, evidence, facts: factsFor(world, filing.entity), others })
  if (verdict.outcome === 'prohibit' && !isLate) {
    return { ruling: refused('requests.prohibited'), effect: () => void world.attempts++ }
  }
  const asking = { requester: actor.person, entity: filing.entity }
  const route = planRoute(world, asking, verdict)
  const needsRoute = verdict.top > 0 && !verdict.isRegisterOnly
  if (needsRoute && 'kind' in route) return no(route)
  return yes((id) => {
    const request = draft ?? newRequest(world, actor, filing)
    request.id = id
    request.isLate = isLate
    request.filedOn = today(world)
    request.entity = filing.entity
    request.duties.set(actor.person, 'requester')
    if (draft) request.version++
    settle(world, request, asked, verdict, stateFor(verdict))
    for (const paper of evidence) request.evidence.add(paper)
    if (needsRoute && !('kind' in route)) request.rounds.push(rounds.newRound(asked.kind, route))
  })
}

function filingObjection(world: World, actor: Actor, filing: Filing): Ruling | undefined {
  const { draft } = filing
  if (!mayDoBusiness(world, actor.person)) return forbidden('access.role_needed')
  if (!entitiesOf(world, actor.person).has(filing.entity)) return refused('access.other_entity')
  if (draft) {
    const isTheirs = sees(world, actor, draft) && draft.requester === actor.person
    if (!isTheirs) return refused('platform.not_found')
    if (draft.state !== 'draft') return refused('requests.not_a_draft')
    if (filing.version !== draft.version) return refused('platform.stale')
  }
  if (filing.isIncomplete) return refused('requests.incomplete')
  return dealObjection(filing.asked)
}

/** A deal has sums of its own, so a name that nobody recorded is none. */
function dealObjection(asked: Asked): Ruling | undefined {
  return asked.deal === 'nodeal' ? refused('requests.deal_unknown') : undefined
}

/** The state in which a filed request begins. */
export function stateFor(verdict: Verdict): RequestState {
  if (verdict.outcome === 'prohibit') return 'given'
  if (verdict.outcome === 'hold') return 'more_information'
  return verdict.isRegisterOnly ? 'approved' : 'submitted'
}

/** A request of which nothing is known but who opens it. */
export function newRequest(world: World, actor: Actor, given: Pick<Filing, 'asked' | 'entity'>): Request {
  const request: Request = {
    name: `request ${world.requests.length + 1}`,
    id: '',
    requester: actor.person,
    entity: given.entity,
    state: 'draft',
    version: 1,
    asked: given.asked,
    isLate: false,
    outcome: undefined,
    level: undefined,
    waitingOn: 'applicant',
    evidence: new Set(),
    books: { isNumbered: false },
    rounds: [],
    duties: new Map(),
    lines: [],
    reversals: [],
    filedOn: undefined,
    approvedOn: undefined,
    breaches: new Set(),
    endedAs: undefined,
    reversedOn: undefined,
    changedOn: today(world),
  }
  world.requests.push(request)
  return request
}

/** What is asked now, with its verdict; the sums follow. */
export function settle(
  world: World,
  request: Request,
  asked: Asked,
  verdict: Verdict,
  state: RequestState,
): void {
  request.changedOn = today(world)
  if (counts(request)) count(request, -1n, request.asked.happensOn)
  request.asked = asked
  request.state = state
  request.outcome = verdict.outcome
  request.level = verdict.level
  request.waitingOn = waitingOn(verdict, state)
  if (state === 'given' && verdict.outcome === 'prohibit') request.breaches.add('forbidden')
  count(request, 1n, asked.happensOn)
}

function waitingOn(verdict: Verdict, state: RequestState): string | undefined {
  if (state === 'submitted') return 'approver'
  if (state !== 'more_information') return undefined
  return verdict.missing.includes('recipient.class') ? 'compliance' : 'applicant'
}

function count(request: Request, sign: bigint, day: string): void {
  const { asked } = request
  const { recipient, deal } = asked
  const named = shareOf(asked)
  request.lines.push({ recipient, deal, day, minor: sign * named })
  // Guests without a name stand on their organisation.
  const rest = wholeOf(asked) - named
  if (rest > 0n) request.lines.push({ recipient: 'dealer', deal, day, minor: sign * rest })
}

/**
 * Ends a request that nobody was given anything for. What was declared late was given: it stays so, whatever
 * ends its round.
 */
export function end(
  world: World,
  request: Request,
  to: 'withdrawn' | 'rejected' | 'cancelled' | 'declined',
): void {
  if (request.isLate) request.endedAs = to
  move(world, request, request.isLate ? 'given' : to)
}

/**
 * Moves a request; what stops counting leaves the sums: what was given on the day on which it is taken back,
 * the rest on the benefit's.
 */
export function move(world: World, request: Request, to: RequestState): void {
  const did = counts(request)
  const wasGiven = request.state === 'given' || request.state === 'completed'
  request.state = to
  request.version++
  request.changedOn = today(world)
  request.waitingOn = to === 'more_information' ? 'applicant' : undefined
  if (!did || counts(request)) return
  if (wasGiven) request.reversedOn = today(world)
  count(request, -1n, wasGiven ? today(world) : request.asked.happensOn)
}

/** What an answer or a change carries. */
export type Refiling = {
  readonly asked: Asked
  readonly evidence: readonly string[]
  readonly version: number
}

/** The applicant, or compliance, supplies what was asked for; or the applicant changes what is asked. */
export function refile(
  world: World,
  actor: Actor,
  request: Request,
  verb: 'answer' | 'change',
  given: Refiling,
): Ruled {
  const objection = refilingObjection(world, actor, request, verb, given)
  if (objection) return no(objection)
  const evidence = new Set([...request.evidence, ...given.evidence])
  const { asked } = given
  // Once its day is over, whatever was not filed before is declared late like any other.
  const isOver = asked.happensOn < today(world)
  const isLate = request.isLate || (isOver && saysMore(request.asked, asked))
  const others = world.requests.filter((each) => each !== request)
  const verdict = verdictOn({ asked, isLate, evidence, facts: factsFor(world, request.entity), others })
  if (verdict.outcome === 'prohibit' && !isLate) {
    return { ruling: refused('requests.prohibited'), effect: () => void world.attempts++ }
  }
  if (request.isLate && saysLess(request.asked, asked)) return no(refused('requests.given_stands'))
  const route = planRoute(world, request, verdict)
  if (verdict.top > 0 && 'kind' in route && !verdict.isRegisterOnly) return no(route)
  return yes(() => {
    for (const round of request.rounds) if (round.state === 'open') rounds.close(round, 'stopped')
    request.isLate = isLate
    settle(world, request, asked, verdict, stateFor(verdict))
    request.version++
    for (const paper of given.evidence) request.evidence.add(paper)
    if (request.state === 'submitted' && !('kind' in route))
      request.rounds.push(rounds.newRound(asked.kind, route))
  })
}

function isSame(one: Asked, other: Asked): boolean {
  const entries = ['kind', 'minor', 'quantity', 'recipient', 'happensOn', 'deal'] as const
  return entries.every((entry) => one[entry] === other[entry])
}

/** Another thing, or more of it than was filed. */
function saysMore(before: Asked, after: Asked): boolean {
  const isForMore = after.kind === 'working_meal' && after.quantity > before.quantity
  return isAnother(before, after) || shareOf(after) > shareOf(before) || isForMore
}

/** What was given as it was declared can be told to be more, and neither less nor another thing. */
function saysLess(before: Asked, after: Asked): boolean {
  return isAnother(before, after) || shareOf(after) < shareOf(before) || wholeOf(after) < wholeOf(before)
}

function isAnother(before: Asked, after: Asked): boolean {
  const entries = ['kind', 'recipient', 'happensOn', 'deal'] as const
  return entries.some((entry) => before[entry] !== after[entry])
}

function refilingObjection(
  world: World,
  actor: Actor,
  request: Request,
  verb: 'answer' | 'change',
  given: Refiling,
): Ruling | undefined {
  const denied = businessObjection(world, actor)
  if (denied) return denied
  if (!sees(world, actor, request)) return refused('platform.not_found')
  const isOwn = request.requester === actor.person
  const isCompliance = verb === 'answer' && holds(world, actor.person, 'compliance')
  if (!isOwn && !isCompliance) return refused('requests.not_yours')
  if (given.version !== request.version) return refused('platform.stale')
  const from: readonly RequestState[] = verb === 'answer' ? ['more_information'] : ['approved', 'submitted']
  if (!from.includes(request.state)) return refused('requests.no_such_move')
  // Whoever answers for another states facts of the parties, which a run has none of, and changes nothing.
  if (!isOwn && (!isSame(given.asked, request.asked) || given.evidence.length > 0)) {
    return refused('requests.answer_is_the_applicants')
  }
  return dealObjection(given.asked)
}
