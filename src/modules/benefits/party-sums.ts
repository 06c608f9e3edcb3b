import type { z } from 'zod'
import type { partyPage } from '../../contract/parties.ts'
import { addDays } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { sayParty } from '../parties/index.ts'
import { isSeen } from './party-lines.ts'
import { findNetGroups, type NetGroup } from './store-party-sums.ts'
import type { Receiver } from './store-party.ts'
import { entityName, formWord, moneyOf, type RegisterReader } from './words.ts'

type Page = z.output<typeof partyPage.answer>
type Slice = Page['byYear'][number]
type Sums = Pick<Page, 'totals' | 'byYear' | 'byKind' | 'byEntity'>

/**
 * All sums of a party, over all our entities and apart by currency, because amounts of two currencies have
 * no sum without a rate. What we received from them is a total of its own and in none of the others.
 */
export async function partySums(tx: Transaction, reader: RegisterReader, receiver: Receiver): Promise<Sums> {
  const { today } = reader
  const groups = await findNetGroups(tx, receiver, { after: addDays(today, -365), until: today })
  const given = groups.filter((group) => group.direction === 'given')
  const received = groups.filter((group) => group.direction === 'received')
  return {
    totals: [
      ...givenTotals(reader, given),
      ...totalsOf(reader, received, sayParty(reader, 'window.received')),
    ],
    byYear: slices(reader, given, latestFirst, (group) => ({
      key: String(group.year),
      word: String(group.year),
    })),
    byKind: slices(reader, given, largestFirst, (group) => ({
      key: group.form,
      word: formWord(reader, group.form),
    })),
    byEntity: slices(reader, given, largestFirst, (group) => entitySlice(reader, group.entityId)),
  }
}

/** Sister companies are one slice: it keeps their sum and tells neither their names nor how many they are. */
function entitySlice(reader: RegisterReader, entityId: string | null) {
  const isNamed = entityId !== null && isSeen(reader, entityId)
  if (!isNamed) return { key: '', word: sayParty(reader, 'line.sister') }
  return { key: entityId, word: entityName(reader, entityId) }
}

function givenTotals(reader: RegisterReader, given: readonly NetGroup[]): Page['totals'] {
  const year = Number(reader.today.slice(0, 4))
  const recent = given.map((group) => ({ ...group, count: group.recentCount, minor: group.recentMinor }))
  return [
    ...totalsOf(reader, recent, sayParty(reader, 'window.year'), currenciesOf(given)),
    ...totalsOf(
      reader,
      given.filter((group) => group.year === year),
      sayParty(reader, 'window.calendar'),
      currenciesOf(given),
    ),
    ...totalsOf(reader, given, sayParty(reader, 'window.all'), currenciesOf(given)),
  ]
}

/** The currencies of a party, the most used first; the renminbi where nothing is on record. */
function currenciesOf(groups: readonly NetGroup[]): string[] {
  const counts = new Map<string, number>()
  for (const { currency, count } of groups) counts.set(currency, (counts.get(currency) ?? 0) + count)
  const known = [...counts].toSorted((a, b) => b[1] - a[1]).map(([currency]) => currency)
  return known.length === 0 ? ['CNY'] : known
}

function totalsOf(
  reader: RegisterReader,
  groups: readonly NetGroup[],
  window: string,
  currencies: readonly string[] = groups.length === 0 ? [] : currenciesOf(groups),
): Page['totals'] {
  return currencies.map((currency, i) => {
    const own = groups.filter((group) => group.currency === currency)
    return {
      window: i === 0 ? window : sayParty(reader, 'window.currency', { window, currency }),
      sum: moneyOf(
        currency,
        own.reduce((sum, group) => sum + group.minor, 0n),
      ),
      count: countOf(own.reduce((sum, group) => sum + group.count, 0)),
    }
  })
}

function slices(
  reader: RegisterReader,
  groups: readonly NetGroup[],
  order: (a: Slice, b: Slice) => number,
  keyOf: (group: NetGroup) => { key: string; word: string },
): Slice[] {
  return currenciesOf(groups).flatMap((currency, i) => {
    const own = groups.filter((group) => group.currency === currency)
    const byKey = [...Map.groupBy(own, (group) => keyOf(group).key)].map(([key, members]) => {
      const [first] = members
      const word = first ? keyOf(first).word : key
      return {
        key,
        word: i === 0 ? word : sayParty(reader, 'window.currency', { window: word, currency }),
        count: countOf(members.reduce((sum, group) => sum + group.count, 0)),
        minor: members.reduce((sum, group) => sum + group.minor, 0n),
      }
    })
    const most = byKey.reduce((max, each) => (each.minor > max ? each.minor : max), 1n)
    const shown = byKey.map(({ key, word, count, minor }) => {
      const share = minor > 0n ? Number((minor * 1000n) / most) : 0
      return { key, word, count, sum: moneyOf(currency, minor), share }
    })
    return shown.toSorted(order)
  })
}

/** A span in which more was taken back than given has its amount below zero, but no number of benefits. */
function countOf(net: number): number {
  return Math.max(0, net)
}

const latestFirst = (a: Slice, b: Slice) => (a.key < b.key ? 1 : -1)
const largestFirst = (a: Slice, b: Slice) => b.share - a.share || (a.word < b.word ? -1 : 1)
