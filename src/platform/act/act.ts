import { hash } from 'node:crypto'
import type { Pool } from 'pg'
import { canonical, type CanonicalValue } from '../../kernel/canonical.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { brokenConstraint, inTransaction, isRetryable, sentTogether } from '../db/in-transaction.ts'
import type { Transaction } from '../db/transaction.ts'
import {
  goesAhead,
  type Call,
  type Command,
  type Decision,
  type Done,
  type Outcome,
  type Refused,
} from './command.ts'
import { answersStatement, findAnswers, keyConstraint, keyOf, type StoredAnswer } from './keys.ts'
import type {
  AuthorisePort,
  BookPort,
  EnqueuePort,
  EntryDraft,
  FollowPort,
  LockPort,
  RecordPort,
} from './ports.ts'
import { judgedBy } from './rows.ts'
import { StaleRow, storeSteps, takeSteps, type StoreStep } from './store.ts'
import { withoutReason } from './without-reason.ts'

/** The write door and what it needs. */
export type Door = {
  readonly pool: Pool
  readonly authorise: AuthorisePort
  readonly record: RecordPort
  readonly lock: LockPort
  readonly book: BookPort
  readonly enqueue: EnqueuePort
  /** Absent where nothing follows from anything. */
  readonly follow?: FollowPort
}

const attemptsMax = 4

/**
 * Everything that changes goes through here, one item or a set in one transaction: who may, what was answered
 * before under the same key, what it is decided on, the decision, and then rows, answers and entries with the
 * commit. No two items share a key, an answer or an entry. A "no" is stored like a "yes"; a fault takes all
 * back.
 */
export async function act<Body, State, Answer>(
  door: Door,
  command: Command<Body, State, Answer>,
  calls: readonly Call<Body>[],
): Promise<Outcome<Answer>[]> {
  const forbidden = calls.map((call) => door.authorise(call.actor, command.operation))
  const allowed = calls.filter((_, i) => forbidden[i] === undefined)
  const together = allowed.length === 0 ? [] : await actAllowed(door, command, allowed)
  const outcomes = await withThoseApart(door, command, allowed, together)
  const answers = outcomes.values()
  return forbidden.map((refusal): Outcome<Answer> => {
    if (refusal) return { kind: 'forbidden', refusal }
    const answer = answers.next()
    if (answer.done) throw new Error('an allowed item has no outcome')
    return answer.value
  })
}

/** The same for one call. */
export async function actAlone<Body, State, Answer>(
  door: Door,
  command: Command<Body, State, Answer>,
  call: Call<Body>,
): Promise<Outcome<Answer>> {
  const [outcome] = await act(door, command, [call])
  if (!outcome) throw new Error('every item of a set has its outcome')
  return outcome
}

/**
 * Runs a command of the product itself in a transaction that is open, behind what it follows from. A fault,
 * and a constraint that it breaks, are the caller's: nothing is tried again here.
 */
export async function actWithin<Body, State, Answer>(
  door: Door,
  tx: Transaction,
  command: Command<Body, State, Answer>,
  calls: readonly Call<Body>[],
): Promise<Outcome<Answer>[]> {
  // Nothing follows from what follows; and all of it is heard before the caller goes on.
  const outcomes = await once({ ...door, follow: () => async () => undefined }, command, calls, tx)
  return outcomes.map((outcome) => {
    if (outcome === undefined) throw new Error(`${command.operation} decides such items apart`)
    return outcome
  })
}

/** What became of the items of one transaction, in their order; undefined for those that stood apart. */
type Together<Answer> = readonly (Outcome<Answer> | undefined)[]

async function actAllowed<Body, State, Answer>(
  door: Door,
  command: Command<Body, State, Answer>,
  calls: readonly Call<Body>[],
): Promise<Together<Answer>> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTransaction(
        door.pool,
        calls.map((call) => call.actor),
        (tx) => once(door, command, calls, tx),
      )
    } catch (fault) {
      const isStale = fault instanceof StaleRow
      const constraint = brokenConstraint(fault)
      // The same call was answered elsewhere at this very moment: its answer is found now.
      const isAnswered = constraint === keyConstraint
      // In a set the row may have been changed by the item before, which loading it again would not mend.
      const isWorthAnother = isRetryable(fault) || isAnswered || (isStale && calls.length === 1)
      if (isWorthAnother && attempt < attemptsMax) continue
      if (constraint === undefined && !isStale) throw fault
      if (calls.length > 1) return oneByOne(door, command, calls)
      const refused = constraint === undefined ? undefined : refusalFor(command, constraint, calls[0])
      if (!refused) throw fault
      return actAllowed(door, { ...command, decide: () => refused }, calls)
    }
  }
}

