import type { z } from 'zod'
import type { checkSheet } from '../../../contract/payment-sets.ts'
import { add, fromMoneyJson, toMoneyJson, type Money } from '../../../kernel/money.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { saySet } from '../../../texts/payment-sets.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import type { Language } from '../../../texts/text.ts'
import type { PaymentDeps } from '../deps.ts'
import { findOrders } from '../store.ts'
import { orderItems, type PaymentReader } from './queries.ts'
import { judgeSet, type Judged } from './set-judge.ts'

type Sheet = z.output<typeof checkSheet.answer>
type Shown = Awaited<ReturnType<typeof orderItems>>[number]

/** A set before it is checked: what can be checked together, and what stands aside. Decides nothing. */
export async function sheetOf(
  deps: PaymentDeps,
  tx: Transaction,
  reader: PaymentReader & { readonly at: Instant },
  orderIds: readonly string[],
): Promise<Sheet | Refusal> {
  const twice = orderIds.find((id, i) => orderIds.indexOf(id) !== i)
  if (twice !== undefined) {
    const [order] = await findOrders(tx, [twice])
    return refuse('payments.set_names_twice', { what: order?.number ?? twice })
  }
  const judged = await judgeSet(deps, tx, reader, orderIds)
  const rows = [...judged.values()].map(({ order }) => order)
  const shown = new Map((await orderItems(tx, reader, rows)).map((item) => [item.orderId, item]))
  const { language } = reader.actor
  const items = orderIds.flatMap((id) => itemOf(judged.get(id), shown.get(id), language))
  return {
    items,
    aside: orderIds.flatMap((id) => asideOf(id, judged.get(id), shown.get(id), language)),
    totals: totalsOf(items),
    payees: new Set(items.map(({ payee }) => payee.id)).size,
    needsFactor: !reader.actor.hasFreshFactor,
  }
}

function itemOf(judged: Judged | undefined, shown: Shown | undefined, language: Language): Sheet['items'] {
  if (!judged || !shown || judged.objection) return []
  const {
    orderId,
    version,
    number,
    entity,
    requestId,
    requestNumber,
    purpose,
    amount,
    closes,
    maker,
    payee,
    rests,
  } = shown
  return [
    {
      orderId,
      version,
      shown: judged.shown,
      number,
      entity,
      requestId,
      ...(requestNumber === undefined ? {} : { requestNumber }),
      purpose,
      payee: { id: payee.id, name: payee.name, account: payee.account },
      rests,
      amount,
      ...(closes === undefined ? {} : { closes }),
      maker: maker.name,
      unusual: judged.unusual.map(({ kind, params }) => ({
        kind,
        says: saySet(language, `unusual.${kind}`, params),
      })),
    },
  ]
}

/** What is not there, or not to be seen, stands aside as well: nothing of a set falls out of it silently. */
function asideOf(
  orderId: string,
  judged: Judged | undefined,
  shown: Shown | undefined,
  language: Language,
): Sheet['aside'] {
  const objection = judged ? judged.objection : refuse('platform.not_found')
  if (!objection) return []
  const { says, wayOut } = sayRefusal(objection, language)
  const { number, payee, amount, closes } = shown ?? {}
  return [
    {
      orderId,
      ...(number === undefined ? {} : { number }),
      ...(payee === undefined ? {} : { payee: { id: payee.id, name: payee.name, account: payee.account } }),
      ...(amount === undefined ? {} : { amount }),
      ...(closes === undefined ? {} : { closes }),
      code: objection.code,
      says,
      wayOut,
    },
  ]
}

function totalsOf(items: Sheet['items']): Sheet['totals'] {
  const sums = new Map<string, Money>()
  for (const amount of items.map((item) => fromMoneyJson(item.amount))) {
    const before = sums.get(amount.currency)
    sums.set(amount.currency, before === undefined ? amount : add(before, amount))
  }
  return [...sums.values()].map(toMoneyJson)
}
