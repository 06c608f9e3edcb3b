import { describe, expect, test } from 'vitest'
import { compilePacks } from './compile.ts'
import { decide } from './decide.ts'
import { loadPack } from './load-pack.ts'
import { problemLine } from './problem.ts'

const sound = `
pack: try
version: 1.0.0
jurisdiction: ORG
title: {zh: 试, en: try}
status: draft
reviewed_on: 2026-01-01
notice: {zh: 不构成法律意见, en: not legal advice}
counsel: {AMB-01: {zh: 问律师, en: ask counsel}}
measures:
  year: {title: {zh: 年, en: year}, kind: sum, per: [recipient], window: {type: calendar_year}, currency: CNY}
rules:
  - id: TRY-01
    title: {zh: 规则, en: rule}
    basis: org_policy
    modality: cap
    severity: low
    effective: {from: 2020-01-01}
    when: [{benefit.form: gift}]
    limits: [{measure: year, max: CNY 10.00}]
    breach: {decision: prohibit, message: {zh: 超过, en: over}, wayOut: {zh: 不给, en: do not give}}
    cases: [{asks: prohibit, facts: {}}, {asks: nothing, facts: {}}]
`

function problems(from: string, to: string): string {
  const loaded = loadPack(sound.replace(from, to), 'try.yaml')
  return 'problems' in loaded ? loaded.problems.map((each) => problemLine(each)).join('\n') : ''
}

const rule2 = (id: string, effective: string) => `
  - id: ${id}
    title: {zh: 规则, en: rule}
    basis: org_policy
    modality: report
    severity: low
    effective: ${effective}
    when: [{benefit.form: gift}]
    effects: [{kind: label, code: TRY-01}]
    cases: [{asks: effects, facts: {}}, {asks: nothing, facts: {}}]
`

describe('the loader names file, rule and place of what is wrong', () => {
  test('a sound pack loads, and its hash follows its content and not its spelling', () => {
    const one = loadPack(sound, 'a.yaml')
    const same = loadPack(
      `# another remark\n${sound.replace('{zh: 规则, en: rule}', '{en: rule, zh: 规则}')}`,
      'b.yaml',
    )
    const other = loadPack(sound.replace('CNY 10.00', 'CNY 10.01'), 'c.yaml')
    const hashOf = (it: typeof one) => ('packs' in it ? it.packs[0]?.sha256 : undefined)
    expect(hashOf(one)).toMatch(/^[0-9a-f]{64}$/)
    expect(hashOf(same)).toBe(hashOf(one))
    expect(hashOf(other)).not.toBe(hashOf(one))
  })

  const cases = [
    [
      'a fact that does not exist',
      'benefit.form: gift',
      'benefit.fom: gift',
      'there is no fact "benefit.fom"',
    ],
    ['a value that the fact cannot have', 'benefit.form: gift', 'benefit.form: gfit', 'cannot be gfit'],
    ['a measure that is not declared', 'measure: year', 'measure: years', 'no measure "years"'],
    ['a limit of the giver’s group alone', 'per: [recipient]', 'per: [giver_group]', 'would never hold'],
    ['a limit of a place alone', 'per: [recipient]', 'per: [place, giver_group]', 'would never hold'],
    ['an amount in another currency', 'CNY 10.00', 'USD 10.00', 'write the amount as "CNY'],
    ['an amount with too many decimals', 'CNY 10.00', 'CNY 10.001', 'is no amount'],
    ['a rule without source', 'basis: org_policy', 'basis: statute', 'a rule needs its legal basis'],
    [
      'a refusal without way out',
      ', wayOut: {zh: 不给, en: do not give}',
      '',
      'the way out in both languages is missing',
    ],
    ['a text in one language only', '{zh: 超过, en: over}', '{zh: 超过}', 'rules.0.breach.message.en'],
    ['a word of assurance', 'en: over', 'en: this is lawful', 'no text may promise'],
    ['the same word in Chinese', 'zh: 超过', 'zh: 完全合法', 'no text may promise'],
    [
      'a threshold that allows',
      'modality: cap',
      'modality: threshold\n    match: {decision: allow_with_conditions, message: {zh: 可, en: may}}',
      'may never yield an allowance',
    ],
    [
      'evidence that causes an outcome',
      'benefit.form: gift}',
      'docs.agenda: false}',
      'evidence may cure a hold',
    ],
    [
      'a point for counsel that nobody declared',
      'severity: low',
      'severity: low\n    confirm: [AMB-99]',
      'AMB-99 is not declared',
    ],
    [
      'a rule without a silent case',
      ', {asks: nothing, facts: {}}',
      '',
      'a case in which the rule is silent is missing',
    ],
    [
      'an escalation without level',
      'decision: prohibit',
      'decision: escalate',
      'an escalation needs its level',
    ],
    ['a key twice', 'pack: try', 'pack: try\npack: try2', 'unique'],
  ] as const

  test.each(cases)('%s', (_name, from, to, message) => {
    expect(problems(from, to)).toContain(message)
  })

  test('one rule id in force twice on one day, and not when one version ends before the other begins', () => {
    expect(problems('rules:', `rules:${rule2('TRY-01', '{from: 2025-01-01}')}`)).toContain('in force twice')
    expect(problems('rules:', `rules:${rule2('TRY-01', '{from: 2019-01-01, to: 2019-12-31}')}`)).toBe('')
  })

  test('names the rule', () => {
    expect(problems('CNY 10.00', 'CNY ten')).toMatch(/^try\.yaml:20 · TRY-01 · rules\.0\.limits\.0: /)
  })
})

describe('an override that a rule declares', () => {
  const text = sound.replace(
    'rules:',
    `rules:
  - id: TRY-00
    title: {zh: 例外, en: exception}
    basis: org_policy
    modality: permit
    severity: low
    effective: {from: 2020-01-01}
    when: [{benefit.form: gift, benefit.country: DE}]
    match: {decision: allow_with_conditions, message: {zh: 按东道国, en: by the host country}}
    override: {of: [TRY-01], why: {zh: 东道国标准优先, en: the host country's limit prevails}}
    cases: [{asks: allow_with_conditions, facts: {}}, {asks: nothing, facts: {}}]
`,
  )
  const loaded = loadPack(text, 'try.yaml')
  const compiled = compilePacks('packs' in loaded ? loaded.packs : [])
  const facts = (country: string | undefined) => ({
    asOf: '2026-01-01',
    benefit: {
      form: 'gift' as const,
      value: { currency: 'CNY', minor: '1001' },
      ...(country ? { country } : {}),
    },
    history: [],
  })

  test('replaces the named rule where it matches, and is on the record', () => {
    const decision = decide(compiled, facts('DE'), { explain: true })
    expect(decision.outcome).toBe('allow_with_conditions')
    expect(decision.record?.['overridden']).toEqual(['TRY-01'])
  })

  test('replaces nothing elsewhere, nor where the country is unknown', () => {
    expect(decide(compiled, facts('FR')).outcome).toBe('prohibit')
    expect(decide(compiled, facts(undefined)).outcome).toBe('prohibit')
  })
})
