import { describe, expect, test } from 'vitest'
import type { Organisation } from '../../access/index.ts'
import { flagsOf, listFlags, reasonsOfFlags, type Seen } from './flags.ts'

const people = new Map([['per_1', { name_zh: '王磊', name_en: 'Wang Lei' }]])

const seen: Seen = {
  attendees: [],
  signIns: [],
  guests: [],
  quantity: 3,
  day: '2026-11-20',
  place: '宏图酒楼',
  keys: [],
  organisation: { people } as unknown as Organisation,
  elsewhere: [],
  repeatedFiles: 0,
  invoice: undefined,
}

const at = (key: string, place: string | null, on = '2026-11-20', givingId = 'giv_1', guests = 3) => ({
  givingId,
  key,
  on,
  place,
  guests,
})
const keys = ['a', 'b', 'c']
const known = keys.map((personId) => ({ personId, how: 'listed' as const }))
const told = (change: Partial<Seen>) =>
  flagsOf({ ...seen, ...change }).map(({ what, count }) => `${what} ${count}`)

test.each([
  ['nobody named', {}, []],
  ['as many names as heads', { attendees: known }, []],
  ['more heads than names', { attendees: known.slice(0, 1) }, ['more_heads 2']],
  [
    'our own staff as a guest',
    { attendees: [{ name: '王 磊', how: 'listed' }], quantity: 1 },
    ['own_staff 1'],
  ],
  ['our own staff as a host', { attendees: [{ staffId: 'per_1', how: 'listed' }], quantity: 1 }, []],
  ['elsewhere on the same day', { elsewhere: [at('a', '另一酒店')] }, ['elsewhere 1']],
  ['twice at one place', { elsewhere: [at('a', '宏图 酒楼')] }, ['same_day 1']],
  ['the same day without a place', { elsewhere: [at('a', null)] }, ['same_day 1']],
  ['another day', { elsewhere: [at('a', '另一酒店', '2026-11-19')] }, []],
  ['a proof used before', { repeatedFiles: 1 }, ['repeated_file 1']],
] as const)('%s', (_, change, expected) => {
  expect(told(change as Partial<Seen>)).toEqual(expected)
})

test.each([
  ['on record and fit for it', {}, [], []],
  ['not on record', { doubts: ['unknown'] }, ['invoice_unknown 1'], []],
  ['without a check', { doubts: ['unchecked', 'day_far'] }, ['invoice_unchecked 1', 'invoice_day_far 1'], []],
  ['of another buyer', { doubts: ['other_buyer'] }, ['invoice_other_buyer 1'], ['doubtful_invoice']],
  ['that two others name', { others: 2 }, ['invoice_again 2'], ['doubtful_invoice']],
  [
    'that turned bad since',
    { stops: { code: 'invoices.is_reversed' } },
    ['invoice_stopped 1'],
    ['doubtful_invoice'],
  ],
] as const)('an invoice %s', (_, more, expected, reasons) => {
  const invoice = {
    number: '1',
    stops: undefined,
    doubts: [],
    others: 0,
    ...more,
  } as unknown as Seen['invoice']
  expect(told({ invoice })).toEqual(expected)
  expect(reasonsOfFlags(flagsOf({ ...seen, invoice }))).toEqual(reasons)
})

test('exactly the people of another list are told, a few of them are not', () => {
  const elsewhere = ['a', 'b', 'c'].map((id) => at(id, null, '2026-10-01'))
  expect(told({ attendees: known, keys, elsewhere })).toEqual(['repeated_list 1'])
  expect(told({ attendees: known, keys, elsewhere: elsewhere.slice(0, 2) })).toEqual([])
  expect(
    told({ attendees: known, keys, elsewhere: elsewhere.map((one) => ({ ...one, guests: 9 })) }),
  ).toEqual([])
  const two = { attendees: known.slice(0, 2), keys: keys.slice(0, 2), quantity: 2 }
  expect(told({ ...two, elsewhere: elsewhere.slice(0, 2).map((one) => ({ ...one, guests: 2 })) })).toEqual([])
})

test('what is strong is laid before compliance, and nothing else', () => {
  const flags = flagsOf({ ...seen, attendees: known.slice(0, 1), elsewhere: [at('a', '另一酒店')] })
  expect(reasonsOfFlags(flags)).toEqual(['doubtful_guest'])
  expect(reasonsOfFlags(flagsOf({ ...seen, repeatedFiles: 1 }))).toEqual(['repeated_list'])
  expect(reasonsOfFlags(flagsOf({ ...seen, elsewhere: [at('a', null)] }))).toEqual([])
})

const typed = (change: Partial<Seen>) =>
  flagsOf({ ...seen, ...change }).map(({ what, count, typed: of }) => `${what} ${count} ${of}`)

test('a guest who is typed counts as one on record does, and is told apart', () => {
  const guest = 'typed: 王伟 party_a'
  const elsewhere = [at(guest, '另一酒店'), at('a', '另一酒店')]
  expect(typed({ elsewhere })).toEqual(['elsewhere 2 1'])
  const before = ['a', 'b', guest].map((key) => at(key, null, '2026-10-01'))
  expect(typed({ keys: ['a', 'b', guest], elsewhere: before })).toEqual(['repeated_list 1 1'])
  // A name without a company may be anybody: its list is none that comes again.
  expect(typed({ keys: ['a', 'b', guest, undefined], elsewhere: before })).toEqual([])
})

test('one who is typed at several other givings is there often, and one on record is not told so', () => {
  const twice = (key: string) => [1, 2].map((i) => at(key, null, '2026-10-01', `giv_${i}`))
  expect(typed({ elsewhere: twice('typed: 王伟 party_a') })).toEqual(['typed_often 1 1'])
  expect(typed({ elsewhere: twice('typed: 王伟 party_a').slice(1) })).toEqual([])
  expect(typed({ elsewhere: twice('a') })).toEqual([])
})

describe('names in place of a list', () => {
  const attendees = [
    { name: '王伟', how: 'listed' as const },
    { personId: 'per_2', how: 'listed' as const },
    { name: '李娜', how: 'sign_in_list' as const },
    { name: '赵敏', how: 'qr' as const },
    { staffId: 'per_1', how: 'listed' as const },
  ]
  const said = (...asked: Parameters<typeof listFlags>) =>
    listFlags(...asked).map(({ what, count, isStrong }) => `${what} ${count} ${isStrong}`)

  test('are told as typed, as signed on a paper and as scanned by a code that nobody has seen', () => {
    expect(said(attendees, [{ kind: 'receipt' }])).toEqual([
      'names_typed 2 false',
      'signed_unshown 1 false',
      'scanned_unshown 1 false',
    ])
  })

  test('are told where all are said to have scanned, for nothing is scanned here', () => {
    expect(said(attendees.slice(3), [])).toEqual(['scanned_unshown 1 false'])
  })

  test.each(['attendeeList', 'distributionList'] as const)('are nothing to tell beside %s', (kind) => {
    expect(said(attendees, [{ kind }])).toEqual([])
  })
})
