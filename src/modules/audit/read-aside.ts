import { Worker } from 'node:worker_threads'
import type { StoredEntry } from '../../kernel/verifier-log.ts'
import type { StoredRow } from '../../kernel/verifier-rows.ts'
import type { GovernedTable } from '../../platform/act/rows.ts'
import type { Connection } from '../../platform/db/connect.ts'
import { unpackEntries, unpackRows, type PackedEntries, type PackedRows } from './packing.ts'

/** An entry whose side columns are not what its bytes say, or a number that stands for none. */
export type Mark = { readonly seq: number | null; readonly id: bigint | undefined }

/** What the reading thread is made with. */
export type ThreadSetup = {
  readonly connection: Connection
  readonly snapshot: string
  readonly subjectKey: Uint8Array
  readonly tables: readonly GovernedTable[]
}

/** What the thread is asked. One question at a time; `taken` allows one more pack. */
export type Ask =
  | { readonly kind: 'entries' }
  | { readonly kind: 'rows'; readonly table: string }
  | { readonly kind: 'taken' }
  | { readonly kind: 'end' }

/** What the thread says. */
export type Said =
  | { readonly kind: 'ready' }
  | { readonly kind: 'entries'; readonly pack: PackedEntries; readonly marks: readonly Mark[] }
  | { readonly kind: 'rows'; readonly pack: PackedRows }
  | { readonly kind: 'done' }
  | { readonly kind: 'broken'; readonly words: string }

/** A reader of the log and of governed rows that works on another processor, on the caller's snapshot. */
export type ReadAside = {
  readonly entries: (mark: (mark: Mark) => void) => AsyncGenerator<StoredEntry[]>
  readonly rows: (table: string) => AsyncGenerator<StoredRow[]>
  readonly close: () => Promise<void>
}

/** Starts the reading thread. */
export async function readAside(setup: ThreadSetup): Promise<ReadAside> {
  const worker = new Worker(new URL('./read-thread.ts', import.meta.url), { workerData: setup })
  const inbox = inboxOf(worker)
  const ready = await inbox.next()
  if (ready.kind !== 'ready') throw new Error('the reading thread did not start')
  async function* packs(ask: Ask): AsyncGenerator<Extract<Said, { kind: 'entries' | 'rows' }>> {
    worker.postMessage(ask)
    for (let said = await inbox.next(); said.kind !== 'done'; said = await inbox.next()) {
      if (said.kind !== 'entries' && said.kind !== 'rows') throw new Error(`unexpected: ${said.kind}`)
      yield said
      worker.postMessage({ kind: 'taken' } satisfies Ask)
    }
  }
  return {
    entries: async function* (mark) {
      for await (const said of packs({ kind: 'entries' })) {
        if (said.kind !== 'entries') continue
        said.marks.forEach(mark)
        yield unpackEntries(said.pack)
      }
    },
    rows: async function* (table) {
      for await (const said of packs({ kind: 'rows', table }))
        if (said.kind === 'rows') yield unpackRows(said.pack)
    },
    close: async () => {
      const ended = new Promise((resolve) => worker.once('exit', resolve))
      worker.postMessage({ kind: 'end' } satisfies Ask)
      await ended
    },
  }
}

/** Messages in their order, waited for; a thread that breaks off breaks whoever waits. */
function inboxOf(worker: Worker): { readonly next: () => Promise<Said> } {
  const waiting: Said[] = []
  let fault: Error | undefined
  let wake: () => void = () => undefined
  worker.on('message', (said: Said) => {
    if (said.kind === 'broken') fault = new Error(said.words)
    else waiting.push(said)
    wake()
  })
  worker.on('error', (error: Error) => {
    fault = error
    wake()
  })
  return {
    next: async () => {
      for (;;) {
        if (fault) throw fault
        const said = waiting.shift()
        if (said) return said
        await new Promise<void>((resolve) => (wake = resolve))
      }
    },
  }
}
