import { rmbWordsLimit } from './rmb-words.ts'

/**
 * An amount in 分 as English words, for whoever does not read capital figures: a zero too many is heard at
 * once. Undefined from 10^12 yuan on, where the capital figures end as well.
 */
export function yuanWords(fen: bigint): string | undefined {
  const positive = fen < 0n ? -fen : fen
  if (positive >= rmbWordsLimit) return undefined
  const [yuan, rest] = [positive / 100n, Number(positive % 100n)]
  const said = [
    ...(yuan > 0n || rest === 0 ? [`${whole(yuan)} yuan`] : []),
    ...(rest > 0 ? [`${belowThousand(rest)} fen`] : []),
  ].join(' and ')
  const words = fen < 0n ? `minus ${said}` : said
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const belowTwenty =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen ' +
  'seventeen eighteen nineteen'
const ones = belowTwenty.split(' ')
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']
const groups = ['', ' thousand', ' million', ' billion']

function whole(number: bigint): string {
  if (number === 0n) return 'zero'
  const parts: string[] = []
  for (let [left, at] = [number, 0]; left > 0n; left /= 1000n, at += 1) {
    const group = Number(left % 1000n)
    if (group > 0) parts.unshift(`${belowThousand(group)}${groups[at] ?? ''}`)
  }
  return parts.join(' ')
}

function belowThousand(number: number): string {
  const [hundreds, rest] = [Math.floor(number / 100), number % 100]
  const said = rest < 20 ? (ones[rest] ?? '') : twoDigits(rest)
  if (hundreds === 0) return said
  return rest === 0 ? `${ones[hundreds]} hundred` : `${ones[hundreds]} hundred ${said}`
}

function twoDigits(number: number): string {
  const [ten, one] = [tens[Math.floor(number / 10)], number % 10]
  return one === 0 ? `${ten}` : `${ten}-${ones[one]}`
}
