import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { insertRow, rowAfter, updateRow, type RowChange } from '../../platform/act/rows.ts'
import { benefitStates } from '../benefits/domain.ts'
import { benefitTable, type BenefitRow } from '../benefits/tables.ts'
import { difference, netted } from '../ledger/domain.ts'
import type { Posting } from '../ledger/index.ts'
import { bookingsOfBenefits } from './booked.ts'
import { requestTable } from './tables.ts'

const dinner: Omit<BenefitRow, 'version'> = {
  id: 'ben_dinner',
  number: 'BR-2026-0001',
  book: 'own',
  direction: 'given',
  state: 'given',
  entity_id: 'ent_a',
  form: 'meal',
  title: '商务宴请',
  reason: '年度沟通',
  requester_id: 'per_a',
  customer_id: 'party_a',
  recipient_kind: 'person',
  recipient_id: 'party_b',
  recipient_count: 2,
  deal_id: null,
  event_id: null,
  programme_id: null,
  place: null,
  value_minor: 9_000n,
  value_currency: 'CNY',
  value_is_at_least: false,
  happened_on: '2026-11-20',
  recorded_at: '2026-11-25T01:00:00.000Z',
  is_late: false,
  outcome: 'allow',
  decision_id: null,
  source: 'web',
  way: 'vendor',
  unit_id: null,
  released_minor: 0n,
  refunded_minor: 0n,
}

type Change = Partial<Omit<BenefitRow, 'id' | 'version'>>

/** What is booked when a benefit with these columns comes into being, as `account ±amount`. */
function bookedFor(change: Change): string[] {
  return said(bookingsOfBenefits([insertRow(benefitTable, { ...dinner, ...change })]))
}

function said(bookings: ReturnType<typeof bookingsOfBenefits>): string[] {
  return bookings
    .flatMap(({ before, after }) => difference(before, after))
    .map(({ entityId, account, currency, minor }) => `${entityId} ${account} ${currency} ${minor}`)
}

const given = (credit: string) => ['ent_a expense CNY 9000', `ent_a ${credit} CNY -9000`]
const held = ['ent_a hold CNY 9000', 'ent_a control CNY -9000']
const promised = ['ent_a commitment CNY 9000', 'ent_a control CNY -9000']

describe('what a benefit stands for in the books', () => {
  const cases: readonly (readonly [string, Change, readonly string[]])[] = [
    ['submitted: its amount is held', { state: 'submitted' }, held],
    ['sent back with a question: held on', { state: 'more_information' }, held],
    ['approved', { state: 'approved' }, promised],
    ['approved for the company account', { state: 'approved', way: 'company_account' }, promised],
    ['given by a restaurant that is owed', { state: 'given' }, given('payable')],
    ['given and paid by whoever is reimbursed', { way: 'reimbursement' }, given('payable')],
    ['given without a way yet', { way: null }, given('payable')],
    ['paid to the company account', { state: 'paid', way: 'company_account' }, given('payable')],
    ['on the invoice: nothing to pay out', { way: 'on_invoice' }, given('settled')],
    ['from stock', { way: 'stock' }, given('settled')],
    ['hours of our own', { way: 'service' }, given('settled')],
    ['completed', { state: 'completed' }, given('payable')],
    ['completed before there were ways: nobody is owed', { state: 'completed', way: null }, given('settled')],
    ['rejected', { state: 'rejected' }, []],
    ['withdrawn', { state: 'withdrawn' }, []],
    ['cancelled', { state: 'cancelled' }, []],
    ['declined', { state: 'declined' }, []],
    ['expired', { state: 'expired' }, []],
    ['reversed', { state: 'reversed' }, []],
    ['received from a supplier', { direction: 'received' }, []],
    ['offered and not taken', { direction: 'offered' }, []],
    ['a register of others', { book: 'observed:x' }, []],
    ['imported history', { source: 'import' }, []],
    ['imported history of a profile', { source: 'import:hospital' }, []],
    ['without an entity', { entity_id: null }, []],
    ['worth nothing', { value_minor: 0n }, []],
  ]
  test.each(cases)('%s', (_, change, expected) => {
    expect(bookedFor(change)).toEqual(expected)
  })
})

