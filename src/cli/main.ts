import process from 'node:process'
import { terminalLanguage } from '../platform/config.ts'
import { cliTexts } from '../texts/cli.ts'
import { fill } from '../texts/index.ts'
import { readCall, WrongUse, type CliCommand } from './args.ts'
import { commandNames, loadCommand, nearestCommand } from './commands.ts'
import { exit, tellFault, terminalIo, type Io } from './io.ts'

/** Runs the command that `args` name and gives its exit code. */
async function main(args: readonly string[]): Promise<number> {
  const io = terminalIo(terminalLanguage(), args.includes('--json'))
  try {
    return await dispatch(io, args)
  } catch (fault) {
    tellFault(io, fault)
    return exit.cannotRun
  }
}

async function dispatch(io: Io, [name, ...rest]: readonly string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    return showHelp(io, name === undefined)
  }
  if (!commandNames().includes(name)) return unknownCommand(io, name)
  return runCommand(io, name, rest)
}

async function runCommand(io: Io, name: string, args: readonly string[]): Promise<number> {
  const command = await loadCommand(name)
  if (args.includes('--help') || args.includes('-h')) {
    io.answer({ usage: usageOf(name, command) }, () => [
      fill(command.summary, io.language),
      '',
      usageOf(name, command),
    ])
    return exit.done
  }
  try {
    return await command.run(readCall(command, args, io))
  } catch (fault) {
    if (!(fault instanceof WrongUse)) throw fault
    io.tell(fault.sentence, fault.params)
    io.tell(cliTexts['cli.usage'], { usage: usageOf(name, command) })
    return exit.wrongUse
  }
}

function usageOf(name: string, command: CliCommand): string {
  return `aboveboard ${name} ${command.usage}`.trim()
}

/** Help that was asked for is an answer; help after a call without a command goes to stderr with code 2. */
async function showHelp(io: Io, isWrongUse: boolean): Promise<number> {
  const commands = []
  for (const name of commandNames()) commands.push({ name, command: await loadCommand(name) })
  const list = commands.map(({ name, command }) => ({
    name,
    usage: usageOf(name, command),
    summary: fill(command.summary, io.language),
  }))
  const lines = list.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`)
  const words = [
    fill(cliTexts['cli.help'], io.language),
    '',
    ...lines,
    '',
    fill(cliTexts['cli.more'], io.language),
  ]
  if (isWrongUse) process.stderr.write(`${words.join('\n')}\n`)
  else io.answer({ commands: list }, () => words)
  return isWrongUse ? exit.wrongUse : exit.done
}

function unknownCommand(io: Io, name: string): number {
  io.tell(cliTexts['cli.unknown'], { name })
  const nearest = nearestCommand(name)
  if (nearest !== undefined) io.tell(cliTexts['cli.nearest'], { name: nearest })
  io.tell(cliTexts['cli.list'])
  return exit.wrongUse
}

// A reader such as `head` may close the pipe early; that is no fault of ours.
process.stdout.on('error', (fault: NodeJS.ErrnoException) => {
  if (fault.code !== 'EPIPE') throw fault
  process.exit(exit.done)
})
process.exitCode = await main(process.argv.slice(2))
// The channel to the program that started us would keep us waiting for messages that never come.
if (process.connected) process.disconnect()
