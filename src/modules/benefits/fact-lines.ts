import type { HistoryLine as FactLine } from '../../contract/facts.ts'
import type { LocalDate } from '../../kernel/time.ts'
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

/** Who lived where on a day, as the record has it now. */
export type Homes = {
  readonly nameOf: (householdId: string) => string
  readonly homeOn: (personId: string, day: LocalDate) => string | undefined
}

/**
 * The household of each line, as of its day. A household that was recorded after the line was written counts
 * all the same; what a line was written with stands where no record says otherwise.
 */
export function inHouseholds(lines: readonly HistoryLine[], { nameOf, homeOn }: Homes): HistoryLine[] {
  return lines.map((line) => {
    const written = line.householdId === undefined ? undefined : nameOf(line.householdId)
    const householdId = homeOn(line.recipientId, line.happenedOn) ?? written
    return householdId === line.householdId ? line : { ...line, householdId, isHomeRead: true }
  })
}

/** Reads a line with all for whom its recipient worked that day, where it was for several at once. */
export type ReadEmployers = (line: HistoryLine) => HistoryLine

/**
 * A line with the employers of its recipient, as of its day. A benefit stands under one of them and counts
 * for each.
 */
export function withEmployers(
  line: HistoryLine,
  employersOn: (personId: string, day: LocalDate) => readonly string[],
): HistoryLine {
  const orgIds = [...new Set([line.orgId ?? [], employersOn(line.recipientId, line.happenedOn)].flat())]
  return orgIds.length > 1 ? { ...line, orgIds } : line
}

/** A line as it counts for one employer of its recipient. */
export function atEmployer(line: HistoryLine, orgId: string | undefined): HistoryLine {
  if (orgId === undefined || line.orgId === orgId || line.orgIds?.includes(orgId) !== true) return line
  const { was, ...rest } = line
  const written = was && { was: { recipientId: was.recipientId, orgId: undefined } }
  return { ...rest, ...written, orgId, isOrgRead: true }
}

/** An earlier benefit as the policy reads it. */
export function factLine(
  line: HistoryLine,
): FactLine & { readonly was?: WrittenAs; readonly isHomeRead?: boolean; readonly isOrgRead?: boolean } {
  const { orgId, householdId, giverPersonId, dealId, eventId, programmeId, place, was } = line
  const { isHomeRead, isOrgRead } = line
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
    ...(isHomeRead === undefined ? {} : { isHomeRead }),
    ...(isOrgRead === undefined ? {} : { isOrgRead }),
  }
}
