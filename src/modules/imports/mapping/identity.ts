import { hash } from 'node:crypto'
import type { Profile, ProfileField } from '../profiles/profile.ts'
import type { Cells } from './conditions.ts'
import { plainText, quoted } from './reading.ts'
import type { Sheet } from './sheet.ts'

/** What stands in for the cells of day and value, so that another spelling of the same is the same row. */
export type ReadParts = { readonly day?: string; readonly value: string }

/** The key of a row, and the one that an earlier version of its profile gave it, where that was another. */
export type RowKeys = { readonly key: string; readonly olderKey?: string }

/**
 * The key of a row: its own number where the file has one, else a digest of its content. The same row has the
 * same key in every file and import of the profile.
 */
export function rowKeys(profile: Profile, cells: Cells, parts: ReadParts): RowKeys {
  const { by, fields, also } = profile.identity
  if (by === 'number') return { key: `${profile.id}:${fields.map((field) => cells(field)).join('/')}` }
  const text = (field: ProfileField) => plainText(cells(field)).toLowerCase()
  const texts = fields.map((field) => {
    if (field === 'date') return parts.day ?? undated(text('date'), text('source'))
    return field === 'value' ? parts.value : text(field)
  })
  const more = (also?.fields ?? []).filter((field) => cells(field) !== '')
  const key = digestOf(profile, texts)
  if (more.length === 0) return { key }
  return {
    key: digestOf(profile, [...texts, ...more.map((field) => `${field} ${text(field)}`)]),
    olderKey: key,
  }
}

/** Without its day a row is the same again only in the same register: each period had a lunch of its own. */
function undated(cell: string, source: string): string {
  return source === '' ? cell : `${cell} ${source}`
}

/** A row without its number, or with one that a spreadsheet has rounded, could be any other row. */
export function checkNumber(fields: readonly ProfileField[], cells: Cells, sheet: Sheet): void {
  for (const field of fields) {
    const text = cells(field)
    if (text === '') sheet.missing.push(sheet.remark(field, { code: 'number.missing' }))
    else if (/^\d[\d.,]*E[+-]?\d+$/i.test(text)) {
      sheet.missing.push(sheet.remark(field, { code: 'number.spoilt', params: { text: quoted(text) } }))
    }
  }
}

function digestOf(profile: Profile, texts: readonly string[]): string {
  return `${profile.id}:${hash('sha256', JSON.stringify(texts), 'base64url').slice(0, 22)}`
}

/** Finds rows that a file has twice. It keeps one entry a row, some 100 bytes. */
export type Repeats = {
  /** The key to store, or the line that has this row already. */
  readonly place: (
    key: string,
    apart: string,
    line: number,
  ) => { readonly key: string } | { readonly firstLine: number }
}

/**
 * Two rows of the same content are one row written twice, unless the file itself tells them apart, such as
 * by a running number: then the second gets a key of its own, the same in every import of the file.
 */
export function findRepeats(): Repeats {
  const seen = new Map<string, { readonly line: number; readonly aparts: string[] }>()
  return {
    place: (key, apart, line) => {
      const before = seen.get(key)
      if (!before) {
        seen.set(key, { line, aparts: [apart] })
        return { key }
      }
      if (apart === '' || before.aparts.includes(apart)) return { firstLine: before.line }
      before.aparts.push(apart)
      return { key: `${key}~${before.aparts.length}` }
    },
  }
}
