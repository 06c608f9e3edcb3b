import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { monotonicMs, pause } from '../../src/platform/clock.ts'
import { processesIn } from '../../src/platform/postgres/process.ts'
import { companyOn } from '../setup/company-on.ts'
import { embeddedCompanyDatabase, type OwnDatabase } from '../setup/own-database.ts'
import { atLeast, atMost, type Gate, type GateLine, type GateOptions } from './gate.ts'
import { judgePayers, proveAgain, untilOneEnds, type Worst } from './payers-judged.ts'
import { payOn, workOf, type Answered, type Work } from './payers.ts'
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
  const [work, payers] = await workOf(await companyOn(own.fresh), 'kill', payersMax)
  try {
    const paying = payers.map((payer) => payOn(work, payer))
    const { recoveries, worst } = await kill(own, options, work)
    work.state.isOver = true
    await Promise.all(paying)
    await proveAgain(work, worst)
    return [
      ...(await judgePayers('G1', work, worst)),
      ...figuresOf(work.answered, recoveries, options.rounds),
    ]
  } finally {
    work.calls.close()
  }
}

type Killed = { readonly recoveries: readonly number[]; readonly worst: Worst }

/**
 * Kills server and children at random moments and starts it again; gives the milliseconds of each recovery,
 * and the worst of what was found after one. Between two kills at least one payment comes to its end, however
 * slow the machine: a server that is killed before anybody was answered proves nothing.
 */
async function kill(own: OwnDatabase, { rounds, seed, say }: GateOptions, work: Work): Promise<Killed> {
  const random = randomFrom(seed)
  const recoveries: number[] = []
  const worst: Worst = new Map()
  while (recoveries.length < rounds) {
    const before = work.answered.ends.size
    await pause(200 + Math.floor(random() * 1_300))
    await untilOneEnds(work, before)
    for (const pid of processesIn(own.server.place.cluster)) tryToKill(pid)
    const since = monotonicMs()
    while (!(await own.server.revive())) await pause(20)
    recoveries.push(monotonicMs() - since)
    await proveAgain(work, worst)
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
