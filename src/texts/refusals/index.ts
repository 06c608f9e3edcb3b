import type { RefusalText } from '../text.ts'
import { accessRefusals } from './access.ts'
import { logInRefusals } from './access-log-in.ts'
import { auditRefusals } from './audit.ts'
import { bankRefusals } from './bank.ts'
import { budgetRefusals } from './budgets.ts'
import { bankDeskRefusals } from './bank-desk.ts'
import { bankTemplateRefusals } from './bank-templates.ts'
import { bankRefundRefusals } from './bank-refunds.ts'
import { moneyRefusals } from './money.ts'
import { approvalsRefusals } from './approvals.ts'
import { requestsGivingRefusals } from './requests-giving.ts'
import { requestsRefusals } from './requests.ts'
import { benefitsRefusals } from './benefits.ts'
import { importsRefusals } from './imports.ts'
import { invoiceFileRefusals } from './invoice-files.ts'
import { invoicesRefusals } from './invoices.ts'
import { dimensionRefusals } from './ledger-dimensions.ts'
import { voucherRefusals } from './ledger-vouchers.ts'
import { coverageRefusals } from './coverage.ts'
import { periodRefusals } from './ledger-periods.ts'
import { dealsRefusals } from './deals.ts'
import { partiesRefusals } from './parties.ts'
import { partyAccountRefusals } from './parties-accounts.ts'
import { paymentsRefusals } from './payments.ts'
import { paymentClaimRefusals } from './payments-claims.ts'
import { paymentReleaseRefusals } from './payments-releases.ts'
import { paymentSetRefusals } from './payments-sets.ts'
import { policyRefusals } from './policy.ts'
import { platformRefusals } from './platform.ts'

/** Every refusal of the product, by its stable code. */
export const refusals: Readonly<Record<string, RefusalText>> = {
  ...moneyRefusals,
  ...platformRefusals,
  ...logInRefusals,
  ...accessRefusals,
  ...auditRefusals,
  ...bankRefusals,
  ...bankDeskRefusals,
  ...bankRefundRefusals,
  ...bankTemplateRefusals,
  ...benefitsRefusals,
  ...budgetRefusals,
  ...requestsRefusals,
  ...requestsGivingRefusals,
  ...approvalsRefusals,
  ...importsRefusals,
  ...invoicesRefusals,
  ...invoiceFileRefusals,
  ...dimensionRefusals,
  ...voucherRefusals,
  ...coverageRefusals,
  ...partiesRefusals,
  ...partyAccountRefusals,
  ...dealsRefusals,
  ...paymentsRefusals,
  ...paymentClaimRefusals,
  ...paymentReleaseRefusals,
  ...paymentSetRefusals,
  ...periodRefusals,
  ...policyRefusals,
}

/** The text of a refusal. Throws on an unknown code: a refusal without words is a bug. */
export function refusalText(code: string): RefusalText {
  const text = refusals[code]
  if (!text) throw new Error(`no text for the refusal ${code}`)
  return text
}
