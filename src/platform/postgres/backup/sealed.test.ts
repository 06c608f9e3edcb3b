import { createPublicKey, type KeyObject } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { SetupFault } from '../../setup-fault.ts'
import { findPublicKey, keyName, makeBackupKey, readPrivateKey } from './backup-key.ts'
import { newFileKey, opening, sealing, type Opener } from './sealed.ts'

const folder = mkdtempSync(join(tmpdir(), 'aboveboard-sealed-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function keyPair(name: string): { publicKey: KeyObject; privateKey: KeyObject } {
  const { publicText, privateText } = makeBackupKey()
  const file = join(folder, name)
  writeFileSync(file, `${privateText}\n`)
  const publicKey = findPublicKey(folder, publicText)
  if (!publicKey) throw new Error('no key')
  return { publicKey, privateKey: readPrivateKey(file) }
}

const ours = keyPair('ours')
const block = 1 << 20
const headBytes = 52

async function gather(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}

const seal = (plain: Buffer, name = 'base-0001.abk') =>
  gather(sealing(newFileKey(ours.publicKey), name)([plain]))

const open = (sealed: Buffer, name = 'base-0001.abk', opener: Opener = ours) =>
  gather(opening(opener, name)([sealed])).then(
    (plain) => plain.length,
    (fault: unknown) => (fault instanceof Error ? fault.name : 'fault'),
  )

describe('a sealed file', () => {
  test.each([0, 1, block - 1, block, block + 1, 3 * block])(
    'of %i bytes opens with the private half, in whatever pieces it is read',
    async (size) => {
      const plain = Buffer.alloc(size, 'abc')
      const sealed = await seal(plain)
      const pieces = Array.from({ length: Math.ceil(sealed.length / 70_001) }, (_, i) =>
        sealed.subarray(i * 70_001, (i + 1) * 70_001),
      )
      expect((await gather(opening(ours, 'base-0001.abk')(pieces))).equals(plain)).toBe(true)
    },
  )

  test('opens with no other key, and not under another name', async () => {
    const sealed = await seal(Buffer.from('register'))
    expect(await open(sealed)).toBe(8)
    expect(await open(sealed, 'base-0001.abk', keyPair('theirs'))).toBe('NotOpened')
    expect(await open(sealed, 'base-0002.abk')).toBe('NotOpened')
  })

  const sealedBlock = block + 16
  test.each<[string, (sealed: Buffer) => Buffer]>([
    ['with one bit turned', (s) => (s.writeUInt8(s.readUInt8(s.length - 20) ^ 1, s.length - 20), s)],
    ['cut off at a block', (s) => s.subarray(0, headBytes + 2 * sealedBlock)],
    ['cut off within a block', (s) => s.subarray(0, s.length - 1)],
    [
      'without its first block',
      (s) => Buffer.concat([s.subarray(0, headBytes), s.subarray(headBytes + sealedBlock)]),
    ],
    [
      'with two blocks exchanged',
      (s) =>
        Buffer.concat([
          s.subarray(0, headBytes),
          s.subarray(headBytes + sealedBlock, headBytes + 2 * sealedBlock),
          s.subarray(headBytes, headBytes + sealedBlock),
          s.subarray(headBytes + 2 * sealedBlock),
        ]),
    ],
    ['with something behind its end', (s) => Buffer.concat([s, Buffer.alloc(40)])],
    ['that is only a beginning', (s) => s.subarray(0, 30)],
    ['of another kind', () => Buffer.alloc(500, 'x')],
  ])('%s does not open', async (_, spoil) => {
    const sealed = await seal(Buffer.alloc(2 * block + 5, 'r'))
    expect(await open(spoil(sealed))).toBe('NotOpened')
  })

  test('is sealed for a key that the server cannot open itself: it holds the public half only', async () => {
    const sealed = await seal(Buffer.from('register'))
    expect(sealed.includes('register')).toBe(false)
    expect(keyName(createPublicKey(ours.privateKey))).toBe(keyName(ours.publicKey))
  })
})

test('a file that holds no private key is refused as one', () => {
  const file = join(folder, 'public')
  writeFileSync(file, makeBackupKey().publicText)
  const fault = (() => {
    try {
      readPrivateKey(file)
      return undefined
    } catch (thrown) {
      return thrown
    }
  })()
  expect(fault).toBeInstanceOf(SetupFault)
  expect(fault).toMatchObject({ problems: [{ code: 'setup.backup_key_unreadable' }] })
})
