import { fold } from './fold.ts'
import { profileOf, type NameSchema } from './normalise.ts'
import type { MatchScore } from './score.ts'

/** A name as somebody wrote it, and the known one that it is like. */
type Pair = { readonly written: string; readonly known: string; readonly schema: NameSchema }

/**
 * Whether a written name is a known one in another writing (script, form of company, title, short form, Latin
 * letters), and not merely a name that is like it: 王子恒 is like 王子航 and somebody else, and 设备销售有限公司
 * another legal person than 设备有限公司. A code that agrees settles it; a telephone, which colleagues, families
 * and a whole office share, does not.
 */
export function isSameWriting({ written, known, schema }: Pair, { reasons }: MatchScore): boolean {
  if (reasons.includes('code.same')) return true
  const [one, other] = [profileOf(written, schema), profileOf(known, schema)]
  if (one.schema === 'organisation' && other.schema === 'organisation') {
    if (one.isHan !== other.isHan) return reasons.includes('name.pinyin')
    return one.core !== '' && other.core.includes(one.core)
  }
  if (one.schema !== 'person' || other.schema !== 'person') return false
  if (one.han !== '' && other.han !== '') return one.han === other.han
  if (one.han === '' && other.han === '') return reasons.some((each) => inLatin.includes(each))
  // Many names sound alike: in Latin letters one is meant only beside the employer.
  return reasons.includes('name.pinyin') && reasons.includes('employer.same')
}

const inLatin = ['name.same', 'name.order']

/** Whether a written name is the name on record but for width, case, spaces and script. */
export function isNameOnRecord(written: string, known: string): boolean {
  return closed(written) === closed(known)
}

function closed(name: string): string {
  return fold(name).replace(/\s+/gu, '')
}
