import { hash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { because } from '../../kernel/because.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Command } from '../../platform/act/command.ts'
import { insertRow } from '../../platform/act/rows.ts'
import { note, SetupFault, type Note } from '../../platform/setup-fault.ts'
import { fill } from '../../texts/text.ts'
import type { PackProblem } from './problem.ts'
import { readKnownVersion, type ReadVersion } from './read-version.ts'
import { loadPackRows } from './store.ts'
import { packTable, type PackRow } from './tables.ts'
import { versionId } from './versions.ts'

/** A pack or the matrix as it lies in a file, checked. */
export type ShippedPack = Pick<ReadVersion, 'packId' | 'packVersion' | 'sha256' | 'content'>

/** A shipped file as it lies there, and its SHA-256. */
export type ShippedText = { readonly file: string; readonly content: string; readonly sha256: string }

/** The shipped files, unchecked. */
export async function shippedTexts(folder: string): Promise<ShippedText[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort()
  return Promise.all(
    files.map(async (file) => {
      const content = await readFile(join(folder, file), 'utf8')
      return { file, content, sha256: hash('sha256', content) }
    }),
  )
}

/** Reads the shipped policies. Throws with every problem when one of them does not pass its checks. */
export async function readShipped(folder: string): Promise<ShippedPack[]> {
  return checkShipped(await shippedTexts(folder))
}

/** Checks shipped files. Throws with every problem when one of them does not pass. */
export function checkShipped(texts: readonly ShippedText[]): ShippedPack[] {
  const read = texts.map(({ file, content }) => shippedPack(file, content))
  const problems = read.flatMap((each) => ('problems' in each ? each.problems : []))
  if (problems.length > 0) throw new SetupFault(problems.map(brokenNote))
  return read.flatMap((each) => ('problems' in each ? [] : [each]))
}

function shippedPack(
  name: string,
  content: string,
): ShippedPack | { readonly problems: readonly PackProblem[] } {
  const read = readKnownVersion(content, name)
  if ('problems' in read) return read
  const { packId, packVersion, sha256 } = read.version
  return { packId, packVersion, sha256, content }
}

/** Whoever changed a shipped file reads where in it, as an author of a version does. */
function brokenNote({ file, line = 1, path, message }: PackProblem): Note {
  const [zh, en] = [fill(message, 'zh-CN'), fill(message, 'en')]
  return note('setup.policy_broken', { file, line, path: path.join('.'), zh, en })
}

/** The shipped policies as if they had been adopted, to compare a text with where there is no database. */
export async function shippedRows(folder: string): Promise<PackRow[]> {
  return (await readShipped(folder)).map((pack) => ({
    ...rowOf(pack, 'system', '2000-01-01T00:00:00.000Z'),
    version: 1,
  }))
}

function rowOf(pack: ShippedPack, by: string, at: Instant): Omit<PackRow, 'version'> {
  return {
    id: versionId(pack),
    pack_id: pack.packId,
    pack_version: pack.packVersion,
    sha256: pack.sha256,
    content: pack.content,
    effective_from: '2000-01-01',
    effective_to: null,
    adopted_by: by,
    adopted_at: at,
  }
}

/**
 * Adopts the shipped packs of which no version is stored yet. A company's own later versions are never
 * touched: a newer shipped version is offered to the company and not put in force by an update.
 */
export const adoptShippedCommand: Command<
  { readonly packs: readonly ShippedPack[] },
  readonly PackRow[],
  { readonly adopted: readonly string[] }
> = {
  operation: 'policy.adopt_shipped',
  load: (tx) => loadPackRows(tx),
  decide: (rows, call) => {
    const known = new Set(rows.map((row) => row.pack_id))
    const fresh = call.body.packs.filter((pack) => !known.has(pack.packId))
    return {
      answer: { adopted: fresh.map((pack) => pack.packId) },
      object: { type: 'policy', id: 'shipped' },
      reason: because('policy.none_yet', { packs: fresh.length }),
      changes: fresh.map((pack) => insertRow(packTable, rowOf(pack, call.actor.personId, call.at))),
    }
  },
}
