import { submitCommand } from '../../src/modules/requests/index.ts'
import { actAlone, type Door } from '../../src/platform/act/act.ts'
import { systemActor } from '../../src/platform/act/actor.ts'
import { openPool } from '../../src/platform/db/connect.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import { companyOn, testNow, type Company } from '../setup/company-on.ts'
import { brokenOff } from './broken-off.ts'
import { cuttingProxy, type CuttingProxy, type Fate } from './cutting-proxy.ts'
import { atLeast, atMost, withGateDatabase, type Gate, type GateLine, type GateOptions } from './gate.ts'
import { couponOf } from './marked-coupon.ts'
import { randomFrom } from './seeded-log.ts'

const writers = 8
const triesMax = 60

/**
 * G3: doubtful commits. Eight writers file benefits through a proxy that cuts connections around the commit,
 * and try again with the same key until they are answered. However often a writer had to ask, the benefit
 * stands once, its entry stands once, and what was answered is there.
 */
export const gate: Gate = {
  name: 'cuts',
  rounds: 5_000,
  run: (options) => withGateDatabase(async (database) => cutsOn(await companyOn(database), options)),
}

/** Cuts so many connections of a company that is there already. */
export async function cutsOn(company: Company, { rounds, seed, say }: GateOptions): Promise<GateLine[]> {
  const random = randomFrom(seed)
  const fateOf = (): Fate => (random() < 0.4 ? 'pass' : random() < 0.5 ? 'before' : 'after')
  const { hostname, port } = new URL(company.database.appUrl)
  const proxy = await cuttingProxy({ host: hostname, port: Number(port) }, fateOf)
  const url = new URL(company.database.appUrl)
  url.port = String(proxy.port)
  const pool = openPool({ connectionString: url.href }, { max: writers, name: 'cut', isPipelined: true })
  const door = { ...company.world.door, pool }
  const answered: string[] = []
  try {
    const work = { company, door, proxy, rounds, answered, say }
    await Promise.all(Array.from({ length: writers }, (_, writer) => write(work, writer)))
  } finally {
    await pool.end()
    await proxy.close()
  }
  return judged(company, answered, proxy.cuts())
}

type Work = {
  readonly company: Company
  readonly door: Door
  readonly proxy: CuttingProxy
  readonly rounds: number
  readonly answered: string[]
  readonly say: (text: string) => void
}

async function write(work: Work, writer: number): Promise<void> {
  const { proxy, rounds, answered, say } = work
  for (let n = 0; sumOf(proxy) < rounds; n++) {
    const mark = `cut-${String(writer)}-${String(n)}`
    if (await filed(work, mark)) answered.push(mark)
    if (answered.length % 500 === 499) say(`cuts: ${String(sumOf(proxy))} of ${String(rounds)}`)
  }
}

function sumOf(proxy: CuttingProxy): number {
  const { before, after } = proxy.cuts()
  return before + after
}

/** Files one benefit, with one key however often it takes. */
async function filed({ company, door }: Work, mark: string): Promise<boolean> {
  const call = {
    key: `${mark}-key`,
    actor: company.actor('sales'),
    body: { proposal: couponOf(mark) },
    at: testNow,
  }
  for (let tries = 0; tries < triesMax; tries++) {
    const outcome = await actAlone(door, submitCommand(company.world.requests), call).catch(brokenOff)
    if (outcome?.kind === 'done') return true
    // The transaction that lost its connection may hold the key for a moment longer.
    if (outcome && outcome.kind !== 'in_progress') throw new Error(`${mark}: ${JSON.stringify(outcome)}`)
  }
  throw new Error(`${mark} was never answered`)
}

type Found = { readonly reason: string; readonly requests: bigint; readonly entries: bigint }

async function judged(
  company: Company,
  answered: readonly string[],
  cuts: { readonly before: number; readonly after: number },
): Promise<GateLine[]> {
  const found = await readOnly(company.world.pool, [systemActor], (tx) =>
    tx.sql<Found>(`select request.reason, count(distinct request.id) as requests, count(entry.id) as entries
from requests.request
left join audit.entry on entry.object_id = request.id and entry.operation = 'requests.submit'
where request.reason like 'cut-%'
group by request.reason`),
  )
  const byMark = new Map(found.map((row) => [row.reason, row]))
  const twice = found.filter(({ requests, entries }) => requests > 1n || entries > 1n).length
  const lost = answered.filter((mark) => byMark.get(mark)?.requests !== 1n).length
  const untold = found.filter(({ entries }) => entries === 0n).length
  return [
    atLeast('G3 cuts before a commit', cuts.before, 1, 'kinds'),
    atLeast('G3 cuts after a commit', cuts.after, 1, 'kinds'),
    atMost('G3 benefits that stand twice', twice, 0, 'benefits'),
    atMost('G3 answered benefits that are not there', lost, 0, 'benefits'),
    atMost('G3 benefits without their entry', untold, 0, 'benefits'),
  ]
}
