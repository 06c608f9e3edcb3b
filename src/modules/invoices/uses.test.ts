import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { invoiceCalls, type InvoiceCalls } from '../../../test/setup/invoice-calls.ts'
import { eInvoice, invoiceNumbers } from '../../../test/setup/invoice-files.ts'
import { insertRow, updateRow } from '../../platform/act/rows.ts'
import { leftOf, releaseUse, trustObjections } from './index.ts'
import { invoiceTable, invoiceUseTable } from './tables.ts'

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

const number = invoiceNumbers(6)

async function release(invoiceId: string, lineId: string): Promise<number> {
  const { changes } = releaseUse(await calls.standing(invoiceId), {
    id: company.world.newId('invoiceUse'),
    for: { type: 'claim_line', id: lineId },
    personId: 'per_x',
    at: company.world.now(),
  })
  if (changes.length > 0) await company.store(changes)
  return changes.length
}

describe('an invoice of 1,060.00', () => {
  test('is split over several uses up to its total, and each thing uses it once', async () => {
    const id = await calls.record('sales', eInvoice({ number: number() }))
    expect(await calls.use(id, 'clml_a', 60_000n)).toBeUndefined()
    expect(await calls.use(id, 'clml_a', 1n)).toMatchObject({ code: 'invoices.used_for_it' })
    expect(await calls.use(id, 'clml_b', 46_001n)).toMatchObject({
      code: 'invoices.exceeds_total',
      params: { left: '460.00', claimed: '460.01' },
    })
    expect(await calls.use(id, 'clml_b', 46_000n)).toBeUndefined()
    expect(leftOf((await calls.standing(id)).invoice).minor).toBe(0n)
  })

  test('is released once, by a line that takes the use back', async () => {
    const id = await calls.record('sales', eInvoice({ number: number() }))
    await calls.use(id, 'clml_a', 100_000n)
    expect(await release(id, 'clml_a')).toBe(2)
    expect(await release(id, 'clml_a')).toBe(0)
    expect(await release(id, 'clml_never')).toBe(0)
    const { invoice, uses } = await calls.standing(id)
    expect(uses.map(({ minor }) => minor).toSorted()).toEqual([-100_000n, 100_000n])
    expect(leftOf(invoice).minor).toBe(106_000n)
    expect(await calls.use(id, 'clml_b', 106_000n)).toBeUndefined()
  })
})

test('the database holds the total, the counter and the single release against any program', async () => {
  const id = await calls.record('sales', eInvoice({ number: number() }))
  const { invoice } = await calls.standing(id)
  const counted = (used: bigint) => updateRow(invoiceTable, invoice, { used_minor: used })
  const line = (lineId: string, minor: bigint, releases: string | null = null) =>
    insertRow(invoiceUseTable, {
      id: company.world.newId('invoiceUse'),
      entity_id: invoice.entity_id,
      invoice_id: id,
      for_type: 'claim_line',
      for_id: lineId,
      minor,
      releases,
      used_by: 'per_x',
      used_at: company.world.now(),
    })
  const cases = [
    [[counted(106_001n), line('clml_a', 106_001n)], 'used_is_within_the_total'],
    [[counted(-1n)], 'used_is_not_negative'],
    [[counted(500n)], 'used_is_the_sum'],
    [[line('clml_a', 500n)], 'used_is_the_sum'],
    [[counted(2n), line('clml_a', 1n), line('clml_a', 1n)], 'invoice_is_used_once_for_a_thing'],
    [[counted(0n), line('clml_a', 1n), line('clml_a', -1n)], 'release_is_negative'],
  ] as const
  for (const [changes, constraint] of cases)
    await expect(company.store(changes), constraint).rejects.toMatchObject({ constraint })
  expect((await calls.standing(id)).invoice.used_minor).toBe(0n)
})

describe('a red-letter invoice', () => {
  const red = (original: string, net: string, tax: string, total: string) =>
    eInvoice({
      number: number(),
      net,
      tax,
      total,
      amounts: [net],
      remark: `被红冲蓝字数电票号码：${original}`,
    })

  test('lowers what is left of the one that it takes back, whichever comes first', async () => {
    const [first, second] = [number(), number()]
    const id = await calls.record('sales', eInvoice({ number: first }))
    await calls.record('sales', red(first, '-500.00', '-30.00', '-530.00'))
    expect(leftOf((await calls.standing(id)).invoice).minor).toBe(53_000n)
    await calls.record('sales', red(second, '-1000.00', '-60.00', '-1060.00'))
    const late = await calls.record('sales', eInvoice({ number: second }))
    const standing = await calls.standing(late)
    expect(trustObjections(standing).map(({ refusal }) => refusal.code)).toContain('invoices.is_reversed')
    expect(await calls.use(late, 'clml_a', 1n)).toMatchObject({ code: 'invoices.exceeds_total' })
  })

  test('of an invoice that is used is told to compliance, and stops it', async () => {
    const mine = number()
    const id = await calls.record('sales', eInvoice({ number: mine }))
    await calls.use(id, 'clml_a', 100_000n)
    await calls.record('sales2', red(mine, '-100.00', '-6.00', '-106.00'))
    expect(await calls.alertsOn(id)).toEqual(['reversed_after_use'])
    const stops = trustObjections(await calls.standing(id)).filter((each) => each.stops)
    expect(stops.map(({ refusal }) => refusal.code)).toEqual(['invoices.alert_open'])
  })
})
