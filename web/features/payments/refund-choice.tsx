import { useDeferredValue, useState } from 'react'
import type { MoneyJson } from '../../../src/kernel/money.ts'
import { webRefundTexts } from '../../../src/texts/web-refunds.ts'
import { amountText } from '../../parts/amount.tsx'
import { Field, Input } from '../../parts/field.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import type { Answer } from '../../shell/api.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'

/** A payment of which a part may have come back. */
export type Refundable = Answer<'refundable'>['items'][number]

/** What a line is of a payment: the whole of it came back, or a part did. */
export function verdictOf(chosen: Refundable | undefined): 'returned' | 'refunded' {
  return chosen?.isWhole === true ? 'returned' : 'refunded'
}

type Props = {
  readonly line: { readonly lineId: string; readonly amount: MoneyJson }
  readonly chosen: Refundable | undefined
  readonly onChosen: (chosen: Refundable) => void
}

/** Of which payment a line is a part or the whole, those first that look like it, and what saying so does. */
export function RefundChoice({ line: { lineId, amount }, chosen, onChosen }: Props) {
  const say = useTexts(webRefundTexts)
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const query = wanted === '' ? {} : { text: wanted }
  const { data, error, refetch } = useAnswer('refundable', { params: { lineId }, query }, { keep: true })
  return (
    <div className="space-y-3">
      <Field label={say('refund.look')}>
        {(tied) => (
          <Input {...tied} maxLength={100} value={text} onChange={(event) => setText(event.target.value)} />
        )}
      </Field>
      <fieldset>
        <legend className="mb-1 text-second font-medium">
          {say('refund.which', { amount: amountText(amount) })}
        </legend>
        {error && !data ? (
          <ProblemView error={error} onRetry={() => void refetch()} />
        ) : data === undefined ? (
          <Waiting lines={3} />
        ) : data.items.length === 0 ? (
          <p className="text-second text-ink-2">{say('refund.none')}</p>
        ) : (
          <ul className="max-h-64 overflow-y-auto border-t border-line">
            {data.items.map((order) => (
              <Row
                key={order.orderId}
                order={order}
                isChosen={chosen?.orderId === order.orderId}
                onChosen={() => onChosen(order)}
              />
            ))}
          </ul>
        )}
        {data?.isPart ? <p className="mt-1 text-meta text-ink-2">{say('refund.more')}</p> : null}
      </fieldset>
      {chosen === undefined ? null : (
        <p role="status" className="text-second">
          {say(chosen.isWhole ? 'refund.does_whole' : 'refund.does', {
            number: chosen.number,
            amount: amountText(amount),
            left: amountText(chosen.left),
          })}
        </p>
      )}
    </div>
  )
}

type RowProps = {
  readonly order: Refundable
  readonly isChosen: boolean
  readonly onChosen: () => void
}

function Row({ order, isChosen, onChosen }: RowProps) {
  const say = useTexts(webRefundTexts)
  const { orderId, number, payee, tail, paidOn, amount, cameBack, isWhole, isLikely, answer } = order
  const marks = [
    isWhole ? say('refund.whole') : undefined,
    isLikely ? say('refund.likely') : undefined,
    cameBack.minor === '0' ? undefined : say('refund.before', { amount: amountText(cameBack) }),
    answer.can ? undefined : answer.why,
  ].filter(Boolean)
  return (
    <li className="border-b border-line">
      <label className="flex min-h-10 items-start gap-3 py-2 text-second">
        <input
          type="radio"
          name="refund-of"
          value={orderId}
          disabled={!answer.can}
          checked={isChosen}
          onChange={onChosen}
          className="mt-0.5 size-5 shrink-0 accent-brand"
        />
        <span className="min-w-0 flex-1 break-words">
          {say('refund.order', { number, payee, tail, on: paidOn, amount: amountText(amount) })}
          {marks.length === 0 ? null : (
            <span className="block text-meta text-ink-2">{marks.join(' · ')}</span>
          )}
        </span>
      </label>
    </li>
  )
}
