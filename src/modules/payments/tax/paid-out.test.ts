import { afterAll, beforeAll, expect, test } from 'vitest'
import { agentRebate } from '../../../../test/setup/agent-rebate.ts'
import { bankSays, bankWords } from '../../../../test/setup/bank-says.ts'
import { claimPaths } from '../../../../test/setup/claim-paths.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { paymentCalls, type PaymentCalls } from '../../../../test/setup/payment-calls.ts'
import { taxCalls } from '../../../../test/setup/tax-calls.ts'
import { systemActor } from '../../../platform/act/actor.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { countUncharged } from './charge.ts'

let company: Company
let calls: PaymentCalls
let tax: ReturnType<typeof taxCalls>
const { sent, paid, returned } = bankWords

beforeAll(async () => {
  company = await testCompany()
  calls = await paymentCalls(company)
  tax = taxCalls(company)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

/** Pays somebody by an exception, with the income that it is. */
async function pay(minor: string, treatment: string) {
  const agent = await agentRebate(company, calls, minor, treatment)
  const orderId = await calls.prepared(agent.requestId, { exceptionId: agent.exceptionId })
  await calls.checked(orderId)
  const happened = bankSays(company)
  await happened(orderId, sent)
  expect(await happened(orderId, paid)).toBe('done')
  return { ...agent, orderId }
}

type Section = { key: string; says: string; lines: { base: object; tax: object; recipients: object[] }[] }

async function schedule(): Promise<Section[]> {
  const answered = await tax.call(tax.finance(), 'payments.tax_schedule', {
    query: { entityId: tax.entityId },
  })
  if (answered.kind !== 'answer') throw new Error('no schedule')
  return (answered.body as { sections: Section[] }).sections
}

async function sectionsOf(): Promise<ReadonlyMap<string, Section['lines']>> {
  return new Map((await schedule()).map(({ key, lines }) => [key, lines]))
}

const state = async (more: object) => {
  const answered = await tax.call(tax.finance(), 'payments.set_tax_year', { body: tax.stating(more) })
  expect(answered.kind).toBe('answer')
}
const charge = () =>
  tax.call(tax.finance(), 'payments.charge_tax', { body: { entityId: tax.entityId, month: '2026-11' } })
const json = (minor: string) => ({ currency: 'CNY', minor })

test('pay for services stands under its own heading by payee, and its order has booked the tax', async () => {
  const { requestId, payeeId, orderId } = await pay('500000', 'labour_income')
  expect((await sectionsOf()).get('labour')).toEqual([
    expect.objectContaining({
      base: json('500000'),
      tax: json('80000'),
      recipients: [expect.objectContaining({ party: expect.objectContaining({ id: payeeId }) })],
    }),
  ])
  await state({ bearing: 'recipient' })
  const before = await claimPaths(company, calls).booked(requestId)
  await charge()
  expect(await claimPaths(company, calls).booked(requestId)).toEqual(before)
  await bankSays(company)(orderId, returned)
  expect((await sectionsOf()).has('labour')).toBe(false)
})

test('incidental income is withheld at the payment, or borne by the company and booked', async () => {
  const { requestId: own } = await pay('100000', 'incidental_income')
  await state({ bearing: 'giver', version: 1 })
  const { requestId: borne } = await pay('40000', 'incidental_income')
  const lines = (await sectionsOf()).get('withholding') ?? []
  // 1,000 withheld at 20 %; 400 / (1 - 20 %) = 500 of income, of which the company bears 100.
  expect(lines.map(({ base, tax: on }) => ({ base, tax: on }))).toEqual(
    expect.arrayContaining([
      { base: json('100000'), tax: json('20000') },
      { base: json('50000'), tax: json('10000') },
    ]),
  )
  expect(lines).toHaveLength(2)
  expect((await schedule()).find(({ key }) => key === 'withholding')?.says).toMatch(/partly by the company/)
  const paths = claimPaths(company, calls)
  const before = await paths.booked(own)
  expect(await charge()).toMatchObject({ body: { changed: 1, left: 0 } })
  expect(await paths.booked(own)).toEqual(before)
  expect(before).toMatchObject({ paid: '-80000', tax_withheld: '-20000' })
  expect(await paths.booked(borne)).toMatchObject({
    paid: '-40000',
    expense: '50000',
    tax_withheld: '-10000',
  })
  expect(await paths.proof()).toMatchObject({ apart: [], broken: [] })
})

test('what is paid in a later month leaves the tax of an earlier one as it was booked', async () => {
  const agent = await agentRebate(company, calls, '100000', 'incidental_income')
  const happened = bankSays(company)
  const payPart = async (minor?: string) => {
    const named = { exceptionId: agent.exceptionId, ...(minor && { minor }) }
    const orderId = await calls.prepared(agent.requestId, named)
    await calls.checked(orderId)
    await happened(orderId, sent)
    expect(await happened(orderId, paid)).toBe('done')
  }
  const due = () =>
    readOnly(company.world.pool, [systemActor], (tx) =>
      countUncharged(company.world.requests, tx, { entityId: tax.entityId, until: '2026-11-30' }),
    )
  await payPart('40000')
  expect(await due()).toBe(1)
  await charge()
  expect(await due()).toBe(0)
  company.clock.set('2026-12-02T02:00:00.000Z')
  await payPart()
  expect(await due()).toBe(0)
})
