import { existsSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseCheckpoint } from '../kernel/checkpoint.ts'
import { sha256 } from '../kernel/hash.ts'
import { parseNote, parseNoteKey } from '../kernel/note.ts'
import { readFolder, readNotes, type NoteFile, type OutsideEvidence } from '../modules/audit/index.ts'
import { cliLogTexts } from '../texts/cli-log.ts'
import { WrongUse, type CliCall } from './args.ts'

/** What somebody kept of the log, with the key of a folder. */
export type KeptEvidence = OutsideEvidence & { readonly key: string | undefined }

/**
 * What the caller kept: a file with one or more notes, or a copy of the whole sink folder. A place that
 * holds neither is wrong use: to verify without it would look like a comparison that never was.
 */
export async function keptEvidence(call: CliCall): Promise<KeptEvidence> {
  const place = call.text('checkpoint')
  if (place === undefined) return { notes: [], key: undefined }
  if (!existsSync(place)) throw new WrongUse(cliLogTexts['cli.no_file'], { file: place })
  const { torn, foreign, ...kept } = await readKept(place)
  if (kept.notes.length === 0) throw new WrongUse(cliLogTexts['cli.verify.nothing_held'], { place })
  if (torn > 0) call.io.tell(cliLogTexts['cli.verify.torn'], { place, count: torn })
  if (foreign > 0) call.io.tell(cliLogTexts['cli.verify.foreign'], { place, count: foreign })
  return kept
}

async function readKept(place: string): Promise<KeptEvidence & NoteFile> {
  if (!statSync(place).isDirectory()) return { ...readNotes(await readFile(place, 'utf8')), key: undefined }
  const keyFile = join(place, 'key.txt')
  const key = existsSync(keyFile) ? await readFile(keyFile, 'utf8') : undefined
  if (key !== undefined && !parseNoteKey(key, sha256)) {
    throw new WrongUse(cliLogTexts['cli.verify.bad_key'], { file: keyFile })
  }
  return { ...(await readFolder(place)), key }
}

/** How many entries the log had by a note, as the note says. */
export function sizeOfNote(note: string): number {
  return parseCheckpoint(parseNote(note)?.text ?? '')?.size ?? 0
}
