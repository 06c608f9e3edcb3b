import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { webPaymentTexts } from '../../../src/texts/web-payments.ts'
import { webSetTexts } from '../../../src/texts/web-sets.ts'
import { amountText } from '../../parts/amount.tsx'
import type { Answer } from '../../shell/api.ts'
import { useTexts } from '../../shell/text.ts'
import { closesText } from './order-row.tsx'
import { RestsLines } from './rests.tsx'
import { OrderLink } from './set-results.tsx'

/** A set before it is checked, as the server judged it. */
export type Sheet = Answer<'checkSheet'>

type Item = Sheet['items'][number]
type Props = { readonly sheet: Sheet; readonly children: ReactNode }

/** What can be checked together in one sentence, the list with the unusual first, and what stands aside. */
export function SheetView({ sheet, children }: Props) {
  const say = useTexts(webSetTexts)
  const { items, aside, payees, totals } = sheet
  const unusual = items.filter((item) => item.unusual.length > 0)
  const count = items.length
  return (
    <>
      {count === 0 ? (
        <p className="font-medium text-warn">{say('set.check_none')}</p>
      ) : totals.length > 1 ? (
        <p className="font-medium text-warn">
          {say('set.check_mixed', { amount: totals.map(amountText).join(' + ') })}
        </p>
      ) : (
        <p className="font-medium">
          {say('set.check_what', { count, payees })}{' '}
          {unusual.length === 0
            ? say('set.check_plain')
            : say('set.check_unusual', { count: unusual.length })}
        </p>
      )}
      {count === 0 ? null : (
        <ul aria-label={say('set.list')} className="mt-3 divide-y divide-line border-y border-line">
          {[...unusual, ...items.filter((item) => item.unusual.length === 0)].map((item) => (
            <ItemRow key={item.orderId} item={item} />
          ))}
        </ul>
      )}
      <Aside aside={aside} />
      {children}
    </>
  )
}

function ItemRow({ item }: { readonly item: Item }) {
  const say = useTexts(webPaymentTexts)
  const { payee, amount, unusual, number, requestNumber, purpose, maker, rests } = item
  const about = [payee.account, number, rests.claim?.number, requestNumber, purpose]
  return (
    <li className="py-2">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="min-w-0 font-medium break-words">{payee.name}</span>
        <span className="font-medium tabular-nums">{amountText(amount)}</span>
      </p>
      <p className="text-meta break-words text-ink-2">
        {[...about, say('pay.maker', { name: maker })].filter(Boolean).join(' · ')}
        {closesText(say, item)}
      </p>
      <RestsLines rests={rests} />
      {unusual.length === 0 ? null : (
        <p className="mt-0.5 flex items-start gap-1.5 text-meta text-warn">
          <TriangleAlert aria-hidden="true" size={14} className="mt-0.5 shrink-0" />
          <span>{unusual.map(({ says }) => says).join(' · ')}</span>
        </p>
      )}
    </li>
  )
}

function Aside({ aside }: Pick<Sheet, 'aside'>) {
  const say = useTexts(webSetTexts)
  const sayOfOrder = useTexts(webPaymentTexts)
  if (aside.length === 0) return null
  return (
    <section className="mt-4 rounded-md border border-warn-line px-3 py-2 text-second">
      <h3 className="font-medium text-warn">{say('set.aside', { count: aside.length })}</h3>
      <ul>
        {aside.map(({ orderId, number = orderId, payee, amount, closes, says, wayOut }) => (
          <li key={orderId} className="py-1 break-words">
            <OrderLink orderId={orderId} number={number} />
            {[payee?.name, amount && amountText(amount)]
              .filter(Boolean)
              .map((part) => ` · ${String(part)}`)
              .join('')}
            {closesText(sayOfOrder, { closes })}
            {` · ${says} `}
            <span className="text-ink-2">{wayOut}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
