import { hash } from 'node:crypto'
import type { IdKind } from '../../kernel/id.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { insertRow, type RowChange } from '../../platform/act/rows.ts'
import { homeCurrency, rateTable, type Rate } from '../../platform/rates.ts'
import { parseRatesCsv, type RateProblem } from '../../platform/rates-csv.ts'
import { loadRatesOf, lockRates } from './store-rates.ts'
import { rateTableRows, type RateRow } from './tables.ts'

/** A file of rates: its text, and where it comes from. */
export type RatesBody = { readonly text: string; readonly source: string }

/** What a file of rates brought. */
export type RatesAnswer = {
  readonly added: number
  readonly currencies: readonly string[]
  readonly from: string
  readonly to: string
}

type State = { readonly known: RateRow[] }

/**
 * Takes a file of rates, whole or not at all: a line that cannot be read, or a day that two rates would
 * cover, stops it, because then neither would be certain. A rate that was used in a decision stays in its
 * record for ever.
 */
export function importRatesCommand(newId: (kind: IdKind) => string): Command<RatesBody, State, RatesAnswer> {
  return {
    operation: 'policy.import_rates',
    load: async (tx, calls) => {
      await lockRates(tx)
      const currencies = calls.flatMap(({ body }) =>
        parseRatesCsv(body.text).rates.map((rate) => rate.currency),
      )
      return { known: await loadRatesOf(tx, [...new Set(currencies)].sort()) }
    },
    decide: (state, call) => decideRates(newId, state, call),
  }
}

function decideRates(
  newId: (kind: IdKind) => string,
  state: State,
  call: Call<RatesBody>,
): Decision<RatesAnswer> {
  const sha256 = hash('sha256', call.body.text)
  const object = { type: 'rates', id: sha256 }
  const { rates, problems } = parseRatesCsv(call.body.text)
  const objection =
    problemObjection(problems) ?? emptyObjection(rates) ?? overlapObjection(rates, state.known)
  if (objection) return { refusal: objection, object }
  const changes = rates.map((rate) => rateChange(newId('rate'), rate, call, sha256))
  state.known.push(...changes.map((change) => change.row as unknown as RateRow))
  return {
    answer: {
      added: rates.length,
      currencies: [...new Set(rates.map((rate) => rate.currency))].sort(),
      from: rates.map((rate) => rate.from).sort()[0] ?? '',
      to:
        rates
          .map((rate) => rate.to)
          .sort()
          .at(-1) ?? '',
    },
    object,
    changes,
    reason: call.body.source,
  }
}

function rateChange(id: string, rate: Rate, call: Call<RatesBody>, sha256: string): RowChange {
  return insertRow(rateTableRows, {
    id,
    currency: rate.currency,
    per: rate.per,
    rate: rate.rate,
    from_on: rate.from,
    to_on: rate.to,
    source: call.body.source,
    sha256,
    added_by: call.actor.personId,
    added_at: call.at,
  })
}

function problemObjection(problems: readonly RateProblem[]): Refusal | undefined {
  const [first] = problems
  if (!first) return undefined
  const { line, field, found } = first
  return refuse('policy.rates_have_problems', { count: problems.length, line, field, found }, '/body/text')
}

function emptyObjection(rates: readonly Rate[]): Refusal | undefined {
  return rates.length === 0 ? refuse('policy.rates_empty', {}, '/body/text') : undefined
}

function overlapObjection(rates: readonly Rate[], known: readonly RateRow[]): Refusal | undefined {
  for (const rate of rates) {
    const other = known.find(
      (row) => row.currency === rate.currency && row.from_on <= rate.to && rate.from <= row.to_on,
    )
    if (!other) continue
    const day = other.from_on > rate.from ? other.from_on : rate.from
    return refuse(
      'policy.rates_cover_twice',
      { currency: rate.currency, day, source: other.source },
      '/body/text',
    )
  }
  return undefined
}

/** The stored rates as a table; undefined while there are none. */
export function ownRates(rows: readonly RateRow[]): ReturnType<typeof rateTable> | undefined {
  if (rows.length === 0) return undefined
  const rates = rows.map((row) => ({
    currency: row.currency,
    per: row.per,
    rate: row.rate,
    from: row.from_on,
    to: row.to_on,
  }))
  return rateTable(homeCurrency, 'own', rates)
}
