import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonical } from '../../kernel/canonical.ts'
import { sha256 } from '../../kernel/hash.ts'
import { pgText, rowDigest, rowLine } from '../../kernel/row-line.ts'
import { governed, insertRow, updateRow, type RowOf } from '../../platform/act/rows.ts'
import { loggedRow } from './record.ts'

const shelf = governed({
  name: 'shelf.item',
  subject: 'owner_id',
  personal: { note: { purpose: 'a test', basis: 'none' } },
  bulky: ['facts'],
  added: [['note']],
  columns: {
    owner_id: 'text',
    name: 'text',
    facts: 'text',
    minor: 'bigint',
    is_open: 'bool',
    count: 'int?',
    note: 'text?',
  },
})
type Item = RowOf<typeof shelf>

const keys = new Map([['per_1', Buffer.alloc(32, 7)]])
const text = fc.string({ unit: 'grapheme', maxLength: 30 }).filter((each) => !each.includes('\0'))
const anyItem: fc.Arbitrary<Omit<Item, 'version'>> = fc.record({
  id: text.filter((each) => each !== ''),
  owner_id: fc.constant('per_1'),
  name: text,
  facts: text,
  minor: fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n }),
  is_open: fc.boolean(),
  count: fc.option(fc.integer()),
  note: fc.option(text),
})

/** The columns that a logged row tells, by name. */
function told(row: unknown, which: 'new' | 'old'): Record<string, unknown> {
  return (row as Record<typeof which, Record<string, unknown>>)[which]
}

describe('a row as its entry shows it', () => {
  test('is canonical bytes, whatever its columns hold', () => {
    fc.assert(
      fc.property(anyItem, anyItem, (before, after) => {
        const inserted = insertRow(shelf, before)
        const changed = updateRow(
          shelf,
          inserted.row as unknown as Item,
          { ...after, id: before.id } as never,
        )
        for (const change of [inserted, changed]) {
          const { canonicalText } = loggedRow(change, keys)
          expect(canonical(JSON.parse(canonicalText) as never)).toBe(canonicalText)
        }
      }),
    )
  })

  test('tells all public columns of a new row, leaves out bulky ones and commits to personal ones', () => {
    const item = {
      id: 'i',
      owner_id: 'per_1',
      name: '样',
      facts: '{}',
      minor: 5n,
      is_open: true,
      count: null,
    }
    const row: unknown = JSON.parse(loggedRow(insertRow(shelf, { ...item, note: 'x' }), keys).canonicalText)
    const note: unknown = told(row, 'new')['note']
    expect(note).toEqual({ c: expect.stringMatching(/^[0-9a-f]{64}$/) as string })
    expect(row).toMatchObject({ table: 'shelf.item', id: 'i', version: 1, cols: 2 })
    const others = { owner_id: 'per_1', name: '样', minor: '5', is_open: 't', count: null }
    expect(told(row, 'new')).toEqual({ ...others, note })
    const values = ['i', '1', 'per_1', '样', '{}', pgText('bigint', 5n), 't', null, (note as { c: string }).c]
    expect(row).toMatchObject({ digest: rowDigest(rowLine(values), sha256) })
  })

  test('tells of a changed row only what changed, before and after', () => {
    const item = { id: 'i', owner_id: 'per_1', name: 'a', facts: '{}', minor: 5n, is_open: true, count: 1 }
    const before = { ...item, note: null, version: 3 }
    const change = updateRow(shelf, before, { count: null, facts: '{"a":1}' })
    const row: unknown = JSON.parse(loggedRow(change, keys).canonicalText)
    expect(told(row, 'new')).toEqual({ count: null })
    expect(told(row, 'old')).toEqual({ count: '1' })
    expect(row).toMatchObject({ version: 4 })
  })

  test('is a fault where a personal column has no key', () => {
    const item = { id: 'i', owner_id: 'per_2', name: 'a', facts: '', minor: 5n, is_open: true, count: 1 }
    expect(() => loggedRow(insertRow(shelf, { ...item, note: 'x' }), keys)).toThrow('shelf.item.note')
  })
})
