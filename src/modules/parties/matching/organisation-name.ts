import { chineseForm, latinForm, type CompanyForm } from './company-forms.ts'
import { fold, hasHan, latinWords } from './fold.ts'
import { industryAtLatinEnd, industryOfWord, isAllIndustry, withoutIndustries } from './industries.ts'
import { asSyllables, spellingOf, spellings } from './pinyin.ts'
import {
  mayFollow,
  regionAtStart,
  regionNamed,
  regionsAtLatinStart,
  regionsInWords,
  type Region,
} from './regions.ts'

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
  const folded = fold(raw).replace(
    /第([一二三四五六七八九十]{1,3})/g,
    (_, numeral: string) => `第${ordinal(numeral)}`,
  )
  return hasHan(folded) ? fromHan(raw, folded) : fromLatin(raw, folded)
}

function fromHan(raw: string, folded: string): OrganisationName {
  const regions: Region[] = []
  const open = folded.replace(/[((【[《](.*?)[))】\]》]/g, (_, inside: string) => {
    const region = regionNamed(inside.trim())
    if (region) regions.push(region)
    return region ? '' : inside
  })
  const { core: withRegion, form } = chineseForm(open.replace(/[^\p{L}\p{N}]/gu, ''))
  let core = withRegion
  for (
    let found = regionAtStart(core);
    found && core.length - found.length >= 2;
    found = regionAtStart(core)
  ) {
    const isBare = found.length === found.region.name.length
    if (!mayFollow(regions, [found.region])) break
    if (regions.length > 0 && isBare && isAllIndustry(core.slice(found.length))) break
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
    schema: 'organisation',
    raw,
    isHan: true,
    regions,
    brand,
    industries,
    form,
    core,
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
  const { regions, industries, brandWords } = sortWords(words)
  const named = brandWords.length > 0 ? brandWords : words
  return {
    schema: 'organisation',
    raw,
    isHan: false,
    regions,
    industries,
    form,
    brand: named.join(''),
    brandSpellings: [named.join('')],
    words: named,
    core: words.join(''),
    coreSpellings: [words.join('')],
    numbers: numbersIn(words.join(' ')),
    initials: words.length >= 2 ? words.map((word) => word.charAt(0)).join('') : '',
  }
}

type SortedWords = { regions: Region[]; industries: string[]; brandWords: string[] }

/**
 * Sorts Latin words into places, trades and the trade name. A place in the middle of a name is a trade name
 * (Datong, Ruian).
 */
function sortWords(words: readonly string[]): SortedWords {
  const sorted: SortedWords = { regions: [], industries: [], brandWords: [] }
  let lastPlace: { words: readonly string[]; before: Region[] } | undefined
  for (let at = 0; at < words.length;) {
    const word = words[at] ?? ''
    const place = regionsInWords(words, at)
    const standsRight = sorted.brandWords.length === 0 || at + place.words === words.length
    const isPlace =
      place.words > 0 && words.length > place.words && standsRight && mayFollow(sorted.regions, place.regions)
    const industry = isPlace || words.length === 1 ? null : industryOfWord(word)
    if (isPlace) {
      lastPlace = { words: words.slice(at, at + place.words), before: [...sorted.regions] }
      sorted.regions.push(...place.regions)
    } else if (industry !== null) sorted.industries.push(industry)
    else sorted.brandWords.push(word)
    at += isPlace ? place.words : 1
  }
  if (sorted.brandWords.length === 0 && lastPlace && lastPlace.before.length > 0) {
    return { ...sorted, regions: lastPlace.before, brandWords: [...lastPlace.words] }
  }
  return sorted.brandWords.length === 1 ? runTogether(sorted) : sorted
}

/** Takes places and trades out of pinyin in one word: `suzhouhengtaijixie`. */
function runTogether(sorted: SortedWords): SortedWords {
  let letters = sorted.brandWords[0] ?? ''
  if (letters.length < 9 || asSyllables(letters) === null) return sorted
  const place = sorted.regions.length === 0 ? regionsAtLatinStart(letters) : { regions: [], length: 0 }
  letters = letters.slice(place.length)
  const trades: string[] = []
  for (let found = industryAtLatinEnd(letters); found; found = industryAtLatinEnd(letters)) {
    trades.unshift(found.industry)
    letters = letters.slice(0, -found.length)
  }
  return {
    regions: [...sorted.regions, ...place.regions],
    industries: [...trades, ...sorted.industries],
    brandWords: [letters],
  }
}

/** Figures and Roman numerals; Chinese ordinals were made figures before (第三人民医院 is 第3). */
function numbersIn(text: string): string {
  return (text.match(/\d+|\b(?:xx|x?(?:ix|iv|v?i{1,3}|v)|x)\b/g) ?? []).join(',')
}

function ordinal(han: string): string {
  const ten = han.indexOf('十')
  const digit = (sign: string) => '零一二三四五六七八九'.indexOf(sign)
  if (ten < 0) return String(digit(han.charAt(0)))
  return String(
    (ten === 0 ? 1 : digit(han.charAt(0))) * 10 + (ten + 1 < han.length ? digit(han.charAt(ten + 1)) : 0),
  )
}
