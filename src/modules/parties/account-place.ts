import { liesIn, readCity, readProvince } from '../../kernel/provinces.ts'
import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import { readPhones } from './matching/phones.ts'

/** What a bank may ask of a payee beside the account: as it is stated. */
export type RouteGiven = {
  /** The clearing number of the bank (联行号). */
  readonly cnaps?: string | undefined
  /** Where the bank is, by the names of GB/T 2260, in full or for short; both or none. */
  readonly province?: string | undefined
  readonly city?: string | undefined
  /** On which the bank tells the payee; taken only where a template of ours requires it. */
  readonly phone?: string | undefined
}

/** The same as a version of an account keeps it. */
export type Route = {
  readonly cnaps: string | null
  readonly province: string | null
  readonly city: string | null
  readonly phone: string | null
}

/** An account as it stands: what one that is stated again is held against. */
export type RouteStanding = Route & { readonly bank: string; readonly number: string }

type AtBank = { readonly bank: string; readonly number: string }

type Stated = RouteGiven & AtBank

/**
 * What a new version keeps of the way to its bank. What is not said again stays as it was last verified with
 * the same number and bank, so that adding one thing loses no other. What nobody has verified is not taken
 * over: whoever stated it could verify their own words in the version of another. A phone, which is
 * personal, is kept only while somebody states it.
 */
export function readRoute(
  given: Stated,
  verified: RouteStanding | undefined,
  takesPhone: boolean,
): Route | Refusal {
  const place = placeOf(given)
  if (isRefusal(place)) return place
  const phone = phoneOf(given, takesPhone)
  if (isRefusal(phone)) return phone
  const same = verified && isSameAccount(verified, given) ? verified : undefined
  return {
    cnaps: given.cnaps ?? same?.cnaps ?? null,
    province: place?.province ?? same?.province ?? null,
    city: place?.city ?? same?.city ?? null,
    phone: phone ?? null,
  }
}

/** Whether a statement says nothing that is not on record. */
export function isOnRecord(given: Stated, route: Route, now: RouteStanding | undefined): boolean {
  if (!now || !isSameAccount(now, given) || route.phone !== (now.phone ?? null)) return false
  const isSame = (said: string | undefined, name: 'cnaps' | 'province' | 'city') =>
    said === undefined || route[name] === now[name]
  return isSame(given.cnaps, 'cnaps') && isSame(given.province, 'province') && isSame(given.city, 'city')
}

/** The same number at the same bank, however blanks and letters of its name are written. */
export function isSameAccount(one: AtBank, other: AtBank): boolean {
  return one.number === other.number && plainBank(one.bank) === plainBank(other.bank)
}

/** The name of a bank as it is compared. */
export function plainBank(bank: string): string {
  return bank.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase()
}

function placeOf({ province, city }: Stated): { province: string; city: string } | Refusal | undefined {
  if (province === undefined && city === undefined) return undefined
  if (province === undefined) return refuse('parties.place_incomplete', {}, '/body/province')
  if (city === undefined) return refuse('parties.place_incomplete', {}, '/body/city')
  const region = readProvince(province)
  if (region === undefined) return refuse('parties.province_unknown', { text: province }, '/body/province')
  const read = readCity(city)
  if (read === undefined) return refuse('parties.city_wrong', { text: city }, '/body/city')
  return liesIn(read, region)
    ? { province: region.name, city: read }
    : refuse('parties.city_elsewhere', { city: read, province: region.name }, '/body/city')
}

/** No refusal repeats a phone: it would stand in the log for good. */
function phoneOf({ phone }: Stated, takesPhone: boolean): string | Refusal | undefined {
  if (phone === undefined) return undefined
  if (!takesPhone) return refuse('parties.phone_not_asked', {}, '/body/phone')
  const { numbers, isWhole } = readPhones(phone)
  const [number = '', ...more] = numbers
  const isPhone = isWhole && more.length === 0 && /^(1[3-9]\d{9}|0\d{2,3}-\d{7,8})$/.test(number)
  return isPhone ? number : refuse('parties.phone_wrong', {}, '/body/phone')
}
