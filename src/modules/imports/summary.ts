import type { Language } from '../../texts/text.ts'
import type { Mapped, MappedRow, NilReason, Remark } from './domain.ts'
import type { Profile } from './profiles/profile.ts'
import type { Problem } from './read-file.ts'
import type { OtherSheet } from '../../platform/tables/read.ts'
import { sayNote, sayProblem } from './sentences.ts'

/** The outcomes of the decisions, counted by the step that decides. */
export type OutcomeCounts = Readonly<
  Record<'prohibit' | 'hold' | 'escalate' | 'allow_with_conditions' | 'allow', number>
>

type RowReason = {
  readonly row: number
  readonly field: string
  readonly reason: string
  readonly repair: string
}

/** A row that was taken for one that is there: a line above it in the file, or a row of an earlier import. */
export type RepeatedRow = { readonly row: number; readonly firstLine?: number; readonly runId?: string }

/** A name as the file has it, that of the party for whom it was taken, and the first of its rows. */
export type TakenName = {
  readonly written: string
  readonly name: string
  readonly rows: number
  readonly row: number
}

/** What came of a file. `accepted + held + rejected + duplicates + nil = rows`, always. */
export type ImportSummary = {
  readonly rows: number
  readonly accepted: number
  readonly held: number
  readonly rejected: number
  readonly duplicates: number
  readonly nil: number
  readonly outcomes: OutcomeCounts
  /** One for each rejected row, up to the limit of the tally. */
  readonly rejections: readonly RowReason[]
  readonly holds: readonly RowReason[]
  readonly nilReasons: Readonly<Record<NilReason, number>>
  /** One for each row that was taken for another one, up to the limit of the tally. */
  readonly repeated: readonly RepeatedRow[]
  /** Every assumption of the profile that a row rests on, with the number of its rows. */
  readonly assumptions: readonly {
    readonly id: string
    readonly says: string
    readonly why: string
    readonly rows: number
  }[]
  /** How cells were read where that was not self-evident, with one example each. */
  readonly notes: readonly {
    readonly code: string
    readonly rows: number
    readonly row: number
    readonly example: string
  }[]
  /** Names that were taken for a known party of another name, each pair once, up to the tally’s limit. */
  readonly taken: readonly TakenName[]
  /** Headings that the profile does not read. */
  readonly unreadColumns: readonly string[]
  /** How many of each list are not named in it. */
  readonly unlisted: {
    readonly rejections: number
    readonly holds: number
    readonly repeated: number
    readonly taken: number
  }
  readonly titleLines: number
  /** The sheet of a workbook that was read. */
  readonly sheet?: string
  /** Sheets beside it that hold something and were not read. */
  readonly otherSheets: readonly OtherSheet[]
}

/** A running count over the lines of one file. Its memory does not grow with the file. */
export type Tally = {
  readonly add: (mapped: Mapped) => void
  /** A row that could not enter. */
  readonly addProblem: (problem: Pick<Problem, 'line' | 'kind' | 'remarks'>) => void
  /** Turns a row that was read well into a duplicate, when the register has it from an earlier import. */
  readonly addKnown: (row: RepeatedRow) => void
  readonly summary: (profile: Profile, language: Language, outcomes: OutcomeCounts) => ImportSummary
}

/** As many rejected, held and repeated rows are listed in the summary. */
const listedMax = 1_000

type Counts = {
  ready: number
  held: number
  rejected: number
  duplicate: number
  nil: number
  readonly nilReasons: Record<NilReason, number>
  readonly rejections: { line: number; problems: readonly Remark[] }[]
  readonly holds: { line: number; problems: readonly Remark[] }[]
  readonly repeated: RepeatedRow[]
  readonly assumptions: Map<string, number>
  readonly notes: Map<string, { rows: number; line: number; example: Remark }>
  readonly taken: Map<string, { written: string; name: string; rows: number; row: number }>
  unread: readonly string[]
  titleLines: number
  sheet: string | undefined
  otherSheets: readonly OtherSheet[]
}

