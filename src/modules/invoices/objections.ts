import { toDecimal, type Money } from '../../kernel/money.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import { daysBetween, type LocalDate } from '../../kernel/time.ts'
import { benefitTexts } from '../../texts/benefits.ts'
import { contentOf } from './content.ts'
import { isFromOriginal, type Sources } from './domain.ts'
import { plainTaxNumber, sameName } from './names.ts'
import type { InvoiceAlertRow, InvoiceRow, InvoiceUseRow } from './tables.ts'

/** An invoice with all that stands beside it. */
export type StandingInvoice = {
  readonly invoice: InvoiceRow
  readonly uses: readonly InvoiceUseRow[]
  readonly alerts: readonly InvoiceAlertRow[]
}

/** What an invoice is to be used for. */
export type IntendedUse = {
  /** The form of the benefit: a dinner has no invoice for office supplies. */
  readonly form: string
  /** Our entity: the full name that an invoice carries, and its tax number where it is on record. */
  readonly entity: { readonly name: string; readonly taxNumber?: string | undefined }
  readonly amount: Money
  /** The day of the benefit. */
  readonly purposeDay: LocalDate
  /** The vendor who is paid for it, by its full name and tax number; absent where a colleague paid. */
  readonly payee?: { readonly name: string; readonly taxNumber?: string | undefined } | undefined
}

/**
 * Something against the use of an invoice. What does not stop it is a question that a person has to
 * answer.
 */
export type InvoiceObjection = { readonly refusal: Refusal; readonly stops: boolean }

/**
 * Everything that speaks against using the invoice for this purpose; nothing at all is a pass. What stops
 * it stays so whatever anybody says; a question is answered by whoever checks the claim, in words.
 */
export function invoiceObjections(standing: StandingInvoice, use: IntendedUse): InvoiceObjection[] {
  return [...standingObjections(standing, use), ...amountObjections(standing.invoice, use.amount)]
}

/**
 * The same of an invoice that is used for it already, so that its amount is taken. Asked again before a claim
 * is accepted and before money leaves: a check, a red letter or the original may have come since.
 */
export function standingObjections(
  standing: StandingInvoice,
  use: Omit<IntendedUse, 'amount'>,
): InvoiceObjection[] {
  return [
    ...trustObjections(standing),
    ...sourceObjections(standing.invoice),
    ...contentObjections(standing.invoice, use),
    ...partyObjections(standing.invoice, use),
    ...sellerObjections(standing.invoice, use.payee),
    ...dayObjections(standing.invoice, use.purposeDay),
  ]
}

/**
 * What stops an invoice for everybody, whatever it is used for: also what uses it already. Ask again
 * before money leaves, because a check or a red-letter invoice may have come since.
 */
export function trustObjections({ invoice, alerts }: StandingInvoice): InvoiceObjection[] {
  const { number } = invoice
  // What a negative check opened is told by the check itself, and a number that came twice is asked about.
  const isHeld = alerts.some(
    ({ answer, reason }) => answer === null && reason !== 'number_twice' && reason !== 'check_negative',
  )
  return [
    ...stop(invoice.check_state === 'bad', refuse('invoices.check_negative', { number })),
    ...ask(invoice.check_state === 'unchecked', refuse('invoices.check_missing', { number })),
    ...stop(invoice.total_minor < 0n, refuse('invoices.is_red_letter', { number })),
    ...stop(
      invoice.total_minor > 0n && invoice.reversed_minor >= invoice.total_minor,
      refuse('invoices.is_reversed', { number }),
    ),
    ...stop(isHeld, refuse('invoices.alert_open', { number })),
    ...ask(
      alerts.some((alert) => alert.answer === null && alert.reason === 'number_twice'),
      refuse('invoices.brought_twice', { number }),
    ),
  ]
}

function sourceObjections({ sources, number }: InvoiceRow): InvoiceObjection[] {
  const read = JSON.parse(sources) as Sources
  return ask(!isFromOriginal(read), refuse('invoices.typed_only', { number }))
}

function contentObjections({ items }: InvoiceRow, { form }: Pick<IntendedUse, 'form'>): InvoiceObjection[] {
  const content = contentOf(form, JSON.parse(items) as string[])
  const words = formWords(form)
  switch (content.kind) {
    case 'fits':
      return []
    case 'other':
      return stop(true, refuse('invoices.content_differs', { item: content.item, ...words }))
    case 'asked':
      return ask(true, refuse('invoices.content_unclear', { item: content.item, ...words }))
    case 'nothing':
      return ask(true, refuse('invoices.content_missing', words))
  }
}

