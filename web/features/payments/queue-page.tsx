import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { webPaymentTexts } from '../../../src/texts/web-payments.ts'
import { linkLook } from '../../parts/text-link.tsx'
import { useMe } from '../../shell/session.ts'
import { useTexts } from '../../shell/text.ts'

type Props = { readonly title: string; readonly here: Place; readonly children: ReactNode }
type Place = 'payments' | 'claims' | 'releases' | 'exceptions' | 'accounts' | 'payee_accounts'

/** The frame of these pages: what it is, the way to the others, and the page itself. */
export function QueuePage({ title, here, children }: Props) {
  const say = useTexts(webPaymentTexts)
  // Whoever verifies no account is spared a page that the server would refuse.
  const entries = useMe()?.navigation ?? []
  const accounts = entries.find(({ key }) => key === 'staff_accounts')
  const ofPayees = entries.find(({ key }) => key === 'payee_accounts')
  return (
    <div className="relative min-h-0 flex-1 overflow-y-auto bg-surface">
      <div className="mx-auto max-w-[900px] px-4 pt-4 pb-10 sm:px-8 lg:pt-6">
        <h1 className="text-title font-semibold">{title}</h1>
        <p className="mt-1 flex flex-wrap gap-x-4 text-second">
          {here === 'payments' ? null : (
            <Link to="/payments" className={wayLook}>
              {say('pay.to_payments')}
            </Link>
          )}
          {here === 'claims' ? null : (
            <Link to="/claims" className={wayLook}>
              {say('pay.to_claims')}
            </Link>
          )}
          {here === 'releases' ? null : (
            <Link to="/releases" className={wayLook}>
              {say('pay.to_releases')}
            </Link>
          )}
          <Link to="/reconciliation" className={wayLook}>
            {say('pay.to_reconciliation')}
          </Link>
          <Link to="/invoices" className={wayLook}>
            {say('pay.to_invoices')}
          </Link>
          {here === 'accounts' || accounts === undefined ? null : (
            <Link to="/staff-accounts" className={wayLook}>
              {say('pay.to_accounts')}
              {accounts.count ? <span className="ml-1 text-ink-3">{accounts.count}</span> : null}
            </Link>
          )}
          {here === 'payee_accounts' || ofPayees === undefined ? null : (
            <Link to="/payee-accounts" className={wayLook}>
              {say('pay.to_payee_accounts')}
              {ofPayees.count ? <span className="ml-1 text-ink-3">{ofPayees.count}</span> : null}
            </Link>
          )}
          {here === 'exceptions' ? null : (
            <Link to="/payment-exceptions" className={wayLook}>
              {say('pay.to_exceptions')}
            </Link>
          )}
        </p>
        {children}
      </div>
    </div>
  )
}

const wayLook = `${linkLook} inline-flex min-h-6 items-center pointer-coarse:min-h-10`
