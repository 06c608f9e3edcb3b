/**
 * Whether two names of companies are the same on paper: width, case, blanks and the two kinds of brackets
 * do not count; everything else does, because a wrong word in a buyer's name makes an invoice worthless.
 */
export function sameName(a: string, b: string): boolean {
  return plainName(a) === plainName(b)
}

function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s·.,'"]+/g, '')
}

/** A tax number as it is compared: no blanks, capital letters. */
export function plainTaxNumber(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
}

/** True for what looks like a Chinese tax number: 15, 18 or 20 letters and digits. */
export function isCreditCodeLike(text: string): boolean {
  return /^([0-9A-Z]{15}|[0-9A-Z]{18}|[0-9A-Z]{20})$/.test(plainTaxNumber(text))
}
