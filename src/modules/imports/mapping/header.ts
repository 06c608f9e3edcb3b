import type { MappedHeader } from '../domain.ts'
import type { Profile, ProfileField } from '../profiles/profile.ts'
import { plainText } from './reading.ts'
import { valueFields } from './row-value.ts'

/** Where the fields stand in a file. */
export type Columns = {
  readonly header: MappedHeader
  /** Column of each field that the file has, counted from 0. */
  readonly at: ReadonlyMap<ProfileField, number>
  /** The heading's own cells, to know a repeated heading by. */
  readonly cells: readonly string[]
  /** The unit of each column that holds amounts. */
  readonly units: Readonly<Partial<Record<ProfileField, HeadingUnit>>>
}

/** What a heading says of the amounts below it. */
export type HeadingUnit = {
  /** Power of ten, for example 4 for a heading in 万元. */
  readonly power: number
  /** Its currency, for example USD for 金额(美元). */
  readonly currency?: string
}

/** The line as columns of the profile, or undefined when it is not the heading. */
export function headerOf(
  profile: Profile,
  cells: readonly string[],
  place: { readonly line: number; readonly titleLines: number; readonly base1904: boolean },
): Columns | undefined {
  const { at, missing } = placeFields(profile, cells)
  if (missing.length > 0) return undefined
  const columns: Record<string, string> = {}
  for (const [field, column] of at) columns[field] = (cells[column] ?? '').trim()
  const used = new Set(at.values())
  const unread = cells.map((c) => c.trim()).filter((c, i) => c !== '' && !used.has(i))
  const units: Partial<Record<ProfileField, HeadingUnit>> = {}
  for (const field of valueFields) units[field] = unitOf(cells[at.get(field) ?? -1] ?? '')
  const { line, titleLines, base1904 } = place
  const heading = { cells: [...cells], base1904 }
  const header: MappedHeader = { kind: 'header', line, columns, unread, titleLines, heading }
  return { header, at, cells: cells.map(plainText), units }
}

/** What a line lacks to be the heading, as the headings that the profile knows; for the refusal of a file. */
export function missingColumns(profile: Profile, cells: readonly string[]): string[] {
  return placeFields(profile, cells).missing.map((group) =>
    group.flatMap((field) => (profile.columns[field] ?? []).slice(0, 3)).join(' / '),
  )
}

function placeFields(profile: Profile, cells: readonly string[]) {
  const at = new Map<ProfileField, number>()
  const headings = cells.map(bareHeading)
  for (const [field, names] of Object.entries(profile.columns)) {
    // The profile's order is the order of preference, so that 总金额 wins over 金额 where both exist.
    const column = (names ?? []).map((name) => headings.indexOf(bareHeading(name))).find((i) => i !== -1)
    if (column !== undefined && !isTaken(at, column)) at.set(field as ProfileField, column)
  }
  const missing = profile.required.filter((group) => !group.some((field) => at.has(field)))
  return { at, missing }
}

function isTaken(at: ReadonlyMap<ProfileField, number>, column: number): boolean {
  return [...at.values()].includes(column)
}

/** A heading without case, blanks, marks and what stands in brackets. */
function bareHeading(text: string): string {
  return plainText(text)
    .toLowerCase()
    .replace(/\([^)]*\)|\[[^\]]*\]|【[^】]*】/g, '')
    .replace(/[\s_\-*:'"/]/g, '')
}

const unitWords: readonly (readonly [RegExp, number, string | undefined])[] = [
  [/万元/, 4, 'CNY'],
  [/千元/, 3, 'CNY'],
  [/美元|USD|US\$/i, 0, 'USD'],
  [/欧元|EUR|€/i, 0, 'EUR'],
  [/英镑|GBP|£/i, 0, 'GBP'],
  [/港元|港币|HKD|HK\$/i, 0, 'HKD'],
  [/元|RMB|CNY/i, 0, 'CNY'],
]

function unitOf(heading: string): HeadingUnit {
  const found = unitWords.find(([pattern]) => pattern.test(plainText(heading)))
  if (!found) return { power: 0 }
  return found[2] === undefined ? { power: found[1] } : { power: found[1], currency: found[2] }
}
