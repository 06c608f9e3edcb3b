import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import { addDays, type LocalDate } from '../../../kernel/time.ts'
import type { Call } from '../../../platform/act/command.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { mayWith } from '../../access/index.ts'
import { loadForOrders, orderObjection } from '../orders/check.ts'
import { bankNumber } from '../orders/domain.ts'
import { lockOrders, type OrdersInHand } from '../orders/outcome.ts'
import type { OrderRow } from '../tables.ts'
import { formInForce, type FormInForce } from '../templates/form-of.ts'
import { writeBatch } from './batch-file.ts'
import type { BatchTemplate } from './batch-template.ts'
import type { BankDeps } from './deps.ts'
import { dayOfEntity } from './sent-days.ts'
import { writePain001 } from './pain001.ts'
import { executeWithinDays } from './payment-days.ts'
import { payeeAccounts, type PayeeAccount } from './payees.ts'
import { loadOwnAccounts } from './store.ts'
import type { OwnAccountRow } from './tables.ts'
import type { Payer, Transfer } from './transfer.ts'

/** The orders that leave together, from which account and when. */
export type BatchBody = {
  readonly accountId: string
  readonly orderIds: readonly string[]
  readonly executeOn: LocalDate
}

/** The orders of a batch that may leave, and those that something holds back. */
export type Judged = {
  readonly account: OwnAccountRow
  readonly form: FormInForce
  readonly inHand: OrdersInHand
  readonly orders: readonly OrderRow[]
  readonly held: readonly { readonly orderId: string; readonly refusal: Refusal }[]
}

/** Asks once more everything that holds an order back; the refusal is of the batch as a whole. */
export async function judgeBatch(
  deps: BankDeps,
  tx: Transaction,
  call: Call<BatchBody>,
): Promise<Judged | Refusal> {
  const { body, actor } = call
  const [account] = await loadOwnAccounts(tx, [body.accountId])
  if (!account) return refuse('platform.not_found')
  const permission = mayWith(actor, 'bank.make_batch', { entityId: account.entity_id })
  if (!permission.can) return permission.refusal
  if (account.state !== 'verified') return refuse('bank.own_account_not_verified')
  const form = await formInForce(tx, account)
  if (isRefusal(form)) return form
  const today = await dayOfEntity(deps, tx, { entityId: account.entity_id, at: call.at })
  const wrongDay = dayObjection(body.executeOn, today)
  if (wrongDay) return wrongDay
  const orderIds = [...new Set(body.orderIds)].sort()
  const paying = await loadForOrders(
    deps,
    tx,
    orderIds.map((orderId) => ({ ...call, body: { orderId } })),
  )
  const inHand = await lockOrders(tx, orderIds)
  const paidOn = body.executeOn
  const judged = orderIds.map((orderId) => {
    const order = inHand.orders.get(orderId)
    const objection = order ? objectionTo(order, account) : refuse('platform.not_found')
    return { orderId, order, refusal: objection ?? (order && orderObjection(paying, order, { paidOn })) }
  })
  return {
    account,
    form,
    inHand,
    orders: judged.flatMap(({ order, refusal }) => (order && !refusal ? [order] : [])),
    held: judged.flatMap(({ orderId, refusal }) => (refusal ? [{ orderId, refusal }] : [])),
  }
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

type Content = {
  readonly files: readonly {
    readonly name: string
    readonly bytes: Uint8Array
    readonly taken: readonly Transfer[]
    readonly mediaType: string
  }[]
  readonly leftOut: readonly { readonly endToEndId: string; readonly refusal: Refusal }[]
}

/** A batch that is to be written. */
export type Writing = {
  readonly call: Pick<Call<BatchBody>, 'body' | 'at'>
  readonly account: OwnAccountRow
  readonly form: FormInForce
  readonly orders: readonly OrderRow[]
  readonly batchId: string
}

/** The files of a batch in the form of its account, and what no file of that form can hold. */
export async function contentOf(
  tx: Transaction,
  { account, form: { form, template }, call, batchId, orders }: Writing,
): Promise<Content | Refusal> {
  const accounts = await payeeAccounts(tx, orders)
  const transfers = orders.map((order) => transferOf(order, accounts.get(order.account_id)))
  const draft = {
    batchId: bankNumber(batchId),
    executeOn: call.body.executeOn,
    payer: payerOf(account),
    transfers,
  }
  if (template !== undefined) {
    const made = await writeBatch(template, draft)
    if (isRefusal(made)) return made
    const mediaType = mediaTypeOf(template)
    return { ...made, files: made.files.map((file) => ({ ...file, mediaType })) }
  }
  if (!form.startsWith('pain001')) throw new Error(`no form ${form}`)
  const letters = form === 'pain001_latin' ? 'latin' : 'all'
  const made = writePain001({ ...draft, createdAt: call.at, letters })
  if (isRefusal(made)) return made
  const bytes = new TextEncoder().encode(made.xml)
  const file = { name: `${draft.batchId}.xml`, bytes, taken: made.taken, mediaType: 'application/xml' }
  return { files: [file], leftOut: made.leftOut }
}

/** The media type of the files of a template. */
export function mediaTypeOf({ format }: Pick<BatchTemplate, 'format'>): string {
  return format === 'xlsx'
    ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    : 'text/plain'
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
  const { holder = '', number = '', bank = '', cnaps, province, city, phone } = account ?? {}
  const named = { ...(bank === '' ? {} : { name: bank }), ...(cnaps ? { cnaps } : {}) }
  const place = { ...(province ? { province } : {}), ...(city ? { city } : {}), ...(phone ? { phone } : {}) }
  return {
    endToEndId: order.end_to_end_id,
    payee: { holder, number, bank: named, ...place },
    amount: { currency: order.currency, minor: order.minor },
    purpose: order.way,
    // Our number comes first, for a bank that cuts the remark.
    remark: `${order.number} ${order.purpose}`,
  }
}
