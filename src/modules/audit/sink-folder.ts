import { createReadStream, existsSync } from 'node:fs'
import { appendFile, mkdir, readFile, rename, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sink } from './sinks.ts'
import { SinkProblem } from './sinks.ts'
import type { OutsideEvidence } from './verify-live.ts'

const hashBytes = 32
const chunkLeaves = 100_000

/**
 * A folder, best on another machine or a write-once share. It keeps `key.txt`, every checkpoint it was
 * given in `checkpoints.txt`, the newest alone in `latest.txt`, and in `leaves.bin` the 32-byte hash of
 * every entry, by which a rewritten entry can be named. It never shortens what it has: a log that is
 * smaller than the folder remembers is a problem to be looked at, not to be copied.
 */
export function folderSink(folder: string): Sink {
  return {
    name: 'folder',
    everyMs: 0,
    isLetter: false,
    deliver: async ({ note, key, size, leaves }) => {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await keepKey(join(folder, 'key.txt'), key)
      const have = await wholeLeaves(join(folder, 'leaves.bin'))
      if (have > size) throw new SinkProblem('ahead')
      for (let from = have; from < size; from += chunkLeaves) {
        const bytes = await leaves(from, Math.min(size, from + chunkLeaves))
        await appendFile(join(folder, 'leaves.bin'), bytes, { flush: true, mode: 0o600 })
      }
      await appendFile(join(folder, 'checkpoints.txt'), `${note}\n`, { flush: true, mode: 0o600 })
      await writeFile(join(folder, 'latest.new'), note, { flush: true, mode: 0o600 })
      await rename(join(folder, 'latest.new'), join(folder, 'latest.txt'))
    },
  }
}

/** Two logs in one folder would prove nothing about either. */
async function keepKey(file: string, key: string): Promise<void> {
  if (!existsSync(file)) return writeFile(file, `${key}\n`, { flush: true, mode: 0o600 })
  if ((await readFile(file, 'utf8')).trim() !== key) throw new SinkProblem('other_log')
}

/** How many hashes the mirror holds. A hash that a crash cut short is taken off, for it was never told of. */
async function wholeLeaves(file: string): Promise<number> {
  if (!existsSync(file)) return 0
  const { size } = await stat(file)
  if (size % hashBytes !== 0) await truncate(file, size - (size % hashBytes))
  return Math.floor(size / hashBytes)
}

/** What a folder of this kind, or a single note in a file, has kept; empty where there is nothing. */
export async function readFolder(folder: string): Promise<OutsideEvidence> {
  const notesFile = join(folder, 'checkpoints.txt')
  const leavesFile = join(folder, 'leaves.bin')
  const notes = existsSync(notesFile) ? splitNotes(await readFile(notesFile, 'utf8')) : []
  return existsSync(leavesFile) ? { notes, leaves: () => readLeaves(leavesFile) } : { notes }
}

/**
 * The notes of a text that has one or more of them, newest first. The text of a checkpoint has no empty
 * line, so an empty line parts text from signatures and one note from the next.
 */
export function splitNotes(text: string): string[] {
  const parts = text.replaceAll('\r\n', '\n').trim().split(/\n\n+/)
  const notes: string[] = []
  for (let i = 0; i < parts.length; i += 2) notes.push(`${parts[i]}\n\n${parts[i + 1] ?? ''}\n`)
  return text.trim() === '' ? [] : notes.reverse()
}

async function* readLeaves(file: string): AsyncGenerator<Uint8Array[]> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    const bytes = Buffer.concat([rest, chunk as Buffer])
    const hashes: Uint8Array[] = []
    let at = 0
    for (; at + hashBytes <= bytes.length; at += hashBytes) hashes.push(bytes.subarray(at, at + hashBytes))
    rest = bytes.subarray(at)
    yield hashes
  }
}
