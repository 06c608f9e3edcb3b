import { problemCursors } from '../contract/imports.ts'
import {
  correctRow,
  judgedRoles,
  readProblem,
  readProblems,
  reasonsJson,
  type CorrectAnswer,
  type CorrectBody,
  type ImportDeps,
  type JudgedRole,
} from '../modules/imports/index.ts'
import { isRefusal, refuse, type Refusal } from '../kernel/refusal.ts'
import { act } from '../platform/act/act.ts'
import type { Actor } from '../platform/act/actor.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import { importTexts } from '../texts/imports.ts'
import { fill, type Language } from '../texts/index.ts'
import { refusalText } from '../texts/refusals/index.ts'
import { needText, WrongUse, type CliCall, type OptionList } from './args.ts'
import { exit } from './io.ts'
import { tellRefusal } from './with-access.ts'

const text = { type: 'string' } as const
const texts = { type: 'string', multiple: true } as const
const flag = { type: 'boolean' } as const

/** The options that speak of rows that could not enter. */
export const problemOptions: OptionList = {
  problems: text,
  all: flag,
  correct: text,
  line: texts,
  set: texts,
  customer: text,
  person: text,
  staff: text,
  new: texts,
  not: texts,
  another: flag,
  'set-aside': flag,
  reason: text,
}

type Tools = { readonly deps: ImportDeps; readonly actor: Actor }
type Row = NonNullable<Awaited<ReturnType<typeof readProblem>>>

/** Rows of one question to the database. */
const pageRows = 200

/** Lists the rows of an import that wait, each with its reasons and whom its names may stand for. */
export async function listProblems(call: CliCall, tools: Tools, runId: string): Promise<number> {
  const rows = await problemsOf(call, tools, runId, call.has('all') ? 'all' : 'open')
  if (isRefusal(rows)) return tellRefusal(call, rows)
  const shown = rows.map(({ row, names, corrections }) => ({ ...row, names, corrections }))
  call.io.answer({ rows: shown }, () =>
    rows.length === 0
      ? [fill(importTexts['import.problem.none'], call.io.language)]
      : rows.flatMap((row) => rowLines(row, call.io.language)),
  )
  return exit.done
}

async function problemsOf(
  { io: { language } }: CliCall,
  { deps, actor }: Tools,
  runId: string,
  state: 'open' | 'all',
): Promise<Row[] | Refusal> {
  return readOnly(deps.pool, [actor], async (tx) => {
    const rows: Row[] = []
    let next: string | undefined
    do {
      const cursor = problemCursors.query.parse(next)
      const page = await readProblems(tx, runId, { state, cursor, limit: pageRows }, { actor, language })
      if (!page) return refuse('imports.run_unknown', { run: runId })
      for (const { problemId } of page.items) {
        const row = await readProblem(deps, tx, { runId, problemId }, { actor, now: deps.now(), language })
        if (row) rows.push(row)
      }
      next = page.next
    } while (next !== undefined)
    return rows
  })
}

function rowLines({ row, names, corrections }: Row, language: Language): string[] {
  const benefit = corrections.at(-1)?.benefitId ?? ''
  const state = fill(importTexts[stateWords[row.state]], language, { benefit })
  const say = (key: keyof typeof importTexts, params: Readonly<Record<string, string | number>>) =>
    fill(importTexts[key], language, params)
  return [
    say('import.problem.row', { line: row.line, state }),
    ...row.reasons.map(({ field, reason, repair }) =>
      say('import.problem.reason', { reason: field === '' ? reason : `${field}: ${reason}`, repair }),
    ),
    ...names.flatMap(({ role, text: name, candidates }) =>
      candidates.map(({ partyId, name: known }) =>
        say('import.problem.candidate', { text: name, name: known, role, id: partyId }),
      ),
    ),
    ...row.cells
      .filter((cell) => cell.text !== '')
      .map((cell) => say('import.problem.cell', { column: cell.column, text: cell.text })),
  ]
}

const stateWords = {
  held: 'import.sheet.held',
  rejected: 'import.sheet.rejected',
  entered: 'import.result.entered',
  set_aside: 'import.result.set_aside',
} as const satisfies Record<Row['row']['state'], keyof typeof importTexts>

