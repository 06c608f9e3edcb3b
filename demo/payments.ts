import type { Instant, LocalDate } from '../src/kernel/time.ts'
import type { PlannedBenefit } from './types.ts'

/** An account of the sample company that pays; its number is invented, as are the banks. */
export type PlanOwnAccount = {
  readonly key: string
  readonly entity: string
  readonly bank: string
  readonly number: string
  readonly cnaps: string
  readonly form: 'pain001' | 'example_workbook' | 'example_small_csv'
  /** Who put it on record, and who verified it; without the second it waits for somebody. */
  readonly statedBy: string
  readonly verifiedBy?: string
}

/** The accounts from which benefits and claims are paid; the last one waits for its second person. */
export const ownAccounts: readonly PlanOwnAccount[] = [
  {
    key: 'own-sh-benefits',
    entity: 'ent-sh',
    bank: '示例银行上海浦东支行',
    number: '3100000000008801',
    cnaps: '100000000031',
    form: 'pain001',
    statedBy: 'gao-yun',
    verifiedBy: 'lin-xiao',
  },
  {
    key: 'own-sh-second',
    entity: 'ent-sh',
    bank: '演示银行上海分行',
    number: '3100000000006602',
    cnaps: '200000000031',
    form: 'example_workbook',
    statedBy: 'gao-yun',
    verifiedBy: 'lin-xiao',
  },
  {
    key: 'own-sz-claims',
    entity: 'ent-sz',
    bank: '示例银行苏州工业园区支行',
    number: '3205000000007705',
    cnaps: '100000000032',
    form: 'pain001',
    statedBy: 'gao-yun',
    verifiedBy: 'lin-xiao',
  },
  {
    key: 'own-sz',
    entity: 'ent-sz',
    bank: '示例银行苏州工业园区支行',
    number: '3205000000004403',
    cnaps: '100000000032',
    form: 'example_small_csv',
    statedBy: 'gao-yun',
  },
]

/** Whoever makes the orders of the sample, checks them, and sends them to the bank. */
export const payers = { maker: 'gao-yun', checker: 'ding-rui', cashier: 'ding-rui' } as const

/** The accounts that pay in the history: rebates and claims of the sales company, claims of the maker. */
export const payingAccounts = ['own-sh-benefits', 'own-sz-claims'] as const

/** What the account held when the history begins, in minor units. */
export const openingMinor = 300_000_000n

/** What the bank takes for a batch. */
export const feeMinor = 1_500n

/** What becomes of one of the latest payment orders, and why. */
export type OrderEnd =
  | 'paid'
  | 'failed'
  | 'returned'
  | 'unknown'
  | 'sent'
  | 'paid_unseen'
  | 'checked'
  | 'prepared'
  | 'stopped'
  | 'unordered'

/**
 * The ends of the latest orders, oldest first: what left in the last batch but one, in the last one, and what
 * has not left yet. Every state of a payment order is among them; of the last ones nobody has made an order.
 */
export const latestEnds: readonly OrderEnd[] = [
  'paid',
  'paid',
  'failed',
  'returned',
  'unknown',
  'paid',
  'sent',
  'paid_unseen',
  'checked',
  'checked',
  'prepared',
  'prepared',
  'stopped',
  'unordered',
  'unordered',
  'unordered',
  'unordered',
]

/** How many days before the sample was begun each thing was done. */
export const daysBefore = { older: 9, returned: 6, statement: 3, newer: 2, open: 1 } as const

/** A part of a rebate that its customer sends back: what the bank shows, and what finance says of it. */
export const refund = {
  minor: 30_000n,
  remark: '三季度返利多付，退还差额',
  reason: '客户复核三季度对账单，一张退货单未扣，退还多付差额，附客户函 2026-11 第 3 号',
} as const

/** When a planned benefit was to be paid; undefined where money is no part of its course. */
export function payDayOf({ steps }: Pick<PlannedBenefit, 'steps'>): Instant | undefined {
  return steps.find(({ verb }) => verb === 'pay')?.at
}

/** A movement of an account as its bank shows it. */
export type PlanMovement = {
  readonly on: LocalDate
  /** Positive for what came in. */
  readonly minor: bigint
  readonly party: string
  readonly account: string
  readonly remark: string
  /** Our number of the payment, where the bank hands it back. */
  readonly number: string
}

const headings = [
  '交易日期',
  '借方发生额',
  '贷方发生额',
  '余额',
  '对方户名',
  '对方账号',
  '摘要',
  '流水号',
  '客户业务编号',
]

/** A statement as Chinese banks export it: the account above, a row a movement, the balance after each. */
export function statementTable(
  account: string,
  opening: bigint,
  movements: readonly PlanMovement[],
): { readonly text: string; readonly closing: bigint } {
  let balance = opening
  const rows = movements.map(({ on, minor, party, account: other, remark, number }, i) => {
    balance += minor
    const [debit, credit] = minor < 0n ? [yuan(-minor), ''] : ['', yuan(minor)]
    const reference = `${on.replaceAll('-', '')}${String(i + 1).padStart(4, '0')}`
    return [on, debit, credit, yuan(balance), party, other, remark, reference, number]
  })
  const lines = [['账号：', account], headings, ...rows]
  return { text: lines.map((cells) => `${cells.join(',')}\r\n`).join(''), closing: balance }
}

/** What the bank answers to a batch: a row for each payment, with its own word. */
export function resultTable(
  rows: readonly {
    readonly number: string
    readonly account: string
    readonly party: string
    readonly minor: bigint
    readonly word: '成功' | '失败' | '处理中'
    readonly reason?: string
  }[],
): string {
  const lines = rows.map(({ number, account, party, minor, word, reason = '' }) =>
    [number, account, party, yuan(minor), word, reason].join(','),
  )
  return ['客户业务编号,收款账号,收款户名,金额,处理状态,失败原因', ...lines, ''].join('\r\n')
}

function yuan(minor: bigint): string {
  return `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`
}
