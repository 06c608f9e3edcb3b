import type { Instant } from '../../kernel/time.ts'
import { systemActor } from '../../platform/act/actor.ts'
import type { Call } from '../../platform/act/command.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { booksObjection, loadBooks } from './completion.ts'
import { loadCases } from './decide-again.ts'
import type { RequestDeps } from './deps.ts'
import { objectionTo, type MoveBody } from './move.ts'
import { findClosable } from './store-completion.ts'

/**
 * What can be completed of some requests and benefits as they stand now: given or paid, with nothing payable
 * any more, its voucher numbered in the statutory books, and its papers there. What has booked nothing is
 * left to people. The command decides all of it once more; asked here first, so that no refusal stands in the
 * log whenever one of the three comes before the others.
 */
export async function findCompletable(
  deps: RequestDeps,
  tx: Transaction,
  of: Parameters<typeof findClosable>[1],
  at: Instant,
): Promise<Call<MoveBody>[]> {
  const found = await findClosable(tx, of)
  const books = await loadBooks(tx, found)
  const calls = found
    .filter((row) => books.has(row.benefit_id ?? '') && !booksObjection(books, row))
    .map(({ id: requestId, version }): Call<MoveBody> => ({
      key: `complete:${requestId}:${String(version)}`,
      actor: systemActor,
      body: { requestId, version, verb: 'complete' },
      at,
    }))
  if (calls.length === 0) return []
  const cases = await loadCases(deps, tx, calls)
  return calls.filter((call) => {
    const each = cases.get(call.body.requestId)
    return each !== undefined && objectionTo(each, call, []) === undefined
  })
}
