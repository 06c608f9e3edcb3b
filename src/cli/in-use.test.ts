import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../test/setup/fresh-database.ts'
import { SetupFault } from '../platform/setup-fault.ts'
import { readCall, type CliCommand } from './args.ts'
import { bundleCommand } from './bundle.ts'
import { importCommand } from './import.ts'
import type { Io } from './io.ts'
import { ratesCommand } from './rates.ts'
import { userCommand } from './user.ts'

let database: FreshDatabase
const data = mkdtempSync(join(tmpdir(), 'aboveboard-cli-in-use-'))

beforeAll(async () => {
  database = await freshDatabase()
  const settings = {
    ABOVEBOARD_DATA: data,
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    DATABASE_WORKER_URL: database.workerUrl,
    DATABASE_AUDITOR_URL: database.auditorUrl,
    DATABASE_ROLE_PREFIX: database.roles.app.replace(/_app$/, ''),
    ABOVEBOARD_MASTER_KEY: undefined,
  }
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value)
})

afterAll(async () => {
  vi.unstubAllEnvs()
  await database.close()
  rmSync(data, { recursive: true, force: true })
})

const silent: Io = {
  language: 'en',
  json: true,
  answer: () => undefined,
  line: () => undefined,
  tell: () => undefined,
  say: () => undefined,
  progress: () => undefined,
  ask: async () => undefined,
  isTerminal: false,
  secret: async () => undefined,
}

async function codeOf(command: CliCommand, args: readonly string[]): Promise<string> {
  const fault = await command.run(readCall(command, args, silent)).catch((thrown: unknown) => thrown)
  return fault instanceof SetupFault ? fault.problems.map(({ code }) => code).join() : String(fault)
}

test.each<[string, CliCommand, readonly string[]]>([
  ['user list', userCommand, ['list']],
  ['rates', ratesCommand, []],
  ['bundle', bundleCommand, ['--period', '2026-01-01..2026-12-31', '--out', join(data, 'a.bundle')]],
  ['import', importCommand, ['--problems', 'imp_none0000000']],
])('%s takes no database into use: it makes no key and keeps the name of none', async (_, command, args) => {
  expect(await codeOf(command, args)).toBe('setup.never_served')
  expect(existsSync(join(data, 'keys'))).toBe(false)
  const { rows } = await database.pool('owner', 1).query('select name from audit.log_key')
  expect(rows).toEqual([])
})
