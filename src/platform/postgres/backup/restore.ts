import { spawn } from 'node:child_process'
import { createPublicKey, type KeyObject } from 'node:crypto'
import { chownSync, existsSync, readdirSync } from 'node:fs'
import { mkdir, open, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Clock } from '../../clock.ts'
import { setupFault, SetupFault, type Say } from '../../setup-fault.ts'
import { superuserName } from '../cluster.ts'
import { findPlace, type Place } from '../place.ts'
import { makeSecrets, type ServerSecrets } from '../secrets.ts'
import { startRecovery, stopServerOf } from '../server.ts'
import { keyName } from './backup-key.ts'
import { keptEvidence, readList, restoreEvidence, syncPath } from './evidence.ts'
import { readPart, sumOf, type Head, type Unpacking } from './pack.ts'
import type { RestorePlan } from './plan.ts'
import { keepMark } from './quarantine.ts'

/** How a backup is brought back. */
export type RestoreAsk = {
  readonly plan: RestorePlan
  readonly privateKey: KeyObject
  /** An empty or new folder. */
  readonly data: string
  readonly now: Clock
  readonly random: (bytes: number) => Uint8Array
  readonly say: Say
}

/** What came back. */
export type Restored = {
  readonly bytes: number
  readonly to: string
  readonly files: number
  /** Evidence files that the backup names and that are missing or damaged in it. */
  readonly lostFiles: readonly string[]
}

/** A restore that goes on over hours replays days of changes; an hour is for slow disks. */
const recoveryMsMax = 6 * 3_600_000

/**
 * Brings the database and the evidence files back into an empty data folder, up to the moment of the plan.
 * Every
 * part is checked before anything is written. The folder stays in quarantine until a verification has passed.
 */
export async function restore(ask: RestoreAsk): Promise<Restored> {
  const { plan, data } = ask
  const { manifest } = plan.backup
  if (existsSync(data) && readdirSync(data).length > 0) throw setupFault('setup.restore_not_empty', { data })
  const own = keyName(createPublicKey(ask.privateKey))
  if (own !== manifest.key) throw setupFault('setup.backup_key_other', { own, wanted: manifest.key })
  await checkParts(plan)
  const place = findPlace(data, ask.say)
  const mark = {
    backup: manifest.id,
    to: plan.to ?? plan.reaches,
    restoredAt: ask.now(),
    logSize: manifest.log?.size ?? 0,
  }
  await keepMark(data, { state: 'restoring', ...mark })
  const bytes = await unpackDatabase(ask, place)
  await recover(plan, place)
  await newPasswords(place, makeSecrets(data, ask.random))
  const evidence = await bringEvidence(ask)
  await keepMark(data, { state: 'restored', ...mark })
  return { bytes: bytes + evidence.bytes, to: mark.to, files: evidence.files, lostFiles: evidence.lost }
}

async function checkParts({ backup }: RestorePlan): Promise<void> {
  const { folder, manifest } = backup
  for (const part of manifest.parts) {
    const file = join(folder, part.name)
    const lies = await sumOf(file)
    if (lies?.sha256 !== part.sha256) throw setupFault('setup.backup_damaged', { file })
  }
  const list = join(folder, 'evidence.txt')
  if ((await sumOf(list))?.sha256 !== manifest.evidence.list)
    throw setupFault('setup.backup_damaged', { file: list })
}

async function unpackDatabase(ask: RestoreAsk, place: Place): Promise<number> {
  const { folder, manifest } = ask.plan.backup
  const into = new ClusterWriter(place, ask.data)
  await into.folder('')
  const { privateKey } = ask
  for (const { name } of manifest.parts) {
    await opened(join(folder, name), () =>
      readPart({ file: join(folder, name), name, opener: { privateKey } }, into.under('')),
    )
  }
  for (const { file: name } of ask.plan.segments) {
    const file = join(ask.plan.archive ?? '', name)
    await opened(file, () => readPart({ file, name, opener: { privateKey } }, into.under('pg_wal/')))
  }
  for (const path of ['pg_wal', '']) await syncPath(join(place.cluster, path))
  return into.bytes
}

async function opened(file: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && String(fault.code).startsWith('E')) throw fault
    throw setupFault('setup.backup_damaged', { file }, fault)
  }
}

const zeros = Buffer.alloc(1 << 20)

/** Writes into the cluster, as its user, and leaves out what is zero: most of a closed segment is. */
class ClusterWriter {
  readonly #place: Place
  readonly #data: string
  bytes = 0

  constructor(place: Place, data: string) {
    this.#place = place
    this.#data = data
  }

  under(prefix: string): Unpacking {
    let handle: FileHandle | undefined
    let at = 0
    return {
      begin: async (head) => {
        at = 0
        handle = await this.#begin(prefix, head)
      },
      bytes: async (piece) => {
        if (!piece.equals(zeros.subarray(0, piece.length))) await handle?.write(piece, 0, piece.length, at)
        at += piece.length
        this.bytes += piece.length
      },
      end: async () => {
        await handle?.close()
        handle = undefined
      },
    }
  }

