import { governed, type RowOf } from '../../platform/act/rows.ts'

export const budgetTable = governed({
  name: 'budgets.budget',
  columns: {
    entity_id: 'text',
    name: 'text',
    period: 'text',
    from_on: 'date',
    until_on: 'date',
    unit_id: 'text?',
    forms: 'text',
    planned_minor: 'bigint',
    currency: 'text',
    answer: 'text',
    state: 'text',
    changed_by: 'text',
    changed_at: 'instant',
  },
})

/** An amount that an entity means to spend; `forms` are divided by commas, and none are all. */
export type BudgetRow = RowOf<typeof budgetTable>

export const demandTable = governed({
  name: 'budgets.demand',
  columns: { entity_id: 'text', answer: 'text', changed_by: 'text', changed_at: 'instant' },
})

/** What happens to a benefit that no budget covers. */
export type DemandRow = RowOf<typeof demandTable>

export const changeTable = governed({
  name: 'budgets.change',
  columns: {
    entity_id: 'text',
    what: 'text',
    budget_id: 'text?',
    name: 'text?',
    period: 'text?',
    unit_id: 'text?',
    forms: 'text?',
    planned_minor: 'bigint?',
    before_minor: 'bigint?',
    currency: 'text?',
    answer: 'text?',
    reason: 'text',
    state: 'text',
    proposed_by: 'text',
    proposed_at: 'instant',
    answered_by: 'text?',
    answered_at: 'instant?',
  },
})

/** That a budget is to be set, changed or ended, or that budgets are demanded. */
export type ChangeRow = RowOf<typeof changeTable>
