import type { LocalDate } from '../../../kernel/time.ts'
import type { SpoiltLine } from '../domain.ts'

/** One e-invoice that the company received; several lines of a list that name one number are one invoice. */
export type PoolInvoice = {
  /** The first line of the list that names it. */
  readonly line: number
  /** As `invoices` knows it: the number, with the code where an older one has one. */
  readonly key: string
  readonly number: string
  readonly day: LocalDate
  readonly seller: string
  readonly items: readonly string[]
  /** With tax. */
  readonly total: bigint
  /** Without tax, where the list says it. */
  readonly net: bigint | undefined
  /** Voided, or taken back: nothing was bought with it. */
  readonly isVoid: boolean
}

/** A list of e-invoices that was read to its end. */
export type Pool = {
  readonly sha256: string
  readonly invoices: readonly PoolInvoice[]
  readonly spoilt: readonly SpoiltLine[]
  readonly spoiltMore: number
  readonly from: LocalDate
  readonly to: LocalDate
}

/** How many invoices, and how much they say in all. */
export type Share = { readonly count: number; readonly minor: bigint }

/**
 * What became of each invoice. `other`: nothing about it looks like a benefit, or it is void. `covered`: a
 * claim uses it, or a line with a benefit behind it shows it.
 */
export type PoolState = 'other' | 'covered' | 'listed' | 'unlisted'

/** The parts of a list; together they are the whole, in number and to the cent. */
export type PoolShares = Readonly<Record<PoolState | 'total', Share>>
