import { leftOutWithout, sharedFolder } from '../properties/shared-data.ts'
import { findChromium, hasDebianPostgres, installDebianPackages } from './programs.ts'
import { onDebianPostgres, vitest, yesOrNo, type Count } from './parts.ts'

/** Everything that `npm test` checks, in order, cheap parts first. Words in the arguments choose parts. */
const parts: readonly (readonly [name: string, run: () => Promise<Count>])[] = [
  ['types', () => yesOrNo('typescript/bin/tsc', ['-p', 'tsconfig.json'])],
  ['types of the web', () => yesOrNo('typescript/bin/tsc', ['-p', 'tsconfig.web.json'])],
  ['lint', () => yesOrNo('oxlint/bin/oxlint', ['--quiet'])],
  ['tests', () => vitest([])],
  ['tests on PostgreSQL 15', onFifteen],
  ['journeys', journeys],
]

async function onFifteen(): Promise<Count> {
  if (hasDebianPostgres()) return onDebianPostgres()
  return leftOut('PostgreSQL 15 is not here (Debian: apt-get install postgresql-15): its part is left out.')
}

async function journeys(): Promise<Count> {
  const chromium = findChromium()
  if (chromium !== undefined) return vitest(['--config', 'vitest.journeys.config.ts'], { CHROMIUM: chromium })
  return leftOut(
    'No Chromium here. Install one and run again: apt-get install chromium fonts-noto-cjk, or set CHROMIUM.',
  )
}

/**
 * A part that cannot run here: a line for a person, a failure for CI, which must never be green without it.
 */
function leftOut(line: string): Count {
  tell(line)
  return isCi ? { ...nothing, failed: 1 } : nothing
}

const isCi = process.argv.includes('--ci')

const nothing: Count = { passed: 0, failed: 0, skipped: 0 }

function tell(line: string): void {
  process.stderr.write(`${line}\n`)
}

async function runAll(args: readonly string[]): Promise<number> {
  const wanted = [
    ...(findChromium() === undefined ? ['chromium', 'fonts-noto-cjk'] : []),
    ...(isCi && !hasDebianPostgres() ? ['postgresql-15'] : []),
  ]
  installDebianPackages(wanted)
  const chosen = args.filter((word) => !word.startsWith('--'))
  let sum = nothing
  for (const [name, run] of parts) {
    if (chosen.length > 0 && !chosen.some((word) => name.startsWith(word))) continue
    const since = performance.now()
    const count = await run()
    sum = {
      passed: sum.passed + count.passed,
      failed: sum.failed + count.failed,
      skipped: sum.skipped + count.skipped,
    }
    const seconds = Math.round((performance.now() - since) / 1_000)
    tell(`— ${name}: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped, ${seconds} s`)
  }
  if (sum.skipped > 0) tell(`${sum.skipped} skipped`)
  const without = leftOutWithout(sharedFolder())
  if (without !== undefined) tell(without)
  process.stdout.write(`${sum.passed} passed, ${sum.failed} failed\n`)
  return sum.failed === 0 && sum.passed > 0 ? 0 : 1
}

process.exitCode = await runAll(process.argv.slice(2))
