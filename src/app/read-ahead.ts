import type { IdKind } from '../kernel/id.ts'
import type { NamedParties, ReadAhead } from '../modules/requests/index.ts'
import type { Transaction } from '../platform/db/transaction.ts'
import { mergesOf, readDeals } from './deal-records.ts'
import { readRecords } from './records.ts'

/**
 * Reads whoever a set of proposals names, and their deals, all asked for at once. The days of the proposals
 * are known later: what is read here is asked for together with what tells them.
 */
export async function readAhead(
  tx: Transaction,
  named: readonly NamedParties[],
  make: (kind: IdKind) => string,
): Promise<ReadAhead> {
  const ids = {
    customerIds: idsOf(named.map(({ customer }) => customer)),
    personIds: idsOf(named.map(({ recipient }) => recipient)),
    eventIds: [...new Set(named.flatMap(({ eventId }) => eventId ?? []))],
  }
  const merges = mergesOf(tx, ids)
  const [resolve, dealsOf] = await Promise.all([
    readRecords(tx, named, make, merges),
    readDeals(tx, ids, merges),
  ])
  return { resolve, dealsOf }
}

function idsOf(given: readonly (object | undefined)[]): string[] {
  const found = given.flatMap((each) => (each && 'partyId' in each ? String(each.partyId) : []))
  return [...new Set(found)].sort()
}
