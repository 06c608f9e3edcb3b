import { add, fromMoneyJson, toMoneyJson, type Money, type MoneyJson } from '../../../src/kernel/money.ts'
import { amountText } from '../../parts/amount.tsx'

/** What one state holds, as the server counts it. */
type Counted = { readonly state: string; readonly count: number }

/** How many there are in one state, by the counts of the server. */
export function countIn(counts: readonly Counted[], state: string): number {
  return state === 'all'
    ? counts.reduce((sum, each) => sum + each.count, 0)
    : (counts.find((each) => each.state === state)?.count ?? 0)
}

/** The sums of amounts, one a currency, in the order in which the currencies come: nothing is converted. */
export function sumsOf(amounts: readonly MoneyJson[]): MoneyJson[] {
  const sums = new Map<string, Money>()
  for (const amount of amounts.map(fromMoneyJson)) {
    const before = sums.get(amount.currency)
    sums.set(amount.currency, before === undefined ? amount : add(before, amount))
  }
  return [...sums.values()].map(toMoneyJson)
}

/** Sums as text, one after another. */
export function sumsText(amounts: readonly MoneyJson[]): string {
  return sumsOf(amounts).map(amountText).join(' + ')
}

/** An account of ours as a list names it: its bank and its last four characters. */
export function accountName({ bank, tail }: { readonly bank: string; readonly tail: string }): string {
  return `${bank} ····${tail}`
}

/** The states as chips: what is unknown stands first while there is any, and all of them last. */
export function chipsOf<State extends string>(
  states: readonly State[],
  counts: readonly Counted[],
): (State | 'all')[] {
  const isUrgent = (state: State) => state === 'unknown' && countIn(counts, state) > 0
  return [...states.filter(isUrgent), ...states.filter((state) => !isUrgent(state)), 'all']
}

type Permission = { readonly can: boolean; readonly why?: string | undefined }

/** The reason that is the same for all of them, where none may be done: it is said once. */
export function reasonOfAll(permissions: readonly Permission[]): string | undefined {
  const [first] = permissions
  const isOne = permissions.every(({ can, why }) => !can && why === first?.why)
  return isOne && permissions.length > 1 ? first?.why : undefined
}

type Ordered = {
  readonly state: string
  readonly actions: { readonly check: Permission; readonly stop: Permission }
}

/** Why the reader may not check or stop an order that could be; nothing where the state is past both. */
export function objectionsOf({ state, actions: { check, stop } }: Ordered): {
  readonly check?: string
  readonly stop?: string
} {
  const isOpen = state === 'prepared' || state === 'checked'
  return {
    ...(state === 'prepared' && !check.can && check.why !== undefined ? { check: check.why } : {}),
    ...(isOpen && !stop.can && stop.why !== undefined ? { stop: stop.why } : {}),
  }
}

/** True where the amount that somebody typed is that of the order. */
export function isSameAmount(typed: MoneyJson | undefined, ordered: MoneyJson): boolean {
  return typed?.currency === ordered.currency && typed.minor === ordered.minor
}

/** The word of a verdict on a claim: refusing one that is accepted takes the acceptance back. */
export function verdictKey(verdict: Verdict, state: string) {
  return verdict === 'refuse' && state === 'accepted' ? 'claim.take_back' : (`claim.${verdict}` as const)
}

type Verdict = ReturnType<typeof verdictsIn>[number]

/** What finance may say of a claim in a state, the usual word first; an acceptance may be taken back. */
export function verdictsIn(state: string): readonly ('accept' | 'take' | 'dispute' | 'refuse')[] {
  if (state === 'received') return ['accept', 'take', 'dispute', 'refuse']
  if (state === 'in_check') return ['accept', 'dispute', 'refuse']
  if (state === 'accepted') return ['refuse']
  return state === 'disputed' ? ['take', 'refuse'] : []
}
