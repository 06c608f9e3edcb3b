import { isAbbreviation } from './distance.ts'
import { pinyinLikeness, wordsLikeness } from './latin-alike.ts'
import type { OrganisationName } from './organisation-name.ts'
import { compareRegions } from './regions.ts'
import type { NameEvidence } from './score.ts'
import { differenceOf } from './written-alike.ts'

/**
 * How far two names may be one organisation's, by the names alone: the trade name decides, the rest confirms.
 */
export function compareOrganisationNames(one: OrganisationName, other: OrganisationName): NameEvidence {
  if (one.core === '' || other.core === '') return { likeness: 0, reason: 'name.other' }
  const brand = compareBrands(one, other)
  const places = compareRegions(one.regions, other.regions)
  const trades = compareIndustries(one.industries, other.industries)
  const isConfirmed = places === 'same' && one.industries.length > 0 && other.industries.length > 0
  const confirmed = !isConfirmed ? 0 : trades === 'same' ? 0.04 : trades === 'shorter' ? 0.03 : 0
  const likeness =
    brand.likeness + confirmed * brand.likeness - placeCost[places] - tradeCost[trades] - formCost(one, other)
  const numbersClash =
    one.numbers !== other.numbers && (one.numbers === '' ? 0.08 : other.numbers === '' ? 0.08 : 0.5)
  return {
    likeness: clamp(likeness - (numbersClash === false ? 0 : numbersClash)),
    reason: reasonOf(brand, places, trades),
  }
}

type Trades = 'same' | 'shorter' | 'silent' | 'partly' | 'other'

/**
 * A sister company in another city, or in another trade, carries the same trade name: a candidate, not a
 * match.
 */
const placeCost = { same: 0, inside: 0.03, silent: 0.05, other: 0.32 }
const tradeCost = { same: 0, shorter: 0.03, silent: 0.08, partly: 0.16, other: 0.3 }

function compareBrands(one: OrganisationName, other: OrganisationName): NameEvidence {
  const options: NameEvidence[] = []
  if (one.isHan && other.isHan) options.push(...hanBrands(one, other))
  else if (one.isHan || other.isHan) options.push(spelt(one, other))
  else options.push(latinBrands(one, other))
  if (one.brand === other.brand) options.push({ likeness: 1, reason: 'name.same' })
  return options.reduce((best, next) => (next.likeness > best.likeness ? next : best))
}

function hanBrands(one: OrganisationName, other: OrganisationName): NameEvidence[] {
  const options = [hanLikeness(one.brand, other.brand)]
  const shorter = Math.min(one.brand.length, other.brand.length)
  const start = differenceOf(one.brand.slice(0, shorter), other.brand.slice(0, shorter))
  if (one.brand.length !== other.brand.length && start.cost < 0.5 && shorter >= 2) {
    const whole = hanLikeness(wholeOf(one), wholeOf(other))
    options.push(whole, { likeness: 0.88 - start.cost / shorter, reason: 'name.short' })
  }
  const silentPlace = one.regions.length === 0 || other.regions.length === 0
  if (silentPlace && one.regions.length !== other.regions.length) {
    options.push(hanLikeness(placed(one), placed(other)))
  }
  const [short, long] = one.core.length <= other.core.length ? [one, other] : [other, one]
  if (short.core.length <= 5 && isAbbreviation(short.core, placed(long) + long.industries.join(''))) {
    options.push({ likeness: 0.9, reason: 'name.abbreviation' })
  }
  return options
}

function hanLikeness(one: string, other: string): NameEvidence {
  const { cost, kind } = differenceOf(one, other)
  const length = Math.max(one.length, other.length)
  const reasons = {
    same: 'name.same',
    sound: 'name.sound',
    shape: 'name.shape',
    order: 'name.order',
    other: 'name.near',
  } as const
  const likeness = 1 - cost / length
  return { likeness: kind === 'other' && length <= 3 ? likeness - 0.1 : likeness, reason: reasons[kind] }
}

/** Region and trade name as one run of characters, for a region that was mistyped and so not understood. */
function placed(name: OrganisationName): string {
  const regions = name.regions.map((region) => region.name).join('')
  return name.brand.startsWith(regions) ? name.brand : regions + name.brand
}

function wholeOf(name: OrganisationName): string {
  return name.brand + name.industries.join('')
}

/** Characters against Latin letters: by trade name, and by the whole name when it is all pinyin. */
function spelt(one: OrganisationName, other: OrganisationName): NameEvidence {
  const [han, latin] = one.isHan ? [one, other] : [other, one]
  let best = 0
  for (const spelling of han.brandSpellings) best = Math.max(best, pinyinLikeness(latin.brand, spelling))
  let whole = 0
  for (const spelling of han.coreSpellings) whole = Math.max(whole, startLikeness(latin.core, spelling))
  const likeness = Math.max(best, whole) * 0.96
  return { likeness, reason: likeness > 0.95 ? 'name.pinyin' : 'name.pinyin_near' }
}

/** The shorter of two spellings against the beginning of the longer, for short forms in pinyin. */
function startLikeness(one: string, other: string): number {
  const length = Math.min(one.length, other.length)
  if (length < 8) return pinyinLikeness(one, other)
  const ended = one.length === other.length ? 0 : 0.03
  return Math.max(
    pinyinLikeness(one, other),
    pinyinLikeness(one.slice(0, length), other.slice(0, length)) - ended,
  )
}

function latinBrands(one: OrganisationName, other: OrganisationName): NameEvidence {
  const likeness = wordsLikeness(one.words, other.words, 0.14)
  if (one.initials !== '' && other.core === one.initials)
    return { likeness: 0.92, reason: 'name.abbreviation' }
  if (other.initials !== '' && one.core === other.initials)
    return { likeness: 0.92, reason: 'name.abbreviation' }
  return { likeness, reason: likeness === 1 ? 'name.same' : 'name.near' }
}

function compareIndustries(ours: readonly string[], theirs: readonly string[]): Trades {
  if (ours.length === 0 || theirs.length === 0) return ours.length === theirs.length ? 'same' : 'silent'
  const same = ours.filter((trade) =>
    theirs.some((other) => trade === other || soundsLike(trade, other)),
  ).length
  if (same === ours.length && same === theirs.length) return 'same'
  if (same === ours.length || same === theirs.length) return 'shorter'
  return same > 0 ? 'partly' : 'other'
}

function soundsLike(one: string, other: string): boolean {
  return one.length === other.length && differenceOf(one, other).cost <= 0.5
}

function formCost(one: OrganisationName, other: OrganisationName): number {
  const kinds = one.form.kind !== other.form.kind && isStated(one) && isStated(other) ? 0.04 : 0
  const groups = one.form.group === other.form.group ? 0 : 0.04
  const branches = one.form.branch === other.form.branch ? 0 : 0.1
  return kinds + groups + branches
}

function isStated(name: OrganisationName): boolean {
  return name.form.kind === 'limited' || name.form.kind === 'shares'
}

function reasonOf(
  brand: NameEvidence,
  places: keyof typeof placeCost,
  trades: Trades,
): NameEvidence['reason'] {
  if (places === 'other') return 'name.other_place'
  if (trades === 'other') return 'name.other_trade'
  return brand.reason === 'name.same' && (trades !== 'same' || places !== 'same')
    ? 'name.short'
    : brand.reason
}

function clamp(value: number): number {
  return Math.max(0, Math.min(1, value))
}
