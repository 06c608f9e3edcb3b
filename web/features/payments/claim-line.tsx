import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { webPaymentTexts } from '../../../src/texts/web-payments.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { linkLook } from '../../parts/text-link.tsx'
import { addressOf } from '../../shell/api.ts'
import { useTexts } from '../../shell/text.ts'
import { ClaimInvoice } from './claim-invoice.tsx'
import type { Claim } from './claim-row.tsx'
import { InvoiceLinks } from './invoice-links.tsx'

type Line = Claim['lines'][number]
type Props = { readonly line: Line; readonly onPrepare: (() => void) | undefined }

/** One benefit of a claim: its request, its amount, its invoices, and its payment once accepted. */
export function ClaimLine({ line, onPrepare }: Props) {
  const say = useTexts(webPaymentTexts)
  const [isOpen, setOpen] = useState(false)
  const { requestId, invoices } = line
  const opened = invoices.flatMap(({ invoiceId }) => invoiceId ?? [])
  const number = line.number ?? say('pay.request')
  return (
    <li className="py-1 text-second">
      <p className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span className="min-w-0 break-words">
          <Link to="/requests/$requestId" params={{ requestId }} className={linkLook}>
            {number}
          </Link>
          {line.title === '' ? null : <span className="text-ink-2"> · {line.title}</span>}
        </span>
        <span className="ml-auto flex flex-wrap items-center justify-end gap-2">
          {invoices.length === 0 ? (
            <span className="text-meta text-warn">{say('claim.no_invoice')}</span>
          ) : null}
          {opened.length === 0 ? null : (
            <Button
              size={28}
              look="ghost"
              aria-expanded={isOpen}
              aria-label={`${say('claim.invoice')} ${number}`}
              onClick={() => setOpen(!isOpen)}
            >
              {say('claim.invoice')}
            </Button>
          )}
          {onPrepare === undefined ? null : (
            <Button size={28} aria-label={say('pay.prepare_of', { number })} onClick={onPrepare}>
              {say('pay.prepare')}
            </Button>
          )}
          <span className="tabular-nums">{amountText(line.pays?.amount ?? line.amount)}</span>
        </span>
      </p>
      <LinePays line={line} />
      {line.remark === undefined ? null : <p className="text-meta text-ink-2">{line.remark}</p>}
      <InvoiceLinks line={line} />
      {isOpen ? opened.map((invoiceId) => <ClaimInvoice key={invoiceId} invoiceId={invoiceId} />) : null}
    </li>
  )
}

/** Both amounts of what is paid in another currency, and what of it whoever accepts it has to answer. */
function LinePays({ line: { pays } }: Pick<Props, 'line'>) {
  const say = useTexts(webPaymentTexts)
  if (pays === undefined) return null
  return (
    <>
      {pays.asks === undefined ? null : (
        <p className="text-meta break-words text-warn">
          {pays.asks} {say('claim.takes_reason')}
        </p>
      )}
      <p className="text-meta break-words text-ink-2">
        {pays.says}
        {pays.proofId === undefined ? null : (
          <>
            {' '}
            <a
              href={addressOf('download', { params: { fileId: pays.proofId } })}
              className={linkLook}
              download
            >
              {say('claim.statement')}
            </a>
          </>
        )}
      </p>
    </>
  )
}
