import type { Transaction } from '../../platform/db/transaction.ts'
import type { AlertReason } from './changes.ts'

/** Alerts are worked on and few; a filter that meets more of them shows the latest. */
const alertedMax = 5_000

/** What an alert is about: an earlier entry, or how the benefit itself was given. */
export type AlertKind = AlertReason | 'earlier_entry'

/** The benefits that have an alert of one kind beside them, the latest alert first. */
export async function findAlerted(tx: Transaction, kind: AlertKind): Promise<string[]> {
  const rows = await tx.sql<{ id: string }>(
    `select benefit_id as id
from benefits.alert
where reason is not distinct from $1
group by benefit_id
order by max(raised_at) desc, benefit_id
limit $2`,
    [kind === 'earlier_entry' ? null : kind, alertedMax],
    'benefits_alerted',
  )
  return rows.map((row) => row.id)
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
