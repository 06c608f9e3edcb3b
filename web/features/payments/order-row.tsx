import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { webPaymentTexts } from '../../../src/texts/web-payments.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { classes } from '../../parts/classes.ts'
import { linkLook } from '../../parts/text-link.tsx'
import type { Answer } from '../../shell/api.ts'
import { useTexts } from '../../shell/text.ts'
import { RefundLines } from './refund-lines.tsx'
import { ClaimLink, RestsLines } from './rests.tsx'
import { objectionsOf } from './waiting.ts'
import { When } from './when.tsx'
import { WithheldLine } from './withheld.tsx'

/** A payment order as the queue has it. */
export type Order = Answer<'orderQueue'>['items'][number]

/** What somebody is about to do with an order. */
export type OrderAct = { readonly verb: 'check' | 'stop'; readonly order: Order }

type Props = {
  readonly order: Order
  /** The box with which it is chosen for a set, where it may stand in one. */
  readonly tick?: ReactNode
  readonly onAct: (act: OrderAct) => void
}

/** One order in three lines: whom and how much; for what and how; who, where it stands, and why not. */
export function OrderRow({ order, tick, onAct }: Props) {
  const say = useTexts(webPaymentTexts)
  const { actions, number, payee } = order
  return (
    <li className="border-b border-line py-3">
      <div className="flex items-start">
        {tick}
        <p className="flex min-w-0 flex-1 flex-wrap items-baseline justify-between gap-x-4">
          <span className="min-w-0 font-medium break-words">
            {payee.name}
            {order.isException ? (
              <span className="ml-2 rounded-sm border border-warn-line bg-warn-tint px-1 text-hint text-warn">
                {say('pay.exception')}
              </span>
            ) : null}
          </span>
          <span className="font-medium tabular-nums">{amountText(order.amount)}</span>
        </p>
      </div>
      <p className="mt-0.5 text-second break-words text-ink-2">
        <Link to="/requests/$requestId" params={{ requestId: order.requestId }} className={linkLook}>
          {order.requestNumber ?? say('pay.request')}
        </Link>
        {order.rests.claim === undefined ? null : (
          <>
            {' · '}
            <ClaimLink claim={order.rests.claim} />
          </>
        )}
        {` · ${[order.purpose, order.wayWord, payee.account].filter(Boolean).join(' · ')}`}
        {closesText(say, order)}
      </p>
      <WithheldLine withheld={order.withheld} />
      <RefundLines order={order} />
      <RestsLines rests={order.rests} />
      <StateLine order={order} />
      {actions.check.can || actions.stop.can ? (
        <p className="mt-2 flex flex-wrap gap-2">
          {actions.check.can ? (
            <Button
              aria-label={say('pay.check_of', { number })}
              onClick={() => onAct({ verb: 'check', order })}
            >
              {say('pay.check')}
            </Button>
          ) : null}
          {actions.stop.can ? (
            <Button
              look="ghost"
              aria-label={say('pay.stop_of', { number })}
              onClick={() => onAct({ verb: 'stop', order })}
            >
              {say('pay.stop')}
            </Button>
          ) : null}
        </p>
      ) : null}
    </li>
  )
}

function StateLine({ order }: { readonly order: Order }) {
  const say = useTexts(webPaymentTexts)
  const { checker, paidOn, reason } = order
  const objections = objectionsOf(order)
  return (
    <>
      <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-meta text-ink-2">
        <span className={classes('inline-flex items-center gap-1.5', inks[order.state])}>
          <span aria-hidden="true" className="size-2 shrink-0 rounded-full border border-current" />
          {order.stateWord}
        </span>
        <span>{order.number}</span>
        <span>{say('pay.maker', { name: order.maker.name })}</span>
        {checker === undefined ? null : <span>{say('pay.checker', { name: checker.name })}</span>}
        {paidOn === undefined ? (
          <When at={order.madeAt} />
        ) : (
          <span>{say('pay.paid_on', { on: paidOn })}</span>
        )}
      </p>
      {reason === undefined ? null : (
        <p className="mt-0.5 text-meta break-words">{say('pay.reason_is', { reason })}</p>
      )}
      {objections.check === undefined ? null : (
        <p className="mt-0.5 text-meta text-ink-2">{say('pay.not_check', { why: objections.check })}</p>
      )}
      {objections.stop === undefined || objections.stop === objections.check ? null : (
        <p className="mt-0.5 text-meta text-ink-2">{say('pay.not_stop', { why: objections.stop })}</p>
      )}
    </>
  )
}

const inks: Readonly<Record<Order['state'], string>> = {
  prepared: 'text-ink',
  checked: 'text-ink',
  sent: 'text-ink',
  unknown: 'font-medium text-warn',
  paid: 'text-pass',
  failed: 'text-block',
  returned: 'text-block',
  stopped: 'text-ink-3',
}

/** What it closes of its benefit, where that is in another currency. */
export function closesText(
  say: ReturnType<typeof useTexts<typeof webPaymentTexts>>,
  { closes }: Pick<Order, 'closes'>,
): string {
  return closes === undefined ? '' : ` · ${say('claim.closes', { amount: amountText(closes) })}`
}
