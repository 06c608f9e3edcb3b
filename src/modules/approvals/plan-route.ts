import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { PlannedStep } from './flow.ts'

/** A step as the authority matrix gives it. */
export type RouteStep = { readonly level: string; readonly role: string; readonly need: 'any' | 'all' }

/** Who may decide, filled from the organisation as of the day; never the applicant or who is close to it. */
export type RoutePeople = {
  readonly holders: (role: string) => readonly string[]
  /** True where a role has nobody left only because its holders made the rules milder for the recipient. */
  readonly haveLoosened: (role: string) => boolean
  /**
   * Who else has the standing for a step, the nearest group first: asked where every holder of its own role
   * is needed for another level, or has made the rules milder for the recipient.
   */
  readonly standIns: (step: RouteStep) => readonly (readonly string[])[]
  /** In a small company whoever holds several roles is asked once, at the highest level. */
  readonly mayMerge: boolean
}

type Seat = PlannedStep & {
  /** Who signs this level whoever signs the others; undefined while nobody is found. */
  keeps: string | undefined
  personIds: readonly string[]
}

/**
 * Puts people to the steps of a route: every level keeps its own signature, and nobody signs twice. A level
 * whose holders are all needed elsewhere, or have all made the rules milder for the recipient, goes to
 * whoever else has the standing for it; with nobody left the route is refused, as it is where nobody holds a
 * role at all, because no path may end with fewer people than the matrix asks for. Only the small company of
 * the matrix leaves a level out. `signed` are those who have signed other levels of the same round.
 */
export function planRoute(
  route: readonly RouteStep[],
  people: RoutePeople,
  signed: readonly string[] = [],
): PlannedStep[] | Refusal {
  const empty = route.find(({ role }) => people.holders(role).length === 0 && !people.haveLoosened(role))
  if (empty) return refuse('approvals.nobody', { level: empty.level, role: empty.role })
  const closed = route.find((step) => people.haveLoosened(step.role) && people.standIns(step).length === 0)
  if (closed) return refuse('approvals.holders_loosened', { level: closed.level, role: closed.role })
  const free = (ids: readonly string[]) => ids.filter((id) => !signed.includes(id))
  const seats = route.map((step): Seat => ({
    ...step,
    personIds: free(people.holders(step.role)),
    keeps: undefined,
  }))
  // The highest level first: whoever stands in for a lower one is found above it.
  for (const seat of seats.toReversed()) {
    if (isSeated(seats, seat, new Set()) || isStoodInFor(seats, seat, people, free)) continue
    const code = people.haveLoosened(seat.role) ? 'approvals.holders_loosened' : 'approvals.one_for_two'
    if (!people.mayMerge) return refuse(code, { level: seat.level, role: seat.role })
  }
  return withoutKept(seats.filter(({ keeps }) => keeps !== undefined))
}

/** Finds a person of its own for a step; whoever was found for another leaves that to a colleague. */
function isSeated(seats: readonly Seat[], seat: Seat, tried: Set<string>): boolean {
  for (const personId of rarestFirst(seats, seat)) {
    if (tried.has(personId)) continue
    tried.add(personId)
    const other = seats.find(({ keeps }) => keeps === personId)
    if (other && !isSeated(seats, other, tried)) continue
    seat.keeps = personId
    return true
  }
  return false
}

/** Those first who can decide the fewest steps, so that the others stay free to decide any. */
function rarestFirst(seats: readonly Seat[], { personIds }: Seat): readonly string[] {
  const count = (id: string) => seats.filter((seat) => seat.personIds.includes(id)).length
  return personIds.toSorted((a, b) => count(a) - count(b))
}

function isStoodInFor(
  seats: readonly Seat[],
  seat: Seat,
  people: RoutePeople,
  free: (ids: readonly string[]) => readonly string[],
): boolean {
  if (people.mayMerge && !people.haveLoosened(seat.role)) return false
  return people.standIns(seat).some((group) => {
    seat.personIds = free(group)
    return isSeated(seats, seat, new Set())
  })
}

/**
 * A step with as many people as the route has steps always has somebody left who has not signed. A smaller
 * one, and every one beside a step in which all must agree, keeps its person: no other step asks them.
 * Keeping makes others smaller, so it is looked at once for each step.
 */
function withoutKept(seats: readonly Seat[]): PlannedStep[] {
  const isOfAll = seats.some(({ need }) => need === 'all')
  const kept = new Set<string>()
  for (const _ of seats) {
    for (const seat of seats) {
      const isScarce = isOfAll || asked(seat, kept).length < seats.length
      if (isScarce && seat.keeps !== undefined) kept.add(seat.keeps)
    }
  }
  const planned: PlannedStep[] = []
  for (const { keeps, ...step } of seats) {
    const agreed = [...planned, ...(step.need === 'any' ? seats : [])].filter(({ need }) => need === 'all')
    const elsewhere = new Set([...kept, ...agreed.flatMap(({ personIds }) => personIds)])
    planned.push({ ...step, personIds: asked({ ...step, keeps }, elsewhere) })
  }
  return planned
}

function asked({ personIds, keeps }: Seat, elsewhere: ReadonlySet<string>): readonly string[] {
  return personIds.filter((id) => id === keeps || !elsewhere.has(id))
}
