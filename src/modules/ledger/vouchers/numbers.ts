import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import { readReference, voucherDocument, type VoucherDocument } from './make.ts'
import type { BookedDocument } from './store.ts'
import type { VoucherRow } from './tables.ts'

/** A statutory number that came back: for which document of ours, which number, on which day. */
export type GivenNumber = { readonly reference: string; readonly number: string; readonly on: LocalDate }

/** What counts of a number on record. */
export type StandingNumber = Pick<VoucherRow, 'id' | 'benefit_id' | 'document_id' | 'number' | 'voucher_date'>

/** What is on record of the benefits and numbers that are named; `note` adds what is recorded now. */
export type KnownNumbers = {
  readonly today: LocalDate
  /** The benefits by their number in the register. */
  readonly benefits: ReadonlyMap<string, string>
  readonly documentsOf: (benefitId: string) => readonly BookedDocument[]
  readonly of: (document: Pick<VoucherDocument, 'benefitId' | 'documentId'>) => readonly StandingNumber[]
  readonly numbered: (number: string) => readonly StandingNumber[]
  readonly note: (row: StandingNumber) => void
}

/** Makes what is known of the rows that were read; the numbers are those that no later row replaces. */
export function knownNumbers(
  { today, benefits }: Pick<KnownNumbers, 'today' | 'benefits'>,
  documents: readonly BookedDocument[],
  vouchers: readonly StandingNumber[],
): KnownNumbers {
  const byBenefit = Map.groupBy(documents, ({ benefitId }) => benefitId)
  const byId = new Map(vouchers.map((row) => [row.id, row]))
  const keyOf = (row: StandingNumber) => `${row.benefit_id} ${row.document_id}`
  const byDocument = Map.groupBy(byId.values(), keyOf)
  const byNumber = Map.groupBy(byId.values(), ({ number }) => number)
  return {
    today,
    benefits,
    documentsOf: (benefitId) => byBenefit.get(benefitId) ?? [],
    of: ({ benefitId, documentId }) => byDocument.get(`${benefitId} ${documentId}`) ?? [],
    numbered: (number) => byNumber.get(number) ?? [],
    note: (row) => {
      byDocument.set(keyOf(row), [...(byDocument.get(keyOf(row)) ?? []), row])
      byNumber.set(row.number, [...(byNumber.get(row.number) ?? []), row])
    },
  }
}

/** What is to be recorded, or what stands already, or why not. */
export type NumberAnswer =
  | { readonly kind: 'new'; readonly document: VoucherDocument }
  | { readonly kind: 'known'; readonly voucherId: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/**
 * Whether a statutory number can be recorded. A document has one in a month; it gets another only where it
 * booked again later, as what is taken back in the next month does. One number stands for one day of a month.
 */
export function judgeNumber(known: KnownNumbers, given: GivenNumber): NumberAnswer {
  const found = documentOf(known, given.reference)
  if ('refusal' in found) return { kind: 'refused', refusal: found.refusal }
  const own = known.of(found.document)
  const same = own.find((row) => row.number === given.number && row.voucher_date === given.on)
  if (same) return { kind: 'known', voucherId: same.id }
  const refusal = dayObjection(known, given) ?? takenObjection(own, given, found.lastOn)
  return refusal ? { kind: 'refused', refusal } : { kind: 'new', document: found.document }
}

type Found = { readonly document: VoucherDocument; readonly lastOn: LocalDate }

function documentOf(known: KnownNumbers, reference: string): Found | { readonly refusal: Refusal } {
  const { number, documentId } = readReference(reference)
  const benefitId = known.benefits.get(number)
  const unknown = {
    refusal: refuse('ledger.voucher_reference_unknown', { reference: reference.slice(0, 60) }),
  }
  if (benefitId === undefined) return unknown
  const named = known
    .documentsOf(benefitId)
    .map((row) => ({ document: voucherDocument(row), lastOn: row.lastOn }))
    .filter(({ document }) => document.documentId === (documentId ?? benefitId))
  const last = named.toSorted((a, b) => (a.lastOn < b.lastOn ? -1 : 1)).at(-1)
  if (last) return last
  return documentId === undefined ? { refusal: refuse('ledger.voucher_nothing_booked', { number }) } : unknown
}

/** A voucher is dated on a day that has come, and its number has that one day in its month. */
export function dayObjection(
  known: Pick<KnownNumbers, 'today' | 'numbered'>,
  { number, on }: Omit<GivenNumber, 'reference'>,
  except?: string,
): Refusal | undefined {
  if (on > known.today) return refuse('ledger.voucher_in_future', { day: on })
  const other = known
    .numbered(number)
    .find((row) => row.id !== except && isSameMonth(row.voucher_date, on) && row.voucher_date !== on)
  return other && refuse('ledger.voucher_day_differs', { number, day: other.voucher_date })
}

function takenObjection(
  own: readonly StandingNumber[],
  { on }: GivenNumber,
  lastOn: LocalDate,
): Refusal | undefined {
  const latest = own.toSorted((a, b) => (a.voucher_date < b.voucher_date ? -1 : 1)).at(-1)
  if (!latest) return undefined
  const isAnotherMonth = own.every((row) => !isSameMonth(row.voucher_date, on))
  const bookedAgain = lastOn.slice(0, 7) > latest.voucher_date.slice(0, 7)
  return isAnotherMonth && bookedAgain ? undefined : numberTaken(latest)
}

/** The refusal where a document has a number already. */
export function numberTaken({ number, voucher_date: day }: StandingNumber): Refusal {
  return refuse('ledger.voucher_number_taken', { number, day })
}

/** Statutory numbers begin anew with each month. */
export function isSameMonth(a: LocalDate, b: LocalDate): boolean {
  return a.slice(0, 7) === b.slice(0, 7)
}
