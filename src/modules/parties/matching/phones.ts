/** The telephone numbers that a text holds, each written one way, and whether that is all it holds. */
export type PhonesRead = { readonly numbers: readonly string[]; readonly isWhole: boolean }

/**
 * Reads telephone numbers as people and spreadsheets write them: with +86, blanks, dashes, brackets and
 * labels, with an extension (转801), several in one text, as a number that lost its leading 0.
 */
export function readPhones(text: string): PhonesRead {
  const plain = withoutLabels(text)
  const numbers = new Set<string>()
  let isWhole = true
  for (const piece of plain.split(separators)) {
    if (piece.trim() === '') continue
    const whole = readOne(piece)
    const parts = whole === undefined ? wordsOf(piece).map(readOne) : [whole]
    for (const part of parts) {
      if (part === undefined) isWhole = false
      else numbers.add(part)
    }
  }
  return { numbers: [...numbers], isWhole }
}

/** Each number of a text as bare digits, so that +86, blanks and dashes do not matter. */
export function phoneKeys(text: string): string[] {
  const { numbers } = readPhones(text)
  const digits = text.normalize('NFKC').replace(/\D/gu, '')
  // A number of a shape that is not known here still leads to whoever has the very same one.
  const keys = numbers.length > 0 ? numbers.map((each) => each.replace(/\D/gu, '')) : [digits]
  return keys.filter((key) => key.length >= 7)
}

/** Whether digits are the number of a mobile, which one person carries; a landline is shared by many. */
export function isMobile(key: string): boolean {
  return /^1[3-9]\d{9}$/u.test(key)
}

/** Whether a text is telephone numbers and nothing else, and so nobody's name. */
export function isPhoneAlone(text: string): boolean {
  // Of every name that is compared this is asked, and hardly one has a digit.
  if (!/\p{Nd}/u.test(text)) return false
  return /^[\d\s\-+().·#、,;/|]+$/u.test(withoutLabels(text)) && phoneKeys(text).length > 0
}

function withoutLabels(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(labels, ' ')
    .replace(/(?:转分机|转|分机|ext\.?)\s*(?=\d)/gu, '#')
    .replace(/^\s*'/u, '')
}

const labels = new RegExp(
  '(?:联系|移动|办公|单位|公司|固定)?(?:电话|手机|座机|固话|总机)(?:号码|号)?|微信同号|同微信|' +
    '\\b(?:tel(?:ephone)?|mob(?:ile)?|cell|phone|office)\\b\\.?|[::]',
  'gu',
)
const separators = /[、,;/|\n\r]|和|或|及/u
const extension = /[x#]\s*(\d{1,6})$/u
const area = '(?:10|2\\d|[3-9]\\d{2})'
const landline = new RegExp(`^0?(${area})(\\d{7,8})$`, 'u')

/** Two numbers with a blank between them; the extension stays with its number. */
function wordsOf(piece: string): string[] {
  return piece
    .trim()
    .replace(/\s*([x#])\s*/gu, '$1')
    .split(/\s+/u)
}

function readOne(piece: string): string | undefined {
  const text = piece
    .trim()
    .replace(/^(\d+)\.0+$/u, '$1')
    .replace(/^(?:\+|00)\s*86(?=[\s\-(\d])[\s-]*/u, '')
  const told = extension.exec(text)
  if (told) return withExtension(text.slice(0, told.index), told[1])
  // 66668888-801: what follows a whole number of an office is its extension.
  const dashed = /^(.*\d)\s*-\s*(\d{1,6})$/u.exec(text)
  const isAbroad = text.startsWith('+') || text.startsWith('00')
  return (dashed && !isAbroad && withExtension(dashed[1], dashed[2])) || bareNumber(text)
}

function withExtension(base = '', own = ''): string | undefined {
  const number = bareNumber(base)
  return number === undefined || isMobile(number) ? undefined : `${number}-${own}`
}

/** A number without extension: a mobile, an office with or without its area, a hotline, one from abroad. */
function bareNumber(text: string): string | undefined {
  if (!/^\+?[\d\s\-().·]+$/u.test(text.trim())) return undefined
  const isAbroad = /^\s*(?:\+|00)/u.test(text)
  const digits = text.replace(/\D/gu, '').replace(/^00(?=[1-9])/u, '')
  const home = digits.length > 9 ? digits.replace(/^86(?=\d{9})/u, '') : digits
  if (isAbroad && home === digits) return /^[1-9]\d{6,14}$/u.test(digits) ? `+${digits}` : undefined
  if (isMobile(home) || /^[48]00\d{7}$/u.test(home) || /^[2-9]\d{6,7}$/u.test(home)) return home
  const office = landline.exec(home)
  return office ? `0${office[1]}-${office[2]}` : undefined
}
