import type { LocalDate } from '../../../kernel/time.ts'
import type { Chart, GeneralAccount, StatutoryAccount } from './chart.ts'
import {
  carriedParts,
  noDimensions,
  type BehindBenefit,
  type CarriedAmount,
  type DimensionBook,
  type DimensionValue,
} from './dimensions.ts'

/** A line of the memorandum ledger as a voucher needs it; a debit is positive. */
export type BookedLine = {
  readonly benefitId: string
  readonly documentType: string
  readonly documentId: string
  readonly bookedOn: LocalDate
  readonly account: StatutoryAccount
  readonly currency: string
  readonly minor: bigint
  /** The line of the claim whose payee it is with; absent for all that is no input tax. */
  readonly lineId?: string | null
}

/** What a voucher says of its benefit; names and titles stay out, for the books need none. */
export type BookedBenefit = {
  readonly number: string
  readonly form: string
  readonly way: string | null
  readonly attachments: number
  /** Who and what an account may carry; a benefit of which nothing is known has none of it. */
  readonly behind?: BehindBenefit
}

/** One posting of a voucher: either a debit or a credit, with what its account carries (辅助核算). */
export type Posting = GeneralAccount & {
  readonly debit: bigint
  readonly credit: bigint
  readonly dimensions: readonly DimensionValue[]
}

/** To which accounts of the general ledger the lines of an entity go, and what those accounts carry. */
export type VoucherBook = {
  readonly chart: Chart
  readonly dimensions?: DimensionBook
  /** The numbers by which people know documents, by identifier. */
  readonly documentNumbers?: ReadonlyMap<string, string>
  /** What tells the vouchers from others of their documents. */
  readonly among?: Among
  /** The reference under which they left before: finance knows them by no other. */
  readonly reference?: string | undefined
}

/** Which voucher of its document one is: in which month, and at which place in it. */
export type Among = {
  readonly period: string
  /** Counted from nought, whatever the currencies. */
  readonly part: number
  /** It comes after one of its currency that left or was numbered. */
  readonly isSupplement: boolean
  /** The document has booked in an earlier month, too. */
  readonly isLater: boolean
}

/**
 * What a voucher records: an expense arises, it is paid, both at once, it is taken back, also because it
 * is paid in another currency, a part of it came back, or its tax; at the end of a month it is accrued, and
 * on the first day of the next one taken back. Its input tax is credited by itself where it comes up after
 * the voucher of the expense, or is taken back so; what
 * is turned out of it later has an account of its own.
 */
export type Occasion =
  | 'expense'
  | 'payment'
  | 'expense_and_payment'
  | 'reversal'
  | 'paid_otherwise'
  | 'refund'
  | 'accrual'
  | 'accrual_reversal'
  | 'tax'
  | 'input_tax'
  | 'input_tax_back'
  | 'input_tax_out'
  | 'input_tax_out_back'

/** An accounting voucher as the finance system takes it in; its statutory number comes back from there. */
export type Voucher = {
  /** What the statutory number is later told against. */
  readonly reference: string
  readonly benefitId: string
  readonly documentType: string
  readonly documentId: string
  readonly on: LocalDate
  readonly form: string
  readonly benefitNumber: string
  readonly occasion: Occasion
  readonly currency: string
  readonly attachments: number
  /** It holds what came after a voucher of the same document and month had left or had its number. */
  readonly isSupplement: boolean
  readonly postings: readonly Posting[]
}

/**
 * The vouchers of a month: one for each document, benefit and currency, dated on the last day on which the
 * document booked in it. What a document booked and took back within the month leaves no voucher.
 */
export function makeVouchers(
  lines: readonly BookedLine[],
  benefits: ReadonlyMap<string, BookedBenefit>,
  book: VoucherBook,
): Voucher[] {
  const keyOf = (line: BookedLine) =>
    [voucherDocument(line).documentId, line.benefitId, line.currency].join(' ')
  const groups = Map.groupBy(lines, keyOf)
  return [...groups.values()].flatMap((group) => voucherOf(group, benefits, book) ?? []).toSorted(byDay)
}

function voucherOf(
  group: readonly BookedLine[],
  benefits: ReadonlyMap<string, BookedBenefit>,
  book: VoucherBook,
): Voucher | undefined {
  const [first] = group
  const benefit = first && benefits.get(first.benefitId)
  if (!first || !benefit) throw new Error(`the books name a benefit that is not there: ${first?.benefitId}`)
  const sums = new Map<StatutoryAccount, bigint>()
  for (const { account, minor } of group) sums.set(account, (sums.get(account) ?? 0n) + minor)
  const document = voucherDocument(first)
  const postings = postingsOf(group, { benefit, document }, book)
  if (postings.length === 0) return undefined
  return {
    ...document,
    reference: book.reference ?? referenceOf(benefit.number, document, book),
    on:
      group
        .map(({ bookedOn }) => bookedOn)
        .toSorted()
        .at(-1) ?? first.bookedOn,
    form: benefit.form,
    benefitNumber: benefit.number,
    occasion: occasionOf(sums, document.documentType),
    currency: first.currency,
    attachments: benefit.attachments,
    isSupplement: book.among?.isSupplement ?? false,
    postings,
  }
}

type Booked = { readonly benefit: BookedBenefit; readonly document: VoucherDocument }

const nothingBehind: BehindBenefit = { vendors: [], payees: new Map() }

/**
 * Debits first, as a voucher is read; accounts of one code are one posting, unless their lines carry
 * different things. Input tax is with the payee of its claim, and off the expense with the same one.
 */
