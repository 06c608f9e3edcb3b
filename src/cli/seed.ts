import { monotonicMs } from '../platform/clock.ts'
import { cliSeedTexts } from '../texts/cli-seed.ts'
import { fill } from '../texts/index.ts'
import { dataOption, WrongUse, type CliCall, type CliCommand } from './args.ts'
import { exit } from './io.ts'
import { configOf } from './with-database.ts'

/** More than any disk of a test machine takes. */
const benefitsMax = 10_000_000

/** Makes the sample company without serving it; with `--benefits`, a register to measure on. */
export const seedCommand: CliCommand = {
  summary: cliSeedTexts['cli.seed'],
  usage: 'demo [--benefits N] [--data DIR]',
  options: { ...dataOption, benefits: { type: 'string' } },
  run: async (call) => {
    if (call.positionals.join(' ') !== 'demo') throw new WrongUse(cliSeedTexts['cli.seed.what'])
    const benefits = countOf(call)
    const config = configOf(call)
    const { seedDemo } = await import('../app/seed.ts')
    const progress = progressOf(call)
    const { filled } = await seedDemo(config, benefits, call.io.say, progress.tell)
    const seconds = progress.seconds()
    call.io.answer({ data: config.data, filled, ...(filled === 0 ? {} : { seconds }) }, () => [
      fill(cliSeedTexts['cli.seed.done'], call.io.language, { data: config.data }),
      ...(filled === 0
        ? []
        : [fill(cliSeedTexts['cli.seed.filled'], call.io.language, { count: filled, seconds })]),
    ])
    return exit.done
  },
}

function countOf(call: CliCall): number {
  const given = call.text('benefits')
  if (given === undefined) return 0
  const count = /^[1-9]\d*$/.test(given) ? Number(given) : 0
  if (count >= 1 && count <= benefitsMax) return count
  throw new WrongUse(cliSeedTexts['cli.seed.count'], { given, max: benefitsMax })
}

/** Tells the rate on a terminal, from the first set on. */
function progressOf(call: CliCall) {
  let begun: number | undefined
  let last = 0
  return {
    tell: (written: number) => {
      begun ??= monotonicMs()
      last = monotonicMs()
      const rate = Math.round(written / Math.max((last - begun) / 1000, 0.001))
      call.io.progress(cliSeedTexts['cli.seed.progress'], { count: written, rate })
    },
    /** From the first set that was written to the last, to a tenth. */
    seconds: () => Math.round((last - (begun ?? last)) / 100) / 10,
  }
}
