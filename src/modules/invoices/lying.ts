import type { IdKind } from '../../kernel/id.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Instant } from '../../kernel/time.ts'
import type { RowChange } from '../../platform/act/rows.ts'
import type { StandingInvoice } from './objections.ts'
import { alertRow } from './rows.ts'

type Claiming = {
  readonly newId: (kind: IdKind) => string
  /** Why the invoice does not do for it, each reason that stops it. */
  readonly refusals: readonly Refusal[]
  readonly personId: string
  readonly at: Instant
}

/**
 * What compliance is told of an invoice that says something else than what was claimed with it: office
 * supplies for a dinner, another buyer, another tax number. One alert tells of one invoice, the first thing
 * that is wrong; while it is open the invoice serves nobody, and a try again adds none. Whose name stands on
 * an invoice does not change with what is claimed, so it is told once for good.
 */
export function lyingAlert(
  { invoice, alerts }: StandingInvoice,
  { newId, refusals, personId, at }: Claiming,
): RowChange[] {
  const [first] = refusals.flatMap((refusal) => {
    const reason = reasons.find((each) => refusal.code === `invoices.${each}`)
    return reason === undefined ? [] : [{ reason, refusal }]
  })
  if (!first) return []
  const isTold = alerts.some(
    ({ reason, answer }) =>
      (answer === null && reasons.some((each) => each === reason)) ||
      (reason === first.reason && reason !== 'content_differs'),
  )
  if (isTold) return []
  const about = { invoiceId: invoice.id, entityId: invoice.entity_id, reason: first.reason }
  return [alertRow(newId('alert'), about, detailOf(first.refusal), { personId, at }).change]
}

const reasons = ['content_differs', 'buyer_differs', 'buyer_number_differs'] as const

function detailOf({ params }: Refusal): Record<string, string> {
  const { form_zh: form, ...rest } = params
  const told = form === undefined ? rest : { item: rest['item'], form }
  return Object.fromEntries(Object.entries(told).map(([name, value]) => [name, String(value)]))
}
