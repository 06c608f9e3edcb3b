import { afterAll, beforeAll, expect, test } from 'vitest'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { hire } from '../../../../test/setup/hire.ts'
import { paymentCalls, type PaymentCalls } from '../../../../test/setup/payment-calls.ts'
import { systemActor, type Actor } from '../../../platform/act/actor.ts'
import { updateRow } from '../../../platform/act/rows.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { personTable } from '../../access/tables.ts'

// Whoever has left signs in no more: finance states their account, and another verifies it.

let company: Company
let calls: PaymentCalls
let clerk: Actor

beforeAll(async () => {
  company = await testCompany()
  calls = await paymentCalls(company)
  clerk = await hire(company, { role: 'finance' })
})

afterAll(async () => {
  calls.close()
  await company.close()
})

const account = { bank: '招商银行苏州分行', number: '6217001180007777', reference: '离职交接单第 3 项' }

const state = (personId: string, more: object = {}, who: Actor | string = clerk) => {
  const body = { ...account, holder: '新同事2', personId, ...more }
  return calls.call(who, 'payments.state_leaver_account', { body })
}

type Answered = {
  readonly body?: { readonly accountId?: string }
  readonly refusal?: { readonly code: string }
}

// The routes answer by their contract.
const codeIn = (answered: unknown) => (answered as Answered).refusal?.code ?? 'done'

const check = (accountId: string, who: Actor) =>
  calls.codeOf(who, 'payments.check_staff_account', {
    params: { accountId },
    body: { answer: 'confirm', how: 'bank_confirmation', reference: '银行回函' },
  })

test('of whoever is here, or leaves today, it is theirs to state', async () => {
  const here = await hire(company, { role: 'sales' })
  expect(codeIn(await state(here.personId))).toBe('payments.account_of_who_is_here')
  const today = company.world.now().slice(0, 10)
  const leaving = await hire(company, { role: 'sales', leftOn: today })
  expect(codeIn(await state(leaving.personId))).toBe('payments.account_of_who_is_here')
  expect(codeIn(await state('per_nobody0000000'))).toBe('platform.not_found')
})

test('of whoever has left finance states it in their name, and another of finance verifies it', async () => {
  const { personId } = await hire(company, { role: 'sales', leftOn: '2026-11-20' })
  const list = await calls.good(clerk, 'payments.staff_accounts')
  expect(list['leavers']).toContainEqual(expect.objectContaining({ id: personId, leftOn: '2026-11-20' }))
  const [own] = (list['leavers'] as { id: string; holder: string }[]).filter(({ id }) => id === personId)
  const holder = own?.holder ?? ''
  expect(codeIn(await state(personId, { holder: '别人' }))).toBe('payments.account_not_own')
  expect(codeIn(await state(personId, { holder }, 'sales'))).toBe('access.role_needed')
  const answered = (await state(personId, { holder })) as Answered
  const accountId = String(answered.body?.accountId)
  expect(codeIn(answered)).toBe('done')
  expect(codeIn(await state(personId, { holder }))).toBe('payments.account_known')
  expect(await check(accountId, clerk)).toBe('payments.own_account_check')
  const { items } = await calls.good(calls.checker, 'payments.staff_accounts', { query: { state: 'stated' } })
  expect(items).toContainEqual(
    expect.objectContaining({ accountId, stater: expect.objectContaining({ id: clerk.personId }) }),
  )
  expect(await check(accountId, calls.checker)).toBe('done')
})

test('who stated it neither makes nor checks a payment to it', async () => {
  const requestId = await calls.givenLunch()
  const personId = company.actor('sales').personId
  const staff = await readOnly(company.world.pool, [systemActor], (tx) =>
    company.world.requests.organisation(tx),
  )
  const person = staff.people.get(personId)
  if (!person) throw new Error('the sales person is there')
  await company.store([updateRow(personTable, person, { left_on: '2026-11-20' })])
  const stated = (await state(personId, { holder: person.name_zh })) as Answered
  expect(await check(String(stated.body?.accountId), calls.checker)).toBe('done')
  const fileIds = [await calls.upload('compliance', 'receipt', '离职补报.txt')]
  const body = { lines: [{ requestId, minor: '9000' }], fileIds, onBehalf: '申请人已离职' }
  const claimId = String((await calls.good('compliance', 'payments.file_claim', { body }))['claimId'])
  const accept = { params: { claimId }, body: { version: 1, verdict: 'accept', reason: '已核对' } }
  await calls.good(calls.checker, 'payments.check_claim', accept)
  expect(await calls.codeOf(clerk, 'payments.prepare', calls.pays(requestId, { claimId }))).toBe(
    'payments.changer_never_pays',
  )
  const orderId = await calls.prepared(requestId, { claimId })
  const checks = { params: { orderId }, body: { version: 1 } }
  expect(await calls.codeOf(clerk, 'payments.check', checks)).toBe('payments.changer_never_pays')
  const forged = `update payments.order set state = 'checked', checked_by = $2, checked_at = now(),
  version = version + 1 where id = $1`
  expect(await calls.brokenBy(forged, [orderId, clerk.personId])).toBe('order_names_the_current_account')
  await calls.checked(orderId)
  const moved = `update payments.staff_account set number = '6217001180001111', version = version + 1
where id = $1`
  expect(await calls.brokenBy(moved, [stated.body?.accountId])).toBe('staff_account_is_never_edited')
})

test('of another company of the group it is not theirs to state', async () => {
  const { personId } = await hire(company, { role: 'sales', entity: 'shanghai', leftOn: '2026-11-20' })
  expect(codeIn(await state(personId))).toBe('access.other_entity')
})

test('the database holds an account of whoever is here to its owner', async () => {
  const here = await hire(company, { role: 'sales' })
  const { personId } = await hire(company, { role: 'sales', leftOn: '2026-11-20' })
  const copy = (id: string) =>
    calls.brokenBy(
      `insert into payments.staff_account (id, version, entity_id, person_id, holder, bank, number, reference,
state, stated_by, stated_at)
select 'pacc_' || $1, 1, entity_id, $1, 'x', 'x', '62170011800011', 'x', 'stated', $2, now()
from access.person where id = $1`,
      [id, clerk.personId],
    )
  expect(await copy(here.personId)).toBe('account_is_stated_by_its_owner')
  expect(await copy(personId)).toBe('done')
})
