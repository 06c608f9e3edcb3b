import { money, toDecimal } from '../../kernel/money.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Instant } from '../../kernel/time.ts'
import type { RowChange } from '../../platform/act/rows.ts'
import type { InvoiceDeps } from './deps.ts'
import type { InvoiceFacts } from './domain.ts'
import { alertRow } from './rows.ts'
import type { KnownInvoice } from './store.ts'

/** An invoice whose number is on record, as somebody brings it again. */
export type BroughtAgain = {
  readonly entityId: string
  readonly facts: InvoiceFacts
  readonly digest: string
}

/** Why a number that is on record cannot be recorded again. Of another entity nothing but that is told. */
export function knownRefusal(known: KnownInvoice, { entityId, facts }: BroughtAgain): Refusal {
  const { number = '' } = facts
  const on = known.recorded_at.slice(0, 10)
  if (isOtherAmount(known, facts)) {
    const brought = toDecimal(money(facts.currency ?? known.currency, facts.total ?? 0n))
    return refuse('invoices.known_other_amount', { number, on, brought })
  }
  if (known.entity_id !== entityId) return refuse('invoices.number_known_elsewhere', { number, on })
  return refuse('invoices.number_known', { number, on })
}

/**
 * What compliance is told: the same number with another amount always; the same invoice again when
 * somebody else brings it, or when it is another company's of the group. Whoever sends their own once
 * more made a slip.
 */
export function knownAlert(
  deps: Pick<InvoiceDeps, 'newId'>,
  known: KnownInvoice,
  brought: BroughtAgain,
  by: { readonly personId: string; readonly at: Instant },
): RowChange[] {
  const isOther = isOtherAmount(known, brought.facts)
  const isElsewhere = known.entity_id !== brought.entityId
  if (!isOther && !isElsewhere && known.recorded_by === by.personId) return []
  const about = {
    invoiceId: known.id,
    entityId: brought.entityId,
    reason: isOther ? 'other_amount' : 'number_twice',
  } as const
  const total = brought.facts.total?.toString() ?? ''
  return [alertRow(deps.newId('alert'), about, { total, digest: brought.digest }, by).change]
}

function isOtherAmount(known: KnownInvoice, { total, currency }: InvoiceFacts): boolean {
  return total !== known.total_minor || currency !== known.currency
}
