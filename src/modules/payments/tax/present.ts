import type { z } from 'zod'
import type { taxSchedule } from '../../../contract/tax.ts'
import { toMoneyJson, type MoneyJson } from '../../../kernel/money.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { taxTexts } from '../../../texts/tax.ts'
import type { Language } from '../../../texts/text.ts'
import type { GivenBenefit } from '../../benefits/index.ts'
import { partyRefs } from '../../parties/index.ts'
import { requestsOfBenefits } from '../../requests/index.ts'
import { chargeJson, permissionFor, type ChargeAsked, type TaxReader } from './charge-present.ts'
import { headingsOf, isByPerson, sayTax, type Heading } from './headings.ts'
import { readYearAt, type ReadYear } from './read-year.ts'
import { sharesOf, type TaxedShare } from './recipients.ts'
import type { TaxedLine } from './schedule.ts'

type ScheduleJson = z.output<typeof taxSchedule.answer>
type Stated = NonNullable<ScheduleJson['stated']>
type LineJson = ScheduleJson['sections'][number]['lines'][number]

const linesShown = 50

/** The schedule of a year as it stands at a moment. */
export async function taxScheduleFor(
  deps: Parameters<typeof readYearAt>[0],
  tx: Transaction,
  reader: TaxReader,
  asked: Parameters<typeof readYearAt>[2],
): Promise<ScheduleJson> {
  return scheduleJson(tx, reader, asked, await readYearAt(deps, tx, asked))
}

/** The schedule as its screen shows it: each heading with its largest lines. */
export async function scheduleJson(
  tx: Transaction,
  reader: TaxReader,
  asked: ChargeAsked,
  read: ReadYear,
): Promise<ScheduleJson> {
  const { entityId } = asked
  const { schedule, stated } = read
  const { year, currency } = schedule.year
  const headings = headingsOf(schedule, reader.language)
  const shown = headings.map(({ lines }) => largestOf(lines))
  const withheld = headings.flatMap(({ key }, i) => (isByPerson(key) ? (shown[i] ?? []) : []))
  const named = await namesFor(tx, shown.flat(), withheld, read.benefits)
  return {
    year,
    entityId,
    isForecast: schedule.isForecast,
    ...(stated ? { stated: statedJson(stated) } : {}),
    sections: headings.map((heading, i) => ({
      ...heading,
      lines: (shown[i] ?? []).map((line) => lineJson(line, heading, named, currency)),
    })),
    open: openPoints(read, reader.language),
    charge: await chargeJson(tx, reader, asked, read),
    state: permissionFor(reader, 'payments.set_tax_year', entityId),
    export: permissionFor(reader, 'payments.tax_file', entityId),
  }
}

function largestOf(lines: readonly TaxedLine[]): TaxedLine[] {
  return lines.toSorted((a, b) => (a.line.minor < b.line.minor ? 1 : -1)).slice(0, linesShown)
}

function statedJson(row: NonNullable<ReadYear['stated']>): Stated {
  const { currency } = row
  return {
    version: row.version,
    ...(row.revenue_minor === null ? {} : { revenue: toMoneyJson({ currency, minor: row.revenue_minor }) }),
    ...(row.revenue_up_to === null ? {} : { revenueUpTo: row.revenue_up_to }),
    // The database holds both lists.
    sector: row.sector as Stated['sector'],
    publicityCarriedIn: toMoneyJson({ currency, minor: row.publicity_carried_minor }),
    bearing: row.tax_bearing as Stated['bearing'],
    isWithoutVat: row.is_without_vat,
    vatRate: row.vat_rate,
    source: row.source,
  }
}

const rateNames: Readonly<Record<string, keyof typeof taxTexts>> = {
  entertainment: 'tax.entertainment',
  publicity: 'tax.publicity',
  withholding: 'tax.withholding',
  deemed_sale: 'tax.deemed_sale',
}

/** What the schedule leaves open, each with what to do. */
function openPoints({ stated, schedule, unconverted, otherYears }: ReadYear, language: Language): string[] {
  const hasRevenue = (stated?.revenue_minor ?? null) !== null
  const names = schedule.missingRates.map((key) => sayTax(language, rateNames[key] ?? 'tax.publicity'))
  const count = unconverted.length
  return [
    ...(hasRevenue ? [] : [sayTax(language, 'tax.open.revenue')]),
    ...names.map((name) => sayTax(language, 'tax.open.rate', { name })),
    ...(count === 0 ? [] : [sayTax(language, 'tax.open.unconverted', { count })]),
    ...(['later', 'earlier'] as const).flatMap((key) =>
      otherYears[key].count === 0 ? [] : [sayTax(language, `tax.open.back_${key}`, otherYears[key])],
    ),
    ...(schedule.isForecast ? [sayTax(language, 'tax.open.forecast')] : []),
  ]
}

/** What lines are called: the benefit, its request, its customer, and who is taxed. */
export type Named = {
  readonly benefits: ReadonlyMap<string, GivenBenefit>
  readonly requests: ReadonlyMap<string, string>
  readonly parties: Awaited<ReturnType<typeof partyRefs>>
  readonly shares: ReadonlyMap<TaxedLine, readonly TaxedShare[]>
}

/** Loads what these lines are called. */
export async function namesFor(
  tx: Transaction,
  lines: readonly TaxedLine[],
  withheld: readonly TaxedLine[],
  benefits: ReadonlyMap<string, GivenBenefit>,
): Promise<Named> {
  const ids = [...new Set(lines.map(({ line }) => line.benefitId))]
  const shares = await sharesOf(tx, withheld, benefits)
  const taxed = [...shares.values()].flat().flatMap(({ recipientId }) => recipientId ?? [])
  const customers = ids.flatMap((id) => benefits.get(id)?.customer_id ?? [])
  const parties = await partyRefs(tx, [...customers, ...taxed])
  return { benefits, parties, shares, requests: await requestsOfBenefits(tx, ids) }
}

function lineJson(
  taxed: TaxedLine,
  heading: Heading,
  { benefits, requests, parties, shares }: Named,
  currency: string,
): LineJson {
  const { line, base, tax } = taxed
  const benefit = benefits.get(line.benefitId)
  const customer = parties.get(benefit?.customer_id ?? '')
  const requestId = requests.get(line.benefitId)
  const money = (minor: bigint) => toMoneyJson({ currency, minor })
  return {
    benefitId: line.benefitId,
    ...(requestId === undefined ? {} : { requestId }),
    number: line.number,
    title: benefit?.title ?? '',
    ...(customer ? { customer } : {}),
    happenedOn: line.happenedOn,
    amount: money(line.minor),
    ...(heading.tax === undefined ? {} : { base: money(base), tax: money(tax) }),
    ...(isByPerson(heading.key) && recipientsJson(shares.get(taxed) ?? [], parties, money)),
  }
}

const recipientsShown = 10

function recipientsJson(
  shares: readonly TaxedShare[],
  parties: Named['parties'],
  money: (minor: bigint) => MoneyJson,
): Pick<LineJson, 'recipients' | 'recipientsMore'> {
  const people = (of: readonly TaxedShare[]) => of.reduce((sum, share) => sum + (share.unnamed ?? 1), 0)
  const more = people(shares.slice(recipientsShown))
  const recipients = shares.slice(0, recipientsShown).map(({ recipientId, unnamed, base, tax }) => {
    const party = parties.get(recipientId ?? '')
    return {
      ...(party && { party }),
      ...(unnamed !== undefined && { unnamed }),
      base: money(base),
      tax: money(tax),
    }
  })
  return { recipients, ...(more > 0 && { recipientsMore: more }) }
}
