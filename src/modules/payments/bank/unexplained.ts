import type { LocalDate } from '../../../kernel/time.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { gapsOf } from './gaps.ts'
import { ownAccountsOf, statementsOf } from './store.ts'
import { openUntil } from './store-reconcile.ts'

/**
 * How much of an entity's statements up to a day nobody has explained: lines that wait for a person, and
 * places where a statement is missing. An entity without statements has nothing to explain.
 */
export async function unexplainedUntil(tx: Transaction, entityId: string, until: LocalDate): Promise<number> {
  const accounts = await ownAccountsOf(tx, entityId)
  const ids = accounts.map(({ id }) => id)
  const [lines, statements] = await Promise.all([openUntil(tx, entityId, until), statementsOf(tx, ids)])
  const gaps = ids.flatMap((id) => gapsOf(statements.filter((row) => row.account_id === id)))
  return lines + gaps.filter(({ from }) => from <= until).length
}
