import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeSample } from '../journeys/application.ts'

let made: { readonly folder: string; readonly data: Promise<string> } | undefined

/** The data folder of a stopped sample company, made once for the journeys of a run, which copy it. */
export function journeySample(): Promise<string> {
  made ??= begun()
  return made.data
}

function begun() {
  const folder = mkdtempSync(join(tmpdir(), 'aboveboard-sample-'))
  // The server's ordinary user must be able to walk in when the tests run as root.
  chmodSync(folder, 0o711)
  return { folder, data: makeSample(folder) }
}

/** Removes it, when the last journey has ended. */
export async function removeJourneySample(): Promise<void> {
  await made?.data.catch(() => undefined)
  if (made) rmSync(made.folder, { recursive: true, force: true })
}
