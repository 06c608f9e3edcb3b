import type { OpenCase } from '../decide-again.ts'
import { sumSubjects, type Situation } from '../situation.ts'
import type { EvidenceRow } from '../tables.ts'
import { keyOf } from './guests.ts'
import { unnamedInvoice } from './invoice.ts'

/**
 * What two givings of a set must not have in common: whoever's sums they count in, who was there, their
 * papers and the invoice that they name. Each is judged on what other givings say of these, so that the
 * second one waits for the first.
 */
export function namesOfGiving(
  { situation, guests, attendees, evidence, seen }: OpenCase,
  files: readonly EvidenceRow[],
): string[] {
  const judged = [situation, ...guests.map((guest) => guest.situation)]
  return [
    ...judged.flatMap(subjectsOf),
    ...[...attendees.map(keyOf), ...seen.keys].map((key) => `guest ${key}`),
    ...[...evidence, ...files].map(({ digest }) => `paper ${digest}`),
    ...(seen.invoice && seen.invoice !== unnamedInvoice ? [`invoice ${seen.invoice.number}`] : []),
  ]
}

function subjectsOf({ parties, asked, giverPersonId }: Situation): string[] {
  const subjects = sumSubjects([parties], asked === undefined ? [] : [asked])
  return [...Object.values(subjects).flat(), ...(giverPersonId === undefined ? [] : [giverPersonId])]
}
