import { fromHex } from '../../kernel/bytes.ts'
import { parseRowLine, rowLine } from '../../kernel/row-line.ts'
import type { GovernedRows, StoredRow } from '../../kernel/verifier-rows.ts'
import { columnListsOf, columnsOf, currentList, type GovernedTable } from '../../platform/act/rows.ts'
import { copyLines } from '../../platform/db/copy.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { commitment, openSubjectKey, type KeyRing } from '../../platform/keys.ts'

/** COPY prints days and moments as the digests have them only under these settings. */
export async function printCanonically(tx: Transaction): Promise<void> {
  await tx.sql("set local timezone to 'UTC'; set local datestyle to 'ISO'")
}

/** A governed table as the verifier reads it; `ids` narrows it to some rows. */
export function governedRows(
  tx: Transaction,
  ring: KeyRing,
  table: GovernedTable,
  ids?: readonly string[],
): GovernedRows {
  const names = columnsOf(table).map(({ name }) => name)
  return {
    table: table.name,
    current: currentList(table),
    columns: columnListsOf(table),
    rows: () => readRows(tx, ring, table, names, ids),
  }
}

async function* readRows(
  tx: Transaction,
  ring: KeyRing,
  table: GovernedTable,
  names: readonly string[],
  ids: readonly string[] | undefined,
): AsyncGenerator<StoredRow[]> {
  const read = table.personal.length === 0 ? plainRow : personalReader(ring, table, names)
  for await (const lines of copyLines(tx, rowsSql(tx, table, names, ids))) {
    const rows: StoredRow[] = []
    for (const line of lines) rows.push(read(line))
    yield rows
  }
}

function rowsSql(
  tx: Transaction,
  table: GovernedTable,
  names: readonly string[],
  ids: readonly string[] | undefined,
): string {
  const columns = names.map((name) => `stored.${name}`)
  const { subject } = table
  const isPersonal = table.personal.length > 0 && subject !== undefined
  const key = isPersonal ? ", encode(subject_key.wrapped_key, 'hex')" : ''
  const join = isPersonal
    ? `left join platform.subject_key on subject_key.subject_id = stored.${subject}`
    : ''
  const where = ids ? `where stored.id in (${ids.map((id) => tx.client.escapeLiteral(id)).join(', ')})` : ''
  return `copy (select ${columns.join(', ')}${key} from ${table.name} as stored ${join} ${where}) to stdout`
}

const tab = 9
const backslash = 92

function plainRow(line: Buffer): StoredRow {
  return { id: idOfLine(line), line }
}

/** The id of a row, which every line begins with. */
export function idOfLine(line: Buffer): string {
  const end = line.indexOf(tab)
  const bytes = line.subarray(0, end < 0 ? line.length : end)
  const text = bytes.toString('utf8')
  return bytes.includes(backslash) ? (parseRowLine(text)?.[0] ?? text) : text
}

/**
 * Turns personal values into the commitments that the log holds. Without the subject's key a value stays as
 * it is and so never fits: whoever destroys a key in secret is found, while an erasure has its own entry.
 */
function personalReader(ring: KeyRing, table: GovernedTable, names: readonly string[]) {
  const personal = table.personal.map((name) => names.indexOf(name))
  const subjectAt = names.indexOf(table.subject ?? '')
  const keys = new Map<string, Buffer | undefined>()
  return (line: Buffer): StoredRow => {
    const values = parseRowLine(line.toString('utf8')) ?? []
    const wrapped = values.pop()
    const subject = values[subjectAt] ?? ''
    if (!keys.has(subject)) {
      // Rows of one subject rarely stand together, so remembering many keys would be memory for nothing.
      if (keys.size > 1_000) keys.clear()
      keys.set(
        subject,
        wrapped === null || wrapped === undefined ? undefined : unwrap(ring, subject, wrapped),
      )
    }
    const key = keys.get(subject)
    for (const at of personal) {
      const value = values[at]
      if (key && typeof value === 'string') values[at] = commitment(key, `${table.name}.${names[at]}`, value)
    }
    return { id: values[0] ?? '', line: rowLine(values) }
  }
}

function unwrap(ring: KeyRing, subject: string, hex: string): Buffer | undefined {
  return openSubjectKey(ring, subject, Buffer.from(fromHex(hex) ?? []))
}
