import type { Instant, LocalDate } from '../../kernel/time.ts'

/** The kinds of column that a governed row may have; a trailing `?` lets it be null. */
export type ColumnKind = 'text' | 'int' | 'bigint' | 'bool' | 'date' | 'instant'
export type Column = ColumnKind | `${ColumnKind}?`
export type Columns = Readonly<Record<string, Column>>

type ValueOf<C extends Column> = C extends `${infer K extends ColumnKind}?`
  ? ValueOf<K> | null
  : C extends 'text'
    ? string
    : C extends 'int'
      ? number
      : C extends 'bigint'
        ? bigint
        : C extends 'bool'
          ? boolean
          : C extends 'date'
            ? LocalDate
            : C extends 'instant'
              ? Instant
              : never

/** A value of a governed row. */
export type RowValue = string | number | bigint | boolean | null

/** A governed table: each of its rows has a version, and its digest stands in the log. */
export type GovernedTable<C extends Columns = Columns> = {
  /** `schema.table` */
  readonly name: string
  /** In the order of the digest. `id` and `version` come first. */
  readonly columns: C
  /** Columns that the log shows only as a commitment under the subject's key. */
  readonly personal: readonly string[]
  /** Why each personal column is held, and on which basis in law. */
  readonly purposes: Readonly<Record<string, Purpose>>
  /** The column that names the subject whose key the commitments use. */
  readonly subject?: string
  /** Long columns that an entry leaves out; the row's digest covers them all the same. */
  readonly bulky: readonly string[]
  /**
   * The columns that name whoever is judged by a row: a person, customer, household, deal or event. The door
   * locks them before it stores the row, so that nobody is judged by what changes at that moment.
   */
  readonly judges: readonly string[]
  /** Rows are never changed, only added. */
  readonly appendOnly: boolean
  /**
   * The columns that came later, a list for each migration that brought some, oldest first. A row that was
   * written before keeps the digest over the columns of its day.
   */
  readonly added: readonly (readonly string[])[]
}

/** The row type of a governed table. */
export type RowOf<T> =
  T extends GovernedTable<infer C>
    ? { readonly id: string; readonly version: number } & { readonly [K in keyof C]: ValueOf<C[K]> }
    : never

/** Why personal data is held, and the basis in law; the reference page of personal data is made of these. */
export type Purpose = { readonly purpose: string; readonly basis: string }

type Given<C extends Columns> = {
  name: string
  columns: C
  personal?: Readonly<Partial<Record<keyof C & string, Purpose>>>
  subject?: (keyof C & string) | 'id'
  bulky?: readonly (keyof C & string)[]
  judges?: readonly ((keyof C & string) | 'id')[]
  appendOnly?: boolean
  added?: readonly (readonly (keyof C & string)[])[]
}

/**
 * Declares a governed table. `id` and `version` are added in front; the order of `columns` is the order of
 * the digest.
 */
export function governed<const C extends Columns>(given: Given<C>): GovernedTable<C> {
  const table = {
    name: given.name,
    columns: given.columns,
    personal: Object.keys(given.personal ?? {}),
    purposes: (given.personal ?? {}) as Readonly<Record<string, Purpose>>,
    bulky: given.bulky ?? [],
    judges: given.judges ?? [],
    appendOnly: given.appendOnly ?? false,
    added: given.added ?? [],
  }
  return given.subject === undefined ? table : { ...table, subject: given.subject }
}

/** One change of one governed row; `old` is absent when the row is new. */
export type RowChange = {
  readonly table: GovernedTable
  readonly row: Readonly<Record<string, RowValue>> & { readonly id: string; readonly version: number }
  readonly old?: Readonly<Record<string, RowValue>>
}

/** A new row, version 1. */
export function insertRow<C extends Columns>(
  table: GovernedTable<C>,
  row: Omit<RowOf<GovernedTable<C>>, 'version'>,
): RowChange {
  const values: Record<string, RowValue> = { ...(row as Record<string, RowValue>) }
  return { table: table as unknown as GovernedTable, row: withVersion(values, 1) }
}

