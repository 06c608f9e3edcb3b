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
import { actAlone, type Door } from '../../src/platform/act/act.ts'
import type { Actor } from '../../src/platform/act/actor.ts'
import type { Command } from '../../src/platform/act/command.ts'
import { pause } from '../../src/platform/clock.ts'
import { bankCalls, todayOf, type BankCalls } from '../setup/bank-calls.ts'
import { bankDeps } from '../setup/bank-deps.ts'
import { camtFile, ourAccount, paymentDetails } from '../setup/bank-files.ts'
import type { Company } from '../setup/company-on.ts'
import { brokenOff } from './broken-off.ts'
import { couponOf } from './marked-coupon.ts'
import { cameIn, sendBack } from './payers-refunds.ts'

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
  /** The orders of which a part came back. */
  readonly refunds: string[]
  /** The first calls of something that were refused. */
  readonly refused: string[]
}

/** A company at work until it is over. */
export type Work = {
  readonly company: Company
  readonly calls: BankCalls
  /** The door through which payers act. */
  readonly door: Door
  /** With this begins the mark of all that they ask for. */
  readonly name: string
  /** Undefined for a fault after which the same key asks again; another one is thrown. */
  readonly onFault: (fault: unknown) => undefined
  /** What happens before each step of a payment. */
  readonly between: () => void
  readonly answered: Answered
  readonly state: { isOver: boolean }
}

/** Payers at work behind the door of their company, and their payers; they begin with `payOn`. */
export async function workOf(company: Company, name: string, count: number): Promise<[Work, Payer[]]> {
  const calls = await bankCalls(company)
  // All of them are there before anything dies.
  const payers: Payer[] = []
  for (let n = 0; n < count; n++) payers.push(await payerOf(calls, n))
  const answered: Answered = {
    coupons: [],
    orders: new Map(),
    checked: [],
    ends: new Map(),
    refunds: [],
    refused: [],
  }
  const { door } = company.world
  const undisturbed = { onFault: brokenOff, between: () => undefined }
  return [{ company, calls, door, name, ...undisturbed, answered, state: { isOver: false } }, payers]
}

/** The `n`th payer, with its rebate approved and its account verified. */
async function payerOf(calls: BankCalls, n: number): Promise<Payer> {
  const number = `${ourAccount.slice(0, -1)}${String(n)}`
  const requestId = await calls.pay.approvedRebate('1200000')
  return { n, requestId, accountId: await calls.account({ number }), number }
}

/**
 * Files benefits and pays until it is over. Everything is asked for with one key until it is answered; what
 * brings a payment on is then asked for once more under another key, as somebody does who did not hear.
 */
export async function payOn(work: Work, payer: Payer): Promise<void> {
  const { company, answered, state, name } = work
  for (let n = 0; !state.isOver; n++) {
    const mark = `${name}-${String(payer.n)}-${String(n)}`
    const coupon = { proposal: couponOf(mark) }
    await until(work, submitCommand(company.world.requests), company.actor('sales'), `${mark}-coupon`, coupon)
    answered.coupons.push(mark)
    await payOnce(work, payer, { mark, end: endOf(n) })
  }
}

/** Makes one payment of a payer and brings it to its end. */
export async function payOnce(work: Work, payer: Payer, { mark, end }: Payment): Promise<void> {
  const orderId = await checkedOrder(work, payer, mark)
  if (orderId !== undefined) await leave(work, payer, { mark, end, orderId })
}

async function checkedOrder(work: Work, { requestId }: Payer, mark: string): Promise<string | undefined> {
  const { company, calls, answered } = work
  const deps = bankDeps(company.world)
  work.between()
  const { maker, checker } = calls.pay
  const asked = { requestId, minor: '100', purpose: mark }
  const order = await until(work, prepareOrder(deps), maker, `${mark}-order`, asked)
  if (order === undefined) return undefined
  const { orderId, version } = order
  answered.orders.set(mark, orderId)
  work.between()
  const checked = await until(work, checkOrder(deps), checker, `${mark}-check`, { orderId, version })
  if (checked === undefined) return undefined
  answered.checked.push(orderId)
  return orderId
}

/**
 * What the bank says of an order at first, what becomes of it once its statement is there, and whether a
 * part of it comes back then.
 */
