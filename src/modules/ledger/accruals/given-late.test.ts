import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiCalls, type ApiCalls } from '../../../../test/setup/api-calls.ts'
import { lunchOn } from '../../../../test/setup/approval-round.ts'
import { personOf } from '../../../../test/setup/budget-calls.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../../../test/setup/request-calls.ts'
import { booksBehind } from '../../../app/booking.ts'
import { systemActor } from '../../../platform/act/actor.ts'
import { insertRow, updateRow } from '../../../platform/act/rows.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { benefitTable, loadBenefits } from '../../benefits/index.ts'
import { payableTable, releaseTable } from '../../payments/tables.ts'
import { proveBooks } from '../index.ts'
import { closingTable } from '../tables.ts'

// September is closed; what was given in it is recorded on 5 November, while October is open.

let company: Company
let calls: RequestCalls
let api: ApiCalls
let entityId: string

const october = '2026-10'

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
  api = apiCalls(company.world)
  entityId = company.founded.entities['suzhou'] ?? ''
  await company.store([
    insertRow(closingTable, {
      id: 'prd_late00000000',
      entity_id: entityId,
      closed_until: '2026-09-30',
      changed_by: company.actor('finance').personId,
      changed_at: company.clock(),
    }),
  ])
}, 120_000)

afterAll(async () => {
  calls.close()
  await company.close()
})

/** A lunch of 28 September that is recorded as given on 5 November; gives its request. */
async function givenLate(): Promise<string> {
  company.clock.set('2026-09-20T02:00:00.000Z')
  const filed = await calls.good('sales', 'requests.submit', { body: { proposal: lunchOn('2026-09-28') } })
  const requestId = String(filed['requestId'])
  await calls.approve(requestId)
  company.clock.set('2026-11-05T02:00:00.000Z')
  const params = { requestId }
  const fileIds = [await calls.upload('sales', 'agenda', `agenda-${requestId}.txt`)]
  const { version } = await calls.good('sales', 'requests.detail', { params })
  await calls.good('sales', 'requests.give', { params, body: { version, givenOn: '2026-09-28', fileIds } })
  company.clock.set('2026-11-07T02:00:00.000Z')
  return requestId
}

type Item = {
  readonly requestId?: string
  readonly isGivenLate?: boolean
  readonly isDue: boolean
  readonly amount: { readonly minor: string }
  readonly booked: { readonly minor: string }
}

/** What October accrues of a request. */
async function accrualOf(requestId: string): Promise<Item | undefined> {
  const query = { entityId, month: october }
  const { items } = await api.good(personOf(company, 'finance'), 'ledger.accruals', { query })
  return (items as Item[]).find((item) => item.requestId === requestId)
}

async function book(): Promise<unknown> {
  const body = { entityId, month: october }
  const answered = await api.call(personOf(company, 'finance'), 'ledger.book_accruals', { body })
  return answered.kind === 'answer' ? answered.body : 'refusal' in answered ? answered.refusal.code : answered
}

const apart = () =>
  readOnly(company.world.pool, [systemActor], async (tx) => {
    const { apart: found } = await proveBooks(tx, booksBehind, () => true)
    return found
  })

const benefitOf = async (requestId: string) => {
  const rows = await readOnly(company.world.pool, [systemActor], async (tx) => {
    const [row] = await tx.sql<{ id: string }>(
      'select benefit_id as id from requests.request where id = $1',
      [requestId],
    )
    return loadBenefits(tx, [row?.id ?? ''])
  })
  const [benefit] = rows.values()
  if (!benefit) throw new Error('a request has its benefit')
  return benefit
}

test('what was given late is accrued, and the list says that its month was closed', async () => {
  const requestId = await givenLate()
  expect(await accrualOf(requestId)).toMatchObject({
    isGivenLate: true,
    isDue: true,
    amount: { minor: '9000' },
  })
  company.clock.set('2026-09-20T02:00:00.000Z')
  const filed = await calls.good('sales', 'requests.submit', { body: { proposal: lunchOn('2026-10-08') } })
  await calls.approve(String(filed['requestId']))
  company.clock.set('2026-11-07T02:00:00.000Z')
  // What nobody recorded as given is due, and not late.
  expect(await accrualOf(String(filed['requestId']))).toMatchObject({ isGivenLate: false, isDue: true })
})

test('less what was released of it: October owes what was spent', async () => {
  const requestId = await givenLate()
  const benefit = await benefitOf(requestId)
  await company.store([
    updateRow(benefitTable, benefit, { released_minor: 300n }),
    insertRow(payableTable, {
      id: benefit.id,
      entity_id: entityId,
      request_id: requestId,
      currency: 'CNY',
      claimed_minor: 0n,
      payable_minor: 0n,
      ordered_minor: 0n,
      paid_minor: 0n,
      released_minor: 300n,
      refunded_minor: 0n,
    }),
    insertRow(releaseTable, {
      id: 'rel_late00000000',
      entity_id: entityId,
      request_id: requestId,
      benefit_id: benefit.id,
      currency: 'CNY',
      form: benefit.form,
      minor: 300n,
      reason: '其余不再报销',
      state: 'released',
      made_by: company.actor('sales').personId,
      made_at: company.clock(),
      withdrawn_by: null,
      withdrawn_at: null,
    }),
  ])
  expect(await accrualOf(requestId)).toMatchObject({ isGivenLate: true, amount: { minor: '8700' } })
  expect(await apart()).toEqual([])
})

test('reversed, nothing of it is owed: what was booked is put right and the checklist is done', async () => {
  const requestId = await givenLate()
  expect(await book()).toMatchObject({ left: 0 })
  expect(await accrualOf(requestId)).toMatchObject({ isDue: false, booked: { minor: '9000' } })
  await company.store([updateRow(benefitTable, await benefitOf(requestId), { state: 'reversed' })])
  expect(await accrualOf(requestId)).toMatchObject({
    isDue: true,
    amount: { minor: '0' },
    booked: { minor: '9000' },
  })
  expect(await book()).toMatchObject({ changed: 1, left: 0 })
  expect(await book()).toBe('ledger.accruals_nothing_due')
  expect(await accrualOf(requestId)).toBeUndefined()
  expect(await apart()).toEqual([])
})
