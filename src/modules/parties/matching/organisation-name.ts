import { chineseForm, latinForm, type CompanyForm } from './company-forms.ts'
import { fold, hasHan, latinWords } from './fold.ts'
import { industryOfWord, isAllIndustry, withoutIndustries } from './industries.ts'
import { spellingOf, spellings } from './pinyin.ts'
import { regionAtStart, regionsInWords, regionNamed, type Region } from './regions.ts'

/** What the search knows of one organisation's name: 苏州 · 恒泰 · 精密 机械 · limited. */
export type OrganisationName = {
  readonly schema: 'organisation'
  readonly raw: string
  readonly isHan: boolean
  readonly regions: readonly Region[]
  /** The trade name (字号): characters, or Latin words run together. */
  readonly brand: string
  /** The trade name in Latin letters, likeliest reading first. */
  readonly brandSpellings: readonly string[]
  /** The trade name's Latin words. */
  readonly words: readonly string[]
  /** The trades, each by its Chinese word, in order. */
  readonly industries: readonly string[]
  readonly form: CompanyForm
  /** Region, trade name and trades as written, without the company form. */
  readonly core: string
  readonly coreSpellings: readonly string[]
  /** Ordinals and figures, which tell sister institutions apart. */
  readonly numbers: string
  /** First letters of the Latin words, company form left out; empty for Chinese names. */
  readonly initials: string
}

/** Takes an organisation's name apart into region, trade name, trades and company form. */
export function organisationName(raw: string): OrganisationName {
  const folded = fold(raw)
  return hasHan(folded) ? fromHan(raw, folded) : fromLatin(raw, folded)
}

function fromHan(raw: string, folded: string): OrganisationName {
  const regions: Region[] = []
  const open = folded.replace(/[((【\[《](.*?)[))】\]》]/g, (_, inside: string) => {
    const region = regionNamed(inside.trim())
    if (region) regions.push(region)
    return region ? '' : inside
  })
  const { core: withRegion, form } = chineseForm(open.replace(/[^\p{L}\p{N}]/gu, ''))
  let core = withRegion
  for (let found = regionAtStart(core); found && core.length - found.length >= 2; found = regionAtStart(core)) {
    if (regions.length >= 3) break
    regions.push(found.region)
    core = core.slice(found.length)
  }
  const tail = regionNamed(core.slice(-2))
  if (tail && regions.length === 0 && core.length >= 4) {
    regions.push(tail)
    core = core.slice(0, -2)
  }
  const generic = regions.length > 0 && isAllIndustry(core)
  const { brand, industries } = generic ? { brand: withRegion, industries: [] } : withoutIndustries(core)
  return {
    schema: 'organisation', raw, isHan: true, regions, brand, industries, form, core,
    brandSpellings: spellings(brand, 'plain'),
    words: [],
    coreSpellings: [...new Set([withRegion, core].flatMap((text) => spellings(text, 'plain').slice(0, 2)))],
    numbers: numbersIn(withRegion),
    initials: '',
  }
}

function fromLatin(raw: string, folded: string): OrganisationName {
  const all = latinWords(folded).map(spellingOf)
  const { words, form } = latinForm(all)
  const regions: Region[] = []
  const industries: string[] = []
  const brandWords: string[] = []
  for (let at = 0; at < words.length; ) {
    const place = regionsInWords(words, at)
    const isPlace = place.words > 0 && words.length > place.words
    const word = words[at] ?? ''
    const industry = industryOfWord(word)
    if (isPlace) regions.push(...place.regions)
    else if (industry !== null && words.length > 1) industries.push(industry)
    else brandWords.push(word)
    at += isPlace ? place.words : 1
  }
  const named = brandWords.length > 0 ? brandWords : words
  return {
    schema: 'organisation', raw, isHan: false, regions, industries, form,
    brand: named.join(''),
    brandSpellings: [named.join('')],
    words: named,
    core: words.join(''),
    coreSpellings: [words.join('')],
    numbers: numbersIn(words.join(' ')),
    initials: words.length >= 2 ? words.map((word) => word.charAt(0)).join('') : '',
  }
}

/** Figures and Chinese ordinals in one notation: 第三人民医院 and No. 3 both give `3`. */
function numbersIn(text: string): string {
  const figures = text.match(/\d+|第[一二三四五六七八九十]+|\b(?:xx|x?(?:ix|iv|v?i{1,3}|v)|x)\b/g) ?? []
  return figures.map((figure) => (figure.startsWith('第') ? ordinal(figure.slice(1)) : figure)).join(',')
}

function ordinal(han: string): string {
  const ten = han.indexOf('十')
  const digit = (sign: string) => '零一二三四五六七八九'.indexOf(sign)
  if (ten < 0) return String(digit(han.charAt(0)))
  return String((ten === 0 ? 1 : digit(han.charAt(0))) * 10 + (ten + 1 < han.length ? digit(han.charAt(ten + 1)) : 0))
}
