import { money, toDecimal } from '../../kernel/money.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { factsInWords } from '../../texts/invoices.ts'
import { isCreditCodeLike, plainTaxNumber, sameName } from './names.ts'

/**
 * Where a fact of an invoice comes from: its electronic original, the code printed on it, or somebody's
 * hand.
 */
export type FactSource = 'xml' | 'ofd' | 'qr' | 'typed'

/** What an invoice says. Whatever is absent is not known. Amounts are minor units of `currency`. */
export type InvoiceFacts = {
  /** The code of an older invoice (发票代码); a digital one has none. */
  readonly code?: string
  readonly number?: string
  readonly kind?: 'special' | 'general'
  readonly sellerName?: string
  readonly sellerTax?: string
  readonly buyerName?: string
  readonly buyerTax?: string
  readonly currency?: string
  readonly net?: bigint
  readonly tax?: bigint
  readonly total?: bigint
  readonly issuedOn?: LocalDate
  /** The names of what was sold; no quantities and no prices. */
  readonly items?: readonly string[]
  /** Where a discount stands: in a line of its own, or in the remarks only. */
  readonly discount?: 'line' | 'remark'
  /** The key of the invoice that a red-letter one takes back. */
  readonly refersTo?: string
}

/** The name of one fact. */
export type FactName = keyof InvoiceFacts

/** What one file of an invoice is. */
export type ReadAs = 'xml' | 'ofd' | 'photo' | 'pdf'

/** Why a file gave no facts although it is good evidence: what is missing is typed from it. */
export type Unread = 'no_code' | 'code_of_another_kind' | 'paper_copy'

/** A file that was read: which facts it gave, each from where. */
export type ReadInvoice = {
  readonly readAs: ReadAs
  readonly mediaType: string
  readonly facts: InvoiceFacts
  readonly source: Exclude<FactSource, 'typed'> | undefined
  readonly unread?: Unread
}

/** The sources of facts, by name of the fact. */
export type Sources = Readonly<Partial<Record<FactName, FactSource>>>

/** Facts together with where each comes from. */
export type SourcedFacts = { readonly facts: InvoiceFacts; readonly sources: Sources }

/** True for the number of a fully digital invoice (数电票): twenty digits and no code. */
function isDigitalNumber(number: string): boolean {
  return /^\d{20}$/.test(number)
}

/**
 * What identifies an invoice in the whole group: the number of a digital one, code and number of an older
 * one, and for one from elsewhere the seller with its number, because numbers of two sellers may be the
 * same.
 */
export function keyOf(facts: Pick<InvoiceFacts, 'code' | 'number' | 'sellerName' | 'sellerTax'>): string {
  const { code, number = '', sellerTax, sellerName } = facts
  if (isDigitalNumber(number)) return number
  if (code !== undefined) return `${code}-${number}`
  const seller =
    sellerTax !== undefined && isCreditCodeLike(sellerTax) ? plainTaxNumber(sellerTax) : (sellerName ?? '')
  return `${plain(seller)}/${plain(number)}`
}

/** A number or name without what is written in one way today and in another tomorrow. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s.,-]+/g, '')
}

/** The facts without which an invoice cannot be recorded. */
export const neededFacts = ['number', 'issuedOn', 'total', 'currency', 'sellerName'] as const

/**
 * Puts what a file said and what somebody typed together. What is typed fills what the file leaves out;
 * where it contradicts the file, the file is not overruled: that is refused.
 */
export function joinFacts(
  read: Pick<ReadInvoice, 'facts' | 'source'>,
  typed: InvoiceFacts,
): SourcedFacts | Refusal {
  const facts: Record<string, unknown> = { ...read.facts }
  const sources: Partial<Record<FactName, FactSource>> = {}
  for (const name of Object.keys(read.facts) as FactName[]) sources[name] = read.source ?? 'typed'
  for (const [name, value] of Object.entries(typed) as [FactName, InvoiceFacts[FactName]][]) {
    if (value === undefined) continue
    const known = read.facts[name]
    if (known === undefined) {
      facts[name] = value
      sources[name] = 'typed'
    } else if (!isSameFact(name, known, value)) {
      const words = { typed: said(value, facts['currency']), read: said(known, facts['currency']) }
      return refuse('invoices.typed_differs', { ...factsInWords('fact', [name]), ...words }, `/body/${name}`)
    }
  }
  return { facts: facts as InvoiceFacts, sources }
}

/** Whether two sources say the same of an invoice, however names and numbers are written. */
export function isSameFact(name: FactName, a: unknown, b: unknown): boolean {
  if (name === 'sellerName' || name === 'buyerName') return sameName(String(a), String(b))
  if (name === 'sellerTax' || name === 'buyerTax')
    return plainTaxNumber(String(a)) === plainTaxNumber(String(b))
  return said(a, undefined) === said(b, undefined)
}

function said(value: unknown, currency: unknown): string {
  if (typeof value === 'bigint')
    return toDecimal(money(typeof currency === 'string' ? currency : 'CNY', value))
  return Array.isArray(value) ? value.join('; ') : String(value)
}

/** Why these facts make no invoice that could be recorded on `today`, or undefined. */
export function factsObjection({ facts }: SourcedFacts, today: LocalDate): Refusal | undefined {
  const missing = neededFacts.filter((name) => facts[name] === undefined)
  if (missing.length > 0) return refuse('invoices.facts_missing', factsInWords('facts', missing))
  return numberObjection(facts) ?? sumsObjection(facts) ?? dayObjection(facts, today)
}

function numberObjection({ number = '', code, currency }: InvoiceFacts): Refusal | undefined {
  if (isDigitalNumber(number)) return undefined
  const isOlder = code !== undefined && /^\d{8,12}$/.test(code) && /^\d{8,10}$/.test(number)
  if (isOlder || (code === undefined && currency !== 'CNY')) return undefined
  return refuse('invoices.number_form', { number }, '/body/number')
}

/** Net, tax and total must agree to the cent, also where they are negative. */
export function sumsObjection({ net, tax, total, currency = 'CNY' }: InvoiceFacts): Refusal | undefined {
  if (total === 0n) return refuse('invoices.total_nothing', {}, '/body/total')
  if (net === undefined || tax === undefined || total === undefined || net + tax === total) return undefined
  const shown = (minor: bigint) => toDecimal(money(currency, minor))
  return refuse('invoices.sums_differ', { net: shown(net), tax: shown(tax), total: shown(total) })
}

function dayObjection({ issuedOn = '' }: InvoiceFacts, today: LocalDate): Refusal | undefined {
  if (issuedOn <= today) return undefined
  return refuse('invoices.issued_later', { day: issuedOn, today }, '/body/issuedOn')
}

/** True where an electronic original stands behind the number and the total, and nobody's hand alone. */
export function isFromOriginal(sources: Sources): boolean {
  return [sources.number, sources.total].every((source) => source === 'xml' || source === 'ofd')
}
