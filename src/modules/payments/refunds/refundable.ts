import type { z } from 'zod'
import type { refundable } from '../../../contract/refunds.ts'
import { toMoneyJson } from '../../../kernel/money.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import { payeeAccounts, type PayeeAccount } from '../bank/payees.ts'
import { permissionOf, type BankReader } from '../bank/sent-orders.ts'
import { ordersNamed, type StatementLineRow } from '../bank/tables.ts'
import { loadPaidAsIncome } from '../store-tax.ts'
import { refundObjection } from './record.ts'
import { paidBefore, type PaidRow } from './store.ts'

type Answer = z.output<typeof refundable.answer>
type Item = Answer['items'][number]

/** How many payments are offered: whoever looks for another one names it. */
const offeredMax = 30

/**
 * The payments of the line's entity of which it may be a part, or the whole, those first that it names and
 * those whose payee has the account that it came from.
 */
export async function refundableBy(
  tx: Transaction,
  reader: BankReader,
  line: StatementLineRow,
  text: string | undefined,
): Promise<Answer> {
  if (line.direction !== 'in') return { items: [], isPart: false }
  const rows = await paidBefore(tx, line)
  const payees = await payeeAccounts(tx, rows)
  const ofPeople = rows.flatMap((row) => (row.exception_id === null ? [] : [row.benefit_id]))
  const incomes = await loadPaidAsIncome(tx, ofPeople)
  const named = new Set(ordersNamed(line))
  const found = rows
    .map((row) => ({ row, payee: payees.get(row.account_id) }))
    .filter(({ row, payee }) => isMeant(text, row, payee))
    .map((each) => ({ ...each, nearness: named.has(each.row.id) ? 2 : hasTail(line, each.payee) ? 1 : 0 }))
    .toSorted((a, b) => b.nearness - a.nearness)
  return {
    items: found
      .slice(0, offeredMax)
      .map((each) => itemOf(reader, line, { ...each, isIncome: incomes.has(each.row.benefit_id) })),
    isPart: found.length > offeredMax,
  }
}

function isMeant(text: string | undefined, row: PaidRow, payee: PayeeAccount | undefined): boolean {
  const wanted = plain(text ?? '')
  return plain(row.number).includes(wanted) || plain(payee?.holder ?? '').includes(wanted)
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toLowerCase()
}

function hasTail({ tail }: StatementLineRow, payee: PayeeAccount | undefined): boolean {
  return tail !== null && payee !== undefined && payee.number.endsWith(tail)
}

type Found = {
  readonly row: PaidRow
  readonly payee: PayeeAccount | undefined
  /** 2 where the line names it, 1 where its payee has the account of the line, 0 for the others. */
  readonly nearness: number
  readonly isIncome: boolean
}

function itemOf(reader: BankReader, line: StatementLineRow, { row, payee, nearness, isIncome }: Found): Item {
  const { currency, minor, refunded_minor: refunded } = row
  const permission = permissionOf(reader, 'bank.answer_line', row.entity_id, [row])
  const found = permission.can ? refundObjection(row, { refunded, isIncome }, line) : undefined
  // The whole is answered as a payment that came back, which this says of it.
  const isWhole = refunded === 0n && minor === line.minor
  const objection = isWhole ? undefined : found
  const answer =
    objection === undefined
      ? permission
      : { can: false, why: sayRefusal(objection, reader.actor.language).says, needsFactor: false }
  return {
    orderId: row.id,
    number: row.number,
    requestId: row.request_id,
    payee: payee?.holder ?? '',
    tail: payee?.number.slice(-4) ?? '',
    paidOn: row.paid_on ?? line.booked_on,
    amount: toMoneyJson({ currency, minor }),
    cameBack: toMoneyJson({ currency, minor: refunded }),
    left: toMoneyJson({ currency, minor: minor - refunded - line.minor }),
    isWhole,
    isLikely: nearness > 0,
    answer,
  }
}
