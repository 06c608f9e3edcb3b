/** An account number without blanks and dashes, which banks set as they like. */
export function plainAccount(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
}

/**
 * The number of a bank account in its plain form: an IBAN with right check digits, or 5 to 34 letters and
 * digits as banks outside its reach have them. Undefined where it can be neither, so that nothing is put on
 * record that no batch could pay.
 */
export function readAccountNumber(text: string): string | undefined {
  const number = plainAccount(text)
  const isAccount = isIban(number) || (/^[0-9A-Z]{5,34}$/.test(number) && !looksLikeIban(number))
  return isAccount ? number : undefined
}

/** True for an IBAN whose check digits are right (ISO 13616, remainder 1 of 97). */
export function isIban(number: string): boolean {
  if (!looksLikeIban(number)) return false
  const turned = number.slice(4) + number.slice(0, 4)
  const digits = turned.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))
  return BigInt(digits) % 97n === 1n
}

function looksLikeIban(number: string): boolean {
  return /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(number)
}
