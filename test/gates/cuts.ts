import { pause } from '../../src/platform/clock.ts'
import { openPool } from '../../src/platform/db/connect.ts'
import { companyOn, type Company } from '../setup/company-on.ts'
import { cuttingProxy, type CuttingProxy, type Fate } from './cutting-proxy.ts'
import { atLeast, withGateDatabase, type Gate, type GateLine, type GateOptions } from './gate.ts'
import { judgePayers, proveAgain, type Worst } from './payers-judged.ts'
import { payOn, workOf, type Work } from './payers.ts'
import { randomFrom } from './seeded-log.ts'

const payersMax = 8

/** So many cuts lie between two proofs of payments and books. */
const cutsPerProof = 100

/**
 * G3: doubtful commits. Eight payers file benefits, make and check orders, send them and take in what the
 * bank says, through a proxy that cuts connections around the commit, and ask again with the same key until
 * they are answered. However often they had to ask, all of it stands once with one entry, what was answered
 * is there, and nothing is paid twice, above what is owed or without approval.
 */
export const gate: Gate = {
  name: 'cuts',
  rounds: 5_000,
  run: (options) => withGateDatabase(async (database) => cutsOn(await companyOn(database), options)),
}

/** Cuts so many connections of a company that is there already. */
export async function cutsOn(company: Company, options: GateOptions): Promise<GateLine[]> {
  const random = randomFrom(options.seed)
  const fateOf = (): Fate => (random() < 0.4 ? 'pass' : random() < 0.5 ? 'before' : 'after')
  const [ready, payers] = await workOf(company, 'cut', payersMax)
  const url = new URL(company.database.appUrl)
  const proxy = await cuttingProxy({ host: url.hostname, port: Number(url.port) }, fateOf)
  url.port = String(proxy.port)
  const pool = openPool({ connectionString: url.href }, { max: payersMax, name: 'cut', isPipelined: true })
  const work: Work = { ...ready, door: { ...ready.door, pool } }
  const worst: Worst = new Map()
  try {
    const paying = payers.map((payer) => payOn(work, payer))
    await Promise.all([...paying, prove(work, proxy, worst, options)])
  } finally {
    work.state.isOver = true
    await pool.end()
    await proxy.close()
    ready.calls.close()
  }
  await proveAgain(work, worst)
  return [...figuresOf(work, proxy), ...(await judgePayers('G3', work, worst))]
}

/** Proves payments again and again while connections are cut, until there were cuts enough. */
async function prove(
  work: Work,
  proxy: CuttingProxy,
  worst: Worst,
  { rounds, say }: GateOptions,
): Promise<void> {
  try {
    for (let proved = 0; sumOf(proxy) < rounds && !work.state.isOver; await pause(20)) {
      if (sumOf(proxy) - proved < cutsPerProof) continue
      proved = sumOf(proxy)
      await proveAgain(work, worst)
      say(`cuts: ${String(proved)} of ${String(rounds)}`)
    }
  } finally {
    work.state.isOver = true
  }
}

function sumOf(proxy: CuttingProxy): number {
  const { before, after } = proxy.cuts()
  return before + after
}

function figuresOf({ answered }: Work, proxy: CuttingProxy): GateLine[] {
  const { before, after } = proxy.cuts()
  return [
    atLeast('G3 cuts before a commit', before, 1, 'kinds'),
    atLeast('G3 cuts after a commit', after, 1, 'kinds'),
    atLeast('G3 answered coupons', answered.coupons.length, payersMax, 'kinds'),
    atLeast('G3 payments that came to their end', answered.ends.size, 1, 'kinds'),
  ]
}
