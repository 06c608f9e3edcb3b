import { governed, type RowOf } from '../../platform/act/rows.ts'

export const benefitTable = governed({
  name: 'benefits.benefit',
  columns: {
    number: 'text',
    book: 'text',
    direction: 'text',
    state: 'text',
    entity_id: 'text?',
    form: 'text',
    title: 'text',
    reason: 'text',
    requester_id: 'text?',
    customer_id: 'text?',
    recipient_kind: 'text',
    recipient_id: 'text',
    recipient_count: 'int',
    deal_id: 'text?',
    event_id: 'text?',
    programme_id: 'text?',
    place: 'text?',
    value_minor: 'bigint',
    value_currency: 'text',
    value_is_at_least: 'bool',
    happened_on: 'date',
    recorded_at: 'instant',
    is_late: 'bool',
    outcome: 'text',
    decision_id: 'text?',
    source: 'text',
    way: 'text?',
    unit_id: 'text?',
    released_minor: 'bigint',
    refunded_minor: 'bigint',
  },
  added: [['way'], ['unit_id'], ['released_minor'], ['refunded_minor']],
})

/** One entry of the register. */
export type BenefitRow = RowOf<typeof benefitTable>

export const lineTable = governed({
  name: 'benefits.line',
  appendOnly: true,
  columns: {
    benefit_id: 'text',
    book: 'text',
    direction: 'text',
    recipient_id: 'text',
    household_id: 'text?',
    org_id: 'text?',
    giver_person_id: 'text?',
    giver_group: 'text',
    deal_id: 'text?',
    event_id: 'text?',
    programme_id: 'text?',
    place: 'text?',
    entity_id: 'text?',
    form: 'text',
    minor: 'bigint',
    currency: 'text',
    happened_on: 'date',
    recorded_at: 'instant',
  },
})

/** One line of the one sum. */
export type LineRow = RowOf<typeof lineTable>

export const alertTable = governed({
  name: 'benefits.alert',
  appendOnly: true,
  columns: {
    benefit_id: 'text',
    cause_id: 'text?',
    outcome: 'text',
    level: 'text?',
    rules: 'text',
    raised_at: 'instant',
    reason: 'text?',
  },
  added: [['reason']],
})
