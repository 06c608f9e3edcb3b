/** The two legal entities of a run. */
export type EntityKey = 'a' | 'b'

/** A legal day. */
export type Day = string

/**
 * A member of staff of a run. Keys are short names; the identifiers of the database end in the run's own
 * suffix.
 */
export type Person = {
  readonly key: string
  readonly entity: EntityKey
  readonly manager: string | undefined
  leftOn: Day | undefined
}

/** A role of a person for one entity. */
export type Grant = {
  readonly id: string
  readonly person: string
  readonly role: string
  readonly entity: EntityKey
  readonly proposedBy: string
  /** In minor units: what the person decides as routine. */
  readonly limit: bigint | undefined
  from: Day
  until: Day | undefined
  state: 'proposed' | 'confirmed' | 'declined'
}

/** A delegation of somebody's decisions. */
export type Delegation = {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly fromOn: Day
  readonly untilOn: Day
  readonly kind: Kind | undefined
  readonly cap: bigint | undefined
  isEnded: boolean
}

/** The kinds of benefit that a run asks for, by the product's own names. */
export type Kind = 'rebate' | 'logo_item' | 'working_meal' | 'gift_card' | 'coupon'

/** What is asked for. */
export type Asked = {
  readonly kind: Kind
  /** For one piece or guest, in minor units. */
  readonly minor: bigint
  /** Pieces add up for the one who gets them; guests are recipients of their own. */
  readonly quantity: number
  readonly recipient: string
  readonly happensOn: Day
  readonly deal: string | undefined
}

/** One amount that entered or left a sum. */
export type Line = {
  readonly recipient: string
  readonly day: Day
  readonly deal: string | undefined
  readonly minor: bigint
}

export type TaskState = 'waiting' | 'active' | 'approved' | 'rejected' | 'returned' | 'transferred' | 'lapsed'

/** What one person is asked. `due` is taken from the product: deadlines are no matter of this model. */
export type Task = {
  readonly person: string
  readonly source: string
  state: TaskState
  decidedBy: string | undefined
  due: string | undefined
  remindedAt: string | undefined
  escalatedAt: string | undefined
  /** When a colleague last asked for it (催办); the product's own reminder does not go by it. */
  nudgedAt: string | undefined
  /** The task whose place it takes: one handed on, or one asked because the other is overdue. */
  standsFor: Task | undefined
}

/** One level of a round. */
export type Step = {
  readonly level: string
  readonly role: string
  need: 'any' | 'all'
  state: 'waiting' | 'active' | 'approved' | 'rejected' | 'returned' | 'lapsed'
  readonly tasks: Task[]
}

/** One round of approval. */
export type Round = {
  state: 'open' | 'approved' | 'rejected' | 'returned' | 'withdrawn' | 'stopped'
  readonly kind: Kind
  readonly steps: Step[]
  readonly copies: Set<string>
}

/** That something given is to be taken off again; it waits for a second person. */
export type Reversal = {
  readonly verb: 'reverse' | 'decline'
  readonly askedBy: string
  readonly asked: readonly string[]
  /** The identifier of the database, taken over once it is there. */
  id: string | undefined
  state: 'proposed' | 'confirmed' | 'declined' | 'withdrawn'
  answeredBy: string | undefined
}

export type RequestState =
  | 'draft'
  | 'submitted'
  | 'more_information'
  | 'approved'
  | 'given'
  | 'completed'
  | 'rejected'
  | 'withdrawn'
  | 'cancelled'
  | 'declined'
  | 'expired'
  | 'reversed'

/** What compliance is told of something given: that nobody had approved it yet, or that it is forbidden. */
export type Breach = 'before_approval' | 'forbidden'

/** A request as it ought to stand. */
export type Request = {
  readonly name: string
  id: string
  readonly requester: string
  entity: EntityKey
  state: RequestState
  version: number
  asked: Asked
  isLate: boolean
  outcome: string | undefined
  level: string | undefined
  waitingOn: string | undefined
  readonly evidence: Set<string>
  /** Whether finance has recorded the number of its voucher. */
  readonly books: { isNumbered: boolean }
  readonly rounds: Round[]
  readonly duties: Map<string, string>
  readonly lines: Line[]
  readonly reversals: Reversal[]
  /** The day on which it was filed; what was given before was given before it was asked for. */
  filedOn: Day | undefined
  /** The day on which its last round approved it; what was given before was given before its approval. */
  approvedOn: Day | undefined
  /** What was wrong with how it was given. */
  readonly breaches: Set<Breach>
  /** What ended the round of something that stays given all the same. */
  endedAs: RequestState | undefined
  /** The day on which something given left the sums. */
  reversedOn: Day | undefined
  /** The day of its last change; an approval or a question lasts from then. */
  changedOn: Day
}

/** Facts of the world that change while requests are open. */
export type Facts = { hasClause: boolean; isTender: boolean; isNewcomerKnown: boolean }

/** Everything that a run's company ought to be. */
export type World = {
  /** At the end of every identifier of the run. */
  readonly suffix: string
  now: string
  readonly people: ReadonlyMap<string, Person>
  readonly grants: Grant[]
  readonly delegations: Delegation[]
  readonly requests: Request[]
  readonly facts: Facts
  /** How many refused attempts are on record. */
  attempts: number
}

/** The task whose seat it is: of all who sit on one, one signs. */
export function seatOf(task: Task): Task {
  return task.standsFor ? seatOf(task.standsFor) : task
}

/** The reversal that waits for its answer. */
export function openReversal(request: Request): Reversal | undefined {
  return request.reversals.find((each) => each.state === 'proposed')
}

/** The state of the round that is open now. */
export function openRound(request: Request): Round | undefined {
  return request.rounds.find((round) => round.state === 'open')
}

/** The step that is asked now. */
export function activeStep(round: Round | undefined): Step | undefined {
  return round?.steps.find((step) => step.state === 'active')
}

/** The people who are asked now. */
export function askedNow(request: Request): string[] {
  const tasks = activeStep(openRound(request))?.tasks ?? []
  return tasks.filter((task) => task.state === 'active').map((task) => task.person)
}

/** What whoever is named gets of it. */
export function shareOf({ kind, minor, quantity }: Asked): bigint {
  return kind === 'working_meal' ? minor : minor * BigInt(quantity)
}

/** The whole amount, for all recipients together. */
export function wholeOf(asked: Asked): bigint {
  return asked.minor * BigInt(asked.quantity)
}

/** The day in Shanghai, where every entity of a run has its seat. */
export function dayOf(instant: string): Day {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10)
}

/** The day that lies so many days later. */
export function daysAfter(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