type Came = { readonly line: number } & (CorrectAnswer | { readonly refused: Refusal })

/** Puts rows of an import right, the same in each line that is named, one entry of the log a row. */
export async function correctLines(call: CliCall, tools: Tools, runId: string): Promise<number> {
  const said = saidIn(call)
  const lines = call.texts('line').map(Number)
  if (lines.length === 0) throw new WrongUse(importTexts['import.problem.line'])
  const rows = await problemsOf(call, tools, runId, 'all')
  if (isRefusal(rows)) return tellRefusal(call, rows)
  const came: Came[] = []
  for (const line of lines) {
    const found = rows.find(({ row }) => row.line === line)
    if (!found) throw new WrongUse(importTexts['import.problem.no_line'], { line })
    const answer = await correctOne(tools, { ...said, runId, problemId: found.row.problemId })
    came.push(isRefusal(answer) ? { line, refused: answer } : { line, ...answer })
  }
  const { language } = call.io
  call.io.answer({ items: came.map((one) => cameJson(one, language)) }, () =>
    came.flatMap((one) => cameLines(one, language)),
  )
  const isAllDone = came.every(
    (one) => 'result' in one && (one.result === 'entered' || one.result === 'set_aside'),
  )
  return isAllDone ? exit.done : exit.found
}

async function correctOne({ deps, actor }: Tools, body: CorrectBody): Promise<CorrectAnswer | Refusal> {
  const at = deps.now()
  const key = `cli-${body.problemId}-${at}`
  const [outcome] = await act(deps.door, correctRow(deps), [{ key, actor, at, body }])
  if (outcome?.kind === 'done') return outcome.answer
  if (outcome?.kind === 'refused' || outcome?.kind === 'forbidden') return outcome.refusal
  throw new Error('a fresh key cannot be in use')
}

function saidIn(call: CliCall): Omit<CorrectBody, 'runId' | 'problemId'> {
  const ruledOut = call.texts('not')
  const picked = judgedRoles.flatMap((role) => {
    const partyId = call.text(role)
    return partyId === undefined ? [] : [{ role, partyId }]
  })
  const opened = call.texts('new').map((given) => ({ role: roleOf(given), isNew: true as const, ruledOut }))
  return {
    cells: call.texts('set').map(cellOf),
    parties: [...picked, ...opened],
    isAnother: call.has('another'),
    isSetAside: call.has('set-aside'),
    reason: needText(call, 'reason'),
  }
}

function cellOf(given: string): { column: string; text: string } {
  const at = given.indexOf('=')
  if (at < 1) throw new WrongUse(importTexts['import.problem.set'], { text: given })
  return { column: given.slice(0, at).trim(), text: given.slice(at + 1) }
}

function roleOf(given: string): JudgedRole {
  const role = judgedRoles.find((each) => each === given)
  if (!role) throw new WrongUse(importTexts['import.problem.role'], { text: given })
  return role
}

function cameJson(came: Came, language: Language) {
  if ('refused' in came) {
    const { code, params } = came.refused
    return { line: came.line, refused: code, says: fill(refusalText(code).says, language, params) }
  }
  const { remarks, ...answer } = came
  return { ...answer, reasons: reasonsJson(remarks, language) }
}

function cameLines(came: Came, language: Language): string[] {
  const { line } = came
  const say = (result: string) => fill(importTexts['import.job.corrected'], language, { line, result })
  if ('refused' in came) {
    const { says, wayOut } = refusalText(came.refused.code)
    const words = [says, wayOut].map((sentence) => fill(sentence, language, came.refused.params))
    return [say(words.join(' '))]
  }
  const benefit = came.benefitId ?? ''
  const result = fill(importTexts[`import.result.${came.result}`], language, { benefit })
  const reasons = reasonsJson(came.remarks, language).map(({ field, reason, repair }) =>
    fill(importTexts['import.problem.reason'], language, {
      reason: field === '' ? reason : `${field}: ${reason}`,
      repair,
    }),
  )
  return [say(result), ...reasons]
}
