import { plainAccount } from '../../../kernel/bank-account.ts'
import { plainName } from './line-signs.ts'
import type { SentOrder } from './matching.ts'
import type { StatementLine } from './statement.ts'

/** The payments by everything that a line may name them by. */
export type OrderIndex = {
  readonly byNumber: ReadonlyMap<string, SentOrder>
  readonly byBatch: ReadonlyMap<string, readonly SentOrder[]>
  readonly byAccount: (account: string) => readonly SentOrder[]
  readonly byPayee: (name: string) => readonly SentOrder[]
  readonly byAccountAndAmount: (line: StatementLine) => readonly SentOrder[]
  /** Numbers without their separators, which remarks lose. */
  readonly byPlainNumber: ReadonlyMap<string, readonly SentOrder[]>
  readonly byAmount: (amount: SentOrder['amount']) => readonly SentOrder[]
  /** Does the remark end in the beginning of this payment's number? */
  readonly beginsIn: (remark: string, order: SentOrder) => boolean
}

/** Less of a number than this could begin that of many payments. */
const beginningMin = 8

/** Puts payments where lines look for them. */
export function orderIndex(orders: readonly SentOrder[]): OrderIndex {
  const byAccount = Map.groupBy(orders, ({ account }) => plainAccount(account))
  const byBoth = Map.groupBy(orders, ({ account, amount }) => keyOf(account, amount))
  const byPayee = Map.groupBy(orders, ({ payee }) => plainName(payee))
  const byAmount = Map.groupBy(orders, ({ amount }) => `${amount.currency} ${amount.minor}`)
  const byPlainNumber = new Map<string, SentOrder[]>()
  for (const order of orders) {
    for (const number of plainNumbers(order)) {
      byPlainNumber.set(number, [...(byPlainNumber.get(number) ?? []), order])
    }
  }
  return {
    byNumber: new Map(orders.map((order) => [order.endToEndId, order])),
    byBatch: Map.groupBy(
      orders.filter(({ batchId }) => batchId !== undefined),
      ({ batchId }) => batchId ?? '',
    ),
    byAccount: (account) => byAccount.get(plainAccount(account)) ?? [],
    byPayee: (name) => byPayee.get(plainName(name)) ?? [],
    byAccountAndAmount: ({ account, amount }) =>
      account === undefined ? [] : (byBoth.get(keyOf(account, amount)) ?? []),
    byPlainNumber,
    byAmount: ({ currency, minor }) => byAmount.get(`${currency} ${minor}`) ?? [],
    beginsIn,
  }
}

function keyOf(account: string, { currency, minor }: SentOrder['amount']): string {
  return `${plainAccount(account)} ${currency} ${minor}`
}

function plainNumber(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
}

/**
 * The payments whose whole numbers stand in a remark, separators apart. A letter or digit before or after
 * means that it is another, longer number.
 */
export function numbersIn(index: OrderIndex, remark: string): readonly SentOrder[] {
  const found = new Set<SentOrder>()
  // Chinese and most marks end a number; separators and blanks may stand inside it, as banks break lines.
  for (const run of remark
    .normalize('NFKC')
    .toUpperCase()
    .split(/[^A-Z0-9\-_/. ]+/)) {
    const words = run.split(' ').filter((word) => word !== '')
    for (const from of words.keys()) {
      for (let to = from + 1; to <= Math.min(words.length, from + 3); to++) {
        const text = plainNumber(words.slice(from, to).join(''))
        for (const order of index.byPlainNumber.get(text) ?? []) found.add(order)
      }
    }
  }
  return [...found]
}

/** The payment with this number in its field; separators that the bank dropped do not matter. */
export function numbered(index: OrderIndex, number: string | undefined): SentOrder | undefined {
  if (number === undefined) return undefined
  const exact = index.byNumber.get(number)
  if (exact !== undefined) return exact
  const alike = index.byPlainNumber.get(plainNumber(number)) ?? []
  return alike.length === 1 ? alike[0] : undefined
}

/** True where `other` could be meant by the number of `order`, if that was cut off. */
export function isLonger(other: SentOrder, order: SentOrder): boolean {
  return plainNumbers(other).some((long) =>
    plainNumbers(order).some((short) => long.length > short.length && long.startsWith(short)),
  )
}

function plainNumbers({ endToEndId, number }: SentOrder): readonly string[] {
  return [plainNumber(endToEndId), plainNumber(number)]
}

function beginsIn(remark: string, order: SentOrder): boolean {
  const tail = /[A-Z0-9\-_/.]+$/.exec(remark.normalize('NFKC').toUpperCase())?.[0] ?? ''
  const began = plainNumber(tail)
  if (began.length < beginningMin) return false
  return plainNumbers(order).some((number) => began.length < number.length && number.startsWith(began))
}
