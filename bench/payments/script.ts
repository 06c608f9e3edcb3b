import type { RowChange, RowValue } from '../../src/platform/act/rows.ts'

// What commands of one life wrote, as SQL that writes the same for a life of another number: the identifiers
// and numbers that were made in the life end in the eight digits of the other's number.

/** A row as columns and values, where no row change tells it. */
export type PlainRow = { readonly table: string; readonly row: Readonly<Record<string, RowValue>> }

/** One command: its row changes, and the rows that the door adds to them. */
export type Written = { readonly changes: readonly RowChange[]; readonly added: readonly PlainRow[] }

/** A script of `pgbench`, with the variables that stand for its longer texts. */
export type Script = { readonly text: string; readonly variables: Readonly<Record<string, string>> }

/** The texts that were made in the life of this number, with what comes before the number in their copies. */
export function madeIn(n: number, written: readonly Written[]): ReadonlyMap<string, string> {
  const made = new Map([[String(n), '']])
  const shorten = (text: string, digits: number) => made.set(text, text.slice(0, -digits))
  for (const { changes, added } of written) {
    for (const { row, old } of changes) {
      if (old === undefined && !row.id.includes(String(n)) && !row.id.includes(':')) shorten(row.id, 8)
      for (const column of ['number', 'end_to_end_id']) {
        const value = row[column]
        if (old === undefined && typeof value === 'string') shorten(value, column === 'number' ? 4 : 8)
      }
    }
    for (const { row } of added) if (typeof row['key'] === 'string') shorten(row['key'], 8)
  }
  return made
}

/** One transaction that writes what a command wrote, for the life `:n`. */
export function scriptOf(written: Written, made: ReadonlyMap<string, string>): Script {
  const variables: Record<string, string> = {}
  const names = new Map<string, string>()
  const literal = (text: string) => {
    if (/^[^:'\\]*$/.test(text) && text.length < 200) return `'${text}'`
    const name = names.get(text) ?? `text_${names.size}`
    names.set(text, name)
    variables[name] = text
    return `:${name}`
  }
  const sql = valuesIn(made, { number: ':n', literal })
  const inserts = Map.groupBy([...newRows(written.changes), ...written.added], ({ table }) => table)
  const statements = [
    ...[...inserts].map(([table, rows]) => insertOf(table, rows, sql)),
    ...written.changes.flatMap((change) => (change.old === undefined ? [] : [updateOf(change, sql)])),
  ]
  const lines = [
    '\\set i :i + 1',
    '\\set n :base + :client_id * :each + :i',
    'begin;',
    ...statements,
    'commit;',
  ]
  return { text: `${lines.join('\n')}\n`, variables }
}

/** Statements that give every life from `first` to `last` the rows that commands left of one. */
export function copiesOf(
  written: readonly Written[],
  made: ReadonlyMap<string, string>,
  [first, last]: readonly [number, number],
): string[] {
  const rows = new Map<string, PlainRow>()
  for (const { changes } of written) {
    for (const { table, row } of changes) rows.set(`${table.name} ${row.id}`, { table: table.name, row })
  }
  const literal = (text: string) => `'${text.replaceAll("'", "''")}'`
  const sql = valuesIn(made, { number: 'n::text', literal })
  return [...rows.values()].map(({ table, row }) => {
    const columns = Object.keys(row)
    const values = columns.map((column) => sql(row[column] ?? null))
    return `insert into ${table} (${columns.join(', ')})
select ${values.join(', ')} from generate_series(${first}, ${last}) as n`
  })
}

function newRows(changes: readonly RowChange[]): PlainRow[] {
  return changes.flatMap(({ table, row, old }) => (old === undefined ? [{ table: table.name, row }] : []))
}

type ValueSql = (value: RowValue) => string

function insertOf(table: string, rows: readonly PlainRow[], sql: ValueSql): string {
  const columns = Object.keys(rows[0]?.row ?? {})
  const values = rows.map(({ row }) => `(${columns.map((column) => sql(row[column] ?? null)).join(', ')})`)
  return `insert into ${table} (${columns.join(', ')}) values ${values.join(', ')};`
}

/** Only what changed, as a statement by hand would be written. */
function updateOf({ table, row, old = {} }: RowChange, sql: ValueSql): string {
  const columns = Object.keys(row).filter((column) => row[column] !== old[column])
  const set = columns.map((column) => `${column} = ${sql(row[column] ?? null)}`)
  const where = `id = ${sql(row.id)} and version = ${sql(row.version - 1)}`
  return `update ${table.name} set ${set.join(', ')} where ${where};`
}

type Writing = { readonly number: string; readonly literal: (text: string) => string }

/** Texts that were made in the life are written with the number of the copy at their end. */
function valuesIn(made: ReadonlyMap<string, string>, { number, literal }: Writing): ValueSql {
  const longestFirst = [...made.keys()].sort((a, b) => b.length - a.length)
  const known = new RegExp(`(${longestFirst.map((text) => RegExp.escape(text)).join('|')})`)
  return (value) => {
    if (value === null) return 'null'
    if (typeof value !== 'string') return String(value)
    if (value.length > 400) return literal(value)
    const parts = value.split(known).flatMap((part, i) => {
      if (i % 2 === 0) return part === '' ? [] : [literal(part)]
      const before = made.get(part) ?? ''
      return before === '' ? [number] : [literal(before), number]
    })
    const [only] = parts
    if (parts.length === 0) return "''"
    return parts.length === 1 && only !== number ? (only ?? '') : `${["''", ...parts].join(' || ')}`
  }
}
