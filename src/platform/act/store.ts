import { columnsOf, type ColumnKind, type GovernedTable, type RowChange, type RowValue } from './rows.ts'
import { sentTogether } from '../db/in-transaction.ts'
import type { Transaction } from '../db/transaction.ts'

/** Somebody else changed a row after it was loaded. Locks make this a bug, except where a caller loaded without one. */
export class StaleRow extends Error {
  readonly table: string
  constructor(table: string) {
    super(`a row of ${table} has changed since it was loaded`)
    this.table = table
  }
}

const sqlType: Record<ColumnKind, string> = {
  text: 'text',
  int: 'int4',
  bigint: 'numeric',
  bool: 'bool',
  date: 'date',
  instant: 'timestamptz',
}

/**
 * Stores the changes in as few statements as their order allows: one a table and kind of change.
 * Two changes of one row never share a statement, so the second finds the version that the first wrote.
 */
export async function storeChanges(tx: Transaction, changes: readonly RowChange[]): Promise<void> {
  // Sent in order without waiting for each answer: the connection keeps the order, and a failure ends them all.
  await sentTogether(
    batchesOf(changes).map((batch) =>
      batch.isInsert ? insertAll(tx, batch.table, batch.changes) : updateAll(tx, batch.table, batch.changes),
    ),
  )
}

type Batch = { table: GovernedTable; isInsert: boolean; ids: Set<string>; changes: RowChange[] }

function batchesOf(changes: readonly RowChange[]): Batch[] {
  const batches: Batch[] = []
  const current = new Map<string, Batch>()
  const latest = new Map<string, Batch>()
  for (const change of changes) {
    const isInsert = change.old === undefined
    const name = `${change.table.name} ${isInsert}`
    const rowName = `${change.table.name} ${change.row.id}`
    const open = current.get(name)
    const touched = latest.get(rowName)
    const isFree = open && (!touched || batches.indexOf(touched) < batches.indexOf(open))
    const batch = isFree ? open : { table: change.table, isInsert, ids: new Set<string>(), changes: [] }
    if (!isFree) {
      batches.push(batch)
      current.set(name, batch)
    }
    batch.changes.push(change)
    latest.set(rowName, batch)
  }
  return batches
}

function columnValues(changes: readonly RowChange[], name: string): RowValue[] {
  return changes.map((change) => change.row[name] ?? null)
}

type Statements = { insert: string; update: string; name: string }
const statements = new WeakMap<GovernedTable, Statements>()

function statementsFor(table: GovernedTable): Statements {
  const known = statements.get(table)
  if (known) return known
  const columns = columnsOf(table)
  const names = columns.map((column) => column.name)
  const arrays = columns.map((column, i) => `$${i + 1}::${sqlType[column.kind]}[]`).join(', ')
  const insert = `insert into ${table.name} (${names.join(', ')})
select * from unnest(${arrays})`
  const set = names
    .slice(1)
    .map((name) => `${name} = given.${name}`)
    .join(', ')
  const update = `update ${table.name} as stored
set ${set}
from unnest(${arrays}) as given(${names.join(', ')})
where stored.id = given.id
and stored.version = given.version - 1`
  const made = { insert, update, name: table.name.replace('.', '_') }
  statements.set(table, made)
  return made
}

function parametersOf(table: GovernedTable, changes: readonly RowChange[]): unknown[] {
  return columnsOf(table).map((column) => columnValues(changes, column.name))
}

async function insertAll(
  tx: Transaction,
  table: GovernedTable,
  changes: readonly RowChange[],
): Promise<void> {
  const { insert, name } = statementsFor(table)
  await tx.send({ name: `insert_${name}`, text: insert, values: parametersOf(table, changes) })
}

async function updateAll(
  tx: Transaction,
  table: GovernedTable,
  changes: readonly RowChange[],
): Promise<void> {
  const { update, name } = statementsFor(table)
  const done = await tx.send({
    name: `update_${name}`,
    text: update,
    values: parametersOf(table, changes),
  })
  if (done.rowCount !== changes.length) throw new StaleRow(table.name)
}
