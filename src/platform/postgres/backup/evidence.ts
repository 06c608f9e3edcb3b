import { existsSync } from 'node:fs'
import { copyFile, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sumOf } from './pack.ts'

/** An evidence file in a backup: its name is the digest of its content, the sum that of what lies there. */
export type KeptFile = { readonly name: string; readonly bytes: number; readonly sha256: string }

/**
 * Copies what a store of evidence files has and the copy has not. The files are sealed already, each named
 * by its
 * digest, so that one copy serves every backup. A copy that is there is never written over: the original may
 * have been damaged since.
 */
export async function copyEvidence(
  from: string,
  to: string,
  seen: Seen = new Map(),
): Promise<{ copied: number }> {
  let copied = 0
  const folders = new Set<string>()
  const { files, looked } = await evidenceIn(from, seen)
  for (const { folder, name } of files) {
    const target = join(to, folder, name)
    const source = join(from, folder, name)
    const { size } = await stat(source)
    if (existsSync(target) && (await stat(target)).size === size) continue
    await copyWhole(source, target, join(to, folder))
    folders.add(join(to, folder))
    copied += 1
  }
  for (const folder of folders) await syncPath(folder)
  // Only now: a folder whose copy failed is looked into again.
  for (const [folder, at] of looked) seen.set(folder, at)
  return { copied }
}

/** The evidence files that a copy holds, each with the sum of what lies there. */
export async function keptEvidence(folder: string): Promise<KeptFile[]> {
  const kept: KeptFile[] = []
  for (const { folder: sub, name } of (await evidenceIn(folder)).files) {
    const found = await sumOf(join(folder, sub, name))
    if (found) kept.push({ name, ...found })
  }
  return kept
}

/** The list of a backup's evidence files, a line each. */
export function listText(files: readonly KeptFile[]): string {
  return files.map(({ name, bytes, sha256 }) => `${name} ${bytes} ${sha256}\n`).join('')
}

/** Reads such a list. */
export async function readList(file: string): Promise<KeptFile[]> {
  const text = await readFile(file, 'utf8')
  return [...text.matchAll(/^([0-9a-f]{64}) (\d+) ([0-9a-f]{64})$/gm)].map(
    ([, name = '', bytes = '', sha256 = '']) => ({ name, bytes: Number(bytes), sha256 }),
  )
}

/** Brings evidence files back, and tells which are missing or are not what the list says. */
export async function restoreEvidence(
  files: readonly KeptFile[],
  from: string,
  to: string,
): Promise<{ readonly copied: number; readonly lost: readonly string[] }> {
  const lost: string[] = []
  const folders = new Set<string>()
  for (const { name, sha256 } of files) {
    const folder = name.slice(0, 2)
    const source = join(from, folder, name)
    if ((await sumOf(source))?.sha256 === sha256) {
      await copyWhole(source, join(to, folder, name), join(to, folder))
      folders.add(join(to, folder))
    } else lost.push(name)
  }
  for (const folder of folders) await syncPath(folder)
  return { copied: files.length - lost.length, lost }
}

/**
 * When each folder of a store was last looked into, so that whoever looks often looks only where it
 * changed.
 */
export type Seen = Map<string, number>

/** A folder that changed within the last two seconds may change again under the same time. */
const settledMs = 2_000

/** Evidence files in the folders that changed since they were seen, and when those were changed. */
async function evidenceIn(
  folder: string,
  seen: Seen = new Map(),
): Promise<{ readonly files: readonly { folder: string; name: string }[]; readonly looked: Seen }> {
  const files: { folder: string; name: string }[] = []
  const looked: Seen = new Map()
  const all = existsSync(folder) ? await readdir(folder) : []
  for (const sub of all.filter((name) => /^[0-9a-f]{2}$/.test(name)).toSorted()) {
    const { mtimeMs } = await stat(join(folder, sub))
    if (seen.get(sub) === mtimeMs) continue
    if (Date.now() - mtimeMs > settledMs) looked.set(sub, mtimeMs)
    for (const name of (await readdir(join(folder, sub))).toSorted()) {
      if (/^[0-9a-f]{64}$/.test(name)) files.push({ folder: sub, name })
    }
  }
  return { files, looked }
}

/** The name itself is brought onto the disk by the caller, once a folder. */
async function copyWhole(source: string, target: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const beside = `${target}.part`
  await rm(beside, { force: true })
  await copyFile(source, beside)
  await syncPath(beside)
  await rename(beside, target)
}

/** Writes a file whole or not at all, on the disk when it returns. */
export async function writeWhole(folder: string, name: string, text: string): Promise<void> {
  await writeFile(join(folder, `${name}.part`), text, { mode: 0o600, flush: true })
  await rename(join(folder, `${name}.part`), join(folder, name))
  await syncPath(folder)
}

/** Brings a file or the names of a folder onto the disk; Windows opens no folder and keeps them itself. */
export async function syncPath(path: string): Promise<void> {
  if (process.platform === 'win32' && (await stat(path)).isDirectory()) return
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
