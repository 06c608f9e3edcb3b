import type { z } from 'zod'
import type { orderItem } from '../../../contract/payments.ts'
import { toMoneyJson } from '../../../kernel/money.ts'
import { sayPayment } from '../../../texts/payments.ts'
import { staffRefOf } from '../../access/index.ts'
import type { OrderRow, RefundRow } from '../tables.ts'

type Shown = Pick<z.output<typeof orderItem>, 'cameBack' | 'refunds'>
type Staff = Parameters<typeof staffRefOf>[0]

/** What came back of a payment in parts, as the payment shows it; what was taken back stays in sight. */
export function refundsShown(staff: Staff, order: OrderRow, refunds: readonly RefundRow[]): Shown {
  if (refunds.length === 0) return {}
  const { currency } = order
  const standing = refunds.filter(({ state }) => state === 'recorded')
  const minor = standing.reduce((sum, refund) => sum + refund.minor, 0n)
  return {
    ...(minor > 0n ? { cameBack: toMoneyJson({ currency, minor }) } : {}),
    refunds: refunds.map((refund) => ({
      refundId: refund.id,
      // The database holds both states.
      state: refund.state as 'recorded' | 'withdrawn',
      stateWord: sayPayment(staff.language, `refund.${refund.state}`),
      amount: toMoneyJson({ currency, minor: refund.minor }),
      bookedOn: refund.booked_on,
      lineId: refund.line_id,
      reason: refund.reason,
      by: staffRefOf(staff, refund.made_by),
      at: refund.made_at,
    })),
  }
}
