import { fromUtf8, toBase64, toUtf8 } from './bytes.ts'
import type { Sha256 } from './hash.ts'
import type { NoteKey, SignBytes } from './note.ts'
import { formatNoteKey, signNote } from './note.ts'
import type { Instant } from './time.ts'

/**
 * What a bundle is about, for example `{ request: 'req_…' }` or `{ from: '2026-01-01', to: '2026-03-31' }`.
 */
export type BundleScope = { readonly [what: string]: string }

/** An entry with its proof of inclusion in the bundle's checkpoint. */
export type BundleEntry = {
  readonly seq: number
  readonly bytes: Uint8Array
  readonly path: readonly Uint8Array[]
}

/** An earlier checkpoint, one that outsiders may hold, with its proof of consistency with the bundle's. */
export type BundleEarlier = { readonly note: string; readonly path: readonly Uint8Array[] }

/** The column lists of a governed table, as in the verifier. */
export type BundleTable = {
  readonly table: string
  readonly current: number
  readonly columns: { readonly [list: number]: readonly string[] }
}

/** A row of a chosen object as it stands, under the table's current column list. */
export type BundleRow = { readonly table: string; readonly id: string; readonly line: string }

/** A file that travels beside the bundle. Its digest must stand in a row or an entry of the bundle. */
export type BundleFile = { readonly name: string; readonly sha256: string; readonly bytes: number }

/** What goes into a bundle. All entries that ever changed one of `rows` must be among `entries`. */
export type BundleParts = {
  readonly at: Instant
  readonly scope: BundleScope
  readonly checkpoint: string
  readonly earlier: readonly BundleEarlier[]
  readonly tables: readonly BundleTable[]
  readonly entries: readonly BundleEntry[]
  readonly rows: readonly BundleRow[]
  readonly files: readonly BundleFile[]
}

/**
 * Writes a bundle: one JSON object a line, each with one key that names its kind, the seal last. The seal is
 * a note that the log's key signs over everything before it, so that not even the scope can be changed on the
 * way.
 */
export async function formatBundle(
  parts: BundleParts,
  key: NoteKey,
  sign: SignBytes,
  sha256: Sha256,
): Promise<string> {
  const { at, scope } = parts
  const lines: object[] = [
    { manifest: { v: 1, origin: key.name, at, scope } },
    { key: formatNoteKey(key) },
    { checkpoint: parts.checkpoint },
    ...parts.earlier.map(({ note, path }) => ({ earlier: { note, path: path.map(toBase64) } })),
    ...parts.tables.map(({ table, current, columns }) => ({ table: { table, current, columns } })),
    ...parts.entries.map(entryLine),
    ...parts.rows.map(({ table, id, line }) => ({ row: { table, id, line } })),
    ...parts.files.map(({ name, sha256: digest, bytes }) => ({ file: { name, sha256: digest, bytes } })),
  ]
  const body = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
  const seal = await signNote(sealText(key.name, lines.length, body, sha256), key, sign)
  return `${body}${JSON.stringify({ seal })}\n`
}

/**
 * What the seal of a bundle signs. Its first line is no origin of a log, so a seal can never pass for a
 * checkpoint, nor a checkpoint for a seal.
 */
export function sealText(origin: string, lines: number, body: string, sha256: Sha256): string {
  return `${origin} bundle\n${lines}\n${toBase64(sha256(toUtf8(body)))}\n`
}

function entryLine({ seq, bytes, path }: BundleEntry): object {
  const text = fromUtf8(bytes)
  if (text === undefined) throw new Error(`entry ${seq} is no UTF-8`)
  return { entry: { seq, text, path: path.map(toBase64) } }
}
