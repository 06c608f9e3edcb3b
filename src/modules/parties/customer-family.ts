import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { customerOn, isSaid, type CustomerChanges, type CustomerStanding } from './customer-record.ts'
import { ownershipContradiction, type CustomerType, type Ownership } from './domain.ts'
import type { CustomerFactRow, CustomerRow } from './tables.ts'

/** A customer's row with its corrections in the order in which they were recorded. */
export type CustomerFile = { readonly row: CustomerRow; readonly facts: readonly CustomerFactRow[] }

type Fact = keyof CustomerStanding

const factKeys: readonly Fact[] = [
  'type',
  'ownership',
  'publicPurchaser',
  'staffBenefitAuthorised',
  'federalHealthProgramme',
  'country',
]

/** The file whose word on an entry counts: the survivor's own, or the first of those that say anything. */
export function fileThatSays(
  files: readonly CustomerFile[],
  entry: keyof CustomerChanges,
): CustomerFile | undefined {
  const [own] = files
  if (!factKeys.some((fact) => fact === entry)) return own
  return files.find(({ row, facts }) => isSaid(row, facts, entry)) ?? own
}

/**
 * What the rules ask of a customer on a day, by its own record and those that were merged into it. Its own
 * word comes first; what it never said is taken from them. A merge that would join two different words is
 * refused (`factsObjection`), so nothing strict is lost on the way.
 */
export function familyOn(
  own: CustomerFile,
  merged: readonly CustomerFile[],
  day: LocalDate,
): CustomerStanding {
  const files = [own, ...merged]
  const wordOf = <Key extends Fact>(fact: Key): CustomerStanding[Key] => {
    const file = fileThatSays(files, fact) ?? own
    return customerOn(file.row, file.facts, day)[fact]
  }
  return {
    type: wordOf('type'),
    ownership: wordOf('ownership'),
    publicPurchaser: wordOf('publicPurchaser'),
    staffBenefitAuthorised: wordOf('staffBenefitAuthorised'),
    federalHealthProgramme: wordOf('federalHealthProgramme'),
    country: wordOf('country'),
  }
}

/** Two families of records that are to be one; the survivor stands first in each. */
export type ToMerge = { readonly kept: readonly CustomerFile[]; readonly gone: readonly CustomerFile[] }

/** What keeps two records from being one: they say different things that the rules rest on. */
export function factsObjection({ kept, gone }: ToMerge): Refusal | undefined {
  const [keptOwn, ...keptMerged] = kept
  const [goneOwn, ...goneMerged] = gone
  if (!keptOwn || !goneOwn) return undefined
  const [one, other] = [familyOn(keptOwn, keptMerged, latest), familyOn(goneOwn, goneMerged, latest)]
  const says = (files: readonly CustomerFile[], fact: Fact) =>
    files.some(({ row, facts }) => isSaid(row, facts, fact))
  const differs = factKeys.find((fact) => says(kept, fact) && says(gone, fact) && one[fact] !== other[fact])
  if (differs) return refuse('parties.merge_facts_differ', { fact: differs })
  const { type, ownership } = familyOn(keptOwn, [...keptMerged, ...gone], latest)
  return ownershipContradiction(type as CustomerType, ownership as Ownership | null)
}

/** What the records say now, by the last correction of each. */
const latest: LocalDate = '9999-12-31'
