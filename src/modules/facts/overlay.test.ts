import { describe, expect, test } from 'vitest'
import type { Facts } from '../../contract/facts.ts'
import { overlay } from './overlay.ts'

const known: Facts = {
  asOf: '2026-11-26',
  benefit: { form: 'meal', inContract: false, value: { currency: 'CNY', minor: '12000' } },
  recipient: { kind: 'person', class: 'public_official', classVerified: true },
  customer: { ownership: 'state_controlled', publicPurchaser: false },
  payee: { holder: 'contract_party', verified: false, changedByEmailOnly: false },
  sources: { 'recipient.class': 'document' },
}

describe('what the application itself can say counts, with the request as its source', () => {
  test.each([
    ['benefit.flags.alcohol', false],
    ['benefit.flags.concealed', false],
    ['benefit.flags.requestedByRecipient', false],
    ['benefit.meal.kind', 'lunch'],
    ['benefit.conditionalOn', []],
    ['benefit.familyShare', { currency: 'CNY', minor: '0' }],
    ['thirdParty.role', 'none'],
  ])('%s', (path, value) => {
    const facts = overlay(known, { [path]: value })
    expect(facts.sources?.[path]).toBe('request')
    expect(JSON.stringify(facts)).toContain(JSON.stringify(value))
  })
})

describe('what a register should know is one’s own word', () => {
  test.each([
    ['recipient.nominatedBy', 'state_body'],
    ['thirdParty.ownerKnown', true],
    ['customer.staffBenefitAuthorised', true],
  ])('%s', (path, value) => {
    expect(overlay(known, { [path]: value }).sources?.[path]).toBe('self')
  })
})

describe('nobody talks past a record', () => {
  test.each([
    ['who somebody is', 'recipient.class', 'private_staff'],
    ['whose a customer is', 'customer.ownership', 'private'],
    ['whether an account was verified', 'payee.verified', true],
    ['what stands in the contract', 'benefit.inContract', true],
    ['the amount', 'benefit.value', { currency: 'CNY', minor: '1' }],
    ['the giver', 'giver.sector', 'general'],
    ['the evidence', 'docs.agenda', true],
    ['the terms of a programme', 'programme.discretionary', false],
    ['the day', 'asOf', '2020-01-01'],
    ['what is no fact', 'benefit.flags.nice', true],
    ['a value of the wrong kind', 'benefit.meal.kind', 'brunch'],
  ])('%s', (_, path, value) => {
    expect(overlay(known, { [path]: value })).toEqual(known)
  })

  test('what a record leaves open may be said, and only tightens', () => {
    const open: Facts = { ...known, recipient: { kind: 'person', class: 'unknown' } }
    const facts = overlay(open, { 'recipient.class': 'public_official' })
    expect(facts.recipient?.class).toBe('public_official')
    expect(facts.sources?.['recipient.class']).toBe('self')
  })

  test.each([
    ['payee.changedByEmailOnly', 'payee', { changedByEmailOnly: true }],
    ['customer.publicPurchaser', 'customer', { publicPurchaser: true }],
  ] as const)('a "yes" that can only tighten is heard against a record: %s', (path, object, expected) => {
    const facts = overlay(known, { [path]: true })
    expect(facts[object]).toMatchObject(expected)
    expect(facts.sources?.[path]).toBe('self')
  })
})
