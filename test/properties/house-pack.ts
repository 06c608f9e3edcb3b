import { loadPack } from '../../src/modules/policy/load-pack.ts'

/** The measures of a company's own pack: each counts along one thing, and nothing else. */
const perOf = {
  person: 'recipient',
  household: 'household',
  organisation: 'recipient_org',
  giver: 'giver_person',
  deal: 'deal',
  event: 'event',
} as const

/** What a limit of the house is counted for. */
export type HouseLimit = keyof typeof perOf

/** The rule that stops a benefit over a limit of the house. */
export function houseRule(limit: HouseLimit): string {
  return `HOUSE-${limit.toUpperCase()}`
}

/**
 * A pack as a company writes it for itself: one limit a year for each of these, in the currency of the
 * house. It stands beside the shipped packs, whose limits go on holding.
 */
export function housePack(limits: Partial<Record<HouseLimit, string>>) {
  const named = Object.entries(limits) as [HouseLimit, string][]
  const measures = named.map(
    ([limit]) => `  ${limit}Year:
    title: {zh: 每年合计, en: Sum of a year}
    kind: sum
    per: [${perOf[limit]}]
    window: {type: rolling, days: 365}
    currency: CNY`,
  )
  const over = '{benefit.value: {currency: CNY, minor: "99999999"}}'
  const rules = named.map(([limit, max]) =>
    rule(houseRule(limit), `{measure: ${limit}Year, max: ${max}}`, over),
  )
  return packOf(measures, rules)
}

/** A pack with one limit: so many benefits of whatever kind to one person in a year. */
export function countingPack(max: number) {
  const measure = `  anyYear:
    title: {zh: 每年次数, en: Benefits of a year}
    kind: count
    per: [recipient]
    window: {type: rolling, days: 365}`
  const earlier =
    '{date: 2026-03-01, form: meal, value: {currency: CNY, minor: "1"}, recipientId: per-1, giverGroup: g-1}'
  const over = `{history: [${Array.from({ length: max }, () => earlier).join(', ')}]}`
  return packOf([measure], [rule('HOUSE-COUNT', `{measure: anyYear, max: ${max}}`, over)])
}

function rule(id: string, limit: string, over: string): string {
  return `  - id: ${id}
    title: {zh: 公司年度限额, en: Company limit of a year}
    basis: org_policy
    modality: cap
    severity: high
    effective: {from: 2018-01-01}
    when:
      - {giver.seat: CN}
    limits:
      - ${limit}
    breach:
      decision: prohibit
      message: {zh: 超过公司年度限额, en: Over the company limit of the year}
      wayOut: {zh: 不给予, en: Do not give it}
    cases:
      - {asks: prohibit, facts: ${over}}
      - {asks: nothing, facts: {giver.seat: US}}`
}

function packOf(measures: readonly string[], rules: readonly string[]) {
  const content = `pack: house
version: 1.0.0
jurisdiction: ORG
title: {zh: 公司自定限额, en: Limits of the house}
status: draft
reviewed_on: 2026-11-23
notice:
  zh: 公司内部政策，不构成法律意见，请与法律顾问确认。
  en: Company policy, not legal advice; confirm with counsel.
measures:
${measures.join('\n')}
baseline:
  asOf: 2026-11-23
  giver: {seat: CN, group: g-1, personId: emp-1}
  benefit: {form: gift, value: {currency: CNY, minor: "1"}, eventId: event-1, dealId: deal-1}
  recipient: {kind: person, id: per-1, employerId: org-1}
  history: []
rules:
${rules.join('\n')}
`
  const loaded = loadPack(content, 'house')
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems))
  // A pack is known by the digest of what it says, as the shipped ones are.
  return { packId: 'house', packVersion: '1.0.0', sha256: loaded.packs[0]?.sha256 ?? '', content }
}
