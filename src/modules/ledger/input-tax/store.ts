import type { LocalDate } from '../../../kernel/time.ts'
import { rowsFor } from '../../../platform/db/rows-for.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { InputTaxRow, InputTaxRuleRow } from './tables.ts'

const rowsBy = rowsFor<{ 'ledger.input_tax': InputTaxRow; 'ledger.input_tax_rule': InputTaxRuleRow }>()

function taxOf(row: InputTaxRow): InputTaxRow {
  const { tax_minor, minor, currency } = row
  return { ...row, tax_minor: BigInt(tax_minor), minor: BigInt(minor), currency: currency.trim() }
}

/** What some entities say of the input tax on kinds of benefit. */
export function loadCreditRules(tx: Transaction, entityIds: readonly string[]): Promise<InputTaxRuleRow[]> {
  const values = [...new Set(entityIds)].sort()
  return rowsBy(tx, 'ledger.input_tax_rule', { column: 'entity_id', values, order: 'id', isLocked: true })
}

/** What stands of the tax of these lines of claims. */
export async function loadInputTaxOfLines(
  tx: Transaction,
  lineIds: readonly string[],
): Promise<InputTaxRow[]> {
  const rows = await rowsBy(tx, 'ledger.input_tax', { column: 'line_id', values: lineIds, order: 'id' })
  return rows.map(taxOf)
}

/** What stands of the tax behind these benefits. */
export async function loadInputTaxOf(tx: Transaction, benefitIds: readonly string[]): Promise<InputTaxRow[]> {
  const by = { column: 'benefit_id', values: benefitIds, order: 'id' } as const
  return (await rowsBy(tx, 'ledger.input_tax', by)).map(taxOf)
}

/** The tax of special invoices that came up in some days of an entity, credited or not. */
export async function loadInputTaxIn(
  tx: Transaction,
  {
    entityId,
    from,
    until,
  }: { readonly entityId: string; readonly from: LocalDate; readonly until: LocalDate },
): Promise<InputTaxRow[]> {
  const rows = await tx.sql<InputTaxRow>(
    `select *
from ledger.input_tax
where entity_id = $1
  and booked_on between $2 and $3
order by booked_on, line_id, invoice_id, minor desc`,
    [entityId, from, until],
    'ledger_input_tax_in',
  )
  return rows.map(taxOf)
}
