import { addDays, type LocalDate } from '../../kernel/time.ts'

/** Number formats 14 to 17 and the like are dates by definition (ECMA-376 part 1, 18.8.30). */
const builtInDates = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58])

/** True when a number in this format is shown as a day. Hours and minutes alone are no day. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return builtInDates.has(id)
  const bare = code
    .replace(/"[^"]*"/g, '')
    .replace(/\\./g, '')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/general/gi, '')
  return /[yd]/i.test(bare) || (/m/i.test(bare) && !/[hs]/i.test(bare) && !/[#0?]/.test(bare))
}

/**
 * The day that a workbook's day number means. In the 1900 system day 60 is 29 February 1900, which never was:
 * numbers below it are one day later than the formula for those above. Undefined when out of range.
 */
export function dayOfSerial(serial: number, base1904: boolean): LocalDate | undefined {
  const day = Math.floor(serial)
  if (!Number.isFinite(serial) || day < 1 || day > 2_958_465 || (day === 60 && !base1904)) return undefined
  if (base1904) return addDays('1904-01-01', day)
  return addDays(day < 60 ? '1899-12-31' : '1899-12-30', day)
}

/**
 * The number as a person typed it: files hold binary fractions such as 1264.4999999999998, and a spreadsheet
 * shows fifteen digits. No exponent, so that an amount stays readable as an amount.
 */
export function plainNumber(text: string): string {
  if (/^-?\d{1,15}$/.test(text)) return text
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value)) return text
  const [digits = '', exponent = '0'] = value.toExponential(14).split('e')
  return shiftPoint(digits, Number(exponent))
}

function shiftPoint(digits: string, exponent: number): string {
  const sign = digits.startsWith('-') ? '-' : ''
  const all = digits.replace(/[-.]/g, '')
  const whole = exponent < 0 ? '0' : all.slice(0, exponent + 1).padEnd(exponent + 1, '0')
  const fraction = exponent < 0 ? '0'.repeat(-exponent - 1) + all : all.slice(exponent + 1)
  const kept = fraction.replace(/0+$/, '')
  return sign + whole + (kept === '' ? '' : `.${kept}`)
}
