import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { Client, type ClientConfig } from 'pg'
import { monotonicMs, pause } from '../clock.ts'
import { setupFault, type Say } from '../setup-fault.ts'
import type { Binaries } from './binaries.ts'
import { ensureCluster, superuserName } from './cluster.ts'
import { withLockFile } from './lock-file.ts'
import { existingHome, findPlace, type Place } from './place.ts'
import { isServerOf, processesIn, readPostmaster, type Postmaster } from './process.ts'
import type { ServerSecrets } from './secrets.ts'
import { writeSettings } from './settings.ts'

/** The embedded server of one data folder, running. */
export type EmbeddedServer = {
  readonly place: Place
  readonly secrets: ServerSecrets
  readonly port: number
  /** Folder of its unix socket; empty where the path would be too long for one. */
  readonly socketFolder: string
  /** True when it was running already: left behind by a killed application, or used by another command. */
  readonly wasRunning: boolean
  /** How its superuser connects to `database`. */
  readonly asSuperuser: (database: string) => ClientConfig
  /** Starts it again on the same port when it has died; does nothing when it lives. */
  readonly revive: () => Promise<boolean>
  /** Stops it; with `unlessUsed`, only when nobody else is connected. True when it is stopped. */
  readonly stop: (when: 'always' | 'unlessUsed') => Promise<boolean>
}

/** What the embedded server needs from outside. */
export type ServerOptions = {
  readonly data: string
  readonly random: (bytes: number) => Uint8Array
  readonly say: Say
  /** Programs of another PostgreSQL than the packaged one. */
  readonly binaries?: Binaries
}

/** Recovery after a crash replays at most 2 GB of changes; slow disks need minutes, not more. */
const startMsMax = 180_000

/**
 * Starts the server of a data folder, or adopts the one that runs there. Makes the cluster the first time.
 */
export async function openServer(options: ServerOptions): Promise<EmbeddedServer> {
  const place = findPlace(options.data, options.say, options.binaries)
  return withLockFile(lockFile(place), async () => {
    const secrets = await ensureCluster(place, options.random, options.say)
    const socketFolder = socketFolderOf(place)
    const running = await settledPostmaster(place)
    if (running !== undefined && (await isOurs(place, secrets, running))) {
      return serverHandle({ place, secrets, socketFolder, port: running, wasRunning: true })
    }
    if (running !== undefined) await stopServer(place.cluster)
    const port = await startOnFreePort(place, socketFolder)
    return serverHandle({ place, secrets, socketFolder, port, wasRunning: false })
  })
}

/**
 * Stops the server of a data folder when one runs; for a start that is cut short before it has its handle.
 */
export async function stopServerOf(data: string): Promise<void> {
  const home = existingHome(data)
  if (home !== undefined) await stopServer(join(home, 'cluster'))
}

type Handle = Pick<EmbeddedServer, 'place' | 'secrets' | 'port' | 'socketFolder' | 'wasRunning'>

function serverHandle(handle: Handle): EmbeddedServer {
  const { place, port, socketFolder } = handle
  const asSuperuser = (database: string) => superuserAt(handle.secrets, port, database)
  return {
    ...handle,
    asSuperuser,
    revive: async () => {
      const found = readPostmaster(place.cluster)
      if (found !== undefined && isServerOf(found.pid, place.cluster)) return false
      return withLockFile(lockFile(place), async () => {
        if ((await settledPostmaster(place)) !== undefined) return false
        await startServer(place, socketFolder, port)
        return true
      })
    },
    stop: (when) =>
      withLockFile(lockFile(place), async () => {
        if (when === 'unlessUsed' && (await isUsed(asSuperuser('postgres')))) return false
        await stopServer(place.cluster)
        return true
      }),
  }
}

function lockFile(place: Place): string {
  return join(place.data, 'postgres.lock')
}

function superuserAt(secrets: ServerSecrets, port: number, database: string): ClientConfig {
  const timeouts = { connectionTimeoutMillis: 10_000, application_name: 'aboveboard server' }
  return { host: '127.0.0.1', port, user: superuserName, password: secrets.superuser, database, ...timeouts }
}

/** The port of a server that runs and is ready, after waiting for one that is starting or stopping. */
async function settledPostmaster(place: Place): Promise<number | undefined> {
  const since = monotonicMs()
  for (;;) {
    const found = readPostmaster(place.cluster)
    if (found === undefined) return undefined
    if (!isServerOf(found.pid, place.cluster)) {
      await clearRemains(place, found)
      return undefined
    }
    if (found.status === 'ready') return found.port
    if (monotonicMs() - since > startMsMax) return found.port
    await pause(20)
  }
}

/**
 * After a kill, PostgreSQL would refuse to start while any process of its user bears the old number, be it
 * another program or a zombie: so its marks are removed. But never while a process of the killed server still
 * works in the cluster, for two servers on one cluster would destroy it; such a process ends as soon as it
 * looks up.
 */
