import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import type { TestProject } from 'vitest/node'

/** The running application that all journeys of a run walk through. */
export type JourneyApplication = {
  readonly address: string
  /** Its data folder, for the command line. */
  readonly data: string
  /** A folder of the run for copies, bundles and downloads. */
  readonly folder: string
  /** The file with what it said on stderr. */
  readonly said: string
}

declare module 'vitest' {
  interface ProvidedContext {
    application: JourneyApplication
  }
}

const project = join(import.meta.dirname, '../..')

/**
 * Starts the built application as a user would, on a fresh demo folder and a free port. For quick work on a
 * journey, JOURNEY_FROM may name a stopped demo folder that is copied instead of making a new one.
 */
export async function setup(run: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'aboveboard-journey-'))
  // The server's ordinary user must be able to walk in when the tests run as root.
  chmodSync(folder, 0o711)
  const data = join(folder, 'data')
  const said = join(folder, 'said.txt')
  const from = process.env['JOURNEY_FROM'] ?? ''
  if (from !== '') copyWithOwners(from, data)
  const { server, address } = await served(data, said)
  run.provide('application', { address, data, folder, said })
  return async () => {
    await endOf(server, said)
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Makes the sample company in `folder` and stops it again, for applications that start from a copy of it.
 * Gives its data folder.
 */
export async function makeSample(folder: string): Promise<string> {
  const data = join(folder, 'data')
  const said = join(folder, 'said.txt')
  const { server } = await served(data, said)
  await endOf(server, said)
  return data
}

type Served = { readonly server: ChildProcess; readonly address: string }

/** The application on the demo folder `data`, as soon as it serves; what it says goes to the file `said`. */
async function served(data: string, said: string): Promise<Served> {
  const server = spawn(
    process.execPath,
    [join(project, 'bin/aboveboard'), 'serve', '--demo', '--data', data, '--port', '0'],
    {
      cwd: dirname(data),
      stdio: ['ignore', 'pipe', openSync(said, 'w')],
      env: { ...plainEnvironment(), ABOVEBOARD_REQUESTS_PER_MINUTE: '100000' },
    },
  )
  return { server, address: await firstLine(server, said) }
}

/** Stops the application as a terminal would; one that does not end by itself is a failure, never a wait. */
async function endOf(server: ChildProcess, said: string): Promise<void> {
  if (server.exitCode !== null) return
  const ended = once(server, 'exit')
  server.kill('SIGTERM')
  // A timer that is left behind would keep the runner waiting for it.
  const isEnded = await Promise.race([ended.then(() => true), wait(30_000, false, { ref: false })])
  if (isEnded) return
  server.kill('SIGKILL')
  throw new Error(`the application does not stop: ${readFileSync(said, 'utf8').slice(-2_000)}`)
}

/**
 * The environment without what would lead the application elsewhere than to its own folder, and without the
 * test runner's NODE_ENV, with which the web would be built for developers.
 */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(ABOVEBOARD_|DATABASE_|NODE_ENV$|VITEST)/.test(name),
  )
  return { ...Object.fromEntries(own), LC_ALL: '', LANG: 'zh_CN.UTF-8' }
}

async function firstLine(server: ChildProcess, said: string): Promise<string> {
  if (!server.stdout) throw new Error('the application has no output')
  for await (const line of createInterface(server.stdout)) return line
  throw new Error(`the application ended before it served: ${readFileSync(said, 'utf8')}`)
}

/** The database folder belongs to the server's own user; only `cp -a` keeps that. */
function copyWithOwners(from: string, to: string): void {
  const { status } = spawnSync('cp', ['-a', from, to], { stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error(`${from} could not be copied`)
}
