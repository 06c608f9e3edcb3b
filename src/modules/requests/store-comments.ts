import type { Transaction } from '../../platform/db/transaction.ts'
import { rowsFor } from '../../platform/db/rows-for.ts'
import type { CommentRow } from './tables.ts'

const rowsBy = rowsFor<{ 'requests.comment': CommentRow }>()

/** What was said about requests, oldest first, by request. */
export async function loadComments(
  tx: Transaction,
  requestIds: readonly string[],
): Promise<Map<string, CommentRow[]>> {
  const rows = await rowsBy(tx, 'requests.comment', { column: 'request_id', values: requestIds, order: 'at' })
  return Map.groupBy(rows, (row) => row.request_id)
}

/** One comment by id. */
export async function findComment(tx: Transaction, commentId: string): Promise<CommentRow | undefined> {
  const [row] = await rowsBy(tx, 'requests.comment', { column: 'id', values: [commentId] })
  return row
}
