import type { Instant } from '../kernel/time.ts'
import { closableAfter, findCompletable, moveCommand, type RequestDeps } from '../modules/requests/index.ts'
import { act, actWithin, type Door } from '../platform/act/act.ts'
import { systemActor } from '../platform/act/actor.ts'
import type { FollowPort } from '../platform/act/ports.ts'
import type { RowChange } from '../platform/act/rows.ts'
import { aside, readOnly } from '../platform/db/in-transaction.ts'
import type { World } from './world.ts'

/** Of which requests and benefits something came that completion waits for. */
type Touched = { readonly requestIds: readonly string[]; readonly benefitIds: readonly string[] }

/**
 * Completes a benefit in the transaction that brings the last of what it waits for: what is payable was paid
 * or released, its voucher got its number, its papers came. A fault leaves alone what it follows from; it is
 * met again, and told, within the hour.
 */
export function completing(requests: RequestDeps, doorOf: () => Door): FollowPort {
  return (decided) => {
    const touched = touchedBy(decided.flatMap(({ changes }) => changes))
    const at = decided.at(-1)?.at
    if (at === undefined || touched.requestIds.length + touched.benefitIds.length === 0) return undefined
    return async (tx) => {
      await aside(tx, async () => {
        const calls = await findCompletable(requests, tx, touched, at)
        if (calls.length > 0) await actWithin(doorOf(), tx, moveCommand(requests, 'complete'), calls)
      })
    }
  }
}

function touchedBy(changes: readonly RowChange[]): Touched {
  const of = (table: string) => changes.filter((change) => change.table.name === table)
  const lines = of('ledger.line').filter(
    ({ row }) => row['account'] === 'payable' && typeof row['minor'] === 'bigint' && row['minor'] > 0n,
  )
  const lowered = new Set(lines.map(({ row }) => row['entry_id']))
  const benefitIds = [
    ...of('ledger.entry')
      .filter(({ row }) => lowered.has(row.id))
      .map(({ row }) => row['object_id']),
    ...of('ledger.voucher').map(({ row }) => row['benefit_id']),
  ]
  // What is not given or paid yet gets its papers together with its request, which this asks nothing of.
  const early = new Set(
    of('requests.request').flatMap(({ row }) => (isClosable(row['state']) ? [] : [row.id])),
  )
  const requestIds = of('requests.evidence').flatMap(({ row }) => row['request_id'] ?? [])
  return {
    benefitIds: textsOf(benefitIds),
    requestIds: textsOf(requestIds).filter((id) => !early.has(id)),
  }
}

function isClosable(state: unknown): boolean {
  return state === 'given' || state === 'paid'
}

function textsOf(values: readonly unknown[]): string[] {
  return [...new Set(values.filter((value) => typeof value === 'string'))].sort()
}

/**
 * Completes all that has what it needs: what was ready before this version, what became ready by a change of
 * the rules, and what a fault left behind.
 */
export async function completeThisHour(world: World, at: Instant): Promise<void> {
  for (let after = ''; ;) {
    const from = after
    const ids = await readOnly(world.pool, [systemActor], (tx) => closableAfter(tx, from))
    const last = ids.at(-1)
    if (last === undefined) return
    const of = { requestIds: ids, benefitIds: [] }
    const calls = await readOnly(world.pool, [systemActor], (tx) =>
      findCompletable(world.requests, tx, of, at),
    )
    const keyed = calls.map((call) => ({ ...call, key: `${call.key}:${at.slice(0, 13)}` }))
    for (let first = 0; first < keyed.length; first += setSize) {
      await act(world.door, moveCommand(world.requests, 'complete'), keyed.slice(first, first + setSize))
    }
    after = last
  }
}

/** Requests that are completed by one call of the command. */
const setSize = 50
