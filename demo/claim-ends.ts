import type { Bilingual } from './types.ts'

/** What became of the claim for a dinner of the last weeks. */
export type ClaimEnd =
  | 'to_give'
  | 'open'
  | 'waiting'
  | 'in_check'
  | 'accepted'
  | 'disputed'
  | 'refused'
  | 'withdrawn'
  | 'lying'
  | 'for_leaver'
  | 'abroad'

/** What was named when a dinner was asked for: a restaurant, and why it was elsewhere in the end. */
export type PlannedPlace = { readonly vendor: string; readonly moved?: Bilingual }

/** A claim of the last weeks: dinners of the same group share one claim and one invoice. */
export type PlanClaim = {
  readonly group: string
  readonly end: ClaimEnd
  readonly way: 'reimbursement' | 'vendor'
  /** How many days before the sample is begun it was claimed. */
  readonly daysBefore: number
  readonly planned?: PlannedPlace
  /** How many guests scanned the code at the door, where that was counted. */
  readonly scanned?: number
}
