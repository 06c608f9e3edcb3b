import { afterAll, beforeAll, expect, test } from 'vitest'
import { provePayments } from '../../../../test/gates/payments-proof.ts'
import { todayOf } from '../../../../test/setup/bank-calls.ts'
import { decimal, paymentDetails } from '../../../../test/setup/bank-files.ts'
import { claimPaths, type ClaimPaths } from '../../../../test/setup/claim-paths.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { refundCalls, type RefundCalls } from '../../../../test/setup/refund-calls.ts'
import { taxCalls } from '../../../../test/setup/tax-calls.ts'
import { supplier, vendorLunch } from '../../../../test/setup/vendor-lunch.ts'
import { systemActor } from '../../../platform/act/actor.ts'
import { insertRow, rowAfter, updateRow } from '../../../platform/act/rows.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { closingTable } from '../../ledger/tables.ts'

// Where a part comes back while something else goes on: a benefit in parts, a closed month, another person.

let company: Company
let refunds: RefundCalls
let paths: ClaimPaths

beforeAll(async () => {
  company = await testCompany()
  refunds = await refundCalls(company)
  paths = claimPaths(company, refunds.calls.pay)
  const { pay } = refunds.calls
  await pay.verified(await pay.ownAccount('sales', '王磊'))
}, 120_000)

afterAll(async () => {
  refunds.calls.close()
  await company.close()
})

/** Pays a part of a request, or all that is left of it, by a line of the account. */
async function pays(requestId: string, body: object = {}): Promise<string> {
  const { calls, accountId, bring } = refunds
  const orderId = await calls.pay.prepared(requestId, body)
  await calls.pay.checked(orderId)
  const { numbers, transfers } = await calls.leave(accountId, [orderId])
  const amount = decimal(transfers[0]?.amount.minor ?? 0n)
  const details = paymentDetails('08', { id: numbers[0] ?? '' })
  await bring({ amount, ref: orderId.slice(-8), details })
  return orderId
}

const unmatch = (lineId: string, version: unknown) =>
  refunds.calls.bank.codeOf(refunds.third, 'bank.unmatch_line', {
    params: { lineId },
    body: { version: Number(version), reason: '是另一家的货款' },
  })

const wrongs = async () => {
  const found = await readOnly(company.world.pool, [systemActor], provePayments)
  return [...found].filter(([, count]) => count > 0)
}

test('of a rebate paid in parts less is promised by it; with the last part it stands as spent', async () => {
  const { calls, comesIn, answered } = refunds
  const requestId = await calls.pay.approvedRebate('200000')
  const first = await pays(requestId, { minor: '120000' })
  expect(await paths.stateOf(requestId)).toMatchObject({ benefit: 'approved' })
  const line = await comesIn(20_000n)
  const { version } = await answered(line, first)
  expect(await paths.booked(requestId)).toEqual({
    commitment: '180000',
    control: '-180000',
    payable: '100000',
    paid: '-100000',
  })
  expect(await wrongs()).toEqual([])
  // What was not ordered yet is all that can be: what came back is not owed again.
  const above = calls.pay.pays(requestId, { minor: '80001' })
  expect(await calls.pay.codeOf(calls.pay.maker, 'payments.prepare', above)).toBe('payments.above_payable')
  await pays(requestId)
  expect(await paths.stateOf(requestId)).toMatchObject({ benefit: 'paid' })
  expect(await paths.booked(requestId)).toEqual({ expense: '180000', paid: '-180000' })
  // Taken back after the benefit moved on, it is taken off where the benefit stands by now.
  expect(await unmatch(line.lineId, version)).toBe('done')
  expect(await paths.booked(requestId)).toEqual({ expense: '200000', paid: '-200000' })
  expect(await wrongs()).toEqual([])
})

