import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toUtf8 } from './bytes.ts'
import { EntryScanner } from './entry-scan.ts'
import { entryBytes, parseEntry, type Entry, type LoggedRow } from './entry.ts'

const anyText = fc.string({
  unit: fc.oneof(fc.constantFrom('"', '\\', '\n', '王', '𠮷', '\u0001', ' '), fc.string()),
})
const value = fc.oneof(
  anyText,
  fc.constant(null),
  anyText.map((c) => ({ c })),
)
const columns = fc.dictionary(anyText, value, { maxKeys: 4 })
const digest = fc.stringMatching(/^[0-9a-f]{64}$/)
const row = fc
  .record(
    {
      table: fc.constantFrom('benefits.benefit', 'requests.request', 'a"b'),
      id: anyText,
      version: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
      digest: fc.option(digest),
      cols: fc.integer({ min: 1, max: 9 }),
      old: columns,
      new: columns,
    },
    { requiredKeys: ['table', 'id', 'version', 'digest'] },
  )
  .map((made) => made as LoggedRow)
const entry = fc
  .record(
    {
      v: fc.constant(1 as const),
      op: anyText,
      at: fc.constant('2026-01-01T00:00:00.000Z'),
      actor: fc.record(
        { person: anyText, account: anyText, for: anyText, via: anyText },
        { requiredKeys: ['via'] },
      ),
      key: anyText,
      entity: anyText,
      object: fc.record({ type: anyText, id: anyText }),
      outcome: fc.constantFrom('done' as const, 'refused' as const),
      reason: anyText,
      note: fc.dictionary(
        anyText,
        fc.oneof(anyText, fc.integer(), fc.boolean(), fc.constant(null), fc.array(anyText)),
      ),
      rows: fc.array(row, { maxLength: 3 }),
    },
    { requiredKeys: ['v', 'op', 'at', 'actor', 'key', 'object', 'outcome', 'rows'] },
  )
  .map((made) => made as Entry)

const wellFormed = (text: string) => text.isWellFormed()
const steps = (rows: readonly LoggedRow[] | undefined) =>
  rows?.map(({ table, id, version, digest: found, cols }) => ({ table, id, version, digest: found, cols }))
const scanned = (scanner: EntryScanner, bytes: Uint8Array) =>
  steps(scanner.rows(bytes) as LoggedRow[] | undefined)

test('the scanner reads of an entry what the parser reads', () => {
  const scanner = new EntryScanner()
  fc.assert(
    fc.property(entry, (made) => {
      fc.pre(wellFormed(JSON.stringify(made)))
      const bytes = entryBytes(made)
      expect(scanned(scanner, bytes)).toEqual(steps(parseEntry(bytes)?.rows))
    }),
    { numRuns: 500 },
  )
})

test('a damaged entry is unreadable to the scanner exactly when it is to the parser', () => {
  const scanner = new EntryScanner()
  let damagedReads = 0
  fc.assert(
    fc.property(
      entry,
      fc.nat(),
      fc.nat(255),
      fc.constantFrom('set', 'cut', 'insert'),
      (made, place, byte, how) => {
        const bytes = entryBytes(made)
        const at = place % bytes.length
        const [before, after] = [bytes.slice(0, at), bytes.slice(how === 'insert' ? at : at + 1)]
        const damaged = Uint8Array.of(...before, ...(how === 'cut' ? [] : [byte]), ...after)
        const expected = steps(parseEntry(damaged)?.rows)
        if (expected === undefined) damagedReads += 1
        expect(scanned(scanner, damaged)).toEqual(expected)
      },
    ),
    { numRuns: 2_000 },
  )
  expect(damagedReads).toBeGreaterThan(200)
})

test.each([
  ['an overlong sequence', [0xc0, 0x80]],
  ['half a surrogate pair', [0xed, 0xa0, 0x80]],
  ['a sequence beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
  ['a sequence that breaks off', [0xe4, 0xbd]],
])('%s is no text of an entry', (_, sequence) => {
  const [head = '', tail = ''] =
    '{"actor":{"via":"w"},"at":"a","key":"k","object":{"id":"|","type":"t"},"op":"o","outcome":"done","rows":[],"v":1}'.split(
      '|',
    )
  const bytes = Uint8Array.of(...toUtf8(head), ...sequence, ...toUtf8(tail))
  expect(parseEntry(bytes)).toBeUndefined()
  expect(new EntryScanner().rows(bytes)).toBeUndefined()
})
