import type { IdKind } from '../../kernel/id.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Instant } from '../../kernel/time.ts'
import type { RowChange } from '../../platform/act/rows.ts'
import type { StandingInvoice } from './objections.ts'
import { alertRow } from './rows.ts'

type Claiming = {
  readonly newId: (kind: IdKind) => string
  /** Why the invoice does not do for it. */
  readonly refusal: Refusal
  readonly personId: string
  readonly at: Instant
}

/**
 * What compliance is told of an invoice that says something else than what was claimed with it: office
 * supplies for a dinner. While the alert is open the invoice serves nobody; a try again adds none.
 */
export function contentAlert(
  { invoice, alerts }: StandingInvoice,
  { newId, refusal, personId, at }: Claiming,
): RowChange[] {
  const isTold = alerts.some(({ reason, answer }) => reason === 'content_differs' && answer === null)
  if (refusal.code !== 'invoices.content_differs' || isTold) return []
  const about = { invoiceId: invoice.id, entityId: invoice.entity_id, reason: 'content_differs' } as const
  const { item, form_zh: form } = refusal.params
  const detail = { item: String(item), form: String(form) }
  return [alertRow(newId('alert'), about, detail, { personId, at }).change]
}
