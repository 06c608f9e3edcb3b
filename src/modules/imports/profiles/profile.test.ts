import { describe, expect, it } from 'vitest'
import { isRefusal } from '../../../kernel/refusal.ts'
import { cmsOpenPayments } from './cms-open-payments.ts'
import { findProfile, readProfile, shippedProfiles } from './shipped.ts'
import { taizhang } from './taizhang.ts'

describe('a mapping profile', () => {
  it.each(shippedProfiles.map((profile) => [profile.id, profile] as const))(
    '%s states each assumption with its reason',
    (_, profile) => {
      const used = [...JSON.stringify(profile).matchAll(/"assumption":"(\w+)"/g)].map((found) => found[1])
      expect(new Set(profile.assumptions.map((a) => a.id))).toEqual(new Set(used))
    },
  )

  it.each([
    ['an unstated assumption', { ...cmsOpenPayments, assumptions: [] }],
    ['an unknown field', { ...cmsOpenPayments, required: [['colour']] }],
    [
      'a form that does not exist',
      { ...cmsOpenPayments, forms: { rules: [{ when: {}, form: 'kickback' }] } },
    ],
    ['a pattern that is none', { ...cmsOpenPayments, nil: { patterns: ['('], frame: [] } }],
    ['a key too many', { ...cmsOpenPayments, script: 'x' }],
    ['nothing', null],
  ])('is refused with the place when it has %s', (_, data) => {
    const read = readProfile(data)
    expect(isRefusal(read) && read.code).toBe('imports.profile_invalid')
  })

  it.each([
    ['a value that its fact cannot have', taizhang, 'benefit.country', 'China'],
    ['a value of another type', taizhang, 'benefit.flags.concealed', 'no'],
    ['a fact that nobody knows', taizhang, 'benefit.colour', 'red'],
    ['a fact of our own register that only records may say', taizhang, 'giver.sector', 'medical_device'],
    ['a misfit in a register of others', cmsOpenPayments, 'giver.sector', 'anything'],
  ] as const)('is refused when it adds %s, which no decision would hear', (_, profile, path, value) => {
    const fact = { path, value, source: 'self' } as const
    const read = readProfile({ ...profile, facts: [...(profile.facts ?? []), fact] })
    expect(isRefusal(read) && read).toMatchObject({
      code: 'imports.profile_invalid',
      params: { at: `facts.${profile.facts?.length ?? 0}`, why: expect.stringContaining(path) as string },
    })
  })

  it('of an unknown name is refused with the names that there are', () => {
    const found = findProfile('nonsense')
    expect(isRefusal(found) && found.params['profiles']).toBe('cms-open-payments, uk-ministers, taizhang')
  })
})