function postingsOf(
  group: readonly BookedLine[],
  { benefit, document }: Booked,
  { chart, dimensions: book = noDimensions }: VoucherBook,
): Posting[] {
  const behind = benefit.behind ?? nothingBehind
  const sums = new Map<string, Amount>()
  for (const { account, minor, lineId } of group) {
    const payee = behind.payees.get(lineId ?? '')
    const to = chart(account, benefit)
    add(sums, `${to.code} ${payee ?? ''}`, { ...to, payee, minor })
  }
  const carried = new Map<string, CarriedAmount>()
  for (const { payee, ...amount } of sums.values()) {
    if (amount.minor === 0n) continue
    for (const part of carriedParts(amount, { behind, book, document, payee }))
      add(carried, `${part.code} ${carriedIn(part)}`, part)
  }
  const all = [...carried.values()].filter(({ minor }) => minor !== 0n)
  if (all.reduce((sum, { minor }) => sum + minor, 0n) !== 0n) throw new Error('a voucher does not balance')
  return all.map(postingOf).toSorted(byReading)
}

type Amount = GeneralAccount & { readonly minor: bigint; readonly payee: string | undefined }

function add<Part extends { readonly minor: bigint }>(sums: Map<string, Part>, key: string, part: Part) {
  sums.set(key, { ...part, minor: (sums.get(key)?.minor ?? 0n) + part.minor })
}

function carriedIn({ dimensions }: Pick<CarriedAmount, 'dimensions'>): string {
  return dimensions.map(({ subjectId }) => subjectId).join(' ')
}

function postingOf({ code, name, minor, dimensions }: CarriedAmount): Posting {
  const [debit, credit] = minor > 0n ? [minor, 0n] : [0n, -minor]
  return { code, name, debit, credit, dimensions }
}

function byReading(a: Posting, b: Posting): number {
  return (
    Number(b.debit > 0n) - Number(a.debit > 0n) ||
    compare(a.code, b.code) ||
    compare(carriedIn(a), carriedIn(b))
  )
}

function occasionOf(sums: ReadonlyMap<StatutoryAccount, bigint>, documentType: string): Occasion {
  const of = (account: StatutoryAccount) => sums.get(account) ?? 0n
  // What takes a refund back takes money off what came in.
  if (documentType === 'refund') return of('paid') > 0n ? 'refund' : 'reversal'
  if (of('accrual') !== 0n) return of('accrual') < 0n ? 'accrual' : 'accrual_reversal'
  const isMoved = (['payable', 'paid', 'settled'] as const).some((account) => of(account) !== 0n)
  if (of('input_tax_out') !== 0n) return of('input_tax_out') < 0n ? 'input_tax_out' : 'input_tax_out_back'
  if (!isMoved && of('input_tax') !== 0n) return of('input_tax') > 0n ? 'input_tax' : 'input_tax_back'
  if (!isMoved && (of('output_tax') < 0n || of('tax_withheld') < 0n)) return 'tax'
  // What is paid in another currency is taken off its own, and is an expense of the one that is paid.
  if (documentType === 'payment_order' && of('expense') < 0n && of('payable') > 0n) return 'paid_otherwise'
  const isBack = of('expense') < 0n || of('tax_advanced') < 0n
  if (isBack || (of('expense') === 0n && of('paid') > 0n)) return 'reversal'
  if (of('expense') === 0n) return 'payment'
  return of('payable') < 0n ? 'expense' : 'expense_and_payment'
}

/** A document that a voucher is made for. */
export type VoucherDocument = Pick<BookedLine, 'benefitId' | 'documentType' | 'documentId'>

/**
 * The document of a voucher. What the request and the register book of a benefit is one voucher, whichever of
 * them was changed; a payment order and the like have their own.
 */
export function voucherDocument({ benefitId, documentType, documentId }: VoucherDocument): VoucherDocument {
  const isOwn = documentType === 'request' || documentType === 'benefit'
  return isOwn
    ? { benefitId, documentType: 'benefit', documentId: benefitId }
    : { benefitId, documentType, documentId }
}

/**
 * How finance names a voucher of ours: by the benefit's number in the register and what is behind it, a
 * payment by the number that people see, and by month and place where its document has several:
 * `BR-2026-0001/PAY-2026-0007/2026-11-2`.
 */
function referenceOf(
  benefitNumber: string,
  { documentType, documentId }: VoucherDocument,
  { documentNumbers, among }: Pick<VoucherBook, 'documentNumbers' | 'among'>,
) {
  const behind = documentNumbers?.get(documentId) ?? documentId
  const named = documentType === 'benefit' ? benefitNumber : `${benefitNumber}/${behind}`
  if (!among || (among.part === 0 && !among.isLater)) return named
  return `${named}/${among.period}${among.part === 0 ? '' : `-${among.part + 1}`}`
}

/** What a reference names: a benefit by its number, the document behind it, and which of its vouchers. */
export type NamedVoucher = {
  readonly number: string
  /** Its number, or its identifier, as vouchers that left before were named by it. */
  readonly document?: string
  readonly period?: string
  readonly part: number
}

/** The benefit's number and, where there is one behind it, the document that a reference names. */
export function readReference(reference: string): NamedVoucher {
  const [number = '', ...behind] = reference
    .trim()
    .split('/')
    .map((each) => each.trim())
  const [, period, place] = /^(\d{4}-\d{2})(?:-(\d{1,4}))?$/.exec(behind.at(-1) ?? '') ?? []
  const [document = ''] = period === undefined ? behind : behind.slice(0, -1)
  return {
    number,
    ...(document !== '' && { document }),
    ...(period !== undefined && { period }),
    part: Math.max(Number(place ?? 1), 1) - 1,
  }
}

/** The order in which vouchers stand in a file. */
export function byDay(a: Voucher, b: Voucher): number {
  return compare(a.on, b.on) || compare(a.reference, b.reference) || compare(a.currency, b.currency)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
