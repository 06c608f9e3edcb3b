import type { Pool } from 'pg'

/**
 * Folds what waits longest into the totals of the register, `most` changes at once, and says how many it
 * were.
 */
export async function foldTotals(pool: Pool, most: number): Promise<number> {
  const found = await pool.query<{ folded: string | bigint }>('select benefits.fold_totals($1) as folded', [
    most,
  ])
  return Number(found.rows[0]?.folded ?? 0)
}
