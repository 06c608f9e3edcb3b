import { formatMoment } from '../../../kernel/format.ts'
import { timeAgo } from '../../../kernel/relative-time.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Language } from '../../../texts/text.ts'
import { homeZone, type Organisation } from '../../access/index.ts'
import type { Heading, Remark } from '../domain.ts'
import { sayProblem } from '../sentences.ts'
import type { CorrectionRow, ProblemRow } from '../tables.ts'
import { columnsOf, whatOf, type Standing } from './edits.ts'

/** Reasons as sentences with their way out. */
export function reasonsJson(remarks: readonly Remark[], language: Language) {
  return remarks.map((remark) => ({ field: remark.field, ...sayProblem(remark, language) }))
}

/** A row that could not enter, as it stands. */
export function problemJson(problem: ProblemRow, heading: Heading, standing: Standing, language: Language) {
  return {
    problemId: problem.id,
    line: problem.line,
    state: standing.state,
    cells: columnsOf(heading, standing.cells),
    reasons: reasonsJson(standing.remarks, language),
  }
}

/** One correction, for whoever reads the row. */
export function correctionJson(
  row: CorrectionRow,
  reader: { readonly now: Instant; readonly language: Language; readonly organisation: Organisation },
) {
  const { now, language, organisation } = reader
  const at = row.corrected_at
  const zone = homeZone
  const what = whatOf(row)
  const person = organisation.people.get(row.corrected_by)
  return {
    when: { at, text: formatMoment(at, zone, now), ago: timeAgo(at, { now, zone, language }) },
    by: (language === 'zh-CN' ? person?.name_zh : person?.name_en) ?? row.corrected_by,
    reason: row.reason,
    // The database keeps the list of results.
    result: row.result as 'entered' | 'held' | 'rejected' | 'set_aside',
    cells: what.cells,
    names: what.parties.map(({ role }) => role),
    ...(row.benefit_id === null ? {} : { benefitId: row.benefit_id }),
  }
}
