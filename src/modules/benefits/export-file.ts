import { because } from '../../kernel/because.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import type { Instant } from '../../kernel/time.ts'
import { act, type Door } from '../../platform/act/act.ts'
import { systemActor, type Actor } from '../../platform/act/actor.ts'
import type { Command } from '../../platform/act/command.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { storeFile, type FileStore } from '../../platform/files.ts'
import type { LongJobKind, LongJobRun } from '../../platform/jobs/long-job.ts'
import { csvText, xlsxBytes, type Sheet, type SheetCell } from '../../platform/sheets.ts'
import {
  exportInput,
  exportKindName,
  readFilters,
  whatIsExported,
  type ExportDeps,
  type ExportInput,
} from './export.ts'
import type { Place, RegisterPage } from './register-filter.ts'
import { findRegisterPage } from './store-register.ts'
import type { BenefitRow } from './tables.ts'
import {
  badgeOf,
  formWord,
  namesCut,
  namesFor,
  sayOf,
  sharedWord,
  staffName,
  titleOf,
  type RegisterReader,
  type RowNames,
} from './words.ts'

/** What the long job is made with; filled in `app`. */
export type ExportJobDeps = ExportDeps & {
  readonly door: Door
  readonly files: FileStore
  readonly now: () => Instant
}

/** The finished file: where it is kept, until when its link holds. */
export type ExportResult = {
  readonly digest: string
  readonly rows: number
  readonly fileName: string
  readonly mediaType: string
  readonly until: Instant
}

/** The link of an export holds for a day; the entry in the log stays. */
const linkHours = 24
const pageRows = 1000

/** Writes exports of the register, page by page from one snapshot; told to stop, it leaves no file. */
export function exportKind(deps: ExportJobDeps): LongJobKind {
  return {
    kind: exportKindName,
    run: async (run) => {
      const input = exportInput.parse(run.input)
      const written = await writeFile(deps, input, run)
      return written && { ...(await finish(deps, input, run.id, written)) }
    },
  }
}

type Written = { readonly bytes: Buffer; readonly rows: number }

async function writeFile(
  deps: ExportJobDeps,
  input: ExportInput,
  run: LongJobRun,
): Promise<Written | undefined> {
  const actor: Actor = { ...input.person, hasFreshFactor: false, hasSecondFactor: true, via: 'system' }
  return readOnly(deps.door.pool, [actor], async (tx) => {
    const state = { rows: 0, isStopped: false }
    const reader = await readerFor(deps, tx, actor, input.askedAt)
    const selection = await selectionFor(tx, reader, input)
    const rows = exportRows(tx, reader, selection, async (done) => {
      state.rows = done
      state.isStopped = !(await run.report(done, input.total, ''))
      return !state.isStopped
    })
    const about = aboutRows(reader, input, selection)
    const bytes = await bytesOf(reader, { format: input.format, about }, rows)
    return state.isStopped ? undefined : { bytes, rows: state.rows }
  })
}

async function readerFor(
  deps: ExportJobDeps,
  tx: Transaction,
  actor: Actor,
  at: Instant,
): Promise<RegisterReader> {
  const organisation = await deps.organisation(tx)
  const { today } = await whatIsExported(tx, organisation, actor, {}, at)
  return { actor, language: actor.language, now: at, today, organisation }
}

type Selection = Pick<RegisterPage, 'filter' | 'sight'>

async function selectionFor(
  tx: Transaction,
  { organisation, actor, now }: RegisterReader,
  { filters }: ExportInput,
): Promise<Selection> {
  const asked = readFilters(filters)
  if (isRefusal(asked)) throw new Error('the filters of a started export can be read')
  return whatIsExported(tx, organisation, actor, asked, now)
}

async function* exportRows(
  tx: Transaction,
  reader: RegisterReader,
  { filter, sight }: Selection,
  goesOn: (done: number) => Promise<boolean>,
): AsyncGenerator<SheetCell[]> {
  let after: Place | undefined
  for (let done = 0; ;) {
    const rows = await findRegisterPage(tx, { filter, sight, sort: 'newest', after, limit: pageRows })
    const names = await namesFor(
      tx,
      reader,
      rows.flatMap((row) => [row.customer_id, row.recipient_id]),
    )
    for (const row of rows) yield cellsOf(reader, names, row)
    done += rows.length
    const last = rows.at(-1)
    if (!(await goesOn(done)) || rows.length < pageRows || !last) return
    after = { on: last.happened_on, minor: String(last.value_minor), id: last.id }
  }
}

const columns = [
  'number',
  'on',
  'direction',
  'kind',
  'title',
  'customer',
  'recipient',
  'requester',
  'entity',
  'currency',
  'amount',
  'at_least',
  'verdict',
  'state',
  'late',
] as const

function cellsOf(reader: RegisterReader, names: RowNames, row: BenefitRow): SheetCell[] {
  return [
    row.number,
    { date: row.happened_on },
    sharedWord(reader, `direction.${row.direction}`),
    formWord(reader, row.form),
    titleOf(reader, row),
    names.party(row.customer_id)?.name ?? '',
    names.party(row.recipient_id)?.name ?? '',
    names.staff(row.requester_id),
    names.entity(row.entity_id),
    row.value_currency,
    { money: { currency: row.value_currency, minor: row.value_minor } },
    row.value_is_at_least,
    badgeOf(reader, row.outcome).word,
    sharedWord(reader, `state.${row.state}`),
    row.is_late,
  ]
}

