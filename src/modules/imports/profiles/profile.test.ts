import { describe, expect, it } from 'vitest'
import { isRefusal } from '../../../kernel/refusal.ts'
import { cmsOpenPayments } from './cms-open-payments.ts'
import { findProfile, readProfile, shippedProfiles } from './shipped.ts'

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

  it('of an unknown name is refused with the names that there are', () => {
    const found = findProfile('nonsense')
    expect(isRefusal(found) && found.params['profiles']).toBe('cms-open-payments, uk-ministers, taizhang')
  })
})
