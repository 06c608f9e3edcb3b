import type { Operation } from './operation.ts'
import { accessOperations } from './access.ts'
import { accountOperations } from './accounts.ts'
import { accrualOperations } from './accruals.ts'
import { attendanceOperations } from './attendance.ts'
import { bankOperations } from './bank.ts'
import { bankTemplateOperations } from './bank-templates.ts'
import { budgetOperations } from './budgets.ts'
import { dealOperations } from './deals.ts'
import { entityProfileOperations } from './entity-profile.ts'
import { reportingLineOperations } from './reporting-lines.ts'
import { importOperations } from './imports.ts'
import { inboxOperations } from './inbox.ts'
import { invoiceOperations } from './invoices.ts'
import { watchOperations } from './coverage-accounts.ts'
import { coverageOperations } from './coverage.ts'
import { ledgerOperations } from './ledger.ts'
import { logOperations } from './log.ts'
import { partyOperations } from './parties.ts'
import { partyAdminOperations } from './parties-admin.ts'
import { partyMatchOperations } from './parties-match.ts'
import { partyRecordOperations } from './parties-record.ts'
import { claimOperations } from './claims.ts'
import { payeeOperations } from './payees.ts'
import { paymentOrderOperations } from './payments.ts'
import { paymentSetOperations } from './payment-sets.ts'
import { policyOperations } from './policy.ts'
import { rateOperations } from './rates.ts'
import { registerOperations } from './register.ts'
import { releaseOperations } from './releases.ts'
import { requestOperations } from './requests.ts'
import { taxOperations } from './tax.ts'
import { thirdPartyOperations } from './third-parties.ts'
import { sessionOperations } from './session.ts'
import { dimensionOperations } from './dimensions.ts'
import { voucherOperations } from './vouchers.ts'
import { reconciliationOperations } from './reconciliation.ts'

/** Every HTTP operation of the product, the source of the server's routes and of `/openapi.json`. */
export const operations: readonly Operation[] = [
  ...sessionOperations,
  ...accessOperations,
  ...accountOperations,
  ...entityProfileOperations,
  ...reportingLineOperations,
  ...inboxOperations,
  ...requestOperations,
  ...attendanceOperations,
  ...registerOperations,
  ...partyOperations,
  ...importOperations,
  ...bankOperations,
  ...bankTemplateOperations,
  ...reconciliationOperations,
  ...partyAdminOperations,
  ...partyMatchOperations,
  ...partyRecordOperations,
  ...dealOperations,
  ...thirdPartyOperations,
  ...invoiceOperations,
  ...coverageOperations,
  ...watchOperations,
  ...ledgerOperations,
  ...accrualOperations,
  ...budgetOperations,
  ...paymentOrderOperations,
  ...paymentSetOperations,
  ...claimOperations,
  ...releaseOperations,
  ...payeeOperations,
  ...policyOperations,
  ...taxOperations,
  ...rateOperations,
  ...voucherOperations,
  ...dimensionOperations,
  ...logOperations,
] as unknown as readonly Operation[]
