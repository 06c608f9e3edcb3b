import { Link } from '@tanstack/react-router'
import { webPaymentTexts } from '../../../src/texts/web-payments.ts'
import { amountText } from '../../parts/amount.tsx'
import { linkLook } from '../../parts/text-link.tsx'
import { useTexts } from '../../shell/text.ts'
import type { Claim } from './claim-row.tsx'

/** Invoices that show an amount, each with its part. */
type Props = { readonly line: Pick<Claim['lines'][number], 'amount' | 'invoices'> }

/** What tells an invoice of a line from the others: two that the reader cannot open may have one number. */
export function invoiceKey(
  { invoiceId, number }: Pick<Claim['lines'][number]['invoices'][number], 'invoiceId' | 'number'>,
  at: number,
): string {
  return invoiceId ?? `${number} ${String(at)}`
}

/** The invoices that show a line of a claim, each by its page; with how much, where one shows only a part. */
export function InvoiceLinks({ line: { amount, invoices } }: Props) {
  const say = useTexts(webPaymentTexts)
  if (invoices.length === 0) return null
  return (
    <ul className="flex flex-wrap gap-x-4 text-meta text-ink-2">
      {invoices.map(({ invoiceId, number, amount: part }, at) => (
        <li key={invoiceKey({ invoiceId, number }, at)} className="min-w-0 break-all">
          {invoiceId === undefined ? (
            say('claim.invoice_number', { number })
          ) : (
            <Link
              to="/invoices/$invoiceId"
              params={{ invoiceId }}
              className={`${linkLook} inline-flex min-h-6 items-center pointer-coarse:min-h-10`}
            >
              {say('claim.invoice_number', { number })}
            </Link>
          )}
          {part.minor === amount.minor ? null : ` · ${amountText(part)}`}
        </li>
      ))}
    </ul>
  )
}
