import type { Instant } from '../../kernel/time.ts'
import { holders, loadOpenFlows } from '../../modules/approvals/index.ts'
import { decideCommand, loadRequests, reviewType, type DecideBody } from '../../modules/requests/index.ts'
import { act } from '../../platform/act/act.ts'
import type { Call } from '../../platform/act/command.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { later, type Course } from './course.ts'
import { loaderOf, staffActor, told, type Stage } from './stage.ts'
import type { Surprises } from './play.ts'

/** Compliance looks at what was recorded at once, or was forbidden and given, on the second day. */
const afterMs = 26 * 3_600_000

const questioned = '事后复核：该类给付被禁止，已约谈经办人并报合规委员会跟进。'
const standing = '事后复核：事实与凭证一致，无异议。'

/** Has every review that was opened a while before `until` answered by whoever the product asks. */
export async function answerReviews(
  stage: Stage,
  courses: readonly Course[],
  until: Instant,
  surprises: Surprises,
): Promise<void> {
  const { world, founded } = stage
  const ids = courses.flatMap((course) => course.requestId ?? [])
  const { flows, requests } = await readOnly(world.pool, [loaderOf(founded)], async (tx) => {
    const open = await loadOpenFlows(tx, reviewType, ids)
    return { flows: open, requests: await loadRequests(tx, [...open.keys()]) }
  })
  const calls = [...flows].flatMap(([requestId, flow]) => {
    const at = later(flow.flow.opened_at, afterMs)
    const [first] = holders(flow)
    const key = Object.entries(founded.people).find(([, id]) => id === first)?.[0]
    const request = requests.get(requestId)
    if (key === undefined || !request || at >= until) return []
    const does =
      request.outcome === 'prohibit'
        ? { verb: 'reject' as const, reason: questioned }
        : { verb: 'approve' as const, reason: standing }
    const body = { requestId, version: request.version, readingSeconds: 95, does }
    return [{ key: `demo:${requestId}:review`, actor: staffActor(stage, key), at, body }]
  })
  for (const verb of ['approve', 'reject'] as const) {
    const command = decideCommand(world.requests, `approvals.${verb}`, reviewType)
    const mine: Call<DecideBody>[] = calls.filter(({ body }) => body.does.verb === verb)
    for (const outcome of await act(world.door, command, mine)) {
      if (outcome.kind !== 'done') surprises.set(told(outcome), ['a review'])
    }
  }
}
