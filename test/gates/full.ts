import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { governedTables } from '../../src/app/governed.ts'
import { logSigner, sequenceNow, verifyLive } from '../../src/modules/audit/index.ts'
import { submitCommand } from '../../src/modules/requests/index.ts'
import { actAlone } from '../../src/platform/act/act.ts'
import { systemActor } from '../../src/platform/act/actor.ts'
import { monotonicMs, pause } from '../../src/platform/clock.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import { unavailable } from '../../src/platform/http/unavailable.ts'
import { companyOn, testNow, type Company } from '../setup/company-on.ts'
import { embeddedCompanyDatabase, type OwnDatabase } from '../setup/own-database.ts'
import { atLeast, atMost, type Gate, type GateLine, type GateOptions } from './gate.ts'
import { couponOf } from './marked-coupon.ts'
import { judgePayers, proveAgain, untilOneEnds, type Worst } from './payers-judged.ts'
import { payOn, workOf, type Work } from './payers.ts'

const diskSize = '420m'
const writers = 4
const payersMax = 2
/** How long a disk stays full. */
const fullMs = 2_500
/** Until when it must have recovered by itself. */
const recoveryMsMax = 60_000

/**
 * G4: a full disk. The disk of the database is filled to the last byte again and again while people file,
 * pay and read. Each write is stored or refused as "no room", nothing that was answered is lost, people go on
 * reading, and once there is room again it goes on by itself. Whoever pays asks with one key until there is
 * an answer; after each fill nothing is paid twice, above what is owed or without approval.
 */
export const gate: Gate = { name: 'full', rounds: 20, run: onSmallDisk }

/** True on a machine where one may mount a small disk, which most containers forbid. */
export function mayMount(): boolean {
  const disk = mkdtempSync(join(tmpdir(), 'aboveboard-mount-'))
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', disk])
  if (status === 0) spawnSync('umount', [disk])
  rmSync(disk, { recursive: true, force: true })
  return status === 0
}

