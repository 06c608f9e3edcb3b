import type { Pool } from 'pg'
import type { z } from 'zod'
import { importReport } from '../../contract/imports.ts'
import { formatMoment } from '../../kernel/format.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { timeAgo } from '../../kernel/relative-time.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Actor } from '../../platform/act/actor.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import type { Sheet, SheetCell } from '../../platform/sheets.ts'
import { importTexts } from '../../texts/imports.ts'
import { refusalText } from '../../texts/refusals/index.ts'
import { fill, type Language } from '../../texts/text.ts'
import type { Remark } from './domain.ts'
import { homeZone } from '../access/index.ts'
import { sayProblem } from './sentences.ts'
import { listProblems } from './store.ts'
import type { ProblemRow, RunRow } from './tables.ts'

type Report = z.infer<typeof importReport>

const zone = homeZone

/** A run as the contract shows it. */
export function runJson(run: RunRow, reader: { readonly now: Instant; readonly language: Language }) {
  const { rows, accepted, held, rejected, duplicates, nil, started_at: at } = run
  const { now, language } = reader
  return {
    runId: run.id,
    profile: run.profile,
    book: run.book,
    fileName: run.file_name,
    fileSha256: run.file_sha256,
    state: run.state as 'running' | 'done' | 'cancelled' | 'undone',
    started: {
      at,
      text: formatMoment(at, zone, now),
      ago: timeAgo(at, {
        now,
        zone,
        language,
      }),
    },
    ...(run.reverses === null ? {} : { reverses: run.reverses }),
    ...(run.sheet === null ? {} : { sheet: run.sheet }),
    rows,
    accepted,
    held,
    rejected,
    duplicates,
    nil,
  }
}

/** What came of a run, in the reader's language; undefined while it runs and for an undoing. */
export function summaryOf(run: RunRow, language: Language): Report | undefined {
  if (run.summary === null) return undefined
  const both: unknown = JSON.parse(run.summary)
  const said = property(both, language === 'zh-CN' ? 'zh' : 'en')
  const found = reportOf(said)
  return found && { ...found, runId: run.id }
}

/** The report inside a stored result; undefined for a result of another kind. */
export function reportOf(stored: unknown): Report | undefined {
  const wanted = Object.keys(importReport.shape)
  if (typeof stored !== 'object' || stored === null) return undefined
  const entries = Object.entries(stored).filter(([name]) => wanted.includes(name))
  const read = importReport.safeParse(Object.fromEntries(entries))
  return read.success ? read.data : undefined
}

/** What came of an import or an undoing that ran as long work, as one sentence. */
export function jobSentence(result: unknown, language: Language): string {
  if (isRefusal(result)) return fill(refusalText(result.code).says, language, result.params)
  const report = reportOf(result)
  if (report) {
    const { rows, accepted, held, rejected, duplicates } = report
    return fill(importTexts['import.job.done'], language, { rows, accepted, held, rejected, duplicates })
  }
  return fill(importTexts['import.job.undone'], language, { reversed: reversedIn(result) ?? 0 })
}

/** How many rows an undoing reversed; undefined for a result of another kind. */
export function reversedIn(result: unknown): number | undefined {
  const count = property(result, 'reversed')
  return typeof count === 'number' ? count : undefined
}

function property(from: unknown, name: string): unknown {
  if (typeof from !== 'object' || from === null) return undefined
  return Object.entries(from).find(([key]) => key === name)?.[1]
}

/** Rows of one page of a download. */
const pageRows = 1_000

/** The rows of a run that could not enter: line, reason, what puts it right, and the cells as written. */
export function problemSheet(pool: Pool, actor: Actor, runId: string, language: Language): Sheet {
  const heading = (
    ['import.sheet.line', 'import.sheet.kind', 'import.sheet.reason', 'import.sheet.repair'] as const
  ).map((key) => fill(importTexts[key], language))
  return { name: runId, heading, rows: problemRows(pool, actor, runId, language) }
}

async function* problemRows(
  pool: Pool,
  actor: Actor,
  runId: string,
  language: Language,
): AsyncGenerator<readonly SheetCell[]> {
  let line = -1
  for (;;) {
    const after = { line, limit: pageRows }
    const page = await readOnly(pool, [actor], (tx) => listProblems(tx, runId, after))
    yield* page.map((row) => problemCells(row, language))
    const last = page.at(-1)
    if (!last || page.length < pageRows) return
    line = last.line
  }
}

function problemCells(row: ProblemRow, language: Language): readonly SheetCell[] {
  // Both columns were written from these types by the same module.
  const remarks = JSON.parse(row.remarks) as readonly Remark[]
  const cells = JSON.parse(row.cells) as readonly string[]
  const said = remarks.map((remark) => ({ field: remark.field, ...sayProblem(remark, language) }))
  const reasons = said.map(({ field, reason }) => (field === '' ? reason : `${field}: ${reason}`))
  const kind = row.kind === 'held' ? 'import.sheet.held' : 'import.sheet.rejected'
  return [
    { number: row.line },
    fill(importTexts[kind], language),
    reasons.join(' '),
    [...new Set(said.map(({ repair }) => repair))].join(' '),
    ...cells,
  ]
}
