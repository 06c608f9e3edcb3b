import { zipSync } from 'fflate'
import type { Instant } from '../kernel/time.ts'

/** One file of an archive that is handed on. */
export type ArchiveFile = { readonly name: string; readonly bytes: Uint8Array }

/** A ZIP archive of some files, each with its name and the moment at which the archive was made. */
export function zipOf(files: readonly ArchiveFile[], at: Instant): Buffer {
  const entries = Object.fromEntries(files.map(({ name, bytes }) => [name, bytes]))
  return Buffer.from(zipSync(entries, { mtime: new Date(at) }))
}
