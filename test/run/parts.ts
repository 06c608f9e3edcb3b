import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { constants, setPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from '../../src/platform/clock.ts'
import { urlOf } from '../../src/platform/db/connect.ts'
import { binariesIn } from '../../src/platform/postgres/binaries.ts'
import { openServer } from '../../src/platform/postgres/server.ts'
import { waitsForNoDisk } from '../setup/test-server.ts'
import { debianPostgres } from './programs.ts'

/** What one part of the test run counted. */
export type Count = { readonly passed: number; readonly failed: number; readonly skipped: number }

/** With which settings a tool runs; a patient one leaves the processors to what runs beside it. */
type How = { readonly env?: Readonly<Record<string, string>>; readonly isPatient?: boolean }

const project = join(import.meta.dirname, '../..')

/** Runs a tool that only says yes or no; it counts as one test. */
export async function yesOrNo(script: string, args: readonly string[]): Promise<Count> {
  const code = await runNode([join(project, 'node_modules', script), ...args])
  return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 }
}

/** Runs vitest and counts its tests; a file that could not even be loaded counts as one failure. */
export async function vitest(args: readonly string[], how: How = {}): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), 'aboveboard-report-'))
  const report = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  try {
    const code = await runNode(
      [join(project, 'node_modules/vitest/vitest.mjs'), 'run', ...reporters, ...args],
      how,
    )
    return existsSync(report) ? countOf(JSON.parse(readFileSync(report, 'utf8')), code) : failure
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs the tests that use a database once more, on a server of Debian's PostgreSQL 15 made for them. */
export async function onDebianPostgres(): Promise<Count> {
  const data = mkdtempSync(join(tmpdir(), 'aboveboard-pg15-'))
  chmodSync(data, 0o711)
  const binaries = binariesIn(debianPostgres)
  const server = await openServer({ data, random: randomBytes, say: () => undefined, binaries })
  try {
    const admin = server.asSuperuser('postgres')
    await waitsForNoDisk(admin)
    const env = { TEST_DATABASE_OWNER_URL: urlOf(admin) }
    return await vitest(databaseTests(), { env, isPatient: true })
  } finally {
    await server.stop('always')
    rmSync(server.place.home, { recursive: true, force: true })
    rmSync(data, { recursive: true, force: true })
  }
}

const failure: Count = { passed: 0, failed: 1, skipped: 0 }

/**
 * What sends no statement of its own, since SQL stands in stores and in the platform (`test/tidy` holds it):
 * commands, what joins the modules, gates, and the comparisons of decisions and sums with models.
 */
const onOneServer: readonly string[] = ['src/cli/', 'src/app/', 'test/gates/', 'test/properties/']

/**
 * Of modules and platform, the test files that put SQL of their own to the database: what it refuses, locks,
 * reckons and keeps. What the others ask is asked by stores, and the golden test has both servers understand
 * every query of a store.
 */
const speaksSql = /brokenBy|\.query[(<]/

/** Test files that reach for `test/setup`, which is where databases come from, and that differ by server. */
function databaseTests(): string[] {
  return ['src', 'test', 'demo'].flatMap((folder) =>
    readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => join(folder, name))
      .filter((name) => !onOneServer.some((start) => name.startsWith(start)))
      .filter((name) => differsByServer(name, readFileSync(join(project, name), 'utf8'))),
  )
}

function differsByServer(name: string, content: string): boolean {
  return /from '[^']*setup\//.test(content) && (!name.startsWith('src/') || speaksSql.test(content))
}

function countOf(report: unknown, code: number): Count {
  const [passed, failed, pending, todo] = [
    numberIn(report, 'numPassedTests'),
    numberIn(report, 'numFailedTests'),
    numberIn(report, 'numPendingTests'),
    numberIn(report, 'numTodoTests'),
  ]
  const broken = brokenFiles(report)
  // A fault outside every test (an unhandled rejection, a failed teardown) shows in the exit code only.
  const unseen = code !== 0 && failed + broken === 0 ? 1 : 0
  return { passed, failed: failed + broken + unseen, skipped: pending + todo }
}

function brokenFiles(report: unknown): number {
  const files: unknown = isRecord(report) ? report['testResults'] : undefined
  if (!Array.isArray(files)) return 0
  return files.filter((file: unknown) => {
    if (!isRecord(file) || file['status'] !== 'failed') return false
    const tests: unknown = file['assertionResults']
    return (
      !Array.isArray(tests) || !tests.some((test: unknown) => isRecord(test) && test['status'] === 'failed')
    )
  }).length
}

function numberIn(report: unknown, name: string): number {
  const found: unknown = isRecord(report) ? report[name] : undefined
  return typeof found === 'number' ? found : 0
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** The tools' own words go to stderr; the counts alone go to stdout. */
function runNode(args: readonly string[], { env, isPatient }: How = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...args], {
      cwd: project,
      stdio: ['ignore', 2, 2],
      env: { ...process.env, ...env },
    })
    if (isPatient && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL)
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })
}
