import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'

const project = join(import.meta.dirname, '../..')
const faults = join(project, 'test/faults')
/** Everything that a gate loads or reads, what it expects (`docs/reference`) included. */
const copied = [
  'src',
  'test',
  'db',
  'policies',
  'demo',
  'bench',
  'docs',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
]

/** What a gate said in a scratch copy: its figures, and how its process ended. */
export type FaultyRun = { readonly code: number; readonly stdout: string }

/** Names of the gates: files of this folder that export one. */
export function gateNames(): string[] {
  return readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .filter((file) => /^export const gate:/m.test(readFileSync(join(import.meta.dirname, file), 'utf8')))
    .map((file) => file.slice(0, -'.ts'.length))
}

/** The planted faults of a gate: patches whose names begin with the gate's. */
export function faultsOf(gate: string): string[] {
  return readdirSync(faults)
    .filter((file) => file.startsWith(`${gate}-`) && file.endsWith('.patch'))
    .map((file) => file.slice(0, -'.patch'.length))
    .sort()
}

/**
 * Runs a gate in a scratch copy of this checkout with a fault planted. A patch that no longer applies throws: a
 * fault that is not there proves nothing.
 */
export async function runWithFault(gate: string, fault: string, args: readonly string[]): Promise<FaultyRun> {
  const scratch = scratchCopy()
  try {
    plant(scratch, join(faults, `${fault}.patch`))
    return await runGate(scratch, gate, args)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** A copy of this checkout in which a fault can be planted; whoever makes it removes it. */
export function scratchCopy(): string {
  const scratch = mkdtempSync(join(tmpdir(), 'aboveboard-fault-'))
  for (const name of copied) {
    if (existsSync(join(project, name))) cpSync(join(project, name), join(scratch, name), { recursive: true })
  }
  symlinkSync(join(project, 'node_modules'), join(scratch, 'node_modules'))
  return scratch
}

function plant(scratch: string, patch: string): void {
  const done = spawnSync('git', ['apply', '--whitespace=nowarn', patch], { cwd: scratch, encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`the fault could not be planted: ${done.stderr}`)
}

/** Runs a gate as a process of its own; what it says goes to stderr. */
export function runGate(folder: string, gate: string, args: readonly string[]): Promise<FaultyRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(folder, 'test/gates/run.ts'), gate, ...args], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let stdout = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, stdout }))
  })
}
