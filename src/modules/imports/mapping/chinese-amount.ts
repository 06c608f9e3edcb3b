import { money, type Money } from '../../../kernel/money.ts'

const digits: Readonly<Record<string, bigint>> = {
  零: 0n, 〇: 0n, 壹: 1n, 贰: 2n, 貳: 2n, 叁: 3n, 參: 3n, 肆: 4n, 伍: 5n, 陆: 6n, 陸: 6n, 柒: 7n, 捌: 8n, 玖: 9n,
}
const digit = '[壹贰貳叁參肆伍陆陸柒捌玖]'
const section = new RegExp(`^(?:(${digit})[仟千])?零?(?:(${digit})[佰百])?零?(?:(${digit}?)[拾十])?零?(${digit})?$`, 'u')
const fraction = new RegExp(`^(?:零|(${digit})角)?(?:零?(${digit})分)?[整正]?$`, 'u')

/**
 * Reads an amount in the formal Chinese numerals of vouchers (大写), such as 人民币壹仟贰佰陆拾肆元伍角整.
 * Undefined for everyday numerals such as 一千二, which leave open whether 1,200 or 1,002 is meant.
 */
export function readChineseAmount(text: string): Money | undefined {
  const found = /^(?:人民币)?:?(?:¥)?([^元圆]+)[元圆]([^元圆]*)$/u.exec(text)
  if (!found) return undefined
  const yuan = wholeNumber(found[1] ?? '')
  const cents = fraction.exec((found[2] ?? '').replace(/^[整正]$/, ''))
  if (yuan === undefined || !cents) return undefined
  const [jiao, fen] = [digits[cents[1] ?? '零'] ?? 0n, digits[cents[2] ?? '零'] ?? 0n]
  return money('CNY', yuan * 100n + jiao * 10n + fen)
}

/** Sections of four digits under 亿 and 万; undefined when a section does not follow the rules. */
function wholeNumber(text: string): bigint | undefined {
  if (/^零$/u.test(text)) return 0n
  const found = /^(?:([^亿億]+)[亿億])?(?:([^万萬亿億]+)[万萬])?([^万萬亿億]*)$/u.exec(text)
  if (!found) return undefined
  let total = 0n
  for (const part of [found[1], found[2], found[3]]) {
    const value = part === undefined || part === '' ? 0n : sectionValue(part)
    if (value === undefined) return undefined
    total = total * 10_000n + value
  }
  return total === 0n ? undefined : total
}

function sectionValue(text: string): bigint | undefined {
  const found = section.exec(text)
  if (!found) return undefined
  const value = (letter: string | undefined, ifBare: bigint) => (letter === '' ? ifBare : digits[letter ?? '零'] ?? 0n)
  const tens = found[3] === undefined ? 0n : value(found[3], 1n)
  return value(found[1], 0n) * 1_000n + value(found[2], 0n) * 100n + tens * 10n + value(found[4], 0n)
}

/** True for everyday Chinese numerals, with or without a unit. */
export function isColloquialAmount(text: string): boolean {
  return /^(?:人民币|约|大约)?[一二两三四五六七八九十百千万亿零〇半几多]{2,}(?:多)?(?:元|块|块钱)?(?:左右)?$/u.test(text)
}
