import { webRefundTexts } from '../../../src/texts/web-refunds.ts'
import { amountText } from '../../parts/amount.tsx'
import { classes } from '../../parts/classes.ts'
import { useTexts } from '../../shell/text.ts'
import type { Order } from './order-row.tsx'

/** What of a payment came back in parts, all together and each; what was taken back stays in sight. */
export function RefundLines({ order: { cameBack, refunds = [] } }: { readonly order: Order }) {
  const say = useTexts(webRefundTexts)
  if (refunds.length === 0) return null
  return (
    <div className="mt-0.5 text-meta">
      {cameBack === undefined ? null : (
        <p className="font-medium">{say('refund.came_back', { amount: amountText(cameBack) })}</p>
      )}
      <ul>
        {refunds.map(({ refundId, state, stateWord, amount, bookedOn, by, reason }) => (
          <li key={refundId} className={classes('break-words', state === 'withdrawn' && 'text-ink-3')}>
            {say('refund.item', {
              on: bookedOn,
              amount: amountText(amount),
              state: stateWord,
              name: by.name,
              reason,
            })}
          </li>
        ))}
      </ul>
    </div>
  )
}
