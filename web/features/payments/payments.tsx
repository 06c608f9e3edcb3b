import { Link, useSearch } from '@tanstack/react-router'
import { webBankTexts } from '../../../src/texts/web-bank.ts'
import { webPaymentTexts } from '../../../src/texts/web-payments.ts'
import { viewLinkLook } from '../../parts/view-link.ts'
import { useTexts } from '../../shell/text.ts'
import { Batches } from './batches.tsx'
import { Payables } from './payables.tsx'
import { PaymentsQueue } from './payments-queue.tsx'
import { QueuePage } from './queue-page.tsx'

/** The path of a payment in three steps: what may be ordered, the orders, and what goes to the bank. */
export function Payments() {
  const say = useTexts(webPaymentTexts)
  const { part = 'orders' } = useSearch({ from: '/inside/payments' })
  return (
    <QueuePage title={say('pay.title')} here="payments">
      <Parts />
      {part === 'payable' ? <Payables /> : part === 'batches' ? <Batches /> : <PaymentsQueue />}
    </QueuePage>
  )
}

function Parts() {
  const say = useTexts(webBankTexts)
  const { part: now = 'orders', entityId } = useSearch({ from: '/inside/payments' })
  return (
    <nav aria-label={say('part.label')} className="-mx-2 mt-3 flex flex-wrap gap-1 border-b border-line pb-2">
      {(['payable', 'orders', 'batches'] as const).map((part) => (
        <Link
          key={part}
          to="/payments"
          search={{ ...(part !== 'orders' && { part }), ...(entityId && { entityId }) }}
          activeOptions={{ exact: true }}
          aria-current={part === now ? 'page' : undefined}
          className={viewLinkLook}
        >
          {say(`part.${part}`)}
        </Link>
      ))}
    </nav>
  )
}
