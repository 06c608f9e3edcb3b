import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { factsJson, type Facts } from '../../contract/facts.ts'
import { explanationJson } from '../../contract/decision.ts'
import { factTexts } from '../../texts/facts.ts'
import { compilePacks } from './compile.ts'
import { decide } from './decide.ts'
import { explainDecision, factName } from './explain.ts'
import { factCatalogue } from './fact-catalogue.ts'
import { loadPackFolder } from './load-pack.ts'

const loaded = await loadPackFolder(join(import.meta.dirname, '..', '..', '..', 'policies'))
const packs = 'packs' in loaded ? loaded.packs : []
const policy = compilePacks(packs)

/** A small advertising item for a private buyer, as the company pack's baseline has it. */
const item = factsJson.parse(packs.find((pack) => pack.pack.pack === 'org')?.pack.baseline)

function words(change: (facts: Facts) => Facts, language: 'zh-CN' | 'en' = 'zh-CN') {
  const found = explainDecision(policy, decide(policy, change(item), { explain: true }), language)
  expect(explanationJson.safeParse(found).error).toBeUndefined()
  return found
}

const versionOf = (packId: string) => packs.find(({ pack }) => pack.pack === packId)?.pack.version

const worth =
  (minor: string) =>
  (facts: Facts): Facts => ({
    ...facts,
    benefit: { ...facts.benefit, value: { currency: 'CNY', minor } },
  })

describe('a decision in words', () => {
  test('a routine item shows its conditions and how much of the company limit is used', () => {
    const found = words(worth('3000'))
    expect(found.verdict).toBe('可以批准 · 附条件')
    expect(found.conditions).toContain('付款前须有发放清单')
    expect(found.meters).toContainEqual({
      ruleId: 'ORG-GIFT',
      title: '广告小礼品（每人每年）',
      currency: 'CNY',
      used: '0',
      this: '3000',
      limit: '20000',
    })
  })

  test('a refusal names its clause once, and no amount, no room left and nothing that is missing', () => {
    const found = words(worth('5001'), 'en')
    expect(found.verdict).toBe('Forbidden by policy')
    expect(found.meters).toEqual([])
    expect(found.missing).toEqual([])
    expect(found.checks.map((check) => check.state)).toEqual(['forbidden'])
    expect(found.checks[0]).toMatchObject({ clause: 'company policy ORG-GIFT', version: versionOf('org') })
    expect(found.sentence).toBe(
      'Over the company limit for advertising items, per item or per person and year.',
    )
    expect(`${found.sentence}${found.checks[0]?.text ?? ''}`).not.toMatch(/\d/)
  })

  test('what waits names the missing fact in plain words', () => {
    const unknown = words((facts) => ({ ...facts, recipient: { ...facts.recipient, class: 'unknown' } }))
    expect(unknown.sentence).toBe('受益人身份。')
    expect(unknown.missing).toEqual([{ path: 'recipient.class', name: '受益人身份' }])
  })

  test('where much is missing the sentence names the first and the count; the list has the rest', () => {
    const bare = words((facts) => ({
      ...facts,
      recipient: { ...facts.recipient, class: 'unknown' },
      benefit: { form: facts.benefit?.form, value: facts.benefit?.value },
      tender: undefined,
      thirdParty: undefined,
    }))
    expect(bare.missing.length).toBeGreaterThan(3)
    const [first, second] = bare.missing
    expect(bare.sentence).toBe(`${first?.name}、${second?.name}等 ${bare.missing.length} 项事实。`)
  })

  test('an escalation says who judges', () => {
    const found = words(
      (facts) => ({
        ...facts,
        request: { ...facts.request, retroactive: true },
        docs: { distributionList: true },
      }),
      'en',
    )
    expect(found.sentence).toBe(
      'A late declaration always goes to compliance. Approval goes up to compliance.',
    )
  })

  test('a law is cited by its article', () => {
    const gift = words((facts) => ({ ...facts, benefit: { ...facts.benefit, form: 'gift' } }))
    expect(gift.checks.find((check) => check.ruleId === 'CN-AUCL-01')?.clause).toBe(
      '反不正当竞争法（2025）第 8 条',
    )
  })

  test('no refusal of any shipped rule coaches with a figure in its way out', () => {
    for (const rule of packs.flatMap((pack) => pack.pack.rules)) {
      for (const ask of [rule.match, rule.breach]) {
        if (ask?.decision === 'prohibit')
          expect(`${ask.wayOut?.zh ?? ''}${ask.wayOut?.en ?? ''}`).not.toMatch(/\d/)
      }
    }
  })
})

test('every fact that a decision can miss has a plain name in both languages', () => {
  const names: Readonly<Record<string, unknown>> = factTexts
  for (const path of [...factCatalogue.keys(), 'history']) {
    if (/relatedTo\.|peers\./.test(path)) continue
    expect(names[`fact.${path}`], path).toBeDefined()
    expect(factName(path, 'en')).not.toBe(path)
  }
})

describe('the clause one tap away', () => {
  const evening =
    (asOf: string) =>
    (facts: Facts): Facts => ({
      ...facts,
      asOf,
      benefit: { ...facts.benefit, form: 'entertainment', value: { currency: 'CNY', minor: '50000' } },
    })

  test.each([
    ['2026-11-26', '反不正当竞争法（2025）第 8 条'],
    ['2024-06-03', '反不正当竞争法（2017/2019）第 7 条'],
  ])('is that of the version in force on %s', (asOf, clause) => {
    const check = words(evening(asOf)).checks.find(({ ruleId }) => ruleId === 'CN-AUCL-01')
    expect(check?.clause).toBe(clause)
    expect(check?.clauseText).toContain(clause)
  })

  test.each([
    ['lunch', '15001', '民营客户工作餐'],
    ['dinner', '30001', '民营客户工作晚餐'],
  ] as const)('is that of the part that spoke: %s', (kind, minor, title) => {
    const dear = (facts: Facts): Facts => ({
      ...facts,
      benefit: {
        ...facts.benefit,
        form: 'meal',
        value: { currency: 'CNY', minor },
        meal: { kind, guests: 2, hosts: 1 },
      },
      docs: { ...facts.docs, agenda: true },
    })
    const own = compilePacks(packs.filter(({ pack }) => pack.pack === 'org'))
    const decision = decide(own, dear(item), { explain: true })
    const { checks } = explainDecision(own, decision, 'zh-CN')
    expect(checks.map(({ clauseText }) => clauseText)).toEqual([title])
  })

  test('stands in the reader’s language, for every source of law of every shipped pack', () => {
    const english = words(evening('2026-11-26'), 'en').checks.find(({ ruleId }) => ruleId === 'CN-AUCL-01')
    expect(english?.clauseText).toContain('(Anti-Unfair Competition Law (2025), Art. 8')
    const han = /\p{Script=Han}/u
    const laws = packs.flatMap(({ pack }) => pack.rules.flatMap((rule) => rule.law))
    expect(laws.length).toBeGreaterThan(100)
    expect(laws.filter(({ instrument, article }) => han.test(`${instrument.en}${article.en}`))).toEqual([])
  })
})
