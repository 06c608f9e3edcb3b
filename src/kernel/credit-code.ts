/**
 * Reads a unified social credit code (统一社会信用代码, GB 32100-2015) as people type it: blanks, full-width
 * and small letters are put right. Undefined when its form or its check character is wrong.
 */
export function readCreditCode(text: string): string | undefined {
  const code = text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(code)) return undefined
  return creditCodeCheck(code.slice(0, 17)) === code.charAt(17) ? code : undefined
}

/**
 * The check character for the first 17: weights are the powers of 3 modulo 31. Throws on a foreign letter.
 */
export function creditCodeCheck(first17: string): string {
  let sum = 0
  let weight = 1
  for (const letter of first17) {
    const value = alphabet.indexOf(letter)
    if (value < 0) throw new Error(`not a letter of a credit code: ${letter}`)
    sum += value * weight
    weight = (weight * 3) % 31
  }
  return alphabet.charAt((31 - (sum % 31)) % 31)
}

/** I, O, S, V and Z are left out, because they are misread. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
