import process from 'node:process'
import { randomBytes } from '../platform/clock.ts'
import { readConfig, type Config } from '../platform/config.ts'
import { openDatabase, type OpenDatabase } from '../platform/db/connect.ts'
import { existingHome } from '../platform/postgres/place.ts'
import { setupFault } from '../platform/setup-fault.ts'
import type { CliCall } from './args.ts'
import { exit } from './io.ts'

/** The configuration of a command: its `--data` and the environment. */
export function configOf(call: CliCall): Config {
  const data = call.text('data')
  return readConfig(data === undefined ? {} : { data })
}

/**
 * Runs `work` on the database of a command. The embedded server is started for the call when it is not running, and
 * stopped after it when nobody else is connected. A data folder without a database is refused, not filled.
 */
export async function withDatabase<T>(
  call: CliCall,
  work: (database: OpenDatabase, config: Config) => Promise<T>,
): Promise<T> {
  const config = configOf(call)
  if (config.database.kind === 'embedded' && existingHome(config.data) === undefined) {
    throw setupFault('setup.no_database_here', { data: config.data })
  }
  const database = await openDatabase(config.database, randomBytes, call.io.say)
  const stop = async () => database.server?.stop('unlessUsed')
  const onSignal = () => void stop().finally(() => process.exit(exit.interrupted))
  process.once('SIGINT', onSignal)
  process.once('SIGTERM', onSignal)
  try {
    return await work(database, config)
  } finally {
    process.off('SIGINT', onSignal)
    process.off('SIGTERM', onSignal)
    await stop()
  }
}
