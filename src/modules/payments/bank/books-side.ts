import type { z } from 'zod'
import type { reconciliation } from '../../../contract/reconciliation.ts'
import { toMoneyJson } from '../../../kernel/money.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { refundedTo } from '../refunds/store.ts'
import { paidSince, sumsByVerdict } from './store-reconcile.ts'
import type { OwnAccountRow, StatementRow } from './tables.ts'

type Account = z.infer<typeof reconciliation.answer>['accounts'][number]

/** The balance of an account by our own records, beside that of its statements. */
export type BooksSide = NonNullable<Account['books']>

/** What came back in parts is taken from what is recorded of it, not from the lines that show it. */
const refundedKind = 'refunded'

/** Kinds of lines that a statement explains by themselves; the other kinds are payments, or open. */
const explained: ReadonlySet<string> = new Set(['fee', 'incoming', 'elsewhere', refundedKind])

/**
 * Both sides of an account (余额调节). Ours begins with the opening balance of the first statement and goes on
 * with what is recorded: the payments that stand as paid, what came back of them in parts, and the lines that
 * are no payments. What the bank
 * has said to be paid and no statement has shown yet explains a part of the difference; the rest is
 * unexplained, and is reckoned from both ends so that a fault on either side shows.
 */
export async function booksSideOf(
  tx: Transaction,
  account: OwnAccountRow,
  statements: readonly StatementRow[],
  notShown: bigint,
): Promise<BooksSide | undefined> {
  const first = statements.toSorted((a, b) => ((a.from_on ?? '') < (b.from_on ?? '') ? -1 : 1))[0]
  const last = statements.at(-1)
  if (first?.opening_minor == null || first.from_on === null || last?.closing_minor == null) return undefined
  const sums = await sumsByVerdict(tx, account.id)
  const paid = await paidSince(tx, account.id, first.from_on)
  const refunded = { verdict: refundedKind, ...(await refundedTo(tx, account.id)) }
  const other = [...sums.filter((sum) => sum.verdict !== refundedKind), refunded].filter(
    ({ verdict, lines }) => explained.has(verdict) && lines > 0,
  )
  const otherMinor = other.reduce((sum, { minor }) => sum + minor, 0n)
  const records = first.opening_minor - paid.minor + otherMinor
  const difference = last.closing_minor - records
  const money = (minor: bigint) => toMoneyJson({ currency: account.currency, minor })
  return {
    since: first.from_on,
    opening: money(first.opening_minor),
    paid: { orders: paid.orders, amount: money(-paid.minor) },
    other: other.map(({ verdict, lines, minor }) => ({
      // The filter above has told that it is one of them.
      verdict: verdict as BooksSide['other'][number]['verdict'],
      lines,
      amount: money(minor),
    })),
    records: money(records),
    difference: money(difference),
    unexplained: money(difference - notShown),
  }
}