test('a vendor sends a part back: the claim, what was given and what is released stay', async () => {
  const { calls, comesIn, answered } = refunds
  const vendorId = await supplier(company, calls.pay)
  const requestId = await vendorLunch(company, calls.pay)
  const fileIds = [await calls.pay.upload('sales', 'receipt', 'vendor.txt')]
  const body = { lines: [{ requestId, minor: '8000' }], fileIds, vendorId }
  const claimId = String((await calls.pay.good('sales', 'payments.file_claim', { body }))['claimId'])
  const accept = { params: { claimId }, body: { version: 1, verdict: 'accept', reason: '已核对' } }
  await calls.pay.good(calls.pay.checker, 'payments.check_claim', accept)
  const orderId = await pays(requestId, { claimId })
  await answered(await comesIn(1_500n), orderId)
  expect(await paths.booked(requestId)).toEqual({ expense: '7500', payable: '-1000', paid: '-6500' })
  // The rest that nobody claimed is still released as the whole rest.
  const releasing = { params: { requestId }, body: { reason: '其余不再报销' } }
  const released = await calls.pay.good('sales', 'payments.release', releasing)
  expect(released['amount']).toEqual({ currency: 'CNY', minor: '1000' })
  expect(await paths.stateOf(requestId)).toMatchObject({ benefit: 'paid' })
  expect(await paths.booked(requestId)).toEqual({ expense: '6500', paid: '-6500' })
  expect(await wrongs()).toEqual([])
})

test('two people who answer for one payment at one moment never bring back more than it paid', async () => {
  const { calls, comesIn, paidRebate, third } = refunds
  const { orderId, requestId } = await paidRebate('100000')
  const lines = [await comesIn(60_001n), await comesIn(40_000n)]
  const codes = await Promise.all(
    lines.map(({ lineId }, i) =>
      calls.bank.codeOf(i === 0 ? third : calls.pay.checker, 'bank.answer_line', {
        params: { lineId },
        body: { version: 1, verdict: 'refunded', orderIds: [orderId], reason: '酒店退房一间' },
      }),
    ),
  )
  expect(codes.toSorted()).toEqual(['bank.refund_above_payment', 'done'])
  const [row] = await calls.pay.sql(
    'select count(*)::int as count from payments.refund where request_id = $1',
    [requestId],
  )
  expect(row).toEqual({ count: 1 })
  expect(await wrongs()).toEqual([])
})

test('what is found out after its month was closed is booked in the next one, and stays', async () => {
  const { calls, comesIn, paidRebate, answered } = refunds
  const { orderId } = await paidRebate('100100')
  const line = await comesIn(10_100n)
  const closing = insertRow(closingTable, {
    id: 'prd_refund0000',
    entity_id: calls.entityId,
    closed_until: '2026-11-30',
    changed_by: refunds.third.personId,
    changed_at: company.clock(),
  })
  await company.store([closing])
  const { refundId, version } = await answered(line, orderId)
  const entries = await calls.pay.sql(
    `select booked_on::text as booked, document_on::text as document
from ledger.entry
where document_id = $1`,
    [refundId],
  )
  expect(entries).toEqual([{ booked: '2026-12-01', document: todayOf(company) }])
  expect(await unmatch(line.lineId, version)).toBe('bank.month_is_closed')
  await company.store([updateRow(closingTable, rowAfter(closingTable, closing), { closed_until: null })])
  expect(await unmatch(line.lineId, version)).toBe('done')
  expect(await wrongs()).toEqual([])
})

