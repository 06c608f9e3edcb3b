import { z } from 'zod'
import { amountJson, level, localDate, outcome } from './common.ts'

const ruleId = z.string().regex(/^[A-Z][A-Z0-9]*(-[A-Z0-9]+)+$/)

const tax = z.strictObject({
  kind: z.literal('tax'),
  ruleId: ruleId.optional(),
  tax: z.enum(['IIT', 'VAT', 'CIT', 'OTHER']),
  action: z.enum([
    'withhold',
    'exempt',
    'deemed_sale',
    'no_input_credit',
    'adjust_output',
    'entertainment_limit',
    'publicity_limit',
    'commission_limit',
    'gift_limit',
    'add_back',
    'not_deductible',
    'check',
  ]),
  rate: z
    .string()
    .regex(/^0(\.[0-9]{1,4})?$|^1$/)
    .optional(),
  amount: amountJson.optional(),
})

const report = z.strictObject({
  kind: z.literal('report'),
  ruleId: ruleId.optional(),
  to: z.enum([
    'revenue_accounting',
    'iit_summary_filing',
    'cit_annual_schedule',
    'cms_open_payments',
    'customer_statement',
    'authority',
    'transparency_report',
  ]),
  item: z
    .enum(['variable_consideration', 'points_liability_release', 'distribution', 'rebate', 'benefit'])
    .optional(),
  scope: z.enum(['this_item', 'all_items_of_year']).optional(),
  due: z.string().optional(),
})

const retain = z.strictObject({
  kind: z.literal('retain'),
  ruleId: ruleId.optional(),
  class: z.enum([
    'accounting_voucher',
    'distribution_list',
    'personal_data_extra_fields',
    'decision_record',
    'legal_hold',
  ]),
  years: z.int().min(1).optional(),
  until: localDate.optional(),
  // oxlint-disable-next-line unicorn/no-thenable -- the name in the published shape; nothing awaits it
  then: z.enum(['restrict', 'delete', 'restrict_then_delete']).optional(),
})

const label = z.strictObject({
  kind: z.literal('label'),
  ruleId: ruleId.optional(),
  code: ruleId,
  severity: z.enum(['critical', 'high', 'medium', 'low']).optional(),
  text: z.string().optional(),
})

const notify = z.strictObject({
  kind: z.literal('notify'),
  ruleId: ruleId.optional(),
  action: z.enum(['open_case', 'review', 'inform']),
  reason: z
    .enum([
      'solicitation',
      'splitting',
      'duplicate_invoice',
      'false_invoice',
      'threshold',
      'ambiguity',
      'dominance',
      'conflict_of_interest',
      'other',
    ])
    .optional(),
  roles: z
    .array(
      z.enum([
        'compliance',
        'finance',
        'internal_audit',
        'general_counsel',
        'competition_counsel',
        'audit_committee',
        'board',
      ]),
    )
    .optional(),
  level: level.optional(),
})

/** A duty that follows from a decision; it never changes the outcome. */
export const effectJson = z.discriminatedUnion('kind', [tax, report, retain, label, notify])

/** A duty that follows from a decision. */
export type Effect = z.infer<typeof effectJson>

const packReference = z.strictObject({
  id: z.string(),
  version: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})

const routeStep = z.strictObject({ level, role: z.string(), need: z.enum(['any', 'all']) })

/** One step that an approval passes. */
export type RouteStep = z.infer<typeof routeStep>

const firedEntry = z.looseObject({
  ruleId,
  part: z.string().optional(),
  from: localDate,
  pack: z.string(),
  /** The outcome that the rule asked for; `allow` for a rule that only has effects. */
  asks: outcome,
  level: level.optional(),
  missing: z.array(z.string()),
  breached: z.boolean(),
  limits: z.array(
    z.strictObject({
      measure: z.string(),
      before: z.string(),
      now: z.string(),
      max: z.string(),
      breached: z.boolean(),
    }),
  ),
})

const record = z.looseObject({
  engine: z.string(),
  packs: z.array(packReference),
  rates: z.array(z.looseObject({})),
  measures: z.array(z.looseObject({})),
  fired: z.array(firedEntry),
  near: z.array(z.looseObject({})),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})

/** The answer of the policy on one set of facts. */
export const decisionJson = z
  .strictObject({
    outcome,
    level: level.optional(),
    ruleIds: z.array(ruleId),
    effects: z.array(effectJson),
    missing: z.array(z.string().regex(/^[a-z][A-Za-z]*(\.[a-z][A-Za-z]*)*$/)),
    conditions: z.array(z.string().min(1)).optional(),
    packs: z.array(packReference).optional(),
    route: z.array(routeStep).optional(),
    record: record.optional(),
  })
  .refine((it) => it.outcome !== 'escalate' || it.level !== undefined, 'an escalation names its level')
  .refine((it) => it.outcome !== 'hold' || it.missing.length > 0, 'a hold names what is missing')

/** The answer of the policy on one set of facts. */
export type Decision = z.infer<typeof decisionJson>

/** The areas in which a screen groups the checks of a decision. */
export const checkArea = z.enum(['material', 'policy', 'purpose', 'risk'])

/** One check of a decision, as a screen shows it. */
const checkJson = z.strictObject({
  area: checkArea,
  state: z.enum(['pass', 'judge', 'missing', 'forbidden']),
  title: z.string(),
  text: z.string(),
  clause: z.string(),
  /** What the rule is called and where it comes from, as it stands on the day of the decision. */
  clauseText: z.string(),
  /** The version of the pack behind the clause. */
  version: z.string(),
  ruleId: z.string(),
})

/** How much of a company limit is used; only routine items carry it. */
const meterJson = z.strictObject({
  ruleId: z.string(),
  title: z.string(),
  currency: z.string(),
  used: z.string(),
  this: z.string(),
  limit: z.string(),
})

/** A decision in words: the verdict, one plain sentence, and the checks behind it. */
export const explanationJson = z.strictObject({
  outcome,
  verdict: z.string(),
  sentence: z.string(),
  checks: z.array(checkJson),
  missing: z.array(z.strictObject({ path: z.string(), name: z.string() })),
  conditions: z.array(z.string()),
  meters: z.array(meterJson),
  policy: z.string(),
})

/** A decision in words. */
export type Explanation = z.infer<typeof explanationJson>
