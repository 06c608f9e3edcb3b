import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { invoiceCalls, type InvoiceCalls } from '../../../test/setup/invoice-calls.ts'
import { eInvoice, pdfOf, invoiceNumbers } from '../../../test/setup/invoice-files.ts'
import { updateRow } from '../../platform/act/rows.ts'
import { leftOf } from './index.ts'
import { invoiceTable } from './tables.ts'

let company: Company
let calls: InvoiceCalls

beforeAll(async () => {
  company = await testCompany()
  calls = invoiceCalls(company)
})
afterAll(async () => {
  calls.close()
  await company.close()
})

const number = invoiceNumbers(9)

/** What stands on every paper here beside its number and amount. */
const paper = { currency: 'CNY', issuedOn: '2026-11-20', sellerName: '苏州青禾餐饮管理有限公司' }

/** A red letter of which only its paper came, so that all of it was typed. */
function typedRed(given: { number: string; total: string; refersTo?: string }): Promise<string> {
  return calls.record('sales', pdfOf(1), { ...paper, ...given })
}

const redOf = (own: string, original: string) =>
  eInvoice({
    number: own,
    net: '-500.00',
    tax: '-30.00',
    total: '-530.00',
    amounts: ['-500.00'],
    remark: `被红冲蓝字数电票号码：${original}`,
  })

const left = async (invoiceId: string) => leftOf((await calls.standing(invoiceId)).invoice).minor
const correct = (invoiceId: string, body: object) =>
  calls.codeOf('sales', 'invoices.correct', { params: { invoiceId }, body: { reason: '看错票面', ...body } })

describe('a red letter that was typed', () => {
  test('and is corrected in its amount lowers by what it says now', async () => {
    const mine = number()
    const original = await calls.record('sales', eInvoice({ number: mine }))
    const red = await typedRed({ number: number(), total: '-53', refersTo: mine })
    expect(await left(original)).toBe(105_947n)
    expect(await correct(red, { total: '-53000' })).toBe('done')
    expect(await left(original)).toBe(53_000n)
    expect(await correct(red, { total: '53000' })).toBe('done')
    expect(await left(original)).toBe(106_000n)
  })

  test('and is corrected in what it takes back lowers that one, and the other no longer', async () => {
    const [wrong, right] = [number(), number()]
    const [other, meant] = [
      await calls.record('sales', eInvoice({ number: wrong })),
      await calls.record('sales', eInvoice({ number: right })),
    ]
    const red = await typedRed({ number: number(), total: '-53000', refersTo: wrong })
    expect([await left(other), await left(meant)]).toEqual([53_000n, 106_000n])
    expect(await correct(red, { refersTo: right })).toBe('done')
    expect([await left(other), await left(meant)]).toEqual([106_000n, 53_000n])
  })

  test('of an invoice that is used by now tells compliance when it is corrected', async () => {
    const mine = number()
    const original = await calls.record('sales', eInvoice({ number: mine }))
    await calls.use(original, 'clml_a', 100_000n)
    const red = await typedRed({ number: number(), total: '-100', refersTo: mine })
    expect(await calls.alertsOn(original)).toEqual([])
    expect(await correct(red, { total: '-53000' })).toBe('done')
    expect(await calls.alertsOn(original)).toEqual(['reversed_after_use'])
    // What takes back less afterwards is no second alert.
    expect(await correct(red, { total: '-52000' })).toBe('done')
    expect(await calls.alertsOn(original)).toEqual(['reversed_after_use'])
  })
})

test('a red letter whose original is the first to say what it takes back counts from then on', async () => {
  const [mine, own] = [number(), number()]
  const original = await calls.record('sales', eInvoice({ number: mine }))
  const red = await typedRed({ number: own, total: '-53000' })
  expect(await left(original)).toBe(106_000n)
  const file = { name: 'red.xml', bytes: redOf(own, mine) }
  await calls.good('sales', 'invoices.add_file', { params: { invoiceId: red }, files: [file] })
  expect(await left(original)).toBe(53_000n)
})

test('an invoice whose number was mistyped is taken back once its number is right', async () => {
  const [wrong, right] = [number(), number()]
  await calls.record('sales', redOf(number(), right))
  const typed = { ...paper, number: wrong, total: '106000' }
  const invoiceId = await calls.record('sales', pdfOf(1), typed)
  expect(await left(invoiceId)).toBe(106_000n)
  expect(await correct(invoiceId, { number: right })).toBe('done')
  expect(await left(invoiceId)).toBe(53_000n)
})

test('an invoice and what takes it back, brought at one moment, find each other', async () => {
  for (let round = 0; round < 5; round++) {
    const mine = number()
    const [original] = await Promise.all([
      calls.record('sales', eInvoice({ number: mine })),
      calls.record('sales2', redOf(number(), mine)),
    ])
    expect(await left(original)).toBe(53_000n)
  }
})

test('a red letter is recorded where the invoice is that it takes back', async () => {
  const mine = number()
  await calls.record('sales', eInvoice({ number: mine }))
  const shanghai = company.founded.entities['shanghai'] ?? ''
  const there = company.actor('sales3', [shanghai])
  const given = { files: [{ name: 'red.xml', bytes: redOf(number(), mine) }], body: { entityId: shanghai } }
  expect(await calls.codeOf(there, 'invoices.record', given)).toBe('invoices.original_elsewhere')
})

test('the database takes no other sum than the red letters make', async () => {
  const original = await calls.record('sales', eInvoice({ number: number() }))
  const { invoice } = await calls.standing(original)
  const change = updateRow(invoiceTable, invoice, { reversed_minor: 1n })
  await expect(company.store([change])).rejects.toMatchObject({ constraint: 'reversed_is_the_sum' })
})

test('the invoice says what takes it back, and the red letter what it takes back', async () => {
  const [mine, own] = [number(), number()]
  const original = await calls.record('sales', eInvoice({ number: mine }))
  const red = await calls.record('sales', redOf(own, mine))
  const detailOf = (invoiceId: string) => calls.good('sales', 'invoices.detail', { params: { invoiceId } })
  expect(await detailOf(original)).toMatchObject({
    takenBackBy: [{ invoiceId: red, number: own, amount: { currency: 'CNY', minor: '53000' } }],
    reversed: { minor: '53000' },
  })
  expect(await detailOf(red)).toMatchObject({
    takesBack: { invoiceId: original, number: mine, isOnRecord: true },
    takenBackBy: [],
  })
  // A colleague's red letter counts, and is not theirs to open.
  await calls.record('sales2', redOf(number(), mine))
  const seen = await detailOf(original)
  expect(seen).toMatchObject({ reversed: { minor: '106000' }, takenBackBy: [{ invoiceId: red }] })
})
