import type { LocalDate } from '../../kernel/time.ts'
import type { AlertKind } from './changes.ts'

/**
 * Which rows of the register somebody may see: all of them, or those of some entities and those that some
 * people filed.
 */
export type Sight =
  | { readonly kind: 'all' }
  | { readonly kind: 'some'; readonly entityIds: readonly string[]; readonly requesterIds: readonly string[] }

/** What somebody looks for in the register. Lists are alternatives; everything given must hold. */
export type RegisterFilter = {
  readonly book: string
  readonly from?: LocalDate | undefined
  readonly to?: LocalDate | undefined
  readonly states?: readonly string[] | undefined
  readonly outcomes?: readonly string[] | undefined
  readonly forms?: readonly string[] | undefined
  readonly direction?: string | undefined
  readonly entityId?: string | undefined
  /** With all that were merged into the customer. */
  readonly customerIds?: readonly string[] | undefined
  readonly recipientIds?: readonly string[] | undefined
  readonly requesterId?: string | undefined
  readonly minMinor?: string | undefined
  readonly maxMinor?: string | undefined
  readonly isLate?: boolean | undefined
  /** Only these: those with an alert beside them, where they are few. */
  readonly benefitIds?: readonly string[] | undefined
  /** Only what has such an alert beside it, where that is too much to be named. */
  readonly alert?: AlertKind | undefined
  /** A text, taken apart: numbers it may be, a part of the title, parties of that name. */
  readonly text?: RegisterText | undefined
}

/** What a typed text may stand for. */
export type RegisterText = {
  readonly numbers: readonly string[]
  readonly part: string
  readonly partyIds: readonly string[]
  /** How many names of a kind were looked up, where more have the text. */
  readonly cutAt?: number
}

/** True where a filter asks for single parties or benefits: few rows, of which kept totals tell nothing. */
export function isOfSingles({ customerIds, recipientIds, benefitIds, alert }: RegisterFilter): boolean {
  return [customerIds, recipientIds, benefitIds, alert].some((part) => part !== undefined)
}

/** Where the next page begins: after this row in the order of the page. */
export type Place = { readonly on: LocalDate; readonly minor: string; readonly id: string }

/** One page of the register. */
export type RegisterPage = {
  readonly filter: RegisterFilter
  readonly sight: Sight
  readonly sort: 'newest' | 'largest'
  readonly after?: Place | undefined
  readonly limit: number
}

/**
 * One part of what somebody sees: what some people filed, or rows of some entities only, or of no such one.
 */
export type Scope = {
  readonly requesterIds?: readonly string[]
  readonly entityIds?: readonly string[]
  readonly notOfEntityIds?: readonly string[]
}

/**
 * Sight and the filters by person and entity as parts that have no row in common, so that each is read by an
 * index of its own and their sums add up. A part that can have no row is left out.
 */
export function scopesOf({ requesterId, entityId }: RegisterFilter, sight: Sight): Scope[] {
  const scopes = sight.kind === 'all' ? [{}] : seenParts(sight)
  const ofPerson = requesterId === undefined ? scopes : ofRequester(requesterId, scopes)
  if (entityId === undefined) return ofPerson
  return ofPerson.filter(
    ({ entityIds, notOfEntityIds }) =>
      (entityIds === undefined || entityIds.includes(entityId)) && !notOfEntityIds?.includes(entityId),
  )
}

function seenParts({ entityIds, requesterIds }: Extract<Sight, { kind: 'some' }>): Scope[] {
  if (entityIds.length === 0) return [{ requesterIds }]
  return [{ entityIds }, { requesterIds, notOfEntityIds: entityIds }]
}

/**
 * What one person filed: all of it where that is in sight anyway, else what lies in the entities in sight.
 */
function ofRequester(requesterId: string, scopes: readonly Scope[]): Scope[] {
  const own = { requesterIds: [requesterId] }
  if (scopes.some((scope) => scope.requesterIds?.includes(requesterId))) return [own]
  return scopes.flatMap((scope) => (scope.requesterIds === undefined ? [{ ...scope, ...own }] : []))
}
