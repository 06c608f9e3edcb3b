import { hash } from 'node:crypto'
import { firstAnswers, type LineAnswer } from '../../../demo/journal-answers.ts'
import { monthFiles, type Booked, type MonthFiles } from '../../../demo/journal.ts'
import { money, toDecimal } from '../../kernel/money.ts'
import { addDays, dayIn, type Instant, type LocalDate } from '../../kernel/time.ts'
import {
  benefitRecords,
  confirmLine,
  coverageKind,
  linesOfJob,
  markLine,
  startComparison,
  type CoverageDeps,
  type EvidenceRecord,
} from '../../modules/coverage/index.ts'
import {
  lastDayOf,
  monthBefore,
  monthOf,
  recordedNumbers,
  type Month,
  type RecordedNumber,
} from '../../modules/ledger/index.ts'
import { act } from '../../platform/act/act.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { runLongJob, withLongJobs } from '../../platform/jobs/long-job.ts'
import { coverageDeps } from '../coverage-deps.ts'
import { homeZone } from '../world.ts'
import { idOf, loaderOf, staffActor, type Stage } from './stage.ts'

/** A month of the sample's main entity, when it is compared, and what was said of its lines. */
export type Compared = {
  /** What its keys begin with. */
  readonly key: string
  readonly month: Month
  readonly at: Instant
  /** Whether finance exchanged two figures of one number when it told it. */
  readonly isMistyped: boolean
  readonly answers: readonly LineAnswer[]
}

/** The last whole month: its journal and its received invoices, of which a few lines are answered. */
export async function playCoverage(stage: Stage): Promise<void> {
  const { begunAt: at } = stage
  const month = monthBefore(monthOf(dayIn(homeZone, at)))
  await compareMonth(stage, { key: 'demo:coverage', month, at, isMistyped: true, answers: firstAnswers })
}

/**
 * Compares the journal of a month and its received invoices with the register; gives the comparison. Safe to
 * repeat: what was done before answers from its keys.
 */
export async function compareMonth(stage: Stage, compared: Compared): Promise<string> {
  const { world, founded } = stage
  const { month, at } = compared
  const base = coverageDeps(world)
  const deps: CoverageDeps = {
    ...base,
    now: () => at,
    door: { ...base.door, enqueue: withLongJobs(async () => undefined) },
  }
  const entityId = idOf(founded.entities, 'ent-sz')
  const [from, to] = [`${month}-01`, lastDayOf(month)]
  const [records, numbers] = await readOnly(world.pool, [loaderOf(founded)], async (tx) => {
    const asked = { from, to, entityId, currency: 'CNY', organisation: await deps.organisation(tx) }
    return [
      await benefitRecords(tx, { ...asked, from: addDays(from, -numberedWithinDays) }),
      await recordedNumbers(tx, { ...asked, until: to }),
    ]
  })
  // What is paid otherwise is booked once here: as it is paid.
  const shown = records.filter(({ isGiving }) => isGiving !== true)
  const files = monthFiles(month, bookedIn({ from, to, records: shown, numbers }, compared.isMistyped))
  const jobId = await handIn(stage, deps, { entityId, files, compared })
  await runLongJob(world.pool, [coverageKind(deps)], jobId, () => at)
  return answer(stage, jobId, compared)
}

/** So long after it was given finance may have told the number of a benefit. */
const numberedWithinDays = 60

type OfMonth = {
  readonly from: LocalDate
  readonly to: LocalDate
  readonly records: readonly EvidenceRecord[]
  readonly numbers: readonly RecordedNumber[]
}

/**
 * What the books of the month show of the register: each voucher of which finance has told the number, where
 * asked one of them with two figures exchanged, and what was given and has no number yet.
 */
function bookedIn({ from, to, records, numbers }: OfMonth, isMistyped: boolean): Booked[] {
  const byId = new Map(records.map((record) => [record.id, record]))
  const numbered = numbers.flatMap(({ benefitId, number, on: day, minor }, i): Booked[] => {
    const record = byId.get(benefitId)
    const voucher = isMistyped && i === 0 ? exchanged(number) : number
    if (!record) return takenBack(day, voucher)
    return [{ ...bookedOf({ ...record, day, minor: minor ?? record.minor }), voucher }]
  })
  const known = new Set(numbers.map(({ benefitId }) => benefitId))
  const bare = records.filter(({ id, day }) => day >= from && day <= to && !known.has(id))
  return [...numbered, ...bare.map(bookedOf)]
}

/** What was booked and taken back in red under one number: the register counts it no more. */
function takenBack(day: LocalDate, voucher: string): Booked[] {
  const line = { day, form: '', title: '冲销', customer: '', staff: '', voucher }
  return [
    { ...line, amount: '100.00' },
    { ...line, amount: '-100.00' },
  ]
}

/** A number as somebody mistypes it; one whose last two figures are the same is another one. */
function exchanged(number: string): string {
  const wrong = number.replace(/(\d)(\d)$/, '$2$1')
  return wrong === number ? `${number}0` : wrong
}

function bookedOf({ day, form = '', text, names, minor }: EvidenceRecord): Booked {
  const nameIn = (role: 'customer' | 'staff') => names.find((each) => each.role === role)?.name ?? ''
  return {
    day,
    form,
    title: text.slice(0, 12),
    customer: nameIn('customer'),
    staff: nameIn('staff'),
    amount: toDecimal(money('CNY', minor)),
  }
}

type HandedIn = { readonly entityId: string; readonly files: MonthFiles; readonly compared: Compared }

async function handIn(
  stage: Stage,
  deps: CoverageDeps,
  { entityId, files, compared }: HandedIn,
): Promise<string> {
  const { key, month, at } = compared
  const [books, list] = [Buffer.from(files.journal), Buffer.from(files.invoices)]
  const body = {
    entityId,
    name: `序时账-${month}.csv`,
    digest: hash('sha256', books),
    pool: { name: `取得发票-${month}.csv`, digest: hash('sha256', list) },
  }
  const call = { key, actor: staffActor(stage, 'lin-xiao'), at, body }
  const [outcome] = await act(deps.door, startComparison(deps, 'coverage.start', [books, list]), [call])
  if (outcome?.kind !== 'done') throw new Error('the sample journal is handed in')
  return outcome.answer.jobId
}

async function answer(stage: Stage, jobId: string, { key, at, answers }: Compared): Promise<string> {
  const { world, founded } = stage
  const { runId, lines } = await linesOfJob(world.pool, loaderOf(founded), jobId)
  for (const { payee, reason, confirmedBy } of answers) {
    const line = lines.find((each) => each.payee === payee)
    if (!line) continue
    const body = { runId, lineId: line.id, reason }
    const marks = { key: `${key}:${payee}`, actor: staffActor(stage, 'lin-xiao'), at, body }
    await act(world.door, markLine, [marks])
    if (confirmedBy === undefined) continue
    const confirms = { ...body, answer: 'confirm' as const }
    const confirmed = { key: `${key}:confirm:${payee}`, actor: staffActor(stage, confirmedBy), at }
    await act(world.door, confirmLine, [{ ...confirmed, body: confirms }])
  }
  return runId
}