/** Fills a small disk of its own so many times. */
export async function onSmallDisk(options: GateOptions): Promise<GateLine[]> {
  const disk = mkdtempSync(join(tmpdir(), 'aboveboard-full-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${diskSize},mode=711`, 'none', disk])
  if (mounted.status !== 0)
    throw new Error(`a small disk takes a machine where one may mount: ${mounted.stderr}`)
  const data = join(disk, 'data')
  mkdirSync(data)
  chmodSync(data, 0o711)
  try {
    const own = await embeddedCompanyDatabase(data)
    try {
      return await fillsOn(own, disk, options)
    } finally {
      await own.close()
    }
  } finally {
    spawnSync('umount', [disk])
    rmSync(disk, { recursive: true, force: true })
  }
}

type Seen = {
  readonly stored: string[]
  refused: number
  readonly other: string[]
  reads: number
  unread: number
  /** Calls of payers that were refused in words. */
  payments: number
}

async function fillsOn(own: OwnDatabase, disk: string, { rounds, say }: GateOptions): Promise<GateLine[]> {
  const company = await companyOn(own.fresh)
  const seen: Seen = { stored: [], refused: 0, other: [], reads: 0, unread: 0, payments: 0 }
  const [ready, payers] = await workOf(company, 'pay', payersMax)
  const work: Work = { ...ready, onFault: (fault) => heard(seen, fault) }
  const recoveries: number[] = []
  const worst: Worst = new Map()
  const state = { isOver: false, n: 0 }
  const watching = keepAlive(own, state)
  const paying = Promise.all(
    payers.map((payer) => payOn(work, payer).catch((fault: unknown) => void seen.other.push(String(fault)))),
  )
  try {
    for (let round = 0; round < rounds; round++) {
      const filler = join(disk, 'filler')
      fill(filler)
      await during(company, seen, state, fullMs)
      const before = work.answered.ends.size
      rmSync(filler)
      recoveries.push(await untilStored(company, seen, state))
      // Payments go on by themselves as well.
      await untilOneEnds(work, before)
      await proveAgain(work, worst)
      if (round % 5 === 4) say(`full: ${String(round + 1)} of ${String(rounds)}`)
    }
    work.state.isOver = true
    await paying
    await proveAgain(work, worst)
  } finally {
    work.state.isOver = true
    state.isOver = true
    await watching
    work.calls.close()
  }
  for (const text of new Set(seen.other)) say(text)
  return [
    ...(await judged(own, company, seen, { recoveries, rounds })),
    atLeast('G4 payments that came to their end', work.answered.ends.size, rounds, 'kinds'),
    atLeast('G4 calls of payers refused for want of room', seen.payments, 1, 'kinds'),
    ...(await judgePayers('G4', work, worst)),
  ]
}

/** A payer asks again after a refusal in words; another fault is a finding, and its payer stops. */
function heard(seen: Seen, fault: unknown): undefined {
  if (unavailable(fault) === undefined) throw fault
  seen.payments++
  return undefined
}

/** The product looks after its own server in the same way. */
async function keepAlive(own: OwnDatabase, state: { readonly isOver: boolean }): Promise<void> {
  while (!state.isOver) {
    await own.server.revive().catch(() => undefined)
    await pause(500)
  }
}

/** Writes until there is no byte left. */
function fill(path: string): void {
  const file = openSync(path, 'w')
  try {
    for (const size of [1 << 20, 4096, 1]) {
      const block = Buffer.alloc(size, 1)
      for (;;) writeSync(file, block)
    }
  } catch {
    // No room any more, which is what was asked for.
  } finally {
    closeSync(file)
  }
  if (!existsSync(path)) throw new Error('the filler is not there')
}

type State = { isOver: boolean; n: number }

async function during(company: Company, seen: Seen, state: State, ms: number): Promise<void> {
  const until = monotonicMs() + ms
  const writing = Array.from({ length: writers }, async () => {
    while (monotonicMs() < until) {
      await writeOne(company, seen, state)
      await pause(10)
    }
  })
  const reading = (async () => {
    while (monotonicMs() < until) {
      await readOne(company, seen)
      await pause(50)
    }
  })()
  await Promise.all([...writing, reading])
}

/** Stored, or refused because there is no room or no database for the moment; anything else is a finding. */
async function writeOne(company: Company, seen: Seen, state: State): Promise<boolean> {
  const mark = `full-${String(state.n++)}`
  const call = {
    key: `${mark}-key`,
    actor: company.actor('sales'),
    body: { proposal: couponOf(mark) },
    at: testNow,
  }
  try {
    const outcome = await actAlone(company.world.door, submitCommand(company.world.requests), call)
    if (outcome.kind !== 'done') {
      seen.other.push(JSON.stringify(outcome))
      return false
    }
    seen.stored.push(mark)
    return true
  } catch (fault) {
    const refusal = unavailable(fault)
    if (refusal === undefined) seen.other.push(String(fault))
    else seen.refused++
    return false
  }
}

async function readOne(company: Company, seen: Seen): Promise<void> {
  try {
    await readOnly(company.world.pool, [systemActor], (tx) =>
      tx.sql("select count(*) from benefits.line where form = 'discount_coupon'"),
    )
    seen.reads++
  } catch {
    seen.unread++
  }
}

/** The milliseconds until something is stored again, with nobody's help. */
async function untilStored(company: Company, seen: Seen, state: State): Promise<number> {
  const since = monotonicMs()
  while (!(await writeOne(company, seen, state))) {
    if (monotonicMs() - since > recoveryMsMax) return recoveryMsMax + 1
    await pause(100)
  }
  return monotonicMs() - since
}

async function judged(
  own: OwnDatabase,
  company: Company,
  seen: Seen,
  { recoveries, rounds }: { readonly recoveries: readonly number[]; readonly rounds: number },
): Promise<GateLine[]> {
  const there = await readOnly(company.world.pool, [systemActor], (tx) =>
    tx.sql<{ reason: string; count: bigint }>(
      "select reason, count(*) as count from requests.request where reason like 'full-%' group by reason",
    ),
  )
  const counts = new Map(there.map(({ reason, count }) => [reason, count]))
  const lost = seen.stored.filter((mark) => counts.get(mark) !== 1n).length
  const signer = logSigner(company.world.ring)
  await sequenceNow({ pool: own.fresh.pool('worker', 2), signer, now: company.world.now })
  const verified = await verifyLive({
    pool: own.fresh.pool('auditor', 2),
    ring: company.world.ring,
    tables: governedTables,
    outside: { notes: [] },
  })
  return [
    atLeast('G4 fills of the disk', recoveries.length, rounds, 'kinds'),
    atLeast('G4 writes refused for want of room', seen.refused, 1, 'kinds'),
    atMost('G4 writes neither stored nor refused in words', seen.other.length, 0, 'writes'),
    atMost('G4 stored writes that are not there once', lost, 0, 'writes'),
    atLeast('G4 reads while it was full', seen.reads, recoveries.length, 'reads'),
    atMost('G4 reads that failed', seen.unread, 0, 'reads'),
    atMost('G4 findings of the verification afterwards', verified.findings.length, 0, 'findings'),
    atMost('G4 longest recovery by itself', Math.round(Math.max(...recoveries)), recoveryMsMax, 'ms'),
  ]
}
