import { governed, type RowOf } from '../../platform/act/rows.ts'

export const flowTable = governed({
  name: 'approvals.flow',
  columns: {
    entity_id: 'text',
    object_type: 'text',
    object_id: 'text',
    requester_id: 'text',
    kind: 'text',
    state: 'text',
    current_ordinal: 'int',
    opened_at: 'instant',
    closed_at: 'instant?',
  },
})

/** One round of approval. */
export type FlowRow = RowOf<typeof flowTable>

export const stepTable = governed({
  name: 'approvals.step',
  columns: {
    entity_id: 'text',
    flow_id: 'text',
    ordinal: 'int',
    level: 'text',
    role: 'text',
    need: 'text',
    state: 'text',
  },
})

/** One step of a route. */
export type StepRow = RowOf<typeof stepTable>

export const taskTable = governed({
  name: 'approvals.task',
  columns: {
    entity_id: 'text',
    flow_id: 'text',
    step_id: 'text',
    person_id: 'text',
    source: 'text',
    state: 'text',
    opened_at: 'instant?',
    due_at: 'instant?',
    reminded_at: 'instant?',
    escalated_at: 'instant?',
    decided_at: 'instant?',
    decided_by: 'text?',
    reason: 'text?',
    batch_size: 'int?',
    reading_seconds: 'int?',
    nudged_at: 'instant?',
    stands_for: 'text?',
  },
  added: [['nudged_at', 'stands_for']],
})

/** What one person is asked to decide. */
export type TaskRow = RowOf<typeof taskTable>

export const copyTable = governed({
  name: 'approvals.copy',
  columns: {
    entity_id: 'text',
    flow_id: 'text',
    person_id: 'text',
    copied_by: 'text',
    at: 'instant',
  },
})

/** A copy that was sent to somebody who only reads. */
export type CopyRow = RowOf<typeof copyTable>
