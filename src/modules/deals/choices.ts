import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { withMerged } from '../parties/index.ts'
import { tenderStanding } from './domain.ts'
import { isInForce, sayDeal, type DealReader } from './queries.ts'
import { loadDeals, loadEventsOn } from './store.ts'

/** One agreement, open matter or event that a benefit may be a part of. */
export type DealChoice = { readonly id: string; readonly title: string }

/** The open matters of a customer and the agreements in force with it on a day. */
export async function dealsToChoose(
  tx: Transaction,
  reader: Pick<DealReader, 'language'>,
  customerId: string,
  day: LocalDate,
): Promise<DealChoice[]> {
  const { members } = await withMerged(tx, [customerId])
  const rows = await loadDeals(tx, { customerIds: members, personIds: [], eventIds: [] })
  const tenders = rows.tenders.flatMap((row) => {
    const { state, matter } = tenderStanding([row], [], day)
    if (state === 'none') return []
    const title = sayDeal(reader, 'deal.tender', {
      matter: sayDeal(reader, `matter.${matter}`),
      title: row.title,
    })
    return [{ id: row.id, title }]
  })
  const agreements = rows.agreements.filter((row) => isInForce(row, day))
  return [
    ...tenders,
    ...agreements.map(({ id, number, title }) => ({
      id,
      title: sayDeal(reader, 'deal.agreement', { number, title }),
    })),
  ]
}

/** The events that take place on a day, the earliest first. What was cut is told by `isWhole`. */
export async function eventsToChoose(
  tx: Transaction,
  reader: Pick<DealReader, 'language'>,
  day: LocalDate,
): Promise<{ readonly choices: readonly DealChoice[]; readonly isWhole: boolean }> {
  const { rows, isWhole } = await loadEventsOn(tx, day)
  const choices = rows.map(({ id, title, from_on: from }) => ({
    id,
    title: sayDeal(reader, 'event.choice', { title, from }),
  }))
  return { choices, isWhole }
}
