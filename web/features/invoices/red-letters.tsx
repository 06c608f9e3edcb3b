import { Link } from '@tanstack/react-router'
import { webInvoiceTexts } from '../../../src/texts/web-invoices.ts'
import { amountText } from '../../parts/amount.tsx'
import { Section } from '../../parts/section.tsx'
import { linkLook } from '../../parts/text-link.tsx'
import { useTexts } from '../../shell/text.ts'
import type { Invoice } from './invoice.tsx'

/** What red letters take back of an invoice, and what a red letter takes back itself. */
export function RedLetters({ invoice }: { readonly invoice: Invoice }) {
  const say = useTexts(webInvoiceTexts)
  const { reversed, takenBackBy, takesBack, total } = invoice
  if (takesBack || BigInt(total.minor) < 0n) {
    return (
      <Section title={say('inv.takes_back')}>
        <p className="border-t border-line py-1.5 text-second break-words">
          {takesBack ? (
            <Other {...takesBack} />
          ) : (
            <span className="text-warn">{say('inv.takes_nothing')}</span>
          )}
        </p>
      </Section>
    )
  }
  if (reversed.minor === '0') return null
  return (
    <Section title={say('inv.red_letters')}>
      <p className="mb-1 text-second">{say('inv.reversed', { amount: amountText(reversed) })}</p>
      <ul className="border-t border-line">
        {takenBackBy.map(({ amount, ...red }) => (
          <li
            key={red.invoiceId}
            className="flex justify-between gap-x-4 border-b border-line py-1.5 text-second"
          >
            <Other {...red} />
            <span className="tabular-nums">{amountText(amount)}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

type OtherProps = {
  readonly invoiceId?: string | undefined
  readonly number: string
  readonly isOnRecord?: boolean
}

function Other({ invoiceId, number, isOnRecord = true }: OtherProps) {
  const say = useTexts(webInvoiceTexts)
  if (!isOnRecord) return <span>{say('inv.not_on_record', { number })}</span>
  if (invoiceId === undefined) return <span>{number}</span>
  return (
    <Link to="/invoices/$invoiceId" params={{ invoiceId }} className={linkLook}>
      {number}
    </Link>
  )
}
