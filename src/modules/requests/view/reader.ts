import { toMoneyJson, type Money, type MoneyJson } from '../../../kernel/money.ts'
import { formatMoment } from '../../../kernel/format.ts'
import { timeAgo, timeLeft } from '../../../kernel/relative-time.ts'
import type { Instant } from '../../../kernel/time.ts'
import { requestsTexts } from '../../../texts/requests.ts'
import { fill, type Language, type TextValue } from '../../../texts/text.ts'
import type { Actor } from '../../../platform/act/actor.ts'
import type { Organisation } from '../../access/index.ts'

/** Who reads: every sentence, relative time and permission of a view is made for this person at this moment. */
export type Reader = {
  readonly actor: Actor
  readonly language: Language
  readonly now: Instant
  readonly zone: string
  readonly organisation: Organisation
}

/** A reader of sentences that name members of staff. */
export type NameReader = Pick<Reader, 'language' | 'organisation'>

export type TextKey = keyof typeof requestsTexts

/** A sentence in the reader's language. */
export function say(
  reader: Pick<Reader, 'language'>,
  key: TextKey,
  params: Record<string, TextValue> = {},
): string {
  return fill(requestsTexts[key], reader.language, params)
}

/** A sentence whose key is made from data; undefined when there is none. */
export function sayIfKnown(reader: Pick<Reader, 'language'>, key: string): string | undefined {
  return isKey(key) ? say(reader, key) : undefined
}

function isKey(key: string): key is TextKey {
  return Object.hasOwn(requestsTexts, key)
}

/** A moment as a view shows it. */
export function whenOf(reader: Reader, at: Instant) {
  const { now, zone, language } = reader
  return { at, text: formatMoment(at, zone, now), ago: timeAgo(at, { now, zone, language }) }
}

/** What is left until a deadline. */
export function deadlineOf(reader: Reader, at: Instant) {
  const { now, zone, language } = reader
  return { at, ...timeLeft(at, { now, zone, language }) }
}

/** A member of staff by id; somebody unknown keeps the id as the name, so that nothing looks anonymous. */
export function staffOf(reader: NameReader, personId: string) {
  const person = reader.organisation.people.get(personId)
  if (!person) return { id: isPersonId(personId) ? personId : 'per_000000', name: personId }
  const name = reader.language === 'en' ? person.name_en : person.name_zh
  const title = reader.language === 'en' ? person.title_en : person.title_zh
  return title ? { id: personId, name, title } : { id: personId, name }
}

function isPersonId(text: string): boolean {
  return /^[a-z]{2,8}_[0-9A-Za-z]{6,40}$/.test(text)
}

/** The sum of amounts in one currency; the currency of the first. */
export function sumOf(amounts: readonly Money[]): Money | undefined {
  const [first] = amounts
  if (!first) return undefined
  const same = amounts.filter((amount) => amount.currency === first.currency)
  return { currency: first.currency, minor: same.reduce((total, amount) => total + amount.minor, 0n) }
}

/** Money as JSON carries it, from columns. */
export function moneyOf(currency: string, minor: bigint): MoneyJson {
  return toMoneyJson({ currency: currency.trim(), minor })
}
