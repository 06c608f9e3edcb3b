import { homeZone } from '../../src/app/world.ts'
import { dayIn } from '../../src/kernel/time.ts'
import { readBankXml, child, children, textAt } from '../../src/modules/payments/bank/bank-xml.ts'
import type { Transfer } from '../../src/modules/payments/bank/transfer.ts'
import { bankRoutes } from '../../src/modules/payments/bank/routes.ts'
import { isRefusal } from '../../src/kernel/refusal.ts'
import type { Actor } from '../../src/platform/act/actor.ts'
import { bankDeps } from './bank-deps.ts'
import { ourAccount } from './bank-files.ts'
import type { Company } from './company-on.ts'
import { paymentCalls, type PaymentCalls } from './payment-calls.ts'
import { requestCalls, type Called, type RequestCalls, type Who } from './request-calls.ts'

/** Calls that know payments and what goes to banks. */
export type BankCalls = {
  readonly pay: PaymentCalls
  readonly bank: Pick<RequestCalls, 'call' | 'good' | 'codeOf'>
  readonly entityId: string
  /** An account of ours that two people put on record. */
  readonly account: (body?: object) => Promise<string>
  /** Checked orders for rebates of these amounts. */
  readonly checkedOrders: (...minors: readonly string[]) => Promise<string[]>
  /** Sends orders from an account, to be paid today or on a later day. */
  readonly send: (
    accountId: string,
    orderIds: readonly string[],
    executeOn?: string,
  ) => Promise<Record<string, unknown>>
  /** Hands a file in. */
  readonly bring: (id: string, file: string | Uint8Array, who?: Who) => Promise<Record<string, unknown>>
  readonly stateOf: (orderId: string) => Promise<string>
  readonly statesOf: (orderIds: readonly string[]) => Promise<string[]>
  /** Sends orders and reads what the bank gets; their numbers in the order of the orders. */
  readonly leave: (accountId: string, orderIds: readonly string[], executeOn?: string) => Promise<SentBatch>
  /** The same for rebates of these amounts, whose orders are checked. */
  readonly sent: (accountId: string, ...minors: readonly string[]) => Promise<SentBatch>
  readonly close: () => void
}

/** A batch that left. */
export type SentBatch = {
  readonly orderIds: readonly string[]
  readonly numbers: readonly string[]
  readonly batchId: string
  readonly files: readonly { readonly fileId: string; readonly digest: string }[]
  readonly transfers: readonly Transfer[]
}

/** The day of the tests' clock on which batches are paid. */
export function todayOf(company: Company): string {
  return dayIn(homeZone, company.world.now())
}

/** Calls on a company's own database. */
export async function bankCalls(company: Company): Promise<BankCalls> {
  const { door, pool } = company.world
  const pay = await paymentCalls(company)
  const all = requestCalls(company, bankRoutes({ ...bankDeps(company.world), door, pool }))
  // Both kinds of calls count their keys from the same beginning, and a key is one call's.
  let count = 0
  const keyed = (given: Called = {}): Called => ({ key: `bank-call-${count++}`, ...given })
  const bank: BankCalls['bank'] = {
    call: (who, id, given) => all.call(who, id, keyed(given)),
    good: (who, id, given) => all.good(who, id, keyed(given)),
    codeOf: (who, id, given) => all.codeOf(who, id, keyed(given)),
  }
  const entityId = company.founded.entities['suzhou'] ?? ''
  const upload = (file: string | Uint8Array): Called => ({
    body: { entityId },
    files: [{ name: 'bank.file', bytes: Buffer.from(file) }],
  })
  const send: BankCalls['send'] = (accountId, orderIds, executeOn = todayOf(company)) =>
    bank.good(pay.maker, 'bank.make_batch', { body: { accountId, orderIds, executeOn } })
  const checkedOrders = async (...minors: readonly string[]) => {
    const ids: string[] = []
    for (const minor of minors) {
      const orderId = await pay.prepared(await pay.approvedRebate(minor))
      await pay.checked(orderId)
      ids.push(orderId)
    }
    return ids
  }
  const columnOf = async (orderId: string, column: 'state' | 'end_to_end_id') => {
    const [row] = await pay.sql(`select ${column} as value from payments.order where id = $1`, [orderId])
    return String(row?.['value'])
  }
  const stateOf = (orderId: string) => columnOf(orderId, 'state')
  const leave: BankCalls['leave'] = async (accountId, orderIds, executeOn) => {
    // The contract was checked with the answer.
    const made: unknown = await send(accountId, orderIds, executeOn)
    const batch = made as Pick<SentBatch, 'batchId' | 'files'>
    const numbers = await Promise.all(orderIds.map((id) => columnOf(id, 'end_to_end_id')))
    const transfers = transfersIn(await bytesOf(bank, pay.maker, batch.files[0]?.fileId ?? ''))
    return { ...batch, orderIds, numbers, transfers }
  }
  return {
    pay,
    bank,
    entityId,
    account: async (body = {}) => verified({ bank, pay, entityId }, body),
    checkedOrders,
    send,
    bring: (id, file, who = pay.maker) => bank.good(who, id, upload(file)),
    stateOf,
    statesOf: (orderIds) => Promise.all(orderIds.map(stateOf)),
    leave,
    sent: async (accountId, ...minors) => leave(accountId, await checkedOrders(...minors)),
    close: () => {
      pay.close()
      all.close()
    },
  }
}

async function verified(
  { bank, pay, entityId }: Pick<BankCalls, 'bank' | 'pay' | 'entityId'>,
  body: object,
): Promise<string> {
  const stated = await bank.good(pay.maker, 'bank.state_account', {
    body: {
      entityId,
      holder: '示例医药有限公司',
      bank: '示例银行上海分行',
      number: ourAccount,
      cnaps: '100000000001',
      currency: 'CNY',
      form: 'pain001',
      ...body,
    },
  })
  const accountId = String(stated['accountId'])
  await bank.good(pay.checker, 'bank.verify_account', { params: { accountId }, body: { version: 1 } })
  return accountId
}

/** The bytes of a file of payments. */
export async function bytesOf(bank: BankCalls['bank'], who: Actor, fileId: string): Promise<Buffer> {
  const file = await bank.call(who, 'bank.batch_file', { params: { fileId } })
  if (file.kind !== 'bytes' || !Buffer.isBuffer(file.bytes)) throw new Error(JSON.stringify(file))
  return file.bytes
}

/** A pain.001 file as the bank reads it. */
function transfersIn(bytes: Buffer): Transfer[] {
  const read = readBankXml(bytes)
  if (isRefusal(read)) throw new Error(read.code)
  const information = child(read.node, 'CstmrCdtTrfInitn', 'PmtInf')
  return children(information, 'CdtTrfTxInf').map((each) => ({
    endToEndId: textAt(each, 'PmtId/EndToEndId') ?? '',
    payee: {
      holder: textAt(each, 'Cdtr/Nm') ?? '',
      number: textAt(each, 'CdtrAcct/Id/Othr/Id', 'CdtrAcct/Id/IBAN') ?? '',
      bank: {},
    },
    amount: { currency: 'CNY', minor: BigInt((textAt(each, 'Amt/InstdAmt') ?? '').replace('.', '')) },
    purpose: 'rebate',
    remark: textAt(each, 'RmtInf/Ustrd') ?? '',
  }))
}
