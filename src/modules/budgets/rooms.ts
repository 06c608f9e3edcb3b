import type { Money } from '../../kernel/money.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { unitsAbove, unitsBelow, type Organisation } from '../access/index.ts'
import { spendOf, spentOf, stageOf, type BenefitRow, type Spend } from '../benefits/index.ts'
import { covers, restOf, strictestOf, type Covered, type Demand, type Scope, type Sums } from './domain.ts'
import { holdBudgets, loadBudgetsOf, loadDemands } from './store.ts'
import type { BudgetRow } from './tables.ts'

/** An amount in another currency, as of a day; undefined where there is no rate. */
export type Converted = (amount: Money, currency: string, on: LocalDate) => bigint | undefined

/** What budgets of some entities are read with. */
export type RoomDeps = {
  readonly organisation: Organisation
  readonly converted: Converted
  /** The legal day on which they are asked. */
  readonly today: LocalDate
}

/** The budgets in force of some entities, and what each entity demands where none covers a benefit. */
export type Budgets = {
  readonly rows: readonly BudgetRow[]
  readonly demandOf: (entityId: string) => Demand
}

/** A budget with its sums in its own currency. */
export type Room = {
  readonly row: BudgetRow
  readonly scope: Scope
  readonly sums: Sums
  readonly rest: bigint
  /** Currencies in which something counts that no rate tells the worth of. */
  readonly unknown: readonly string[]
}

/** The scope of a stored budget. */
export function scopeOf(row: BudgetRow): Scope {
  return {
    entityId: row.entity_id,
    from: row.from_on,
    until: row.until_on,
    unitId: row.unit_id ?? undefined,
    forms: row.forms === '' ? undefined : row.forms.split(','),
  }
}

/** The budgets of some entities: one read by index each, and no more where an entity has none. */
export async function findBudgets(tx: Transaction, entityIds: readonly string[]): Promise<Budgets> {
  const sorted = [...new Set(entityIds)].sort()
  const [rows, demands] = await Promise.all([loadBudgetsOf(tx, sorted), loadDemands(tx, sorted)])
  return {
    rows: rows.filter(({ state }) => state === 'set'),
    // The database holds the list of answers.
    demandOf: (entityId) => (demands.get(entityId)?.answer ?? 'free') as Demand,
  }
}

/** Those of some budgets that cover a benefit on record: with the unit that it was asked for in. */
export function budgetsOver(
  { rows }: Budgets,
  organisation: Organisation,
  benefit: BenefitRow,
): readonly BudgetRow[] {
  const { entity_id: entityId, happened_on: day, form, unit_id: unitId } = benefit
  if (entityId === null) return []
  const covered = { entityId, day, form, unitIds: unitsAbove(organisation, unitId) }
  return rows.filter((row) => covers(scopeOf(row), covered))
}

/** What stands in these budgets now, from the register's own totals. */
export async function loadRooms(
  { organisation, converted, today }: RoomDeps,
  tx: Transaction,
  rows: readonly BudgetRow[],
): Promise<Room[]> {
  if (rows.length === 0) return []
  const scopes = rows.map(scopeOf)
  const found = await spendOf(
    tx,
    scopes.map(({ unitId, ...scope }) => ({
      ...scope,
      unitIds: unitId === undefined ? undefined : unitsBelow(organisation, unitId),
    })),
  )
  return rows.map((row, i) => roomOf(converted, today, { row, spends: found[i] ?? [] }))
}

type Spent = { readonly row: BudgetRow; readonly spends: readonly Spend[] }

/** Adds the sums up in the budget's currency: one conversion a stage and currency. */
export function roomOf(converted: Converted, today: LocalDate, { row, spends }: Spent): Room {
  const worth = worthIn(converted, row, today)
  const sums = { held: 0n, committed: 0n, spent: 0n }
  const unknown = new Set<string>()
  for (const { stage, currency, minor } of spends) {
    const own = worth({ currency, minor })
    if (own === undefined) unknown.add(currency)
    else sums[stage] += own
  }
  const rest = restOf(row.planned_minor, sums)
  return { row, scope: scopeOf(row), sums, rest, unknown: [...unknown].sort() }
}

/**
 * What an amount is worth in a budget's currency: at the rate of its first day, so that what is left moves by
 * what is asked for and not by the market; at today's where there was none that day.
 */
export function worthIn(
  converted: Converted,
  { currency, from_on: from }: Pick<BudgetRow, 'currency' | 'from_on'>,
  today: LocalDate,
): (amount: Money) => bigint | undefined {
  return (amount) =>
    amount.currency === currency
      ? amount.minor
      : (converted(amount, currency, from) ?? converted(amount, currency, today))
}

/** A benefit that is asked for. */
export type Asking = {
  readonly entityId: string
  readonly requesterId: string
  readonly day: LocalDate
  readonly form: string
  readonly amount: Money
  /** The benefit that it stands in place of: what that holds already is free for it. */
  readonly inPlaceOf?: BenefitRow | undefined
}

