import { describe, expect, test } from 'vitest'
import { company, day, delegated, until } from '../../../test/setup/sample-organisation.ts'
import { delegationObjection, delegationsInForce, deputiesOf, deputyObjection } from './delegation.ts'
import { dutyChange, dutyChanges, dutyObjection } from './duty.ts'

describe('delegation', () => {
  const wanted = { fromId: 'per_lead', toId: 'per_peer', fromOn: day, untilOn: until }

  test.each([
    ['from today', {}, undefined],
    ['from yesterday', { fromOn: '2026-11-24' }, 'access.delegation_in_the_past'],
    ['to oneself', { toId: 'per_lead' }, 'access.delegation_to_self'],
    ['for one day', { untilOn: day }, undefined],
    ['that ends before it begins', { untilOn: '2026-11-24' }, 'access.delegation_dates'],
    ['of 92 days', { untilOn: '2027-02-24' }, undefined],
    ['of 93 days', { untilOn: '2027-02-25' }, 'access.delegation_too_long'],
    ['to an administrator', { toId: 'per_admin' }, 'access.deputy_unfit'],
    ['to somebody unknown', { toId: 'per_nobody' }, 'access.deputy_unfit'],
  ])('a delegation %s', (_, more, code) => {
    expect(delegationObjection(company(), { ...wanted, ...more }, day)?.code).toBe(code)
  })

  test('a second one to the same colleague waits for the end of the first', () => {
    const organisation = company({ delegations: [delegated('per_lead', 'per_peer')] })
    const next = { ...wanted, fromOn: '2026-12-01', untilOn: '2026-12-02' }
    expect(delegationObjection(organisation, wanted, day)?.code).toBe('access.delegation_exists')
    expect(delegationObjection(organisation, next, day)).toBeUndefined()
  })

  const cny = (minor: bigint) => ({ kind: 'gift', amount: { currency: 'CNY', minor } })
  const capped = { kinds: 'gift,meal', cap_currency: 'CNY', cap_minor: 50_000n }

  test.each([
    ['the day before', '2026-11-24', cny(1n), {}, []],
    ['on the first day', day, cny(1n), {}, ['per_peer']],
    ['on the last day', until, cny(1n), {}, ['per_peer']],
    ['the day after', '2026-12-01', cny(1n), {}, []],
    ['up to the cap', day, cny(50_000n), capped, ['per_peer']],
    ['one fen over the cap', day, cny(50_001n), capped, []],
    ['in another currency', day, { kind: 'gift', amount: { currency: 'USD', minor: 1n } }, capped, []],
    ['without an amount', day, { kind: 'gift' }, capped, ['per_peer']],
    ['for another kind', day, { ...cny(1n), kind: 'travel' }, capped, []],
    ['after it was ended', day, cny(1n), { ended_at: '2026-11-25T01:00:00.000Z', ended_by: 'per_lead' }, []],
    ['when the requester is the deputy', day, { ...cny(1n), requesterId: 'per_peer' }, {}, []],
  ] as const)('a deputy may decide %s', (_, date, task, more, deputies) => {
    const organisation = company({ delegations: [delegated('per_lead', 'per_peer', more)] })
    expect(deputiesOf(organisation, 'per_lead', date, task)).toEqual(deputies)
    expect(delegationsInForce(organisation, 'per_peer', date, task).map((row) => row.to_id)).toEqual(deputies)
  })

  test('it ends when the principal or the deputy leaves', () => {
    const delegations = [delegated('per_lead', 'per_peer')]
    for (const leaver of ['per_lead', 'per_peer']) {
      const people = company().rows.people.map((row) =>
        row.id === leaver ? { ...row, left_on: '2026-11-26' } : row,
      )
      expect(deputiesOf(company({ people, delegations }), 'per_lead', '2026-11-26')).toEqual(['per_peer'])
      expect(deputiesOf(company({ people, delegations }), 'per_lead', '2026-11-27')).toEqual([])
    }
  })

  test('it does not go on to a third person', () => {
    const delegations = [delegated('per_head', 'per_lead'), delegated('per_lead', 'per_peer')]
    expect(deputiesOf(company({ delegations }), 'per_head', day)).toEqual(['per_lead'])
  })

  test.each([
    ['the applicant', 'per_lead', 'per_lead', [], 'access.deputy_is_requester'],
    ['somebody below the applicant', 'per_rep', 'per_lead', [], 'access.deputy_below_requester'],
    ['somebody who has acted', 'per_fin', 'per_lead', ['per_fin'], 'access.deputy_has_acted'],
    ['anybody else', 'per_fin', 'per_lead', ['per_boss'], undefined],
  ])('a deputy is never %s', (_, deputyId, requesterId, actedIds, code) => {
    expect(deputyObjection(company(), deputyId, { requesterId, actedIds }, day)?.code).toBe(code)
  })
})

describe('duties', () => {
  const object = { type: 'request', id: 'req_1' }
  const held = [{ person_id: 'per_rep', duty: 'requester' }]

  test.each([
    ['whoever requests cannot approve', 'per_rep', 'approver', 'access.duty_conflict', 0],
    ['the same duty may be repeated', 'per_rep', 'requester', undefined, 0],
    ['another person takes another duty', 'per_lead', 'approver', undefined, 1],
  ] as const)('%s', (_, personId, duty, code, changes) => {
    expect(dutyObjection(held, personId, duty)?.code).toBe(code)
    expect(dutyChanges(held, object, personId, duty)).toHaveLength(changes)
  })

  test('the row is named by object and person, so that there is one of them', () => {
    expect(dutyChange(object, 'per_lead', 'approver').row).toMatchObject({
      id: 'request:req_1:per_lead',
      version: 1,
    })
  })
})
