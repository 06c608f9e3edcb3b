import type { MoneyJson } from '../../kernel/money.ts'
import type { Transaction } from '../../platform/db/transaction.ts'

/** What a stored decision said of taxes, with the facts of the benefit on which a tax is reckoned. */
export type TaxFacts = {
  readonly id: string
  readonly effects: readonly { readonly kind: string; readonly tax?: string; readonly action?: string }[]
  readonly valuation: string | null
  readonly rail: string | null
  readonly fee_percent: string | null
  /** The contract on which a commission was earned, and what that contract is worth. */
  readonly contract: string | null
  readonly contract_revenue: MoneyJson | null
}

/**
 * The tax effects of decisions, by the identifier of the decision; only these few values leave the record.
 */
export async function loadTaxFacts(
  tx: Transaction,
  decisionIds: readonly string[],
): Promise<ReadonlyMap<string, TaxFacts>> {
  if (decisionIds.length === 0) return new Map()
  const rows = await tx.sql<TaxFacts>(
    `select id,
  coalesce(record::json #> '{decision,effects}', '[]'::json) as effects,
  record::json #>> '{facts,benefit,valuation}' as valuation,
  record::json #>> '{facts,payee,rail}' as rail,
  record::json #>> '{facts,thirdParty,feePercent}' as fee_percent,
  record::json #>> '{facts,thirdParty,contract}' as contract,
  record::json #> '{facts,thirdParty,contractRevenue}' as contract_revenue
from policy.decision
where id = any($1)`,
    [[...new Set(decisionIds)]],
  )
  return new Map(rows.map((row) => [row.id, row]))
}
