import { because } from '../../../kernel/because.ts'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { insertRow, type RowChange } from '../../../platform/act/rows.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { storeFile } from '../../../platform/files.ts'
import { interlockRefusals } from '../orders/interlock.ts'
import { sentRows, type OrdersInHand } from '../orders/outcome.ts'
import type { OrderRow } from '../tables.ts'
import { contentOf, judgeBatch, type BatchBody, type Writing } from './batch-content.ts'
import type { BankDeps } from './deps.ts'
import { batchFileTable, batchLineTable, batchTable, type OwnAccountRow } from './tables.ts'

/** What became of a batch; the payments that stand in no file stay checked, each with its reason. */
export type BatchAnswer = {
  readonly batchId: string
  readonly files: readonly { readonly fileId: string; readonly name: string; readonly digest: string }[]
  readonly sent: readonly string[]
  readonly leftOut: readonly { readonly orderId: string; readonly refusal: Refusal }[]
}

type MadeFile = {
  readonly id: string
  readonly name: string
  readonly digest: string
  readonly mediaType: string
  readonly minor: bigint
  readonly orders: readonly OrderRow[]
}

type Made = {
  readonly batchId: string
  readonly account: OwnAccountRow
  /** The form that is shipped, or the edition of a template: the batch keeps it. */
  readonly form: string
  readonly inHand: OrdersInHand
  readonly files: readonly MadeFile[]
  readonly leftOut: BatchAnswer['leftOut']
}

/**
 * Makes the files of a batch and sends its orders. Everything that holds an order back is asked once more,
 * and its file and its number are stored in the transaction that marks it as sent: before that nobody can
 * hand a file out, and after it no order leaves a second time, whatever becomes of the bank's answer.
 */
export function makeBatch(deps: BankDeps): Command<BatchBody, Made | Refusal, BatchAnswer> {
  return {
    operation: 'bank.make_batch',
    load: async (tx, [call]) => {
      if (!call) throw new Error('a command has a call')
      return loadMade(deps, tx, call)
    },
    decide: (made, call) => decideBatch(deps, made, call),
    constraints: {
      ...interlockRefusals<BatchBody>(({ accountId }) => ({ type: 'own_account', id: accountId })),
      order_leaves_once: ({ body }) => ({
        refusal: refuse('bank.order_left'),
        object: { type: 'own_account', id: body.accountId },
      }),
    },
  }
}

async function loadMade(deps: BankDeps, tx: Transaction, call: Call<BatchBody>): Promise<Made | Refusal> {
  const judged = await judgeBatch(deps, tx, call)
  if (isRefusal(judged)) return judged
  const { account, form, inHand, orders, held } = judged
  const batchId = deps.newId('paymentBatch')
  const written = await writtenFiles(deps, tx, { call, account, form, orders, batchId })
  // Without a payment there is no batch, and the first reason is the one to tell.
  if (isRefusal(written)) return held[0]?.refusal ?? written
  if (written.files.length === 0) return refuse('bank.nothing_to_pay')
  return {
    batchId,
    account,
    form: form.form,
    inHand,
    files: written.files,
    leftOut: [...held, ...written.leftOut],
  }
}

async function writtenFiles(
  deps: BankDeps,
  tx: Transaction,
  writing: Writing,
): Promise<Pick<Made, 'files' | 'leftOut'> | Refusal> {
  const { orders, call } = writing
  const written = await contentOf(tx, writing)
  if (isRefusal(written)) return written
  const byNumber = new Map(orders.map((order) => [order.end_to_end_id, order]))
  const files: MadeFile[] = []
  for (const { name, bytes, taken, mediaType } of written.files) {
    const content = Buffer.from(bytes)
    const stored = await storeFile(deps.files, tx, content, call.at, mediaType)
    if (isRefusal(stored)) throw new Error(`a file of payments is no file: ${stored.code}`)
    const own = taken.flatMap(({ endToEndId }) => byNumber.get(endToEndId) ?? [])
    const minor = own.reduce((sum, order) => sum + order.minor, 0n)
    files.push({ id: deps.newId('file'), name, digest: stored.digest, mediaType, minor, orders: own })
  }
  const leftOut = written.leftOut.flatMap(({ endToEndId, refusal }) => {
    const order = byNumber.get(endToEndId)
    return order ? [{ orderId: order.id, refusal }] : []
  })
  return { files, leftOut }
}

function decideBatch(deps: BankDeps, made: Made | Refusal, call: Call<BatchBody>): Decision<BatchAnswer> {
  const { body, actor, at } = call
  if (isRefusal(made)) return { refusal: made, object: { type: 'own_account', id: body.accountId } }
  const { batchId, account, files, inHand } = made
  const entityId = account.entity_id
  const object = { type: 'payment_batch', id: batchId }
  const orders = files.flatMap((file) => file.orders)
  const minor = orders.reduce((sum, order) => sum + order.minor, 0n)
  const changes: RowChange[] = [
    insertRow(batchTable, {
      id: batchId,
      entity_id: entityId,
      account_id: account.id,
      form: made.form,
      execute_on: body.executeOn,
      currency: account.currency,
      minor,
      orders: orders.length,
      made_by: actor.personId,
      made_at: at,
    }),
    ...files.map(({ id, name, digest, mediaType, minor: sum, orders: { length } }) =>
      insertRow(batchFileTable, {
        id,
        entity_id: entityId,
        batch_id: batchId,
        name,
        digest,
        media_type: mediaType,
        orders: length,
        minor: sum,
      }),
    ),
  ]
  for (const file of files) {
    for (const { id: orderId } of file.orders) {
      const sent = sentRows(inHand, orderId, at)
      if (isRefusal(sent)) return { refusal: sent, object, entityId }
      const line = { entity_id: entityId, batch_id: batchId, file_id: file.id, order_id: orderId }
      changes.push(...sent, insertRow(batchLineTable, { id: deps.newId('line'), ...line }))
    }
  }
  return {
    answer: {
      batchId,
      files: files.map(({ id, name, digest }) => ({ fileId: id, name, digest })),
      sent: orders.map(({ id }) => id),
      leftOut: made.leftOut,
    },
    object,
    entityId,
    changes,
    reason: because('bank.batch_made', { orders: orders.length, leftOut: made.leftOut.length }),
    note: { digests: files.map(({ digest }) => digest), orders: orders.length },
  }
}

/** Logs that somebody took a file of payments, before its bytes leave. */
export const recordBatchFile: Command<
  { readonly fileId: string; readonly batchId: string; readonly entityId: string; readonly digest: string },
  undefined,
  { readonly digest: string }
> = {
  operation: 'bank.record_download',
  load: async () => undefined,
  decide: (_, { body }) => ({
    answer: { digest: body.digest },
    object: { type: 'payment_batch', id: body.batchId },
    entityId: body.entityId,
    reason: because('bank.file_taken', { file: body.fileId }),
    changes: [],
    note: { digest: body.digest },
  }),
}
