import { add, fromMoneyJson, toMoneyJson, type MoneyJson } from '../../../src/kernel/money.ts'
import type { Answer } from '../../shell/api.ts'

/** What one may claim, as the server lists it. */
export type Claimable = Answer<'claimable'>['items'][number]

/** A receipt of the form: its stored file, and what was read off it where it is an invoice. */
export type Receipt = {
  readonly fileId: string
  readonly name: string
  /** The file itself, while it is new: an invoice is recorded from it. */
  readonly file?: File | undefined
  readonly reading?: Answer<'readInvoiceFile'> | undefined
}

/** One line of a claim as it is typed. */
export type Line = { readonly item: Claimable; readonly amount: MoneyJson | undefined }

/** What a receipt shows, where its file says it: what is left of an invoice on record, else its total. */
export function shownBy({ reading }: Receipt): MoneyJson | undefined {
  return reading?.known?.left ?? (isInvoice(reading) ? reading?.total : undefined)
}

/** True for what can be recorded as an invoice without typing anything from it. */
export function isInvoice(reading: Receipt['reading']): boolean {
  return reading?.total !== undefined && reading.missing.length === 0 && BigInt(reading.total.minor) > 0n
}

/**
 * The amount that a claim begins with: what the receipts show together, never more than is left; all that is
 * left where one of them does not say what it comes to.
 */
export function proposed(receipts: readonly Receipt[], left: MoneyJson): MoneyJson {
  const shown = receipts.map(shownBy)
  const isWhole = shown.length > 0 && shown.every((each) => each?.currency === left.currency)
  if (!isWhole) return left
  const sum = shown.flatMap((each) => (each ? [fromMoneyJson(each)] : [])).reduce(add)
  return sum.minor > 0n && sum.minor < BigInt(left.minor) ? toMoneyJson(sum) : left
}

/** Those for which the same receipts may be claimed too: given, of the same entity, way and currency. */
export function alike(first: Claimable, all: readonly Claimable[], taken: readonly Line[]): Claimable[] {
  const ids = new Set(taken.map(({ item }) => item.requestId))
  return all.filter(
    (item) =>
      item.isGiven &&
      !ids.has(item.requestId) &&
      item.entityId === first.entityId &&
      item.way === first.way &&
      item.left.currency === first.left.currency,
  )
}

/** Why a line cannot be sent as it is typed. */
export function lineFault({ item, amount }: Line): 'missing' | 'above' | undefined {
  if (amount === undefined || BigInt(amount.minor) <= 0n) return 'missing'
  return BigInt(amount.minor) > BigInt(item.left.minor) ? 'above' : undefined
}