describe('what a change means for the books', () => {
  const before = rowAfter(benefitTable, insertRow(benefitTable, { ...dinner, state: 'approved' }))
  const cases: readonly (readonly [string, Change, readonly string[]])[] = [
    [
      'giving turns the promise into spend',
      { state: 'given' },
      ['ent_a commitment CNY -9000', 'ent_a control CNY 9000', ...given('payable')],
    ],
    [
      'another amount books the difference only',
      { value_minor: 9_500n },
      ['ent_a commitment CNY 500', 'ent_a control CNY -500'],
    ],
    [
      'another currency leaves the old one at zero',
      { value_currency: 'EUR' },
      [
        'ent_a commitment CNY -9000',
        'ent_a commitment EUR 9000',
        'ent_a control CNY 9000',
        'ent_a control EUR -9000',
      ],
    ],
    [
      'another entity takes it over',
      { entity_id: 'ent_b' },
      [
        'ent_a commitment CNY -9000',
        'ent_a control CNY 9000',
        'ent_b commitment CNY 9000',
        'ent_b control CNY -9000',
      ],
    ],
    [
      'an approval that expires is released',
      { state: 'expired' },
      ['ent_a commitment CNY -9000', 'ent_a control CNY 9000'],
    ],
    ['another day is no amount', { happened_on: '2026-12-01' }, []],
    ['another title is no amount', { title: '工作餐' }, []],
  ]
  test.each(cases)('%s', (_, change, expected) => {
    expect(said(bookingsOfBenefits([updateRow(benefitTable, before, change)]))).toEqual(expected)
  })

  test('two changes of one row in one decision are one booking, from the first to the last', () => {
    const first = updateRow(benefitTable, before, { value_minor: 1n })
    const second = updateRow(benefitTable, rowAfter(benefitTable, first), { state: 'expired' })
    expect(said(bookingsOfBenefits([first, second]))).toEqual([
      'ent_a commitment CNY -9000',
      'ent_a control CNY 9000',
    ])
  })

  test('the document is the request that changed with it, its day that of the benefit', () => {
    const request = { table: requestTable, row: { id: 'req_a', version: 2, benefit_id: dinner.id } }
    const changed = updateRow(benefitTable, before, { state: 'given' })
    // The rest of the request's row does not matter to the books.
    const of = (changes: readonly unknown[]) => bookingsOfBenefits(changes as readonly RowChange[])[0]
    expect(of([changed, request])).toMatchObject({
      object: { type: 'benefit', id: dinner.id },
      document: { type: 'request', id: 'req_a' },
      documentOn: '2026-11-20',
    })
    expect(of([changed])).toMatchObject({ document: { type: 'benefit', id: dinner.id } })
    expect(of([updateRow(benefitTable, before, { state: 'expired' })])?.documentOn).toBeUndefined()
  })
})

test('whatever happens to a benefit, the books end with what it stands for last, and always balance', () => {
  let ended = 0
  const step = fc.record({
    state: fc.constantFrom(...benefitStates),
    value_minor: fc.bigInt({ min: 0n, max: 10n ** 19n }),
    value_currency: fc.constantFrom('CNY', 'USD', 'EUR'),
    way: fc.constantFrom(null, 'vendor', 'stock', 'on_invoice', 'company_account'),
    entity_id: fc.constantFrom('ent_a', 'ent_b', null),
    form: fc.constantFrom('meal', 'rebate'),
  })
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
      const [first, ...rest] = steps
      let change = insertRow(benefitTable, { ...dinner, ...first })
      const booked: Posting[] = []
      const book = () => {
        const postings = bookingsOfBenefits([change]).flatMap((each) => difference(each.before, each.after))
        for (const [key, sum] of sums(postings)) expect([key, sum]).toEqual([key, 0n])
        booked.push(...postings)
      }
      book()
      for (const next of rest) {
        change = updateRow(benefitTable, rowAfter(benefitTable, change), next)
        book()
      }
      const last = bookingsOfBenefits([insertRow(benefitTable, { ...dinner, ...steps.at(-1) })])
      const stands = netted(last.flatMap(({ after }) => after))
      if (stands.length > 0) ended++
      expect(netted(booked)).toEqual(stands)
    }),
    { numRuns: 500 },
  )
  expect(ended).toBeGreaterThan(50)
})

function sums(postings: readonly Posting[]): Map<string, bigint> {
  const found = new Map<string, bigint>()
  for (const { entityId, currency, minor } of postings) {
    const key = `${entityId} ${currency}`
    found.set(key, (found.get(key) ?? 0n) + minor)
  }
  return found
}
