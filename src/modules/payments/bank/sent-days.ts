import type { Instant, LocalDate } from '../../../kernel/time.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { PaymentDeps } from '../deps.ts'
import type { SentRow } from './store.ts'

/** A payment that left, with its day of leaving where its account is kept. */
export type DatedRow = SentRow & { readonly sentOn: LocalDate }

/**
 * The day on which each payment left, as its bank would write it: in the zone of the entity that pays, since
 * the bank of a subsidiary abroad is still in yesterday while the house has begun its day.
 */
export async function datedRows(
  { requests }: Pick<PaymentDeps, 'requests'>,
  tx: Transaction,
  rows: readonly SentRow[],
): Promise<DatedRow[]> {
  const organisation = await requests.organisation(tx)
  return rows.map((row) => {
    if (row.sent_at === null) throw new Error('a payment that left has its moment')
    return { ...row, sentOn: requests.dayOf(organisation, row.entity_id, row.sent_at) }
  })
}

/** What day it is at `at` where the accounts of an entity are kept. */
export async function dayOfEntity(
  { requests }: Pick<PaymentDeps, 'requests'>,
  tx: Transaction,
  { entityId, at }: { readonly entityId: string; readonly at: Instant },
): Promise<LocalDate> {
  return requests.dayOf(await requests.organisation(tx), entityId, at)
}
