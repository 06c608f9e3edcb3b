import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import { payQuestion } from '../claims/paid-lines.ts'
import type { OrderRow } from '../tables.ts'
import type { Paying } from './load.ts'
import { freshUntil } from './payee.ts'

/** An order, or what would be one. */
type Ordering = Pick<
  OrderRow,
  'request_id' | 'benefit_id' | 'claim_id' | 'payee_id' | 'account_id' | 'exception_id'
>

/**
 * What is looked at by itself, however many others wait: an exception, an account of these days, and an
 * amount of which whoever accepted its claim had to say why it is not what the company's rate makes it.
 */
export function aloneObjection(paying: Paying, order: Ordering): Refusal | undefined {
  if (order.exception_id !== null) return refuse('payments.checked_alone_person')
  const found = paying.cases.get(order.request_id)
  const account = accountsBeside(paying, order).find(({ id }) => id === order.account_id)
  if (!found || !account) return refuse('payments.no_account', { name: '' })
  const { today } = found.situation
  const { coolingDays: days, ratePercent } = found.shared.policy.payments(today)
  const from = freshUntil(account, { today, days })
  if (from !== undefined) return refuse('payments.checked_alone_account', { from })
  return rateObjection(paying, order, ratePercent)
}

/** The amount of a claim in another currency that lies far from the rate, or is by a rate of the sample. */
function rateObjection({ lines }: Paying, order: Ordering, limit: number): Refusal | undefined {
  const line = lines.find((each) => each.claim_id === order.claim_id && each.benefit_id === order.benefit_id)
  const [what_zh, what_en] = (['zh-CN', 'en'] as const).map((language) =>
    line === undefined ? undefined : payQuestion(language, line, limit),
  )
  if (what_zh === undefined || what_en === undefined) return undefined
  return refuse('payments.checked_alone_rate', { what_zh, what_en })
}

/** The accounts of the payee of an order, of our own people or of a party. */
export function accountsBeside(paying: Paying, { payee_id: id }: Pick<OrderRow, 'payee_id'>) {
  return [...(paying.accounts.get(id) ?? []), ...(paying.staffAccounts.get(id) ?? [])]
}
