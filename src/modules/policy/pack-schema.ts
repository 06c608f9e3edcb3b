import { z } from 'zod'
import { effectJson } from '../../contract/decision.ts'
import { benefitForms } from '../../contract/facts.ts'
import { level, localDate } from '../../contract/common.ts'
import type { Pack } from './domain.ts'

const both = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) })
const scalar = z.union([z.string(), z.boolean(), z.number()])
const scalars = z.union([scalar, z.array(scalar).min(1)])
const bound = z.union([z.string(), z.number()]).optional()
const cell = z.union([
  scalar,
  z.array(scalar).min(1),
  z.strictObject({ not: scalars }),
  z.strictObject({ exists: z.boolean() }),
  z.strictObject({ positive: z.boolean() }),
  z
    .strictObject({ from: bound, to: bound, above: bound, below: bound })
    // A key of the problems: its words stand there in both languages.
    .refine(hasBound, 'problem.range'),
])
const rows = z.array(z.record(z.string(), cell)).min(1)
const ruleId = z.string().regex(/^[A-Z][A-Z0-9]*(-[A-Z0-9]+)+$/)
const counselPoint = z.string().regex(/^AMB-\d{2}$/)

function hasBound(range: { from?: unknown; to?: unknown; above?: unknown; below?: unknown }): boolean {
  return [range.from, range.to, range.above, range.below].some((it) => it !== undefined)
}

const ask = z.strictObject({
  decision: z.enum(['prohibit', 'hold', 'escalate', 'allow_with_conditions', 'none']),
  level: level.optional(),
  message: both.optional(),
  wayOut: both.optional(),
  instead: z.union([z.literal('outside'), z.record(z.string(), z.unknown())]).optional(),
  effects: z.array(effectJson).optional(),
  missing: z.array(z.string()).min(1).optional(),
})

const evidence = z.union([
  z.string().transform((need) => ({ need })),
  z.strictObject({
    need: z.string(),
    before: z.enum(['giving', 'paying']).optional(),
    when: rows.optional(),
  }),
])

const limit = z.strictObject({
  measure: z.string(),
  max: z.union([z.string(), z.int()]).optional(),
  values: z
    .array(z.strictObject({ from: localDate, to: localDate.optional(), max: z.union([z.string(), z.int()]) }))
    .optional(),
  inclusive: z.boolean().default(true),
  cliff: z.boolean().default(false),
  percentOf: z.strictObject({ rule: ruleId, percent: z.int().min(1).max(100) }).optional(),
  effects: z.array(effectJson).optional(),
})

/** A name that is the same in both languages may be written once. */
const named = z.union([
  z
    .string()
    .min(1)
    .transform((text) => ({ zh: text, en: text })),
  both,
])

const law = z.strictObject({
  instrument: named,
  article: named,
  status: z.enum(['statute_text', 'secondary_source', 'needs_confirmation']),
  checked_on: localDate,
})

const ruleCase = z.strictObject({
  facts: z.record(z.string(), z.unknown()).default({}),
  asks: z.enum(['prohibit', 'hold', 'escalate', 'allow_with_conditions', 'effects', 'nothing']),
})

const rule = z.strictObject({
  id: ruleId,
  part: z
    .string()
    .regex(/^[a-z-]+$/)
    .optional(),
  title: both,
  basis: z.enum([
    'statute',
    'regulation',
    'judicial_interpretation',
    'party_rule',
    'guidance',
    'industry_code',
    'accounting_standard',
    'enforcement_signal',
    'org_policy',
  ]),
  modality: z.enum(['prohibit', 'require', 'cap', 'threshold', 'tax', 'report', 'retain', 'permit']),
  severity: z.enum(['critical', 'high', 'medium', 'low']),
  waivable: z.enum(['never', 'L3', 'L4']).default('never'),
  area: z.enum(['material', 'policy', 'purpose', 'risk']).default('policy'),
  enabled: z.boolean().default(true),
  effective: z.strictObject({ from: localDate, to: localDate.optional() }),
  unknown: z.enum(['hold', 'assume_worst', 'ignore']).default('hold'),
  when: rows,
  match: ask.optional(),
  evidence: z.array(evidence).default([]),
  approvals: z.array(z.strictObject({ level, role: z.string() })).default([]),
  limits: z.array(limit).default([]),
  breach: ask.optional(),
  effects: z.array(effectJson).default([]),
  override: z.strictObject({ of: z.array(ruleId).min(1), why: both }).optional(),
  confirm: z.array(counselPoint).default([]),
  law: z.array(law).default([]),
  cases: z.array(ruleCase).default([]),
})

const measure = z.strictObject({
  title: both,
  kind: z.enum(['sum', 'count']),
  forms: z.array(z.enum(benefitForms)).optional(),
  per: z
    .array(
      z.enum([
        'recipient',
        'household',
        'recipient_org',
        'giver_group',
        'giver_person',
        'programme',
        'event',
        'deal',
        'place',
        'ticket',
        'card',
        'attendee',
      ]),
    )
    .min(1),
  window: z.strictObject({
    type: z.enum(['occasion', 'day', 'calendar_year', 'tax_year', 'rolling', 'lifetime', 'season']),
    days: z.int().min(1).optional(),
    season: z.string().optional(),
  }),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  value: z.enum(['benefit', 'card_face', 'card_total']).optional(),
  valuation: z.enum(['market', 'cost', 'retail', 'face', 'invoice_gross']).optional(),
})

/** The shape of a pack file; what the shape cannot say is checked in `pack-checks.ts`. */
export const packSchema: z.ZodType<Pack> = z.strictObject({
  pack: z.string().regex(/^[a-z][a-z0-9-]*$/),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  jurisdiction: z.string().regex(/^([A-Z]{2}|ORG|INTL)$/),
  reach: z
    .array(z.enum(['seat', 'listing', 'nexus', 'recipient', 'benefit']))
    .default(['seat', 'listing', 'nexus', 'recipient', 'benefit']),
  // Without a default, as below: most packs are about giving and do not say so.
  direction: z.literal('received').optional(),
  title: both,
  status: z.enum(['draft', 'reviewed', 'retired']),
  reviewed_by: z.string().optional(),
  reviewed_on: localDate,
  notice: both,
  counsel: z.record(counselPoint, both).default({}),
  seasons: z.array(z.strictObject({ id: z.string(), from: localDate, to: localDate })).default([]),
  derived: z.record(z.string().regex(/^[a-z][A-Za-z]*$/), rows).default({}),
  measures: z.record(z.string().regex(/^[a-z][A-Za-z0-9]*$/), measure).default({}),
  baseline: z.record(z.string(), z.unknown()).default({}),
  // Without a default, so that packs of earlier days keep their hashes.
  probing: z
    .strictObject({
      minutes: z.int().min(1).max(1440),
      tries: z.int().min(2).max(100),
      nearPercent: z.int().min(50).max(99),
    })
    .optional(),
  rules: z.array(rule).min(1),
})
