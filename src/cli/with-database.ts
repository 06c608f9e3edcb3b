import process from 'node:process'
import { randomBytes } from '../platform/clock.ts'
import { readConfig, type Config } from '../platform/config.ts'
import { openDatabase, type OpenDatabase } from '../platform/db/connect.ts'
import { existingHome } from '../platform/postgres/place.ts'
import { SetupFault, setupFault } from '../platform/setup-fault.ts'
import { WrongUse, type CliCall } from './args.ts'
import { exit, sentenceOf } from './io.ts'

/**
 * The configuration of a command: its own options, and the environment. An option that no setting can have is
 * wrong use; what is wrong in the environment keeps the program from running.
 */
export function configOf(call: CliCall): Config {
  const [data, port, host] = [call.text('data'), call.text('port'), call.text('host')]
  try {
    return readConfig({
      demo: call.has('demo'),
      ...(data !== undefined && { data }),
      ...(port !== undefined && { port }),
      ...(host !== undefined && { host }),
    })
  } catch (fault) {
    throw (fault instanceof SetupFault && wrongOption(call, fault)) || fault
  }
}

/** The first problem that stems from an option of the call, told by the option's name. */
function wrongOption(call: CliCall, { problems }: SetupFault): WrongUse | undefined {
  for (const option of ['data', 'port', 'host']) {
    const setting = `ABOVEBOARD_${option.toUpperCase()}`
    const problem = problems.find(({ params }) => params['setting'] === setting)
    if (problem && call.text(option)) {
      return new WrongUse(sentenceOf(problem), { ...problem.params, setting: `--${option}` })
    }
  }
  return undefined
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
