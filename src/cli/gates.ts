import { cliLogTexts } from '../texts/cli-log.ts'
import type { CliCommand } from './args.ts'
import { gateNames, runGate } from './gate.ts'
import { exit } from './io.ts'

/**
 * Runs every gate at its full length, and then each with each of its planted faults, which must turn it
 * red.
 */
export const gatesCommand: CliCommand = {
  summary: cliLogTexts['cli.gates'],
  usage: '',
  options: {},
  run: async () => {
    let isGreen = true
    for (const name of gateNames()) {
      if ((await runGate([name])) !== 0) isGreen = false
      if ((await runGate([name, '--every-fault'])) !== 0) isGreen = false
    }
    return isGreen ? exit.done : exit.found
  },
}
