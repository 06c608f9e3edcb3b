import { describe, expect, test } from 'vitest'
import { barOf, wordOf } from './bar.ts'

const yes = { can: true as const, needsReason: false, needsFactor: false }
const no = { can: false as const, why: '§2.1' }

describe('the action bar', () => {
  test('keeps a forbidden approval in its place, so that nothing else becomes the main action', () => {
    const bar = barOf({ approve: no, reject: yes, return: yes, transfer: yes })
    expect(bar).toEqual({ primary: 'approve', beside: ['return', 'reject', 'transfer'], menu: [] })
  })

  test('offers no approval to someone whom the server gave none', () => {
    const bar = barOf({ withdraw: yes, remind: no })
    expect(bar).toEqual({ primary: undefined, beside: ['withdraw'], menu: ['remind'] })
  })

  test('gives whoever proposed something to take it back and to remind, and no answer of their own', () => {
    const bar = barOf({ approve: no, reject: no, remind: yes, withdraw: yes })
    expect(bar).toEqual({ primary: undefined, beside: ['withdraw', 'remind'], menu: ['approve', 'reject'] })
  })

  test('shows no approval to whoever only reads, but why it is not theirs', () => {
    expect(barOf({ approve: no, transfer: no })).toEqual({
      primary: undefined,
      beside: [],
      menu: ['approve', 'transfer'],
    })
  })

  test('puts the answer first for an applicant who was asked', () => {
    const bar = barOf({ answer: yes, withdraw: yes, change: no })
    expect(bar.primary).toBe('answer')
    expect(bar.menu).toEqual(['change'])
  })

  test('names what a review says, which approves nothing', () => {
    const review = { object: { type: 'review', id: 'req_1' } }
    expect(wordOf('approve', review)).toBe('verb.review_stands')
    expect(wordOf('reject', review)).toBe('verb.review_questions')
    expect(wordOf('transfer', review)).toBe('verb.transfer')
    expect(wordOf('approve', { object: { type: 'request', id: 'req_1' } })).toBe('verb.approve')
  })

  test('moves the transfer into the menu on a phone, and loses no verb on the way', () => {
    const can = {
      approve: yes,
      reject: yes,
      return: yes,
      transfer: yes,
      add_signer: yes,
      copy: yes,
      remind: no,
    }
    const room = { width: 358, wordOf: (verb: string) => verb, around: () => 57 }
    const bar = barOf(can, room)
    expect(bar.beside).toEqual(['return', 'reject'])
    expect(barOf(can, { ...room, width: 340 }).beside).toEqual(['return'])
    expect(barOf(can, { ...room, wordOf: () => '填写很长的理由并同意' }).beside).toEqual([])
    expect([bar.primary, ...bar.beside, ...bar.menu].toSorted()).toEqual(Object.keys(can).toSorted())
  })
})
