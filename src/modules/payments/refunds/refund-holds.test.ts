import { afterAll, beforeAll, expect, test } from 'vitest'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { refundCalls, type RefundCalls } from '../../../../test/setup/refund-calls.ts'

// What the database refuses of refunds, whoever writes it.

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

test('an edited, removed or invented refund, and one that is not counted', async () => {
  const { orderId } = await refunds.paidRebate('100800')
  const { refundId } = await refunds.answered(await refunds.comesIn(10_800n), orderId)
  const { brokenBy } = refunds.calls.pay
  const update = (what: string) => brokenBy(`update payments.refund set ${what} where id = $1`, [refundId])
  expect(await update('minor = minor - 1, version = version + 1')).toBe('refund_is_never_edited')
  expect(await update(`reason = 'x', version = version + 1`)).toBe('refund_is_never_edited')
  const withdrawn = `state = 'withdrawn', withdrawn_by = made_by, withdrawn_at = made_at,
  version = version + 1`
  expect(await update(withdrawn)).toBe('refunds_are_counted')
  expect(await brokenBy('delete from payments.refund where id = $1', [refundId])).not.toBe('done')
  const copy = (minor: string) => `insert into payments.refund
select 'rfd_invented1', 1, entity_id, order_id, request_id, benefit_id, line_id, currency, form, ${minor},
booked_on, reason, 'recorded', made_by, made_at, null, null
from payments.refund where id = $1`
  expect(await brokenBy(copy('minor'), [refundId])).toBe('line_is_one_refund')
  const benefit = `update benefits.benefit set refunded_minor = refunded_minor + 1, version = version + 1
where id = (select benefit_id from payments.refund where id = $1)`
  expect(await brokenBy(benefit, [refundId])).toBe('refunds_are_counted')
  const line = `update payments.statement_line set verdict = 'elsewhere', version = version + 1
where id = (select line_id from payments.refund where id = $1)`
  expect(await brokenBy(line, [refundId])).toBe('refund_goes_with_its_line')
})

test('together more than was paid, also where the counts say so', async () => {
  const { orderId } = await refunds.paidRebate('100900')
  await refunds.answered(await refunds.comesIn(60_900n), orderId)
  const line = await refunds.comesIn(50_900n)
  const put = `with line as (
update payments.statement_line
set verdict = 'refunded', order_ids = $2, answered_by = $3, answered_at = now(), reason = 'x',
  version = version + 1
where id = $1
returning *
), counted as (
update payments.payable set refunded_minor = paid_minor, version = version + 1
where id = (select benefit_id from payments.order where id = $4)
)
insert into payments.refund
select 'rfd_invented2', 1, o.entity_id, o.id, o.request_id, o.benefit_id, line.id, o.currency,
o.form, line.minor, line.booked_on, 'x', 'recorded', $3, now(), null, null
from line join payments.order as o on o.id = $4`
  const values = [line.lineId, JSON.stringify([orderId]), refunds.calls.pay.checker.personId, orderId]
  expect(await refunds.calls.pay.brokenBy(put, values)).toBe('never_refunded_above_the_payment')
})
