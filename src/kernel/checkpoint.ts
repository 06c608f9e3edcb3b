import { fromBase64, toBase64 } from './bytes.ts'
import type { NoteKey, VerifySignature } from './note.ts'
import { openNote } from './note.ts'
import type { Instant } from './time.ts'

/** What the log swears at one moment: its size and root (C2SP tlog-checkpoint). */
export type Checkpoint = {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
  /** When it was signed; carried as the extension line `at …`, so the signature covers it. */
  readonly at?: Instant
}

/** The text that is signed. Throws for a size or root that no tree has. */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  const { origin, size, root, at } = checkpoint
  if (origin === '' || !Number.isSafeInteger(size) || size < 0 || root.length !== 32) {
    throw new Error(`not a checkpoint: ${origin} ${size}`)
  }
  const body = `${origin}\n${size}\n${toBase64(root)}\n`
  return at === undefined ? body : `${body}at ${at}\n`
}

/**
 * Reads the text of a checkpoint; undefined when it is none. Extension lines that we do not know are passed
 * over.
 */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  if (!text.endsWith('\n')) return undefined
  const [origin = '', sizeText = '', rootText = '', ...extensions] = text.slice(0, -1).split('\n')
  const root = fromBase64(rootText)
  const size = Number(sizeText)
  if (origin === '' || !/^(0|[1-9][0-9]*)$/.test(sizeText) || !Number.isSafeInteger(size)) return undefined
  if (root?.length !== 32 || extensions.includes('')) return undefined
  const at = extensions.find((line) => /^at \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(line))
  return at === undefined ? { origin, size, root } : { origin, size, root, at: at.slice(3) }
}

/** The checkpoint of a note that `key` signed for its own log; undefined when it cannot be believed. */
export async function openCheckpoint(
  note: string,
  key: NoteKey,
  verify: VerifySignature,
): Promise<Checkpoint | undefined> {
  const text = await openNote(note, key, verify)
  const checkpoint = text === undefined ? undefined : parseCheckpoint(text)
  return checkpoint?.origin === key.name ? checkpoint : undefined
}
