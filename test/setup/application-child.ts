import process from 'node:process'
import { startApplication } from '../../src/app/main.ts'
import { readConfig } from '../../src/platform/config.ts'

/**
 * Serves as a program of its own, so that a test can read all that it writes; says its address first, or why
 * it does not start. It ends when nothing is left that keeps it alive.
 */
try {
  const application = await startApplication(
    readConfig({ port: process.env['PORT'] ?? '0' }),
    () => undefined,
  )
  process.once('SIGTERM', () => {
    void application.stop()
  })
  process.stdout.write(`${application.address}\n`)
} catch (fault) {
  process.exitCode = 3
  process.stderr.write(`not started: ${String(fault)}\n`)
}
