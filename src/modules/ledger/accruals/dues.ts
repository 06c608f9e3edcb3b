import type { LocalDate } from '../../../kernel/time.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { Month } from '../periods/months.ts'
import type { AccrualRow } from '../tables.ts'
import type { Promised, PromisedPort } from './deps.ts'
import { loadAccruals, loadBookedLater } from './store.ts'

/** A benefit of a month: what has to stand of it, and the row that stands. */
export type Accruable = { readonly promised: Promised; readonly row: AccrualRow | undefined }

/** A month of an entity; `until` is its last day, or today where it runs. */
export type OfMonth = { readonly entityId: string; readonly month: Month; readonly until: LocalDate }

/**
 * The accruals of a month as they have to stand beside those that do, each benefit and currency once:
 * whatever is promised for a day up to its end, and whatever was given by then and is booked as expense in a
 * later month, because its own was closed when somebody was late.
 */
export async function accrualsOf(promised: PromisedPort, tx: Transaction, of: OfMonth): Promise<Accruable[]> {
  const [open, later] = [await promised(tx, of), await loadBookedLater(tx, of)]
  const earned = [...open, ...later].filter(({ minor }) => minor > 0n)
  return besides(earned, await loadAccruals(tx, of))
}

/** What has to stand and what stands, set side by side; of what is owed no more nothing has to. */
function besides(earned: readonly Promised[], rows: readonly AccrualRow[]): Accruable[] {
  const stands = new Map(rows.map((row) => [keyOf(row.benefit_id, row.currency), row]))
  const wanted = new Set(earned.map(({ benefitId, currency }) => keyOf(benefitId, currency)))
  const gone = rows.filter((row) => row.minor > 0n && !wanted.has(keyOf(row.benefit_id, row.currency)))
  return [
    ...earned.map((each) => ({ promised: each, row: stands.get(keyOf(each.benefitId, each.currency)) })),
    ...gone.map((row) => ({ promised: { ...promisedBy(row), minor: 0n }, row })),
  ]
}

/** What a row says was promised. */
export function promisedBy(row: AccrualRow): Promised {
  const { benefit_id: benefitId, form, currency, minor, happened_on: happenedOn } = row
  return { benefitId, form, currency, minor, happenedOn }
}

/** True where the books hold something else than they have to. */
export function isDue({ promised, row }: Accruable): boolean {
  return row?.minor !== promised.minor || (promised.minor > 0n && row.form !== promised.form)
}

function keyOf(benefitId: string, currency: string): string {
  return `${benefitId} ${currency}`
}

/** How many accruals of a month do not stand in the books as they have to. */
export async function countUnaccrued(promised: PromisedPort, tx: Transaction, of: OfMonth): Promise<number> {
  return (await accrualsOf(promised, tx, of)).filter(isDue).length
}
