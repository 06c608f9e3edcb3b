import { expect, test } from 'vitest'
import { guestsOf } from './guests.ts'

type Item = Parameters<typeof guestsOf>[0]
type Signed = NonNullable<Item['attendance']>['guests'][number]

const signed = (signInId: string, name: string, employer: string): Signed => ({
  signInId,
  name,
  employer,
  isOfficial: 'unknown',
  when: { at: '2026-11-25T04:00:00.000Z', text: '12:00', ago: '' },
})

const opened = (guests: readonly Signed[]) =>
  guestsOf({
    customer: { id: 'cus_1', kind: 'organisation', name: '苏州恒泰精密机械有限公司' },
    recipient: { id: 'per_1', kind: 'person', name: '张伟' },
    attendance: { permission: { can: true, needsReason: false, needsFactor: false }, state: 'open', guests },
  } as unknown as Item).expected.map(({ partyId, signInId }) => [partyId, signInId])

test('the recipient who signed in for the customer is one line', () => {
  expect(opened([signed('sgn_1', '张 伟', '恒泰精密')])).toEqual([['per_1', 'sgn_1']])
})

test('a namesake from another organisation is a line of their own', () => {
  expect(opened([signed('sgn_1', '张伟', '市局'), signed('sgn_2', '张伟', '恒泰精密')])).toEqual([
    ['per_1', 'sgn_2'],
    [undefined, 'sgn_1'],
  ])
})