/** One budget that covers what is asked for. */
export type Line = {
  readonly budgetId: string
  readonly name: string
  readonly currency: string
  readonly planned: bigint
  /** What is left before it. */
  readonly left: bigint
  /** What it takes; undefined where no rate tells. */
  readonly takes: bigint | undefined
  /** What is freed by the benefit that it stands in place of. */
  readonly freed: bigint
  readonly fits: boolean
  readonly answer: Demand
}

/** What the budgets say of a benefit that is asked for. */
export type BudgetWord = {
  readonly lines: readonly Line[]
  /** True where no budget covers it. */
  readonly isUncovered: boolean
  /** The strictest answer; free where everything fits. */
  readonly answer: Demand
}

/** What is left of some budgets while a set of submits is decided: each takes from what the next finds. */
export type Rooms = {
  readonly ask: (asking: Asking) => BudgetWord
  /** Takes what was decided, so that the next of the set finds what is left. */
  readonly take: (word: BudgetWord) => void
}

/**
 * Holds the budgets that may cover these benefits and reads what is left of them, so that two submits at one
 * moment never take the same rest. Without a budget it asks nothing.
 */
export async function holdRooms(
  deps: RoomDeps,
  tx: Transaction,
  budgets: Budgets,
  asked: readonly Pick<Asking, 'entityId' | 'requesterId' | 'day' | 'form'>[],
): Promise<Rooms> {
  const covered = asked.map((each) => coveredOf(deps.organisation, each))
  const rows = budgets.rows.filter((row) => covered.some((each) => covers(scopeOf(row), each)))
  // Sent in this order: what is left is read once they are held.
  const [, rooms] = await Promise.all([
    holdBudgets(
      tx,
      rows.map(({ id }) => id),
    ),
    loadRooms(deps, tx, rows),
  ])
  const taken = new Map<string, bigint>()
  return {
    ask: (asking) => wordOf(deps, rooms, { asking, taken, demand: budgets.demandOf(asking.entityId) }),
    take: ({ lines }) => {
      for (const { budgetId, takes = 0n, freed } of lines) {
        taken.set(budgetId, (taken.get(budgetId) ?? 0n) + takes - freed)
      }
    },
  }
}

/** What of an asked benefit decides which budgets cover it: its requester's unit and those above. */
function coveredOf(
  organisation: Organisation,
  { entityId, requesterId, day, form }: Pick<Asking, 'entityId' | 'requesterId' | 'day' | 'form'>,
): Covered {
  const unitId = organisation.people.get(requesterId)?.unit_id ?? null
  return { entityId, day, form, unitIds: unitsAbove(organisation, unitId) }
}

type Weighing = {
  readonly asking: Asking
  readonly taken: ReadonlyMap<string, bigint>
  readonly demand: Demand
}

function wordOf(deps: RoomDeps, rooms: readonly Room[], { asking, taken, demand }: Weighing): BudgetWord {
  const { organisation, converted, today } = deps
  const { inPlaceOf } = asking
  // Somebody may have moved on since they asked: it stays with the unit of that day.
  const covered = inPlaceOf ? standing(organisation, inPlaceOf, asking) : coveredOf(organisation, asking)
  const lines = rooms
    .filter(({ scope }) => covers(scope, covered))
    .map((room): Line => {
      const { row, unknown } = room
      const worth = worthIn(converted, row, today)
      const freed = inPlaceOf ? freedBy(organisation, room, inPlaceOf, worth) : 0n
      const left = room.rest + freed - (taken.get(row.id) ?? 0n)
      const takes = worth(asking.amount)
      const fits = takes !== undefined && takes <= left && unknown.length === 0
      // The database holds the list of answers.
      const answer = fits ? 'free' : (row.answer as Demand)
      const { id: budgetId, name, currency, planned_minor: planned } = row
      return { budgetId, name, currency, planned, left, takes, freed, fits, answer }
    })
  const isUncovered = lines.length === 0
  const answer = strictestOf(isUncovered ? [demand] : lines.map((line) => line.answer))
  return { lines, isUncovered, answer }
}

function standing(organisation: Organisation, benefit: BenefitRow, asking: Asking): Covered {
  const { entityId, day, form } = asking
  return { entityId, day, form, unitIds: unitsAbove(organisation, benefit.unit_id) }
}

/** What a benefit takes of a budget already; nothing where it does not count, or the budget covers it not. */
function freedBy(
  organisation: Organisation,
  { scope }: Room,
  benefit: BenefitRow,
  worth: (amount: Money) => bigint | undefined,
): bigint {
  const { entity_id: entityId, happened_on: day, form, unit_id: unitId } = benefit
  const isCounted = entityId !== null && stageOf(benefit) !== undefined
  if (!isCounted || !covers(scope, { entityId, day, form, unitIds: unitsAbove(organisation, unitId) })) {
    return 0n
  }
  return worth({ currency: benefit.value_currency, minor: spentOf(benefit) }) ?? 0n
}
