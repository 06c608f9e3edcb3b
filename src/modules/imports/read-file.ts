import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { compactor } from './compact.ts'
import type { ImportCall } from './deps.ts'
import type { Heading, MappedHeader, MappedRow, NormalisedRow, Remark } from './domain.ts'
import { mapRows } from './mapping/map-rows.ts'
import type { ByteSource } from '../../platform/tables/read.ts'
import { readTable } from '../../platform/tables/read-table.ts'
import { newTally, type Tally } from './summary.ts'

/** A row that could not enter as it stands. */
export type Problem = {
  readonly line: number
  readonly kind: 'rejected' | 'held'
  readonly remarks: readonly Remark[]
  readonly cells: readonly string[]
}

/** A file that was read to its end: nothing of it is stored yet. */
export type ReadFile = {
  readonly sha256: string
  /** Readable rows in the order of their days: each is decided on the sums of the days before. */
  readonly rows: NormalisedRow[]
  readonly problems: readonly Problem[]
  /**
   * The rows that say nothing or were there before; the others count when it is known what became of them.
   */
  readonly tally: Tally
  /** How many lines the reader gave below the heading: each becomes exactly one row. */
  readonly lines: number
  /** By which a single row can be read again. */
  readonly heading: Heading
  readonly sheet: string | undefined
}

/** About 400 MB of memory; a register of a larger company comes by year. */
const fileRowsMax = 400_000

/**
 * Reads a whole file before anything is stored, because rows are decided in the order of their days and not
 * of their lines, and because a file that cannot be read to its end leaves nothing behind.
 */
export async function readImportFile(
  source: ByteSource,
  {
    profile,
    today,
    sheet,
    isListedWhole,
    rowsMax = fileRowsMax,
  }: Pick<ImportCall, 'profile' | 'sheet' | 'isListedWhole'> & {
    readonly today: LocalDate
    readonly rowsMax?: number
  },
): Promise<ReadFile | Refusal> {
  const digest = createHash('sha256')
  const rows: NormalisedRow[] = []
  const problems: Problem[] = []
  const tally = newTally(isListedWhole)
  const compact = compactor()
  let lines = 0
  let header: MappedHeader | undefined
  const reads = readTable(hashed(source, digest), { encodings: profile.encodings, sheet })
  for await (const mapped of mapRows(profile, reads, { today, onLine: () => lines++ })) {
    if (mapped.kind === 'stopped') return mapped.refusal
    if (mapped.kind === 'header') header = mapped
    if (mapped.kind === 'ready') rows.push(compact(mapped.row))
    else if (mapped.kind === 'rejected' || mapped.kind === 'held') problems.push(problemOf(mapped))
    else if (mapped.kind === 'duplicate' && isAnother(mapped, rows, problems)) {
      problems.push(numberedTwice(mapped, header))
    } else tally.add(mapped)
    if (rows.length + problems.length > rowsMax) return refuse('imports.too_many_rows', { rows: rowsMax })
  }
  rows.sort(byDay)
  const { heading = { cells: [], base1904: false } } = header ?? {}
  return { sha256: digest.digest('hex'), rows, problems, tally, heading, lines, sheet: header?.sheet }
}

type Repeat = Extract<MappedRow, { kind: 'duplicate' }>

/** Whether a row says something else than the one whose number it has. */
function isAnother(
  { firstLine, again }: Repeat,
  rows: readonly NormalisedRow[],
  problems: readonly Problem[],
): boolean {
  if (!again) return false
  const first = atLine(rows, firstLine)
  if (!first || !again.row) return !isDeepStrictEqual(atLine(problems, firstLine)?.cells, again.cells)
  const { line: _, olderKey: __, ...one } = first
  const { line: ___, olderKey: ____, ...other } = again.row
  return !isDeepStrictEqual({ ...one, key: '' }, { ...other, key: '' })
}

/** The one of that line, among some in the order of their lines: a file may repeat all of its rows. */
function atLine<Each extends { readonly line: number }>(
  all: readonly Each[],
  line: number,
): Each | undefined {
  let [low, high] = [0, all.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((all[middle]?.line ?? 0) < line) low = middle + 1
    else high = middle
  }
  return all[low]?.line === line ? all[low] : undefined
}

function numberedTwice({ line, firstLine, again }: Repeat, header: MappedHeader | undefined): Problem {
  const field = header?.columns['key'] ?? ''
  const remark = { field, code: 'number.twice', params: { line: firstLine } }
  return { line, kind: 'held', remarks: [remark], cells: again?.cells ?? [] }
}

/** A row that could not enter, as it is kept. */
export function problemOf(mapped: Extract<MappedRow, { kind: 'rejected' | 'held' }>): Problem {
  const { kind, line, cells } = mapped
  return { kind, line, cells, remarks: kind === 'held' ? mapped.missing : mapped.problems }
}

/**
 * The cells of some lines as the file has them. Rows that are held only when they are about to be stored have
 * become something else by then, so the file is read once more for the few that are.
 */
export async function cellsOfLines(
  source: ByteSource,
  { profile, sheet }: Pick<ImportCall, 'profile' | 'sheet'>,
  lines: ReadonlySet<number>,
): Promise<ReadonlyMap<number, readonly string[]>> {
  const found = new Map<number, readonly string[]>()
  if (lines.size === 0) return found
  for await (const read of readTable(source, { encodings: profile.encodings, sheet })) {
    if (read.kind === 'row' && lines.has(read.line)) found.set(read.line, read.cells)
    if (found.size === lines.size) break
  }
  return found
}

async function* hashed(
  source: ByteSource,
  digest: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    digest.update(chunk)
    yield chunk
  }
}

function byDay(a: NormalisedRow, b: NormalisedRow): number {
  if (a.day.from !== b.day.from) return a.day.from < b.day.from ? -1 : 1
  return a.line - b.line
}