async function clearRemains(place: Place, dead: Postmaster): Promise<void> {
  const since = monotonicMs()
  while (processesIn(place.cluster).length > 0) {
    if (monotonicMs() - since > startMsMax)
      throw setupFault('setup.server_remains', { cluster: place.cluster })
    await pause(20)
  }
  rmSync(join(place.home, `.s.PGSQL.${dead.port}.lock`), { force: true })
  rmSync(join(place.cluster, 'postmaster.pid'), { force: true })
}

/** A server that answers with our password and our folder is ours; anything else on that port is not. */
async function isOurs(place: Place, secrets: ServerSecrets, port: number): Promise<boolean> {
  const client = new Client(superuserAt(secrets, port, 'postgres'))
  try {
    await client.connect()
    const found = await client.query<{ folder: string }>(`select current_setting('data_directory') as folder`)
    return found.rows[0]?.folder === place.cluster
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function isUsed(superuser: ClientConfig): Promise<boolean> {
  const client = new Client(superuser)
  try {
    await client.connect()
    const others = await client.query(
      `select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1`,
    )
    return others.rowCount === 1
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Between choosing a free port and using it another program may take it: then another one is chosen. */
async function startOnFreePort(place: Place, socketFolder: string): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort()
    try {
      await startServer(place, socketFolder, port)
      return port
    } catch (fault) {
      if (
        attempt === 5 ||
        !(fault instanceof Error) ||
        !/could not bind|Address already in use/.test(fault.message)
      ) {
        throw fault
      }
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port)
        else reject(new Error('no free port'))
      })
    })
  })
}

/**
 * Starts the server of a restored cluster and waits until it has replayed its log of changes and serves.
 * Throws
 * with the server's own words where it cannot.
 */
export async function startRecovery(
  place: Place,
  settings: Readonly<Record<string, string>>,
  waitMs: number,
): Promise<void> {
  const more = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  await startServer(place, socketFolderOf(place), await freePort(), { more, waitMs })
}

/** What only the start of a restored cluster needs. */
type Recovering = { readonly more: readonly string[]; readonly waitMs: number }

/** Detached, so that Ctrl-C reaches the application only, which then stops the server in order. */
async function startServer(
  place: Place,
  socketFolder: string,
  port: number,
  { more, waitMs }: Recovering = { more: [], waitMs: startMsMax },
): Promise<void> {
  writeSettings(place, socketFolder)
  const logFile = join(place.home, 'postgres.log')
  const logStart = prepareLog(logFile)
  const log = openSync(logFile, 'a', 0o600)
  const child = spawn(place.binaries.postgres, ['-D', place.cluster, '-p', String(port), ...more], {
    ...(place.account && { uid: place.account.uid, gid: place.account.gid }),
    cwd: place.home,
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  let hasEnded = false
  let why = ''
  child.on('error', (fault) => {
    hasEnded = true
    why = fault.message
  })
  child.on('exit', () => (hasEnded = true))
  child.unref()
  const since = monotonicMs()
  for (;;) {
    const found = readPostmaster(place.cluster)
    if (found !== undefined && found.pid === child.pid && found.status === 'ready') return
    if (hasEnded) {
      const logged = readFileSync(logFile, 'utf8').slice(logStart).trim()
      throw setupFault('setup.server_did_not_start', { cluster: place.cluster, why: why || logged })
    }
    if (monotonicMs() - since > waitMs) throw setupFault('setup.server_is_slow', { log: logFile })
    await pause(10)
  }
}

/**
 * The log is for faults only, so 5 MB hold years; beyond that it begins anew. Answers where the next line
 * goes.
 */
function prepareLog(logFile: string): number {
  try {
    const { size } = statSync(logFile)
    if (size <= 5_000_000) return size
    truncateSync(logFile)
    return 0
  } catch {
    return 0
  }
}

/** SIGINT is PostgreSQL's fast stop: connections end, everything is written. SIGQUIT only when that hangs. */
async function stopServer(cluster: string): Promise<void> {
  const found = readPostmaster(cluster)
  if (found === undefined || !isServerOf(found.pid, cluster)) return
  const since = monotonicMs()
  process.kill(found.pid, 'SIGINT')
  let isHard = false
  while (isServerOf(found.pid, cluster)) {
    if (!isHard && monotonicMs() - since > 60_000) {
      process.kill(found.pid, 'SIGQUIT')
      isHard = true
    }
    await pause(10)
  }
}

/** A socket path longer than 107 bytes does not bind; the file name takes about 20 of them. */
function socketFolderOf(place: Place): string {
  return process.platform === 'win32' || Buffer.byteLength(place.home) > 85 ? '' : place.home
}
