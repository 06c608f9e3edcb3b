import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { removeServerIn, testServer, type TestServer } from './test-server.ts'

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
    return { server, remove: () => removeServerIn(folder) }
  } catch (fault) {
    await removeServerIn(folder)
    throw fault
  }
}
