import type { QueryConfig } from 'pg'
import {
  columnsOf,
  currentList,
  type ColumnKind,
  type GovernedTable,
  type RowChange,
  type RowValue,
} from './rows.ts'
import { binaryArray, type ArrayItems } from '../db/binary-array.ts'
import { sentTogether } from '../db/in-transaction.ts'
import type { Transaction } from '../db/transaction.ts'

/**
 * Somebody else changed a row after it was loaded, or an earlier item of the same set did. The door loads and
 * decides again, and tries the items of a set one by one when that does not help.
 */
export class StaleRow extends Error {
  readonly table: string
  constructor(table: string) {
    super(`a row of ${table} has changed since it was loaded`)
    this.table = table
  }
}

const sqlType: Record<ColumnKind, ArrayItems[0]> = {
  text: 'text',
  int: 'int4',
  bigint: 'numeric',
  bool: 'bool',
  date: 'date',
  instant: 'timestamptz',
}

/** One statement of a store. `changed` says how many rows of which table it must find as they were loaded. */
export type StoreStep = {
  readonly statement: QueryConfig
  readonly changed?: { readonly table: string; readonly rows: number }
}

/**
 * Stores changes in as few statements as their order allows: one for the new rows of any tables, one for the
 * changed rows of each. Two changes of one row never share a statement, so the second finds the version that
 * the first wrote.
 */
export function storeSteps(changes: readonly RowChange[]): StoreStep[] {
  const steps: Batch[][] = []
  for (const batch of batchesOf(changes)) {
    const last = steps.at(-1)
    if (batch.isInsert && last?.[0]?.isInsert) last.push(batch)
    else steps.push([batch])
  }
  return steps.map(stepOf)
}

/**
 * Sends the steps in order without waiting for each answer: the connection keeps the order, and a failure
 * ends them all.
 */
export async function takeSteps(tx: Transaction, steps: readonly StoreStep[]): Promise<void> {
  await sentTogether(
    steps.map(async ({ statement, changed }) => {
      const { rowCount } = await tx.send(statement)
      if (changed && rowCount !== changed.rows) throw new StaleRow(changed.table)
    }),
  )
}

function stepOf(batches: readonly Batch[]): StoreStep {
  const [first] = batches
  if (first && !first.isInsert) return updateStep(first.table, first.changes)
  return { statement: { ...insertOf(batches), values: batches.flatMap(insertedValues) } }
}

/** A single row goes as plain values, which the database reads faster than lists of one. */
function insertedValues({ table, changes }: Batch): readonly (RowValue | Buffer)[] {
  const [first] = changes
  if (!first || changes.length > 1) return parametersOf(table, changes)
  return columnsOf(table).map(({ name }) => first.row[name] ?? null)
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

type Insert = { readonly text: string; readonly name: string }
const inserts = new Map<string, Insert>()

/** The statement that inserts these batches, in this order. A command always fills the same few tables. */
function insertOf(batches: readonly Batch[]): Insert {
  const key = batches
    .map(({ table, changes }) => `${table.name} ${currentList(table)} ${changes.length > 1}`)
    .join(' ')
  const known = inserts.get(key)
  if (known) return known
  let at = 0
  const parts = batches.map(({ table, changes }) => {
    const columns = columnsOf(table)
    const names = columns.map((column) => column.name).join(', ')
    const isList = changes.length > 1
    const given = columns.map(({ kind }) => `$${++at}::${sqlType[kind]}${isList ? '[]' : ''}`).join(', ')
    const rows = isList ? `select * from unnest(${given})` : `values (${given})`
    return `insert into ${table.name} (${names})\n${rows}`
  })
  // Foreign keys among the tables hold at the end of the statement.
  const last = parts.pop() ?? ''
  const before = parts.map((part, i) => `insert_${i + 1} as (${part})`).join(',\n')
  const text = before === '' ? last : `with ${before}\n${last}`
  const made = { text, name: `insert_${inserts.size + 1}_${batches.length}` }
  inserts.set(key, made)
  return made
}

type Statements = { update: string; name: string }
const statements = new WeakMap<GovernedTable, Statements>()

function statementsFor(table: GovernedTable): Statements {
  const known = statements.get(table)
  if (known) return known
  const columns = columnsOf(table)
  const names = columns.map((column) => column.name)
  const arrays = columns.map((column, i) => `$${i + 1}::${sqlType[column.kind]}[]`).join(', ')
  const set = names
    .slice(1)
    .map((name) => `${name} = given.${name}`)
    .join(', ')
  const update = `update ${table.name} as stored
set ${set}
from unnest(${arrays}) as given(${names.join(', ')})
where stored.id = given.id
and stored.version = given.version - 1`
  const made = { update, name: table.name.replace('.', '_') }
  statements.set(table, made)
  return made
}

function parametersOf(table: GovernedTable, changes: readonly RowChange[]): Buffer[] {
  return columnsOf(table).map(({ name, kind }) => columnArray(kind, changes, name))
}

function columnArray(kind: ColumnKind, changes: readonly RowChange[], name: string): Buffer {
  const values: RowValue[] = changes.map((change) => change.row[name] ?? null)
  // The table's type says which kind of value each column holds.
  return binaryArray(...([sqlType[kind], values] as unknown as ArrayItems))
}

function updateStep(table: GovernedTable, changes: readonly RowChange[]): StoreStep {
  const { update, name } = statementsFor(table)
  const values = parametersOf(table, changes)
  return {
    statement: { name: `update_${name}`, text: update, values },
    changed: { table: table.name, rows: changes.length },
  }
}
