import { chmodSync, mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { isAlive } from '../../src/platform/postgres/process.ts'
import { removeAll, removeServerIn, startedServer, type TestRun } from './test-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    testRun: TestRun
  }
}

const prefix = 'aboveboard-test-'

/** Gives the run its folder; whatever a test started there is stopped and removed at the end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweepKilledRuns()
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`))
  // The server's ordinary user must be able to walk in when the tests run as root.
  chmodSync(folder, 0o711)
  const run: TestRun = { folder, outsideUrl: process.env['TEST_DATABASE_OWNER_URL'], isDurable: false }
  project.provide('testRun', run)
  return () => tearDown(run)
}

async function tearDown(run: TestRun): Promise<void> {
  const server = startedServer(run)
  if (server && run.outsideUrl !== undefined) await removeAll(server)
  await removeServerIn(run.folder)
}

/** A run that was killed leaves its server behind; the next run stops it. */
async function sweepKilledRuns(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]
    if (pid === undefined || isAlive(Number(pid))) continue
    await removeServerIn(join(tmpdir(), name)).catch(() => undefined)
  }
}
