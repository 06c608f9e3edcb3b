import type { z } from 'zod'
import { waitingAccountCursors, type waitingAccounts } from '../../contract/parties-record.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { mayWith } from '../access/index.ts'
import { accountShown, maskedNumber } from './account-view.ts'
import { accountChecks } from './accounts.ts'
import type { RecordReader } from './record-reader.ts'
import { customerRef, partyWord } from './refs.ts'
import { loadCustomers, withMerged } from './store.ts'
import { countWaitingAccounts, listWaitingAccounts, loadAccounts } from './store-record.ts'

type Waiting = z.output<typeof waitingAccounts.answer>

const pageSize = 50

/** The accounts of customers and vendors that wait for a second person, those that wait longest first. */
export async function waitingAccountsFor(
  tx: Transaction,
  reader: RecordReader,
  { cursor }: z.output<typeof waitingAccounts.query>,
): Promise<Waiting> {
  const [rows, count] = await Promise.all([
    listWaitingAccounts(tx, { after: cursor, limit: pageSize + 1 }),
    countWaitingAccounts(tx, undefined),
  ])
  const shown = rows.slice(0, pageSize)
  const last = shown.at(-1)
  const { members, survivorOf } = await withMerged(
    tx,
    shown.map((row) => row.customer_id),
  )
  const [customers, accounts, askers] = [
    await loadCustomers(tx, members),
    await loadAccounts(tx, members),
    await reader.askersOf(
      tx,
      shown.map((row) => row.customer_id),
    ),
  ]
  const items = shown.flatMap((row) => {
    // An account of a record that was merged away is one of its survivor.
    const survivorId = survivorOf(row.customer_id)
    const customer = customers.get(survivorId)
    if (!customer) return []
    const family = members.filter((id) => survivorOf(id) === survivorId)
    const verified = family.flatMap((id) => accounts.get(id) ?? []).find(({ state }) => state === 'verified')
    const replaces = verified === undefined ? {} : { replaces: maskedNumber(verified) }
    const account = accountShown(reader, customer, row, askers.get(row.customer_id) ?? [])
    return [{ party: customerRef(customer), account, ...replaces }]
  })
  return {
    items,
    count,
    accountChecks: accountChecks.map((value) => ({ value, word: partyWord(reader, 'check', value) })),
    ...(rows.length > pageSize && last
      ? { next: waitingAccountCursors.write({ at: last.stated_at, id: last.id }) }
      : {}),
  }
}

/** How many of them others stated; nothing is read for whoever verifies none. */
export async function waitingAccountsToCheck(tx: Transaction, actor: Actor): Promise<number> {
  const entityId = actor.entityIds[0] ?? ''
  if (!mayWith(actor, 'parties.check_account', { entityId }).can) return 0
  return countWaitingAccounts(tx, actor.personId)
}