function formWords(form: string): { form_zh: string; form_en: string } {
  const texts: Readonly<Record<string, { readonly zh: string; readonly en: unknown } | undefined>> =
    benefitTexts
  const word = texts[`form.${form}`]
  return { form_zh: word?.zh ?? form, form_en: typeof word?.en === 'string' ? word.en : form }
}

/** Whoever is paid for what a vendor gave is the one who issued its invoice, or somebody says why not. */
function sellerObjections(
  { seller_name: seller, seller_tax: tax }: InvoiceRow,
  payee: IntendedUse['payee'],
): InvoiceObjection[] {
  if (payee === undefined) return []
  const isSameTax =
    tax !== null && payee.taxNumber !== undefined && plainTaxNumber(tax) === plainTaxNumber(payee.taxNumber)
  const isSeller = isSameTax || (seller !== null && sameName(seller, payee.name))
  return ask(!isSeller, refuse('invoices.seller_differs', { seller: seller ?? '', payee: payee.name }))
}

function partyObjections(
  { buyer_name: name, buyer_tax: tax }: InvoiceRow,
  { entity }: Pick<IntendedUse, 'entity'>,
): InvoiceObjection[] {
  const { taxNumber } = entity
  const shown = { name: name ?? '', entity: entity.name }
  return [
    ...ask(name === null, refuse('invoices.buyer_missing', { entity: entity.name })),
    ...stop(name !== null && !sameName(name, entity.name), refuse('invoices.buyer_differs', shown)),
    ...ask(taxNumber === undefined, refuse('invoices.entity_number_missing', { entity: entity.name })),
    ...ask(
      taxNumber !== undefined && tax === null,
      refuse('invoices.buyer_number_missing', { entity: entity.name }),
    ),
    ...stop(
      taxNumber !== undefined && tax !== null && plainTaxNumber(tax) !== plainTaxNumber(taxNumber),
      refuse('invoices.buyer_number_differs', { number: tax ?? '', expected: taxNumber ?? '' }),
    ),
  ]
}

/** How much of an invoice is neither used nor taken back; nothing of a red-letter one. */
export function leftOf({ currency, total_minor, used_minor, reversed_minor }: InvoiceRow): Money {
  const left = total_minor - used_minor - reversed_minor
  return { currency, minor: left > 0n ? left : 0n }
}

function amountObjections(invoice: InvoiceRow, amount: Money): InvoiceObjection[] {
  const refusal = amountRefusal(invoice, amount)
  return refusal ? [{ refusal, stops: true }] : []
}

/** Why so much of this invoice cannot be used, or undefined. */
export function amountRefusal(invoice: InvoiceRow, amount: Money): Refusal | undefined {
  const { number, currency } = invoice
  if (amount.currency !== currency)
    return refuse('invoices.currency_differs', { currency, claimed: amount.currency })
  if (amount.minor <= 0n) return refuse('invoices.nothing_claimed', { number })
  const left = leftOf(invoice)
  if (amount.minor <= left.minor) return undefined
  return refuse('invoices.exceeds_total', {
    number,
    left: toDecimal(left),
    claimed: toDecimal(amount),
    currency,
  })
}

/** An invoice is written on the day or soon after; goods are bought some weeks ahead. */
const daysBefore = 62
const daysAfter = 183

function dayObjections(invoice: InvoiceRow, day: LocalDate): InvoiceObjection[] {
  const { number, issued_on: issued } = invoice
  return ask(isDayFar(invoice, day), refuse('invoices.day_far', { number, issued, day }))
}

/** Whether an invoice was written long before or after the day of what it is for. */
export function isDayFar({ issued_on }: Pick<InvoiceRow, 'issued_on'>, day: LocalDate): boolean {
  const late = daysBetween(day, issued_on)
  return late > daysAfter || late < -daysBefore
}

/** A discount lowers the tax only in the column of amounts, beside what was sold (CN-VAT-06). */
export function isDiscountInRemarks({ discount }: Pick<InvoiceRow, 'discount'>, form: string): boolean {
  return (form === 'discount' || form === 'rebate') && discount === 'remark'
}

function stop(applies: boolean, refusal: Refusal): InvoiceObjection[] {
  return applies ? [{ refusal, stops: true }] : []
}

function ask(applies: boolean, refusal: Refusal): InvoiceObjection[] {
  return applies ? [{ refusal, stops: false }] : []
}
