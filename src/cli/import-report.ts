import { formatMoney } from '../kernel/format.ts'
import { fromMoneyJson } from '../kernel/money.ts'
import type { ImportReport, StopRule } from '../modules/imports/index.ts'
import { importNilReasons, importTexts } from '../texts/imports.ts'
import { fill, type Language, type TextValue } from '../texts/index.ts'
import { policyTexts } from '../texts/policy.ts'

type Shown = { readonly seconds: number; readonly language: Language; readonly isDryRun: boolean }

/** As many lines of each list as a person reads on a terminal; `--json` names all rows that did not enter. */
const listedMax = 12

/** What came of an import, for a person: counts, what the rules would have stopped, what to put right. */
export function reportLines(report: ImportReport, shown: Shown): string[] {
  const { language, seconds, isDryRun } = shown
  const say = (key: keyof typeof importTexts, params: Readonly<Record<string, TextValue>> = {}) =>
    fill(importTexts[key], language, params)
  const { rows, accepted, held, rejected, duplicates, nil } = report
  return [
    ...(isDryRun ? [say('import.dry')] : []),
    ...(report.isResumed ? [say('import.resumed')] : []),
    ...(report.state === 'cancelled'
      ? [say('import.cancelled', { rows: report.rows, lines: report.lines })]
      : []),
    ...sheetLines(report, say),
    ...(report.runId === undefined ? [] : [say('import.run', { run: report.runId })]),
    say('import.counts', { rows, accepted, held, rejected, duplicates, nil, seconds }),
    say('import.outcomes', report.outcomes),
    ...(report.alerts === undefined ? [say('import.alerts_dry')] : []),
    ...((report.alerts ?? 0) === 0 ? [] : [say('import.alerts', { alerts: report.alerts ?? 0 })]),
    ...(report.alertsCut === 0 ? [] : [say('import.alerts_cut', { rows: report.alertsCut })]),
    ...section(say('import.stopped'), report.stopped, say, (rule) => stopLine(rule, language)),
    ...section(say('import.missing'), report.missing, say, (one) =>
      say('import.missing_fact', { rows: one.rows, name: one.name }),
    ),
    ...section(say('import.assumptions'), report.assumptions, say, (one) => say('import.assumption', one)),
    ...(report.unreadColumns.length === 0
      ? []
      : ['', say('import.unread', { columns: report.unreadColumns.join(comma(language)) })]),
    ...section(say('import.nils'), nilsOf(report), say, ({ why, rows: n }) =>
      say('import.nil_reason', { rows: n, why: fill(importNilReasons[why], language) }),
    ),
    ...section(say('import.notes'), report.notes, say, (one) => say('import.note', one)),
    ...takenLines(report, say),
    ...section(
      say('import.repeated'),
      report.repeated,
      say,
      (one) => repeatLine(one, language),
      report.unlisted.repeated,
    ),
    ...section(say('import.rejections'), report.rejections, say, (one) => say('import.row', one)),
    ...section(say('import.holds'), report.holds, say, (one) => say('import.row', one)),
  ]
}

/** Which sheet of a workbook was read, and which were not. */
function sheetLines(
  { sheet, otherSheets }: ImportReport,
  say: (
    key: 'import.sheet_read' | 'import.sheets_unread' | 'import.sheet_hidden',
    params: Readonly<Record<string, string>>,
  ) => string,
): string[] {
  if (sheet === undefined) return []
  const names = otherSheets.map(({ name, isHidden }) =>
    isHidden ? say('import.sheet_hidden', { sheet: name }) : name,
  )
  return [
    say('import.sheet_read', { sheet }),
    ...(names.length === 0 ? [] : [say('import.sheets_unread', { sheets: names.join(', ') })]),
  ]
}

/** Names are few beside rows and each of them is to be looked at, so all that the report has are named. */
function takenLines(
  { taken, unlisted }: ImportReport,
  say: (
    key: 'import.taken' | 'import.taken_name' | 'import.more_names',
    params?: Readonly<Record<string, TextValue>>,
  ) => string,
): string[] {
  if (taken.length === 0) return []
  const rest = unlisted.taken
  return [
    '',
    say('import.taken'),
    ...taken.map((one) => say('import.taken_name', one)),
    ...(rest > 0 ? [say('import.more_names', { count: rest })] : []),
  ]
}

function section<Item>(
  heading: string,
  items: readonly Item[],
  say: (key: 'import.more', params: { count: number }) => string,
  line: (item: Item) => string,
  unlisted = 0,
): string[] {
  if (items.length === 0) return []
  const rest = items.length - listedMax + unlisted
  return [
    '',
    heading,
    ...items.slice(0, listedMax).map(line),
    ...(rest > 0 ? [say('import.more', { count: rest })] : []),
  ]
}

function comma(language: Language): string {
  return language === 'zh-CN' ? '、' : ', '
}

type NilReason = keyof typeof importNilReasons

function nilsOf({ nilReasons }: ImportReport): { readonly why: NilReason; readonly rows: number }[] {
  const reasons = Object.keys(importNilReasons) as NilReason[]
  return reasons.flatMap((why) => (nilReasons[why] === 0 ? [] : [{ why, rows: nilReasons[why] }]))
}

function repeatLine({ row, firstLine, runId }: ImportReport['repeated'][number], language: Language): string {
  if (firstLine !== undefined)
    return fill(importTexts['import.repeats_line'], language, { row, line: firstLine })
  if (runId !== undefined) return fill(importTexts['import.repeats_run'], language, { row, run: runId })
  return fill(importTexts['import.repeats_register'], language, { row })
}

function stopLine(rule: StopRule, language: Language): string {
  const company = fill(importTexts['import.company_policy'], language)
  return fill(importTexts['import.stop'], language, {
    outcome: fill(policyTexts[`policy.verdict.${rule.outcome}`], language),
    rows: rule.rows,
    sums: rule.sums.map((sum) => formatMoney(fromMoneyJson(sum))).join(' + '),
    rule: (rule.part ?? '') === '' ? rule.ruleId : `${rule.ruleId}/${rule.part ?? ''}`,
    title: rule.title,
    text: rule.text,
    clause: rule.clause === '' ? company : rule.clause,
  })
}
