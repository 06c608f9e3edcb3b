import { pinyin } from 'pinyin-pro'

/** The letters that every SEPA bank takes; others may stop a payment on its way. */
const sepa = /[^A-Za-z0-9/\-?:().,'+ ]/g

/**
 * A name or remark in the Latin letters of SEPA: Chinese in pinyin, other letters without their marks, what
 * is left over as a blank.
 */
export function inLatin(text: string): string {
  const signs = pinyin(text.normalize('NFKC'), { toneType: 'none', type: 'all', v: true })
  return plain(signs.map((sign) => (sign.isZh ? ` ${syllable(sign.pinyin)} ` : sign.origin)).join(''))
}

/** As passports write it: a capital, and `lü` as Lyu. */
function syllable(letters: string): string {
  const written = letters.replace(/^([ln])v/, '$1yu')
  return written.charAt(0).toUpperCase() + written.slice(1)
}

const unmarked: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  '&': '+',
  '·': ' ',
}

function plain(text: string): string {
  return [...text.normalize('NFD').replace(/\p{M}/gu, '')]
    .map((sign) => unmarked[sign] ?? sign)
    .join('')
    .replace(sepa, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([).,])/g, '$1')
    .replace(/\( /g, '(')
    .trim()
}

/** Text of an element or attribute; letters that XML has no place for become a blank. */
export function xmlEscaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