/** Decides alone what stood apart from the items before it, one after the other. */
async function withThoseApart<Body, State, Answer>(
  door: Door,
  command: Command<Body, State, Answer>,
  calls: readonly Call<Body>[],
  outcomes: Together<Answer>,
): Promise<Outcome<Answer>[]> {
  const all: Outcome<Answer>[] = []
  for (const [i, call] of calls.entries()) all.push(outcomes[i] ?? (await actAlone(door, command, call)))
  return all
}

/** Tries each item of a set alone, so that one that cannot be stored takes none of the others with it. */
async function oneByOne<Body, State, Answer>(
  door: Door,
  command: Command<Body, State, Answer>,
  calls: readonly Call<Body>[],
): Promise<Together<Answer>> {
  const outcomes: (Outcome<Answer> | undefined)[] = []
  for (const call of calls) outcomes.push(...(await actAllowed(door, command, [call])))
  return outcomes
}

function refusalFor<Body, State, Answer>(
  command: Command<Body, State, Answer>,
  constraint: string,
  call: Call<Body> | undefined,
): Refused | undefined {
  return call && command.constraints?.[constraint]?.(call)
}

type Item<Body> = { call: Call<Body>; key: string; inputHash: string }

async function once<Body, State, Answer>(
  door: Door,
  command: Command<Body, State, Answer>,
  calls: readonly Call<Body>[],
  tx: Transaction,
): Promise<Together<Answer>> {
  const items = calls.map((call) => itemOf(command.operation, call))
  const keys = items.map((item) => item.key)
  const [known, loaded] = await Promise.all([
    findAnswers(tx, keys),
    command.loadsAhead ? command.load(tx, calls) : undefined,
  ])
  const seen = new Set<string>()
  const fresh = items.filter((item) => {
    if (known.get(item.key)?.kind !== 'free' || seen.has(item.key)) return false
    seen.add(item.key)
    return true
  })
  const isAhead = command.loadsAhead && fresh.length === items.length
  const state = isAhead ? loaded : await loadFor(command, fresh, tx)
  const beside = besideOthers(command, state, fresh)
  const decided = await decideAndStore(door, command, { items: beside, state }, tx)
  const answers = new Map(beside.map((item, i) => [item, decided[i]]))
  const apart = new Set(fresh).difference(new Set(beside))
  return items.map((item) => {
    if (apart.has(item)) return undefined
    return answers.get(item) ?? replay<Answer>(known.get(item.key), item.inputHash)
  })
}

/** The items that share nothing with one before them, by the command's own word on what matters. */
function besideOthers<Body, State, Answer>(
  { apart }: Command<Body, State, Answer>,
  state: State | undefined,
  items: readonly Item<Body>[],
): readonly Item<Body>[] {
  if (apart === undefined || items.length < 2) return items
  const taken = new Set<string>()
  return items.filter(({ call }) => {
    const names = apart(state as State, call)
    if (names.some((name) => taken.has(name))) return false
    for (const name of names) taken.add(name)
    return true
  })
}

/** What the calls of some items are decided on; nothing where none is left. */
async function loadFor<Body, State, Answer>(
  command: Command<Body, State, Answer>,
  items: readonly Item<Body>[],
  tx: Transaction,
): Promise<State | undefined> {
  if (items.length === 0) return undefined
  return command.load(
    tx,
    items.map((item) => item.call),
  )
}

function itemOf<Body>(operation: string, call: Call<Body>): Item<Body> {
  // Bodies come through the contract, so they are JSON; bigint is written as a string as everywhere.
  const input = canonical({ operation, body: call.body as CanonicalValue })
  return { call, key: keyOf(call.actor, call.key), inputHash: hash('sha256', input) }
}

async function decideAndStore<Body, State, Answer>(
  door: Door,
  command: Command<Body, State, Answer>,
  { items, state }: { readonly items: readonly Item<Body>[]; readonly state: State | undefined },
  tx: Transaction,
): Promise<Outcome<Answer>[]> {
  if (items.length === 0) return []
  const decided = items.map((item) => command.decide(state as State, item.call))
  await persist(door, tx, command.operation, items, decided)
  return decided.map((decision) => outcomeOf(decision))
}

