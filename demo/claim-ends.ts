/** What became of the claim for a dinner of the last weeks. */
export type ClaimEnd =
  'to_give' | 'open' | 'waiting' | 'in_check' | 'accepted' | 'disputed' | 'refused' | 'withdrawn' | 'lying'

/** A claim of the last weeks: dinners of the same group share one claim and one invoice. */
export type PlanClaim = {
  readonly group: string
  readonly end: ClaimEnd
  readonly way: 'reimbursement' | 'vendor'
  /** How many days before the sample is begun it was claimed. */
  readonly daysBefore: number
}
