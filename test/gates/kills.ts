import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { booksBehind } from '../../src/app/booking.ts'
import { proveBooks } from '../../src/modules/ledger/index.ts'
import { checkOrder, prepareOrder } from '../../src/modules/payments/index.ts'
import { submitCommand } from '../../src/modules/requests/index.ts'
import { actAlone } from '../../src/platform/act/act.ts'
import { systemActor, type Actor } from '../../src/platform/act/actor.ts'
import type { Command } from '../../src/platform/act/command.ts'
import { monotonicMs, pause } from '../../src/platform/clock.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import { processesIn } from '../../src/platform/postgres/process.ts'
import { companyOn, testNow, type Company } from '../setup/company-on.ts'
import { embeddedCompanyDatabase, type OwnDatabase } from '../setup/own-database.ts'
import { paymentCalls, type PaymentCalls } from '../setup/payment-calls.ts'
import { brokenOff } from './broken-off.ts'
import { atLeast, atMost, type Gate, type GateLine, type GateOptions } from './gate.ts'
import { couponOf } from './marked-coupon.ts'
import { randomFrom } from './seeded-log.ts'

const writers = 8
const orderMinor = '100'

/**
 * G1: crash of the database. Eight writers file benefits and make and check payment orders while the server
 * and all its children are killed again and again; each asks with one key until it is answered. What was
 * answered is there, nothing is there twice, no more is ordered than is payable, and the books agree with
 * the register.
 */
export const gate: Gate = { name: 'kills', rounds: 150, run: withOwnServer }

async function withOwnServer(options: GateOptions): Promise<GateLine[]> {
  const folder = mkdtempSync(join(tmpdir(), 'aboveboard-kills-'))
  // The server's ordinary user must be able to walk in when the gate runs as root.
  chmodSync(folder, 0o711)
  const own = await embeddedCompanyDatabase(folder)
  try {
    return await killsOn(own, options)
  } finally {
    await own.close()
    rmSync(own.server.place.home, { recursive: true, force: true })
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Kills the server of a database of its own so many times. */
async function killsOn(own: OwnDatabase, options: GateOptions): Promise<GateLine[]> {
  const company = await companyOn(own.fresh)
  const calls = await paymentCalls(company)
  try {
    // Each writer pays from a rebate of its own, approved before anything dies.
    const rebates: string[] = []
    for (let i = 0; i < writers; i++) rebates.push(await calls.approvedRebate('1200000'))
    const answered: Answered = { coupons: [], orders: new Map(), checked: [] }
    const state = { isOver: false }
    const work = { company, calls, answered, state }
    const writing = rebates.map((requestId, writer) => write(work, writer, requestId))
    const recoveries = await kill(own, options, () => answered.checked.length)
    state.isOver = true
    await Promise.all(writing)
    return [...(await judged(company, answered)), ...figuresOf(answered, recoveries, options.rounds)]
  } finally {
    calls.close()
  }
}

type Answered = {
  readonly coupons: string[]
  /** The order that was answered, by the purpose under which it was asked for. */
  readonly orders: Map<string, string>
  readonly checked: string[]
}

type Work = {
  readonly company: Company
  readonly calls: PaymentCalls
  readonly answered: Answered
  readonly state: { isOver: boolean }
}

/** For how long a kill waits for an order on a slow machine; without one by then the writers stand still. */
const idleMsMax = 60_000

/**
 * Kills server and children at random moments and starts it again; gives the milliseconds of each recovery.
 * Between two kills at least one order is made and checked, however slow the machine: a server that is killed
 * before anybody was answered proves nothing.
 */
async function kill(
  own: OwnDatabase,
  { rounds, seed, say }: GateOptions,
  checked: () => number,
): Promise<number[]> {
  const random = randomFrom(seed)
  const recoveries: number[] = []
  while (recoveries.length < rounds) {
    const [before, began] = [checked(), monotonicMs()]
    await pause(200 + Math.floor(random() * 1_300))
    while (checked() === before && monotonicMs() - began < idleMsMax) await pause(20)
    for (const pid of processesIn(own.server.place.cluster)) tryToKill(pid)
    const since = monotonicMs()
    while (!(await own.server.revive())) await pause(20)
    recoveries.push(monotonicMs() - since)
    if (recoveries.length % 25 === 0) say(`kills: ${String(recoveries.length)} of ${String(rounds)}`)
  }
  return recoveries
}

function tryToKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself meanwhile.
  }
}

