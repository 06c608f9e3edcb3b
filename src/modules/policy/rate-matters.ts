import { actAlone, type Door } from '../../platform/act/act.ts'
import { updateRow } from '../../platform/act/rows.ts'
import {
  saidOf,
  stillWaiting,
  type Matter,
  type MatterReader,
  type MattersPort,
} from '../../platform/matters.ts'
import { homeCurrency, type Rate } from '../../platform/rates.ts'
import { parseRatesCsv } from '../../platform/rates-csv.ts'
import { rateTexts } from '../../texts/rates.ts'
import { fill, type Language } from '../../texts/text.ts'
import { answerable } from '../access/index.ts'
import { answerRatesCommand, rateFileObjection, summaryOf } from './import-rates.ts'
import type { FilingDeps } from './two-persons.ts'
import { ratesThatCount } from './rate-rows.ts'
import { loadRateFiles, loadRatesOf, lockRates } from './store-rates.ts'
import { rateFileTable, type RateFileRow, type RateRow } from './tables.ts'

/** The most rates that a matter shows; how many more the file has is said. */
const shownMax = 30

/** Files of rates that wait for their second person, in the inbox of those who may confirm them. */
export function rateMatters(deps: FilingDeps & { readonly door: Door }): MattersPort {
  return {
    type: 'rate_file',
    describe: async (tx, reader, ids) => {
      const files = await loadRateFiles(tx, ids)
      const rates = [...files.values()].flatMap(({ content }) => parseRatesCsv(content).rates)
      const known = await loadRatesOf(tx, [...new Set(rates.map(({ currency }) => currency))].sort())
      const counting = ratesThatCount(known)
      return new Map([...files].map(([id, file]) => [id, matterOf(reader, file, counting)]))
    },
    answer: (call, rateFileId, answer) =>
      actAlone(deps.door, answerRatesCommand(deps), { ...call, body: { rateFileId, ...saidOf(answer) } }),
    waiting: async (tx, ids) => {
      await lockRates(tx)
      const files = await loadRateFiles(tx, ids)
      return stillWaiting(files.values(), (row) => ({
        ended: (state) => updateRow(rateFileTable, row, { state }),
      }))
    },
  }
}

function matterOf(reader: MatterReader, file: RateFileRow, counting: readonly RateRow[]): Matter {
  const { actor } = reader
  const { language } = actor
  const { rates } = parseRatesCsv(file.content)
  const { added, currencies, from, to } = summaryOf(rates)
  return {
    version: file.version,
    kind: fill(rateTexts['rates.matter.kind'], language),
    title: fill(
      rateTexts[file.correction === null ? 'rates.matter.title' : 'rates.matter.correction'],
      language,
    ),
    heading: `${currencies.join(', ')} · ${from} – ${to}`,
    reason: file.correction ?? '',
    facts: [
      { name: fill(rateTexts['rates.matter.source'], language), text: file.source },
      { name: fill(rateTexts['rates.matter.count'], language), text: String(added) },
      ...(rates.length > shownMax
        ? [
            {
              name: fill(rateTexts['rates.matter.unlisted'], language),
              text: String(rates.length - shownMax),
            },
          ]
        : []),
    ],
    changes: rates.slice(0, shownMax).map((rate) => changeOf(rate, counting, language)),
    ...answerable(reader, 'policy.answer_rates', () => rateFileObjection(file, actor)),
  }
}

/** Beside each new rate the one that stands for its first day, or else the last one before: a slip shows. */
function changeOf(rate: Rate, counting: readonly RateRow[], language: Language): Matter['changes'][number] {
  const { currency, from, to } = rate
  const before = counting.findLast((row) => row.currency === currency && row.from_on <= from)
  const days = from === to ? from : `${from} – ${to}`
  const after = written(rate.rate, rate.per)
  const apart = before && percentApart(before, rate)
  return {
    name: `${currency} · ${days}`,
    before: before ? written(before.rate, before.per) : '–',
    after: apart === undefined ? after : fill(rateTexts['rates.matter.apart'], language, { after, apart }),
  }
}

function written(rate: string, per: number): string {
  return `${rate} ${homeCurrency} / ${String(per)}`
}

const thousand = 1_000n

/** How far the new rate is from the one before, in percent with one decimal and its sign. */
function percentApart(before: RateRow, rate: Rate): string {
  const was = exact(before.rate) * BigInt(rate.per)
  const is = exact(rate.rate) * BigInt(before.per)
  const tenths = ((is - was) * thousand) / was
  const size = tenths < 0n ? -tenths : tenths
  return `${tenths < 0n ? '−' : '+'}${size / 10n}.${size % 10n}%`
}

/** A decimal with up to ten places, as a whole number of its smallest unit. */
function exact(decimal: string): bigint {
  const [whole = '', part = ''] = decimal.split('.')
  return BigInt(whole + part.padEnd(10, '0'))
}