/** Starts counting. `isListedWhole` names every row that could not enter, however many there are. */
export function newTally(isListedWhole = false): Tally {
  const problemsMax = isListedWhole ? Number.POSITIVE_INFINITY : listedMax
  const counts: Counts = {
    ready: 0,
    held: 0,
    rejected: 0,
    duplicate: 0,
    nil: 0,
    nilReasons: { nil_return: 0, empty_line: 0, repeated_header: 0, total_line: 0 },
    rejections: [],
    holds: [],
    repeated: [],
    assumptions: new Map(),
    notes: new Map(),
    taken: new Map(),
    unread: [],
    titleLines: 0,
    sheet: undefined,
    otherSheets: [],
  }
  return {
    add: (mapped) => {
      if (mapped.kind === 'stopped') return
      if (mapped.kind === 'header') {
        counts.unread = mapped.unread
        counts.titleLines = mapped.titleLines
        counts.sheet = mapped.sheet
        counts.otherSheets = mapped.otherSheets ?? []
      } else countRow(counts, mapped)
    },
    addProblem: ({ line, kind, remarks: problems }) => {
      counts[kind]++
      const listed = kind === 'held' ? counts.holds : counts.rejections
      if (listed.length < problemsMax) listed.push({ line, problems })
    },
    addKnown: (row) => {
      counts.duplicate++
      if (counts.repeated.length < listedMax) counts.repeated.push(row)
    },
    summary: (profile, language, outcomes) => summaryOf(counts, profile, language, outcomes),
  }
}

function countRow(counts: Counts, mapped: MappedRow): void {
  counts[mapped.kind]++
  if (mapped.kind === 'nil') counts.nilReasons[mapped.why]++
  if (mapped.kind === 'duplicate' && counts.repeated.length < listedMax) {
    counts.repeated.push({ row: mapped.line, firstLine: mapped.firstLine })
  }
  if (mapped.kind === 'rejected' && counts.rejections.length < listedMax) {
    counts.rejections.push({ line: mapped.line, problems: mapped.problems })
  }
  if (mapped.kind === 'held' && counts.holds.length < listedMax) {
    counts.holds.push({ line: mapped.line, problems: mapped.missing })
  }
  if (mapped.kind !== 'ready') return
  for (const id of mapped.row.assumptions) counts.assumptions.set(id, (counts.assumptions.get(id) ?? 0) + 1)
  countNotes(counts, mapped.line, mapped.row.notes)
}

/** A row counts once for each kind of note, and once for each name that was taken for another. */
function countNotes({ notes, taken }: Counts, line: number, said: readonly Remark[]): void {
  for (const note of said) {
    const isFurther = said.find(({ code }) => code === note.code) !== note
    const before = notes.get(note.code)
    if (before && !isFurther) before.rows++
    else if (!before) notes.set(note.code, { rows: 1, line, example: note })
  }
  for (const { code, params } of said) {
    if (code !== 'party.taken_for') continue
    const [written, name] = [String(params['text']), String(params['name'])]
    const key = JSON.stringify([written, name])
    const before = taken.get(key)
    if (before) Object.assign(before, { rows: before.rows + 1, row: Math.min(before.row, line) })
    else taken.set(key, { written, name, rows: 1, row: line })
  }
}

function summaryOf(
  counts: Counts,
  profile: Profile,
  language: Language,
  outcomes: OutcomeCounts,
): ImportSummary {
  const { ready: accepted, held, rejected, duplicate: duplicates, nil } = counts
  const isChinese = language === 'zh-CN'
  const told = (listed: Counts['rejections']) =>
    listed.map(({ line, problems }) => reasonOf(line, problems, language))
  return {
    rows: accepted + held + rejected + duplicates + nil,
    accepted,
    held,
    rejected,
    duplicates,
    nil,
    outcomes,
    rejections: told(counts.rejections),
    holds: told(counts.holds),
    nilReasons: { ...counts.nilReasons },
    repeated: counts.repeated,
    assumptions: profile.assumptions.flatMap(({ id, says, why }) => {
      const rows = counts.assumptions.get(id) ?? 0
      return rows === 0
        ? []
        : [{ id, says: isChinese ? says.zh : says.en, why: isChinese ? why.zh : why.en, rows }]
    }),
    notes: [...counts.notes].map(([code, { rows, line, example }]) => ({
      code,
      rows,
      row: line,
      example: sayNote(example, language),
    })),
    taken: [...counts.taken.values()].slice(0, listedMax),
    unreadColumns: counts.unread,
    unlisted: {
      rejections: rejected - counts.rejections.length,
      holds: held - counts.holds.length,
      repeated: duplicates - counts.repeated.length,
      taken: Math.max(0, counts.taken.size - listedMax),
    },
    titleLines: counts.titleLines,
    ...(counts.sheet === undefined ? {} : { sheet: counts.sheet }),
    otherSheets: counts.otherSheets,
  }
}

/** One reason a row; when several cells are to blame, the first names the field and all are told. */
function reasonOf(line: number, problems: readonly Remark[], language: Language): RowReason {
  const told = problems.map((problem) => ({ ...sayProblem(problem, language), field: problem.field }))
  const [first] = told
  const also = told.slice(1).map(({ field, reason }) => (field === '' ? reason : `${field}: ${reason}`))
  return {
    row: line,
    field: first?.field ?? '',
    reason: [first?.reason ?? '', ...also].join(' '),
    repair: [...new Set(told.map((t) => t.repair))].join(' '),
  }
}
