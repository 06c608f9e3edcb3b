import type { z } from 'zod'
import { bankLineCursors, type bankLines } from '../../../contract/reconciliation.ts'
import { toMoneyJson } from '../../../kernel/money.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { sayBank } from '../../../texts/bank.ts'
import { staffRefOf } from '../../access/index.ts'
import { findOrders } from '../store.ts'
import { payeeAccounts } from './payees.ts'
import { permissionOf, type BankReader } from './sent-orders.ts'
import { answeredLines } from './store-reconcile.ts'
import { ordersNamed, type StatementLineRow } from './tables.ts'

type Answer = z.output<typeof bankLines.answer>

const pageSize = 50

/** The lines of an account that say what they are, the latest first: by what, by whom, and why. */
export async function answeredLinesOf(
  tx: Transaction,
  reader: BankReader,
  { accountId, by, lineId, cursor }: z.output<typeof bankLines.query>,
): Promise<Answer> {
  const asked = { accountId, isByPerson: by === 'person', lineId, after: cursor, limit: pageSize + 1 }
  const rows = await answeredLines(tx, asked)
  const shown = rows.slice(0, pageSize)
  const last = shown.at(-1)
  const orders = await findOrders(tx, [...new Set(shown.flatMap(ordersNamed))].sort())
  const payees = await payeeAccounts(tx, orders)
  const byId = new Map(orders.map((order) => [order.id, order]))
  return {
    items: shown.map((row) => {
      const its = ordersNamed(row).flatMap((id) => byId.get(id) ?? [])
      return {
        ...itemOf(reader, row),
        orders: its.map(({ id, number, account_id: accountId }) => ({
          orderId: id,
          number,
          payee: payees.get(accountId)?.holder ?? '',
        })),
        unmatch:
          row.verdict === 'pending'
            ? { can: false, needsFactor: false }
            : permissionOf(reader, 'bank.unmatch_line', row.entity_id, its),
        ...(row.verdict === 'incoming'
          ? { refund: permissionOf(reader, 'bank.answer_line', row.entity_id, []) }
          : {}),
      }
    }),
    ...(rows.length > pageSize && last
      ? { next: bankLineCursors.write({ on: last.booked_on, id: last.id }) }
      : {}),
  }
}

function itemOf({ actor, organisation, today }: BankReader, row: StatementLineRow) {
  const { language, personId } = actor
  const staff = { organisation, language, today, personId }
  const { verdict, matched_by: by, answered_by: answerer, answered_at: answeredAt, reason } = row
  return {
    lineId: row.id,
    version: row.version,
    row: row.row_number,
    bookedOn: row.booked_on,
    direction: row.direction === 'in' ? ('in' as const) : ('out' as const),
    amount: toMoneyJson({ currency: row.currency, minor: row.minor }),
    ...(row.tail === null ? {} : { tail: row.tail }),
    verdict,
    verdictWord: sayBank(`verdict.${verdict}`, language),
    ...(by === null ? {} : { byWord: sayBank(`by.${by}`, language) }),
    ...(answerer === null || answeredAt === null
      ? {}
      : { answerer: staffRefOf(staff, answerer), answeredAt }),
    ...(reason === null ? {} : { reason }),
  }
}
