import type { z } from 'zod'
import type { previewBatch } from '../../../contract/bank.ts'
import { toMoneyJson } from '../../../kernel/money.ts'
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts'
import type { Call } from '../../../platform/act/command.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import type { Language } from '../../../texts/text.ts'
import { contentOf, judgeBatch, type BatchBody } from './batch-content.ts'
import type { BankDeps } from './deps.ts'

type View = z.output<typeof previewBatch.answer>

/** What a batch would hold and what it would leave out, decided as the batch itself is; nothing is stored. */
export async function previewOfBatch(
  deps: BankDeps,
  tx: Transaction,
  call: Call<BatchBody>,
  language: Language,
): Promise<View | Refusal> {
  const judged = await judgeBatch(deps, tx, call)
  if (isRefusal(judged)) return judged
  const { account, form, orders, held } = judged
  const content = await contentOf(tx, { call, account, form, orders, batchId: 'batch_preview' })
  const [files, left] = isRefusal(content) ? [[], []] : [content.files, content.leftOut]
  const byNumber = new Map(orders.map((order) => [order.end_to_end_id, order]))
  const outs = [
    ...held,
    ...left.flatMap(({ endToEndId, refusal }) => {
      const order = byNumber.get(endToEndId)
      return order ? [{ orderId: order.id, refusal }] : []
    }),
  ]
  const taken = files.map((file) => file.taken.flatMap(({ endToEndId }) => byNumber.get(endToEndId) ?? []))
  const money = (minor: bigint) => toMoneyJson({ currency: account.currency, minor })
  const sumOf = (rows: readonly { readonly minor: bigint }[]) =>
    rows.reduce((sum, row) => sum + row.minor, 0n)
  return {
    files: taken.map((rows) => ({ orders: rows.length, total: money(sumOf(rows)) })),
    orderIds: taken.flat().map(({ id }) => id),
    total: money(sumOf(taken.flat())),
    leftOut: outs.map(({ orderId, refusal }) => {
      const { says, wayOut } = sayRefusal(refusal, language)
      return { orderId, code: refusal.code, reason: says, repair: wayOut }
    }),
  }
}
