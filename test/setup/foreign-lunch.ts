import { rateTableRows } from '../../src/modules/policy/tables.ts'
import { insertRow } from '../../src/platform/act/rows.ts'
import type { Company } from './company.ts'
import type { PaymentCalls } from './payment-calls.ts'

/** The company's own rates of the days of the tests: yuan for a dollar. */
export const dollarRate = '7.1234'

/** The company brings in its own rate of the dollar for some days; the shipped sample serves no more. */
export async function ownRate(
  { founded, store }: Company,
  { from = '2026-11-20', to = '2026-11-30', rate = dollarRate, currency = 'USD' } = {},
): Promise<void> {
  await store([
    insertRow(rateTableRows, {
      id: `rate_${currency}${from.replaceAll('-', '')}`,
      currency,
      per: 1,
      rate,
      from_on: from,
      to_on: to,
      source: '中国外汇交易中心',
      sha256: 'a'.repeat(64),
      added_by: founded.people['finance'] ?? '',
      added_at: '2026-11-20T01:00:00.000Z',
    }),
  ])
}

/** A lunch of twelve dollars that was given on 2026-11-25. */
export function foreignLunch(calls: PaymentCalls, amount: object = {}): Promise<string> {
  return calls.givenLunch(undefined, { amount: { currency: 'USD', minor: '1200', ...amount } })
}

/** What the books hold for the benefit of a request, by account and currency. */
export async function bookedByCurrency(
  calls: PaymentCalls,
  requestId: string,
): Promise<Record<string, unknown>> {
  const rows = await calls.sql(
    `select line.account || ' ' || line.currency as key, sum(line.minor)::text as minor
from requests.request as request
join ledger.entry as entry on entry.object_id = request.benefit_id
join ledger.line as line on line.entry_id = entry.id
where request.id = $1
and entry.document_type not in ('accrual', 'accrual_reversal')
group by 1
having sum(line.minor) <> 0`,
    [requestId],
  )
  return Object.fromEntries(rows.map(({ key, minor }) => [key, minor]))
}
