import { leftOutWithout, sharedFolder } from '../properties/shared-data.ts'
import { journeySample, removeJourneySample } from './sample.ts'
import { findChromium, hasDebianPostgres, installDebianPackages } from './programs.ts'
import { onDebianPostgres, vitest, yesOrNo, type Count } from './parts.ts'

/** Everything that `npm test` checks, in order, cheap parts first. Words in the arguments choose parts. */
const parts: readonly Part[] = [
  ['types', () => yesOrNo('typescript/bin/tsc', ['-p', 'tsconfig.json'])],
  ['types of the web', () => yesOrNo('typescript/bin/tsc', ['-p', 'tsconfig.web.json'])],
  ['lint', () => yesOrNo('oxlint/bin/oxlint', ['--quiet'])],
  ['tests', () => vitest(['--project', 'tests*'])],
  ['tests that are listened to', () => vitest(['--project', 'listened to'], { isPatient: true })],
  ['tests on PostgreSQL 15', onFifteen],
  ['journeys, first half', () => journeys('1/2')],
  ['journeys, second half', () => journeys('2/2')],
  ['starts by the clock', () => vitest(['--config', 'vitest.timed.config.ts'])],
]

type Part = readonly [name: string, run: () => Promise<Count>]

/**
 * Parts that each leave a processor idle for much of the time, in lanes that run at once; those of one lane
 * run one after the other. The browser goes first where both want a processor. Each lane has a half of the
 * journeys, with an application of its own.
 */
const lanes: readonly (readonly string[])[] = [
  ['journeys, second half', 'tests on PostgreSQL 15'],
  ['tests that are listened to', 'journeys, first half'],
]

async function onFifteen(): Promise<Count> {
  if (hasDebianPostgres()) return onDebianPostgres()
  return leftOut('PostgreSQL 15 is not here (Debian: apt-get install postgresql-15): its part is left out.')
}

async function journeys(half: string): Promise<Count> {
  const chromium = findChromium()
  if (chromium === undefined)
    return leftOut(
      'No Chromium here. Install one and run again, or set CHROMIUM: apt-get install chromium fonts-noto-cjk',
    )
  const sample = await journeySample().catch((fault: unknown) => {
    tell(`the sample company of the journeys was not made: ${String(fault)}`)
  })
  if (sample === undefined) return { ...nothing, failed: 1 }
  const env = { CHROMIUM: chromium, JOURNEY_FROM: sample }
  return vitest(['--config', 'vitest.journeys.config.ts', `--shard=${half}`], { env })
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

/** What the arguments name that is no part and no option: a slip must not run everything. */
function strangers(args: readonly string[]): string[] {
  return args.filter((word) =>
    word.startsWith('--') ? word !== '--ci' : !parts.some(([name]) => name.startsWith(word)),
  )
}

async function runAll(args: readonly string[]): Promise<number> {
  if (strangers(args).length > 0) {
    tell(
      `No part is called ${strangers(args).join(', ')}. The parts: ${parts.map(([name]) => name).join(', ')}`,
    )
    return 2
  }
  const wanted = [
    ...(findChromium() === undefined ? ['chromium', 'fonts-noto-cjk'] : []),
    ...(isCi && !hasDebianPostgres() ? ['postgresql-15'] : []),
  ]
  installDebianPackages(wanted)
  const words = args.filter((word) => !word.startsWith('--'))
  const chosen = parts.filter(([name]) => words.length === 0 || words.some((word) => name.startsWith(word)))
  const counts: Count[] = []
  for (const batch of batches(chosen)) counts.push(...(await Promise.all(batch.map(runLane))))
  await removeJourneySample()
  const sum = counts.reduce(added, nothing)
  if (sum.skipped > 0) tell(`${sum.skipped} skipped`)
  const without = leftOutWithout(sharedFolder())
  if (without !== undefined) tell(without)
  process.stdout.write(`${sum.passed} passed, ${sum.failed} failed\n`)
  return sum.failed === 0 && sum.passed > 0 ? 0 : 1
}

/** The parts in order, as lanes that run at once; what has a lane stands where the first of them does. */
function batches(chosen: readonly Part[]): Part[][][] {
  const beside = lanes.map((names) => names.flatMap((one) => chosen.filter(([name]) => name === one)))
  const first = chosen.find((part) => beside.flat().includes(part))
  return chosen.flatMap((part) => {
    if (part === first) return [beside]
    return beside.flat().includes(part) ? [] : [[[part]]]
  })
}

async function runLane(lane: readonly Part[]): Promise<Count> {
  let sum = nothing
  for (const part of lane) sum = added(sum, await runPart(part))
  return sum
}

async function runPart([name, run]: Part): Promise<Count> {
  const since = performance.now()
  const count = await run()
  const seconds = Math.round((performance.now() - since) / 1_000)
  tell(`— ${name}: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped, ${seconds} s`)
  return count
}

function added(sum: Count, count: Count): Count {
  return {
    passed: sum.passed + count.passed,
    failed: sum.failed + count.failed,
    skipped: sum.skipped + count.skipped,
  }
}

process.exitCode = await runAll(process.argv.slice(2))
