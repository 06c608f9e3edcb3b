import type { PoolClient } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { provePayments } from '../../../../test/gates/payments-proof.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { refundCalls, type RefundCalls } from '../../../../test/setup/refund-calls.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'

// Each search of the gates for what must never be of refunds finds it where somebody has gone past all that
// holds it off.

let company: Company
let refunds: RefundCalls
let refundId: unknown

beforeAll(async () => {
  company = await testCompany()
  refunds = await refundCalls(company)
  const { orderId } = await refunds.paidRebate('100000')
  ;({ refundId } = await refunds.answered(await refunds.comesIn(30_000n), orderId))
}, 120_000)

afterAll(async () => {
  refunds.calls.close()
  await company.close()
})

const more = 'payments of which more came back than was paid'
const sums = 'benefits of which what came back is not the sum of its refunds'
const lines = 'refunds that no line of a statement shows, and lines without their refund'
const booked = 'refunds that are not booked once'

/** What the searches find once something was changed in a table without its triggers; nothing of it stays. */
async function foundAfter(table: string, change: string): Promise<string[]> {
  const client: PoolClient = await company.database.pool('owner', 1).connect()
  try {
    await client.query(`begin; set local app.entities to '*'; alter table ${table} disable trigger user`)
    const { rowCount } = change === '' ? { rowCount: 1 } : await client.query(change, [refundId])
    expect(rowCount).toBeGreaterThan(0)
    const sql = async (text: string, values: unknown[]) => (await client.query(text, values)).rows
    // The searches read with nothing but SQL.
    const found = await provePayments({ sql } as unknown as Transaction)
    return [more, sums, lines, booked].filter((name) => (found.get(name) ?? 0) > 0)
  } finally {
    await client.query('rollback')
    client.release()
  }
}

test.each([
  ['nothing', 'payments.refund', '', []],
  [
    'more than was paid',
    'payments.refund',
    'update payments.refund set minor = 100001 where id = $1',
    [more, sums, lines, booked],
  ],
  [
    'a payment that does not stand as paid',
    'payments.order',
    `update payments.order set state = 'returned', reason = 'x'
where id = (select order_id from payments.refund where id = $1)`,
    [more],
  ],
  [
    'a count of the register',
    'benefits.benefit',
    `update benefits.benefit set refunded_minor = refunded_minor - 1
where id = (select benefit_id from payments.refund where id = $1)`,
    [sums],
  ],
  [
    'a count of what is owed',
    'payments.payable',
    `update payments.payable set refunded_minor = refunded_minor - 1
where id = (select benefit_id from payments.refund where id = $1)`,
    [sums],
  ],
  [
    'a line that says something else',
    'payments.statement_line',
    `update payments.statement_line set verdict = 'elsewhere'
where id = (select line_id from payments.refund where id = $1)`,
    [lines],
  ],
  [
    'a line of another payment',
    'payments.statement_line',
    `update payments.statement_line set order_ids = '["pay_another"]'
where id = (select line_id from payments.refund where id = $1)`,
    [lines],
  ],
  [
    'an entry with another amount',
    'ledger.line',
    `update ledger.line set minor = minor + sign(minor)
where entry_id in (select id from ledger.entry where document_id = $1)`,
    [booked],
  ],
])('%s', async (_, table, change, expected) => {
  expect(await foundAfter(table, change)).toEqual(expected)
})
