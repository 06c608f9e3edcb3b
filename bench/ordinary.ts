import process from 'node:process'
import { atLeast, withGateDatabase } from '../test/gates/gate.ts'
import { ordinaryOutcomes, passedShare, sampleGround } from '../test/setup/sample-company.ts'

// How many ordinary requests of the sample company pass their first decision without hold: measured on the
// decisions that the product really took when the sample was made, so that the engine does not simply say no.

const scale = Number(process.env['BENCH_SCALE'] ?? 1)

await withGateDatabase(async (database) => {
  const ground = await sampleGround(database, '2026-11-25T02:20:00.000Z')
  try {
    const outcomes = await ordinaryOutcomes(database, await ground.apply(scale))
    const share = passedShare(outcomes)
    process.stderr.write(`${JSON.stringify(Object.fromEntries(outcomes))}\n`)
    const figure = atLeast('ordinary requests that pass without hold', share, 0.85, 'share')
    process.stdout.write(`${JSON.stringify(figure)}\n`)
    process.exitCode = figure.holds ? 0 : 1
  } finally {
    await ground.close()
  }
})
