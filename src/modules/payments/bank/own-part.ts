import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { OrderRow } from '../tables.ts'

/** Why somebody may not say what became of payments: they made one of them, or were paid by it. */
export function ownPart(
  orders: readonly (Pick<OrderRow, 'made_by' | 'payee_id'> | undefined)[],
  personId: string,
): Refusal | undefined {
  if (orders.some((order) => order?.made_by === personId)) return refuse('bank.maker_never_settles')
  if (orders.some((order) => order?.payee_id === personId)) return refuse('bank.payee_never_settles')
  return undefined
}
