import { createHash, type KeyObject } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import type { Clock } from '../../clock.ts'
import { setupFault } from '../../setup-fault.ts'
import type { EmbeddedServer } from '../server.ts'
import { keyName } from './backup-key.ts'
import { clusterPortions } from './cluster-files.ts'
import { copyEvidence, keptEvidence, listText, syncPath, writeWhole } from './evidence.ts'
import { manifestFile, type Manifest } from './manifest.ts'
import { readPart, sumOf, writePart, type Packed, type Part } from './pack.ts'
import type { FileKey } from './sealed.ts'
import { numberAt, placeOf, segmentName, segmentOf } from './wal.ts'

/** What a backup is made of, and what it says of itself. */
export type BackupAsk = {
  readonly server: EmbeddedServer
  readonly data: string
  /** The folder of backups. */
  readonly out: string
  readonly recipient: KeyObject
  readonly now: Clock
  readonly about: Pick<Manifest, 'product' | 'schema' | 'archive' | 'log'>
}

/** A finished backup, read back and found whole. */
export type TakenBackup = {
  readonly folder: string
  readonly manifest: Manifest
  /** What was written for it, copies of evidence files included. */
  readonly bytes: number
  readonly copiedFiles: number
}

/** Keys and passwords never go into a backup; the manifest says so in words that a reader finds. */
const without = ['keys/master.key', 'keys/postgres.json', 'keys/backup.pub', 'ABOVEBOARD_MASTER_KEY']

type Sealed = { readonly part: Part; readonly key: FileKey }

/**
 * Backs up the embedded server while it works: PostgreSQL's own low-level backup, sealed for the backup key,
 * then the evidence files, then all of it read back. It counts only under its final name.
 */
export async function takeBackup(ask: BackupAsk): Promise<TakenBackup> {
  const id = `backup-${ask.now().replace(/[-:]|\.\d+/g, '')}`
  const folder = join(ask.out, id)
  if (existsSync(folder)) throw setupFault('setup.backup_exists', { folder })
  const beside = `${folder}.part`
  await rm(beside, { recursive: true, force: true })
  await mkdir(beside, { recursive: true, mode: 0o700 })
  const client = new Client(ask.server.asSuperuser('postgres'))
  client.on('error', () => undefined)
  await client.connect()
  try {
    const taken = await copyDatabase(client, ask, beside)
    await readBack(beside, taken.sealed)
    // After the database, so that every file that it names was there already.
    const files = join(ask.out, 'files')
    const { copied } = await copyEvidence(join(ask.data, 'files'), files)
    const kept = await keptEvidence(files)
    await writeWhole(beside, 'evidence.txt', listText(kept))
    const manifest: Manifest = {
      format: 1,
      id,
      ...taken.about,
      ...ask.about,
      key: keyName(ask.recipient),
      parts: taken.sealed.map(({ part }) => part),
      evidence: {
        files: kept.length,
        bytes: kept.reduce((sum, { bytes }) => sum + bytes, 0),
        list: createHash('sha256').update(listText(kept)).digest('hex'),
      },
      without,
    }
    await writeWhole(beside, manifestFile, `${JSON.stringify(manifest, null, 2)}\n`)
    await rename(beside, folder)
    await syncPath(ask.out)
    const bytes = manifest.parts.reduce((sum, part) => sum + part.bytes, 0)
    return { folder, manifest, bytes, copiedFiles: copied }
  } catch (fault) {
    await rm(beside, { recursive: true, force: true })
    throw fault
  } finally {
    await client.end().catch(() => undefined)
  }
}

type Start = { lsn: string; at: string; version: string; system: string; segment_bytes: string }

async function copyDatabase(client: Client, ask: BackupAsk, folder: string) {
  const { cluster } = ask.server.place
  await refuseTablespaces(client)
  // Temporary: it goes with this session, and until then no log that the backup needs is taken away.
  await client.query(`select pg_create_physical_replication_slot($1, true, true)`, [
    `aboveboard_backup_${process.pid}`,
  ])
  const start = await one<Start>(
    client,
    `select pg_backup_start('aboveboard', true)::text as lsn, ${instant} as at,
  current_setting('server_version') as version,
  (select system_identifier::text from pg_control_system()) as system,
  (select bytes_per_wal_segment::text from pg_control_init()) as segment_bytes`,
  )
  const sealed: Sealed[] = []
  for await (const portion of clusterPortions(cluster)) {
    const name = `base-${String(sealed.length + 1).padStart(4, '0')}.abk`
    sealed.push(await writePart({ folder, name, recipient: ask.recipient }, portion))
  }
  const stop = await one<{ lsn: string; label: string; at: string }>(
    client,
    `select lsn::text as lsn, labelfile as label, ${instant} as at from pg_backup_stop(false)`,
  )
  const segmentBytes = BigInt(start.segment_bytes)
  const first = segmentOf(/\(file ([0-9A-F]{24})\)/.exec(stop.label)?.[1] ?? '', segmentBytes)
  if (first === undefined) throw new Error('the backup label names no segment')
  const last = { timeline: first.timeline, number: numberAt(placeOf(stop.lsn) - 1n, segmentBytes) }
  const names: string[] = []
  for (let number = first.number; number <= last.number; number += 1n)
    names.push(segmentName({ timeline: first.timeline, number }, segmentBytes))
  sealed.push(
    await writePart({ folder, name: 'wal-0001.abk', recipient: ask.recipient }, [
      { path: 'backup_label', bytes: Buffer.from(stop.label) },
      ...names.map((name): Packed => ({ path: `pg_wal/${name}`, file: join(cluster, 'pg_wal', name) })),
      ...demoMark(ask.data),
    ]),
  )
  const wal = {
    timeline: first.timeline,
    segmentBytes: Number(segmentBytes),
    first: names[0] ?? '',
    last: names.at(-1) ?? '',
    startLsn: start.lsn,
    stopLsn: stop.lsn,
  }
  const about = {
    startedAt: start.at,
    stoppedAt: stop.at,
    postgres: start.version,
    system: start.system,
    wal,
  }
  return { sealed, about }
}

const instant = `to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** The mark of a sample company says which database it means, so that it does no harm in another. */
function demoMark(data: string): Packed[] {
  const file = join(data, 'demo.json')
  return existsSync(file) ? [{ path: 'aboveboard/demo.json', file }] : []
}

/** Our own set-up makes none, and their files lie outside of the cluster. */
async function refuseTablespaces(client: Client): Promise<void> {
  const found = await client.query<{ name: string }>(
    `select spcname as name from pg_tablespace where spcname not in ('pg_default', 'pg_global')`,
  )
  const [first] = found.rows
  if (first) throw setupFault('setup.backup_tablespace', { name: first.name })
}

async function one<T extends object>(client: Client, text: string): Promise<T> {
  const [row] = (await client.query<T>(text)).rows
  if (!row) throw new Error('no answer')
  return row
}

/** Reads every part back from the disk: its sum, and with the key that is still at hand all that it holds. */
async function readBack(folder: string, sealed: readonly Sealed[]): Promise<void> {
  for (const { part, key } of sealed) {
    const file = join(folder, part.name)
    const lies = await sumOf(file)
    const isSame = lies?.sha256 === part.sha256 && lies.bytes === part.bytes
    const nothing = async () => undefined
    const read = await readPart(
      { file, name: part.name, opener: { file: key } },
      { begin: nothing, bytes: nothing, end: nothing },
    )
    if (!isSame || read.entries !== part.entries) throw setupFault('setup.backup_damaged', { file })
  }
}
