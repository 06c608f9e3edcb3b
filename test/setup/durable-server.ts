import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { randomBytes } from '../../src/platform/clock.ts'
import { existingHome } from '../../src/platform/postgres/place.ts'
import { openServer } from '../../src/platform/postgres/server.ts'
import { testServer, type TestServer } from './test-server.ts'

/**
 * A server on which what is committed is safe on the disk, as the product demands: its own, unless the
 * environment names one. `remove` stops it and takes it away.
 */
export async function durableServer(): Promise<{
  readonly server: TestServer
  readonly remove: () => Promise<void>
}> {
  const folder = mkdtempSync(join(tmpdir(), 'aboveboard-durable-'))
  // The server's ordinary user must be able to walk in when the tests run as root.
  chmodSync(folder, 0o711)
  const outsideUrl = process.env['TEST_DATABASE_OWNER_URL']
  try {
    const server = await testServer({ folder, outsideUrl, isDurable: true })
    return { server, remove: () => removeServer(folder) }
  } catch (fault) {
    await removeServer(folder)
    throw fault
  }
}

async function removeServer(folder: string): Promise<void> {
  const home = existingHome(folder)
  if (home !== undefined) {
    const server = await openServer({ data: folder, random: randomBytes, say: () => undefined })
    await server.stop('always')
    rmSync(home, { recursive: true, force: true })
  }
  rmSync(folder, { recursive: true, force: true })
}
