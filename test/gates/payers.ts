import { hash } from 'node:crypto'
import {
  bankNumber,
  checkOrder,
  importResults,
  importStatement,
  makeBatch,
  prepareOrder,
} from '../../src/modules/payments/index.ts'
import { submitCommand } from '../../src/modules/requests/index.ts'
import { actAlone } from '../../src/platform/act/act.ts'
import type { Actor } from '../../src/platform/act/actor.ts'
import type { Command } from '../../src/platform/act/command.ts'
import { pause } from '../../src/platform/clock.ts'
import { todayOf, type BankCalls } from '../setup/bank-calls.ts'
import { bankDeps } from '../setup/bank-deps.ts'
import { camtFile, ourAccount, paymentDetails } from '../setup/bank-files.ts'
import { testNow, type Company } from '../setup/company-on.ts'
import { brokenOff } from './broken-off.ts'
import { couponOf } from './marked-coupon.ts'

/** Who pays parts of a rebate of its own from an account of its own. */
export type Payer = {
  readonly n: number
  readonly requestId: string
  readonly accountId: string
  readonly number: string
}

/** What payers were told, each thing by its mark or its order. */
export type Answered = {
  readonly coupons: string[]
  /** The order that was answered, by the purpose under which it was asked for. */
  readonly orders: Map<string, string>
  readonly checked: string[]
  /** What became of an order. */
  readonly ends: Map<string, 'paid' | 'failed'>
  /** The first calls of something that were refused. */
  readonly refused: string[]
}

/** A company at work until it is over. */
export type Work = {
  readonly company: Company
  readonly calls: BankCalls
  readonly answered: Answered
  readonly state: { isOver: boolean }
}

/** The `n`th payer, with its rebate approved and its account verified. */
export async function payerOf(calls: BankCalls, n: number): Promise<Payer> {
  const number = `${ourAccount.slice(0, -1)}${String(n)}`
  const requestId = await calls.pay.approvedRebate('1200000')
  return { n, requestId, accountId: await calls.account({ number }), number }
}

/**
 * Files benefits and pays until it is over. Everything is asked for with one key until it is answered; what
 * brings a payment on is then asked for once more under another key, as somebody does who did not hear.
 */
export async function payOn(work: Work, payer: Payer): Promise<void> {
  const { company, answered, state } = work
  for (let n = 0; !state.isOver; n++) {
    const mark = `kill-${String(payer.n)}-${String(n)}`
    const coupon = { proposal: couponOf(mark) }
    await until(work, submitCommand(company.world.requests), company.actor('sales'), `${mark}-coupon`, coupon)
    answered.coupons.push(mark)
    const orderId = await checkedOrder(work, payer, mark)
    if (orderId !== undefined) await leave(work, payer, { mark, orderId, end: ends[n % ends.length] })
  }
}

async function checkedOrder(work: Work, { requestId }: Payer, mark: string): Promise<string | undefined> {
  const { company, calls, answered } = work
  const deps = bankDeps(company.world)
  const { maker, checker } = calls.pay
  const asked = { requestId, minor: '100', purpose: mark }
  const order = await until(work, prepareOrder(deps), maker, `${mark}-order`, asked)
  if (order === undefined) return undefined
  const { orderId, version } = order
  answered.orders.set(mark, orderId)
  const checked = await until(work, checkOrder(deps), checker, `${mark}-check`, { orderId, version })
  if (checked === undefined) return undefined
  answered.checked.push(orderId)
  return orderId
}

/** What the bank says of an order at first, and what becomes of it once its statement is there. */
const ends = [
  { says: '成功', becomes: 'paid' },
  { says: '失败', becomes: 'failed' },
  { says: '处理中', becomes: 'paid' },
] as const

type Leaving = {
  readonly mark: string
  readonly orderId: string
  readonly end: (typeof ends)[number] | undefined
}

/** Sends an order, takes in what the bank says of it, and then the statement that shows it. */
async function leave(work: Work, payer: Payer, { mark, orderId, end = ends[0] }: Leaving): Promise<void> {
  const deps = bankDeps(work.company.world)
  const today = todayOf(work.company)
  const { accountId, number } = payer
  const batch = { accountId, orderIds: [orderId], executeOn: today }
  await askTwice(work, makeBatch(deps), `${mark}-batch`, batch)
  const id = bankNumber(orderId)
  const results = fileOf(work, payer, `客户业务编号,金额,处理状态\r\n${id},1.00,${end.says}\r\n`)
  await askTwice(work, importResults(deps, results.files), `${mark}-results`, results.body)
  if (end.becomes === 'paid') {
    const entry = { amount: '1.00', day: today, details: paymentDetails('08', { id }) }
    const shown = { id: mark, account: number, opening: '9.00', closing: '8.00', entries: [entry] }
    const statement = fileOf(work, payer, camtFile('08', [shown]))
    await askTwice(work, importStatement(deps, statement.files), `${mark}-statement`, statement.body)
  }
  work.answered.ends.set(orderId, end.becomes)
}

function fileOf({ calls: { entityId } }: Work, { accountId }: Payer, content: string | Uint8Array) {
  const bytes = Buffer.from(content)
  const digest = hash('sha256', bytes)
  return { files: new Map([[digest, bytes]]), body: { entityId, digest, name: 'bank', account: accountId } }
}

async function askTwice<Body, State, Answer>(
  work: Work,
  command: Command<Body, State, Answer>,
  key: string,
  body: Body,
): Promise<void> {
  const { maker } = work.calls.pay
  if ((await until(work, command, maker, key, body)) === undefined) work.answered.refused.push(key)
  await until(work, command, maker, `${key}-again`, body)
}

/** Asks with one key until there is an answer; undefined where the answer is a business "no". */
async function until<Body, State, Answer>(
  { company }: Work,
  command: Command<Body, State, Answer>,
  actor: Actor,
  key: string,
  body: Body,
): Promise<Answer | undefined> {
  for (;;) {
    const call = { key, actor: { ...actor, hasFreshFactor: true }, body, at: testNow }
    const outcome = await actAlone(company.world.door, command, call).catch(brokenOff)
    if (outcome?.kind === 'done') return outcome.answer
    if (outcome && outcome.kind !== 'in_progress') return undefined
    await pause(20)
  }
}
