import { z } from 'zod'
import {
  amountJson,
  givingWay,
  id,
  instant,
  localDate,
  moneyJson,
  page,
  proposalAnswer,
  proposalState,
} from './common.ts'
import { cursorsOf } from './cursor.ts'
import { benefitForms } from './facts.ts'
import { operation } from './operation.ts'

/** A year, a quarter or a month: `2026`, `2026-Q4`, `2026-11`. */
const period = z.string().regex(/^20[0-9]{2}(-Q[1-4]|-(0[1-9]|1[0-2]))?$/, 'period')
const year = z.string().regex(/^20[0-9]{2}$/, 'year')
const form = z.enum(benefitForms)
const reason = z.string().trim().min(5).max(500)

/** What happens where a budget would be exceeded. */
const budgetAnswer = z.enum(['warn', 'step', 'refuse'])
const demand = z.enum(['free', 'warn', 'step', 'refuse'])

/** The figures of a budget that open into the benefits behind them. */
export const budgetFigures = ['held', 'committed', 'spent', 'accrued'] as const

const named = z.strictObject({ key: z.string(), word: z.string() })

const budgetJson = z.strictObject({
  budgetId: id,
  name: z.string(),
  period,
  from: localDate,
  until: localDate,
  unit: z.strictObject({ id, name: z.string() }).optional(),
  /** Empty where all kinds count. */
  forms: z.array(named),
  answer: named,
  planned: moneyJson,
  held: moneyJson,
  committed: moneyJson,
  spent: moneyJson,
  /** The part of what is spent that nobody has been paid yet. */
  accrued: moneyJson,
  /** The other part of it: what is spent and owed to nobody. */
  paid: moneyJson,
  /** Below zero where more was promised and spent than planned. */
  rest: moneyJson,
  forecast: moneyJson,
  /** In per mille of what is planned, for the meter. */
  share: z.strictObject({ spent: z.int(), committed: z.int(), held: z.int() }),
  state: z.enum(['fits', 'tight', 'forecast_over', 'over']),
  /** One plain sentence: where it stands. */
  says: z.string(),
  /** Currencies in which something counts that no rate tells the worth of. */
  unknown: z.array(z.string()),
})

const changeJson = z.strictObject({
  changeId: id,
  what: z.enum(['set', 'end', 'demand']),
  budgetId: id.optional(),
  /** In words: what is set, changed or ended. */
  says: z.string(),
  reason: z.string(),
  state: proposalState,
  proposedBy: z.string(),
  proposedAt: instant,
  answeredBy: z.string().optional(),
  answeredAt: instant.optional(),
  /** Whether this reader may answer it now; only while it waits. */
  answer: z.strictObject({ can: z.boolean(), why: z.string().optional() }).optional(),
})

/** The budgets of an entity in a year with their figures, and what waits for a second person. */
export const budgets = operation({
  id: 'budgets.list',
  kind: 'query',
  method: 'GET',
  path: '/v1/budgets',
  summary: 'Budgets of an entity: planned, held, committed, spent, accrued, paid, left, forecast',
  query: z.strictObject({ entityId: id, year }),
  answer: z.strictObject({
    items: z.array(budgetJson),
    /** What happens where no budget covers a benefit. */
    demand: z.strictObject({ key: demand, says: z.string() }),
    /** The newest 50 proposals. */
    changes: z.array(changeJson),
    currency: z.string(),
    /** What a budget can be set for. */
    forms: z.array(named),
    units: z.array(z.strictObject({ id, name: z.string() })),
    can: z.strictObject({ propose: z.boolean() }),
  }),
})

/** A place among the benefits behind a figure. */
export const coveredCursors = cursorsOf(
  'budgets.benefits',
  z.strictObject({ on: localDate, id: z.string().regex(/^ben_[0-9A-Za-z_]{1,40}$/) }),
)

/** The benefits behind one figure of a budget, the latest day first. */
export const budgetBenefits = operation({
  id: 'budgets.benefits',
  kind: 'query',
  method: 'GET',
  path: '/v1/budgets/:budgetId/benefits',
  summary: 'The benefits behind a figure of a budget, with their entries',
  params: z.strictObject({ budgetId: id }),
  query: z.strictObject({
    figure: z.enum(budgetFigures),
    cursor: coveredCursors.query,
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: page(
    z.strictObject({
      benefitId: id,
      number: z.string(),
      title: z.string(),
      form: z.string(),
      day: localDate,
      /** What it counts for in this figure, in its own currency. */
      amount: moneyJson,
      /** The same in the budget's currency; absent where no rate tells. */
      counts: moneyJson.optional(),
      way: givingWay.optional(),
      requestId: id.optional(),
      /** The last entry of the books about it, and the account on which the figure stands. */
      entry: z.strictObject({ entryId: id, account: z.string(), month: z.string() }).optional(),
    }),
  ),
})

const setBody = z.strictObject({
  what: z.literal('set'),
  entityId: id,
  /** Absent for a new budget. What a budget covers is not changed: another scope is another budget. */
  budgetId: id.optional(),
  name: z.string().trim().min(2).max(60),
  period,
  unitId: id.optional(),
  forms: z.array(form).max(benefitForms.length).default([]),
  planned: amountJson,
  answer: budgetAnswer,
  reason,
})
const endBody = z.strictObject({ what: z.literal('end'), entityId: id, budgetId: id, reason })
const demandBody = z.strictObject({ what: z.literal('demand'), entityId: id, answer: demand, reason })

/** Proposes to set, change or end a budget, or what happens where none covers a benefit. */
export const proposeBudget = operation({
  id: 'budgets.propose',
  kind: 'command',
  method: 'POST',
  path: '/v1/budgets',
  summary: 'Propose to set, change or end a budget, or to demand one',
  body: z.discriminatedUnion('what', [setBody, endBody, demandBody]),
  answer: z.strictObject({ changeId: id, budgetId: id.optional() }),
  status: 201,
  refusals: [
    'access.nobody_to_confirm',
    'access.other_entity',
    'budgets.unknown',
    'budgets.taken',
    'budgets.other_scope',
    'budgets.currency_differs',
    'budgets.unit_unknown',
    'budgets.nothing_changes',
    'budgets.waits',
  ],
})

/** The second person's word on a budget. */
export const answerBudget = operation({
  id: 'budgets.answer',
  kind: 'command',
  method: 'POST',
  path: '/v1/budgets/changes/:changeId/answer',
  summary: 'Confirm or decline a change of a budget',
  params: z.strictObject({ changeId: id }),
  body: proposalAnswer,
  answer: z.strictObject({ changeId: id }),
  refusals: [
    'access.other_entity',
    'approvals.reason_needed',
    'budgets.answered',
    'budgets.takes_two',
    'budgets.changed_meanwhile',
    'budgets.taken',
  ],
  security: 'factor',
})

/** The operations on budgets. */
export const budgetOperations = [budgets, budgetBenefits, proposeBudget, answerBudget]
