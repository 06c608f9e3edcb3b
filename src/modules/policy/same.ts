import type { Facts, HistoryLine } from '../../contract/facts.ts'

/** An unknown identity matches: who hides behind no name must not open a fresh limit. */
export function maybe(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b
}

/** The organisation whose benefit it is: the recipient itself, a person's employer, or the customer. */
export function organisationOf({ recipient, customer }: Facts): string | undefined {
  return recipient?.kind === 'entity' ? recipient.id : (recipient?.employerId ?? customer?.id)
}

/** One household of the day, or the same person where no household is known. */
export function sameHousehold(recipient: Facts['recipient'], line: HistoryLine): boolean {
  if (recipient?.householdId !== undefined && line.householdId !== undefined) {
    if (recipient.householdId === line.householdId) return true
    return recipient.id !== undefined && recipient.id === line.recipientId
  }
  return maybe(recipient?.id, line.recipientId)
}
