import { spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commandEnvironment } from '../../test/setup/command-environment.ts'
import { randomFrom, seedLog } from '../../test/gates/seeded-log.ts'
import { freshDatabase, type FreshDatabase } from '../../test/setup/fresh-database.ts'

let database: FreshDatabase
let env: NodeJS.ProcessEnv
const data = mkdtempSync(join(tmpdir(), 'aboveboard-cli-'))
const bundle = join(data, 'request.bundle')
const elsewhere = mkdtempSync(join(tmpdir(), 'aboveboard-auditor-'))

beforeAll(async () => {
  database = await freshDatabase()
  await seedLog(database, randomFrom(11), 2)
  env = commandEnvironment({
    LANG: 'en',
    ABOVEBOARD_DATA: data,
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    DATABASE_WORKER_URL: database.workerUrl,
    DATABASE_AUDITOR_URL: database.auditorUrl,
    DATABASE_ROLE_PREFIX: database.roles.app.replace(/_app$/, ''),
    ABOVEBOARD_MASTER_KEY: Buffer.alloc(32, 9).toString('hex'),
  })
})

afterAll(async () => {
  await database.close()
  for (const folder of [data, elsewhere]) rmSync(folder, { recursive: true, force: true })
})

type Ran = { readonly code: number | null; readonly stdout: string; readonly stderr: string }

function run(args: readonly string[], given: NodeJS.ProcessEnv = env, cwd = data): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const main = join(import.meta.dirname, 'main.ts')
    const child = spawn(process.execPath, [main, ...args], { env: given, cwd })
    const said = { stdout: '', stderr: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, ...said }))
  })
}

const offline = commandEnvironment({ LANG: 'en' })

test('a bundle is made, signed at once, and says what it holds', async () => {
  const made = await run(['bundle', '--request', 'requests_request_0', '--out', bundle, '--json'])
  expect(made.stderr).toBe('')
  expect(JSON.parse(made.stdout)).toEqual({
    file: bundle,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    entries: 2,
    files: 0,
  })
})

test('verify reads the live database and answers exactly as its reference says', async () => {
  const found = await run(['verify', '--json'])
  expect(found).toMatchObject({ code: 0, stderr: '' })
  expect(JSON.parse(found.stdout)).toEqual({
    ok: true,
    entries: expect.any(Number),
    rows: expect.any(Number),
    findings: [],
    checkpoint: { size: expect.any(Number), root: expect.any(String), at: expect.stringMatching(/Z$/) },
  })
})

test('in another folder, without a database, the bundle verifies and says whom it trusts', async () => {
  copyFileSync(bundle, join(elsewhere, 'copy.bundle'))
  const found = await run(['verify', '--bundle', 'copy.bundle', '--json'], offline, elsewhere)
  expect(found.code).toBe(0)
  expect(JSON.parse(found.stdout)).toMatchObject({ ok: true, entries: 2, findings: [] })
  expect(found.stderr).toContain('vouches only for itself')
  expect(found.stderr).toContain('not that nothing was left out')
})

test('a changed bundle is exit 1 and the row is named', async () => {
  const text = readFileSync(bundle, 'utf8').replace(/("row":\{"table":"requests\.request".*?)值/, '$1值 ')
  writeFileSync(join(elsewhere, 'bad.bundle'), text)
  const found = await run(['verify', '--bundle', 'bad.bundle'], offline, elsewhere)
  expect(found.code).toBe(1)
  expect(found.stdout).toMatch(/request requests_request_0 differs/)
})

test('checkpoints that the caller kept are compared, and how many is told', async () => {
  const { rows } = await database
    .pool('owner', 1)
    .query<{ note: string }>('select note from audit.checkpoint')
  const kept = join(elsewhere, 'kept')
  mkdirSync(kept)
  writeFileSync(join(kept, 'checkpoints.txt'), `${rows[0]?.note}\n${rows[0]?.note.slice(0, 60)}`)
  const found = await run(['verify', '--checkpoint', kept, '--json'])
  expect(found.code).toBe(0)
  expect(found.stderr).toMatch(/Compared with 1 checkpoint of yours \(of \d+ entries\) and 0 hashes/)
  expect(found.stderr).toMatch(/holds 1 checkpoint that was cut short/)
})

test('a row that was changed behind the application is exit 1 and named in the answer', async () => {
  const owner = database.pool('owner', 1)
  await owner.query(
    `set app.entities = '*'; update requests.request set title = title || ' ' where id = 'requests_request_0'`,
  )
  const found = await run(['verify', '--json'])
  expect(found.code).toBe(1)
  expect(JSON.parse(found.stdout)).toMatchObject({
    ok: false,
    findings: [{ kind: 'edited', table: 'requests.request', row: 'requests_request_0', column: 'title' }],
  })
})

test.each(['', 'a letter about something else\n', 'aboveboard/x\n17\n'])(
  'a file that holds %j is no checkpoint: wrong use, also with a bundle',
  async (content) => {
    writeFileSync(join(elsewhere, 'no-note.txt'), content)
    const live = await run(['verify', '--checkpoint', join(elsewhere, 'no-note.txt')])
    expect(live).toMatchObject({ code: 2, stdout: '' })
    expect(live.stderr).toMatch(/nothing to compare with/)
    const bundled = ['verify', '--bundle', 'copy.bundle', '--checkpoint', 'no-note.txt']
    expect(await run(bundled, offline, elsewhere)).toMatchObject({ code: 2, stdout: '' })
  },
)

test('the folder above the one with the checkpoints is wrong use, and not a verification', async () => {
  const found = await run(['verify', '--checkpoint', elsewhere])
  expect(found).toMatchObject({ code: 2, stdout: '' })
  expect(found.stderr).toMatch(/holds no whole checkpoint/)
})

test.each([
  [['verify', '--bundle', 'nowhere.bundle'], 2],
  [['verify', 'something'], 2],
  [['bundle', '--out', 'x'], 2],
  [['bundle', '--request', 'a', '--customer', 'b', '--out', 'x'], 2],
  [['bundle', '--period', '2026-02-30..2026-03-01', '--out', 'x'], 2],
  [['bundle', '--request', 'req_unknown', '--out', 'x'], 2],
])('wrong use of %j is told with exit %i', async (args, code) => {
  const found = await run(args)
  expect(found).toMatchObject({ code, stdout: '' })
  expect(found.stderr.length).toBeGreaterThan(10)
})
