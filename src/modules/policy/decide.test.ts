import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, test } from 'vitest'
import { factsJson, type Facts } from '../../contract/facts.ts'
import { compilePacks } from './compile.ts'
import { decide } from './decide.ts'
import { loadPackFolder } from './load-pack.ts'
import { convertMinor, ratesFrom } from './rates.ts'

const loaded = await loadPackFolder(join(import.meta.dirname, '..', '..', '..', 'policies'))
const packs = 'packs' in loaded ? loaded.packs : []
const policy = compilePacks(packs)
const baseline = (pack: string): Facts =>
  factsJson.parse(packs.find((it) => it.pack.pack === pack)?.pack.baseline)
const item = baseline('org')

const usd = (minor: string): Facts => ({
  ...item,
  benefit: { ...item.benefit, value: { currency: 'USD', minor } },
})
const rate = { base: 'USD', quote: 'CNY', date: '2026-11-20', rate: '7.1250' }

describe('amounts in another currency', () => {
  test('wait without a rate of their day, and the missing one is named', () => {
    const decision = decide(policy, usd('100'))
    expect(decision.outcome).toBe('hold')
    expect(decision.missing).toEqual(['benefit.value'])
  })

  test('are converted at that rate, which the record keeps', () => {
    const rates = ratesFrom([rate])
    expect(decide(policy, usd('701'), { rates }).outcome).toBe('allow_with_conditions')
    expect(decide(policy, usd('702'), { rates }).outcome).toBe('prohibit')
    expect(decide(policy, usd('701'), { rates, explain: true }).record?.rates).toEqual([rate])
  })

  test('of earlier benefits wait as well', () => {
    const line = {
      date: '2026-05-01',
      form: 'logo_item' as const,
      value: { currency: 'USD', minor: '1' },
      recipientId: 'per-1',
      giverGroup: 'grp-1',
    }
    expect(decide(policy, { ...item, history: [line] }).missing).toEqual(['history'])
  })

  const roundings = [
    ['exactly half goes to the even unit below', '5', '0.5', 2n],
    ['exactly half goes to the even unit above', '7', '0.5', 4n],
    ['just over half goes up', '5', '0.5000001', 3n],
    ['just under half goes down', '7', '0.4999999', 3n],
  ] as const

  test.each(roundings)('%s', (_name, minor, text, expected) => {
    expect(convertMinor(BigInt(minor), { ...rate, rate: text })).toBe(expected)
  })

  test('between currencies of other decimals', () => {
    expect(convertMinor(1500n, { ...rate, base: 'USD', quote: 'JPY', rate: '150' })).toBe(2250n)
    expect(convertMinor(2250n, { ...rate, base: 'JPY', quote: 'USD', rate: '0.0067' })).toBe(1508n)
  })

  test('an old rate is no rate', () => {
    const find = ratesFrom([rate])
    expect(find('USD', 'CNY', '2026-11-30')).toEqual(rate)
    expect(find('USD', 'CNY', '2026-12-01')).toBeUndefined()
    expect(find('USD', 'CNY', '2026-11-19')).toBeUndefined()
  })
})

