import type { Transaction } from '../../../platform/db/transaction.ts'
import { findAccounts, type Route } from '../../parties/index.ts'
import { findStaffAccounts, loadExceptions } from '../store.ts'
import type { OrderRow } from '../tables.ts'

/** The account that an order names, in the version of which nothing changes any more. */
export type PayeeAccount = Route & {
  readonly holder: string
  readonly bank: string
  readonly number: string
}

/** The accounts of orders, by the id of the account. */
export async function payeeAccounts(
  tx: Transaction,
  orders: readonly Pick<OrderRow, 'payee_kind' | 'account_id'>[],
): Promise<ReadonlyMap<string, PayeeAccount>> {
  const idsOf = (isWanted: (kind: string) => boolean) =>
    [...new Set(orders.filter((row) => isWanted(row.payee_kind)).map((row) => row.account_id))].sort()
  const [parties, staff, exceptions] = await Promise.all([
    findAccounts(
      tx,
      idsOf((kind) => kind === 'customer' || kind === 'vendor'),
    ),
    findStaffAccounts(
      tx,
      idsOf((kind) => kind === 'employee'),
    ),
    loadExceptions(
      tx,
      idsOf((kind) => kind === 'person'),
    ),
  ])
  const all = [...parties, ...staff, ...exceptions.values()]
  return new Map(
    all.map(({ id, holder, bank, number, cnaps, province, city, phone }) => [
      id,
      { holder, bank, number, cnaps, province, city, phone },
    ]),
  )
}
