import { fromUtf8, toUtf8 } from './bytes.ts'
import type { Entry, LoggedRow, LoggedValue } from './entry.ts'
import type { Finding } from './finding.ts'
import type { Sha256 } from './hash.ts'
import { parseRowLine, rowLine } from './row-line.ts'
import type { RowHeads } from './row-heads.ts'
import type { Batches } from './verifier-log.ts'

/**
 * A stored row: its id and its line (row-line.ts) under the table's current column list. `digest` is that of
 * the line, where the reader has taken it itself, on another processor.
 */
export type StoredRow = {
  readonly id: string
  readonly line: string | Uint8Array
  readonly digest?: Uint8Array
}

/**
 * A governed table. `columns` names the columns of each list that entries refer to (`cols`), in order; the
 * lines follow list `current`. A personal column stands in the line as its commitment, so that the digest
 * betrays nothing.
 */
export type GovernedRows = {
  readonly table: string
  readonly current: number
  readonly columns: { readonly [list: number]: readonly string[] }
  readonly rows: () => Batches<StoredRow>
}

/** A row whose digest is not the logged one. */
export type Suspect = { readonly table: GovernedRows; readonly id: string; readonly values: RowValues }

/** Column values of a row, by name. */
export type RowValues = ReadonlyMap<string, string | null>

/** What the pass over the stored rows gave. */
export type RowCheck = {
  readonly rows: number
  readonly findings: Finding[]
  readonly suspects: readonly Suspect[]
}

/** More are not listed one by one: whoever changed that many rows left no doubt. */
const findingsMax = 10_000

/** Compares each stored row with its last entry. `heads` then knows which rows were met. */
export async function checkRows(
  tables: readonly GovernedRows[],
  heads: RowHeads,
  sha256: Sha256,
  progress?: (rows: number) => void,
): Promise<RowCheck> {
  const findings: Finding[] = []
  const suspects: Suspect[] = []
  let rows = 0
  for (const table of tables) {
    for await (const batch of table.rows()) {
      for (const row of batch) {
        const at = heads.find(table.table, row.id)
        const seq = at < 0 ? -1 : heads.head(at).seq
        const meeting = at < 0 ? 'extra' : heads.meet(at, digestOf(row, table, heads.head(at).cols, sha256))
        if (meeting === 'same' || findings.length + suspects.length >= findingsMax) continue
        if (meeting === 'other') suspects.push({ table, id: row.id, values: valuesOf(row, table) })
        else findings.push(withEntry({ kind: 'inserted', table: table.table, row: row.id }, seq))
      }
      rows += batch.length
      progress?.(rows)
    }
  }
  return { rows, findings, suspects }
}

/** Logged rows that are not there any more. */
export function missingRows(heads: RowHeads): Finding[] {
  const findings: Finding[] = []
  for (const { table, id, head } of heads.unmet()) {
    if (findings.length >= findingsMax) break
    findings.push(withEntry({ kind: 'deleted', table, row: id }, head.seq))
  }
  return findings
}

/** The values that entries logged for a row, each with the number of the entry that said so last. */
type Logged = Map<string, { readonly value: LoggedValue; readonly seq: number }>

/** Collects from the entries what they tell of the suspects, and then says what was done to each. */
export class Explainer {
  readonly #suspects: readonly Suspect[]
  readonly #logged = new Map<string, Logged>()

  constructor(suspects: readonly Suspect[]) {
    this.#suspects = suspects
    for (const { table, id } of suspects) this.#logged.set(`${table.table} ${id}`, new Map())
  }

  /** Takes note of an entry; −1 stands for one without a number. */
  hear(entry: Entry, seq: number): void {
    for (const row of entry.rows) this.#note(row, seq)
  }

  /** One finding for each changed column; `moved` for rows that hold each other's values. */
  explain(): Finding[] {
    const bodies = new Map(this.#suspects.map((one) => [this.#bodyKey(one, this.#expected(one)), one]))
    return this.#suspects.flatMap((one) => {
      const twin = bodies.get(this.#bodyKey(one, one.values))
      const { table, id } = one
      if (twin && twin !== one)
        return [withEntry({ kind: 'moved', table: table.table, row: id }, this.#lastSeq(one))]
      return this.#edits(one)
    })
  }

  #note(row: LoggedRow, seq: number): void {
    const logged = this.#logged.get(`${row.table} ${row.id}`)
    if (!logged) return
    for (const [column, value] of Object.entries(row.new ?? {})) logged.set(column, { value, seq })
    logged.set('id', { value: row.id, seq })
    logged.set('version', { value: String(row.version), seq })
  }

  #of(one: Suspect): Logged {
    return this.#logged.get(`${one.table.table} ${one.id}`) ?? new Map()
  }

  #lastSeq(one: Suspect): number {
    return this.#of(one).get('version')?.seq ?? -1
  }

  #expected(one: Suspect): RowValues {
    return new Map([...this.#of(one)].map(([column, { value }]) => [column, plain(value)]))
  }

  /** All values but the id, which stays with its place when two rows are swapped. */
  #bodyKey(one: Suspect, values: RowValues): string {
    const columns = one.table.columns[one.table.current] ?? []
    const rest = columns.filter((column) => column !== 'id')
    return JSON.stringify([
      one.table.table,
      rest.map((column) => values.get(column)?.normalize('NFC') ?? null),
    ])
  }

  #edits(one: Suspect): Finding[] {
    const logged = this.#of(one)
    const edited = { kind: 'edited', table: one.table.table, row: one.id } as const
    const changed = [...one.values].filter(([column, value]) => {
      const known = logged.get(column)
      return known !== undefined && plain(known.value) !== (value?.normalize('NFC') ?? null)
    })
    if (changed.length > 0) {
      return changed.map(([column]) => withEntry({ ...edited, column }, logged.get(column)?.seq ?? -1))
    }
    const untold = [...one.values.keys()].filter((column) => !logged.has(column))
    const only = untold.length === 1 ? untold[0] : undefined
    return [withEntry(only === undefined ? edited : { ...edited, column: only }, this.#lastSeq(one))]
  }
}

function plain(value: LoggedValue): string | null {
  return typeof value === 'object' && value !== null ? value.c : value
}

function withEntry(finding: Finding, seq: number): Finding {
  return seq < 0 ? finding : { ...finding, entry: seq }
}

function digestOf(row: StoredRow, table: GovernedRows, list: number, sha256: Sha256): Uint8Array {
  if (list === table.current && row.digest) return row.digest
  if (list === table.current) return sha256(typeof row.line === 'string' ? toUtf8(row.line) : row.line)
  const values = valuesOf(row, table)
  return sha256(toUtf8(rowLine((table.columns[list] ?? []).map((column) => values.get(column) ?? null))))
}

function valuesOf(row: StoredRow, table: GovernedRows): RowValues {
  const line = typeof row.line === 'string' ? row.line : fromUtf8(row.line)
  const values = line === undefined ? [] : (parseRowLine(line) ?? [])
  const columns = table.columns[table.current] ?? []
  return new Map(columns.slice(0, values.length).map((column, i) => [column, values[i] ?? null]))
}
