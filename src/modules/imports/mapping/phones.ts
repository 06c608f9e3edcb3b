import { isMobile, readPhones } from '../../parties/index.ts'
import { phonesOf } from '../parts.ts'
import type { RowParty } from '../domain.ts'
import type { Profile, ProfileField } from '../profiles/profile.ts'
import type { Mapper } from './compile.ts'
import type { Cells } from './conditions.ts'
import type { Sheet } from './sheet.ts'

const phoneFields = ['mobile', 'phone', 'orgPhone'] as const satisfies readonly ProfileField[]

/** More than this is a list of numbers and not how to reach somebody. */
const phonesMax = 20

type Spec = Pick<Profile['parties']['outward']['recipient'][number], 'kind' | 'phones'>

/**
 * The telephone numbers of a party. A mobile is personal data of whoever carries it, so the record of an
 * organisation, from which nobody is erased, does not get it.
 */
export function phonesIn({ kind, phones = [] }: Spec, cells: Cells): string {
  const numbers = phones.flatMap((field) => readPhones(cells(field)).numbers)
  const own = kind === 'entity' ? numbers.filter((number) => !isMobile(number)) : numbers
  return [...new Set(own)].slice(0, phonesMax).join('、')
}

/** Says which cell for a telephone is left out, in whole or in part: no decision rests on it. */
export function checkPhones(
  mapper: Pick<Mapper, 'isNil'>,
  cells: Cells,
  parties: readonly (RowParty | undefined)[],
  sheet: Sheet,
): void {
  const used = new Set(parties.flatMap((party) => phonesOf(party)))
  for (const field of phoneFields) {
    const cell = cells(field)
    if (cell === '' || mapper.isNil(cell)) continue
    const { numbers, isWhole } = readPhones(cell)
    const kept = numbers.filter((number) => used.has(number))
    if (numbers.length === 0) sheet.notes.push(sheet.remark(field, { code: 'phone.none' }))
    else if (kept.length === 0) sheet.notes.push(sheet.remark(field, { code: 'phone.whose' }))
    else if (!isWhole || kept.length < numbers.length)
      sheet.notes.push(sheet.remark(field, { code: 'phone.in_part' }))
  }
}
