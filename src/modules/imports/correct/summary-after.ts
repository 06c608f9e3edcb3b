import { canonical, type CanonicalValue } from '../../../kernel/canonical.ts'
import type { Money } from '../../../kernel/money.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import type { Language } from '../../../texts/text.ts'
import { factName, type PolicyInForce } from '../../policy/index.ts'
import type { Remark } from '../domain.ts'
import type { BenefitOutcome } from '../observed-rows.ts'
import { reportOf } from '../present.ts'
import { sayNote } from '../sentences.ts'
import { addRules, newStopTally } from '../stops.ts'
import type { RunRow } from '../tables.ts'

/** A row that entered after its run, as the summary needs it. */
export type LateRow = {
  readonly outcome: BenefitOutcome
  readonly stops: readonly string[]
  readonly missing: readonly string[]
  /** Its names that were taken for a known party of another name. */
  readonly taken: readonly Remark[]
  readonly line: number
  readonly value: Money
  readonly day: LocalDate
  readonly policy: PolicyInForce
}

type Counted = 'held' | 'rejected' | 'accepted'

/** The counts and the summary of a run after one of its rows became something else. They go on adding up. */
export function runAfter(
  run: RunRow,
  move: { readonly from: Counted; readonly to: Counted; readonly entered?: LateRow },
): Partial<Pick<RunRow, Counted | 'summary'>> {
  const { from, to } = move
  if (from === to) return {}
  const counts = { [from]: run[from] - 1, [to]: run[to] + 1 }
  return { ...counts, summary: run.summary === null ? null : summaryAfter(run.summary, move) }
}

const languages = { zh: 'zh-CN', en: 'en' } as const satisfies Record<string, Language>

function summaryAfter(text: string, move: Parameters<typeof runAfter>[1]): string {
  const both = JSON.parse(text) as Readonly<Record<keyof typeof languages, CanonicalValue>>
  return canonical({
    zh: saidAfter(both.zh, move, languages.zh),
    en: saidAfter(both.en, move, languages.en),
  })
}

function saidAfter(
  said: CanonicalValue,
  { from, to, entered }: Parameters<typeof runAfter>[1],
  language: Language,
): CanonicalValue {
  const report = reportOf(said)
  if (!report) return said
  const counts = { [from]: report[from] - 1, [to]: report[to] + 1 }
  // What the contract does not read stays as it is.
  return { ...(said as object), ...counts, ...(entered ? reportWith(report, entered, language) : {}) }
}

type Report = NonNullable<ReturnType<typeof reportOf>>

function reportWith(report: Report, late: LateRow, language: Language) {
  const { outcome, policy, missing } = late
  const tally = newStopTally()
  tally.add(late)
  const names = missing.map((fact) => ({ fact, name: factName(fact, language), rows: 1 }))
  const added = names.filter((one) => !report.missing.some(({ fact }) => fact === one.fact))
  return {
    outcomes: { ...report.outcomes, [outcome]: (report.outcomes[outcome] ?? 0) + 1 },
    stopped: addRules(report.stopped, tally.rules(policy.packsOn, language)),
    missing: [
      ...report.missing.map((one) => (missing.includes(one.fact) ? { ...one, rows: one.rows + 1 } : one)),
      ...added,
    ],
    ...takenWith(report, late, language),
  } as unknown as Readonly<Record<string, CanonicalValue>>
}

/** The names that were taken for others, with those of a row that entered late. */
function takenWith(
  { notes, taken }: Report,
  { taken: said, line: row }: LateRow,
  language: Language,
): Partial<Report> {
  const [first] = said
  if (!first) return {}
  const { code } = first
  const names = said.map(({ params }) => ({ written: String(params['text']), name: String(params['name']) }))
  const isOf = (one: (typeof names)[number]) => (each: (typeof names)[number]) =>
    each.written === one.written && each.name === one.name
  const known = (one: (typeof names)[number]) => taken.some(isOf(one))
  return {
    notes: notes.some((note) => note.code === code)
      ? notes.map((note) => (note.code === code ? { ...note, rows: note.rows + 1 } : note))
      : [...notes, { code, rows: 1, row, example: sayNote(first, language) }],
    taken: [
      ...taken.map((each) => (names.some(isOf(each)) ? { ...each, rows: each.rows + 1 } : each)),
      ...names.filter((one) => !known(one)).map((one) => ({ ...one, rows: 1, row })),
    ],
  }
}
