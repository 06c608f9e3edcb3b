import { because } from '../../../kernel/because.ts'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import { addDays, type LocalDate } from '../../../kernel/time.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { insertRow, type RowChange } from '../../../platform/act/rows.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { storeFile } from '../../../platform/files.ts'
import { mayWith } from '../../access/index.ts'
import { loadForOrders, orderObjection } from '../orders/check.ts'
import { bankNumber } from '../orders/domain.ts'
import { interlockRefusals } from '../orders/interlock.ts'
import { lockOrders, sentRows, type OrdersInHand } from '../orders/outcome.ts'
import type { OrderRow } from '../tables.ts'
import { batchExamples } from './batch-examples.ts'
import { writeBatch } from './batch-file.ts'
import type { BankDeps } from './deps.ts'
import { writePain001 } from './pain001.ts'
import { executeWithinDays } from './payment-days.ts'
import { payeeAccounts, type PayeeAccount } from './payees.ts'
import { loadOwnAccounts } from './store.ts'
import { batchFileTable, batchLineTable, batchTable, type OwnAccountRow } from './tables.ts'
import type { Payer, Transfer } from './transfer.ts'

/** The orders that leave together, from which account and when. */
export type BatchBody = {
  readonly accountId: string
  readonly orderIds: readonly string[]
  readonly executeOn: LocalDate
}

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
  const { body, actor } = call
  const [account] = await loadOwnAccounts(tx, [body.accountId])
  if (!account) return refuse('platform.not_found')
  const permission = mayWith(actor, 'bank.make_batch', { entityId: account.entity_id })
  if (!permission.can) return permission.refusal
  if (account.state !== 'verified') return refuse('bank.own_account_not_verified')
  const wrongDay = dayObjection(body.executeOn, deps.dayAt(call.at))
  if (wrongDay) return wrongDay
  const orderIds = [...new Set(body.orderIds)].sort()
  const paying = await loadForOrders(
    deps,
    tx,
    orderIds.map((orderId) => ({ ...call, body: { orderId } })),
  )
  const inHand = await lockOrders(tx, orderIds)
  const judged = orderIds.map((orderId) => {
    const order = inHand.orders.get(orderId)
    const objection = order ? objectionTo(order, account) : refuse('platform.not_found')
    return { orderId, order, refusal: objection ?? (order && orderObjection(paying, order)) }
  })
  const orders = judged.flatMap(({ order, refusal }) => (order && !refusal ? [order] : []))
  const held = judged.flatMap(({ orderId, refusal }) => (refusal ? [{ orderId, refusal }] : []))
  const batchId = deps.newId('paymentBatch')
  const written = await writtenFiles(deps, tx, { call, account, orders, batchId })
  // Without a payment there is no batch, and the first reason is the one to tell.
  if (isRefusal(written)) return held[0]?.refusal ?? written
  if (written.files.length === 0) return refuse('bank.nothing_to_pay')
  return { batchId, account, inHand, files: written.files, leftOut: [...held, ...written.leftOut] }
}

function dayObjection(executeOn: LocalDate, today: LocalDate): Refusal | undefined {
  if (executeOn < today) return refuse('bank.day_passed', {}, '/body/executeOn')
  const last = addDays(today, executeWithinDays)
  return executeOn > last ? refuse('bank.day_too_far', { last }, '/body/executeOn') : undefined
}

function objectionTo(order: OrderRow, account: OwnAccountRow): Refusal | undefined {
  if (order.entity_id !== account.entity_id) return refuse('bank.order_of_other')
  if (order.currency !== account.currency) {
    return refuse('bank.currencies_differ', { one: account.currency, other: order.currency })
  }
  return order.state === 'checked' ? undefined : refuse('bank.order_not_checked', { number: order.number })
}

type Writing = {
  readonly call: Call<BatchBody>
  readonly account: OwnAccountRow
  readonly orders: readonly OrderRow[]
  readonly batchId: string
}

async function writtenFiles(
  deps: BankDeps,
  tx: Transaction,
  writing: Writing,
): Promise<Pick<Made, 'files' | 'leftOut'> | Refusal> {
  const { orders, call } = writing
  const accounts = await payeeAccounts(tx, orders)
  const transfers = orders.map((order) => transferOf(order, accounts.get(order.account_id)))
  const written = await contentOf(writing, transfers)
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

type Content = {
  readonly files: readonly {
    readonly name: string
    readonly bytes: Uint8Array
    readonly taken: readonly Transfer[]
    readonly mediaType: string
  }[]
  readonly leftOut: readonly { readonly endToEndId: string; readonly refusal: Refusal }[]
}

async function contentOf(
  { account, call, batchId }: Writing,
  transfers: readonly Transfer[],
): Promise<Content | Refusal> {
  const draft = {
    batchId: bankNumber(batchId),
    executeOn: call.body.executeOn,
    payer: payerOf(account),
    transfers,
  }
  const template = batchExamples.find(({ id }) => id === account.form)
  if (template !== undefined) {
    const made = await writeBatch(template, draft)
    if (isRefusal(made)) return made
    const mediaType =
      template.format === 'xlsx'
        ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
        : 'text/plain'
    return { ...made, files: made.files.map((file) => ({ ...file, mediaType })) }
  }
  if (!account.form.startsWith('pain001')) throw new Error(`no form ${account.form}`)
  const letters = account.form === 'pain001_latin' ? 'latin' : 'all'
  const made = writePain001({ ...draft, createdAt: call.at, letters })
  if (isRefusal(made)) return made
  const bytes = new TextEncoder().encode(made.xml)
  const file = { name: `${draft.batchId}.xml`, bytes, taken: made.taken, mediaType: 'application/xml' }
  return { files: [file], leftOut: made.leftOut }
}

function payerOf(account: OwnAccountRow): Payer {
  return {
    holder: account.holder,
    number: account.number,
    bank: {
      name: account.bank,
      ...(account.cnaps === null ? {} : { cnaps: account.cnaps }),
      ...(account.bic === null ? {} : { bic: account.bic }),
    },
    currency: account.currency,
  }
}

function transferOf(order: OrderRow, account: PayeeAccount | undefined): Transfer {
  const { holder = '', number = '', bank = '' } = account ?? {}
  return {
    endToEndId: order.end_to_end_id,
    payee: { holder, number, bank: bank === '' ? {} : { name: bank } },
    amount: { currency: order.currency, minor: order.minor },
    purpose: order.way,
    // Our number comes first, for a bank that cuts the remark.
    remark: `${order.number} ${order.purpose}`,
  }
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
      form: account.form,
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
