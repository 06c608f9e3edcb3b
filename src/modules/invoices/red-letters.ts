import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Instant } from '../../kernel/time.ts'
import { rowAfter, updateRow, type RowChange } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { InvoiceDeps } from './deps.ts'
import { alertRow } from './rows.ts'
import { findKnown, findRedLetters, lockByKeys, lockKeys } from './store.ts'
import { invoiceTable, type InvoiceRow } from './tables.ts'

/** A red-letter invoice (红字发票) of whichever entity: what it takes back, and how much; `minor` is above 0. */
export type RedLetter = {
  readonly id: string
  readonly refersTo: string
  readonly currency: string
  readonly minor: bigint
}

/** Red letters with what they take back; kept up to date as the items of a set are decided. */
export type RedLetters = {
  /** What is taken back, by key, locked. */
  readonly originals: Map<string, InvoiceRow>
  readonly letters: Map<string, RedLetter>
  /** Keys that an entity has on record whose invoices this transaction does not see. */
  readonly elsewhere: ReadonlySet<string>
}

/**
 * The red letters of these keys, and the invoices that have them. The keys are locked first, because an
 * invoice and what takes it back may be brought at one moment.
 */
export async function loadRedLetters(tx: Transaction, keys: readonly string[]): Promise<RedLetters> {
  const all = [...new Set(keys)].sort()
  await lockKeys(tx, all)
  const originals = await lockByKeys(tx, all)
  const letters = await findRedLetters(tx, all)
  const known = await findKnown(tx, all)
  return {
    originals,
    letters: new Map(letters.map((letter) => [letter.id, letter])),
    elsewhere: new Set([...known.keys()].filter((key) => !originals.has(key))),
  }
}

/** Why this red letter cannot be recorded: what it takes back stands with an entity that is out of sight. */
export function originalObjection(
  { elsewhere }: RedLetters,
  { refersTo, total }: { readonly refersTo?: string; readonly total?: bigint },
): Refusal | undefined {
  if (refersTo === undefined || total === undefined || total >= 0n || !elsewhere.has(refersTo))
    return undefined
  return refuse('invoices.original_elsewhere', { number: refersTo })
}

/** How much the red letters take back of an invoice. */
export function takenBack(
  { letters }: RedLetters,
  { id, key, currency }: Pick<InvoiceRow, 'id' | 'key' | 'currency'>,
): bigint {
  return [...letters.values()]
    .filter((letter) => letter.id !== id && letter.refersTo === key && letter.currency === currency)
    .reduce((sum, { minor }) => sum + minor, 0n)
}

/**
 * What follows for others from an invoice that is new or says something else than before: a red letter lowers
 * what is left of the one that it takes back, and no longer lowers what it took back before. Where what it
 * takes back was used, compliance is told.
 */
export function reversals(
  deps: InvoiceDeps,
  red: RedLetters,
  { before, after }: { readonly before?: InvoiceRow; readonly after: InvoiceRow },
  by: { readonly personId: string; readonly at: Instant },
): RowChange[] {
  red.letters.delete(after.id)
  const letter = letterOf(after)
  if (letter) red.letters.set(letter.id, letter)
  const keys = new Set([before?.refers_to, after.refers_to])
  return [...keys].flatMap((key) => {
    const original = red.originals.get(key ?? '')
    return original && original.id !== after.id
      ? lowered(deps, red, { original, letterId: after.id }, by)
      : []
  })
}

function lowered(
  deps: InvoiceDeps,
  red: RedLetters,
  { original, letterId }: { readonly original: InvoiceRow; readonly letterId: string },
  by: { readonly personId: string; readonly at: Instant },
): RowChange[] {
  const reversed = takenBack(red, original)
  if (reversed === original.reversed_minor) return []
  const change = updateRow(invoiceTable, original, { reversed_minor: reversed })
  const after = rowAfter(invoiceTable, change)
  red.originals.set(after.key, after)
  const isMore = reversed > original.reversed_minor
  if (!isMore || after.used_minor <= after.total_minor - after.reversed_minor) return [change]
  const about = { invoiceId: after.id, entityId: after.entity_id, reason: 'reversed_after_use' } as const
  return [change, alertRow(deps.newId('alert'), about, { redLetter: letterId }, by).change]
}

function letterOf({
  id,
  refers_to: refersTo,
  currency,
  total_minor: total,
}: InvoiceRow): RedLetter | undefined {
  if (refersTo === null || total >= 0n) return undefined
  return { id, refersTo, currency: currency.trim(), minor: -total }
}
