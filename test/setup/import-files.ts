import { gzipSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'
import { isRefusal } from '../../src/kernel/refusal.ts'
import type { Mapped, MappedRow } from '../../src/modules/imports/domain.ts'
import { mapRows } from '../../src/modules/imports/mapping/map-rows.ts'
import type { Profile } from '../../src/modules/imports/profiles/profile.ts'
import { findProfile } from '../../src/modules/imports/profiles/shipped.ts'
import { readTable, type TableOptions } from '../../src/platform/tables/read-table.ts'
import type { ByteSource, Read } from '../../src/platform/tables/read.ts'

/** The day on which the tests import. */
export const importDay = '2026-11-25'

/** A file as it arrives: in pieces, small ones on demand, so that no reader leans on whole lines. */
export async function* inPieces(file: string | Uint8Array, size = 16_384): ByteSource {
  const bytes = typeof file === 'string' ? strToU8(file) : file
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** Everything that the reader reads of a file. */
export async function readAll(
  file: string | Uint8Array,
  options: Partial<TableOptions> = {},
  size?: number,
): Promise<Read[]> {
  return collected(readTable(inPieces(file, size), { encodings: ['utf-8', 'gb18030'], ...options }))
}

/** The cells of the rows that were read, faults and stops left out. */
export async function cellsOf(
  file: string | Uint8Array,
  options: Partial<TableOptions> = {},
): Promise<string[][]> {
  const reads = await readAll(file, options)
  return reads.flatMap((read) => (read.kind === 'row' ? [[...read.cells]] : []))
}

/** The shipped profile of this name. */
export function shipped(id: string): Profile {
  const found = findProfile(id)
  if (isRefusal(found)) throw new Error(`no profile ${id}`)
  return found
}

/** What a profile makes of a file. */
export async function mapFile(id: string, file: string | Uint8Array | ByteSource): Promise<Mapped[]> {
  const profile = shipped(id)
  const source = typeof file === 'string' || file instanceof Uint8Array ? inPieces(file) : file
  const reads = readTable(source, { encodings: profile.encodings })
  return collected(mapRows(profile, reads, { today: importDay }))
}

/** The rows alone. */
export async function mapLines(id: string, file: string | Uint8Array): Promise<MappedRow[]> {
  const mapped = await mapFile(id, file)
  return mapped.filter((m): m is MappedRow => m.kind !== 'header' && m.kind !== 'stopped')
}

/** A workbook with one sheet, from the XML of its rows; `parts` replaces or adds other parts. */
export function workbook(rows: string, parts: Readonly<Record<string, string>> = {}): Uint8Array {
  const files: Record<string, string> = {
    'xl/workbook.xml': '<workbook><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>' +
      '<Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
    ...parts,
  }
  return zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])))
}

/** A file packed with gzip. */
export function packed(file: string | Uint8Array): Uint8Array {
  return gzipSync(file)
}

/** All items of a stream. */
export async function collected<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}
