import type { Transaction } from '../../platform/db/transaction.ts'
import { rowsFor } from '../../platform/db/rows-for.ts'
import type { MatchClaimRow } from './tables.ts'

const rowsBy = rowsFor<{ 'parties.match_claim': MatchClaimRow }>()

/** Questions who is who that nobody has answered: of these names, or about these pairs of records. */
export async function loadOpenClaims(
  tx: Transaction,
  of: { readonly names: readonly string[]; readonly pairs: readonly string[] },
): Promise<MatchClaimRow[]> {
  return tx.sql<MatchClaimRow>(
    `select *
from parties.match_claim
where state = 'proposed'
and case kind when 'apart' then subject::json ->> 'name' = any($1) else others = any($2) end
order by id`,
    [of.names, of.pairs],
    'parties_open_claims',
  )
}

/** Questions who is who, by id; locked when they are to be answered. */
export async function loadClaims(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, MatchClaimRow>> {
  if (ids.length === 0) return new Map()
  const rows = await rowsBy(tx, 'parties.match_claim', {
    column: 'id',
    values: ids,
    order: 'id',
    isLocked: !tx.isReadOnly,
  })
  return new Map(rows.map((row) => [row.id, row]))
}
