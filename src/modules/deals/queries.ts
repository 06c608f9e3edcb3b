import type { z } from 'zod'
import type { customerDeals } from '../../contract/deals.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { dealsTexts } from '../../texts/deals.ts'
import { fill, type Language } from '../../texts/text.ts'
import { nameOf, type Organisation } from '../access/index.ts'
import { withMerged } from '../parties/index.ts'
import { tenderStanding, type TenderStanding } from './domain.ts'
import { loadDeals, type DealRows } from './store.ts'
import type { AgreementRow, TenderRow } from './tables.ts'

/** For whom and as of when deals are put into words. */
export type DealReader = {
  readonly organisation: Organisation
  readonly language: Language
  readonly today: LocalDate
}

type CustomerDeals = z.output<typeof customerDeals.answer>

/** The agreements and open matters of a customer and of all that were merged into it. */
export async function customerDealsOf(
  tx: Transaction,
  reader: DealReader,
  customerId: string,
): Promise<CustomerDeals> {
  const rows = await dealsOf(tx, customerId)
  return {
    agreements: rows.agreements.map((row) => agreementJson(reader, rows, row)),
    tenders: rows.tenders.map((row) => tenderJson(reader, row)),
  }
}

async function dealsOf(tx: Transaction, customerId: string): Promise<DealRows> {
  const { members } = await withMerged(tx, [customerId])
  return loadDeals(tx, { customerIds: members, personIds: [], eventIds: [] })
}

function agreementJson(
  reader: DealReader,
  rows: DealRows,
  row: AgreementRow,
): CustomerDeals['agreements'][number] {
  const entity = reader.organisation.entities.get(row.entity_id)
  return {
    agreementId: row.id,
    number: row.number,
    title: row.title,
    entity: entity ? nameOf(entity, reader.language) : row.entity_id,
    signedOn: row.signed_on,
    fromOn: row.from_on,
    ...(row.until_on === null ? {} : { untilOn: row.until_on }),
    isInForce: isInForce(row, reader.today),
    clauses: rows.clauses
      .filter((clause) => clause.agreement_id === row.id)
      .map((clause) => ({
        clauseId: clause.id,
        number: clause.number,
        form: clause.form,
        text: clause.text,
        ...(clause.rate_percent === null ? {} : { ratePercent: clause.rate_percent }),
        isPublished: clause.is_published,
      })),
  }
}

function tenderJson(reader: DealReader, row: TenderRow): CustomerDeals['tenders'][number] {
  const { state } = tenderStanding([row], [], reader.today)
  const ended = row.awarded_on ?? row.closed_on
  // The database holds the list of matters, so the text is one of them.
  const matter = row.matter as CustomerDeals['tenders'][number]['matter']
  return {
    tenderId: row.id,
    matter,
    word: sayDeal(reader, `matter.${matter}`),
    title: row.title,
    announcedOn: row.announced_on,
    ...(ended === null ? {} : { endedOn: ended }),
    state,
    stateWord: sayDeal(reader, `standing.${state}`),
    governmentProcurement: row.government_procurement,
  }
}

/** One open matter or agreement in two lines, for the page of a customer. */
export type DealLine = { readonly title: string; readonly text: string; readonly tone: 'info' | 'warn' }

/** What stands between us and customers now: open matters first, then the agreements in force. */
export async function openDeals(
  tx: Transaction,
  reader: DealReader,
  customerIds: readonly string[],
): Promise<DealLine[]> {
  const rows = await loadDeals(tx, { customerIds, personIds: [], eventIds: [] })
  const tenders = rows.tenders.flatMap((row) => tenderLine(reader, row) ?? [])
  const agreements = rows.agreements.filter((row) => isInForce(row, reader.today))
  return [...tenders, ...agreements.map((row) => agreementLine(reader, rows, row))]
}

/** Where the open matters of each customer stand on a day; those of merged records count for the survivor. */
export async function standingsOf(
  tx: Transaction,
  customerIds: readonly string[],
  day: LocalDate,
): Promise<Map<string, TenderStanding>> {
  const { members, survivorOf } = await withMerged(tx, customerIds)
  const { tenders } = await loadDeals(tx, { customerIds: members, personIds: [], eventIds: [] })
  return new Map(
    [...Map.groupBy(tenders, (row) => survivorOf(row.customer_id))].map(([id, own]) => [
      id,
      tenderStanding(own, [], day),
    ]),
  )
}

function tenderLine(reader: DealReader, row: TenderRow): DealLine | undefined {
  const { state, matter, awardedOn } = tenderStanding([row], [], reader.today)
  if (state === 'none') return undefined
  const key = awardedOn === undefined ? 'deal.tender_open' : 'deal.tender_awarded'
  return {
    title: sayDeal(reader, 'deal.tender', { matter: sayDeal(reader, `matter.${matter}`), title: row.title }),
    text: sayDeal(reader, key, {
      state: sayDeal(reader, `standing.${state}`),
      day: awardedOn ?? row.announced_on,
    }),
    tone: 'warn',
  }
}

function agreementLine(reader: DealReader, rows: DealRows, row: AgreementRow): DealLine {
  const count = rows.clauses.filter((clause) => clause.agreement_id === row.id).length
  const { number, title, from_on: from, until_on: until } = row
  return {
    title: sayDeal(reader, 'deal.agreement', { number, title }),
    text:
      until === null
        ? sayDeal(reader, 'deal.open_ended', { from, count })
        : sayDeal(reader, 'deal.dates', { from, until, count }),
    tone: 'info',
  }
}

/** True for an agreement that binds on a day. */
export function isInForce(row: AgreementRow, day: LocalDate): boolean {
  return row.state === 'active' && row.from_on <= day && (row.until_on === null || day <= row.until_on)
}

/** A sentence about deals in the reader's language. */
export function sayDeal(
  reader: Pick<DealReader, 'language'>,
  key: keyof typeof dealsTexts,
  params: Record<string, string | number> = {},
): string {
  return fill(dealsTexts[key], reader.language, params)
}
