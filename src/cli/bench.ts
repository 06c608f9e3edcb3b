import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { cliLogTexts } from '../texts/cli-log.ts'
import { WrongUse, type CliCommand } from './args.ts'
import { exit } from './io.ts'

const project = join(import.meta.dirname, '../..')

/** The benches of a checkout, in the order in which all of them run: the short ones first. */
const benches = [
  'match',
  'invoices',
  'coverage',
  'reconcile',
  'ordinary',
  'import',
  'verify',
  'submit',
  'payments',
  'backup',
  'register',
] as const

/** Runs one benchmark, or all without a name; one line of JSON a figure, exit 1 when one misses its limit. */
export const benchCommand: CliCommand = {
  summary: cliLogTexts['cli.bench'],
  usage: '[NAME]',
  options: {},
  run: async (call) => {
    const [name, ...more] = call.positionals
    const isKnown = name === undefined || benches.some((each) => each === name)
    if (more.length > 0 || !isKnown || !existsSync(join(project, 'bench'))) {
      throw new WrongUse(cliLogTexts['cli.gate.which'], { names: benches.join(' ') })
    }
    let worst: number = exit.done
    for (const each of name === undefined ? benches : [name]) worst = Math.max(worst, await runBench(each))
    return worst
  },
}

/** A bench is a process of its own, so that its memory and its server are its own. */
function runBench(name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...process.execArgv, join(project, 'bench', `${name}.ts`)], {
      stdio: 'inherit',
      cwd: project,
    })
    child.on('error', reject)
    child.on('exit', (code, signal) =>
      resolve(signal === 'SIGINT' ? exit.interrupted : (code ?? exit.cannotRun)),
    )
  })
}
