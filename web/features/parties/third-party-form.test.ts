import { describe, expect, it } from 'vitest'
import { bodyOf, emptyForm, isReady } from './third-party-form.ts'

const filled = {
  ...emptyForm('ent_1', '2026-11-25'),
  role: 'agent',
  licensed: 'yes' as const,
  licence: '营业执照 A-3',
  independent: 'yes' as const,
  declaration: '声明 A-3',
  ownerKnown: 'no' as const,
  untilOn: '2027-11-24',
}

describe('the form for a third party', () => {
  it('is ready once what the law asks is answered and each claim has its paper', () => {
    expect(isReady(emptyForm('ent_1', '2026-11-25'))).toBe(false)
    expect(isReady(filled)).toBe(true)
    expect(isReady({ ...filled, licence: ' ' })).toBe(false)
    expect(isReady({ ...filled, ownerKnown: 'yes' })).toBe(false)
    expect(isReady({ ...filled, clean: 'no' })).toBe(false)
    expect(isReady({ ...filled, official: 'no' })).toBe(false)
    expect(isReady({ ...filled, official: 'no', dueDiligence: 'DD-2026-004' })).toBe(true)
    expect(isReady({ ...filled, untilOn: '' })).toBe(false)
  })

  it('leaves out what nobody looked at: that stays unknown and is never no', () => {
    expect(bodyOf('party_1', filled)).toEqual({
      entityId: 'ent_1',
      partyId: 'party_1',
      role: 'agent',
      isLicensed: true,
      licence: '营业执照 A-3',
      isIndependent: true,
      declaration: '声明 A-3',
      isOwnerKnown: false,
      fromOn: '2026-11-25',
      untilOn: '2027-11-24',
    })
    expect(bodyOf('party_1', { ...filled, staff: 'no' })).toMatchObject({ isTiedToStaff: false })
  })
})
