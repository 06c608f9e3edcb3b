import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { webBankTexts } from '../../../src/texts/web-bank.ts'
import { webPaymentTexts } from '../../../src/texts/web-payments.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { classes } from '../../parts/classes.ts'
import { ReasonDialog } from '../../parts/reason-dialog.tsx'
import { Section } from '../../parts/section.tsx'
import { linkLook } from '../../parts/text-link.tsx'
import { command } from '../../shell/commands.ts'
import { useTexts } from '../../shell/text.ts'
import type { Account, Bank } from './reconciliation.tsx'
import { settled } from './send-payment.ts'
import { When } from './when.tsx'

type Sent = Bank['sent'][number]

/** What is under way, unknown first: a person finds out from the statements, and never sends again. */
export function UnderWay({ bank, account }: { readonly bank: Bank; readonly account: Account }) {
  const say = useTexts(webBankTexts)
  const [order, setOrder] = useState<Sent>()
  const open = bank.sent.filter(
    ({ accountId, state }) => accountId === account.accountId && (state === 'sent' || state === 'unknown'),
  )
  const sorted = open.toSorted((a, b) => Number(b.state === 'unknown') - Number(a.state === 'unknown'))
  if (sorted.length === 0) return null
  return (
    <Section title={say('rec.sent')} aside={String(sorted.length)}>
      <ul aria-label={say('rec.sent')} className="border-t border-line">
        {sorted.map((each) => (
          <Row key={each.orderId} order={each} onSettle={() => setOrder(each)} />
        ))}
      </ul>
      {order === undefined ? null : (
        <ReasonDialog
          title={say('rec.settle_of', { number: order.number })}
          text={say('rec.settle_text')}
          label={say('rec.why')}
          verb={say('rec.settle')}
          look="danger"
          lettersMin={5}
          onSend={(reason) => {
            const { orderId, version, number } = order
            return settled(command('settleUnknown', { params: { orderId }, body: { version, reason } }), {
              done: say('rec.settled', { number }),
              failed: say('rec.settle_failed'),
            })
          }}
          onClose={() => setOrder(undefined)}
        />
      )}
    </Section>
  )
}

function Row({ order, onSettle }: { readonly order: Sent; readonly onSettle: () => void }) {
  const say = useTexts(webBankTexts)
  const sayPay = useTexts(webPaymentTexts)
  const { number, requestId, payee, tail, amount, state, stateWord, sentAt, maker, settle } = order
  return (
    <li className="border-b border-line py-3">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="min-w-0 font-medium break-words">{`${payee} ····${tail}`}</span>
        <span className="font-medium tabular-nums">{amountText(amount)}</span>
      </p>
      <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-meta text-ink-2">
        <span className={classes(state === 'unknown' && 'font-medium text-warn')}>{stateWord}</span>
        <Link to="/requests/$requestId" params={{ requestId }} className={linkLook}>
          {number}
        </Link>
        <span>{sayPay('pay.maker', { name: maker.name })}</span>
        {sentAt === undefined ? null : (
          <span>
            {say('rec.sent_since')} <When at={sentAt} />
          </span>
        )}
      </p>
      {settle.can ? (
        <p className="mt-2">
          <Button size={28} aria-label={say('rec.settle_of', { number })} onClick={onSettle}>
            {say('rec.settle')}
          </Button>
        </p>
      ) : settle.why === undefined ? null : (
        <p className="mt-0.5 text-meta text-ink-2">{say('rec.not_yours', { why: settle.why })}</p>
      )}
    </li>
  )
}
