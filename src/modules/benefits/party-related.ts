import type { z } from 'zod'
import type { partyPage } from '../../contract/parties.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import {
  customerLabel,
  customerRef,
  loadCustomers,
  loadHousehold,
  loadPeopleOf,
  partyWord,
  sayParty,
  shownPeople,
  withMerged,
  workOf,
  type PersonSituation,
} from '../parties/index.ts'
import { findReceiverTotals, type ReceiverTotal } from './store-party-sums.ts'
import { moneyOf, type RegisterReader } from './words.ts'

type Related = z.output<typeof partyPage.answer>['related']

/** The contacts of a customer, each with what they were given, the most first. */
export async function relatedOfCustomer(
  tx: Transaction,
  reader: RegisterReader,
  customerIds: readonly string[],
): Promise<Related> {
  const ids = await loadPeopleOf(tx, customerIds, reader.today)
  const relation = sayParty(reader, 'relation.contact')
  return relatedPeople(tx, reader, new Map(ids.map((id) => [id, relation])))
}

/** Household, relatives and all employers of a person, each with their own sum. */
export async function relatedOfPerson(
  tx: Transaction,
  reader: RegisterReader,
  personId: string,
  situation: PersonSituation,
): Promise<Related> {
  const { householdId, relations, employments } = situation
  const house = householdId === undefined ? [] : await loadHousehold(tx, householdId, reader.today)
  const relatives = relations.map(
    (row) => [row.other_id, partyWord(reader, 'relation', row.relation)] as const,
  )
  const known = new Map([
    ...house.map((id) => [id, sayParty(reader, 'relation.household')] as const),
    ...relatives,
  ])
  const { members } = await withMerged(tx, [personId])
  for (const id of members) known.delete(id)
  const people = await relatedPeople(tx, reader, known)
  const employers = await Promise.all(
    workOf(employments).employerIds.map((id) => relatedEmployer(tx, reader, id)),
  )
  return [...people, ...employers.flat()]
}

async function relatedPeople(
  tx: Transaction,
  reader: RegisterReader,
  relations: ReadonlyMap<string, string>,
): Promise<Related> {
  const ids = [...relations.keys()]
  const families = await withMerged(tx, ids)
  const totals = await findReceiverTotals(tx, 'recipient_id', families.members)
  const people = await shownPeople(tx, reader, ids)
  return ids
    .map((id) => ({
      ...people.ref(id),
      relation: relations.get(id) ?? '',
      ...sumOf(totals.filter((total) => families.survivorOf(total.id) === families.survivorOf(id))),
    }))
    .toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
}

async function relatedEmployer(
  tx: Transaction,
  reader: RegisterReader,
  customerId: string,
): Promise<Related> {
  const row = (await loadCustomers(tx, [customerId])).get(customerId)
  if (!row) return []
  const { members } = await withMerged(tx, [customerId])
  const totals = await findReceiverTotals(tx, 'org_id', members)
  const label = customerLabel(reader, row)
  const relation = sayParty(reader, 'relation.employer')
  return [{ ...customerRef(row), ...(label === '' ? {} : { label }), relation, ...sumOf(totals) }]
}

/** The sum in the currency that most of it is in; amounts of two currencies have no sum without a rate. */
function sumOf(totals: readonly ReceiverTotal[]): Pick<Related[number], 'sum' | 'count'> {
  const byCurrency = Map.groupBy(totals, (total) => total.currency)
  const [currency = 'CNY'] = [...byCurrency].toSorted((a, b) => countOf(b[1]) - countOf(a[1]))[0] ?? []
  const own = byCurrency.get(currency) ?? []
  return {
    sum: moneyOf(
      currency,
      own.reduce((sum, total) => sum + total.minor, 0n),
    ),
    count: countOf(totals),
  }
}

function countOf(totals: readonly ReceiverTotal[]): number {
  return Math.max(
    0,
    totals.reduce((sum, total) => sum + total.count, 0),
  )
}
