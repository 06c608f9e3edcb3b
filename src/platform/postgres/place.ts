import { createHash } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { belongingsOf } from './belongings.ts'
import { isServerOf, readPostmaster } from './process.ts'
import { readSecrets } from './secrets.ts'
import { canReach, serverAccount, type Account } from './account.ts'
import { note, setupFault, wordsOf, type Say } from '../setup-fault.ts'
import { copyBinaries, packagedBinaries, packagedVersion, type Binaries } from './binaries.ts'

/** Where one installation's server lives and as whom it runs. */
export type Place = {
  /** The data folder of the application. */
  readonly data: string
  /** PostgreSQL's own data directory. */
  readonly cluster: string
  /** Folder of the unix socket, the settings and the log; next to the cluster. */
  readonly home: string
  readonly account: Account
  readonly binaries: Binaries
}

const elsewhere = '/var/lib/aboveboard'

/**
 * Finds or makes the folders of the server that belongs to the data folder `data`. When the server's user
 * cannot reach the data folder (root's home, for example), the cluster goes to /var/lib and a pointer file
 * says so. `own` are the programs of another PostgreSQL than the packaged one.
 */
export function findPlace(data: string, say: Say, own?: Binaries): Place {
  const folder = resolve(data)
  const account = serverAccount(say)
  makeDataFolder(folder, account)
  const binaries = own ?? reachableBinaries(account)
  const home = readPointer(folder) ?? chooseHome(folder, account, say)
  makeServerFolder(home, account)
  return { data: folder, cluster: join(home, 'cluster'), home, account, binaries }
}

function reachableBinaries(account: Account): Binaries {
  const packaged = packagedBinaries()
  if (canReach(account, packaged.postgres)) return packaged
  return copyBinaries(packaged, elsewhere, packagedVersion(packaged))
}

/**
 * The folder of the server of an existing data folder, without making anything; undefined when there is none.
 */
export function existingHome(data: string): string | undefined {
  const folder = resolve(data)
  const home = readPointer(folder) ?? join(folder, 'postgres')
  return existsSync(join(home, 'cluster', 'PG_VERSION')) ? home : undefined
}

function chooseHome(data: string, account: Account, say: Say): string {
  const inside = join(data, 'postgres')
  if (canReach(account, data)) return inside
  const hash = createHash('sha256').update(data).digest('hex').slice(0, 16)
  const home = join(elsewhere, hash)
  // The keys of a folder are those of the cluster that its name leads to: only the pointer was lost.
  if (existsSync(home) && (readSecrets(data) !== undefined || belongingsOf(data).length > 0)) {
    writePointer(data, home)
    return home
  }
  if (existsSync(home)) {
    const aside = `${home}.before-${Date.now()}`
    stopForgotten(join(home, 'cluster'))
    renameSync(home, aside)
    say(note('setup.earlier_database_kept', { home, aside }))
  }
  writePointer(data, home)
  say(note('setup.database_elsewhere', { user: account?.name ?? '', data, home }))
  return home
}

/** The data folder was removed while its server ran; the server finishes in its moved folder by itself. */
function stopForgotten(cluster: string): void {
  const found = readPostmaster(cluster)
  if (found !== undefined && isServerOf(found.pid, cluster)) process.kill(found.pid, 'SIGINT')
}

function readPointer(data: string): string | undefined {
  if (!existsSync(pointerFile(data))) return undefined
  const pointer: unknown = JSON.parse(readFileSync(pointerFile(data), 'utf8'))
  const home = typeof pointer === 'object' && pointer !== null && 'server' in pointer && pointer.server
  if (typeof home !== 'string') throw setupFault('setup.file_damaged', { file: pointerFile(data) })
  return home
}

function writePointer(data: string, home: string): void {
  writeFileSync(pointerFile(data), `${JSON.stringify({ server: home })}\n`)
}

function pointerFile(data: string): string {
  return join(data, 'postgres-is-at.json')
}

/** Others may pass through a data folder only when another user's server lives inside; nobody may list it. */
function makeDataFolder(data: string, account: Account): void {
  const isNew = madeFolder(data)
  if (isNew && process.platform !== 'win32') chmodSync(data, account === undefined ? 0o700 : 0o711)
}

function madeFolder(data: string): boolean {
  try {
    return mkdirSync(data, { recursive: true, mode: 0o755 }) !== undefined
  } catch (fault) {
    throw setupFault('setup.data_folder', { data, why: wordsOf(fault) }, fault)
  }
}

function makeServerFolder(home: string, account: Account): void {
  mkdirSync(dirname(home), { recursive: true, mode: 0o755 })
  mkdirSync(home, { recursive: true, mode: 0o700 })
  if (account !== undefined) chownSync(home, account.uid, account.gid)
}
