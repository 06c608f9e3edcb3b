import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setupFault } from '../platform/setup-fault.ts'
import { cliTexts } from '../texts/cli.ts'
import type { Io } from './io.ts'

const project = join(import.meta.dirname, '../..')
const built = join(project, 'dist/web')

/** What the web application is made of; a change in any of it makes a new build. */
const sources = ['web', 'src/kernel', 'src/contract', 'src/texts', 'vite.config.ts', 'package-lock.json']

/**
 * Builds the web application when there is none or its sources have changed. It is built beside and then renamed,
 * so that a build cut short is never served. Without its sources, as in a packaged image, what is there is used.
 */
export async function buildWeb(io: Io): Promise<void> {
  const vite = join(project, 'node_modules/vite/bin/vite.js')
  if (!existsSync(join(project, 'web/index.html')) || !existsSync(vite)) return
  const hash = hashOfSources()
  if (stampOf(built) === hash) return
  io.tell(cliTexts['cli.serve.building'])
  const beside = `${built}.${process.pid}`
  mkdirSync(join(project, 'dist'), { recursive: true })
  try {
    await runVite(vite, beside)
    writeFileSync(stampFile(beside), hash)
    rmSync(built, { recursive: true, force: true })
    renameSync(beside, built)
  } finally {
    rmSync(beside, { recursive: true, force: true })
  }
}

function runVite(vite: string, folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const args = [vite, 'build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn']
    // Its words go to stderr: stdout is for the address alone.
    const child = spawn(process.execPath, args, { cwd: project, stdio: ['ignore', 2, 2] })
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(setupFault('setup.web_not_built'))))
  })
}

function hashOfSources(): string {
  const hash = createHash('sha256')
  for (const file of sources.flatMap((source) => filesOf(join(project, source)))) {
    hash.update(file.slice(project.length)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}

function stampOf(folder: string): string | undefined {
  return existsSync(stampFile(folder)) ? readFileSync(stampFile(folder), 'utf8') : undefined
}

function stampFile(folder: string): string {
  return join(folder, '.sources')
}
