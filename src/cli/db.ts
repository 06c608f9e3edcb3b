import { spawn } from 'node:child_process'
import { randomBytes } from '../platform/clock.ts'
import { openDatabase, urlOf, type OpenDatabase } from '../platform/db/connect.ts'
import { existingHome } from '../platform/postgres/place.ts'
import { setupFault } from '../platform/setup-fault.ts'
import { cliTexts } from '../texts/cli.ts'
import { dataOption, WrongUse, type CliCall, type CliCommand } from './args.ts'
import { exit } from './io.ts'
import { configOf, withDatabase } from './with-database.ts'

/** The embedded database of a data folder, for its owner: whoever can read the key folder. */
export const dbCommand: CliCommand = {
  summary: cliTexts['cli.db'],
  usage: 'url [--role owner|app|worker|auditor] | psql [--role …] [-- OPTIONS] | stop',
  options: { ...dataOption, role: { type: 'string' } },
  run: (call) => {
    const [what, ...rest] = call.positionals
    if (what === 'url' && rest.length === 0) return showUrl(call)
    if (what === 'psql') return withDatabase(call, (database) => runPsql(call, database, rest))
    if (what === 'stop' && rest.length === 0) return stopServer(call)
    throw new WrongUse(cliTexts['cli.db.what'])
  },
}

/** An address is of no use when the server stops behind it, so one that was started for it stays. */
async function showUrl(call: CliCall): Promise<number> {
  const role = roleOf(call)
  const database = await openExisting(call)
  if (database.server?.wasRunning === false) call.io.tell(cliTexts['cli.db.left_running'])
  const url = urlOf(database[role])
  call.io.answer({ url }, () => [url])
  return exit.done
}

async function stopServer(call: CliCall): Promise<number> {
  if (configOf(call).database.kind === 'outside') {
    call.io.tell(cliTexts['cli.db.outside'])
    return exit.wrongUse
  }
  const database = await openExisting(call)
  // An application that serves would start it again at once: it has to be stopped itself.
  const ok = (await database.server?.stop('unlessUsed')) === true
  call.io.answer({ ok }, () => [])
  call.io.tell(cliTexts[ok ? 'cli.db.stopped' : 'cli.db.in_use'])
  return ok ? exit.done : exit.found
}

async function openExisting(call: CliCall): Promise<OpenDatabase> {
  const config = configOf(call)
  if (config.database.kind === 'embedded' && existingHome(config.data) === undefined) {
    throw setupFault('setup.no_database_here', { data: config.data })
  }
  return openDatabase(config.database, randomBytes, call.io.say)
}

async function runPsql(call: CliCall, database: OpenDatabase, args: readonly string[]): Promise<number> {
  // While psql runs, Ctrl-C cancels its query; it must not end us and the server under it.
  const ignore = () => undefined
  process.on('SIGINT', ignore)
  try {
    return await new Promise((resolve, reject) => {
      const child = spawn('psql', [urlOf(database[roleOf(call)]), ...args], { stdio: 'inherit' })
      child.on('error', (fault: NodeJS.ErrnoException) => {
        if (fault.code !== 'ENOENT') return reject(fault)
        call.io.tell(cliTexts['cli.db.no_psql'])
        return resolve(exit.cannotRun)
      })
      child.on('exit', (code) => resolve(code ?? exit.interrupted))
    })
  } finally {
    process.off('SIGINT', ignore)
  }
}

function roleOf(call: CliCall): 'owner' | 'app' | 'worker' | 'auditor' {
  const role = call.text('role') ?? 'owner'
  if (role === 'owner' || role === 'app' || role === 'worker' || role === 'auditor') return role
  throw new WrongUse(cliTexts['cli.db.role'])
}
