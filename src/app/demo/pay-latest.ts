import {
  daysBefore,
  latestEnds,
  payers,
  refund,
  resultTable,
  type OrderEnd,
  type PlanMovement,
} from '../../../demo/payments.ts'
import { dayIn } from '../../kernel/time.ts'
import { stopOrder } from '../../modules/payments/index.ts'
import { homeZone } from '../world.ts'
import { later, type Course } from './course.ts'
import { fee, movementOf, payeeOf, show, topUp, type Purse } from './pay.ts'
import { bringResults, checkAll, prepareAll, sendBatch, type SampleOrder } from './pay-orders.ts'
import { answerRefund } from './refund.ts'
import type { Surprises } from './play.ts'
import { actAll, staffActor, type Stage } from './stage.ts'

const hour = 3_600_000
const day = 24 * hour

/** Of the latest orders, those with this end, in their order. */
type Ends = ReadonlyMap<OrderEnd, readonly SampleOrder[]>

const olderBatch: readonly OrderEnd[] = ['paid', 'failed', 'returned', 'unknown']
const newerBatch: readonly OrderEnd[] = ['sent', 'paid_unseen']

/**
 * The last two batches and what has not left yet, so that every state of a payment order is there to look at:
 * one failed and one came back, of one nobody knows the end until a line of the statement is answered, and of
 * one a part came back. What is paid beside them leaves with the first of the two.
 */
export async function payLatest(
  stage: Stage,
  purse: Purse,
  { beside, surprises }: { readonly beside: readonly Course[]; readonly surprises: Surprises },
): Promise<void> {
  const { latest } = purse
  for (const { steps } of latest) steps.shift()
  const at = later(stage.begunAt, -daysBefore.older * day)
  const endOf = (course: Course) =>
    beside.includes(course) ? 'paid' : (latestEnds[latest.indexOf(course)] ?? 'unordered')
  const ordered = [...latest.filter((course) => endOf(course) !== 'unordered'), ...beside]
  const orders = await prepareAll(stage, ordered, at, surprises)
  const ends: Ends = Map.groupBy(orders, ({ course }) => endOf(course))
  const isChecked = (end: OrderEnd) => end !== 'prepared' && end !== 'stopped'
  await checkAll(
    stage,
    [...ends].flatMap(([end, own]) => (isChecked(end) ? own : [])),
    later(at, 2 * hour),
  )
  await sendOlder(stage, purse, ends)
  await sendNewer(stage, purse, ends)
  await stopSome(stage, ends)
}

function ofEnds(ends: Ends, wanted: readonly OrderEnd[]): SampleOrder[] {
  return wanted.flatMap((end) => ends.get(end) ?? [])
}

/** The last batch but one: what the bank answered a day later, and its statement some days after that. */
async function sendOlder(stage: Stage, purse: Purse, ends: Ends): Promise<void> {
  const orders = ofEnds(ends, olderBatch)
  if (orders.length === 0) return
  const at = later(stage.begunAt, -daysBefore.older * day + 4 * hour)
  await sendBatch(stage, { key: 'batch-older', accountId: purse.accountId, at }, orders)
  const words = new Map([
    ...(ends.get('failed') ?? []).map((order) => [order, '失败'] as const),
    ...(ends.get('unknown') ?? []).map((order) => [order, '处理中'] as const),
  ])
  const rows = orders.map((order) => {
    const word = words.get(order) ?? '成功'
    return rowOf(stage, order, word)
  })
  const answeredAt = later(at, day)
  const file = { key: 'result-older', entity: purse.entity, text: resultTable(rows), at: answeredAt }
  await bringResults(stage, file)
  const refunded = partlyBack(ends)
  await show(stage, purse, {
    key: 'statement-latest',
    at: later(stage.begunAt, -daysBefore.statement * day + 5 * hour),
    movements: movementsOf(stage, purse, ends),
  })
  if (refunded) await answerRefund(stage, purse.entity, refunded)
}

/** The payment of which a part comes back: one to a company, of which no tax was withheld. */
function partlyBack(ends: Ends): SampleOrder | undefined {
  return ends.get('paid')?.find(({ course }) => course.exceptionId === undefined)
}

function movementsOf(stage: Stage, purse: Purse, ends: Ends): PlanMovement[] {
  const dayOf = (before: number) => dayIn(homeZone, later(stage.begunAt, -before * day + 4 * hour))
  const [left, back, shown] = [
    dayOf(daysBefore.older),
    dayOf(daysBefore.returned),
    dayOf(daysBefore.statement),
  ]
  const paid = ofEnds(ends, ['paid', 'returned']).map((order) => movementOf(stage, order, left))
  // The bank names a holder that is not the payee's: whether it is the payment, a person finds out.
  const asks = ofEnds(ends, ['unknown']).map((order) => ({
    ...movementOf(stage, order, dayOf(daysBefore.older - 1)),
    party: '华东片区结算中心',
    account: '',
  }))
  // The customer finds that it was credited too much, and sends the difference back.
  const sentBack = partlyBack(ends)
  const partly = (sentBack ? [sentBack] : []).map((order) => {
    const movement = movementOf(stage, order, dayOf(daysBefore.returned - 1))
    return { ...movement, minor: refund.minor, remark: refund.remark, number: '' }
  })
  const returned = ofEnds(ends, ['returned']).map((order) => {
    const movement = movementOf(stage, order, back)
    return { ...movement, minor: -movement.minor, remark: '退汇 收款账户状态异常' }
  })
  return [
    topUp(stage, purse, left),
    ...paid,
    fee(left),
    ...asks,
    ...returned,
    ...partly,
    { ...fee(shown), remark: '账户管理费' },
  ]
}

/** The last batch: the bank has answered for some of it, and no statement has shown it yet. */
async function sendNewer(stage: Stage, purse: Purse, ends: Ends): Promise<void> {
  const orders = ofEnds(ends, newerBatch)
  if (orders.length === 0) return
  const at = later(stage.begunAt, -daysBefore.newer * day)
  await sendBatch(stage, { key: 'batch-newer', accountId: purse.accountId, at }, orders)
  const answered = ofEnds(ends, ['paid_unseen']).map((order) => rowOf(stage, order, '成功'))
  if (answered.length === 0) return
  const file = { key: 'result-newer', entity: purse.entity, text: resultTable(answered), at: later(at, day) }
  await bringResults(stage, file)
}

function rowOf(stage: Stage, { course, number, minor }: SampleOrder, word: '成功' | '失败' | '处理中') {
  const reason = word === '失败' ? { reason: '户名与账号不符' } : {}
  return { ...payeeOf(stage, course), minor, number, word, ...reason }
}

/** An order that finance stopped before it left. */
async function stopSome(stage: Stage, ends: Ends): Promise<void> {
  await actAll(
    stage.world,
    stopOrder(),
    ofEnds(ends, ['stopped']).map(({ course, orderId }) => ({
      key: `demo:${course.benefit.key}:pay:stop`,
      actor: staffActor(stage, payers.checker),
      at: later(stage.begunAt, -daysBefore.open * day),
      body: { orderId, version: 1, reason: '对账单上的季度金额与计算表不一致，先停止，核对后再制单。' },
    })),
  )
}
