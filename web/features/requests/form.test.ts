import { describe, expect, test } from 'vitest'
import { emptyForm, isWorthKeeping, nobody, proposalOf } from './form.ts'

const empty = emptyForm('2026-11-25', 'ent_000000')
const customer = { id: 'party_000001', kind: 'organisation' as const, name: '恒泰' }
const amount = { currency: 'CNY', minor: '1' }
const person = { id: 'per_000001', kind: 'person' as const, name: '张伟' }

describe('what a form sends', () => {
  test('leaves out what nobody filled in, so that it stays unknown and never becomes a "no"', () => {
    expect(proposalOf(empty)).toEqual({
      direction: 'given',
      entityId: 'ent_000000',
      recipient: { to: 'organisation' },
      happensOn: '2026-11-25',
    })
  })

  test('names a known person by the identifier alone, whatever was typed', () => {
    const form = { ...empty, recipient: { ...nobody, party: person, name: '张 伟' } }
    expect(proposalOf(form).recipient).toEqual({ to: 'person', partyId: 'per_000001' })
  })

  test('sends "none of these" with the names that were looked at and the reason', () => {
    const ruledOut = { partyIds: ['party_00000001'], reason: '地址与股东不同' }
    const form = { ...empty, newCustomer: '恒泰机电', customerRuledOut: ruledOut }
    expect(proposalOf(form).customer).toEqual({ name: '恒泰机电', isNew: true, ruledOut })
    const person = { ...nobody, name: '李明', isNew: true, ruledOut }
    expect(proposalOf({ ...empty, recipient: person }).recipient).toMatchObject({ ruledOut })
  })

  test('says nothing of a recipient where our own staff received it, and what became of it', () => {
    const form = { ...empty, direction: 'received' as const, disposal: 'returned' as const }
    expect(proposalOf(form)).toMatchObject({ direction: 'received', disposal: 'returned' })
    expect(proposalOf(form).recipient).toBeUndefined()
  })

  test('sends a new person only after "none of these", with position and status', () => {
    const typed = { ...nobody, name: ' 李明 ', position: '采购经理' }
    expect(proposalOf({ ...empty, recipient: typed }).recipient).toBeUndefined()
    expect(proposalOf({ ...empty, recipient: { ...typed, isNew: true } }).recipient).toEqual({
      to: 'person',
      isNew: true,
      name: '李明',
      position: '采购经理',
      isOfficial: 'unknown',
    })
  })

  test('prefers the known customer over a name that was typed before', () => {
    const form = { ...empty, customer: { ...person, kind: 'organisation' as const }, newCustomer: '恒泰' }
    expect(proposalOf(form).customer).toEqual({ partyId: 'per_000001' })
  })
})

describe('when a draft is worth keeping', () => {
  test.each([
    ['nothing entered', {}, false],
    ['a reason of blanks', { reason: '   ' }, false],
    ['a kind', { kindId: 'meal' }, false],
    ['a customer and a kind', { customer, kindId: 'meal' }, false],
    ['an amount', { amount }, false],
    ['a customer, a kind and an amount', { customer, kindId: 'meal', amount }, true],
    ['a reason', { reason: '拜访' }, true],
    ['a new customer', { newCustomer: '恒泰' }, true],
    ['nobody yet, as a person', { recipient: nobody }, false],
    ['a person', { recipient: { ...nobody, party: person } }, true],
    ['a new person', { recipient: { ...nobody, name: '王', isNew: true } }, true],
  ])('%s', (_, change, expected) => {
    expect(isWorthKeeping({ ...empty, ...change })).toBe(expected)
  })
})
