import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { setupFault } from '../../setup-fault.ts'

const moment = z.iso.datetime()

const part = z.object({
  name: z.string().regex(/^[a-z]+-\d{4}\.abk$/),
  bytes: z.number(),
  sha256: z.string(),
  plainBytes: z.number(),
  entries: z.number(),
})

const manifest = z.object({
  format: z.literal(1),
  id: z.string().regex(/^backup-\d{8}T\d{6}Z$/),
  /** From when to when it was taken; what was acknowledged before `stoppedAt` is in it. */
  startedAt: moment,
  stoppedAt: moment,
  product: z.string(),
  postgres: z.string(),
  /** The newest migration: an older build cannot serve what is in here. */
  schema: z.string().nullable(),
  /** Which cluster this is a copy of. */
  system: z.string(),
  /** Which backup key opens it, by the beginning of its public half. */
  key: z.string(),
  wal: z.object({
    timeline: z.number(),
    segmentBytes: z.number(),
    first: z.string(),
    last: z.string(),
    startLsn: z.string(),
    stopLsn: z.string(),
  }),
  /** The archive of the log of changes that goes on behind this backup; null where none was kept. */
  archive: z.string().nullable(),
  /** The newest checkpoint of the transparency log when it began. */
  log: z.object({ size: z.number(), root: z.string(), note: z.string() }).nullable(),
  parts: z.array(part),
  evidence: z.object({ files: z.number(), bytes: z.number(), list: z.string() }),
  /** Without them nothing of what is encrypted opens again; they are kept elsewhere. */
  without: z.array(z.string()),
})

/** What one backup says of itself. */
export type Manifest = z.infer<typeof manifest>

/** The file that makes a folder a backup. */
export const manifestFile = 'manifest.json'

/** Reads the manifest of the backup in `folder`; throws in words where it is none. */
function readManifest(folder: string): Manifest {
  const file = join(folder, manifestFile)
  const read = manifest.safeParse(existsSync(file) ? jsonOf(file) : undefined)
  if (!read.success) throw setupFault('setup.no_backup_there', { folder })
  return read.data
}

/** A backup in a folder of backups. */
export type Backup = { readonly folder: string; readonly manifest: Manifest }

/** The backups in `folder`, newest first; `folder` may also be one of them. Unfinished ones do not count. */
export function backupsIn(folder: string): Backup[] {
  return foldersIn(folder).map((one) => ({ folder: one, manifest: readManifest(one) }))
}

/** The newest backup in `folder`; undefined where there is none. */
export function newestBackup(folder: string): Backup | undefined {
  const [newest] = foldersIn(folder)
  return newest === undefined ? undefined : { folder: newest, manifest: readManifest(newest) }
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return []
  if (existsSync(join(folder, manifestFile))) return [folder]
  return readdirSync(folder)
    .filter((name) => /^backup-\d{8}T\d{6}Z$/.test(name) && existsSync(join(folder, name, manifestFile)))
    .toSorted()
    .reverse()
    .map((name) => join(folder, name))
}

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
