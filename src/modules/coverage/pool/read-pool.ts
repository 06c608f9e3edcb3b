import { createHash } from 'node:crypto'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { ByteSource, ReadRow } from '../../../platform/tables/read.ts'
import { readTable } from '../../../platform/tables/read-table.ts'
import type { SpoiltLine } from '../domain.ts'
import { hashed, orderIn } from '../journal/read-journal.ts'
import { poolColumns, type PoolColumns } from './columns.ts'
import type { Pool, PoolInvoice } from './domain.ts'
import { poolRows, type PoolLine } from './row.ts'

/** How a list of e-invoices is read. */
export type PoolOptions = {
  readonly currency: string
  /** Our tax number, where it is on record. */
  readonly taxNumber?: string | undefined
  /** The most lines that are taken; half a million where nothing is said. */
  readonly most?: number
}

/** The heading stands among the first lines, below a title. */
const headingWithin = 30
const spoiltTold = 1_000
/** A year of a large company; what is beyond comes in several lists. */
const mostLines = 500_000

/**
 * Reads a list of received e-invoices line by line. A line that cannot be read, stands twice or is not ours
 * is told and costs only itself; several lines of one number are one invoice.
 */
export async function readPool(source: ByteSource, options: PoolOptions): Promise<Pool | Refusal> {
  const digest = createHash('sha256')
  const { most = mostLines } = options
  const spoilt: SpoiltLine[] = []
  const rows: ReadRow[] = []
  let columns: PoolColumns | undefined
  let before = 0
  const reads = readTable(hashed(source, digest), { encodings: ['utf-8', 'gb18030'] })
  for await (const read of reads) {
    if (read.kind === 'stopped') return read.refusal
    if (read.kind === 'broken')
      spoilt.push({ line: read.line, code: `spoilt.${read.code}`, params: { text: read.text.slice(0, 40) } })
    if (read.kind !== 'row') continue
    if (columns) rows.push(read)
    else {
      columns = poolColumns(read.cells)
      if (!columns && ++before > headingWithin) return refuse('coverage.no_pool_heading')
    }
    if (rows.length > most) return refuse('coverage.pool_too_long', { max: most })
  }
  if (!columns) return refuse('coverage.no_pool_heading')
  const lines = linesOf(rows, columns, options, spoilt)
  if (lines.length + spoilt.length === 0) return refuse('coverage.no_invoices')
  const invoices = invoicesOf(lines, spoilt)
  const days = invoices.map(({ day }) => day).sort()
  return {
    sha256: digest.digest('hex'),
    invoices,
    spoilt: spoilt.slice(0, spoiltTold),
    spoiltMore: Math.max(0, spoilt.length - spoiltTold),
    from: days[0] ?? '',
    to: days.at(-1) ?? '',
  }
}

function linesOf(
  rows: readonly ReadRow[],
  columns: PoolColumns,
  options: PoolOptions,
  spoilt: SpoiltLine[],
): PoolLine[] {
  const read = poolRows(columns, { ...options, order: orderIn(rows.slice(0, 2_000), columns) })
  return rows.flatMap((row) => {
    const line = read(row)
    if (line === 'nothing') return []
    if (!('params' in line)) return line
    spoilt.push(line)
    return []
  })
}

/**
 * Lines of one number together; one that stands twice, or says something else of it, is held. Two items alike
 * of one invoice follow each other; what comes again further down was pasted twice.
 */
function invoicesOf(lines: readonly PoolLine[], spoilt: SpoiltLine[]): PoolInvoice[] {
  const seen = new Map<string, number>()
  const known = new Map<string, PoolInvoice>()
  let last: string | undefined
  for (const each of lines) {
    const { line, key, number, day, seller, item, total, net, isVoid, said } = each
    const hold = (code: string, other: number) =>
      spoilt.push({ line, code, params: { number, other: String(other) } })
    const twin = seen.get(said)
    const old = known.get(key)
    seen.set(said, twin ?? line)
    const isNextItem = last === key && item !== ''
    last = key
    if (twin !== undefined && !isNextItem) hold('spoilt.twice', twin)
    else if (old && (old.day !== day || old.seller !== seller)) hold('spoilt.contradicts', old.line)
    else if (old) {
      const sum = old.net === undefined || net === undefined ? undefined : old.net + net
      const items = item === '' || old.items.includes(item) ? old.items : [...old.items, item]
      known.set(key, { ...old, items, total: old.total + total, net: sum, isVoid: old.isVoid || isVoid })
    } else {
      known.set(key, { line, key, number, day, seller, items: item === '' ? [] : [item], total, net, isVoid })
    }
  }
  return [...known.values()]
}
