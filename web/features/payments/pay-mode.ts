import type { MoneyJson } from '../../../src/kernel/money.ts'
import type { Claimable, Line } from './receipts.ts'

/** How what was given in a foreign currency is paid: by the day's rate, as charged or billed, or as given. */
export type PayMode = 'day' | 'card' | 'invoice' | 'own'

/** How a claim is paid, as it is chosen. */
export type Pay = {
  readonly mode: PayMode
  /** What was typed, by request. */
  readonly paid: Readonly<Record<string, MoneyJson | undefined>>
  readonly proof?: { readonly fileId: string; readonly name: string } | undefined
}

/** What somebody paid is reimbursed in the currency of the books; a vendor is paid as it was given. */
export function payFor({ way, books }: Claimable): Pay {
  return { mode: books?.worth !== undefined && way !== 'vendor' ? 'day' : 'own', paid: {} }
}

/** The ways that there are for a benefit. */
export function payModes({ way }: Claimable): readonly PayMode[] {
  return way === 'vendor' ? ['own', 'invoice'] : ['day', 'card', 'own']
}

/** True where the rate of the day says what is paid. */
export function isByDay({ mode }: Pay): boolean {
  return mode === 'day'
}

/** True where somebody types what is paid. */
export function isTyped({ mode }: Pay): boolean {
  return mode === 'card' || mode === 'invoice'
}

/** True once everything is there that the chosen way needs. */
export function isPayReady(pay: Pay, lines: readonly Line[]): boolean {
  if (pay.mode === 'card' && pay.proof === undefined) return false
  return !isTyped(pay) || lines.every(({ item }) => BigInt(pay.paid[item.requestId]?.minor ?? '0') > 0n)
}

/** What a claim says of its payment; nothing where it is paid as it was given. */
export function payTold(pay: Pay, [first]: readonly Line[]) {
  const currency = pay.mode === 'own' ? undefined : first?.item.books?.currency
  if (currency === undefined) return {}
  return { currency, ...(pay.mode === 'card' && pay.proof ? { proofId: pay.proof.fileId } : {}) }
}

/** What a line says of it: the amount that was typed, or the rate that was shown. */
export function lineTold(pay: Pay, { requestId, books }: Claimable) {
  if (isTyped(pay)) {
    const paid = pay.paid[requestId]
    return paid === undefined ? {} : { paid: paid.minor }
  }
  const worth = books?.worth
  return isByDay(pay) && worth ? { rate: { on: worth.on, rate: worth.rate } } : {}
}
