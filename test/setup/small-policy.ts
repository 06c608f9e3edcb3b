import { hash } from 'node:crypto'
import type { ShippedPack } from '../../src/modules/policy/adopt.ts'

// A few rules and a matrix of their own, for tests that are about requests and not about what the shipped
// packs say. The model of gate G6 says in verdict.ts how they ought to work out.

/** How many days an approval may stand unused, and a question unanswered. */
export const validity = { approvedDays: 6, unansweredDays: 4 } as const

const notice = '{zh: 公司内部政策，不构成法律意见。, en: "Company policy, not legal advice."}'
const words = (zh: string, en: string) => `{zh: ${zh}, en: ${en}}`

/** One rule, in the order in which the pack writes its parts. */
type RuleText = {
  readonly id: string
  readonly modality: string
  readonly when: string
  readonly match?: string
  readonly evidence?: string
  readonly unknown?: 'ignore'
  readonly level?: string
  readonly limits?: readonly string[]
  readonly breach?: string
  readonly speaks: string
  readonly silent: string
}

const doNotGive = words('不给予', 'Do not give it')
const prohibit = `{decision: prohibit, message: ${words('不可以', 'Not this')}, wayOut: ${doNotGive}}`
const compliance = `{decision: escalate, level: L3, message: ${words('须由合规判断', 'Compliance must judge')}}`
const allowed = `{decision: allow_with_conditions, message: ${words('附条件', 'With conditions')}}`
const hold = `{decision: hold, message: ${words('待补充', 'Something is missing')}}`

const small = '{currency: CNY, minor: "100"}'
const earlier = `{date: 2026-11-05, form: logo_item, value: ${small}, recipientId: per-1, giverGroup: grp-1}`

const rules: readonly RuleText[] = [
  {
    id: 'M-CARD',
    modality: 'prohibit',
    when: '{benefit.form: gift_card}',
    match: prohibit,
    speaks: '{asks: prohibit, facts: {benefit.form: gift_card}}',
    silent: '{asks: nothing, facts: {}}',
  },
  {
    id: 'M-TENDER',
    modality: 'prohibit',
    when: '{benefit.form: [logo_item, meal], tender.state: [open, objection_period]}',
    unknown: 'ignore',
    match: prohibit,
    speaks: '{asks: prohibit, facts: {tender.state: open}}',
    silent: '{asks: nothing, facts: {}}',
  },
  {
    id: 'M-ITEM',
    modality: 'cap',
    when: '{benefit.form: logo_item}',
    match: allowed,
    evidence: '[{need: docs.distributionList, before: paying}]',
    level: 'L1',
    limits: ['{measure: itemDay, max: CNY 50.00}', '{measure: itemYear, max: CNY 200.00}'],
    breach: prohibit,
    speaks: '{asks: prohibit, facts: {benefit.value: {currency: CNY, minor: "5001"}}}',
    silent: '{asks: nothing, facts: {benefit.form: meal}}',
  },
  {
    id: 'M-OFTEN',
    modality: 'cap',
    when: '{benefit.form: logo_item}',
    limits: ['{measure: itemsMonth, max: 2}', '{measure: itemYear, max: CNY 160.00, inclusive: false}'],
    breach: compliance,
    speaks: `{asks: escalate, facts: {history: [${Array.from({ length: 2 }, () => earlier).join(', ')}]}}`,
    silent: '{asks: nothing, facts: {}}',
  },
  {
    id: 'M-MEAL',
    modality: 'cap',
    when: '{benefit.form: meal}',
    match: allowed,
    evidence: '[{need: docs.agenda, before: giving}, {need: docs.attendeeList, before: paying}]',
    level: 'L1',
    limits: ['{measure: mealDay, max: CNY 150.00}', '{measure: mealsYear, max: 4}'],
    breach: compliance,
    speaks: '{asks: allow_with_conditions, facts: {benefit.form: meal}}',
    silent: '{asks: nothing, facts: {}}',
  },
  {
    id: 'M-REBATE',
    modality: 'require',
    when: '{benefit.form: rebate}',
    match: allowed,
    evidence: `[docs.contractClause, ${[
      'calculationSheet',
      'customerStatement',
      'ledgerAccount',
      'redInvoice',
    ]
      .map((paper) => `{need: docs.${paper}, before: paying}`)
      .join(', ')}]`,
    level: 'L2',
    speaks: '{asks: hold, facts: {benefit.form: rebate}}',
    silent: '{asks: nothing, facts: {}}',
  },
  {
    id: 'M-LATE',
    modality: 'require',
    when: '{request.retroactive: true}',
    match: compliance,
    speaks: '{asks: escalate, facts: {request.retroactive: true}}',
    silent: '{asks: nothing, facts: {}}',
  },
  {
    id: 'M-CLASS',
    modality: 'require',
    when: '{recipient.class: unknown}',
    match: hold,
    speaks: '{asks: hold, facts: {recipient.class: unknown}}',
    silent: '{asks: nothing, facts: {}}',
  },
]

