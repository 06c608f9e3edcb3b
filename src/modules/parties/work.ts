import type { EmploymentRow } from './tables.ts'

/** What the rules ask of somebody's work on a day, over all for whom they work that day. */
type Work = {
  /** The longest-standing employer first: there a benefit stands in the register. */
  readonly employerIds: readonly string[]
  readonly decidesOnUs: boolean | undefined
  readonly managementDuty: boolean | undefined
  readonly nominatedBy: string | undefined
}

/** Who placed somebody, the strictest first; what nobody has said stands between placed and not placed. */
const placedBy = ['party_body', 'state_body', 'state_shareholder', null, 'private_owner', 'none'] as const

/**
 * The spans of one day together. Any "yes" counts, and what nobody has said stays unknown: a further
 * employer never takes back what is known of the first.
 */
export function workOf(employments: readonly EmploymentRow[]): Work {
  const [nominatedBy] = employments
    .map((row) => row.nominated_by)
    .toSorted((one, other) => placeOf(one) - placeOf(other))
  return {
    employerIds: [...new Set(employments.map((row) => row.customer_id))],
    decidesOnUs: anyYes(employments.map((row) => row.decides_on_us)),
    managementDuty: anyYes(employments.map((row) => row.management_duty)),
    nominatedBy: nominatedBy ?? undefined,
  }
}

/** The spans in their order: the longest-standing first, so that a later one takes over nothing. */
export function inOrder<Row extends { readonly from_on: string; readonly id: string }>(
  rows: readonly Row[],
): Row[] {
  return rows.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
}

const keyOf = (row: { readonly from_on: string; readonly id: string }) => `${row.from_on} ${row.id}`

function anyYes(answers: readonly (boolean | null)[]): boolean | undefined {
  if (answers.includes(true)) return true
  return answers.length === 0 || answers.includes(null) ? undefined : false
}

function placeOf(nominatedBy: string | null): number {
  return placedBy.findIndex((each) => each === nominatedBy)
}
