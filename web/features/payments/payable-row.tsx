import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { webBankTexts } from '../../../src/texts/web-bank.ts'
import { webExceptionTexts } from '../../../src/texts/web-exceptions.ts'
import { webPaymentTexts } from '../../../src/texts/web-payments.ts'
import { webSetTexts } from '../../../src/texts/web-sets.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { linkLook, PartyLink } from '../../parts/text-link.tsx'
import { useTexts } from '../../shell/text.ts'
import { closesText } from './order-row.tsx'
import { payableNumber, type Payable } from './payable.ts'
import { RestsLines } from './rests.tsx'
import { WithheldLine } from './withheld.tsx'

type Props = {
  readonly item: Payable
  /** The box with which it is chosen, where an order may be made. */
  readonly tick: ReactNode
  readonly onPrepare: () => void
  readonly onPropose: () => void
}

/** What may be ordered: whom and how much, on what it rests, and what holds it back or sets it apart. */
export function PayableRow({ item, tick, onPrepare, onPropose }: Props) {
  const say = useTexts(webBankTexts)
  const { payee, left, value, hold, way } = item
  const isPart = left.minor !== value.minor
  return (
    <li className="border-b border-line py-3">
      <div className="flex items-start">
        {tick}
        <p className="flex min-w-0 flex-1 flex-wrap items-baseline justify-between gap-x-4">
          <span className="min-w-0 font-medium break-words">
            {way === 'reimbursement' ? payee.name : <PartyLink partyId={payee.id}>{payee.name}</PartyLink>}
          </span>
          <span className="font-medium tabular-nums">
            {isPart
              ? say('rest.left_of', { left: amountText(left), value: amountText(value) })
              : amountText(left)}
          </span>
        </p>
      </div>
      <About item={item} />
      <WithheldLine withheld={item.withheld} />
      <RestsLines rests={item.rests} />
      {hold === undefined ? null : (
        <p className="mt-0.5 text-meta break-words text-warn">
          {say('owed.hold', { reason: hold.reason })} <span className="text-ink-2">{hold.repair}</span>
        </p>
      )}
      <AloneLine alone={item.alone} />
      <Acts item={item} onPrepare={onPrepare} onPropose={onPropose} />
    </li>
  )
}

/** For what it is: its request, its claim where it has one, and the account. */
function About({ item }: Pick<Props, 'item'>) {
  const say = useTexts(webBankTexts)
  const sayPay = useTexts(webPaymentTexts)
  const { requestId, requestNumber = sayPay('pay.request'), title, happenedOn: on, account } = item
  const about = [title, say('owed.on', { on }), accountText(account, say)].filter(Boolean)
  return (
    <p className="mt-0.5 text-second break-words text-ink-2">
      <Link to="/requests/$requestId" params={{ requestId }} className={linkLook}>
        {requestNumber}
      </Link>
      {'claimId' in item ? (
        <>
          {' · '}
          <Link to="/claims" search={{ claim: item.claimId }} className={linkLook}>
            {item.claimNumber}
          </Link>
          {` · ${item.wayWord}`}
        </>
      ) : null}
      {about.map((part) => ` · ${part}`).join('')}
      {'closes' in item ? closesText(sayPay, item) : ''}
    </p>
  )
}

/** That its order stands in no set that is checked, and why. */
export function AloneLine({ alone }: Pick<Payable, 'alone'>) {
  const say = useTexts(webSetTexts)
  return alone === undefined ? null : (
    <p className="mt-0.5 text-meta break-words text-ink-2">{say('set.alone', { reason: alone.reason })}</p>
  )
}

/** What the reader may do with it, as the server says. */
function Acts({ item, onPrepare, onPropose }: Omit<Props, 'tick'>) {
  const sayPay = useTexts(webPaymentTexts)
  const sayPropose = useTexts(webExceptionTexts)
  const number = payableNumber(item, sayPay('pay.request'))
  if (item.canPrepare) {
    return (
      <p className="mt-2">
        <Button aria-label={sayPay('pay.prepare_of', { number })} onClick={onPrepare}>
          {sayPay('pay.prepare')}
        </Button>
      </p>
    )
  }
  return 'canPropose' in item && item.canPropose ? (
    <p className="mt-2">
      <Button aria-label={sayPropose('propose.open_of', { number })} onClick={onPropose}>
        {sayPropose('propose.open')}
      </Button>
    </p>
  ) : null
}

type Say = ReturnType<typeof useTexts<typeof webBankTexts>>

/** The account with the word on whether a second person has verified it. */
export function accountText(account: Payable['account'], say: Say): string {
  if (account === undefined) return ''
  const state = say(account.isVerified ? 'rest.verified' : 'rest.unverified')
  return say('rest.account_is', { account: account.text, state })
}
