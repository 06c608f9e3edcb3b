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
    ['tender.state', 'none'],
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
    ['who somebody is', 'recipient.class', 'private_staff'],
    ['whose a customer is', 'customer.ownership', 'private'],
    ['whether an account was verified', 'payee.verified', true],
    ['what stands in the contract', 'benefit.inContract', true],
    ['the amount', 'benefit.value', { currency: 'CNY', minor: '1' }],
    ['who is paid', 'payee.holder', 'customer_staff'],
    ['how an account changed', 'payee.changedByEmailOnly', true],
    ['who buys', 'customer.publicPurchaser', true],
  ])('a word against a record stands beside it: %s', (_, path, value) => {
    expect(overlay(known, { [path]: value })).toEqual({ ...known, saidOtherwise: { [path]: value } })
  })

  test('a word that a record bears out says nothing more', () => {
    expect(overlay(known, { 'payee.holder': 'contract_party', 'customer.publicPurchaser': false })).toEqual(
      known,
    )
  })

  test('what is said of a list is there besides what is on record', () => {
    const onPurchase: Facts = { ...known, benefit: { ...known.benefit, conditionalOn: ['purchase'] } }
    const facts = overlay(onPurchase, { 'benefit.conditionalOn': ['positive_review'] })
    expect(facts.saidOtherwise).toEqual({ 'benefit.conditionalOn': ['purchase', 'positive_review'] })
    expect(overlay(onPurchase, { 'benefit.conditionalOn': [] })).toEqual(onPurchase)
  })
})