describe('who really receives', () => {
  const rebate: Facts = {
    ...item,
    benefit: { ...item.benefit, form: 'rebate', inContract: true },
    recipient: { kind: 'entity', class: 'customer_entity', id: 'org-1', country: 'CN' },
    payee: {
      holder: 'contract_party',
      accountType: 'entity',
      nameMatch: true,
      verified: true,
      changedByEmailOnly: false,
      rail: 'bank_transfer',
    },
    docs: { contractClause: true },
  }

  test('a rebate to the customer entity asks for its papers', () => {
    expect(decide(policy, rebate).outcome).toBe('allow_with_conditions')
  })

  const takers = [
    ['customer_staff', 'CN-AUCL-01'],
    ['relative_of_customer_staff', 'CN-AUCL-01'],
    ['official', 'ORG-PAYEE'],
  ] as const
  test.each(takers)('the same rebate into the hands of %s is a benefit to a person', (holder, ruleId) => {
    const decision = decide(policy, { ...rebate, payee: { holder, rail: 'in_kind' } })
    expect(decision.outcome).toBe('prohibit')
    expect(decision.ruleIds).toContain(ruleId)
  })

  test('"private" against a state-owned record waits, until somebody verified it', () => {
    const stated: Facts = {
      ...item,
      recipient: { ...item.recipient, classVerified: false },
      customer: { ...item.customer, ownership: 'state_controlled' },
    }
    expect(decide(policy, stated).missing).toEqual(['recipient.class'])
    const verified = { ...stated, recipient: { ...stated.recipient, classVerified: true } }
    expect(decide(policy, verified).outcome).toBe('allow_with_conditions')
  })

  test('"private" for somebody whom the state shareholder placed is a nominee and forbidden', () => {
    const placed: Facts = {
      ...item,
      recipient: { ...item.recipient, classVerified: false, nominatedBy: 'state_shareholder' },
    }
    expect(decide(policy, placed).ruleIds).toContain('CN-OFF-03')
    expect(decide(policy, placed).outcome).toBe('prohibit')
  })
})

describe('evidence of something that is still to happen', () => {
  const request = (more: Partial<NonNullable<Facts['request']>>) => ({
    ...item,
    request: { ...item.request, ...more },
  })

  const cases = [
    ['is a condition while nothing was given', {}, undefined, 'allow_with_conditions'],
    ['is due once somebody pays', { payerId: 'emp-9' }, undefined, 'hold'],
    ['is due for a late declaration', { retroactive: true }, undefined, 'hold'],
    ['is due for an expense claim', { kind: 'expense_claim' }, undefined, 'hold'],
    ['waits when it is known to be missing', {}, false, 'hold'],
    ['is fulfilled once on file', { payerId: 'emp-9' }, true, 'allow_with_conditions'],
  ] as const

  test.each(cases)('%s', (_name, more, distributionList, outcome) => {
    const docs = distributionList === undefined ? {} : { distributionList }
    expect(decide(policy, { ...request(more), docs }).outcome).toBe(outcome)
  })
})

describe('which packs apply', () => {
  const american = { ...baseline('us-physicians'), tender: { state: 'none' as const } }

  test('no Chinese rule speaks about an American matter, unless something Chinese is not excluded', () => {
    const chinese = (facts: Facts) => decide(policy, facts).ruleIds.filter((id) => id.startsWith('CN-'))
    expect(chinese({ ...american, benefit: { ...american.benefit, form: 'gift' } })).toEqual([])
    const { nexus: _nexus, ...unclear } = american.giver ?? {}
    expect(
      chinese({ ...american, giver: unclear, benefit: { ...american.benefit, form: 'gift' } }),
    ).toContain('CN-AUCL-01')
  })
})

test('actors that do not exist yet are not unknown', () => {
  const { approverIds: _approvers, ...preview } = item.request ?? {}
  expect(decide(policy, { ...item, request: preview }).outcome).toBe('allow_with_conditions')
})

test('a decision of 128 rules over 60 earlier benefits takes well under a millisecond', () => {
  const history = Array.from({ length: 60 }, (_, i) => ({
    date: `2026-0${String(1 + (i % 9))}-11`,
    form: 'meal' as const,
    value: { currency: 'CNY', minor: String(100 + i) },
    recipientId: `per-${String(i % 3)}`,
    householdId: 'hh-1',
    giverGroup: 'grp-1',
  }))
  const facts = { ...item, history }
  for (let i = 0; i < 2000; i++) decide(policy, facts)
  // The time of this thread alone, so that whatever else runs on the machine does not count.
  const started = process.threadCpuUsage()
  for (let i = 0; i < 2000; i++) decide(policy, facts)
  const { user, system } = process.threadCpuUsage(started)
  expect((user + system) / 1000 / 2000).toBeLessThan(0.5)
})