async function bytesOf(
  reader: RegisterReader,
  { format, about }: Pick<ExportInput, 'format'> & { readonly about: readonly SheetCell[][] },
  rows: AsyncIterable<SheetCell[]>,
): Promise<Buffer> {
  const heading = columns.map((column) => sayOf(reader, `column.${column}`))
  const sheet = { name: sayOf(reader, 'export.sheet'), heading, rows }
  const parts: Uint8Array[] = []
  if (format === 'csv') {
    const marked = withMark(sheet, about)
    for await (const piece of csvText(marked)) parts.push(Buffer.from(piece, 'utf8'))
    return Buffer.concat(parts)
  }
  const second = {
    name: sayOf(reader, 'export.about'),
    heading: [sayOf(reader, 'export.mark'), ''],
    rows: about,
  }
  for await (const piece of xlsxBytes([sheet, second])) parts.push(piece)
  return Buffer.concat(parts)
}

/** A CSV file has one table, so its mark follows the rows, in lines as long as theirs. */
function withMark(sheet: Sheet, about: readonly SheetCell[][]): Sheet {
  const width = sheet.heading.length
  const wide = (cells: readonly SheetCell[]) => Array.from({ length: width }, (_, i) => cells[i] ?? null)
  async function* rows(): AsyncGenerator<SheetCell[]> {
    for await (const row of sheet.rows) yield [...row]
    for (const row of about) yield wide(row)
  }
  return { ...sheet, rows: rows() }
}

/** The mark of a file: who took it out, when, why, what it holds, and what it may lack. */
function aboutRows(reader: RegisterReader, input: ExportInput, { filter }: Selection): SheetCell[][] {
  const cut = filter.text && namesCut(reader, filter.text)
  const selection = Object.entries(input.filters)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${value}`)
  return [
    [sayOf(reader, 'export.by'), staffName(reader, input.person.personId)],
    [sayOf(reader, 'export.at'), input.askedAt],
    [sayOf(reader, 'export.reason'), input.reason],
    [sayOf(reader, 'export.selection'), selection.join('; ') || sayOf(reader, 'export.whole')],
    [sayOf(reader, 'export.rows'), { number: input.total }],
    ...(cut === undefined ? [] : [[sayOf(reader, 'export.names_cut'), cut]]),
  ]
}

/** Stores the file encrypted and logs its digest for the reader, once however often the job runs again. */
async function finish(
  deps: ExportJobDeps,
  input: ExportInput,
  jobId: string,
  written: Written,
): Promise<ExportResult> {
  const at = deps.now()
  const { personId } = input.person
  const actor = { ...systemActor, entityIds: input.person.entityIds, forPersonId: personId }
  const command = finishCommand(deps.files, input, written)
  const [outcome] = await act(deps.door, command, [{ key: `export-${jobId}`, actor, body: { jobId }, at }])
  if (outcome?.kind !== 'done')
    throw new Error(`the export ${jobId} could not be stored: ${outcome?.kind ?? 'none'}`)
  return outcome.answer
}

function finishCommand(
  files: FileStore,
  input: ExportInput,
  written: Written,
): Command<{ readonly jobId: string }, { readonly digest: string }, ExportResult> {
  const isCsv = input.format === 'csv'
  return {
    operation: 'benefits.finish_export',
    load: async (tx, [call]) => {
      const stored = await storeFile(files, tx, written.bytes, call?.at ?? '')
      if (isRefusal(stored)) throw new Error(`the export is no file: ${stored.code}`)
      return { digest: stored.digest }
    },
    decide: ({ digest }, { body, at }) => ({
      answer: {
        digest,
        rows: written.rows,
        fileName: `register-${at.slice(0, 10)}.${input.format}`,
        mediaType: isCsv ? 'text/csv; charset=utf-8' : xlsxType,
        until: new Date(Date.parse(at) + linkHours * 3_600_000).toISOString(),
      },
      object: { type: 'export', id: body.jobId },
      changes: [],
      reason: input.reason,
      note: {
        digest,
        rows: written.rows,
        bytes: written.bytes.length,
        format: input.format,
        reader: input.person.personId,
      },
    }),
  }
}

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Logs that a reader took a file, before the bytes leave. */
export const recordDownload: Command<
  { readonly jobId: string; readonly digest: string },
  undefined,
  { readonly digest: string }
> = {
  operation: 'benefits.record_download',
  load: async () => undefined,
  decide: (_, { body }) =>
    body.digest === ''
      ? { refusal: refuse('benefits.export_not_ready'), object: { type: 'export', id: body.jobId } }
      : {
          answer: { digest: body.digest },
          object: { type: 'export', id: body.jobId },
          reason: because('benefits.takes_export', { export: body.jobId }),
          changes: [],
          note: { digest: body.digest },
        },
}
