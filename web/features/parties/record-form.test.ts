import { describe, expect, test } from 'vitest'
import { changesOf, proofsFor, shownOf } from './record-form.ts'

const extract = { value: 'registry_extract', word: '登记机关查询件' }
const register = { value: 'procurement_register', word: '采购主管部门名录' }
const letter = { value: 'sealed_letter', word: '盖章函件' }

function entry(path: string, value?: string | boolean, proofs = [extract]) {
  const field = { path, name: path, input: 'text' as const, isRequired: false }
  return { field, text: '', proofs, ...(value === undefined ? {} : { value }) }
}

const entries = [
  entry('ownership'),
  entry('publicPurchaser', true, [register, extract]),
  entry('staffBenefitAuthorised', undefined, [letter]),
  entry('name', '恒泰精密'),
  entry('phone', '0512-1', []),
]

describe('what a correction sends', () => {
  test('only what differs from the record, without blanks around it', () => {
    const values = { ownership: 'private', publicPurchaser: true, name: ' 恒泰精密 ', phone: ' 0512-2 ' }
    expect(changesOf(entries, values)).toEqual({ ownership: 'private', phone: '0512-2' })
    expect(changesOf(entries, {})).toEqual({})
  })

  test('what is taken out is not known any more; a name always stays', () => {
    const values = { ownership: '', publicPurchaser: null, phone: ' ', name: '' }
    expect(changesOf(entries, values)).toEqual({ publicPurchaser: null, phone: null })
  })
})

test('the form shows the record until something is typed, and "not known" stays so', () => {
  const purchaser = entry('publicPurchaser', true)
  expect(shownOf(purchaser, {})).toBe(true)
  expect(shownOf(purchaser, { publicPurchaser: null })).toBeNull()
  expect(shownOf(purchaser, { publicPurchaser: false })).toBe(false)
  expect(shownOf(entry('ownership'), {})).toBeNull()
})

describe('the evidence of a correction', () => {
  test('is what all changed entries accept', () => {
    expect(proofsFor(entries, { ownership: 'private' })).toEqual([extract])
    expect(proofsFor(entries, { publicPurchaser: false })).toEqual([register, extract])
    expect(proofsFor(entries, { publicPurchaser: false, ownership: 'private' })).toEqual([extract])
  })

  test('is none where no rule rests on what changed, and none fits what needs two kinds', () => {
    expect(proofsFor(entries, { phone: '0512-2' })).toBeUndefined()
    expect(proofsFor(entries, { ownership: 'private', staffBenefitAuthorised: true })).toEqual([])
  })
})
