import type { watchKinds } from '../../contract/coverage-accounts.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { LeftOutWhy } from './accounts.ts'

/** What a watched account is for; see `accounts.ts`. */
export type AccountKind =
  | 'entertainment'
  | 'gift'
  | 'meeting'
  | 'consulting'
  | 'promotion'
  | 'commission'
  | 'labour'
  | 'welfare'
  | 'travel'
  | 'training'
  | 'office'
  | 'vehicle'
  | 'sample'
  | 'donation'
  | 'research'
  | 'rent'
  | 'freight'
  | 'allowance'
  | 'sundry'
  | 'expense'

/** What somebody may say that an account is for. */
export type WatchKind = (typeof watchKinds)[number]

/** Accounts that an entity wants looked at: those whose number begins so. */
export type OwnAccount = { readonly code: string; readonly kind: WatchKind }

/** One line of a journal (序时账) as it was read; `minor` is debit less credit. */
export type JournalLine = {
  readonly line: number
  readonly day: LocalDate
  readonly voucher: string
  readonly text: string
  readonly code: string
  readonly name: string
  readonly minor: bigint
  /** Vendor, customer or whoever else stands on the other side. */
  readonly party: string
  readonly staff: string
  readonly unit: string
}

/** A line that could not be read; `code` is a key of the reasons in the texts. */
export type SpoiltLine = {
  readonly line: number
  readonly code: string
  readonly params: Readonly<Record<string, string>>
}

/** A watched line with what its voucher says beside it. */
export type WatchedLine = JournalLine & {
  /** The place of its account among the accounts of the journal. */
  readonly account: number
  readonly kind: AccountKind
  /** Its voucher among the vouchers of the journal. */
  readonly at: number
}

/** What the other lines of a voucher say. */
export type Voucher = {
  isCash: boolean
  isAdvance: boolean
  /** It accrues at the end of a month: the same is spent, or taken back, in a later one. */
  isAccrual: boolean
  /** It carries the balance of the month to the year's profit: nothing was spent. */
  isClosing: boolean
  /** Input tax, which is part of what was paid and stands apart from the cost. */
  tax: bigint
  /** All of its debits. */
  debit: bigint
  party: string
  staff: string
}

/** An account of the journal; `kind` is left out where nobody looks at it. */
export type Account = { readonly code: string; readonly name: string; readonly kind?: AccountKind }

/** An account outside the balance sheet that nobody looks at, with what was debited to it. */
export type LeftOut = {
  readonly code: string
  readonly name: string
  readonly why: Exclude<LeftOutWhy, 'balance'>
  readonly lines: number
  readonly debit: bigint
}

/** A journal that was read to its end: the watched lines, and of the others only what their vouchers say. */
export type Journal = {
  readonly sha256: string
  readonly lines: number
  readonly accounts: readonly Account[]
  readonly watched: readonly WatchedLine[]
  readonly vouchers: readonly Voucher[]
  /** The places of the vouchers that have a number, by their month and number. */
  readonly numbered: ReadonlyMap<string, number>
  /** The accounts of expense that nobody looks at, the largest debit first. */
  readonly leftOut: readonly LeftOut[]
  readonly spoilt: readonly SpoiltLine[]
  /** More lines were spoilt than are told. */
  readonly spoiltMore: number
  readonly from?: LocalDate
  readonly to?: LocalDate
}

/** Somebody whom a record names, or its number in the register, which our own vouchers carry. */
export type RecordName = {
  readonly role: 'customer' | 'person' | 'staff' | 'vendor' | 'number'
  readonly name: string
}

/**
 * What shows that a spend is a benefit that the company knows: an entry of the register, a claim, a payment
 * order or an invoice. A new source is one function that gives these.
 */
export type EvidenceRecord = {
  readonly id: string
  readonly kind: 'benefit' | 'tax' | 'accrual' | 'input_tax' | 'claim' | 'payment_order' | 'invoice'
  readonly minor: bigint
  readonly day: LocalDate
  readonly names: readonly RecordName[]
  readonly text: string
  /** The form of the benefit, where the record knows it. */
  readonly form?: string
  /** Its number in the register. */
  readonly number?: string
  /** True where `minor` was converted at the rate of its day: the books show an amount near it. */
  readonly isConverted?: boolean
  /**
   * True of what the giving booked where claims pay the benefit in the currency of the books: it may stand at
   * the rate of its day, beside what is paid.
   */
  readonly isGiving?: boolean
  /** True while it is approved and nothing was given: the books owe nothing yet. */
  readonly isPlanned?: boolean
}

/** A reason, as a key of the texts of coverage with what fills its sentence. */
export type Reason = {
  readonly code: string
  readonly points: number
  readonly params?: Readonly<Record<string, string | number>>
}

/** Lines and records that tell of one thing. */
export type Match = {
  readonly records: readonly number[]
  /** Places among the watched lines. */
  readonly lines: readonly number[]
  readonly score: number
  readonly reasons: readonly Reason[]
}

/**
 * What became of a watched line. `offset`: an entry with the opposite amount takes it back. `explained`: a
 * person has said why it is no benefit. `ordinary`: nothing about it looks like a benefit. The rest is
 * unexplained.
 */
export type LineState = 'matched' | 'offset' | 'explained' | 'ordinary' | 'unexplained'

/** The sums of one account; those of the states are together the total, to the cent. */
export type AccountTotal = Account & {
  readonly kind: AccountKind
  readonly lines: number
  readonly total: bigint
  readonly sums: Readonly<Record<LineState, bigint>>
}

/** A line that a person should look at, with the reasons in the order of their weight. */
export type ListedLine = {
  readonly at: number
  readonly score: number
  readonly reasons: readonly Reason[]
}
