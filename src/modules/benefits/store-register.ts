import type { Transaction } from '../../platform/db/transaction.ts'
import { isOfSingles, type RegisterFilter, type RegisterPage, type Sight } from './register-filter.ts'
import { findListsPage, findPartiesPage } from './store-page.ts'
import { countTextUpTo, findTextPage, findTextTotals } from './store-text.ts'
import { findListsTotals, findPartiesTotals, type Counting, type CurrencyTotal } from './store-totals.ts'
import type { BenefitRow } from './tables.ts'

/**
 * One page in the order of an index, by keyset, so that page a thousand costs what page one does and rows
 * that come meanwhile neither repeat nor hide others.
 */
export async function findRegisterPage(tx: Transaction, page: RegisterPage): Promise<BenefitRow[]> {
  const { text } = page.filter
  if (text) return findTextPage(tx, page, text)
  return isOfSingles(page.filter) ? findPartiesPage(tx, page) : findListsPage(tx, page)
}

/** Count and sums of a selection, exact at the moment of asking. */
export async function findRegisterTotals(
  tx: Transaction,
  filter: RegisterFilter,
  sight: Sight,
  counting: Counting,
): Promise<CurrencyTotal[]> {
  const { text } = filter
  if (text) return findTextTotals(tx, filter, { sight, text }, counting)
  return isOfSingles(filter)
    ? findPartiesTotals(tx, filter, sight, counting)
    : findListsTotals(tx, filter, sight, counting)
}

/** How many rows a selection has, `max` at most. */
export async function countUpTo(
  tx: Transaction,
  filter: RegisterFilter,
  sight: Sight,
  max: number,
): Promise<number> {
  const { text } = filter
  if (text) return countTextUpTo(tx, filter, { sight, text }, max)
  const totals = await findRegisterTotals(tx, filter, sight, { states: [], direction: '' })
  return Math.min(max, Number(totals.reduce((sum, total) => sum + total.count, 0n)))
}

/** The books that there are, found by stepping through the index and not by reading all rows. */
export async function findBooks(tx: Transaction): Promise<string[]> {
  const rows = await tx.sql<{ book: string }>(
    `with recursive step (book) as (
  (select book from benefits.benefit order by book limit 1)
  union all
  select (select book from benefits.benefit where book > step.book order by book limit 1)
  from step
  where step.book is not null
)
select book from step where book is not null`,
  )
  return rows.map((row) => row.book)
}
