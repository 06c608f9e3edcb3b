import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { coupon, lunch } from '../../../test/setup/approval-round.ts'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { apiCalls, type ApiCalls } from '../../../test/setup/api-calls.ts'
import { preview, submit } from '../../contract/requests.ts'

// Entries that are there and cannot be so.

let company: Company
let api: ApiCalls
beforeAll(async () => {
  company = await testCompany()
  api = apiCalls(company.world)
})
afterAll(() => company.close())

const sales = () => company.actor('sales').personId

describe('an amount of zero', () => {
  const nothing = { ...coupon, amount: { currency: 'CNY', minor: '0' } }

  test('is refused when it is filed, and the panel says so before', async () => {
    expect(await api.codeOf(sales(), 'requests.submit', { body: { proposal: nothing } })).toBe(
      'requests.amount_zero',
    )
    const panel = await api.good(sales(), 'requests.preview', { body: nothing })
    expect(panel).toMatchObject({ submit: { effect: 'incomplete', says: 'The amount cannot be zero.' } })
    expect(panel).not.toHaveProperty('verdict')
  })
})

describe('an organisation that is to enjoy what only people can', () => {
  const meal = { ...lunch, recipient: { to: 'organisation' } }

  test('is refused when it is filed, and the panel says so before', async () => {
    expect(await api.codeOf(sales(), 'requests.submit', { body: { proposal: meal } })).toBe(
      'requests.person_needed',
    )
    expect(await api.good(sales(), 'requests.preview', { body: meal })).toMatchObject({
      submit: { effect: 'incomplete' },
    })
  })

  test('of which nobody is named yet, is judged as somebody of unknown class', async () => {
    const { recipient: _, ...open } = lunch
    expect(await api.good(sales(), 'requests.preview', { body: open })).toMatchObject({
      verdict: { outcome: 'hold' },
    })
  })
})

describe('a further fact', () => {
  const sent = (facts: object) => [
    submit.body.safeParse({ proposal: { ...lunch, facts } }),
    preview.body.safeParse({ ...lunch, facts }),
  ]

  test('whose path is no fact is told by its name', () => {
    for (const read of sent({ 'benefit.flags.alcohole': false, 'recipient.class.x': 'hcp' })) {
      expect(read.error?.issues).toEqual([
        expect.objectContaining({
          code: 'unrecognized_keys',
          keys: ['benefit.flags.alcohole', 'recipient.class.x'],
        }),
      ])
    }
  })

  test('as the form sends it is right', () => {
    for (const read of sent(lunch.facts)) expect(read.success).toBe(true)
  })
})
