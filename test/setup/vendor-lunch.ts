import { benefitTable, loadBenefits } from '../../src/modules/benefits/index.ts'
import { customerTable, loadCustomers } from '../../src/modules/parties/index.ts'
import { loadRequests } from '../../src/modules/requests/index.ts'
import { updateRow } from '../../src/platform/act/rows.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import type { Company } from './company-on.ts'
import type { PaymentCalls } from './payment-calls.ts'

/** A lunch that was given and goes to a vendor; gives its request. */
export async function vendorLunch(
  company: Company,
  calls: PaymentCalls,
  plan: object = {},
  told: object = {},
): Promise<string> {
  const requestId = await calls.givenLunch(undefined, plan, told)
  const rows = await readOnly(company.world.pool, [company.actor('finance')], async (tx) => {
    const request = (await loadRequests(tx, [requestId])).get(requestId)
    return loadBenefits(tx, [request?.benefit_id ?? ''])
  })
  await company.store([...rows.values()].map((row) => updateRow(benefitTable, row, { way: 'vendor' })))
  return requestId
}

/** A supplier with a verified account, who may be paid. */
export async function supplier(company: Company, calls: PaymentCalls): Promise<string> {
  const id = await calls.newDealer()
  const rows = await readOnly(company.world.pool, [company.actor('sales')], (tx) => loadCustomers(tx, [id]))
  await company.store([...rows.values()].map((row) => updateRow(customerTable, row, { role: 'supplier' })))
  return id
}

/** From now on the one record stands for the other. */
export async function merged(company: Company, goneId: string, keptId: string): Promise<void> {
  const rows = await readOnly(company.world.pool, [company.actor('sales')], (tx) =>
    loadCustomers(tx, [goneId]),
  )
  const gone = [...rows.values()].filter(({ id }) => id === goneId)
  await company.store(gone.map((row) => updateRow(customerTable, row, { merged_into: keptId })))
}
