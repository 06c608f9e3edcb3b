import { dimensionKinds } from '../../../contract/states.ts'
import type { GeneralAccount } from './chart.ts'

/** What an account may carry beside its amount (辅助核算). */
export type DimensionKind = (typeof dimensionKinds)[number]

/** In the table of codes it stands for a line that has none of a kind. */
export const noSubject = '-'

/** Who or what is behind a benefit, by our identifiers; whatever is absent it does not have. */
export type BehindBenefit = {
  /** The unit on whose budget it counts. */
  readonly department?: string | undefined
  readonly employee?: string | undefined
  readonly customer?: string | undefined
  readonly project?: string | undefined
  /** Who is paid by the accepted claims for it, and how much of it. */
  readonly vendors: readonly VendorPart[]
  /** The vendors whom single documents and lines of claims pay, whatever became of them, by identifier. */
  readonly payees: ReadonlyMap<string, string>
}

/** How much of a benefit a vendor is paid. */
export type VendorPart = { readonly vendorId: string; readonly minor: bigint }

/** Something that a line carries, with its code; without one the finance system does not know it yet. */
export type DimensionValue = {
  readonly kind: DimensionKind
  /** Ours; a dash where the line has none of this kind. */
  readonly subjectId: string
  readonly code: string | undefined
  /** How we call it. */
  readonly name: string
}

/** What accounts carry, and by which codes the finance system knows ours. */
export type DimensionBook = {
  readonly carriedBy: (accountCode: string) => readonly DimensionKind[]
  readonly codeOf: (kind: DimensionKind, subjectId: string) => string | undefined
  readonly nameOf: (kind: DimensionKind, subjectId: string) => string
}

/** The book of an entity whose accounts carry nothing. */
export const noDimensions: DimensionBook = {
  carriedBy: () => [],
  codeOf: () => undefined,
  nameOf: (_, subjectId) => subjectId,
}

/** An amount on an account of the general ledger, with what it carries. */
export type CarriedAmount = GeneralAccount & {
  readonly minor: bigint
  readonly dimensions: readonly DimensionValue[]
}

type Amount = GeneralAccount & { readonly minor: bigint }
type Of = { readonly documentType: string; readonly documentId: string }

/**
 * An amount with what its account carries. Where the account carries vendors and several are paid for the
 * benefit, it is as many lines, which add up to the amount to the cent.
 */
export function carriedParts(
  amount: Amount,
  {
    behind,
    book,
    document,
    payee,
  }: { readonly behind: BehindBenefit; readonly book: DimensionBook } & {
    readonly document: Of
    /** The vendor whom it is with alone. */
    readonly payee?: string | undefined
  },
): CarriedAmount[] {
  const kinds = book.carriedBy(amount.code)
  if (kinds.length === 0) return [{ ...amount, dimensions: [] }]
  const parts = kinds.includes('vendor')
    ? byVendor(amount.minor, vendorsOf(document, behind, payee))
    : [{ vendorId: undefined, minor: amount.minor }]
  return parts.map(({ vendorId, minor }) => ({
    ...amount,
    minor,
    dimensions: kinds.map((kind) => valueOf(book, kind, kind === 'vendor' ? vendorId : behind[kind])),
  }))
}

function valueOf(book: DimensionBook, kind: DimensionKind, subjectId = noSubject): DimensionValue {
  return { kind, subjectId, code: book.codeOf(kind, subjectId), name: book.nameOf(kind, subjectId) }
}

/** A payment, and what comes back of one, is with its payee; what a benefit books is with all of them. */
function vendorsOf(
  { documentType, documentId }: Of,
  { vendors, payees }: BehindBenefit,
  payee = payees.get(documentId),
) {
  if (payee !== undefined) return [{ vendorId: payee, minor: 0n }]
  return documentType === 'benefit' ? vendors : vendors.slice(0, 1)
}

type Part = { readonly vendorId: string | undefined; readonly minor: bigint }

/**
 * An amount split over vendors in the order of their claims; what nobody has claimed yet is with the first of
 * them, or with nobody.
 */
function byVendor(minor: bigint, vendors: readonly VendorPart[]): Part[] {
  const sign = minor < 0n ? -1n : 1n
  let left = minor * sign
  const sums = new Map<string | undefined, bigint>()
  const add = (vendorId: string | undefined, part: bigint) =>
    part === 0n || sums.set(vendorId, (sums.get(vendorId) ?? 0n) + part)
  for (const { vendorId, minor: claimed } of vendors) {
    const part = claimed < left ? claimed : left
    add(vendorId, part)
    left -= part
  }
  add(vendors[0]?.vendorId, left)
  return [...sums].map(([vendorId, part]) => ({ vendorId, minor: part * sign }))
}

/** What an account carries, as its row says; kinds stand in the order in which importers have them. */
export function readDimensions(text: string): DimensionKind[] {
  const named = text.split(' ')
  return dimensionKinds.filter((kind) => named.includes(kind))
}

/** A code that is missing, with the first references that need it. */
export type MissingCode = {
  readonly kind: DimensionKind
  readonly subjectId: string
  readonly name: string
  readonly references: readonly string[]
}

type Carrying = {
  readonly reference: string
  readonly postings: readonly { readonly dimensions: readonly DimensionValue[] }[]
}

/** True where the finance system would refuse a voucher, because a code on one of its lines is missing. */
export function lacksCode({ postings }: Pick<Carrying, 'postings'>): boolean {
  return postings.some(({ dimensions }) => dimensions.some(({ code }) => code === undefined))
}

/** Every code that some vouchers lack, each once, by kind and name. */
export function missingCodes(vouchers: readonly Carrying[]): MissingCode[] {
  const found = new Map<string, MissingCode & { references: string[] }>()
  for (const { reference, postings } of vouchers) {
    for (const { kind, subjectId, code, name } of postings.flatMap(({ dimensions }) => dimensions)) {
      if (code !== undefined) continue
      const key = `${kind} ${subjectId}`
      const known = found.get(key) ?? { kind, subjectId, name, references: [] }
      if (!known.references.includes(reference)) known.references.push(reference)
      found.set(key, known)
    }
  }
  const place = ({ kind }: MissingCode) => dimensionKinds.indexOf(kind)
  return [...found.values()].toSorted(
    (a, b) => place(a) - place(b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  )
}

/** How a code of the finance system may look: layouts put strokes between codes and names. */
const codeForm = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,29}$/u

/** What a spreadsheet makes of a long code: a power of ten, or zeros behind the fifteenth figure. */
const spoilt: readonly RegExp[] = [/^\d+(\.\d+)?e[+-]?\d+$/i, /^\d{15}0+$/]

/** True for a code that can stand in a file of vouchers. */
export function isDimensionCode(code: string): boolean {
  return codeForm.test(code) && !code.includes('--') && !spoilt.some((pattern) => pattern.test(code))
}
