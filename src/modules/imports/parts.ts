import { split } from '../../kernel/money.ts'
import type { NormalisedRow, RowParty, RowValue } from './domain.ts'

/**
 * A line that names several people as one row for each: the amounts add up to that of the line, to the last
 * minor unit, and each is decided and stored as a benefit of its own.
 */
export function partsOf(row: NormalisedRow): readonly NormalisedRow[] {
  const { others = [], ...alone } = row
  if (others.length === 0) return [row]
  const people = [row.recipient, ...others]
  const shares = splitValue(row.whole, people.length)
  const keys = partKeys(row)
  return people.map((recipient, i) => {
    const share = shares[i] ?? row.value
    const key = keys[i] ?? row.key
    return { ...alone, key, recipient, recipientCount: 1, value: share, whole: share }
  })
}

/** The key under which each part of a line stands: the first under that of the line. */
export function partKeys({ key, others = [] }: Pick<NormalisedRow, 'key' | 'others'>): readonly string[] {
  return [key, ...others.map((_, i) => `${key}~p${i + 2}`)]
}

/** How many benefits a row of a file makes. */
export function partCount({ others }: Pick<NormalisedRow, 'others'>): number {
  return 1 + (others?.length ?? 0)
}

/** The telephone numbers of a party of a row, one by one. */
export function phonesOf(party: Pick<RowParty, 'phone'> | undefined): readonly string[] {
  return party?.phone?.split('、') ?? []
}

/**
 * Each person that a cell names, with the title and the telephone number at the same place where there are as
 * many. One number for several is nobody's.
 */
export function eachOf(party: RowParty, names: readonly string[]): readonly RowParty[] {
  const titles = (party.title ?? '').split(/[、,，;；/]/u).map((title) => title.trim())
  const phones = phonesOf(party)
  // Two numbers make no two people of one name.
  const haveOwn = phones.length === names.length && new Set(names).size === names.length
  const { title: _, phone: __, ...unnamed } = party
  return names.map((name, i) => {
    const title = titles.length === names.length ? titles[i] : party.title
    const phone = haveOwn ? phones[i] : undefined
    return {
      ...unnamed,
      name,
      ...(title === undefined || title === '' ? {} : { title }),
      ...(phone === undefined ? {} : { phone }),
    }
  })
}

function splitValue(value: RowValue, parts: number): RowValue[] {
  if (value.known === 'between') {
    const high = split(value.high, parts)
    return split(value.low, parts).map((low, i) => ({ ...value, low, high: high[i] ?? value.high }))
  }
  return split(value.money, parts).map((money) => ({ ...value, money }))
}