/** Stores what was decided; an item that asks for a step up leaves nothing behind. */
async function persist<Body, Answer>(
  door: Door,
  tx: Transaction,
  operation: string,
  asked: readonly Item<Body>[],
  decided: readonly Decision<Answer>[],
): Promise<void> {
  const items = asked.filter((_, i) => !isStepUp(decided[i]))
  const decisions = await booked(
    door,
    tx,
    items,
    decided.filter((decision) => !isStepUp(decision)),
  )
  const changes = decisions.flatMap((decision) => decision.changes ?? [])
  const jobs = decisions.flatMap((decision) => decision.jobs ?? [])
  const answers = items.map((item, i) => storedAnswer(operation, item, decisions[i]))
  const drafts = items.map((item, i) => draftOf(operation, item, decisions[i]))
  const judged = judgedBy(changes)
  const locks: StoreStep[] = judged.length === 0 ? [] : [{ statement: door.lock(judged) }]
  const steps = [...locks, ...storeSteps(changes)]
  // In this order on the wire, and the entries last: they are inserted after every lock is held.
  const closing = [answersStatement(answers), await door.record(tx, drafts)]
  const following = door.follow?.(decisions.map(({ changes = [] }, i) => ({ changes, at: atOf(items[i]) })))
  // A changed row must be heard of before the commit, since it may be stale; a job is more than a statement.
  const isHeard = following !== undefined || jobs.length > 0 || steps.some((step) => step.changed)
  if (!isHeard) return tx.leaveToCommit([...steps.map((step) => step.statement), ...closing])
  await sentTogether([takeSteps(tx, steps), door.enqueue(tx, jobs), ...closing.map((last) => tx.send(last))])
  await following?.(tx)
}

function atOf<Body>(item: Item<Body> | undefined): Call<Body>['at'] {
  return item?.call.at ?? ''
}

/** The decisions with what they mean for the books among their changes. */
async function booked<Body, Answer>(
  door: Door,
  tx: Transaction,
  items: readonly Item<Body>[],
  decisions: readonly Decision<Answer>[],
): Promise<readonly Decision<Answer>[]> {
  const changed = decisions.map(({ changes }, i) => ({ changes: changes ?? [], at: atOf(items[i]) }))
  const asked = door.book(tx, changed)
  if (!asked) return decisions
  const rows = await asked
  return decisions.map((decision, i) => ({
    ...decision,
    changes: [...(decision.changes ?? []), ...(rows[i] ?? [])],
  }))
}

function isStepUp<Answer>(decision: Decision<Answer> | undefined): boolean {
  return decision !== undefined && 'refusal' in decision && decision.isStepUp === true
}

function outcomeOf<Answer>(decision: Decision<Answer>): Outcome<Answer> {
  if (goesAhead(decision)) return { kind: 'done', answer: decision.answer, replayed: false }
  return isStepUp(decision)
    ? { kind: 'forbidden', refusal: decision.refusal }
    : { kind: 'refused', refusal: decision.refusal, replayed: false }
}

function replay<Answer>(stored: StoredAnswer | undefined, inputHash: string): Outcome<Answer> {
  if (!stored || stored.kind !== 'stored') return { kind: 'in_progress' }
  if (stored.inputHash !== inputHash) return { kind: 'key_reused' }
  return stored.refusal
    ? { kind: 'refused', refusal: stored.refusal, replayed: true }
    : { kind: 'done', answer: stored.answer as Answer, replayed: true }
}

function storedAnswer<Body, Answer>(
  operation: string,
  item: Item<Body>,
  decision: Decision<Answer> | undefined,
) {
  if (!decision) throw new Error('every item of a set has a decision')
  const answer: { answer?: unknown; refusal?: Refusal } = goesAhead(decision)
    ? { answer: decision.answer }
    : { refusal: decision.refusal }
  return { key: item.key, operation, inputHash: item.inputHash, at: item.call.at, ...answer }
}

/** Deputies act as themselves; the entry also names the person whose task it was. */
function actorOf<Body, Answer>(call: Call<Body>, decision: Decision<Answer>): Call<Body>['actor'] {
  if (!goesAhead(decision) || decision.forPersonId === undefined) return call.actor
  return { ...call.actor, forPersonId: decision.forPersonId }
}

function draftOf<Body, Answer>(
  operation: string,
  item: Item<Body>,
  decision: Decision<Answer> | undefined,
): EntryDraft {
  if (!decision) throw new Error('every item of a set has a decision')
  const { call, key } = item
  return {
    operation,
    at: call.at,
    actor: actorOf(call, decision),
    key,
    object: decision.object,
    changes: decision.changes ?? [],
    ...(decision.entityId === undefined ? {} : { entityId: decision.entityId }),
    ...(decision.note === undefined ? {} : { note: decision.note }),
    ...(goesAhead(decision) ? whyOf(operation, decision) : { refusal: decision.refusal }),
  }
}

/** No change without its reason: what gives none is on the short list of those that need none. */
function whyOf<Answer>(operation: string, { reason }: Done<Answer>): Pick<EntryDraft, 'reason'> {
  if (reason !== null) return { reason }
  if (withoutReason[operation] === undefined) throw new Error(`${operation} says nothing of why it is done`)
  return {}
}
