import type { z } from 'zod'
import type { partyPage } from '../../contract/parties.ts'
import { formatMoney } from '../../kernel/format.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import {
  loadCustomers,
  loadSharedWork,
  sayParty,
  withMerged,
  workOf,
  type PersonSituation,
} from '../parties/index.ts'
import { ownBook } from './domain.ts'
import { withEmployers } from './fact-lines.ts'
import { countsOn, type HistoryLine } from './history-lines.ts'
import { loadHistory } from './store.ts'
import type { RegisterReader } from './words.ts'

type Flags = z.output<typeof partyPage.answer>['flags']

/** Says on the page of a person with several employers that what they get counts for each of them. */
export async function employersFlag(
  tx: Transaction,
  reader: RegisterReader,
  { employments }: PersonSituation,
): Promise<Flags> {
  const { employerIds } = workOf(employments)
  if (employerIds.length < 2) return []
  const rows = await loadCustomers(tx, employerIds)
  const names = employerIds.flatMap((id) => rows.get(id)?.short_name ?? rows.get(id)?.name ?? [])
  return [
    {
      word: sayParty(reader, 'flag.employers'),
      text: sayParty(reader, 'flag.text.employers', { names: joined(reader, names) }),
      tone: 'info',
      source: sayParty(reader, 'source.register'),
    },
  ]
}

/**
 * Says on the page of a customer what its people got under another employer of theirs: it is not among the
 * lines of the page, and the limits count it all the same.
 */
export async function countedHereFlag(
  tx: Transaction,
  reader: RegisterReader,
  customerIds: readonly string[],
): Promise<Flags> {
  const { personIds, employersOn } = await loadSharedWork(tx, customerIds)
  if (personIds.length === 0) return []
  const people = await withMerged(tx, personIds)
  const nothing = { householdIds: [], orgIds: [], dealIds: [], eventIds: [] }
  const lines = await loadHistory(tx, ownBook, { ...nothing, recipientIds: people.members })
  const counted = lines.filter((line) => {
    if (customerIds.includes(line.orgId ?? '') || !countsOn(line, reader.today)) return false
    const recipient = people.survivorOf(line.recipientId)
    const isRecipient = (id: string) => people.survivorOf(id) === recipient
    const read = withEmployers(line, (_, day) => employersOn(isRecipient, day))
    return read.orgIds?.some((id) => customerIds.includes(id)) === true
  })
  if (counted.length === 0) return []
  const params = { amount: joined(reader, sumsOf(counted)), count: counted.length }
  return [
    {
      word: sayParty(reader, 'flag.counted_here'),
      text: sayParty(reader, 'flag.text.counted_here', params),
      tone: 'info',
      source: sayParty(reader, 'source.register'),
    },
  ]
}

/** One sum for each currency; amounts of two have no sum without a rate. */
function sumsOf(lines: readonly HistoryLine[]): string[] {
  return [...Map.groupBy(lines, (line) => line.currency)].map(([currency, own]) =>
    formatMoney({ currency, minor: own.reduce((sum, line) => sum + line.minor, 0n) }),
  )
}

function joined({ language }: RegisterReader, parts: readonly string[]): string {
  return parts.join(language === 'en' ? ', ' : '、')
}
