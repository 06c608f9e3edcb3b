import { payers, refund } from '../../../demo/payments.ts'
import { answerLine, openLines } from '../../modules/payments/index.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { later } from './course.ts'
import { bankDepsOf, type SampleOrder } from './pay-orders.ts'
import { actAll, idOf, loaderOf, staffActor, type Stage } from './stage.ts'

const hour = 3_600_000

/** Finance says of which payment a line is a part that came back; whoever made the payment never does. */
export async function answerRefund(stage: Stage, entity: string, { orderId }: SampleOrder): Promise<void> {
  const { world, founded, begunAt } = stage
  const entityId = idOf(founded.entities, entity)
  const lines = await readOnly(world.pool, [loaderOf(founded)], (tx) => openLines(tx, entityId, linesMost))
  const line = lines.find((each) => each.direction === 'in' && each.minor === refund.minor)
  // In an earlier run somebody answered it.
  if (!line) return
  const body = {
    lineId: line.id,
    version: line.version,
    verdict: 'refunded' as const,
    orderIds: [orderId],
    reason: refund.reason,
  }
  const at = later(begunAt, -40 * hour)
  const call = { key: 'demo:refund', actor: staffActor(stage, payers.checker), at, body }
  await actAll(world, answerLine(bankDepsOf(stage)), [call])
}

/** The sample leaves a handful of lines open. */
const linesMost = 50
