import type { Remark } from '../domain.ts'
import type { ProfileField } from '../profiles/profile.ts'
import type { Columns } from './header.ts'
import type { Finding, Reading } from './reading.ts'

/** What is found out about a row while it is read. */
export type Sheet = {
  readonly problems: Remark[]
  readonly missing: Remark[]
  readonly notes: Remark[]
  readonly assumptions: Set<string>
  readonly assumedPaths: string[]
  readonly remark: (field: ProfileField, finding: Finding) => Remark
}

/** An empty sheet for one row; remarks name the column as the file does. */
export function newSheet(columns: Columns['header']['columns']): Sheet {
  const remark = (field: ProfileField, finding: Finding): Remark => ({
    field: columns[field] ?? field,
    code: finding.code,
    params: finding.params ?? {},
  })
  return { problems: [], missing: [], notes: [], assumptions: new Set(), assumedPaths: [], remark }
}

/** The value that was read, or undefined after saying on the sheet why there is none. */
export function settle<Value>(field: ProfileField, reading: Reading<Value>, sheet: Sheet): Value | undefined {
  if (reading.is === 'missing') sheet.missing.push(sheet.remark(field, reading.finding))
  else if (reading.is === 'unreadable') sheet.problems.push(sheet.remark(field, reading.finding))
  else {
    for (const note of reading.notes) sheet.notes.push(sheet.remark(field, note))
    return reading.value
  }
  return undefined
}
