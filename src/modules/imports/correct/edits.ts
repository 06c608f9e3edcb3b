import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { JudgedRole, Judgement, Judgements } from '../judgement.ts'
import type { Heading, Remark } from '../domain.ts'
import type { ReadRow } from '../../../platform/tables/read.ts'
import type { CorrectionRow, ProblemRow } from '../tables.ts'

/** One cell with its new text; its column by the heading, or by its number from 1 as `#3`. */
export type CellEdit = { readonly column: string; readonly text: string }

/** A name of the row that somebody judged. */
export type PartyEdit =
  | { readonly role: JudgedRole; readonly partyId: string }
  | { readonly role: JudgedRole; readonly isNew: true; readonly ruledOut: readonly string[] }

/** One cell as a correction keeps it: the text of the file is never lost. */
export type EditedCell = { readonly column: string; readonly was: string; readonly now: string }

/** What a correction changed, as it is stored. */
export type What = {
  readonly cells: readonly EditedCell[]
  readonly parties: readonly PartyEdit[]
  readonly isAnother: boolean
}

/** A row that could not enter, as it stands after all that was put right so far. */
export type Standing = {
  readonly cells: readonly string[]
  readonly parties: readonly PartyEdit[]
  readonly state: 'held' | 'rejected' | 'entered' | 'set_aside'
  readonly remarks: readonly Remark[]
}

/** Reads a stored row with its corrections, oldest first. */
export function standingOf(problem: ProblemRow, heading: Heading, done: readonly CorrectionRow[]): Standing {
  const first: Standing = {
    cells: cellsOf(problem),
    parties: [],
    // The database keeps the list of kinds.
    state: problem.kind as 'held' | 'rejected',
    remarks: remarksOf(problem),
  }
  return done.reduce((standing, row) => after(standing, heading, row), first)
}

function after(standing: Standing, heading: Heading, row: CorrectionRow): Standing {
  const what = whatOf(row)
  const edits = what.cells.map(({ column, now }) => ({ column, text: now }))
  const edited = withEdits(heading, standing.cells, edits)
  return {
    cells: 'code' in edited ? standing.cells : edited.cells,
    parties: withParties(standing.parties, what.parties),
    state: row.result as Standing['state'],
    remarks: JSON.parse(row.remarks) as readonly Remark[],
  }
}

/** The remarks of a row that could not enter; written by this module. */
function remarksOf({ remarks }: Pick<ProblemRow, 'remarks'>): readonly Remark[] {
  return JSON.parse(remarks) as readonly Remark[]
}

/** What a correction changed; written by this module. */
export function whatOf({ what }: Pick<CorrectionRow, 'what'>): What {
  return JSON.parse(what) as What
}

/**
 * Lines whose cells could not be told apart: there is one text for all of them, and each cell is given anew.
 */
const brokenLines = new Set(['line.quotes', 'line.quote_open'])

function cellsOf(problem: ProblemRow): readonly string[] {
  const isBroken = remarksOf(problem).some(({ code }) => brokenLines.has(code))
  return isBroken ? [] : (JSON.parse(problem.cells) as readonly string[])
}

/** Puts new texts into cells; a refusal for a column that the file does not have. */
export function withEdits(
  heading: Heading,
  cells: readonly string[],
  edits: readonly CellEdit[],
): { readonly cells: readonly string[]; readonly edited: readonly EditedCell[] } | Refusal {
  const next = [...cells]
  const edited: EditedCell[] = []
  for (const { column, text } of edits) {
    const at = placeOf(heading, cells.length, column)
    if (at === undefined) return refuse('imports.column_unknown', { column }, '/body/cells')
    edited.push({ column, was: next[at] ?? '', now: text })
    for (let i = next.length; i < at; i++) next[i] = ''
    next[at] = text
  }
  return { cells: next, edited }
}

function placeOf(heading: Heading, width: number, column: string): number | undefined {
  const numbered = /^#([1-9]\d{0,3})$/.exec(column)
  if (numbered) {
    const at = Number(numbered[1]) - 1
    return at < Math.max(heading.cells.length, width) ? at : undefined
  }
  const at = heading.cells.findIndex((cell) => cell.trim() === column.trim())
  return at === -1 ? undefined : at
}

/** The columns of a file as a person names them. */
export function columnsOf(heading: Heading, cells: readonly string[]): { column: string; text: string }[] {
  const length = Math.max(heading.cells.length, cells.length)
  return Array.from({ length }, (_, at) => {
    const name = (heading.cells[at] ?? '').trim()
    const isFirst = heading.cells.findIndex((cell) => cell.trim() === name) === at
    return { column: name !== '' && isFirst ? name : `#${at + 1}`, text: cells[at] ?? '' }
  })
}

/** The later word on a name counts. */
export function withParties(before: readonly PartyEdit[], now: readonly PartyEdit[]): PartyEdit[] {
  return [...new Map([...before, ...now].map((edit) => [edit.role, edit])).values()]
}

/** What was said of the names of a row. */
export function judgementsOf(parties: readonly PartyEdit[], reason: string): Judgements {
  const roles: Partial<Record<JudgedRole, Judgement>> = {}
  for (const edit of parties) {
    roles[edit.role] =
      'partyId' in edit ? { is: 'party', partyId: edit.partyId } : { is: 'new', ruledOut: edit.ruledOut }
  }
  return { roles, reason }
}

/**
 * The row as a reader gives it. A cell that held no readable value, as an error of a formula, stays one until
 * it is given anew.
 */
export function rowOf(problem: ProblemRow, heading: Heading, standing: Pick<Standing, 'cells'>): ReadRow {
  const { cells } = standing
  const original = cellsOf(problem)
  const faults = new Map(
    remarksOf(problem).flatMap(({ field, code }) => {
      const at = heading.cells.findIndex((cell) => cell.trim() === field)
      return code.startsWith('cell.') && at !== -1 && cells[at] === original[at] ? [[at, code] as const] : []
    }),
  )
  return { kind: 'row', line: problem.line, cells, ...(faults.size === 0 ? {} : { faults }) }
}
