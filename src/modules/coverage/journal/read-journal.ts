import { createHash, type Hash } from 'node:crypto'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { ByteSource, ReadLimits, ReadRow } from '../../../platform/tables/read.ts'
import { readTable } from '../../../platform/tables/read-table.ts'
import type { AccountVocabulary } from '../accounts.ts'
import type { Journal, SpoiltLine } from '../domain.ts'
import { orderOf, type DayOrder } from './cells.ts'
import { journalCollector } from './collect.ts'
import { columnsOf, type Columns } from './columns.ts'
import { rowReader } from './row.ts'

/** How a journal is read. */
export type JournalOptions = {
  readonly currency: string
  readonly accounts: AccountVocabulary
  readonly sheet?: string | undefined
  readonly onLine?: (lines: number) => Promise<boolean>
}

/** A year of a large company is some 150 MB of text; beyond this nobody has one file any more. */
const journalLimits: ReadLimits = {
  fileBytes: 1024 * 1024 * 1024,
  unpackedBytes: 4 * 1024 * 1024 * 1024,
  ratio: 250,
  entries: 2_000,
}

/** The heading stands among the first lines, below titles and the name of the company. */
const headingWithin = 30
/** So many rows are looked at to see in which order days are written. */
const sampleRows = 2_000
/** So many spoilt lines are told; the others are counted. */
const spoiltTold = 1_000
const progressEvery = 50_000

type Progress = {
  columns: Columns | undefined
  before: number
  sample: ReadRow[] | undefined
  /** Lines that are lines of the journal: read or spoilt. */
  lines: number
}

/**
 * Reads a journal line by line. Of lines that nobody looks at only what their voucher needs is kept, so a
 * million lines
 * take the memory of the watched ones. A cell that cannot be read costs its line and is told.
 */
export async function readJournal(
  source: ByteSource,
  options: JournalOptions,
): Promise<Journal | Refusal | 'stopped'> {
  const digest = createHash('sha256')
  const collector = journalCollector(options.accounts)
  const spoilt: SpoiltLine[] = []
  const state: Progress = { columns: undefined, before: 0, sample: [], lines: 0 }
  let reader: ReturnType<typeof rowReader> | undefined
  let spoiltCount = 0
  const lose = (line: SpoiltLine) => {
    state.lines++
    spoiltCount++
    if (spoilt.length < spoiltTold) spoilt.push(line)
  }
  const take = (row: ReadRow) => {
    const read = reader?.(row)
    if (read === undefined || read === 'nothing') return
    if ('params' in read) return lose(read)
    state.lines++
    collector.add(read)
  }
  const begin = () => {
    if (state.columns)
      reader = rowReader(state.columns, { ...options, order: orderIn(state.sample ?? [], state.columns) })
    for (const row of state.sample?.splice(0) ?? []) take(row)
    state.sample = undefined
  }
  const reads = readTable(hashed(source, digest), {
    encodings: ['utf-8', 'gb18030'],
    sheet: options.sheet,
    limits: journalLimits,
  })
  for await (const read of reads) {
    if (read.kind === 'stopped') return read.refusal
    if (read.kind === 'broken')
      lose({ line: read.line, code: `spoilt.${read.code}`, params: { text: read.text.slice(0, 40) } })
    if (read.kind !== 'row') continue
    if (!state.columns) {
      state.columns = columnsOf(read.cells)
      if (!state.columns && ++state.before > headingWithin) return refuse('coverage.no_heading')
    } else if (state.sample) {
      state.sample.push(read)
      if (state.sample.length >= sampleRows) begin()
    } else {
      take(read)
      if (state.lines % progressEvery === 0 && (await options.onLine?.(state.lines)) === false)
        return 'stopped'
    }
  }
  if (!state.columns) return refuse('coverage.no_heading')
  begin()
  if (state.lines === 0) return refuse('coverage.no_lines')
  const more = spoiltCount - spoilt.length
  return { sha256: digest.digest('hex'), lines: state.lines, spoilt, spoiltMore: more, ...collector.done() }
}

/** In which order the days of these rows are written. */
export function orderIn(
  rows: readonly ReadRow[],
  { day: [at] }: { readonly day: readonly number[] },
): DayOrder {
  return at === undefined ? undefined : orderOf(rows.map(({ cells }) => cells[at] ?? ''))
}

/** Passes a file on and digests it on the way. */
export async function* hashed(source: ByteSource, digest: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    digest.update(chunk)
    yield chunk
  }
}
