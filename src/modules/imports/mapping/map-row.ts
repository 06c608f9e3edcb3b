import type { Direction, MappedRow, NormalisedRow } from '../domain.ts'
import type { ReadRow } from '../../../platform/tables/read.ts'
import { cellsOf, type Mapper } from './compile.ts'
import type { Cells } from './conditions.ts'
import { checkNumber, rowKeys } from './identity.ts'
import { withBrackets } from './in-brackets.ts'
import { mended } from './mended.ts'
import { nilReason } from './nil-rows.ts'
import { partiesOf } from './parties.ts'
import { checkPeople, peopleOf } from './people.ts'
import { checkPhones } from './phones.ts'
import {
  assumeFromWords,
  checkCode,
  description,
  readClass,
  readFacts,
  readForm,
  wantFields,
} from './row-parts.ts'
import { quoted } from './reading.ts'
import { readWorth, valueText } from './row-value.ts'
import { newSheet, settle, type Sheet } from './sheet.ts'

/** Maps one row, without looking for repeats. Every row becomes exactly one thing, and says why. */
export function mapRow(mapper: Mapper, read: ReadRow): MappedRow {
  const { line } = read
  const cells = cellsOf(mapper, read.cells)
  const nil = nilReason(mapper, read.cells, cells)
  if (nil) return { kind: 'nil', line, why: nil }
  const sheet = newSheet(mapper.columns.header.columns)
  checkLine(mapper, read, sheet)
  const direction = readDirection(mapper, cells, sheet)
  const row = readRow(mapper, cells, line, direction, sheet)
  if (sheet.problems.length > 0)
    return { kind: 'rejected', line, problems: sheet.problems, cells: read.cells }
  if (sheet.missing.length > 0 || !isComplete(row)) {
    return { kind: 'held', line, key: row.key, missing: sheet.missing, row, cells: read.cells }
  }
  return { kind: 'ready', line, row }
}

function isComplete(row: Partial<NormalisedRow>): row is NormalisedRow {
  return (
    row.giver !== undefined &&
    row.recipient !== undefined &&
    row.day !== undefined &&
    row.form !== undefined &&
    row.value !== undefined &&
    row.whole !== undefined
  )
}

/** Faults of the line as such: too many cells, broken letters, cells without a readable value. */
function checkLine(mapper: Mapper, read: ReadRow, sheet: Sheet): void {
  const width = mapper.columns.cells.length
  const extra = read.cells.slice(width).some((cell) => cell.trim() !== '')
  const whole = { field: '', params: {} }
  if (extra) {
    sheet.problems.push({
      ...whole,
      code: 'line.columns',
      params: { cells: read.cells.length, columns: width },
    })
  }
  const broken = read.cells.findIndex((cell) => cell.includes('\ufffd'))
  if (broken !== -1) {
    sheet.problems.push({ ...whole, field: mapper.columns.cells[broken] ?? '', code: 'line.encoding' })
  }
  for (const [field, column] of mapper.columns.at) {
    const cell = read.cells[column] ?? ''
    const text = mended(cell)
    if (text !== cell)
      sheet.notes.push(sheet.remark(field, { code: 'cell.mended', params: { text: quoted(text) } }))
  }
  if (!read.faults) return
  for (const [field, column] of mapper.columns.at) {
    const code = read.faults.get(column)
    if (code !== undefined)
      sheet.problems.push(sheet.remark(field, { code, params: { text: read.cells[column] ?? '' } }))
  }
}

type Directed = { readonly direction: Direction; readonly isForRelative: boolean }

function readDirection(mapper: Mapper, cells: Cells, sheet: Sheet): Directed {
  const text = cells('direction')
  const { otherwise } = mapper.profile.direction
  if (text === '') return { direction: otherwise, isForRelative: false }
  const rule = mapper.directions.find((r) => r.pattern.test(text))
  if (!rule) {
    sheet.problems.push(
      sheet.remark('direction', { code: 'direction.unknown', params: { text: quoted(text) } }),
    )
    return { direction: otherwise, isForRelative: false }
  }
  if (rule.isForRelative) {
    sheet.notes.push(sheet.remark('direction', { code: 'party.relative', params: { text: quoted(text) } }))
  }
  return { direction: rule.is, isForRelative: rule.isForRelative }
}

type Draft = Partial<NormalisedRow> & { readonly key: string }

function readRow(mapper: Mapper, cells: Cells, line: number, directed: Directed, sheet: Sheet): Draft {
  const { profile } = mapper
  const day = settle('date', mapper.day(cells('date'), cells(profile.dates.period ?? 'source')), sheet)
  const heard = withBrackets(mapper, cells, directed.direction)
  const parties = partiesOf(profile, directed.direction, heard, mapper.isUnnamed)
  const people = peopleOf(profile, parties, directed.direction)
  const { whole, each, count, text } = readWorth(mapper, cells, sheet, Math.max(1, people.each.length))
  assumeFromWords(mapper, cells('value'), sheet)
  for (const { field, code } of parties.missing) sheet.missing.push(sheet.remark(field, { code }))
  const customer = cells('orgName')
  checkPeople(mapper, { parties, people, direction: directed.direction, count, customer }, sheet)
  checkCode(cells('orgCode'), sheet)
  checkPhones(mapper, cells, [...people.each, parties.org, parties.giver], sheet)
  const recipientClass = readClass(mapper, heard, directed.direction, sheet)
  wantFields(mapper, cells, sheet)
  if (profile.identity.by === 'number') checkNumber(profile.identity.fields, cells, sheet)
  const form = readForm(mapper, cells, sheet)
  const facts = readFacts(mapper, cells, directed.direction, sheet)
  const parts = {
    ...(day && { day: day.from }),
    value: whole ? valueText(whole) : text,
  }
  return {
    line,
    ...rowKeys(profile, cells, parts),
    book: profile.book,
    direction: directed.direction,
    isForRelative: directed.isForRelative,
    ...(parties.giver && { giver: parties.giver }),
    ...(parties.recipient && { recipient: people.each[0] ?? parties.recipient }),
    ...(people.each.length > 1 && { others: people.each.slice(1) }),
    ...(parties.org && { org: parties.org }),
    ...(day && { day }),
    ...(each && { value: each }),
    ...(whole && { whole }),
    ...form,
    recipientClass,
    recipientCount: count,
    description: description(cells),
    source: cells('source'),
    handler: cells('handler'),
    facts,
    assumedPaths: sheet.assumedPaths,
    assumptions: [...sheet.assumptions],
    notes: sheet.notes,
  }
}
