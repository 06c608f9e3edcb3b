import type { Decision } from '../../contract/decision.ts'
import type { Instant } from '../../kernel/time.ts'
import type { ObjectRef } from '../../platform/act/command.ts'
import { insertRow, type RowChange } from '../../platform/act/rows.ts'
import { decisionTable } from './tables.ts'

/** The row that stores a decision and its record. Insert it with the change that the decision led to. */
export function decisionChange(
  id: string,
  object: ObjectRef,
  weighed: {
    readonly decision: Decision
    readonly record: { readonly text: string; readonly sha256: string }
  },
  at: Instant,
): RowChange {
  return insertRow(decisionTable, {
    id,
    object_type: object.type,
    object_id: object.id,
    outcome: weighed.decision.outcome,
    level: weighed.decision.level ?? null,
    sha256: weighed.record.sha256,
    record: weighed.record.text,
    at,
  })
}
