import { hash } from 'node:crypto'
import { monthFiles, type Booked } from '../../../demo/journal.ts'
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
import { recordedNumbers, type RecordedNumber } from '../../modules/ledger/index.ts'
import { act } from '../../platform/act/act.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { runLongJob, withLongJobs } from '../../platform/jobs/long-job.ts'
import { coverageDeps } from '../coverage-deps.ts'
import { idOf, loaderOf, staffActor, type Stage } from './stage.ts'

/** What finance and compliance have said of lines so far, by whom each pays. */
const answers = [
  { payee: '太湖人家酒楼', reason: '月末盘点加班餐，附考勤和菜单', isConfirmed: false },
  { payee: '新百购物中心', reason: '食堂饭卡充值，附领用清单', isConfirmed: true },
  { payee: '宏远信息咨询中心', reason: '年度审计配合咨询，合同 ZX-2026-08', isConfirmed: false },
] as const

/**
 * The last whole month of the sample's main entity: its journal and its received invoices compared with the
 * register, and a few lines answered. Safe to repeat: what was done before answers from its keys.
 */
export async function playCoverage(stage: Stage): Promise<void> {
  const { world, founded, begunAt } = stage
  const base = coverageDeps(world)
  const deps: CoverageDeps = {
    ...base,
    now: () => begunAt,
    door: { ...base.door, enqueue: withLongJobs(async () => undefined) },
  }
  const entityId = idOf(founded.entities, 'ent-sz')
  const from = `${addDays(`${dayIn('Asia/Shanghai', begunAt).slice(0, 7)}-01`, -1).slice(0, 7)}-01`
  const month = from.slice(0, 7)
  const to = lastOf(month)
  const [records, numbers] = await readOnly(world.pool, [loaderOf(founded)], async (tx) => {
    const asked = { from, to, entityId, currency: 'CNY', organisation: await deps.organisation(tx) }
    return [
      await benefitRecords(tx, { ...asked, from: addDays(from, -numberedWithinDays) }),
      await recordedNumbers(tx, { ...asked, until: to }),
    ]
  })
  const files = monthFiles(month, bookedIn({ from, to, records, numbers }))
  const jobId = await handIn(stage, deps, entityId, files, month)
  await runLongJob(world.pool, [coverageKind(deps)], jobId, () => begunAt)
  await answer(stage, jobId, begunAt)
}

/** So long after it was given finance may have told the number of a benefit. */
const numberedWithinDays = 60

type Month = {
  readonly from: LocalDate
  readonly to: LocalDate
  readonly records: readonly EvidenceRecord[]
  readonly numbers: readonly RecordedNumber[]
}

/**
 * What the books of the month show of the register: each voucher of which finance has told the number, one of
 * them with two figures exchanged, and what was given and has no number yet.
 */
function bookedIn({ from, to, records, numbers }: Month): Booked[] {
  const byId = new Map(records.map((record) => [record.id, record]))
  const numbered = numbers.flatMap(({ benefitId, number, on: day, minor }, i): Booked[] => {
    const record = byId.get(benefitId)
    const voucher = i === 0 ? exchanged(number) : number
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

function lastOf(month: string): LocalDate {
  return addDays(`${addDays(`${month}-01`, 31).slice(0, 7)}-01`, -1)
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

async function handIn(
  stage: Stage,
  deps: CoverageDeps,
  entityId: string,
  { journal, invoices }: { readonly journal: string; readonly invoices: string },
  month: string,
): Promise<string> {
  const [books, list] = [Buffer.from(journal), Buffer.from(invoices)]
  const body = {
    entityId,
    name: `序时账-${month}.csv`,
    digest: hash('sha256', books),
    pool: { name: `取得发票-${month}.csv`, digest: hash('sha256', list) },
  }
  const call = { key: 'demo:coverage', actor: staffActor(stage, 'lin-xiao'), at: stage.begunAt, body }
  const [outcome] = await act(deps.door, startComparison(deps, 'coverage.start', [books, list]), [call])
  if (outcome?.kind !== 'done') throw new Error('the sample journal is handed in')
  return outcome.answer.jobId
}

async function answer(stage: Stage, jobId: string, at: Instant): Promise<void> {
  const { world, founded } = stage
  const { runId, lines } = await linesOfJob(world.pool, loaderOf(founded), jobId)
  for (const { payee, reason, isConfirmed } of answers) {
    const line = lines.find((each) => each.payee === payee)
    if (!line) continue
    const body = { runId, lineId: line.id, reason }
    const marks = { key: `demo:coverage:${payee}`, actor: staffActor(stage, 'lin-xiao'), at, body }
    await act(world.door, markLine, [marks])
    if (!isConfirmed) continue
    const confirms = { ...body, answer: 'confirm' as const }
    const key = `demo:coverage:confirm:${payee}`
    await act(world.door, confirmLine, [{ key, actor: staffActor(stage, 'shen-lu'), at, body: confirms }])
  }
}
