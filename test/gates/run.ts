import process from 'node:process'
import { parseArgs } from 'node:util'
import { atLeast, type Gate, type GateLine } from './gate.ts'
import { faultsOf, gateNames, runWithFault } from './with-fault.ts'

// Runs one gate and prints each figure as a line of JSON; exit 1 when one does not hold. With `--fault
// NAME` it runs in a scratch copy with that fault planted, and prints what the gate said there. With
// `--every-fault` it prints for each planted fault whether the gate turned red, which it must.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string' },
    seed: { type: 'string', default: '20261125' },
    fault: { type: 'string' },
    'every-fault': { type: 'boolean' },
  },
})
const [name = ''] = positionals
const rounds = values.rounds === undefined ? [] : ['--rounds', values.rounds]
process.exit(await main())

async function main(): Promise<number> {
  if (!gateNames().includes(name)) {
    process.stderr.write(`${gateNames().join(' ')}\n`)
    return 2
  }
  if (values.fault !== undefined) {
    const { code, stdout } = await runWithFault(name, values.fault, [...rounds, '--seed', values.seed])
    process.stdout.write(stdout)
    return code
  }
  return print(values['every-fault'] ? await everyFault() : await ownRun())
}

async function ownRun(): Promise<GateLine[]> {
  const gate = await loadGate()
  return gate.run({
    rounds: Number(values.rounds ?? gate.rounds),
    seed: Number(values.seed),
    say: (text) => void process.stderr.write(`${text}\n`),
  })
}

/**
 * Red means a figure that does not hold, other than how much a run has reached and how long it took. A gate
 * that broke off proves nothing about its fault.
 */
async function everyFault(): Promise<GateLine[]> {
  const lines: GateLine[] = []
  for (const fault of faultsOf(name)) {
    const { stdout } = await runWithFault(name, fault, [...rounds, '--seed', values.seed])
    const figures = stdout
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as GateLine)
    const isRed = figures.some(({ holds, unit }) => !holds && !['kinds', 'kills', 'ms'].includes(unit))
    lines.push(atLeast(`${name} turns red with ${fault}`, Number(isRed), 1, 'red'))
  }
  return lines
}

function print(lines: readonly GateLine[]): number {
  for (const line of lines) process.stdout.write(`${JSON.stringify(line)}\n`)
  return lines.every((line) => line.holds) ? 0 : 1
}

async function loadGate(): Promise<Gate> {
  const loaded: { gate: Gate } = await import(`./${name}.ts`)
  return loaded.gate
}
