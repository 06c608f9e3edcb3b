import type { Refusal } from './refusal.ts'
import { refuse } from './refusal.ts'

/** The first amount (in 分) that has no 大写: 10^12 元, beyond 仟亿. */
export const rmbWordsLimit = 100_000_000_000_000n

/**
 * An amount in 分 as Chinese capital figures, without 人民币 (rules for filling in bills, 票据填写规定).
 * Refuses from 10^12 元 on instead of guessing a unit.
 */
export function rmbWords(fen: bigint): string | Refusal {
  const positive = fen < 0n ? -fen : fen
  if (positive >= rmbWordsLimit) return refuse('money.too_large_for_words', { yuan: (fen / 100n).toString() })
  return spell(fen)
    .map((part) => (isOption(part) ? part.print : part))
    .join('')
}

/**
 * The 分 that capital figures stand for, in either allowed spelling: 整 or 正, left out or written after 角,
 * 圆 for 元, the zeros that the rules leave free, 人民币 in front. Undefined for anything else.
 */
export function readRmbWords(text: string): bigint | undefined {
  const figure = text
    .trim()
    .replace(/^人民币/, '')
    .replaceAll('圆', '元')
    .replace(/正$/, '整')
  const fen = valueOf(figure)
  if (fen === undefined || fen >= rmbWordsLimit || fen <= -rmbWordsLimit) return undefined
  const allowed = spell(fen)
    .map((part) => (isOption(part) ? `(?:${part.allow})?` : part))
    .join('')
  return new RegExp(`^${allowed}$`, 'u').test(figure) ? fen : undefined
}

/** A part of the spelling that may be written or left out; `print` is our choice. */
type Option = { readonly allow: string; readonly print: string }
type Part = string | Option

const digits = '零壹贰叁肆伍陆柒捌玖'
const places = ['', '拾', '佰', '仟']
const groupNames = ['', '万', '亿']
const freeZeroLeft: Option = { allow: '零', print: '' }
const freeZeroPrinted: Option = { allow: '零', print: '零' }
const wholeAfterJiao: Option = { allow: '整', print: '整' }

function isOption(part: Part): part is Option {
  return typeof part !== 'string'
}

function spell(fen: bigint): Part[] {
  const positive = fen < 0n ? -fen : fen
  const yuan = positive / 100n
  const jiao = Number((positive / 10n) % 10n)
  const cent = Number(positive % 10n)
  const parts: Part[] = fen < 0n ? ['负'] : []
  if (yuan > 0n) parts.push(...spellYuan(yuan), '元')
  if (positive === 0n) parts.push('零元')
  if (jiao > 0 && yuan > 0n && yuan % 10n === 0n) parts.push(freeZeroPrinted)
  if (jiao > 0) parts.push(`${digits.charAt(jiao)}角`)
  if (jiao === 0 && cent > 0 && yuan > 0n) parts.push('零')
  if (cent > 0) return [...parts, `${digits.charAt(cent)}分`]
  return [...parts, jiao > 0 ? wholeAfterJiao : '整']
}

/** Groups of four digits from the left; one 零 stands for all zeros between two figures. */
function spellYuan(yuan: bigint): Part[] {
  const parts: Part[] = []
  let endsInZero = false
  for (const index of [2, 1, 0]) {
    const group = Number((yuan / 10n ** BigInt(index * 4)) % 10_000n)
    if (group === 0) {
      endsInZero = endsInZero || parts.length > 0
      continue
    }
    const skipped = index < 2 && Number((yuan / 10n ** BigInt(index * 4 + 4)) % 10_000n) === 0
    if (parts.length > 0) {
      if (group < 1000 || skipped) parts.push('零')
      else if (endsInZero) parts.push(freeZeroLeft)
    }
    parts.push(...spellGroup(group), groupNames[index] ?? '')
    endsInZero = group % 10 === 0
  }
  return parts
}

function spellGroup(group: number): string[] {
  const parts: string[] = []
  let zero = false
  for (const place of [3, 2, 1, 0]) {
    const digit = Math.floor(group / 10 ** place) % 10
    if (digit === 0) {
      zero = parts.length > 0
      continue
    }
    if (zero) parts.push('零')
    parts.push(digits.charAt(digit) + (places[place] ?? ''))
    zero = false
  }
  return parts
}

/** The value alone, however zeros are placed; the caller checks the spelling. */
function valueOf(figure: string): bigint | undefined {
  const found =
    /^(负?)(?:([^元角分整负]+)元)?零?(?:([壹贰叁肆伍陆柒捌玖])角)?零?(?:([壹贰叁肆伍陆柒捌玖])分)?整?$/u.exec(
      figure,
    )
  if (!found) return undefined
  const [, sign, yuanText, jiao, cent] = found
  const yuan = yuanText === undefined ? 0n : yuanValue(yuanText)
  if (yuan === undefined) return undefined
  const fen = yuan * 100n + BigInt(digitOf(jiao) * 10 + digitOf(cent))
  return sign === '负' ? -fen : fen
}

function yuanValue(text: string): bigint | undefined {
  const found = /^(?:([^亿]+)亿)?(?:([^亿万]+)万)?([^亿万]*)$/u.exec(text)
  if (!found) return undefined
  const groups = found.slice(1).map(groupValue)
  let total = 0n
  for (const group of groups) {
    if (group === undefined) return undefined
    total = total * 10_000n + BigInt(group)
  }
  return total
}

function groupValue(text: string | undefined): number | undefined {
  const pattern = /^零?(?:(.)仟)?零?(?:(.)佰)?零?(?:(.)拾)?零?([壹贰叁肆伍陆柒捌玖])?$/u
  const found = pattern.exec(text ?? '')
  return found?.slice(1).reduce((sum, digit) => sum * 10 + digitOf(digit), 0)
}

function digitOf(letter: string | undefined): number {
  return letter === undefined ? 0 : Math.max(0, digits.indexOf(letter))
}
