import { createReadStream, existsSync } from 'node:fs'
import { appendFile, mkdir, open, readFile, rename, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { endOfNotes, readNotes, type NoteFile, type NoteFileEnd } from './note-file.ts'
import type { Sink } from './sinks.ts'
import { SinkProblem } from './sinks.ts'
import type { OutsideEvidence } from './verify-live.ts'

const hashBytes = 32
const chunkLeaves = 100_000

/**
 * A folder, best on another machine or a write-once share. It keeps `key.txt`, every checkpoint it was
 * given in `checkpoints.txt`, the newest alone in `latest.txt`, and in `leaves.bin` the 32-byte hash of
 * every entry, by which a rewritten entry can be named. It never shortens what it has: a log that is
 * smaller than the folder remembers, or another one by now, is a problem to be looked at, not to be copied.
 * Only the beginning of a note that a crash or a full disk cut short is taken off before more is written
 * behind it. An end that reads as nothing of ours stays and is written behind. The delivery says either.
 */
export function folderSink(folder: string): Sink {
  return {
    name: 'folder',
    everyMs: 0,
    isLetter: false,
    deliver: async ({ note, key, size, leaves }) => {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await keepKey(join(folder, 'key.txt'), key)
      const { have, isMended } = await wholeLeaves(join(folder, 'leaves.bin'))
      if (have > size) throw new SinkProblem('ahead')
      if (have > 0) {
        const last = await lastLeaf(join(folder, 'leaves.bin'), have)
        if (!last.equals(await leaves(have - 1, have))) throw new SinkProblem('other_history')
      }
      for (let from = have; from < size; from += chunkLeaves) {
        const bytes = await leaves(from, Math.min(size, from + chunkLeaves))
        await appendFile(join(folder, 'leaves.bin'), bytes, { flush: true, mode: 0o600 })
      }
      const end = await keepNote(join(folder, 'checkpoints.txt'), note)
      await writeFile(join(folder, 'latest.new'), note, { flush: true, mode: 0o600 })
      await rename(join(folder, 'latest.new'), join(folder, 'latest.txt'))
      if (end === 'unread') return 'unread_end'
      return isMended || end === 'torn' ? 'mended' : 'taken'
    },
  }
}

/** Two logs in one folder would prove nothing about either. */
async function keepKey(file: string, key: string): Promise<void> {
  if (!existsSync(file)) return writeFile(file, `${key}\n`, { flush: true, mode: 0o600 })
  if ((await readFile(file, 'utf8')).trim() !== key) throw new SinkProblem('other_log')
}

/** How many hashes the mirror holds. A hash that a crash cut short is taken off, for it was never told of. */
async function wholeLeaves(file: string): Promise<{ have: number; isMended: boolean }> {
  if (!existsSync(file)) return { have: 0, isMended: false }
  const { size } = await stat(file)
  const isMended = size % hashBytes !== 0
  if (isMended) await truncate(file, size - (size % hashBytes))
  return { have: Math.floor(size / hashBytes), isMended }
}

/**
 * The newest hash of the mirror. A log that was put back from an older copy and grew again has another one in
 * that place: written on, the mirror would hold the end of neither.
 */
async function lastLeaf(file: string, have: number): Promise<Buffer> {
  const hash = Buffer.alloc(hashBytes)
  const handle = await open(file, 'r')
  try {
    await handle.read(hash, 0, hashBytes, (have - 1) * hashBytes)
    return hash
  } finally {
    await handle.close()
  }
}

/** Writes a note behind the others, after taking off a torn one; how the file ended before. */
async function keepNote(file: string, note: string): Promise<NoteFileEnd['kind']> {
  const { from, end } = existsSync(file) ? await endOf(file) : { from: 0, end: '' }
  const { kind, keep, missing } = endOfNotes(end, note.slice(0, note.indexOf('\n')))
  if (kind === 'torn') await truncate(file, from + Buffer.byteLength(keep))
  // A delivery that failed after this point comes again with the same note.
  if (readNotes(keep).notes[0] === note) return kind
  await appendFile(file, `${missing}${note}\n`, { flush: true, mode: 0o600 })
  return kind
}

/** Some hundred notes: the last whole one is surely among them. */
const endBytes = 65_536

/** The end of the file from the beginning of a line, for half a letter would be counted wrongly. */
async function endOf(file: string): Promise<{ from: number; end: string }> {
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    const start = Math.max(0, size - endBytes)
    const bytes = Buffer.alloc(size - start)
    await handle.read(bytes, 0, bytes.length, start)
    const skipped = start === 0 ? 0 : bytes.indexOf('\n') + 1
    return { from: start + skipped, end: bytes.subarray(skipped).toString('utf8') }
  } finally {
    await handle.close()
  }
}

/** What a folder of this kind has kept, and what its notes hold beside; empty where there is nothing. */
export async function readFolder(folder: string): Promise<OutsideEvidence & NoteFile> {
  const notesFile = join(folder, 'checkpoints.txt')
  const leavesFile = join(folder, 'leaves.bin')
  const found = readNotes(existsSync(notesFile) ? await readFile(notesFile, 'utf8') : '')
  if (!existsSync(leavesFile)) return found
  // The folder goes on growing with the log. What came later is of entries behind the snapshot that the
  // verification is about to take, and would read as a log that was cut off.
  const { size } = await stat(leavesFile)
  return { ...found, leaves: () => readLeaves(leavesFile, size) }
}

async function* readLeaves(file: string, size: number): AsyncGenerator<Uint8Array[]> {
  if (size === 0) return
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20, end: size - 1 })) {
    const bytes = Buffer.concat([rest, chunk as Buffer])
    const hashes: Uint8Array[] = []
    let at = 0
    for (; at + hashBytes <= bytes.length; at += hashBytes) hashes.push(bytes.subarray(at, at + hashBytes))
    rest = bytes.subarray(at)
    yield hashes
  }
}
