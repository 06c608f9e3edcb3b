import { money, type Money } from '../src/kernel/money.ts'
import type { LocalDate } from '../src/kernel/time.ts'
import type { Draft, Payee, PlanCustomer, Recipient } from './types.ts'

/** What a draft must say; the rest has the usual value for an honest benefit. */
type DraftCore = Pick<
  Draft,
  'entity' | 'requester' | 'form' | 'value' | 'date' | 'purpose' | 'context' | 'title' | 'reason'
> & { readonly recipient: Recipient }

/** A draft with the usual values: one recipient, nothing asked in return, handed over in kind. */
export function draftOf(core: DraftCore & Partial<Draft>): Draft {
  return {
    recipientCount: 1,
    inContract: false,
    conditionalOn: [],
    flags: {},
    payee: inKind,
    docs: [],
    ...core,
  }
}

/** Handed to the recipient itself. */
export const inKind: Payee = { holder: 'recipient', accountType: 'none', rail: 'in_kind' }
/** Taken off on the customer's own invoice. */
export const onInvoice: Payee = { holder: 'contract_party', accountType: 'entity', rail: 'invoice_deduction' }
/** Paid to the verified account of the customer company. */
export const toCustomer: Payee = { holder: 'contract_party', accountType: 'entity', rail: 'bank_transfer' }
/** Paid to the restaurant, hotel or carrier. */
export const toVendor: Payee = { holder: 'vendor', accountType: 'entity', rail: 'bank_transfer' }

/** Whole yuan as money. */
export function yuan(amount: number): Money {
  return money('CNY', BigInt(amount) * 100n)
}

/** `ratePercent` of an amount; exact, because the sample's amounts are whole hundreds. Throws otherwise. */
export function percentOf(base: Money, ratePercent: string): Money {
  const [whole = '', decimals = ''] = ratePercent.split('.')
  const under = 100n * 10n ** BigInt(decimals.length)
  const over = base.minor * BigInt(whole + decimals)
  if (over % under !== 0n) throw new Error(`${ratePercent} % of ${base.minor} is not exact`)
  return { currency: base.currency, minor: over / under }
}

/** The currency in which a customer is invoiced. */
export function invoiceCurrency(customer: PlanCustomer): string {
  const abroad: Record<string, string> = { HK: 'HKD', JP: 'USD', DE: 'EUR' }
  return abroad[customer.country] ?? 'CNY'
}

/** The calendar quarter before the one in which `date` lies. */
export function quarterBefore(date: LocalDate): {
  from: LocalDate
  to: LocalDate
  year: 2025 | 2026
  number: number
} {
  const month = Number(date.slice(5, 7))
  const thisQuarter = Math.ceil(month / 3)
  const number = thisQuarter === 1 ? 4 : thisQuarter - 1
  const calendarYear = Number(date.slice(0, 4)) - (thisQuarter === 1 ? 1 : 0)
  const first = String(number * 3 - 2).padStart(2, '0')
  const last = String(number * 3).padStart(2, '0')
  const to = `${calendarYear}-${last}-${number === 1 || number === 4 ? 31 : 30}`
  return { from: `${calendarYear}-${first}-01`, to, year: calendarYear === 2025 ? 2025 : 2026, number }
}