test('the whole that was taken for money from elsewhere is said to be a payment that came back', async () => {
  const { calls, comesIn, paidRebate, third } = refunds
  const { orderId, requestId } = await paidRebate('100900')
  const other = await paidRebate('100901')
  const line = await comesIn(100_900n)
  expect(line).toMatchObject({ verdict: 'incoming', refund: { can: true } })
  const params = { lineId: line.lineId }
  const read = await calls.bank.good(third, 'bank.refundable', { params })
  const offered = (id: string) => (read['items'] as { orderId: string }[]).find((each) => each.orderId === id)
  const can = { answer: { can: true } }
  expect(offered(orderId)).toMatchObject({ isWhole: true, left: { minor: '0' }, ...can })
  expect(offered(other.orderId)).toMatchObject({ isWhole: false, left: { minor: '1' }, ...can })
  const own = await calls.bank.good(calls.pay.maker, 'bank.refundable', { params })
  expect((own['items'] as { answer: object }[]).map(({ answer }) => answer)).not.toContainEqual(
    expect.objectContaining({ can: true }),
  )
  const said = (id: string) => ({
    params,
    body: { version: 1, verdict: 'returned', orderIds: [id], reason: '账户已注销，全额退回' },
  })
  const codeOf = (id: string) => calls.bank.codeOf(third, 'bank.answer_line', said(id))
  expect(await codeOf(other.orderId)).toBe('bank.amounts_differ')
  expect(await codeOf(orderId)).toBe('done')
  expect(await calls.stateOf(orderId)).toBe('returned')
  // It did not reach its payee, so that it is promised as before.
  expect(await paths.booked(requestId)).toEqual({ commitment: '100900', control: '-100900' })
  expect(await wrongs()).toEqual([])
  // Nothing else is said of money from elsewhere.
  const stray = await comesIn(3n)
  const elsewhere = { version: 1, verdict: 'elsewhere', orderIds: [], reason: '客户付的货款' }
  const answer = { params: { lineId: stray.lineId }, body: elsewhere }
  expect(await calls.bank.codeOf(third, 'bank.answer_line', answer)).toBe('bank.line_answered')
})

test('of a payment that came back as a whole nobody is asked for a part', async () => {
  const { calls, accountId, bring, comesIn } = refunds
  const requestId = await calls.pay.givenLunch()
  const claimId = await paths.claimed(requestId, '9000')
  const orderId = await calls.pay.prepared(requestId, { claimId })
  await calls.pay.checked(orderId)
  const { numbers, transfers } = await calls.leave(accountId, [orderId])
  const { number: account = '', holder: name = '' } = transfers[0]?.payee ?? {}
  const details =
    `<TxDtls><RltdPties><Dbtr><Pty><Nm>${name}</Nm></Pty></Dbtr>` +
    `<DbtrAcct><Id><Othr><Id>${account}</Id></Othr></Id></DbtrAcct></RltdPties></TxDtls>`
  const named = paymentDetails('08', { id: numbers[0] ?? '' })
  await bring({ amount: '90.00', ref: 'GONE', details: named })
  await bring({ amount: '90.00', ref: 'HOME', side: 'CRDT', family: 'RRTN', details: named })
  expect(await calls.stateOf(orderId)).toBe('returned')
  expect(await comesIn(1_201n, { details })).toMatchObject({ verdict: 'incoming' })
})

test('what comes back in the next year is said of both years: the schedule and the books part', async () => {
  const { paidRebate, comesIn, answered } = refunds
  const tax = taxCalls(company)
  const open = async (year: number) => {
    const query = { entityId: tax.entityId }
    const found = await tax.call(tax.finance(), 'payments.tax_schedule', { year, query })
    const body = found.kind === 'answer' ? (found.body as { open: readonly string[] }) : { open: [] }
    return body.open.filter((said) => said.includes('came back'))
  }
  const { orderId } = await paidRebate('101000')
  await answered(await comesIn(11_000n), orderId)
  expect(await open(2026)).toEqual([])
  company.clock.set('2027-01-11T02:00:00.000Z')
  await answered(await comesIn(12_000n), orderId)
  expect(await open(2026)).toEqual([
    'A part of a payment came back after the end of the year, ¥120.00: taken off here, it is in the books ' +
      'of the month in which it came. Where the year is declared already, ask the tax adviser.',
  ])
  expect(await open(2027)).toEqual([
    'A part of a payment of an earlier year came back in this one, ¥120.00: the books have it in this ' +
      'year, and it is not taken off here. Ask the tax adviser to which year it belongs.',
  ])
})
