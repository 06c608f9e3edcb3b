import { changesOf, type RowChange } from '../../platform/act/rows.ts'
import { benefitTable, type BenefitRow } from '../benefits/index.ts'
import { requestTable, type RequestRow } from '../requests/index.ts'

/** Requests and benefits while a set of calls is decided. */
export type InHand = {
  readonly requests: Map<string, RequestRow>
  readonly benefits: Map<string, BenefitRow>
}

/** Puts what changed in for the next item of the set. */
export function keepMoved({ requests, benefits }: InHand, changes: readonly RowChange[]): void {
  for (const { after } of changesOf(requestTable, changes)) requests.set(after.id, after)
  for (const { after } of changesOf(benefitTable, changes)) benefits.set(after.id, after)
}
