import { customerTable, loadCustomers } from '../../src/modules/parties/index.ts'
import { updateRow } from '../../src/platform/act/rows.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import type { Company } from './company-on.ts'
import { pastTheGuard } from './past-the-guard.ts'
import type { PaymentCalls } from './payment-calls.ts'

/** A rebate that was approved for somebody who turns out to be a consumer. */
export async function consumerRebate(
  company: Company,
  calls: PaymentCalls,
  minor = '120000',
): Promise<{ readonly requestId: string; readonly payeeId: string }> {
  const payeeId = await calls.newDealer()
  const requestId = await calls.approvedRebate(minor, payeeId)
  await becomesConsumer(company, payeeId)
  return { requestId, payeeId }
}

/** A customer turns out to be a consumer, with an account in the name of a person. */
export async function becomesConsumer(company: Company, payeeId: string): Promise<void> {
  const customers = await readOnly(company.world.pool, [company.actor('sales')], (tx) =>
    loadCustomers(tx, [payeeId]),
  )
  const name = '李晓明'
  await company.store(
    [...customers.values()].map((row) => updateRow(customerTable, row, { type: 'consumer', name })),
  )
  const renamed = 'update parties.account set holder = $2, version = version + 1 where customer_id = $1'
  await pastTheGuard(company, 'parties.account', renamed, [payeeId, name])
}

/** The proposal that the consumer is refunded on an account of their own. */
export const exceptionFor = (requestId: string, payeeId: string, more: object = {}) => ({
  body: {
    requestId,
    kind: 'consumer_refund',
    payeeId,
    holder: '李晓明',
    bank: '工商银行',
    number: '6222 0011 2233 4455',
    reference: '退货单 TH-2026-118',
    reason: '消费者退货，原路退回',
    taxTreatment: 'none_refund',
    ...more,
  },
})
