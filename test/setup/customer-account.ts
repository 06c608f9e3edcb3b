import { act } from '../../src/platform/act/act.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import {
  checkAccount,
  loadCustomers,
  stateAccount,
  type RouteGiven,
} from '../../src/modules/parties/index.ts'
import { takesPayeePhone } from '../../src/modules/payments/index.ts'
import { findAskers } from '../../src/modules/requests/index.ts'
import type { Company } from './company-on.ts'

let changes = 0

/** A customer names another account by letter; with `isVerified` compliance has called back. */
export async function changeAccount(
  company: Company,
  partyId: string,
  { isVerified, ...route }: RouteGiven & { readonly isVerified: boolean },
): Promise<void> {
  const { world } = company
  const count = String(changes++).padStart(4, '0')
  const deps = {
    newId: world.newId,
    dayAt: () => '2026-11-25',
    findAskers,
    takesPhone: takesPayeePhone,
  }
  const customers = await readOnly(world.pool, [company.actor('sales')], (tx) => loadCustomers(tx, [partyId]))
  const body = {
    partyId,
    holder: customers.get(partyId)?.name ?? '',
    bank: '上海银行',
    number: `999900001111${count}`,
    ...route,
    givenIn: 'message' as const,
    reference: '客户来信',
  }
  const stating = { key: `state-account-${count}`, actor: company.actor('sales2'), at: world.now(), body }
  const [outcome] = await act(world.door, stateAccount(deps), [stating])
  if (outcome?.kind !== 'done') throw new Error(JSON.stringify(outcome))
  if (!isVerified) return
  const { accountId } = outcome.answer
  const found = { answer: 'confirm', how: 'call_back', reference: '按合同电话回拨' } as const
  const checking = {
    key: `check-account-${count}`,
    actor: company.actor('compliance'),
    at: world.now(),
    body: { accountId, ...found },
  }
  const [checked] = await act(world.door, checkAccount(deps), [checking])
  if (checked?.kind !== 'done') throw new Error(JSON.stringify(checked))
}
