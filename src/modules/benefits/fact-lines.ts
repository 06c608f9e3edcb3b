import type { HistoryLine as FactLine } from '../../contract/facts.ts'
import type { HistoryLine } from './history-lines.ts'

/** The identifiers that a line was written with, where a merge has given its parties others since. */
export type WrittenAs = { readonly recipientId: string; readonly orgId: string | undefined }

/** What merged parties received counts as their survivors'; the line keeps how it was written. */
export function asSurvivors(
  lines: readonly HistoryLine[],
  survivorOf: (partyId: string) => string,
): HistoryLine[] {
  return lines.map((line) => {
    const recipientId = survivorOf(line.recipientId)
    const orgId = line.orgId === undefined ? undefined : survivorOf(line.orgId)
    if (recipientId === line.recipientId && orgId === line.orgId) return line
    return { ...line, recipientId, orgId, was: { recipientId: line.recipientId, orgId: line.orgId } }
  })
}

/** An earlier benefit as the policy reads it. */
export function factLine(line: HistoryLine): FactLine & { readonly was?: WrittenAs } {
  const { orgId, householdId, giverPersonId, dealId, eventId, programmeId, place, was } = line
  return {
    id: line.benefitId,
    date: line.happenedOn,
    // The register's own check keeps forms to the list of the facts.
    form: line.form as FactLine['form'],
    value: { currency: line.currency, minor: line.minor.toString() },
    recipientId: line.recipientId,
    giverGroup: line.giverGroup,
    ...(orgId === undefined ? {} : { orgId }),
    ...(householdId === undefined ? {} : { householdId }),
    ...(giverPersonId === undefined ? {} : { giverPersonId }),
    ...(dealId === undefined ? {} : { dealId }),
    ...(eventId === undefined ? {} : { eventId }),
    ...(programmeId === undefined ? {} : { programmeId }),
    ...(place === undefined ? {} : { place }),
    ...(was === undefined ? {} : { was }),
  }
}
