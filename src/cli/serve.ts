import process from 'node:process'
import type { Config } from '../platform/config.ts'
import { stopServerOf } from '../platform/postgres/server.ts'
import { setupFault } from '../platform/setup-fault.ts'
import { cliTexts } from '../texts/cli.ts'
import { dataOption, type CliCall, type CliCommand } from './args.ts'
import { buildWeb } from './build-web.ts'
import { exit, tellFault } from './io.ts'
import { configOf } from './with-database.ts'

type SampleLogIn = { readonly name: string; readonly password: string; readonly role: string }

/** Runs the application until it is told to stop. */
export const serveCommand: CliCommand = {
  summary: cliTexts['cli.serve'],
  usage: '[--port N] [--host H] [--data DIR] [--demo]',
  options: { ...dataOption, port: { type: 'string' }, host: { type: 'string' }, demo: { type: 'boolean' } },
  run: async (call) => {
    const config = configOf(call)
    const stopAsked = untilToldToStop()
    await buildWeb(call.io)
    const { startApplication } = await import('../app/main.ts')
    const started = await Promise.race([
      startApplication(config, call.io.say).catch((fault: unknown) => endStart(fault, call, config)),
      stopAsked,
    ])
    if (typeof started === 'string') return await cutShort(config)
    process.stdout.write(`${started.address}\n`)
    showLogIns(call, started.logIns)
    await stopAsked
    call.io.tell(cliTexts['cli.serve.stopping'])
    await started.stop()
    call.io.tell(cliTexts['cli.serve.stopped'])
    return exit.done
  },
}

/**
 * Ends at once when the start failed: half an application may hold connections that would keep us alive. The
 * commonest reason deserves words of its own.
 */
function endStart(fault: unknown, call: CliCall, config: Config): never {
  const isTaken = fault instanceof Error && 'code' in fault && fault.code === 'EADDRINUSE'
  tellFault(call.io, isTaken ? setupFault('setup.port_taken', { port: config.http.port }, fault) : fault)
  process.exit(exit.cannotRun)
}

/** Stopped before it served: what was being set up is done again by the next start. */
async function cutShort(config: Config): Promise<never> {
  if (config.database.kind === 'embedded') await stopServerOf(config.data)
  process.exit(exit.interrupted)
}

function showLogIns(call: CliCall, logIns: readonly SampleLogIn[]): void {
  if (logIns.length === 0) return
  call.io.tell(cliTexts['cli.serve.log_ins'])
  for (const { name, password, role } of logIns) process.stderr.write(`  ${name}  ${password}  ${role}\n`)
}

/**
 * Resolves at the first sign to stop; Ctrl-C may arrive twice (from the terminal and from the program that started
 * us) and counts once. When that program is killed, the channel to it closes, and we stop too.
 */
function untilToldToStop(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve(signal))
    process.once('disconnect', () => resolve('disconnect'))
  })
}
