import * as contract from '../../contract/rates.ts'
import { act, type Door } from '../../platform/act/act.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { answer, fromOutcome } from '../../platform/http/answer.ts'
import { route, type Route } from '../../platform/http/route.ts'
import { homeCurrency, rateOn } from '../../platform/rates.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { policyTexts } from '../../texts/policy.ts'
import { fill, type Language } from '../../texts/text.ts'
import { answerRatesCommand, importRatesCommand } from './import-rates.ts'
import type { FilingDeps } from './two-persons.ts'
import { currentRates, ownRates, ratesThatCount } from './rate-rows.ts'
import { loadRates } from './store-rates.ts'
import type { RateRow } from './tables.ts'

/** What the routes of rates are made with. */
export type RateRouteDeps = FilingDeps & { readonly door: Door }

/** The routes of exchange rates. */
export function rateRoutes(deps: RateRouteDeps): Route[] {
  const importing = importRatesCommand(deps)
  const answering = answerRatesCommand(deps)
  return [
    route(contract.rates, (call) =>
      readOnly(deps.door.pool, [call.actor], async (tx) =>
        answer(ratesOn(await loadRates(tx), call.query.on ?? deps.dayAt(call.at), call.language)),
      ),
    ),
    route(contract.importRates, async (call) => {
      const [outcome] = await act(deps.door, importing, [call])
      if (!outcome) throw new Error('the door gave no outcome')
      return fromOutcome(outcome)
    }),
    route(contract.answerRates, async (call) => {
      const [outcome] = await act(deps.door, answering, [{ ...call, body: { ...call.params, ...call.body } }])
      if (!outcome) throw new Error('the door gave no outcome')
      return fromOutcome(outcome)
    }),
  ]
}

/** The rates that a decision of that day works with. */
export function ratesOn(rows: readonly RateRow[], on: LocalDate, language: Language) {
  const own = ownRates(rows)
  const counting = ratesThatCount(rows)
  const table = currentRates(rows)
  const sourceOf = (currency: string) =>
    counting.find((row) => row.currency === currency && row.from_on <= on && on <= row.to_on)?.source
  const rates = [...table.byCurrency.keys()].sort().flatMap((currency) => {
    const rate = rateOn(table, currency, on)
    return rate ? [{ ...rate, source: sourceOf(currency) ?? table.source }] : []
  })
  const says = fill(policyTexts[own ? 'policy.rates.own' : 'policy.rates.sample'], language)
  return { on, home: homeCurrency, isOwn: own !== undefined, says, rates }
}
