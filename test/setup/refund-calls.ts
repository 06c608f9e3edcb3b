import type { z } from 'zod'
import type { bankLines } from '../../src/contract/reconciliation.ts'
import type { Actor } from '../../src/platform/act/actor.ts'
import { bankCalls, todayOf, type BankCalls } from './bank-calls.ts'
import { camtFile, decimal, paymentDetails, type CamtEntry } from './bank-files.ts'
import type { Company } from './company-on.ts'
import { hire } from './hire.ts'

/** A line that says what it is. */
export type AnsweredLine = z.output<typeof bankLines.answer>['items'][number]

type LineOf = Pick<AnsweredLine, 'lineId' | 'version'>

/** Why a part of a payment is said to have come back. */
export const refundReason = '酒店退房一间，退款通知单 8 号'

/** Money that comes back, with the lines that show it and the answers that say so. */
export type RefundCalls = {
  readonly calls: BankCalls
  readonly accountId: string
  /** A third person of finance, who made and checked nothing. */
  readonly third: Actor
  /** Brings the next statement of the account. */
  readonly bring: (...entries: readonly CamtEntry[]) => Promise<void>
  /** Money comes in that names nothing; gives the line. */
  readonly comesIn: (minor: bigint, more?: Partial<CamtEntry>) => Promise<AnsweredLine>
  readonly linesOf: () => Promise<AnsweredLine[]>
  /** A rebate that was paid from our account and is on a statement. */
  readonly paidRebate: (minor: string) => Promise<{ readonly orderId: string; readonly requestId: string }>
  readonly answered: (line: LineOf, ...orderIds: readonly string[]) => Promise<Record<string, unknown>>
  readonly codeOf: (line: LineOf, ...orderIds: readonly string[]) => Promise<string>
}

/** What a person says of a line that is a part of these payments. */
export function refunding({ lineId, version }: LineOf, ...orderIds: readonly string[]) {
  const body = { version, verdict: 'refunded', orderIds, reason: refundReason }
  return { params: { lineId }, body }
}

/** Calls on a company's own database, with one account of its own. */
export async function refundCalls(company: Company): Promise<RefundCalls> {
  const calls = await bankCalls(company)
  const accountId = await calls.account()
  const third = await hire(company, { role: 'finance' })
  const bring = statementsOf(company, calls)
  const linesOf = async () => {
    const read = await calls.bank.good(third, 'bank.lines', { query: { accountId } })
    // The contract was checked with the answer.
    return (read as { items: AnsweredLine[] }).items
  }
  return {
    calls,
    accountId,
    third,
    bring,
    linesOf,
    comesIn: async (minor, more = {}) => {
      await bring({ ref: `IN-${minor}`, amount: decimal(minor), side: 'CRDT', ...more })
      const line = (await linesOf()).find(
        (each) => each.direction === 'in' && each.amount.minor === String(minor),
      )
      if (!line) throw new Error('no such line')
      return line
    },
    paidRebate: async (minor) => {
      const { orderIds, numbers } = await calls.sent(accountId, minor)
      const [orderId = ''] = orderIds
      const details = paymentDetails('08', { id: numbers[0] ?? '' })
      await bring({ amount: decimal(BigInt(minor)), ref: orderId.slice(-8), details })
      const [row] = await calls.pay.sql('select request_id from payments.order where id = $1', [orderId])
      return { orderId, requestId: String(row?.['request_id']) }
    },
    answered: (line, ...orderIds) =>
      calls.bank.good(calls.pay.checker, 'bank.answer_line', refunding(line, ...orderIds)),
    codeOf: (line, ...orderIds) =>
      calls.bank.codeOf(calls.pay.checker, 'bank.answer_line', refunding(line, ...orderIds)),
  }
}

/** Statements of one account that follow one another. */
function statementsOf(company: Company, calls: BankCalls): RefundCalls['bring'] {
  let count = 0
  let balance = 900_000_000n
  return async (...entries) => {
    const opening = balance
    for (const { amount, side } of entries) {
      const minor = BigInt(amount.replace('.', ''))
      balance += side === 'CRDT' ? minor : -minor
    }
    const dated = entries.map((entry) => ({ day: todayOf(company), ...entry }))
    const one = { id: `R-${++count}`, opening: decimal(opening), closing: decimal(balance) }
    await calls.bring('bank.import_statement', camtFile('08', [{ ...one, entries: dated }]))
  }
}