const ends = [
  { says: '成功', becomes: 'paid', comesBack: true },
  { says: '失败', becomes: 'failed', comesBack: false },
  { says: '处理中', becomes: 'paid', comesBack: false },
] as const

type End = (typeof ends)[number]

/** Each end in its turn. */
export function endOf(n: number): End {
  return ends[n % ends.length] ?? ends[0]
}

/** A payment by the mark that tells it apart, with what becomes of it. */
type Payment = { readonly mark: string; readonly end: End }

/** Sends an order, takes in what the bank says of it, and then the statement that shows it. */
async function leave(
  work: Work,
  payer: Payer,
  { mark, orderId, end }: Payment & { readonly orderId: string },
): Promise<void> {
  const deps = bankDeps(work.company.world)
  work.between()
  // The bank pays on the day that it was told, whatever our clock says afterwards.
  const today = todayOf(work.company)
  const { accountId } = payer
  const batch = { accountId, orderIds: [orderId], executeOn: today }
  await askTwice(work, makeBatch(deps), { key: `${mark}-batch`, body: batch })
  work.between()
  const id = bankNumber(orderId)
  const results = fileOf(work, payer, `客户业务编号,金额,处理状态\r\n${id},1.00,${end.says}\r\n`)
  await askTwice(work, importResults(deps, results.files), { key: `${mark}-results`, body: results.body })
  if (end.becomes === 'paid') {
    work.between()
    await show(work, payer, { mark, orderId, day: today })
  }
  work.answered.ends.set(orderId, end.becomes)
  if (!end.comesBack) return
  work.between()
  await sendBack(work, orderId, mark)
}

type Shown = { readonly mark: string; readonly orderId: string; readonly day: string }

/** Takes in the statement on which the bank shows a payment. */
async function show(work: Work, payer: Payer, { mark, orderId, day }: Shown): Promise<void> {
  const paid = { amount: '1.00', day, details: paymentDetails('08', { id: bankNumber(orderId) }) }
  // As much comes in as goes out: whatever the order of days, each statement follows another.
  const incoming = cameIn.map((amount) => {
    const details = paymentDetails('08', { id: `${amount} ${mark}`, name: '一家客户' })
    return { amount, day, side: 'CRDT' as const, details }
  })
  const entries = [paid, ...incoming]
  const shown = { id: mark, account: payer.number, opening: '9.00', closing: '9.00', entries }
  const { files, body } = fileOf(work, payer, camtFile('08', [shown]))
  const command = importStatement(bankDeps(work.company.world), files)
  await askTwice(work, command, { key: `${mark}-statement`, body })
  if (todayOf(work.company) >= day) return
  // By a clock that was put back its day is still to come: it is held, and brought in again on that day.
  work.company.clock.set(`${day}T04:00:00.000Z`)
  await askTwice(work, command, { key: `${mark}-statement-later`, body })
}

function fileOf({ calls: { entityId } }: Work, { accountId }: Payer, content: string | Uint8Array) {
  const bytes = Buffer.from(content)
  const digest = hash('sha256', bytes)
  return { files: new Map([[digest, bytes]]), body: { entityId, digest, name: 'bank', account: accountId } }
}

/** What is asked for, by whom: by the maker of payments, where nobody else is named. */
type Asking<Body> = { readonly key: string; readonly body: Body; readonly actor?: Actor }

/** Asks with one key until there is an answer, and then once more under another. */
export async function askTwice<Body, State, Answer>(
  work: Work,
  command: Command<Body, State, Answer>,
  { key, body, actor = work.calls.pay.maker }: Asking<Body>,
): Promise<void> {
  if ((await until(work, command, actor, key, body)) === undefined) work.answered.refused.push(key)
  await until(work, command, actor, `${key}-again`, body)
}

/** Asks with one key until there is an answer; undefined where the answer is a business "no". */
async function until<Body, State, Answer>(
  { company, door, onFault }: Work,
  command: Command<Body, State, Answer>,
  actor: Actor,
  key: string,
  body: Body,
): Promise<Answer | undefined> {
  const call = { key, actor: { ...actor, hasFreshFactor: true }, body, at: company.world.now() }
  for (;;) {
    const outcome = await actAlone(door, command, call).catch(onFault)
    if (outcome?.kind === 'done') return outcome.answer
    if (outcome && outcome.kind !== 'in_progress') return undefined
    await pause(20)
  }
}
