import { describe, expect, test } from 'vitest'
import {
  answerNone,
  answerNothing,
  changed,
  factsFor,
  fieldFor,
  isAnswered,
  isTicked,
  saidOf,
  toggle,
} from './circumstances.ts'
import { emptyForm, nobody } from './form.ts'

const concealed = field('benefit.flags.concealed', 'yes_no')
const alcohol = field('benefit.flags.alcohol', 'yes_no')
const review = { ...field('benefit.conditionalOn', 'yes_no'), ticked: ['positive_review'], unticked: [] }
const family = field('benefit.familyShare', 'amount')
const agent = { ...field('thirdParty.role', 'choice'), unticked: 'none' }
const list = [alcohol, family, review, agent, concealed]
const none = {
  'benefit.flags.alcohol': false,
  'benefit.familyShare': { currency: 'CNY', minor: '0' },
  'benefit.conditionalOn': [],
  'thirdParty.role': 'none',
  'benefit.flags.concealed': false,
}

function field(path: string, input: 'yes_no' | 'amount' | 'choice') {
  return { path, name: path, input, isRequired: false }
}

describe('the list of circumstances', () => {
  test('says nothing until somebody answers it', () => {
    expect(isAnswered(list, {})).toBe(false)
    expect(list.map((it) => isTicked(list, it, {}))).toEqual([false, false, false, false, false])
  })

  test('"none of these" says of each that it is not there, and can be taken back', () => {
    const answered = answerNone(list, { 'benefit.card.named': true }, 'CNY')
    expect(answered).toEqual({ 'benefit.card.named': true, ...none })
    expect(list.some((it) => isTicked(list, it, answered))).toBe(false)
    expect(answerNothing(list, answered)).toEqual({ 'benefit.card.named': true })
  })

  test('the first tick answers the list: what is not ticked is not there', () => {
    const facts = toggle(list, alcohol, {}, 'CNY')
    expect(facts).toEqual({ ...none, 'benefit.flags.alcohol': true })
    expect(list.filter((it) => isTicked(list, it, facts))).toEqual([alcohol])
    expect(toggle(list, review, facts, 'CNY')).toMatchObject({ 'benefit.conditionalOn': ['positive_review'] })
  })

  test('who it is and how much stay unknown until they are given, and the tick stays', () => {
    const facts = toggle(list, agent, toggle(list, family, {}, 'CNY'), 'CNY')
    expect(Object.keys(facts)).not.toContain('thirdParty.role')
    expect(Object.keys(facts)).not.toContain('benefit.familyShare')
    expect(list.filter((it) => isTicked(list, it, facts))).toEqual([family, agent])
  })

  test('the last tick taken away makes all of it unknown again, never a "none"', () => {
    expect(toggle(list, alcohol, toggle(list, alcohol, {}, 'CNY'), 'CNY')).toEqual({})
    const two = toggle(list, concealed, toggle(list, alcohol, {}, 'CNY'), 'CNY')
    expect(toggle(list, alcohol, two, 'CNY')).toEqual({ ...none, 'benefit.flags.concealed': true })
  })
})

describe('another kind', () => {
  const facts = { ...none, 'benefit.flags.alcohol': true, 'benefit.meal.guests': 4 }

  test('takes over what it asks too, and drops what none of its fields shows', () => {
    const kind = { fields: [], circumstances: [review, agent, concealed] }
    expect(factsFor(kind, facts)).toEqual({
      'benefit.conditionalOn': [],
      'thirdParty.role': 'none',
      'benefit.flags.concealed': false,
    })
  })

  test('asks its list anew where one circumstance was not asked before', () => {
    const kind = { fields: [], circumstances: [field('benefit.flags.holidayLinked', 'yes_no'), concealed] }
    expect(factsFor(kind, facts)).toEqual({})
  })
})

test('another customer or day has other deals and events: the chosen ones are taken out', () => {
  const facts = { ...none, 'benefit.dealId': 'agr_1', 'benefit.eventId': 'evt_1' }
  const customer = { id: 'org_1', kind: 'organisation' as const, name: '恒泰精密' }
  const form = { ...emptyForm('2026-11-25', 'ent_000000'), customer, facts }
  expect(changed(form, { ...form, reason: '续约' }).facts).toEqual(facts)
  expect(changed(form, { ...form, happensOn: '2026-12-01' }).facts).toEqual(none)
  expect(changed(form, { ...form, customer: undefined }).facts).toEqual(none)
})

describe('who takes it', () => {
  const holder = {
    ...field('payee.holder', 'choice'),
    unticked: 'contract_party',
    forPerson: { name: 'another', unticked: 'recipient' },
  }
  const form = emptyForm('2026-11-02', undefined)
  const holderOf = (value: string, to: 'organisation' | 'person') => {
    const recipient = to === 'person' ? nobody : { to }
    return saidOf([holder], { ...form, recipient, facts: { 'payee.holder': value } }).facts['payee.holder']
  }

  test('is asked of the person where one is the recipient', () => {
    expect(fieldFor(holder, 'organisation')).toBe(holder)
    expect(fieldFor(holder, 'person')).toMatchObject({ name: 'another', unticked: 'recipient' })
    expect(fieldFor(alcohol, 'person')).toBe(alcohol)
  })

  test('is the recipient by "none of these", whoever that is by now, and stays what was chosen', () => {
    expect(holderOf('contract_party', 'person')).toBe('recipient')
    expect(holderOf('recipient', 'organisation')).toBe('contract_party')
    expect(holderOf('giver_staff', 'person')).toBe('giver_staff')
    expect(saidOf([holder], form)).toBe(form)
  })
})
