import { refuse } from '../../../kernel/refusal.ts'
import type { Heading, Mapped, MappedHeader, MappedRow } from '../domain.ts'
import type { Profile } from '../profiles/profile.ts'
import type { BrokenLine, Opened, Read, ReadRow } from '../../../platform/tables/read.ts'
import { cellsOf, compileMapper, type MapContext, type Mapper } from './compile.ts'
import { headerOf, missingColumns, type Columns } from './header.ts'
import { findRepeats, type Repeats } from './identity.ts'
import { mapRow } from './map-row.ts'
import { quoted } from './reading.ts'

/** A heading further down than this is not looked for: titles and notes above a table take a few lines. */
const titleLinesMax = 30

/**
 * Maps what a reader reads: first the heading, then each line as exactly one thing. Lines above the heading
 * are titles and no rows. A file without the profile's columns stops with a refusal that names them.
 */
export async function* mapRows(
  profile: Profile,
  reads: AsyncIterable<Read>,
  {
    onLine,
    ...context
  }: Omit<MapContext, 'base1904'> & {
    /** Hears each line that the reader gives below the heading, before anything becomes of it. */
    readonly onLine?: () => void
  },
): AsyncGenerator<Mapped> {
  const titles: ReadRow[] = []
  const repeats: Placing = { now: findRepeats(), older: findRepeats() }
  let opened: Opened | undefined
  let mapper: Mapper | undefined
  for await (const read of reads) {
    if (read.kind === 'stopped') {
      yield { kind: 'stopped', refusal: read.refusal }
      return
    }
    if (read.kind === 'opened') opened = read
    else if (mapper) {
      onLine?.()
      yield mapLine(mapper, read, repeats)
    } else if (read.kind === 'row') {
      const base1904 = opened?.base1904 ?? false
      const columns: Columns | undefined = headerOf(profile, read.cells, {
        line: read.line,
        titleLines: titles.length,
        base1904,
      })
      if (columns) {
        mapper = compileMapper(profile, columns, { ...context, base1904 })
        yield { ...columns.header, ...sheetsOf(opened) }
      } else titles.push(read)
      if (titles.length > titleLinesMax) break
    }
  }
  if (!mapper) yield { kind: 'stopped', refusal: withoutHeading(profile, titles) }
}

function sheetsOf(opened: Opened | undefined): Pick<MappedHeader, 'sheet' | 'otherSheets'> {
  const { sheet, otherSheets } = opened ?? {}
  return { ...(sheet === undefined ? {} : { sheet }), ...(otherSheets ? { otherSheets } : {}) }
}

/** Maps one row of a file again, with cells that were put right. Repeats are for the caller to find. */
export function mapAgain(
  profile: Profile,
  heading: Heading,
  row: ReadRow,
  context: Omit<MapContext, 'base1904'>,
): MappedRow {
  const { cells, base1904 } = heading
  const columns = headerOf(profile, cells, { line: 1, titleLines: 0, base1904 })
  if (!columns) throw new Error(`the heading of a file no longer suits the profile ${profile.id}`)
  return mapRow(compileMapper(profile, columns, { ...context, base1904 }), row)
}

function withoutHeading(profile: Profile, titles: readonly ReadRow[]) {
  const candidates = titles.map((row) => missingColumns(profile, row.cells))
  const closest = candidates.reduce(
    (best, next) => (next.length < best.length ? next : best),
    candidates[0] ?? [],
  )
  return refuse('imports.columns_missing', { profile: profile.id, columns: closest.join('; ') })
}

const unnumbered = new Set(['number.missing', 'number.spoilt'])

/** How rows are told apart, and how the version of the profile before `also` did it. */
type Placing = { readonly now: Repeats; readonly older: Repeats }

function mapLine(mapper: Mapper, read: ReadRow | BrokenLine, repeats: Placing): MappedRow {
  if (read.kind === 'broken') {
    const problem = { field: '', code: read.code, params: { text: quoted(read.text) } }
    return { kind: 'rejected', line: read.line, problems: [problem], cells: [read.text] }
  }
  const mapped = mapRow(mapper, read)
  if (mapped.kind !== 'ready' && mapped.kind !== 'held') return mapped
  const { line } = read
  // Without its number it is nobody's repeat: two such rows would else be one.
  if (mapped.kind === 'held' && mapped.missing.some(({ code }) => unnumbered.has(code))) return mapped
  const { olderKey } = mapped.row
  const key = mapped.kind === 'ready' ? mapped.row.key : mapped.key
  const { apart: field, also } = mapper.profile.identity
  const apart = field === undefined ? '' : cellsOf(mapper, read.cells)(field)
  const placed = repeats.now.place(key, apart, line)
  const before = also && repeats.older.place(olderKey ?? key, apart, line)
  if ('firstLine' in placed) {
    const { firstLine } = placed
    if (mapper.profile.identity.by === 'content') return { kind: 'duplicate', line, key, firstLine }
    const again = { row: mapped.kind === 'ready' ? mapped.row : undefined, cells: read.cells }
    return { kind: 'duplicate', line, key, firstLine, again }
  }
  if (mapped.kind === 'held') return { ...mapped, key: placed.key }
  const { olderKey: _, ...row } = mapped.row
  // A row that was taken for a repeat of another one then has never entered.
  const wasKnownBy = before && 'key' in before && before.key !== placed.key ? { olderKey: before.key } : {}
  return { ...mapped, row: { ...row, key: placed.key, ...wasKnownBy } }
}
