import { creditCodeCheck } from '../src/kernel/credit-code.ts'
import type { Random } from './random.ts'

const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]

/**
 * A 统一社会信用代码 with both check characters right (GB 32100-2015, GB 11714-1997).
 * `prefix` is authority and kind (`91` enterprise, `12` public institution), `area` the six-digit division.
 * The organisation part begins with MYY, a range that is not issued, so that no real body is named.
 */
export function inventedCreditCode(prefix: string, area: string, random: Random): string {
  let organisation = 'MYY'
  while (organisation.length < 8) organisation += creditAlphabet.charAt(random.below(creditAlphabet.length))
  const body = prefix + area + organisation + organisationCheck(organisation)
  return body + creditCodeCheck(body)
}

/** The ninth character of an organisation code: 11 minus the weighted sum modulo 11, ten written X. */
export function organisationCheck(organisation: string): string {
  const sum = organisationWeights.reduce((total, w, i) => total + w * parseInt(organisation.charAt(i), 36), 0)
  const check = 11 - (sum % 11)
  return check === 10 ? 'X' : check === 11 ? '0' : String(check)
}
