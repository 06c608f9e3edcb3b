import { daysAfter, type Asked, type Day, type Kind, type Request, type World } from './state.ts'
import type { Ruled, Actor } from './requests.ts'
import type { Answered, Product } from './product.ts'
import { today } from './organisation.ts'
import { recipients } from './verdict.ts'

/** The numbers that a step was generated with; what they mean depends on where the run stands. */
export type Picks = {
  /** Most steps aim at what the rules allow; the others try anybody on anything. */
  readonly isAimed: boolean
  readonly a: number
  readonly b: number
  readonly c: number
}

/** A step made ready: what the model says of it, and how it is sent to the product. */
export type Prepared = {
  readonly says: string
  readonly ruled: Ruled
  readonly send: (product: Product) => Promise<Answered>
  /** The identifier that the product gave what the step made. */
  readonly idOf?: (answered: Answered) => string
  /** For steps that are judged by more than yes and no: what is wrong with the answer. */
  readonly objection?: (answered: Answered) => string | undefined
}

/** One of a list, by number. */
export function pick<T>(list: readonly T[], n: number): T | undefined {
  return list[n % Math.max(list.length, 1)]
}

/** One of a list that has something in it. */
export function pickOne<T>(list: readonly T[], n: number): T {
  const found = pick(list, n)
  if (found === undefined) throw new Error('there is something to choose from')
  return found
}

/** Digits of a number, so that one pick says several things that have nothing to do with each other. */
export function digit(n: number, place: number, base: number): number {
  return Math.floor(n / 16 ** place) % base
}

/** A request to act on: one that fits when the step is aimed and there is one. */
export function requestFor(
  world: World,
  { isAimed, a }: Picks,
  fits: (request: Request) => boolean,
): Request | undefined {
  const fitting = isAimed ? world.requests.filter(fits) : []
  return pick(fitting.length > 0 ? fitting : world.requests, a)
}

/** Who acts: one of the likely ones when the step is aimed, anybody otherwise. */
export function actorFor(world: World, picks: Picks, likely: readonly string[]): Actor {
  const { isAimed, b, c } = picks
  const everybody = [...world.people.keys()]
  const isLikely = isAimed && likely.length > 0 && digit(c, 0, 16) !== 1
  return {
    person: pickOne(isLikely ? likely : everybody, b),
    account: 1 + digit(c, 1, 2),
    isFresh: digit(c, 2, 8) !== 1,
  }
}

/** The version of the request as the person saw it, now and then an old one. */
export function versionSeen(request: Request, { c }: Picks): number {
  return digit(c, 1, 16) === 9 ? request.version - 1 : request.version
}

/** The actor in the words of a counterexample. */
export function said(actor: Actor): string {
  const how = [...(actor.account === 2 ? ['second account'] : []), ...(actor.isFresh ? [] : ['stale factor'])]
  return how.length === 0 ? actor.person : `${actor.person} (${how.join(', ')})`
}

const kinds: readonly Kind[] = [
  'rebate',
  'logo_item',
  'working_meal',
  'rebate',
  'logo_item',
  'coupon',
  'rebate',
  'logo_item',
  'working_meal',
  'gift_card',
  'logo_item',
]

const amounts: Readonly<Record<Kind, readonly bigint[]>> = {
  rebate: [800_000n, 25_000_000n, 1_280_000n, 60_000_000n, 25_000_000n],
  logo_item: [1_000n, 3_000n, 5_000n, 2_000n, 5_001n],
  working_meal: [6_000n, 12_000n, 9_000n],
  gift_card: [10_000n],
  coupon: [30_000n, 150_000n],
}

const days = [1, 2, 0, 1, 3, -2, 1, 2, -5, 9, 1]
const quantities = [1, 1, 2, 1, 3]
const deals = [
  undefined,
  undefined,
  'agreement',
  undefined,
  'agreement2',
  undefined,
  undefined,
  undefined,
  'nodeal',
]

/**
 * One more of what is about to be decided, for the same person: only several of them bring an approval to a
 * higher level than the one that it was filed under.
 */
function oneMore(world: World, { isAimed, a, c }: Picks): Asked | undefined {
  if (!isAimed || digit(c, 2, 4) !== 2) return undefined
  const waiting = world.requests.filter(
    ({ asked, state, level }) => asked.kind === 'logo_item' && state === 'submitted' && level === 'L1',
  )
  const found = pick(waiting, a)
  return found && { ...found.asked, minor: 1_000n, quantity: 1 }
}

/** What somebody asks for. */
export function askedFor(world: World, picks: Picks): Asked {
  const { a, b } = picks
  const again = oneMore(world, picks)
  if (again) return again
  const kind = pickOne(kinds, a)
  const minor = pickOne(amounts[kind], Math.floor(a / kinds.length))
  return {
    kind,
    minor,
    quantity: countsPieces(kind) ? pickOne(quantities, Math.floor(b / 13)) : 1,
    recipient: pickOne(recipients[kind], Math.floor(b / 7)),
    happensOn: dayFrom(world, Math.floor(a / 7) + b),
    deal: deals[Math.floor(b / 5) % deals.length],
  }
}

function countsPieces(kind: Kind): boolean {
  return kind === 'logo_item' || kind === 'working_meal'
}

/** The same with one thing changed. */
export function changed(world: World, asked: Asked, { a, b }: Picks): Asked {
  switch (b % 5) {
    case 0:
      return { ...asked, minor: pickOne(amounts[asked.kind], a) }
    case 1:
      return { ...asked, happensOn: dayFrom(world, a) }
    case 2:
      return { ...asked, recipient: pickOne(recipients[asked.kind], a) }
    case 3:
      return { ...asked, quantity: countsPieces(asked.kind) ? pickOne(quantities, a) : 1 }
    default:
      return { ...asked, deal: asked.deal === 'agreement' ? 'agreement2' : 'agreement' }
  }
}

function dayFrom(world: World, n: number): Day {
  return daysAfter(today(world), pickOne(days, n))
}

/** What is asked for, in the words of a counterexample. */
export function saidOf(asked: Asked): string {
  const { kind, minor, quantity, recipient, happensOn, deal } = asked
  const pieces = quantity === 1 ? '' : ` × ${quantity}`
  return `${kind} ${minor}${pieces} to ${recipient} on ${happensOn}${deal === undefined ? '' : ` in ${deal}`}`
}
