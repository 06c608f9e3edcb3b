import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import { readReference, type NamedVoucher } from './make.ts'
import { byPlace, type NumberRow, type Piece } from './pieces.ts'

/** A statutory number that came back: for which voucher of ours, which number, on which day. */
export type GivenNumber = { readonly reference: string; readonly number: string; readonly on: LocalDate }

/** What is on record of the benefits and numbers that are named; `note` adds what is recorded now. */
export type KnownNumbers = {
  readonly today: LocalDate
  /** The benefits by their number in the register. */
  readonly benefits: ReadonlyMap<string, string>
  /** The numbers by which people know documents, by identifier. */
  readonly documentNumbers: ReadonlyMap<string, string>
  /** The vouchers of a benefit, each with its number; what comes to nothing is none. */
  readonly piecesOf: (benefitId: string) => readonly Piece[]
  readonly numbered: (number: string) => readonly NumberRow[]
  readonly note: (piece: Piece, row: NumberRow) => void
}

/** Makes what is known of the rows that were read; the numbers are those that no later row replaces. */
export function knownNumbers(
  { today, benefits, documentNumbers }: Pick<KnownNumbers, 'today' | 'benefits' | 'documentNumbers'>,
  pieces: readonly Piece[],
  numbers: readonly NumberRow[],
): KnownNumbers {
  const byBenefit = Map.groupBy(pieces, ({ document }) => document.benefitId)
  const byId = new Map(numbers.map((row) => [row.id, row]))
  const byNumber = Map.groupBy(byId.values(), ({ number }) => number)
  return {
    today,
    benefits,
    documentNumbers,
    piecesOf: (benefitId) => byBenefit.get(benefitId) ?? [],
    numbered: (number) => byNumber.get(number) ?? [],
    note: (piece, row) => {
      const { benefitId } = piece.document
      const others = (byBenefit.get(benefitId) ?? []).filter((each) => each !== piece)
      byBenefit.set(benefitId, [...others, { ...piece, isFixed: true, number: row }])
      byNumber.set(row.number, [...(byNumber.get(row.number) ?? []), row])
    },
  }
}

/** What is to be recorded, or what stands already, or why not. */
export type NumberAnswer =
  | { readonly kind: 'new'; readonly piece: Piece }
  | { readonly kind: 'known'; readonly voucherId: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/**
 * Whether a statutory number can be recorded. Each voucher has one, dated on a day that has come and not
 * before it booked anything; one number stands for one day of a month.
 */
export function judgeNumber(known: KnownNumbers, given: GivenNumber): NumberAnswer {
  const found = piecesNamed(known, given.reference)
  if ('refusal' in found) return { kind: 'refused', refusal: found.refusal }
  const same = found.pieces.find(
    ({ number }) => number?.number === given.number && number.voucher_date === given.on,
  )?.number
  if (same) return { kind: 'known', voucherId: same.id }
  const refusal = dayObjection(known, given)
  if (refusal) return { kind: 'refused', refusal }
  const waits = found.pieces.filter(({ number }) => number === undefined).toSorted(byPlace)
  // Finance cannot know what has not left: an earlier month may be booked after the voucher did.
  const left = waits.filter(({ exportId }) => exportId !== undefined)
  const open = left.length > 0 ? left : waits
  const fitting = open.filter(({ firstOn }) => firstOn <= given.on)
  const asked = readReference(given.reference).period === undefined ? fitting.filter(isMonthless) : []
  if (asked.length > 1) return { kind: 'refused', refusal: monthUnclear(asked, given) }
  // Without a month the reference is of the first voucher that waits, if it is not of a later day.
  const piece = asked[0] ?? fitting[0]
  if (piece) return { kind: 'new', piece }
  const taken = found.pieces.toSorted(byPlace).at(-1)?.number
  const [waiting] = open
  if (waiting) return { kind: 'refused', refusal: tooEarly(waiting, given.on) }
  if (!taken) throw new Error('a voucher without a number waits for one')
  return { kind: 'refused', refusal: numberTaken(taken) }
}

function isMonthless(piece: Piece): boolean {
  return piece.isMonthless === true
}

/** Vouchers of two months left under one reference: which one finance means, only finance knows. */
function monthUnclear(pieces: readonly Piece[], { reference }: GivenNumber): Refusal {
  const plain = reference.trim()
  const ways = pieces.map(({ period }) => `${plain}/${period}`)
  return refuse('ledger.voucher_month_unclear', { reference: plain, references: ways.join(', ') })
}

function piecesNamed(
  known: KnownNumbers,
  reference: string,
): { readonly pieces: readonly Piece[] } | { readonly refusal: Refusal } {
  const named = readReference(reference)
  const benefitId = known.benefits.get(named.number)
  const unknown = {
    refusal: refuse('ledger.voucher_reference_unknown', { reference: reference.slice(0, 60) }),
  }
  if (benefitId === undefined) return unknown
  const pieces = known.piecesOf(benefitId).filter((piece) => isNamed(known, named, piece))
  if (pieces.length > 0) return { pieces }
  return named.document === undefined && named.period === undefined
    ? { refusal: refuse('ledger.voucher_nothing_booked', { number: named.number }) }
    : unknown
}

/** A payment is named by its number, or by its identifier in what left before it was named so. */
function isNamed(
  { documentNumbers }: Pick<KnownNumbers, 'documentNumbers'>,
  { document, period, part }: NamedVoucher,
  piece: Piece,
): boolean {
  const { documentId, benefitId } = piece.document
  const called = [documentId, documentNumbers.get(documentId)]
  return (
    called.includes(document ?? benefitId) &&
    piece.part === part &&
    (period === undefined || piece.period === period)
  )
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

/** A voucher cannot be older than what it books. */
export function tooEarly({ firstOn }: Pick<Piece, 'firstOn'>, on: LocalDate): Refusal {
  return refuse('ledger.voucher_before_booking', { day: on, booked: firstOn })
}

function numberTaken({ number, voucher_date: day }: NumberRow): Refusal {
  return refuse('ledger.voucher_number_taken', { number, day })
}

/** Statutory numbers begin anew with each month. */
function isSameMonth(a: LocalDate, b: LocalDate): boolean {
  return a.slice(0, 7) === b.slice(0, 7)
}
