import { describe, expect, test } from 'vitest'
import { compare, type ComparedBy, type Stated } from './compare.ts'

const cny = (minor: bigint) => ({ currency: 'CNY', minor })

/** Four guests and two hosts at ¥200.00 each. */
const approved: Stated = {
  form: 'working_meal',
  each: cny(20_000n),
  whole: cny(80_000n),
  count: 4,
  hosts: 2,
  day: '2026-11-20',
  place: undefined,
  vendor: undefined,
  way: 'reimbursement',
  people: ['buyer'],
}

const tolerance = {
  amountPercent: 5,
  amountMinor: 10_000,
  guests: 1,
  days: 7,
  place: { otherwise: 'reason' },
  vendor: { otherwise: 'reason' },
} as const
const otherThan = { place: 'reason', vendor: 'back' } as const

function told(change: Partial<Stated>, rate: bigint | null = 1n): string[] {
  const by = {
    tolerance,
    otherThan,
    converted: ({ minor }: { readonly minor: bigint }) => (rate === null ? undefined : minor * rate),
  }
  return compare(approved, { ...approved, people: [], ...change }, by).map(
    ({ what, isBeyond }) => `${what}${isBeyond ? ' beyond' : ''}`,
  )
}

describe('a giving beside its approval', () => {
  const cases: readonly (readonly [string, Partial<Stated>, readonly string[]])[] = [
    ['as approved', {}, []],
    ['the whole at the share that may pass', { whole: cny(84_000n) }, ['whole']],
    ['one fen over it', { whole: cny(84_001n) }, ['whole beyond']],
    ['less than approved', { whole: cny(60_000n), each: cny(15_000n) }, ['whole', 'each']],
    ['the same whole for fewer people', { count: 3, each: cny(26_667n) }, ['each beyond', 'count']],
    ['one guest more', { count: 5 }, ['count']],
    ['two guests more', { count: 6 }, ['count beyond']],
    ['fewer guests', { count: 2 }, ['count']],
    ['one host more', { hosts: 3 }, ['hosts']],
    ['two hosts more', { hosts: 4 }, ['hosts beyond']],
    ['a week later', { day: '2026-11-27' }, ['day']],
    ['eight days later', { day: '2026-11-28' }, ['day beyond']],
    ['eight days earlier', { day: '2026-11-12' }, ['day beyond']],
    ['at a place where none was named', { place: '海底捞' }, []],
    ['from a vendor where none was named', { vendor: { names: ['宏图酒楼'] } }, []],
    ['in another way', { way: 'vendor' }, ['way']],
    ['of another kind', { form: 'entertainment' }, ['form beyond']],
    ['to whom it was approved for', { people: ['buyer'] }, []],
    ['to somebody besides', { people: ['buyer', 'official'] }, ['unlisted']],
    ['to somebody instead', { people: ['official'] }, ['absent beyond', 'unlisted']],
    [
      'in another currency',
      { whole: { currency: 'USD', minor: 100n }, each: { currency: 'USD', minor: 25n } },
      ['whole beyond', 'each beyond'],
    ],
  ]
  test.each(cases)('%s', (_, change, expected) => {
    expect(told(change)).toEqual(expected)
  })

  test('a small share of a large amount is too much by the amount', () => {
    const large = { ...approved, whole: cny(10_000_000n) }
    const by = { tolerance, otherThan, converted: ({ minor }: { readonly minor: bigint }) => minor }
    const beyond = (minor: bigint) =>
      compare(large, { ...large, whole: cny(minor), people: [] }, by).some((each) => each.isBeyond)
    expect(beyond(10_010_000n)).toBe(false)
    expect(beyond(10_010_001n)).toBe(true)
  })

  test('where no rate is known, more is too much', () => {
    expect(told({ whole: cny(80_001n) }, null)).toEqual(['whole beyond'])
    expect(told({ whole: cny(79_999n) }, null)).toEqual(['whole'])
  })

  test('no name of anybody stands in what is kept of a difference', () => {
    const by = { tolerance, otherThan, converted: () => 0n }
    const kept = compare(approved, { ...approved, people: ['张伟'] }, by)
    expect(JSON.stringify(kept)).not.toContain('张伟')
    expect(JSON.stringify(kept)).not.toContain('buyer')
  })

  const named: Partial<Stated> = {
    place: '宏图酒楼（国贸店）',
    vendor: { id: 'party_hongtu', names: ['宏图餐饮有限公司', '宏图'] },
  }
  const elsewhere: readonly (readonly [string, Partial<Stated>, readonly string[]])[] = [
    ['nothing is said of it', { place: undefined, vendor: undefined }, []],
    ['the place in other signs', { place: '宏圖酒樓 国贸分店' }, []],
    ['another of its shops', { place: '宏图酒楼（西单店）' }, ['place']],
    ['the record by its name', { vendor: { names: ['宏图餐饮'] } }, []],
    ['the record by its short name', { vendor: { names: ['宏图'] } }, []],
    ['the record itself under another name', { vendor: { id: 'party_hongtu', names: ['新名'] } }, []],
    ['another record of its name', { vendor: { id: 'party_other', names: ['宏图'] } }, ['vendor beyond']],
    ['another name', { vendor: { names: ['江边饭店'] } }, ['vendor beyond']],
  ]
  test.each(elsewhere)('beside a place and a vendor that were named: %s', (_, change, expected) => {
    const by: ComparedBy = { tolerance, otherThan, converted: () => 0n }
    const found = compare({ ...approved, ...named }, { ...approved, ...named, people: [], ...change }, by)
    expect(found.map(({ what, isBeyond }) => `${what}${isBeyond ? ' beyond' : ''}`)).toEqual(expected)
  })
})