/** The next version of a row. `patch` holds the columns that change; the rest stays as it was loaded. */
export function updateRow<C extends Columns>(
  table: GovernedTable<C>,
  old: RowOf<GovernedTable<C>>,
  patch: Partial<Omit<RowOf<GovernedTable<C>>, 'id' | 'version'>>,
): RowChange {
  if (table.appendOnly) throw new Error(`${table.name} is append only`)
  const before: Record<string, RowValue> = { ...(old as Record<string, RowValue>) }
  const values: Record<string, RowValue> = { ...before, ...(patch as Record<string, RowValue>) }
  return { table: table as unknown as GovernedTable, row: withVersion(values, old.version + 1), old: before }
}

/** Whoever is judged by the changed rows, sorted; nobody knows yet of whom the same changes make. */
export function judgedBy(changes: readonly RowChange[]): string[] {
  const made = new Set(changes.flatMap(({ row, old }) => (old === undefined ? row.id : [])))
  const named = changes.flatMap(({ table, row, old }) =>
    table.judges.flatMap((column) => [row[column], old?.[column]]),
  )
  return [...new Set(named.filter((id) => typeof id === 'string' && !made.has(id)))].sort() as string[]
}

/** A row of one table before and after a change; without `before` it is new. */
export type Changed<Row> = { readonly before?: Row; readonly after: Row }

/** The changes of one table among those of a decision, typed, in their order. */
export function changesOf<C extends Columns>(
  table: GovernedTable<C>,
  changes: readonly RowChange[],
): Changed<RowOf<GovernedTable<C>>>[] {
  type Row = RowOf<GovernedTable<C>>
  // The name of the table says which columns its rows have.
  return changes
    .filter((change) => change.table.name === table.name)
    .map(({ row, old }) => ({ ...(old && { before: old as Row }), after: row as Row }))
}

/** The row after the change, typed, so that a decision can go on with it. */
export function rowAfter<C extends Columns>(_: GovernedTable<C>, change: RowChange): RowOf<GovernedTable<C>> {
  return change.row as RowOf<GovernedTable<C>>
}

function withVersion(values: Record<string, RowValue>, version: number): RowChange['row'] {
  const id = values['id']
  if (typeof id !== 'string') throw new Error('a governed row needs a text id')
  return { ...values, id, version }
}

type NamedColumn = { readonly name: string; readonly kind: ColumnKind; readonly nullable: boolean }

const columnLists = new WeakMap<GovernedTable, readonly NamedColumn[]>()

/** All columns of a table in the order of its digest. */
export function columnsOf(table: GovernedTable): readonly NamedColumn[] {
  const known = columnLists.get(table)
  if (known) return known
  const rest = Object.entries(table.columns).map(([name, column]) => ({
    name,
    kind: column.replace('?', '') as ColumnKind,
    nullable: column.endsWith('?'),
  }))
  const made: readonly NamedColumn[] = [
    { name: 'id', kind: 'text', nullable: false },
    { name: 'version', kind: 'int', nullable: false },
    ...rest,
  ]
  columnLists.set(table, made)
  return made
}

/** The number of a table's current column list; entries name the list under which they took a digest. */
export function currentList(table: GovernedTable): number {
  return table.added.length + 1
}

/** The names of the columns in each list that a table has had, from list 1 on. */
export function columnListsOf(table: GovernedTable): { readonly [list: number]: readonly string[] } {
  const all = columnsOf(table).map(({ name }) => name)
  const lists = Array.from({ length: currentList(table) }, (_, i) => {
    const later = new Set(table.added.slice(i).flat())
    return [i + 1, all.filter((name) => !later.has(name))] as const
  })
  return Object.fromEntries(lists)
}