async function write(work: Work, writer: number, requestId: string): Promise<void> {
  const { company, calls, answered, state } = work
  const { newId, requests, rounds } = company.world
  const deps = { newId, requests, rounds }
  for (let n = 0; !state.isOver; n++) {
    const mark = `kill-${String(writer)}-${String(n)}`
    const coupon = { proposal: couponOf(mark) }
    await until(work, submitCommand(requests), company.actor('sales'), `${mark}-coupon`, coupon)
    answered.coupons.push(mark)
    const asked = { requestId, minor: orderMinor, purpose: mark }
    const order = await until(work, prepareOrder(deps), calls.maker, `${mark}-order`, asked)
    if (order === undefined) continue
    answered.orders.set(mark, order.orderId)
    const checking = { orderId: order.orderId, version: order.version }
    const checked = await until(work, checkOrder(deps), calls.checker, `${mark}-check`, checking)
    if (checked !== undefined) answered.checked.push(order.orderId)
  }
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

type Counted = { readonly mark: string; readonly count: bigint }

async function judged(company: Company, answered: Answered): Promise<GateLine[]> {
  return readOnly(company.world.pool, [systemActor], async (tx) => {
    const coupons = await tx.sql<Counted>(
      `select reason as mark, count(*) as count
from requests.request where reason like 'kill-%' group by reason`,
    )
    const orders = await tx.sql<{ id: string; mark: string; state: string }>(
      "select id, purpose as mark, state from payments.order where purpose like 'kill-%'",
    )
    const over = await tx.sql(
      `select id from payments.payable
where ordered_minor > payable_minor
or ordered_minor <> coalesce((
  select sum(minor) from payments.order as made
  where made.benefit_id = payable.id and made.state not in ('failed', 'returned', 'stopped')), 0)`,
    )
    const proof = await proveBooks(tx, booksBehind, () => true)
    const there = new Map(orders.map((order) => [order.id, order]))
    const couponCounts = new Map(coupons.map(({ mark, count }) => [mark, count]))
    const lost = [
      ...answered.coupons.filter((mark) => !couponCounts.has(mark)),
      ...[...answered.orders.values()].filter((id) => !there.has(id)),
      ...answered.checked.filter((id) => there.get(id)?.state !== 'checked'),
    ]
    const marks = orders.map(({ mark }) => mark)
    const twice = coupons.filter(({ count }) => count > 1n).length + (marks.length - new Set(marks).size)
    return [
      atMost('G1 answered writes that are not there', lost.length, 0, 'writes'),
      atMost('G1 benefits and orders that stand twice', twice, 0, 'writes'),
      atMost('G1 benefits of which more is ordered than is payable', over.length, 0, 'benefits'),
      atMost('G1 entries of the books that do not add up', proof.broken.length, 0, 'entries'),
      atMost('G1 benefits in which the books differ', proof.apart.length, 0, 'benefits'),
    ]
  })
}

function figuresOf(answered: Answered, recoveries: readonly number[], rounds: number): GateLine[] {
  const sorted = recoveries.toSorted((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0
  return [
    atLeast('G1 kills of the database', recoveries.length, rounds, 'kills'),
    atLeast('G1 answered coupons', answered.coupons.length, rounds, 'kinds'),
    atLeast('G1 orders made and checked', answered.checked.length, rounds, 'kinds'),
    atMost('G1 recovery at the median', Math.round(median), 5_000, 'ms'),
    atMost('G1 longest recovery', Math.round(sorted.at(-1) ?? 0), 30_000, 'ms'),
  ]
}
