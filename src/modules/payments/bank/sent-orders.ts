import type { z } from 'zod'
import type { reconciliation } from '../../../contract/reconciliation.ts'
import { toMoneyJson } from '../../../kernel/money.ts'
import type { Actor } from '../../../platform/act/actor.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { sayPayment } from '../../../texts/payments.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import { mayWith, staffRefOf, type Organisation } from '../../access/index.ts'
import { ownPart } from './own-part.ts'
import { payeeAccounts } from './payees.ts'
import type { SentRow } from './store.ts'

type View = z.infer<typeof reconciliation.answer>

/** Who reads what an entity has at its banks. */
export type BankReader = {
  readonly actor: Actor
  readonly organisation: Organisation
  readonly today: string
}

/** Payments that left, as somebody needs them who says what a line is or that one did not leave. */
export async function sentItems(
  tx: Transaction,
  reader: BankReader,
  rows: readonly SentRow[],
): Promise<View['sent']> {
  const payees = await payeeAccounts(tx, rows)
  const { actor, organisation, today } = reader
  const { language, personId } = actor
  return rows.map((row) => {
    const payee = payees.get(row.account_id)
    return {
      orderId: row.id,
      version: row.version,
      number: row.number,
      requestId: row.request_id,
      accountId: row.batch_account_id,
      payee: payee?.holder ?? '',
      tail: payee?.number.slice(-4) ?? '',
      amount: toMoneyJson({ currency: row.currency, minor: row.minor }),
      // The database holds the list of states.
      state: row.state as View['sent'][number]['state'],
      stateWord: sayPayment(language, `order.${row.state}`),
      ...(row.sent_at === null ? {} : { sentAt: row.sent_at }),
      maker: staffRefOf({ organisation, language, today, personId }, row.made_by),
      answer: permissionOf(reader, 'bank.answer_line', row.entity_id, [row]),
      settle: permissionOf(reader, 'bank.settle_unknown', row.entity_id, [row]),
    }
  })
}

/** Whether a reader may say something of these payments: whoever made one or was paid by one never does. */
export function permissionOf(
  { actor }: BankReader,
  operation: 'bank.answer_line' | 'bank.settle_unknown' | 'bank.unmatch_line',
  entityId: string,
  orders: readonly Pick<SentRow, 'made_by' | 'payee_id'>[],
) {
  const permission = mayWith(actor, operation, { entityId })
  const refusal = permission.can ? ownPart(orders, actor.personId) : permission.refusal
  return refusal === undefined
    ? { can: true, needsFactor: !actor.hasFreshFactor }
    : { can: false, why: sayRefusal(refusal, actor.language).says, needsFactor: false }
}
