import type { Transaction } from '../../platform/db/transaction.ts'
import type { AlertKind } from './changes.ts'

/**
 * Alerts are worked on and few: so many benefits are named and found by their key. Where more have one, the
 * register is walked in its order and asks of each row whether it has one, which then is soon the case.
 */
const namedMax = 5_000

/** The benefits that have an alert of one kind beside them; undefined where they are too many to be named. */
export async function findAlerted(tx: Transaction, kind: AlertKind): Promise<string[] | undefined> {
  const rows = await tx.sql<{ id: string }>(
    `select benefit_id as id
from benefits.alert
where reason is not distinct from $1
group by benefit_id
limit $2`,
    [kind === 'earlier_entry' ? null : kind, namedMax + 1],
    'benefits_alerted',
  )
  return rows.length > namedMax ? undefined : rows.map((row) => row.id)
}

/** Which alerts these benefits have beside them. */
export async function alertsAmong(
  tx: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly AlertKind[]>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.sql<{ id: string; kind: AlertKind }>(
    `select distinct benefit_id as id, coalesce(reason, 'earlier_entry') as kind
from benefits.alert
where benefit_id = any($1::text[])
order by 2`,
    [ids],
    'benefits_alerts_among',
  )
  const kinds = Map.groupBy(rows, ({ id }) => id)
  return new Map([...kinds].map(([id, own]) => [id, own.map(({ kind }) => kind)]))
}
