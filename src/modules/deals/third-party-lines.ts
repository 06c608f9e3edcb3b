import { sayDeal, type DealReader } from './queries.ts'
import type { ThirdPartyRow } from './tables.ts'

type Reader = Pick<DealReader, 'language'>

/** What a record says of each question, in words, with the paper on which it rests. */
export function thirdPartyLines(reader: Reader, row: ThirdPartyRow): { name: string; text: string }[] {
  const line = (
    what: 'licensed' | 'independent' | 'owners' | 'staff' | 'official' | 'clean',
    answer: boolean | null,
    paper: string | null = null,
  ) => ({
    name: sayDeal(reader, `third.${what}`),
    text: [sayDeal(reader, `third.${answerOf(answer)}`), paper].filter(Boolean).join(' · '),
  })
  return [
    line('licensed', row.is_licensed, row.licence),
    line('independent', row.is_independent, row.declaration),
    line('owners', row.is_owner_known, row.owners),
    line('staff', row.is_tied_to_staff),
    line('official', row.is_tied_to_official),
    line('clean', row.is_clean, row.due_diligence),
  ]
}

function answerOf(answer: boolean | null): 'yes' | 'no' | 'unknown' {
  if (answer === null) return 'unknown'
  return answer ? 'yes' : 'no'
}
