import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Money } from '../../../kernel/money.ts'
import { sayMoney, type StatementLine } from './statement.ts'

/** A movement with the balance that the bank prints after it. */
export type Moved = { readonly line: StatementLine; readonly balance: Money }

/**
 * The movements oldest first. Banks export them either way, so the way in which every balance follows from
 * the one before it is taken; where neither way does, the refusal names the first row that does not fit.
 */
export function inOrder(moved: readonly Moved[]): readonly Moved[] | Refusal {
  const forward = firstBreak(moved)
  if (forward === undefined) return moved
  const turned = moved.toReversed()
  const backward = firstBreak(turned)
  if (backward === undefined) return turned
  // The days say which way the bank meant; the break of that way is the one to tell.
  const [first, last] = [moved[0], moved.at(-1)]
  return first && last && first.line.bookedOn > last.line.bookedOn ? backward : forward
}

function firstBreak(moved: readonly Moved[]): Refusal | undefined {
  for (let i = 1; i < moved.length; i++) {
    const [before, now] = [moved[i - 1], moved[i]]
    if (before === undefined || now === undefined) continue
    const refusal = breakBetween(before, now)
    if (isRefusal(refusal)) return refusal
  }
  return undefined
}

function breakBetween({ balance }: Moved, now: Moved): Refusal | undefined {
  const { amount, direction, row } = now.line
  if (amount.currency !== balance.currency) {
    return refuse('bank.currencies_differ', { one: balance.currency, other: amount.currency })
  }
  const expected = balance.minor + (direction === 'in' ? amount.minor : -amount.minor)
  const difference = now.balance.minor - expected
  if (difference === 0n) return undefined
  return refuse('bank.row_breaks', { row, amount: sayMoney({ ...amount, minor: difference }) })
}
