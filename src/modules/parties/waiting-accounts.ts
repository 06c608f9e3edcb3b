import type { z } from 'zod'
import { waitingAccountCursors, type waitingAccounts } from '../../contract/parties-record.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { mayWith } from '../access/index.ts'
import { accountShown, maskedNumber } from './account-view.ts'
import { accountChecks } from './accounts.ts'
import type { RecordReader } from './record-reader.ts'
import { customerRef, partyWord } from './refs.ts'
import { loadCustomers } from './store.ts'
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
  const customerIds = [...new Set(shown.map((row) => row.customer_id))].sort()
  const [customers, accounts] = await Promise.all([
    loadCustomers(tx, customerIds),
    loadAccounts(tx, customerIds),
  ])
  const items = shown.flatMap((row) => {
    const customer = customers.get(row.customer_id)
    if (!customer) return []
    const verified = accounts.get(row.customer_id)?.find(({ state }) => state === 'verified')
    const replaces = verified === undefined ? {} : { replaces: maskedNumber(verified) }
    return [{ party: customerRef(customer), account: accountShown(reader, customer, row), ...replaces }]
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

/** How many of them this person may verify; nothing is read for whoever verifies none. */
export async function waitingAccountsToCheck(tx: Transaction, actor: Actor): Promise<number> {
  const entityId = actor.entityIds[0] ?? ''
  if (!mayWith(actor, 'parties.check_account', { entityId }).can) return 0
  return countWaitingAccounts(tx, actor.personId)
}
