import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { systemActor } from '../../src/platform/act/actor.ts'
import { monotonicMs, pause } from '../../src/platform/clock.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import { processesIn } from '../../src/platform/postgres/process.ts'
import { bankCalls } from '../setup/bank-calls.ts'
import { companyOn, type Company } from '../setup/company-on.ts'
import { embeddedCompanyDatabase, type OwnDatabase } from '../setup/own-database.ts'
import { brokenOff } from './broken-off.ts'
import { atLeast, atMost, type Gate, type GateLine, type GateOptions } from './gate.ts'
import { payerOf, payOn, type Answered, type Payer, type Work } from './payers.ts'
import { provePayments, toLines, type Wrongs } from './payments-proof.ts'
import { randomFrom } from './seeded-log.ts'

const payersMax = 8

/**
 * G1: crash of the database. Eight payers file benefits, make and check orders, send them and take in what
 * the bank says, while the server and all its children are killed again and again; each asks with one key
 * until it is answered. What was answered is there and nothing is there twice; after each kill nothing is
 * paid twice, above what is owed or without approval, and the books agree with the register.
 */
export const gate: Gate = { name: 'kills', rounds: 150, run: killsWithOwnServer }

/** Kills a server of its own so many times. */
export async function killsWithOwnServer(options: GateOptions): Promise<GateLine[]> {
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

async function killsOn(own: OwnDatabase, options: GateOptions): Promise<GateLine[]> {
  const company = await companyOn(own.fresh)
  const calls = await bankCalls(company)
  try {
    // All of them are there before anything dies.
    const payers: Payer[] = []
    for (let n = 0; n < payersMax; n++) payers.push(await payerOf(calls, n))
    const answered: Answered = { coupons: [], orders: new Map(), checked: [], ends: new Map(), refused: [] }
    const work: Work = { company, calls, answered, state: { isOver: false } }
    const paying = payers.map((payer) => payOn(work, payer))
    const { recoveries, worst } = await kill(own, options, work)
    work.state.isOver = true
    await Promise.all(paying)
    keepWorst(worst, await wrongsNow(company))
    return [
      ...(await judged(company, answered)),
      ...toLines('G1', worst),
      ...figuresOf(answered, recoveries, options.rounds),
    ]
  } finally {
    calls.close()
  }
}

/** For how long a kill waits for a payment on a slow machine; without one by then the payers stand still. */
const idleMsMax = 60_000

type Killed = { readonly recoveries: readonly number[]; readonly worst: Map<string, number> }

/**
 * Kills server and children at random moments and starts it again; gives the milliseconds of each recovery,
 * and the worst of what was found after one. Between two kills at least one payment comes to its end, however
 * slow the machine: a server that is killed before anybody was answered proves nothing.
 */
async function kill(
  own: OwnDatabase,
  { rounds, seed, say }: GateOptions,
  { company, answered: { ends } }: Work,
): Promise<Killed> {
  const random = randomFrom(seed)
  const recoveries: number[] = []
  const worst = new Map<string, number>()
  while (recoveries.length < rounds) {
    const [before, began] = [ends.size, monotonicMs()]
    await pause(200 + Math.floor(random() * 1_300))
    while (ends.size === before && monotonicMs() - began < idleMsMax) await pause(20)
    for (const pid of processesIn(own.server.place.cluster)) tryToKill(pid)
    const since = monotonicMs()
    while (!(await own.server.revive())) await pause(20)
    recoveries.push(monotonicMs() - since)
    keepWorst(worst, await wrongsNow(company))
    if (recoveries.length % 25 === 0) say(`kills: ${String(recoveries.length)} of ${String(rounds)}`)
  }
  return { recoveries, worst }
}

function tryToKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself meanwhile.
  }
}

function keepWorst(worst: Map<string, number>, wrongs: Wrongs): void {
  for (const [name, count] of wrongs) worst.set(name, Math.max(count, worst.get(name) ?? 0))
}

/** Asks until a connection holds: those of before the kill are gone. */
async function wrongsNow({ world }: Company): Promise<Wrongs> {
  for (;;) {
    const wrongs = await readOnly(world.pool, [systemActor], provePayments).catch(brokenOff)
    if (wrongs) return wrongs
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
    const states = new Map(orders.map((order) => [order.id, order.state]))
    const couponCounts = new Map(coupons.map(({ mark, count }) => [mark, count]))
    const lost = [
      ...answered.coupons.filter((mark) => !couponCounts.has(mark)),
      ...[...answered.orders.values()].filter((id) => !states.has(id)),
      ...answered.checked.filter((id) => states.get(id) === 'prepared'),
      ...[...answered.ends].filter(([id, end]) => states.get(id) !== end),
    ]
    const marks = orders.map(({ mark }) => mark)
    const twice = coupons.filter(({ count }) => count > 1n).length + (marks.length - new Set(marks).size)
    return [
      atMost('G1 answered writes that are not there', lost.length, 0, 'writes'),
      atMost('G1 benefits and orders that stand twice', twice, 0, 'writes'),
      atMost('G1 payments that were refused at first', answered.refused.length, 0, 'writes'),
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
    atLeast('G1 payments that came to their end', answered.ends.size, rounds, 'kinds'),
    atMost('G1 recovery at the median', Math.round(median), 5_000, 'ms'),
    atMost('G1 longest recovery', Math.round(sorted.at(-1) ?? 0), 30_000, 'ms'),
  ]
}
