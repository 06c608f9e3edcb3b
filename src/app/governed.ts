import * as access from '../modules/access/tables.ts'
import * as approvals from '../modules/approvals/tables.ts'
import * as benefits from '../modules/benefits/tables.ts'
import * as budgets from '../modules/budgets/tables.ts'
import * as deals from '../modules/deals/tables.ts'
import * as imports from '../modules/imports/tables.ts'
import * as invoices from '../modules/invoices/tables.ts'
import * as coverage from '../modules/coverage/tables.ts'
import * as inputTax from '../modules/ledger/input-tax/tables.ts'
import * as ledger from '../modules/ledger/tables.ts'
import * as vouchers from '../modules/ledger/vouchers/tables.ts'
import * as bank from '../modules/payments/bank/tables.ts'
import * as parties from '../modules/parties/tables.ts'
import * as payments from '../modules/payments/tables.ts'
import * as policy from '../modules/policy/tables.ts'
import * as requests from '../modules/requests/tables.ts'
import type { GovernedTable } from '../platform/act/rows.ts'

/** Every governed table of the product, by name: what the verifier compares with the log, row by row. */
export const governedTables: readonly GovernedTable[] = [
  access,
  approvals,
  bank,
  benefits,
  budgets,
  coverage,
  deals,
  imports,
  inputTax,
  invoices,
  ledger,
  parties,
  payments,
  policy,
  requests,
  vouchers,
]
  .flatMap((module) => Object.values<unknown>(module).filter(isGoverned))
  .toSorted((a, b) => (a.name < b.name ? -1 : 1))

function isGoverned(exported: unknown): exported is GovernedTable {
  return (
    typeof exported === 'object' && exported !== null && 'appendOnly' in exported && 'columns' in exported
  )
}
