import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRefusal } from './refusal.ts'
import { readRmbWords, rmbWords, rmbWordsLimit } from './rmb-words.ts'

/** Amount in 分, what we print, what else a reader must accept. */
const golden: readonly (readonly [fen: bigint, words: string, others: readonly string[]])[] = [
  [0n, '零元整', ['零元正']],
  [50n, '伍角整', ['伍角', '伍角正']],
  [5n, '伍分', []],
  [1_000n, '壹拾元整', ['壹拾圆整', '人民币壹拾元整']],
  [10_000n, '壹佰元整', []],
  [140_950n, '壹仟肆佰零玖元伍角整', ['壹仟肆佰零玖元伍角']],
  [600_714n, '陆仟零柒元壹角肆分', []],
  [168_032n, '壹仟陆佰捌拾元零叁角贰分', ['壹仟陆佰捌拾元叁角贰分']],
  [10_700_053n, '壹拾万柒仟元零伍角叁分', ['壹拾万零柒仟元伍角叁分']],
  [10_000_100_000n, '壹亿零壹仟元整', []],
  [10_050_000n, '壹拾万零伍佰元整', []],
  [2_000n, '贰拾元整', []],
  [2_010n, '贰拾元零壹角整', ['贰拾元壹角整', '贰拾元壹角']],
  [-1_280_000n, '负壹万贰仟捌佰元整', []],
  [1_640_902n, '壹万陆仟肆佰零玖元零贰分', []],
  [32_504n, '叁佰贰拾伍元零肆分', []],
  [10_000_000n, '壹拾万元整', []],
  [1_280_000n, '壹万贰仟捌佰元整', []],
  [1_000_000_100n, '壹仟万零壹元整', []],
  [10_001_000_000n, '壹亿零壹万元整', []],
]

describe('capital figures (大写)', () => {
  test.each(golden)('%s 分 is written %s and every allowed spelling reads back', (fen, words, others) => {
    expect(rmbWords(fen)).toBe(words)
    for (const text of [words, ...others]) expect(readRmbWords(text)).toBe(fen)
  })

  test.each([
    ['no 整 after 元', '壹佰元'],
    ['a zero too few', '壹仟肆佰玖元伍角整'],
    ['a zero where none may stand', '壹佰零贰拾元整'],
    ['two zeros', '壹仟零零伍元整'],
    ['拾 without its 壹', '拾元整'],
    ['the small figures', '一百元整'],
    ['整 after 分', '伍分整'],
    ['units in the wrong order', '壹拾佰元整'],
    ['nothing', ''],
    ['only a sign', '负'],
    ['negative zero', '负零元整'],
    ['a thousand times 亿 too many', '壹万亿元整'],
    ['a figure and a word', '壹佰元整吧'],
  ])('a figure with %s is no amount', (_, text) => {
    expect(readRmbWords(text)).toBeUndefined()
  })

  test('one 分 below 10^12 元 is written, 10^12 元 is refused, and so are their negatives', () => {
    const largest = '玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分'
    expect(rmbWords(rmbWordsLimit - 1n)).toBe(largest)
    expect(rmbWords(1n - rmbWordsLimit)).toBe(`负${largest}`)
    expect(rmbWords(rmbWordsLimit)).toMatchObject({ refused: true, code: 'money.too_large_for_words' })
    expect(isRefusal(rmbWords(-rmbWordsLimit))).toBe(true)
  })

  const anyFen = fc.oneof(
    fc.bigInt({ min: -rmbWordsLimit + 1n, max: rmbWordsLimit - 1n }),
    fc
      .array(fc.constantFrom('0', '0', '0', '1', '9'), { minLength: 1, maxLength: 14 })
      .map((d) => BigInt(d.join(''))),
  )

  test('every figure reads back to the same 分, by our reader and by an independent one', () => {
    fc.assert(
      fc.property(anyFen, (fen) => {
        const words = rmbWords(fen)
        if (isRefusal(words)) throw new Error('within range, yet refused')
        expect(readRmbWords(words)).toBe(fen)
        expect(countUp(words)).toBe(fen)
        expect(words).not.toMatch(/零零|零[万亿拾佰仟角分]|零$/)
      }),
      { numRuns: 3_000 },
    )
  })

  test('two amounts never share a figure', () => {
    fc.assert(
      fc.property(anyFen, anyFen, (a, b) => (rmbWords(a) === rmbWords(b)) === (a === b)),
      { numRuns: 2_000 },
    )
  })
})

/**
 * Reads a figure letter by letter with a running section, as one does aloud: no pattern, no table of the
 * product.
 */
function countUp(words: string): bigint {
  const units: Record<string, bigint> = { 拾: 10n, 佰: 100n, 仟: 1000n }
  let total = 0n
  let section = 0n
  let figure = 0n
  for (const letter of words.replace('负', '')) {
    const digit = '零壹贰叁肆伍陆柒捌玖'.indexOf(letter)
    const unit = units[letter]
    if (digit >= 0) figure = BigInt(digit)
    else if (unit !== undefined) [section, figure] = [section + figure * unit, 0n]
    else if (letter === '亿' || letter === '万' || letter === '元') {
      total += (section + figure) * { 亿: 10_000_000_000n, 万: 1_000_000n, 元: 100n }[letter]
      section = figure = 0n
    } else if (letter === '角') [total, figure] = [total + figure * 10n, 0n]
    else if (letter === '分') [total, figure] = [total + figure, 0n]
  }
  return words.startsWith('负') ? -total : total
}
