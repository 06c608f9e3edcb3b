import { Link, useSearch } from '@tanstack/react-router'
import { Banknote } from 'lucide-react'
import { useState } from 'react'
import { webBankTexts } from '../../../src/texts/web-bank.ts'
import { webPaymentTexts } from '../../../src/texts/web-payments.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { Empty } from '../../parts/empty.tsx'
import { MoreButton } from '../../parts/more-button.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { linkLook, PartyLink } from '../../parts/text-link.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import type { Answer } from '../../shell/api.ts'
import { usePages } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { EntityFilter } from './entity-filter.tsx'
import { PrepareDialog } from './prepare-dialog.tsx'
import { RestsLines } from './rests.tsx'
import { sumsText } from './waiting.ts'

/** A benefit that may be ordered, as the server weighed it. */
export type Payable = Answer<'payables'>['items'][number]

/** What may be ordered to customers' company accounts: each with what it rests on, or what holds it back. */
export function Payables() {
  const say = useTexts(webBankTexts)
  const { entityId } = useSearch({ from: '/inside/payments' })
  const pages = usePages('payables', { query: { ...(entityId && { entityId }) } })
  const [chosen, setChosen] = useState<Payable>()
  const items = pages.data?.pages.flatMap((page) => page.items) ?? []
  if (pages.error && !pages.data) {
    return <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />
  }
  if (pages.data === undefined) return <Waiting lines={8} />
  return (
    <>
      <Headline items={items} />
      <EntityFilter part="payable" />
      {items.length === 0 && !pages.hasNextPage ? (
        <Empty
          icon={<Banknote aria-hidden="true" size={20} />}
          title={say('owed.empty')}
          text={say('owed.empty_text')}
        />
      ) : (
        <ul aria-label={say('owed.list')} className="mt-3 border-t border-line">
          {items.map((item) => (
            <Row key={item.requestId} item={item} onPrepare={() => setChosen(item)} />
          ))}
        </ul>
      )}
      <MoreButton pages={pages} />
      {chosen === undefined ? null : (
        <PrepareDialog
          what={{
            requestId: chosen.requestId,
            number: chosen.requestNumber ?? '',
            title: chosen.title,
            currency: chosen.left.currency,
            payable: chosen,
          }}
          onClose={() => setChosen(undefined)}
        />
      )}
    </>
  )
}

function Headline({ items }: { readonly items: readonly Payable[] }) {
  const say = useTexts(webBankTexts)
  const ready = items.filter(({ canPrepare }) => canPrepare)
  const held = items.length - ready.length
  const amount = sumsText(ready.map(({ left }) => left))
  return (
    <p className="mt-4 text-section font-medium">
      {ready.length === 0 ? say('owed.headline_none') : say('owed.headline', { count: ready.length, amount })}
      {held === 0 ? null : ` ${say('owed.held', { count: held })}`}
    </p>
  )
}

type RowProps = { readonly item: Payable; readonly onPrepare: () => void }

function Row({ item, onPrepare }: RowProps) {
  const say = useTexts(webBankTexts)
  const sayPay = useTexts(webPaymentTexts)
  const { payee, left, value, requestId, requestNumber = sayPay('pay.request'), hold, account } = item
  const isPart = left.minor !== value.minor
  const about = [item.title, say('owed.on', { on: item.happenedOn }), accountText(account, say)].filter(
    Boolean,
  )
  return (
    <li className="border-b border-line py-3">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="min-w-0 font-medium break-words">
          <PartyLink partyId={payee.id}>{payee.name}</PartyLink>
        </span>
        <span className="font-medium tabular-nums">
          {isPart
            ? say('rest.left_of', { left: amountText(left), value: amountText(value) })
            : amountText(left)}
        </span>
      </p>
      <p className="mt-0.5 text-second break-words text-ink-2">
        <Link to="/requests/$requestId" params={{ requestId }} className={linkLook}>
          {requestNumber}
        </Link>
        {about.map((part) => ` · ${part}`).join('')}
      </p>
      <RestsLines rests={item.rests} />
      {hold === undefined ? null : (
        <p className="mt-0.5 text-meta break-words text-warn">
          {say('owed.hold', { reason: hold.reason })} <span className="text-ink-2">{hold.repair}</span>
        </p>
      )}
      {item.canPrepare ? (
        <p className="mt-2">
          <Button aria-label={sayPay('pay.prepare_of', { number: requestNumber })} onClick={onPrepare}>
            {sayPay('pay.prepare')}
          </Button>
        </p>
      ) : null}
    </li>
  )
}

type Say = ReturnType<typeof useTexts<typeof webBankTexts>>

/** The account with the word on whether a second person has verified it. */
export function accountText(account: Payable['account'], say: Say): string {
  if (account === undefined) return ''
  return `${account.text}（${say(account.isVerified ? 'rest.verified' : 'rest.unverified')}）`
}
