import { describe, expect, test } from 'vitest'
import { slipsIn } from './slips.ts'

const fieldOf = {
  '/body/number': 'number',
  '/body/holder': 'holder',
  'payments.account_known': 'number',
} as const
const problem = { type: 'urn:aboveboard:test', title: 'This is no number.', status: 409, requestNumber: 'R1' }

describe('what the server says of a form', () => {
  test('stands beside the field that it is about, a refusal with its way out', () => {
    const refused = { ...problem, code: 'payments.account_number_wrong', wayOut: 'Type it again.' }
    const pointers = [{ pointer: '/body/number', says: problem.title }]
    expect(slipsIn({ ...refused, pointers }, fieldOf, 'Failed.')).toEqual({
      number: 'This is no number. Type it again.',
    })
    expect(slipsIn({ ...refused, code: 'payments.account_known' }, fieldOf, 'Failed.')).toEqual({
      number: 'This is no number. Type it again.',
    })
  })

  test('stands beside each of several fields', () => {
    const pointers = [
      { pointer: '/body/number', says: 'too short' },
      { pointer: '/body/holder', says: 'missing' },
      { pointer: '/body/elsewhere', says: 'unknown' },
    ]
    expect(slipsIn({ ...problem, status: 400, pointers }, fieldOf, 'Failed.')).toEqual({
      number: 'too short',
      holder: 'missing',
    })
  })

  test('stands under the form where it is about no field, and is never left out', () => {
    const pointers = [{ pointer: '/body/elsewhere', says: 'unknown' }]
    expect(slipsIn({ ...problem, pointers }, fieldOf, 'Failed.')).toEqual({ form: problem.title })
    expect(slipsIn({ ...problem, title: '', status: 0 }, fieldOf, 'Failed.')).toEqual({ form: 'Failed.' })
  })
})
