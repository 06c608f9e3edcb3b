import { readFileSync, mkdtempSync, readdirSync, writeFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../test/setup/fresh-database.ts'
import { systemActor } from './act/actor.ts'
import { randomBytes } from './clock.ts'
import { inTransaction, readOnly } from './db/in-transaction.ts'
import { FileLost, findLostFiles, readStoredFile, sniff, storeFile, type FileStore } from './files.ts'
import { encodeGb18030 } from './gb18030.ts'
import { keyRing } from './keys.ts'

let database: FreshDatabase
let store: FileStore

beforeAll(async () => {
  database = await freshDatabase()
  store = {
    folder: mkdtempSync(join(tmpdir(), 'aboveboard-files-')),
    ring: keyRing(Buffer.alloc(32, 5)),
    random: (bytes) => Buffer.from(randomBytes(bytes)),
  }
})

afterAll(async () => {
  rmSync(store.folder, { recursive: true, force: true })
  await database.close()
})

const agenda = Buffer.from('%PDF-1.7\n会议议程：第四季度技术交流\n')
const at = '2026-11-25T01:00:00.000Z'
const keep = (bytes: Buffer) =>
  inTransaction(database.pool('app', 2), [systemActor], (tx) => storeFile(store, tx, bytes, at))
const read = (digest: string) =>
  readOnly(database.pool('app', 1), [systemActor], (tx) => readStoredFile(store, tx, digest))

function contentOf(folder: string): string {
  const [name = ''] = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((each) =>
    /[0-9a-f]{64}$/.test(each),
  )
  return join(folder, name)
}

/** The store, telling whenever a file of it is opened. */
function watched(files: FileStore, onDisk: () => void): FileStore {
  return {
    ...files,
    get folder() {
      onDisk()
      return files.folder
    },
  }
}

describe('evidence files', () => {
  test('are named by their content, stored once and encrypted', async () => {
    const first = await keep(agenda)
    const second = await keep(agenda)
    expect(first).toEqual(second)
    expect(first).toMatchObject({ mediaType: 'application/pdf', bytes: agenda.length })
    expect(readFileSync(contentOf(store.folder)).includes('会议议程')).toBe(false)
    if (!('digest' in first)) throw new Error('a PDF is accepted')
    expect(await read(first.digest)).toEqual(agenda)
  })

  test('one changed bit on the disk and the file does not open', async () => {
    const kept = await keep(agenda)
    if (!('digest' in kept)) throw new Error('a PDF is accepted')
    const path = contentOf(store.folder)
    const bytes = readFileSync(path)
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
    writeFileSync(path, bytes)
    await expect(read(kept.digest)).rejects.toThrow()
  })

  test('that are gone or damaged are found, and come back with the same content', async () => {
    const look = () => findLostFiles(store, database.pool('app', 1))
    const text = Buffer.from('发票 0817')
    const kept = await keep(text)
    await keep(agenda)
    if (!('digest' in kept)) throw new Error('a text is accepted')
    const path = join(store.folder, kept.digest.slice(0, 2), kept.digest)
    expect([...(await look())]).toEqual([])
    rmSync(path)
    expect([...(await look())]).toEqual([[kept.digest, 'missing']])
    await expect(read(kept.digest)).rejects.toThrow(FileLost)
    await Promise.all([keep(text), keep(text)])
    expect(await read(kept.digest)).toEqual(text)
    writeFileSync(path, readFileSync(path).subarray(0, 30))
    expect([...(await look())]).toEqual([[kept.digest, 'damaged']])
    expect(await keep(text)).toEqual(kept)
    expect(await read(kept.digest)).toEqual(text)
    expect([...(await look())]).toEqual([])
  })

  test('are read back without a transaction that waits for the disk', async () => {
    await keep(Buffer.from('发票 0818'))
    const pool = database.pool('app', 1)
    const busy: number[] = []
    const onDisk = () => busy.push(pool.totalCount - pool.idleCount)
    await findLostFiles(watched(store, onDisk), pool)
    expect(busy.length).toBeGreaterThan(1)
    expect(Math.max(...busy)).toBe(0)
  })

  test.each([
    ['a table in GBK', Buffer.from('b7a2c6b12cbdf0b6ee0d0ab2cdd2fb2c39302e30300d0a', 'hex')],
    ['an invoice in GBK', encodeGb18030('<?xml version="1.0" encoding="GBK"?><a>餐饮费</a>')],
    ['a letter beyond GBK', Buffer.from('8139ee39', 'hex')],
    ['a table in UTF-8', Buffer.from('发票,金额\r\n餐饮,90.00\r\n')],
    ['an invoice in UTF-8', Buffer.from('<?xml version="1.0"?><EInvoice/>')],
  ])('%s is a text', (_, bytes) => {
    expect(sniff(bytes)).toBe('text/plain')
  })

  test.each([
    ['a web page', Buffer.from('<!DOCTYPE html><script>1</script>'), 'platform.file_kind'],
    ['a picture with scripts', Buffer.from('<svg onload="x"/>'), 'platform.file_kind'],
    ['a photo of an iPhone', Buffer.from('\0\0\0\u0018ftypheic\0\0\0\0', 'latin1'), 'platform.file_heic'],
    ['a picture in WebP', Buffer.from('RIFF\x10\0\0\0WEBPVP8 ', 'latin1'), 'platform.file_webp'],
    ['half a letter of GBK', Buffer.from([0xb7, 0xa2, 0xc6]), 'platform.file_kind'],
    ['bytes that are no letters', Buffer.from([0x1b, 0xb7, 0xa2, 0x02]), 'platform.file_kind'],
    ['letters that GBK leaves to anybody', Buffer.from([0xaa, 0xa1, 0xf8, 0xa1]), 'platform.file_kind'],
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1]), 'platform.file_kind'],
    ['nothing', Buffer.alloc(0), 'platform.file_empty'],
    ['more than 20 MB', Buffer.alloc(20 * 1024 * 1024 + 1, 32), 'platform.file_too_large'],
  ])('%s is refused as evidence', (_, bytes, code) => {
    expect(sniff(bytes)).toMatchObject({ refused: true, code })
  })
})
