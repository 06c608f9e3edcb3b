import { holders, loadOpenFlows } from '../../modules/approvals/index.ts'
import { answerReversalCommand, findOpenReversals } from '../../modules/requests/index.ts'
import type { Instant } from '../../kernel/time.ts'
import { act } from '../../platform/act/act.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { later } from './course.ts'
import { loaderOf, staffActor, told, type Stage } from './stage.ts'

/** A reversal that was asked for, and when. */
type Asked = { readonly requestId: string; readonly at: Instant }

/** Compliance reads the return receipt and the customer's account. */
const confirmed = '已核对退还收据与客户对账单，同意冲销。'
const afterMs = 95 * 60_000

/** Has reversals confirmed by whoever the product asks; tells what it would not let them do. */
export async function confirmReversals(stage: Stage, asked: readonly Asked[]): Promise<string[]> {
  if (asked.length === 0) return []
  const { world, founded } = stage
  const ids = asked.map(({ requestId }) => requestId)
  const { reversals, flows } = await readOnly(world.pool, [loaderOf(founded)], async (tx) => {
    const open = await findOpenReversals(tx, ids)
    const rounds = await loadOpenFlows(
      tx,
      'reversal',
      [...open.values()].map(({ id }) => id),
    )
    return { reversals: open, flows: rounds }
  })
  const calls = asked.flatMap(({ requestId, at }) => {
    const reversalId = reversals.get(requestId)?.id ?? ''
    const flow = flows.get(reversalId)
    const [first] = flow ? holders(flow) : []
    const key = Object.entries(founded.people).find(([, id]) => id === first)?.[0]
    if (key === undefined) return []
    const body = { reversalId, isConfirmed: true, reason: confirmed }
    const actor = staffActor(stage, key)
    return [{ key: `demo:${requestId}:reversal`, actor, at: later(at, afterMs), body }]
  })
  const outcomes = await act(world.door, answerReversalCommand(world.requests), calls)
  return outcomes.flatMap((outcome) => (outcome.kind === 'done' ? [] : [told(outcome)]))
}
