import type { LocalDate } from '../../kernel/time.ts'
import { rowsFor } from '../../platform/db/rows-for.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { TaxChargeRow, TaxYearRow } from './tables.ts'

const rowsBy = rowsFor<{ 'payments.tax_year': TaxYearRow; 'payments.tax_charge': TaxChargeRow }>()

/** What was stated for tax years, by identifier, locked when it is to be changed or held as it stands. */
export async function loadTaxYears(
  tx: Transaction,
  ids: readonly string[],
  isLocked: true | 'shared' = true,
): Promise<Map<string, TaxYearRow>> {
  const by = { column: 'id', values: ids, order: 'id', isLocked } as const
  const rows = await rowsBy(tx, 'payments.tax_year', by)
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...row,
        currency: row.currency.trim(),
        revenue_minor: row.revenue_minor === null ? null : BigInt(row.revenue_minor),
        publicity_carried_minor: BigInt(row.publicity_carried_minor),
      },
    ]),
  )
}

/** The days of a year of an entity, without the last one named. */
type Days = { readonly entityId: string; readonly from: LocalDate; readonly before: LocalDate }

/** The taxes of a year in the books of an entity. */
export async function loadChargesIn(
  tx: Transaction,
  { entityId, year }: { readonly entityId: string; readonly year: number },
): Promise<TaxChargeRow[]> {
  const rows = await tx.sql<TaxChargeRow>(
    `select *
from payments.tax_charge
where entity_id = $1
and year = $2
order by id`,
    [entityId, year],
    'payments_tax_charges',
  )
  return rows.map(chargeRow)
}

/** The taxes in the books on some benefits. */
export async function loadChargesOf(tx: Transaction, benefitIds: readonly string[]): Promise<TaxChargeRow[]> {
  const by = { column: 'benefit_id', values: benefitIds, order: 'id', isLocked: false } as const
  return (await rowsBy(tx, 'payments.tax_charge', by)).map(chargeRow)
}

/** Taxes in the books by their identifiers. */
export async function findCharges(tx: Transaction, ids: readonly string[]): Promise<TaxChargeRow[]> {
  return (await rowsBy(tx, 'payments.tax_charge', { column: 'id', values: ids, order: 'id' })).map(chargeRow)
}

function chargeRow(row: TaxChargeRow): TaxChargeRow {
  return {
    ...row,
    currency: row.currency.trim(),
    base_minor: BigInt(row.base_minor),
    minor: BigInt(row.minor),
  }
}

/** What a natural person was paid for a benefit by an exception, in the currency of the payments. */
export type PaidOutRow = {
  readonly benefitId: string
  readonly payeeId: string
  readonly treatment: string
  readonly currency: string
  readonly paidOn: LocalDate
  /** What was owed by payments of which tax was withheld, and by those of which none was. */
  readonly taxed: bigint
  readonly untaxed: bigint
  readonly withheld: bigint
}

/** What an entity paid to natural persons in these days as income, by benefit, payee and month. */
export async function loadPaidOut(tx: Transaction, { entityId, from, before }: Days): Promise<PaidOutRow[]> {
  const rows = await tx.sql<PaidOutRow>(
    `select o.benefit_id as "benefitId",
  o.payee_id as "payeeId",
  x.tax_treatment as treatment,
  o.currency,
  max(o.paid_on) as "paidOn",
  coalesce(sum(o.minor + o.withheld_minor) filter (where o.withheld_minor > 0), 0) as taxed,
  coalesce(sum(o.minor + o.withheld_minor) filter (where o.withheld_minor = 0), 0) as untaxed,
  sum(o.withheld_minor) as withheld
from payments.order o
join payments.exception x on x.id = o.exception_id
where o.entity_id = $1
and o.state = 'paid'
and o.paid_on >= $2
and o.paid_on < $3
and x.tax_treatment <> 'none_refund'
group by o.benefit_id, o.payee_id, x.tax_treatment, o.currency, date_trunc('month', o.paid_on)
order by o.benefit_id, o.payee_id, max(o.paid_on)`,
    [entityId, from, before],
    'payments_paid_out',
  )
  return rows.map((row) => ({
    ...row,
    currency: row.currency.trim(),
    taxed: BigInt(row.taxed),
    untaxed: BigInt(row.untaxed),
    withheld: BigInt(row.withheld),
  }))
}

/** Those of some benefits for which a natural person was paid as income, whenever that was. */
export async function loadPaidAsIncome(
  tx: Transaction,
  benefitIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.sql<{ benefitId: string }>(
    `select distinct o.benefit_id as "benefitId"
from payments.order o
join payments.exception x on x.id = o.exception_id
where o.benefit_id = any($1::text[])
and o.state = 'paid'
and x.tax_treatment <> 'none_refund'`,
    [benefitIds],
    'payments_paid_as_income',
  )
  return new Set(rows.map(({ benefitId }) => benefitId))
}
