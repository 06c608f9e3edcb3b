import { describe, expect, test } from 'vitest'
import { mayRelax, openingRefusal } from './strict-facts.ts'
import type { CustomerFactRow, CustomerRow } from './tables.ts'

describe('a customer is entered with what only tightens', () => {
  const company = { type: 'company' } as const
  test.each([
    ['ownership', { ...company, ownership: 'private' }],
    ['ownership', { ...company, ownership: 'state_participated' }],
    ['publicPurchaser', { ...company, publicPurchaser: false }],
    ['staffBenefitAuthorised', { ...company, staffBenefitAuthorised: true }],
    ['type', { type: 'private_clinic' }],
    ['type', { type: 'charity' }],
    ['type', { type: 'consumer' }],
  ] as const)('its %s comes later in %o', (fact, said) => {
    expect(openingRefusal(said)).toMatchObject({
      code: 'parties.fact_comes_later',
      params: { fact },
      pointer: `/body/${fact}`,
    })
  })

  test.each([
    company,
    { ...company, ownership: null, publicPurchaser: true, staffBenefitAuthorised: false },
    { ...company, ownership: 'state_wholly_owned' },
    { type: 'public_hospital', ownership: 'public_body' },
    { type: 'foreign_government' },
  ] as const)('%o is taken at once', (said) => {
    expect(openingRefusal(said)).toBeUndefined()
  })
})

type Said = Partial<Pick<CustomerRow, 'type' | 'ownership' | 'public_purchaser' | 'country'>>

const row = (said: Said) =>
  ({
    type: 'company',
    ownership: null,
    public_purchaser: null,
    staff_benefit_authorised: null,
    country: 'CN',
    source: 'web',
    ...said,
  }) as CustomerRow
const word = (fact: string, value: string | null, was: string | null, from_on = '2026-03-01') =>
  ({ fact, value, was, from_on }) as CustomerFactRow
const file = (said: Said, facts: readonly CustomerFactRow[] = []) => ({ row: row(said), facts })

describe('a correction may make the rules milder', () => {
  test.each([
    ['ownership', 'state_wholly_owned', 'state_controlled', true],
    ['ownership', 'state_controlled', 'state_wholly_owned', true],
    ['ownership', 'state_controlled', 'private', true],
    ['ownership', 'state_controlled', null, true],
    ['ownership', 'private', 'state_participated', true],
    ['ownership', 'private', null, true],
    ['ownership', null, 'private', true],
    ['ownership', null, 'state_controlled', false],
    ['ownership', 'private', 'public_body', false],
    ['type', 'public_hospital', 'public_school', true],
    ['type', 'public_hospital', 'foreign_government', true],
    ['type', 'state_organ', 'company', true],
    ['type', 'company', 'charity', true],
    ['type', 'company', 'foreign_government', false],
    ['type', 'company', 'public_hospital', false],
    ['country', 'CN', 'US', true],
  ] as const)('%s from %s to %s: %s', (fact, was, value, may) => {
    const after = file({ [fact]: value }, [word(fact, value, was)])
    expect(mayRelax([file({ [fact]: was })], [after])).toBe(may)
  })

  test.each([
    [null, true, false],
    [true, false, true],
    [false, null, true],
  ])('a public purchaser that is %s and then %s: %s', (was, value, may) => {
    const text = (one: boolean | null) => (one === null ? null : String(one))
    const after = file({ public_purchaser: value }, [word('public_purchaser', text(value), text(was))])
    expect(mayRelax([file({ public_purchaser: was })], [after])).toBe(may)
  })

  test('where the kind that was only assumed is said: not, it is the same', () => {
    const after = file({}, [word('type', 'company', 'company')])
    expect(mayRelax([file({})], [after])).toBe(false)
  })

  test('where a merged record alone was strict, and the survivor says something else now', () => {
    const merged = file({ ownership: 'state_wholly_owned' })
    const after = file({ ownership: 'state_controlled' }, [word('ownership', 'state_controlled', null)])
    expect(mayRelax([file({}), merged], [after, merged])).toBe(true)
    expect(mayRelax([file({})], [after])).toBe(false)
  })

  test('where it was strict on a later day only', () => {
    const bought = word('ownership', 'state_wholly_owned', 'private', '2026-06-01')
    const before = file({ ownership: 'state_wholly_owned' }, [bought])
    const said = word('ownership', 'state_controlled', 'state_wholly_owned', '2026-01-01')
    expect(mayRelax([before], [file({ ownership: 'state_controlled' }, [bought, said])])).toBe(true)
  })
})
