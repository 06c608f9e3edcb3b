import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { ThirdPartyRow } from './tables.ts'

/** The kind of object of a record of a third party, and of the round in which it is verified. */
export const thirdPartyType = 'third_party'

/** What stands on record of a third party for a day, and for which entity. */
type Wanted = {
  readonly customerId: string
  readonly entityId: string | undefined
  readonly day: LocalDate
}

/**
 * The record that speaks for a day: the last one that was verified of those whose days hold it. Where that
 * one has ended nothing is known of the day, whatever an earlier record says of it.
 */
export function thirdPartyOn(
  rows: readonly ThirdPartyRow[],
  { customerId, entityId, day }: Wanted,
): ThirdPartyRow | undefined {
  const [last] = rows
    .filter((row) => row.customer_id === customerId && row.entity_id === entityId)
    .filter((row) => row.verified_at !== null && row.verified_by !== null)
    .filter((row) => row.state === 'verified' || row.state === 'ended')
    .filter((row) => row.from_on <= day && day <= row.until_on)
    .toSorted((a, b) => (b.verified_at ?? '').localeCompare(a.verified_at ?? '') || (a.id < b.id ? 1 : -1))
  return last?.state === 'verified' ? last : undefined
}

/** What a record of a third party says, as somebody puts it in. */
export type ThirdPartyStated = {
  readonly isLicensed: boolean
  readonly licence?: string | undefined
  readonly isIndependent: boolean
  readonly declaration?: string | undefined
  readonly isOwnerKnown: boolean
  readonly owners?: string | undefined
  readonly isTiedToStaff?: boolean | undefined
  readonly isTiedToOfficial?: boolean | undefined
  readonly isClean?: boolean | undefined
  readonly dueDiligence?: string | undefined
  readonly fromOn: LocalDate
  readonly untilOn: LocalDate
}

/** What keeps a record from being one: a claim without its paper, or days that end before they begin. */
export function statedObjection(stated: ThirdPartyStated): Refusal | undefined {
  const { fromOn, untilOn } = stated
  if (untilOn < fromOn) {
    return refuse('deals.ends_before_it_begins', { from: fromOn, until: untilOn }, '/body/untilOn')
  }
  const unproved = [
    ['licence', stated.isLicensed && stated.licence === undefined],
    ['declaration', stated.isIndependent && stated.declaration === undefined],
    ['owners', stated.isOwnerKnown && stated.owners === undefined],
    ['dueDiligence', isLookedInto(stated) && stated.dueDiligence === undefined],
  ] as const
  const first = unproved.find(([, isMissing]) => isMissing)
  return first && refuse('deals.third_party_unproved', {}, `/body/${first[0]}`)
}

/** Whether somebody answered what only a due diligence can say: findings and ties. */
function isLookedInto({ isClean, isTiedToStaff, isTiedToOfficial }: ThirdPartyStated): boolean {
  return [isClean, isTiedToStaff, isTiedToOfficial].some((answer) => answer !== undefined)
}

/** The objection to somebody verifying a record: never whoever recorded it. */
export function verifyObjection(row: ThirdPartyRow, personId: string): Refusal | undefined {
  if (row.state !== 'proposed') return refuse('deals.third_party_answered')
  return row.recorded_by === personId ? refuse('deals.own_third_party') : undefined
}
