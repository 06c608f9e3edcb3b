import { parentPort, workerData } from 'node:worker_threads'
import type { PoolClient } from 'pg'
import type { StoredEntry } from '../../kernel/verifier-log.ts'
import type { StoredRow } from '../../kernel/verifier-rows.ts'
import { openClient } from '../../platform/db/connect.ts'
import { transactionOn, type Transaction } from '../../platform/db/transaction.ts'
import { packEntries, packRows } from './packing.ts'
import type { Ask, Said, ThreadSetup } from './read-aside.ts'
import { governedRows } from './store-rows.ts'
import { entriesReader, joinSnapshot } from './store-verify.ts'

// The reading half of a verification, on a processor of its own: it reads with COPY, takes the hashes, and
// hands packs over. It runs ahead of the other half by a few packs and no more, so memory stays small.

/** Half a megabyte a pack: larger ones would wait, smaller ones cost a message each. */
const packBytes = 512 * 1_024
const packsAhead = 6

const port = parentPort
if (!port) throw new Error('this file runs as a thread of the verifier')
const setup: ThreadSetup = workerData
let credits = packsAhead
let wake: () => void = () => undefined

const client = await openClient(setup.connection, 'verify reader')
const tx = transactionOn(client as unknown as PoolClient, true)
await joinSnapshot(tx, setup.snapshot)

port.on('message', (ask: Ask) => {
  if (ask.kind === 'taken') {
    credits += 1
    wake()
  } else if (ask.kind === 'end') void client.end().then(() => port.close())
  else void answer(ask).catch((fault: unknown) => say({ kind: 'broken', words: String(fault) }))
})
say({ kind: 'ready' })

async function answer(ask: Extract<Ask, { kind: 'entries' | 'rows' }>): Promise<void> {
  if (ask.kind === 'entries') await sendEntries(tx)
  else await sendRows(tx, ask.table)
  say({ kind: 'done' })
}

async function sendEntries(from: Transaction): Promise<void> {
  let marks: { seq: number | null; id: bigint | undefined }[] = []
  const read = entriesReader(from, (mark) => void marks.push(mark))
  for await (const batch of gathered(read(), ({ bytes }: StoredEntry) => bytes.length)) {
    const pack = packEntries(batch)
    await credit()
    const { bytes, ends, seqs, stored, computed } = pack
    say({ kind: 'entries', pack, marks }, [
      bytes.buffer,
      ends.buffer,
      seqs.buffer,
      stored.buffer,
      computed.buffer,
    ])
    marks = []
  }
  if (marks.length > 0) say({ kind: 'entries', pack: packEntries([]), marks })
}

async function sendRows(from: Transaction, name: string): Promise<void> {
  const table = setup.tables.find((each) => each.name === name)
  if (!table) throw new Error(`no governed table ${name}`)
  const ring = { derive: () => Buffer.from(setup.subjectKey) }
  for await (const batch of gathered(
    governedRows(from, ring, table).rows(),
    ({ line }: StoredRow) => line.length,
  )) {
    const pack = packRows(batch)
    await credit()
    say({ kind: 'rows', pack }, [pack.bytes.buffer, pack.ends.buffer, pack.digests.buffer])
  }
}

/** Joins small batches until they are worth a message. */
async function* gathered<T>(
  batches: AsyncIterable<readonly T[]> | Iterable<readonly T[]>,
  sizeOf: (item: T) => number,
): AsyncGenerator<T[]> {
  let items: T[] = []
  let size = 0
  for await (const batch of batches) {
    for (const item of batch) {
      items.push(item)
      size += sizeOf(item)
    }
    if (size < packBytes) continue
    yield items
    items = []
    size = 0
  }
  if (items.length > 0) yield items
}

async function credit(): Promise<void> {
  while (credits === 0) await new Promise<void>((resolve) => (wake = resolve))
  credits -= 1
}

function say(said: Said, transfer: readonly ArrayBuffer[] = []): void {
  port?.postMessage(said, [...transfer])
}