function ruleText(rule: RuleText): string {
  const role = rule.level === 'L2' ? 'finance' : 'line_manager'
  return [
    `  - id: ${rule.id}`,
    `    title: ${words(rule.id, rule.id)}`,
    '    basis: org_policy',
    `    modality: ${rule.modality}`,
    '    severity: medium',
    '    effective: {from: 2013-01-01}',
    ...(rule.unknown === undefined ? [] : [`    unknown: ${rule.unknown}`]),
    `    when:\n      - ${rule.when}`,
    ...(rule.match === undefined ? [] : [`    match: ${rule.match}`]),
    ...(rule.evidence === undefined ? [] : [`    evidence: ${rule.evidence}`]),
    ...(rule.level === undefined ? [] : [`    approvals: [{level: ${rule.level}, role: ${role}}]`]),
    ...(rule.limits === undefined ? [] : ['    limits:', ...rule.limits.map((limit) => `      - ${limit}`)]),
    ...(rule.breach === undefined ? [] : [`    breach: ${rule.breach}`]),
    `    cases:\n      - ${rule.speaks}\n      - ${rule.silent}`,
  ].join('\n')
}

function measureText(id: string, kind: 'sum' | 'count', forms: string, window: string): string {
  const currency = kind === 'sum' ? '\n    currency: CNY' : ''
  return `  ${id}:
    title: ${words(id, id)}
    kind: ${kind}
    forms: [${forms}]
    per: [household, giver_group]
    window: ${window}${currency}`
}

const pack = `pack: small
version: 1.0.0
jurisdiction: ORG
title: ${words('规则', 'Rules')}
status: draft
reviewed_on: 2026-11-23
notice: ${notice}
measures:
${measureText('itemDay', 'sum', 'logo_item', '{type: occasion}')}
${measureText('itemYear', 'sum', 'logo_item', '{type: rolling, days: 365}')}
${measureText('itemsMonth', 'count', 'logo_item, gift_card', '{type: rolling, days: 30}')}
${measureText('mealDay', 'sum', 'meal', '{type: occasion}')}
${measureText('mealsYear', 'count', 'meal', '{type: rolling, days: 365}')}
baseline:
  asOf: 2026-11-23
  giver: {seat: CN, group: grp-1, personId: emp-1}
  benefit: {form: logo_item, value: {currency: CNY, minor: "3000"}}
  recipient: {kind: person, class: private_staff, id: per-1, employerId: org-1, householdId: hh-1}
  tender: {state: none}
  request: {kind: benefit, retroactive: false, requesterId: emp-1}
  history: []
rules:
${rules.map(ruleText).join('\n')}
`

const named = (role: string) => `  ${role}: ${words(role, role)}`
const roles = ['line_manager', 'department_head', 'finance', 'compliance', 'general_manager']

const authority = `authority: small
version: 1.0.0
cumulative: true
roles:
${roles.map(named).join('\n')}
levels:
  L1: [{role: line_manager, need: any}]
  L2: [{role: finance, need: any}]
  L3: [{role: compliance, need: any}]
  L4: [{role: general_manager, need: any}]
smallCompany:
  enabled: false
  roles: {${roles.map((role) => `${role}: general_manager`).join(', ')}}
validity: {approvedDays: ${validity.approvedDays}, unansweredDays: ${validity.unansweredDays}}
giving: {amountPercent: 5, amountMinor: 10000, guests: 1, days: 3000}
cells:
  - {kinds: [discount_coupon], classes: [consumer], upTo: CNY 1000.00, level: L1, registerOnly: true}
  - {kinds: [rebate], upTo: CNY 10000.00, level: L1}
  - {kinds: [rebate], upTo: CNY 200000.00, level: L2}
  - {kinds: [rebate], upTo: CNY 500000.00, level: L3}
  - {upTo: CNY 2000.00, level: L1}
  - {level: L4}
`

function shipped(packId: string, content: string): ShippedPack {
  return { packId, packVersion: '1.0.0', sha256: hash('sha256', content), content }
}

/** The rules, with the authority matrix. */
export const smallPolicy: readonly ShippedPack[] = [shipped('small', pack), shipped('authority', authority)]
