import { addDays } from '../../kernel/time.ts'
import { homeCurrency, rateTable, sampleRates, type RateTable } from '../../platform/rates.ts'
import type { RateRow } from './tables.ts'

/**
 * The rates that count, each with the days that are left to it: of two that cover a day, the one that was
 * added later. So a correction takes the place of a wrong rate without changing it.
 */
export function ratesThatCount(rows: readonly RateRow[]): RateRow[] {
  const byCurrency = Map.groupBy(rows, (row) => row.currency)
  return [...byCurrency.values()].flatMap((list) => {
    const sorted = list.toSorted(byFirstDay)
    const isPlain = sorted.every((row, i) => i === 0 || (sorted[i - 1]?.to_on ?? '') < row.from_on)
    return isPlain ? sorted : layered(list)
  })
}

/** Each later rate cuts its days out of the earlier ones. */
function layered(list: readonly RateRow[]): RateRow[] {
  let standing: RateRow[] = []
  for (const row of list.toSorted((a, b) => compare(a.added_at, b.added_at) || compare(a.id, b.id))) {
    standing = [...standing.flatMap((earlier) => without(earlier, row)), row]
  }
  return standing.toSorted(byFirstDay)
}

function without(earlier: RateRow, later: RateRow): RateRow[] {
  if (earlier.to_on < later.from_on || later.to_on < earlier.from_on) return [earlier]
  const before = { ...earlier, to_on: addDays(later.from_on, -1) }
  const after = { ...earlier, from_on: addDays(later.to_on, 1) }
  return [before, after].filter((piece) => piece.from_on <= piece.to_on)
}

function byFirstDay(a: RateRow, b: RateRow): number {
  return compare(a.from_on, b.from_on)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The rates that decisions work with: the company's own, or the sample's while it has none. */
export function currentRates(rows: readonly RateRow[]): RateTable {
  return ownRates(rows) ?? sampleRates()
}

/** The stored rates as a table; undefined while there are none. */
export function ownRates(rows: readonly RateRow[]): RateTable | undefined {
  if (rows.length === 0) return undefined
  const rates = ratesThatCount(rows).map(({ currency, per, rate, from_on, to_on }) => ({
    currency,
    per,
    rate,
    from: from_on,
    to: to_on,
  }))
  return rateTable(homeCurrency, 'own', rates)
}
