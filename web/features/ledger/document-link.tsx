import { Link } from '@tanstack/react-router'
import { linkLook } from '../../parts/text-link.tsx'
import type { Answer } from '../../shell/api.ts'

type Opens = NonNullable<Answer<'ledgerEntries'>['items'][number]['document']['opens']>

type Props = { readonly says: string; readonly opens: Opens | undefined }

/** A document by its number, which opens exactly that one; as text where the reader may not see it. */
export function DocumentLink({ says, opens }: Props) {
  if (opens === undefined) return <>{says}</>
  const look = { className: `${linkLook} ${tall}`, children: says }
  switch (opens.page) {
    case 'request':
      return <Link to="/requests/$requestId" params={{ requestId: opens.requestId }} {...look} />
    case 'payment_order':
      return <Link to="/payments" search={{ order: opens.orderId }} {...look} />
    case 'release':
      return <Link to="/releases" search={{ release: opens.releaseId }} {...look} />
    case 'claim':
      return <Link to="/claims" search={{ claim: opens.claimId }} {...look} />
    case 'invoice':
      return <Link to="/invoices/$invoiceId" params={{ invoiceId: opens.invoiceId }} {...look} />
    case 'tax_charge': {
      const { entityId, year, chargeId: charge } = opens
      return <Link to="/tax" search={{ year: String(year), entityId, charge }} {...look} />
    }
    case 'accrual': {
      const { entityId, month, accrualId: accrual } = opens
      return <Link to="/periods" search={{ entityId, month, accrual }} {...look} />
    }
    case 'input_tax': {
      const { entityId, month } = opens
      return <Link to="/periods" search={{ entityId, month }} {...look} />
    }
    case 'statement_line': {
      const { entityId, accountId, lineId: line } = opens
      return <Link to="/reconciliation" search={{ entityId, accountId, line }} {...look} />
    }
    case 'batch': {
      const { entityId, batchId: batch } = opens
      return <Link to="/payments" search={{ part: 'batches', entityId, batch }} {...look} />
    }
    case 'budget': {
      const { entityId, year, budgetId, figure } = opens
      return <Link to="/budgets" search={{ entityId, year: String(year), budgetId, figure }} {...look} />
    }
  }
}

/** Tall enough for a thumb. */
const tall = 'inline-flex min-h-6 items-center pointer-coarse:min-h-10'
