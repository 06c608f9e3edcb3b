import { describe, expect, test } from 'vitest'
import { emptyForm, formOf, isWorthKeeping, nobody, proposalOf } from './form.ts'

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

describe('a planned place and vendor', () => {
  const planned = { ...empty, place: ' 宏图酒楼 ', vendor: { name: ' 宏图餐饮 ' } }

  test('are sent as they were typed, and one on record by its identifier alone', () => {
    expect(proposalOf(planned)).toMatchObject({ place: '宏图酒楼', vendor: { name: '宏图餐饮' } })
    const known = { ...planned, vendor: { id: 'party_000002', name: '宏图' } }
    expect(proposalOf(known).vendor).toEqual({ partyId: 'party_000002' })
  })

  test('are not sent where nothing was typed, nor of a thing that was received', () => {
    expect(proposalOf({ ...planned, place: '  ', vendor: { name: ' ' } })).toEqual(proposalOf(empty))
    const received = proposalOf({ ...planned, direction: 'received' })
    expect(received).not.toHaveProperty('place')
    expect(received).not.toHaveProperty('vendor')
  })

  test('come back with the draft, by the name on record', () => {
    const draft = {
      proposal: { place: '宏图酒楼', vendor: { partyId: 'party_000002' } },
      vendor: { id: 'party_000002', kind: 'organisation', name: '宏图' },
      files: [],
    } as unknown as Parameters<typeof formOf>[0]
    const form = formOf(draft, empty)
    expect(form).toMatchObject({ place: '宏图酒楼', vendor: { id: 'party_000002', name: '宏图' } })
    expect(proposalOf(form)).toMatchObject(draft.proposal)
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
