import { spawnSync } from 'node:child_process'
import {
  closeSync,
  createReadStream,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { isRefusal } from '../src/kernel/refusal.ts'
import { compareWith, type EvidenceRecord } from '../src/modules/coverage/index.ts'
import { monotonicMs } from '../src/platform/clock.ts'
import { journalText, sampleJournal } from './journal-sample.ts'
import type { SampleBenefit } from './journal/registered.ts'
import type { Figure } from './match.ts'

const limits = { recall: 95, share: 1, seconds: 60, memoryMb: 1_000 } as const

/**
 * What the comparing process says: which lines it would have somebody look at, in the order of their signs.
 */
type Measured = {
  readonly lines: number
  readonly listed: readonly number[]
  readonly seconds: number
  readonly memoryMb: number
  readonly isTied: boolean
  readonly matched: number
}

/**
 * A year of 1,000,000 journal lines with 200 disguised benefits, compared with its register: reading,
 * matching, signs and
 * the report, in a process of its own. Further seeds are given as arguments; kinds that were missed are told.
 */
function main(): void {
  const seeds = process.argv.slice(2).map(Number).filter(Number.isInteger)
  const folder = mkdtempSync(join(tmpdir(), 'aboveboard-coverage-'))
  try {
    for (const seed of seeds.length > 0 ? seeds : [1]) measureSeed(folder, seed)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function measureSeed(folder: string, seed: number): void {
  const journal = sampleJournal(1_000_000, seed)
  const [file, register] = [join(folder, `${seed}.csv`), join(folder, `${seed}.json`)]
  const out = openSync(file, 'w')
  for (const text of journalText(journal)) writeSync(out, text)
  closeSync(out)
  writeFileSync(register, JSON.stringify(journal.benefits))
  const child = spawnSync(
    process.execPath,
    [...process.execArgv, import.meta.filename, '--compare', file, register],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      maxBuffer: 1 << 28,
    },
  )
  const measured = JSON.parse(child.stdout) as Measured
  const { planted } = journal
  const foundIn = (share: number) => {
    const list = measured.listed.slice(0, Math.floor(measured.lines * share))
    const hits = list.filter((line) => planted.has(line)).length
    return { recall: (hits * 100) / planted.size, precision: (hits * 100) / Math.max(1, list.length) }
  }
  const [whole, half] = [foundIn(0.01), foundIn(0.005)]
  print('coverage.recall', whole.recall, '%', limits.recall, 'min')
  print('coverage.list_share', (measured.listed.length * 100) / measured.lines, '%', limits.share, 'max')
  print('coverage.seconds', measured.seconds, 's', limits.seconds, 'max')
  print('coverage.memory', measured.memoryMb, 'MB', limits.memoryMb, 'max')
  if (!measured.isTied) throw new Error('the states of an account do not sum up to its total')
  const missed = missedKinds(planted, new Set(measured.listed))
  process.stderr.write(
    `${JSON.stringify({
      seed,
      lines: measured.lines,
      benefits: journal.benefits.length,
      matches: measured.matched,
      precision: round(whole.precision),
      atHalf: { recall: round(half.recall), precision: round(half.precision) },
      missed,
    })}\n`,
  )
}

/** How many of which disguise are not in the list. */
function missedKinds(
  planted: ReadonlyMap<number, string>,
  listed: ReadonlySet<number>,
): Record<string, number> {
  const missed: Record<string, number> = {}
  for (const [line, kind] of planted) if (!listed.has(line)) missed[kind] = (missed[kind] ?? 0) + 1
  return missed
}

async function compare(file: string, register: string): Promise<void> {
  const benefits = JSON.parse(readFileSync(register, 'utf8')) as SampleBenefit[]
  const since = monotonicMs()
  const compared = await compareWith(createReadStream(file, { highWaterMark: 1 << 18 }), {
    currency: 'CNY',
    language: 'zh-CN',
    records: async () => benefits.map(recordOf),
    ownPeople: new Set(benefits.map(({ staff }) => staff)),
  })
  if (compared === 'stopped' || isRefusal(compared)) throw new Error('the journal could not be read')
  const { report, assessment } = compared
  const measured: Measured = {
    lines: report.lines,
    listed: report.unfiled.map(({ line }) => line),
    seconds: (monotonicMs() - since) / 1000,
    memoryMb: process.resourceUsage().maxRSS / 1024,
    isTied: assessment.accounts.every(
      ({ total, sums }) => Object.values(sums).reduce((sum, part) => sum + part, 0n) === total,
    ),
    matched: assessment.matches.length,
  }
  process.stdout.write(JSON.stringify(measured))
}

function recordOf({ id, day, minor, form, title, customer, person, staff }: SampleBenefit): EvidenceRecord {
  const names = [
    { role: 'customer', name: customer },
    { role: 'person', name: person },
    { role: 'staff', name: staff },
  ] as const
  return { id, kind: 'benefit', minor: BigInt(minor), day, form, text: title, names }
}

function print(name: string, value: number, unit: string, limit: number, kind: 'min' | 'max'): void {
  const ratio = kind === 'min' ? value / limit : limit / value
  const figure: Figure = { name, value: round(value), unit, limit, ratio: round(ratio), holds: ratio >= 1 }
  process.stdout.write(`${JSON.stringify(figure)}\n`)
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

const [asked, file, register] = process.argv.slice(2)
if (asked === '--compare' && file !== undefined && register !== undefined) await compare(file, register)
else main()
