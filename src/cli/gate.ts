import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { cliLogTexts } from '../texts/cli-log.ts'
import { WrongUse, type CliCall, type CliCommand } from './args.ts'
import { exit } from './io.ts'

const project = join(import.meta.dirname, '../..')
const gates = join(project, 'test/gates')

/**
 * Runs one reliability gate, with a planted fault when asked; one line of JSON a figure, exit 1 when one
 * fails.
 */
export const gateCommand: CliCommand = {
  summary: cliLogTexts['cli.gate'],
  usage: 'NAME [--rounds N] [--seed N] [--fault NAME]',
  options: { rounds: { type: 'string' }, seed: { type: 'string' }, fault: { type: 'string' } },
  run: async (call) => {
    const [name = '', ...more] = call.positionals
    const names = gateNames()
    if (more.length > 0 || !names.includes(name)) {
      throw new WrongUse(cliLogTexts['cli.gate.which'], { names: names.join(' ') })
    }
    const fault = faultOf(call)
    return runGate([name, ...numbersOf(call), ...(fault === undefined ? [] : ['--fault', fault])])
  },
}

/** The gates of this checkout: files of test/gates that export one. */
export function gateNames(): string[] {
  if (!existsSync(gates)) return []
  return readdirSync(gates)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .filter((file) => /^export const gate:/m.test(readFileSync(join(gates, file), 'utf8')))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort()
}

/** Runs a gate as a process of its own, for it kills servers and plants faults; gives its exit code. */
export function runGate(args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(gates, 'run.ts'), ...args], {
      stdio: 'inherit',
      cwd: project,
    })
    child.on('error', reject)
    child.on('exit', (code, signal) =>
      resolve(signal === 'SIGINT' ? exit.interrupted : (code ?? exit.cannotRun)),
    )
  })
}

function numbersOf(call: CliCall): string[] {
  return (['rounds', 'seed'] as const).flatMap((option) => {
    const text = call.text(option)
    if (text === undefined) return []
    if (!/^[1-9]\d{0,8}$/.test(text)) throw new WrongUse(cliLogTexts['cli.gate.rounds'], { option })
    return [`--${option}`, text]
  })
}

function faultOf(call: CliCall): string | undefined {
  const fault = call.text('fault')?.replace(/\.patch$/, '')
  if (fault === undefined) return undefined
  const isThere = /^[\w-]+$/.test(fault) && existsSync(join(project, 'test/faults', `${fault}.patch`))
  if (!isThere) throw new WrongUse(cliLogTexts['cli.gate.no_fault'], { fault })
  return fault
}
