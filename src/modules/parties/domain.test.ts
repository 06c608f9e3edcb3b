import { describe, expect, test } from 'vitest'
import { isRefusal } from '../../kernel/refusal.ts'
import {
  decideNewCustomer,
  decideNewPerson,
  holdsOn,
  overlaps,
  type Lookalike,
  type NewCustomer,
  type RuledOut,
} from './domain.ts'

const hengtai: NewCustomer = {
  name: '苏州恒泰精密机械有限公司',
  creditCode: '91350100M000100Y43',
  type: 'company',
  ownership: 'private',
  country: 'CN',
}
const match: Lookalike = { id: 'party_1', name: '苏州恒泰精密机械制造有限公司', verdict: 'match' }
const candidate: Lookalike = { id: 'party_2', name: '杭州恒泰精密机械有限公司', verdict: 'candidate' }
const stranger: Lookalike = { id: 'party_3', name: '南通安康模具有限公司', verdict: 'none' }

function ruledOut(ids: readonly string[], byCompliance: boolean, reason = '两家股东不同'): RuledOut {
  return { ids, byCompliance, reason }
}

function codeOf(answer: unknown): string {
  return isRefusal(answer) ? answer.code : 'opened'
}

const cases: [string, Partial<NewCustomer>, readonly Lookalike[], RuledOut | undefined, string][] = [
  ['nothing like it', {}, [], undefined, 'opened'],
  ['nothing close', {}, [stranger], undefined, 'opened'],
  ['no code yet', { creditCode: null }, [], undefined, 'opened'],
  ['code in small letters with blanks', { creditCode: '91350100 m000100y43' }, [], undefined, 'opened'],
  [
    'code with a wrong check letter',
    { creditCode: '91350100M000100Y44' },
    [],
    undefined,
    'parties.credit_code_wrong',
  ],
  ['code one letter short', { creditCode: '91350100M000100Y4' }, [], undefined, 'parties.credit_code_wrong'],
  ['a state organ in private hands', { type: 'state_organ' }, [], undefined, 'parties.ownership_contradicts'],
  [
    'a company that is a public body',
    { ownership: 'public_body' },
    [],
    undefined,
    'parties.ownership_contradicts',
  ],
  ['owner not known yet', { type: 'state_organ', ownership: null }, [], undefined, 'opened'],
  ['the known name', {}, [match], undefined, 'parties.known_already'],
  ['the known name behind a candidate', {}, [candidate, match], undefined, 'parties.known_already'],
  ['a close name nobody looked at', {}, [candidate], undefined, 'parties.look_first'],
  [
    'one of two close names looked at',
    {},
    [candidate, match],
    ruledOut(['party_2'], true),
    'parties.known_already',
  ],
  ['a close name the applicant ruled out', {}, [candidate], ruledOut(['party_2'], false), 'opened'],
  [
    'ruled out without a reason',
    {},
    [candidate],
    ruledOut(['party_2'], false, ' '),
    'parties.reason_missing',
  ],
  [
    'a match the applicant ruled out',
    {},
    [match],
    ruledOut(['party_1'], false),
    'parties.match_needs_compliance',
  ],
  ['a match compliance ruled out', {}, [match], ruledOut(['party_1'], true), 'opened'],
]

describe('a new customer is opened unless it is known or contradicts itself', () => {
  test.each(cases)('%s', (_, given, lookalikes, word, code) => {
    const known = { lookalikes, holderOfCode: undefined }
    expect(codeOf(decideNewCustomer({ ...hengtai, ...given }, known, word))).toBe(code)
  })

  test('a code that another customer holds is refused whatever the name', () => {
    const known = { lookalikes: [], holderOfCode: { name: '恒泰' } }
    expect(codeOf(decideNewCustomer(hengtai, known, undefined))).toBe('parties.credit_code_taken')
  })

  test('the code is kept in its proper spelling', () => {
    const given = { ...hengtai, creditCode: '91350100 m000100y43' }
    const known = { lookalikes: [], holderOfCode: undefined }
    expect(decideNewCustomer(given, known, undefined)).toEqual({ creditCode: '91350100M000100Y43' })
  })
})

describe('a new person opens no fresh limit under another spelling', () => {
  test.each([
    ['nobody like it', [], undefined, 'opened'],
    ['the same person', [match], undefined, 'parties.known_already'],
    ['somebody close', [candidate], undefined, 'parties.look_first'],
    ['somebody close, ruled out', [candidate], ruledOut(['party_2'], false), 'opened'],
  ] as const)('%s', (_, lookalikes, word, code) => {
    expect(codeOf(decideNewPerson(lookalikes, word) ?? {})).toBe(code)
  })
})

describe('both ends of a span count', () => {
  const march = { from_on: '2026-03-01', until_on: '2026-03-31' }
  test.each([
    ['2026-02-28', false],
    ['2026-03-01', true],
    ['2026-03-31', true],
    ['2026-04-01', false],
  ])('March holds on %s: %s', (day, holds) => expect(holdsOn(march, day)).toBe(holds))

  test.each([
    [{ from_on: '2026-03-31', until_on: null }, true],
    [{ from_on: '2026-04-01', until_on: null }, false],
    [{ from_on: '2026-01-01', until_on: '2026-03-01' }, true],
    [{ from_on: '2026-01-01', until_on: '2026-02-28' }, false],
  ])('March shares a day with %o: %s', (span, shares) => {
    expect([overlaps(march, span), overlaps(span, march)]).toEqual([shares, shares])
  })
})
