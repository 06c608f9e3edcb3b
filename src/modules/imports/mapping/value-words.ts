import { quoted, type Finding } from './reading.ts'

function startsWith(words: readonly string[], after: string): RegExp {
  return new RegExp(`^(?:${words.join('|')})${after}`, 'iu')
}

function endsWith(words: readonly string[]): RegExp {
  return new RegExp(` ?\\(?(?<![a-z])(?:${words.join('|')})\\.?\\)?$`, 'iu')
}

const guesses = [
  'est(?:imated?)?\\.?(?: (?:value|cost|price))?',
  'approx(?:imately)?\\.?',
  'about',
  'around',
  'roughly',
  'circa',
]
const shortGuesses = ['ca?\\.', 'ca?(?= ?[£$€¥]| \\d)', '~', '约', '大约', '估[计价值]?']
const perHead = [
  'each',
  '(?:per |\\/ ?)(?:person|head|ticket|guest|item|cover|place|seat)',
  'pp',
  'p\\.p\\.',
  'ph',
  'p/h',
  'a head',
  '/人',
  '每人',
]
const groups = [
  '(?:in )?total',
  'for (?:two|three|four|[2-9])(?: people| persons| tickets| guests)?',
  '(?<![x×*@] ?)\\d tickets',
  '(?:for|per) (?:a |the )?couple',
]
const taxes = [
  'inc(?:l(?:uding)?)?\\.? (?:of )?vat',
  'exc?(?:l(?:uding)?)?\\.? (?:of )?vat',
  '(?:plus|\\+) ?vat',
  '含税',
  '不含税',
]

/** Words around an amount that say how it was found or whom it covers, and the note that each leaves. */
const around: readonly (readonly [RegExp, string])[] = [
  [
    startsWith(['(?:face |market |retail )?value(?: of)?', 'cost(?: of)?', 'price(?: of)?'], ':? '),
    'value.remark',
  ],
  [startsWith([...guesses, ...shortGuesses], '(?: of| at)?:? ?(?=\\D?\\d|[A-Z£$€¥])'), 'value.estimated'],
  [endsWith(['est(?:imated?)?', 'approx(?:imately)?', '左右']), 'value.estimated'],
  [/(?<=\d)ish$/iu, 'value.estimated'],
  [endsWith(perHead), 'value.each'],
  [startsWith(['每人', '人均'], ':? ?'), 'value.each'],
  [endsWith([...groups, '合计']), 'value.total'],
  [startsWith(['total(?: value)?', '合计', '共计?'], ':? ?'), 'value.total'],
  [endsWith(taxes), 'value.remark'],
  [/ ?\([^()\d]*\)$/u, 'value.remark'],
  [/ ?[*†‡]+$/u, 'value.remark'],
  [/ (?:value|retail|face value)$/iu, 'value.remark'],
]

/** The amount without the words around it, and a note for each of them. */
export function peel(text: string): { readonly text: string; readonly notes: readonly Finding[] } {
  const notes: Finding[] = []
  let rest = text
  for (const [pattern, code] of around) {
    const found = pattern.exec(rest)
    const without = found ? rest.replace(pattern, '').trim() : ''
    if (!found || !/[\d壹贰叁肆伍陆柒捌玖拾]/u.test(without)) continue
    rest = without
    notes.push({ code, params: { text: quoted(found[0]) } })
  }
  return { text: rest, notes }
}

const over = [
  'over',
  'above',
  'more than',
  'at least',
  'not less than',
  'exceed(?:s|ing)',
  'in excess of',
  'min(?:imum)?\\.?(?: of)?',
  'from',
  '>=?',
  '≥',
]
const overChinese = ['超过', '高于', '至少', '不低于', '不少于']
const under = [
  'under',
  'below',
  'less than',
  'up to',
  'not? more than',
  '(?:(?:does|did) )?not exceed(?:ing)?',
  'max(?:imum)?\\.?(?: of)?',
  '<=?',
  '≤',
]
const underChinese = ['不超过', '低于', '少于', '至多', '最多']

const bounds = [
  { known: 'at_least', pattern: startsWith([...over, ...overChinese], ' ?') },
  { known: 'at_least', pattern: endsWith(['\\+', 'or (?:more|over|above)', 'min(?:imum)?', '及?以上']) },
  { known: 'at_most', pattern: startsWith([...under, ...underChinese], ' ?') },
  { known: 'at_most', pattern: endsWith(['or (?:less|under|below)', 'max(?:imum)?', '及?以[内下]']) },
] as const

/** The bound that words such as "under" or 以上 make of an amount, and the amount without them. */
export function boundIn(
  text: string,
): { readonly known: 'at_least' | 'at_most'; readonly amount: string } | undefined {
  const found = bounds.find(({ pattern }) => pattern.test(text))
  if (!found) return undefined
  const amount = text.replace(found.pattern, '').trim()
  // "Under the £140 limit": the limit is said to be that amount.
  return { known: found.known, amount: amount.replace(/^the /i, '').replace(/ (?:limit|threshold)$/i, '') }
}
