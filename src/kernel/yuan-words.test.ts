import fc from 'fast-check'
import { expect, test } from 'vitest'
import { yuanWords } from './yuan-words.ts'

test.each([
  [0n, 'Zero yuan'],
  [5n, 'Five fen'],
  [50n, 'Fifty fen'],
  [1_280_000n, 'Twelve thousand eight hundred yuan'],
  [168_032n, 'One thousand six hundred eighty yuan and thirty-two fen'],
  [10_001_000_000n, 'One hundred million ten thousand yuan'],
  [-1_280_000n, 'Minus twelve thousand eight hundred yuan'],
  [
    99_999_999_999_999n,
    'Nine hundred ninety-nine billion nine hundred ninety-nine million nine hundred ninety-nine thousand' +
      ' nine hundred ninety-nine yuan and ninety-nine fen',
  ],
  [100_000_000_000_000n, undefined],
] as const)('%s fen reads: %s', (fen, words) => {
  expect(yuanWords(fen)).toBe(words)
})

test('whoever reads the words hears the amount', () => {
  let heardFen = 0
  fc.assert(
    fc.property(fc.bigInt(-99_999_999_999_999n, 99_999_999_999_999n), (fen) => {
      heardFen += fen % 100n === 0n ? 0 : 1
      expect(heard(yuanWords(fen) ?? '')).toBe(fen)
    }),
    { numRuns: 2_000 },
  )
  expect(heardFen).toBeGreaterThan(1_000)
})

const units = 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen'
const small = ['zero', ...units.split(' '), 'sixteen', 'seventeen', 'eighteen', 'nineteen']
const byTen = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']
const big = new Map([
  ['thousand', 1_000n],
  ['million', 1_000_000n],
  ['billion', 1_000_000_000n],
])

/** Reads the words one after the other, as a person who writes the figure down. */
function heard(text: string): bigint {
  const words = text.toLowerCase().split(/[ -]/)
  let [sum, group, fen] = [0n, 0n, 0n]
  for (const word of words) {
    if (small.includes(word)) group += BigInt(small.indexOf(word))
    else if (byTen.includes(word)) group += BigInt(byTen.indexOf(word) + 2) * 10n
    else if (word === 'hundred') group *= 100n
    else if (big.has(word)) [sum, group] = [sum + group * (big.get(word) ?? 0n), 0n]
    else if (word === 'yuan') [fen, sum, group] = [(sum + group) * 100n, 0n, 0n]
    else if (word === 'fen') fen += sum + group
  }
  return words[0] === 'minus' ? -fen : fen
}
