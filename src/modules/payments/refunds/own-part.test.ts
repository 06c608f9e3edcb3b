import { afterAll, beforeAll, expect, test } from 'vitest'
import { decimal, paymentDetails } from '../../../../test/setup/bank-files.ts'
import { claimPaths } from '../../../../test/setup/claim-paths.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { refundCalls, refunding, type RefundCalls } from '../../../../test/setup/refund-calls.ts'

let company: Company
let refunds: RefundCalls

beforeAll(async () => {
  company = await testCompany()
  refunds = await refundCalls(company)
})

afterAll(async () => {
  refunds.calls.close()
  await company.close()
})

/** Pays what was claimed for a lunch, by a line of the account. */
async function paidLunch(): Promise<string> {
  const { calls, accountId, bring } = refunds
  await calls.pay.verified(await calls.pay.ownAccount('sales', '王磊'))
  const requestId = await calls.pay.givenLunch()
  const claimId = await claimPaths(company, calls.pay).claimed(requestId, '9000')
  const orderId = await calls.pay.prepared(requestId, { claimId })
  await calls.pay.checked(orderId)
  const { numbers } = await calls.leave(accountId, [orderId])
  const details = paymentDetails('08', { id: numbers[0] ?? '' })
  await bring({ amount: decimal(9_000n), ref: orderId.slice(-8), details })
  return orderId
}

test('whoever was reimbursed does not say that they paid a part back', async () => {
  const { calls, comesIn } = refunds
  const orderId = await paidLunch()
  const line = await comesIn(3_100n)
  const payee = { ...company.actor('finance'), personId: company.actor('sales').personId }
  const answering = refunding(line, orderId)
  expect(await calls.bank.codeOf(payee, 'bank.answer_line', answering)).toBe('bank.payee_never_settles')
  // Nor that all of it came back, after which it would be paid to them again.
  const whole = await comesIn(8_990n)
  const came = { version: whole.version, verdict: 'returned', orderIds: [orderId], reason: '整笔都退回来了' }
  expect(
    await calls.bank.codeOf(payee, 'bank.answer_line', { params: { lineId: whole.lineId }, body: came }),
  ).toBe('bank.payee_never_settles')
  const { refundId } = await refunds.answered(line, orderId)
  const forged = `update payments.refund set made_by = $2, version = version + 1 where id = $1`
  expect(await calls.pay.brokenBy(forged, [refundId, payee.personId])).toBe('refund_is_never_edited')
})

test('nor does the database take it from them, whoever writes it', async () => {
  const { calls, comesIn } = refunds
  const payeeId = company.actor('sales').personId
  const [paid] = await calls.pay.sql("select id from payments.order where state = 'paid'")
  const line = await comesIn(2_900n)
  const put = `with line as (
update payments.statement_line
set verdict = 'refunded', order_ids = $2, answered_by = $3, answered_at = now(), reason = 'x',
  version = version + 1
where id = $1
returning *
)
insert into payments.refund
select 'rfd_invented3', 1, o.entity_id, o.id, o.request_id, o.benefit_id, line.id, o.currency,
o.form, line.minor, line.booked_on, 'x', 'recorded', $3, now(), null, null
from line join payments.order as o on o.id = $4`
  const values = [line.lineId, JSON.stringify([paid?.['id']]), payeeId, paid?.['id']]
  expect(await calls.pay.brokenBy(put, values)).toBe('payee_never_refunds')
})
