import { rowsFor } from '../../platform/db/rows-for.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { BudgetRow, ChangeRow, DemandRow } from './tables.ts'

type Tables = {
  'budgets.budget': BudgetRow
  'budgets.demand': DemandRow
  'budgets.change': ChangeRow
}

const rowsBy = rowsFor<Tables>()

/** Numbers leave the driver as texts. */
function budgetOf(row: BudgetRow): BudgetRow {
  return { ...row, planned_minor: BigInt(row.planned_minor) }
}

function changeOf(row: ChangeRow): ChangeRow {
  const minor = (value: bigint | null) => (value === null ? null : BigInt(value))
  return { ...row, planned_minor: minor(row.planned_minor), before_minor: minor(row.before_minor) }
}

/** All budgets of some entities that were ever set, in the order of identifiers. */
export async function loadBudgetsOf(tx: Transaction, entityIds: readonly string[]): Promise<BudgetRow[]> {
  const rows = await rowsBy(tx, 'budgets.budget', { column: 'entity_id', values: entityIds, order: 'id' })
  return rows.map(budgetOf)
}

/** Budgets by their identifiers, locked when they are to be changed. */
export async function loadBudgets(
  tx: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, BudgetRow>> {
  const by = { column: 'id', values: ids, order: 'id', isLocked: true } as const
  const rows = await rowsBy(tx, 'budgets.budget', by)
  return new Map(rows.map((row) => [row.id, budgetOf(row)]))
}

/** What some entities demand where no budget covers a benefit, by entity. */
export async function loadDemands(
  tx: Transaction,
  entityIds: readonly string[],
): Promise<ReadonlyMap<string, DemandRow>> {
  const by = { column: 'entity_id', values: entityIds, order: 'entity_id' } as const
  const rows = await rowsBy(tx, 'budgets.demand', by)
  return new Map(rows.map((row) => [row.entity_id, row]))
}

/** Holds budgets until the end of the transaction, always in the same order; a preview waits for nobody. */
export async function holdBudgets(tx: Transaction, ids: readonly string[]): Promise<void> {
  if (tx.isReadOnly || ids.length === 0) return
  const sorted = [...new Set(ids)].sort()
  await tx.sql('select budgets.hold_budget(id) from unnest($1::text[]) as id', [sorted], 'hold_budgets')
}

/** Proposals by their identifiers, locked when they are to be answered. */
export async function loadChanges(
  tx: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ChangeRow>> {
  const by = { column: 'id', values: ids, order: 'id', isLocked: true } as const
  const rows = await rowsBy(tx, 'budgets.change', by)
  return new Map(rows.map((row) => [row.id, changeOf(row)]))
}

/** Which proposals: of an entity, about one budget or about all. */
export type ChangesWanted = {
  readonly entityId: string
  readonly budgetId?: string | undefined
  readonly max: number
}

/** What was proposed for an entity, the newest first. */
export async function listChanges(tx: Transaction, wanted: ChangesWanted): Promise<ChangeRow[]> {
  const rows = await tx.sql<ChangeRow>(
    `select *
from budgets.change
where entity_id = $1
and ($2::text is null or budget_id = $2)
order by proposed_at desc, id desc
limit $3`,
    [wanted.entityId, wanted.budgetId ?? null, wanted.max],
  )
  return rows.map(changeOf)
}
