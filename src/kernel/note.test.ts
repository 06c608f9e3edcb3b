import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testKey, verifySignature } from '../../test/properties/signing.ts'
import { toBase64 } from './bytes.ts'
import { formatCheckpoint, openCheckpoint, parseCheckpoint } from './checkpoint.ts'
import { sha256 } from './hash.ts'
import { formatNoteKey, noteKey, openNote, parseNote, parseNoteKey, signNote } from './note.ts'

const ours = testKey('log.example/one')
const theirs = testKey('witness.example/two')
const text = 'a line\n\nanother\n'

describe('a signed note', () => {
  test('is believed with its key, also beside signatures of others, and not without it', async () => {
    const note = await signNote(text, ours.key, ours.sign)
    const other = await signNote(text, theirs.key, theirs.sign)
    const both = note + other.slice(other.lastIndexOf('— '))
    expect(await openNote(note, ours.key, verifySignature)).toBe(text)
    for (const { key } of [ours, theirs]) expect(await openNote(both, key, verifySignature)).toBe(text)
    expect(parseNote(both)?.signatures.map(({ name }) => name)).toEqual([
      'log.example/one',
      'witness.example/two',
    ])
    expect(await openNote(note, theirs.key, verifySignature)).toBeUndefined()
  })

  test('is not believed when a second signature under the same key is wrong', async () => {
    const note = await signNote(text, ours.key, ours.sign)
    const wrong = (await signNote('else\n', ours.key, ours.sign)).split('\n\n')[1] ?? ''
    expect(await openNote(note + wrong, ours.key, verifySignature)).toBeUndefined()
    const short = `— ${ours.key.name} ${toBase64(Uint8Array.of(...Buffer.from(ours.key.id, 'hex'), 1))}\n`
    expect(await openNote(`${text}\n${short}`, ours.key, verifySignature)).toBeUndefined()
  })

  test('is not believed with any letter changed', async () => {
    const note = await signNote(text, ours.key, ours.sign)
    await fc.assert(
      fc.asyncProperty(
        fc.nat(note.length - 1),
        fc.constantFrom('', 'a', '\n', ' ', '—'),
        async (at, letter) => {
          const changed = note.slice(0, at) + letter + note.slice(at + 1)
          if (changed !== note) expect(await openNote(changed, ours.key, verifySignature)).toBeUndefined()
        },
      ),
    )
  })

  test.each([
    ['no signature', 'text\n'],
    ['no blank line', 'text\n— a AAAAAAA=\n'],
    ['no end', 'text\n\n— a AAAAAAA='],
    ['a hyphen for the dash', 'text\n\n- a AAAAAAA=\n'],
    ['two blanks', 'text\n\n—  a AAAAAAA=\n'],
    ['a name with +', 'text\n\n— a+b AAAAAAA=\n'],
    ['a signature of four bytes', 'text\n\n— a AAAAAA==\n'],
    ['no base64', 'text\n\n— a !!!!\n'],
    ['a control character', 'te\u0007xt\n\n— a AAAAAAA=\n'],
    ['half a character', 'te\ud800xt\n\n— a AAAAAAA=\n'],
    ['nothing', ''],
    ['more signatures than anyone checks', `text\n\n${'— a AAAAAAA=\n'.repeat(101)}`],
    ['more text than anyone reads', `${'x'.repeat(1_000_001)}\n\n— a AAAAAAA=\n`],
  ])('with %s is none', (_, note) => {
    expect(parseNote(note)).toBeUndefined()
  })

  test('100 signatures are read', () => {
    expect(parseNote(`text\n\n${'— a AAAAAAA=\n'.repeat(100)}`)?.signatures).toHaveLength(100)
  })

  test.each(['no line break', 'tab\t\n', ''])('%j cannot be signed', async (bad) => {
    await expect(signNote(bad, ours.key, ours.sign)).rejects.toThrow('printable text')
  })

  test('a key reads back from its text, and not when its name, id or bytes are changed', () => {
    const handed = formatNoteKey(ours.key)
    expect(parseNoteKey(`${handed}\n`, sha256)).toEqual(ours.key)
    for (const bad of [
      handed.replace('one', 'two'),
      handed.replace(ours.key.id, '00000000'),
      `${handed}AAAA`,
      'x',
      '',
    ]) {
      expect(parseNoteKey(bad, sha256)).toBeUndefined()
    }
  })

  test.each(['', 'a b', 'a+b', 'a\n'])('%j names no key', (name) => {
    expect(() => noteKey(name, new Uint8Array(32), sha256)).toThrow('not a note key')
  })

  test('31 bytes are no key', () => {
    expect(() => noteKey('a', new Uint8Array(31), sha256)).toThrow('not a note key')
  })
})

describe('a checkpoint', () => {
  const root = new Uint8Array(32).fill(7)
  const encoded = toBase64(root)

  test('reads back what was written, the moment included', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.boolean(), (number, isDated) => {
        const size = Math.abs(number)
        const plain = { origin: 'log.example/one', size, root }
        const checkpoint = isDated ? { ...plain, at: '2026-11-25T08:30:00.000Z' } : plain
        expect(parseCheckpoint(formatCheckpoint(checkpoint))).toEqual(checkpoint)
      }),
    )
  })

  test('passes over extension lines that it does not know', () => {
    expect(parseCheckpoint(`o\n1\n${encoded}\nat noon\nmore\n`)).toEqual({ origin: 'o', size: 1, root })
  })

  test.each([
    `\n1\n${encoded}\n`,
    `o\n01\n${encoded}\n`,
    `o\n-1\n${encoded}\n`,
    `o\n1.5\n${encoded}\n`,
    `o\n9007199254740993\n${encoded}\n`,
    `o\n1\n${encoded}`,
    `o\n1\n${encoded.slice(4)}\n`,
    'o\n1\n',
    `o\n1\n${encoded}\n\n`,
    '',
    `o\n\n${encoded}\n`,
  ])('%j is none', (bad) => {
    expect(parseCheckpoint(bad)).toBeUndefined()
  })

  test('is believed only for the log whose key signed it', async () => {
    const sign = (origin: string) =>
      signNote(formatCheckpoint({ origin, size: 1, root }), ours.key, ours.sign)
    expect(await openCheckpoint(await sign('log.example/one'), ours.key, verifySignature)).toMatchObject({
      size: 1,
    })
    expect(await openCheckpoint(await sign('log.example/two'), ours.key, verifySignature)).toBeUndefined()
    const noCheckpoint = await signNote('hello\n', ours.key, ours.sign)
    expect(await openCheckpoint(noCheckpoint, ours.key, verifySignature)).toBeUndefined()
  })

  test.each([
    [{ origin: '', size: 1, root }],
    [{ origin: 'o', size: -1, root }],
    [{ origin: 'o', size: 1.5, root }],
    [{ origin: 'o', size: 1, root: root.slice(1) }],
  ])('of no tree cannot be written', (bad) => {
    expect(() => formatCheckpoint(bad)).toThrow('not a checkpoint')
  })
})