  async folder(path: string): Promise<void> {
    const folder = join(this.#place.cluster, path)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    this.#own(folder)
  }

  async #begin(prefix: string, head: Head): Promise<FileHandle | undefined> {
    if (head.isFolder) return void (await this.folder(`${prefix}${head.path}`))
    const own = /^aboveboard\/(demo\.json)$/.exec(head.path)?.[1]
    const file =
      own === undefined ? join(this.#place.cluster, `${prefix}${head.path}`) : join(this.#data, own)
    if (own === undefined && !existsSync(dirname(file))) await this.folder(dirname(`${prefix}${head.path}`))
    const handle = await open(file, 'w', 0o600)
    if (own === undefined) this.#own(file)
    await handle.truncate(head.size)
    return handle
  }

  #own(path: string): void {
    const { account } = this.#place
    if (account !== undefined) chownSync(path, account.uid, account.gid)
  }
}

/** What PostgreSQL says when the log of changes holds nothing later than the moment that is asked for. */
const nothingLater = /recovery ended before configured recovery target was reached/

/**
 * Lets PostgreSQL replay the log of changes and end as a server of its own on a new timeline. The plan holds
 * exactly the segments that cover the moment; where nobody committed after it, PostgreSQL finds no
 * place to stop at and the end of those segments is that moment.
 */
async function recover({ to }: RestorePlan, place: Place): Promise<void> {
  await (await open(join(place.cluster, 'recovery.signal'), 'w', 0o600)).close()
  if (place.account) chownSync(join(place.cluster, 'recovery.signal'), place.account.uid, place.account.gid)
  const settings = {
    // All of it lies in pg_wal already; this command never has anything.
    restore_command: 'exit 1',
    recovery_target_timeline: 'current',
    recovery_target_action: 'promote',
    hot_standby: 'off',
    // A restored cluster is brought onto the disk as a whole and not file by file, where the system can.
    ...(process.platform === 'linux' ? { recovery_init_sync_method: 'syncfs' } : {}),
  }
  // When it reads this it knows no letters for zones yet.
  const time = to?.replace('T', ' ').replace('Z', '+00')
  const target: Record<string, string> = time === undefined ? {} : { recovery_target_time: time }
  try {
    await startRecovery(place, { ...settings, ...target }, recoveryMsMax)
  } catch (fault) {
    if (to === undefined || !(fault instanceof SetupFault) || !nothingLater.test(fault.message)) throw fault
    await startRecovery(place, settings, recoveryMsMax)
  }
  await stopServerOf(place.data)
}

/** Passwords are no part of a backup: PostgreSQL's single-user mode sets new ones without any. */
function newPasswords(place: Place, secrets: ServerSecrets): Promise<void> {
  const roles = ['owner', 'app', 'worker', 'auditor'] as const
  const lines = [
    `alter role ${superuserName} password '${secrets.superuser}'`,
    ...roles.map((role) => `alter role aboveboard_${role} password '${secrets[role]}'`),
  ]
  return new Promise((resolve, reject) => {
    const child = spawn(place.binaries.postgres, ['--single', '-D', place.cluster, 'postgres'], {
      ...(place.account && { uid: place.account.uid, gid: place.account.gid }),
      cwd: place.home,
      stdio: ['pipe', 'ignore', 'pipe'],
    })
    let complaint = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text))
    child.on('error', reject)
    child.on('close', (code) => {
      // It goes on after a statement that failed, and says so.
      if (code === 0 && !/^.*(ERROR|FATAL):/m.test(complaint)) resolve()
      else reject(setupFault('setup.server_did_not_start', { cluster: place.cluster, why: complaint.trim() }))
    })
    child.stdin.end(`${lines.join('\n')}\n`)
  })
}

async function bringEvidence({ plan, data }: RestoreAsk) {
  const listed = await readList(join(plan.backup.folder, 'evidence.txt'))
  const target = join(data, 'files')
  const known = await restoreEvidence(listed, join(dirname(plan.backup.folder), 'files'), target)
  // What came after the backup was copied beside the archive.
  const later = plan.archive === undefined ? undefined : join(dirname(plan.archive), 'files')
  const more = later === undefined ? [] : await keptEvidence(later)
  const listedNames = new Set(listed.map(({ name }) => name))
  const lost = new Set(known.lost)
  const wanted = more.filter(({ name }) => lost.has(name) || !listedNames.has(name))
  const added = later === undefined ? { copied: 0, lost: [] } : await restoreEvidence(wanted, later, target)
  const came = new Set(wanted.map(({ name }) => name))
  return {
    files: known.copied + added.copied,
    bytes: [...listed, ...wanted].reduce((sum, { bytes }) => sum + bytes, 0),
    lost: known.lost.filter((name) => !came.has(name)),
  }
}
