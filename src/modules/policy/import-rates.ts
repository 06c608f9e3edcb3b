import { hash } from 'node:crypto'
import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { insertRow, updateRow, type RowChange } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { Rate } from '../../platform/rates.ts'
import { parseRatesCsv, type RateProblem } from '../../platform/rates-csv.ts'
import type { OpenRound } from '../../platform/rounds.ts'
import type { Organisation } from '../access/index.ts'
import { ratesThatCount } from './rate-rows.ts'
import { loadOpenRateFiles, loadRateFiles, loadRatesOf, lockRates } from './store-rates.ts'
import { rateFileTable, rateTableRows, type RateFileRow, type RateRow } from './tables.ts'
import {
  answeredColumns,
  confirmerObjection,
  filedColumns,
  laidBefore,
  roundEnded,
  type FilingDeps,
  type Said,
} from './two-persons.ts'

/** A file of rates: its text, where it comes from, and why it puts earlier rates right, if it does. */
export type RatesBody = {
  readonly text: string
  readonly source: string
  readonly correction?: string | undefined
}

/** What a file of rates brings, and whether it counts yet. */
export type RatesAnswer = {
  readonly rateFileId: string
  readonly state: 'proposed' | 'confirmed' | 'declined'
  readonly added: number
  readonly currencies: readonly string[]
  readonly from: string
  readonly to: string
}

type ImportState = {
  readonly known: readonly RateRow[]
  readonly open: readonly RateFileRow[]
  readonly organisation: Organisation
}

/** Who may confirm a file of rates: whoever brought it in is left out by the rule. */
const rateRoles = ['finance', 'compliance', 'general_manager'] as const

/**
 * Takes a file of rates, whole or not at all, and lays it before a second person: a line that cannot be read
 * stops it, and a day that has a rate already, unless the file is a correction that says why.
 */
export function importRatesCommand(deps: FilingDeps): Command<RatesBody, ImportState, RatesAnswer> {
  return {
    operation: 'policy.import_rates',
    load: async (tx, calls) => {
      await lockRates(tx)
      const known = await knownFor(
        tx,
        calls.map(({ body }) => body.text),
      )
      return { known, open: await loadOpenRateFiles(tx), organisation: await deps.organisation(tx) }
    },
    decide: (state, call) => decideImport(deps, state, call),
  }
}

async function knownFor(tx: Transaction, texts: readonly string[]): Promise<RateRow[]> {
  const currencies = texts.flatMap((text) => parseRatesCsv(text).rates.map((rate) => rate.currency))
  return loadRatesOf(tx, [...new Set(currencies)].sort())
}

function decideImport(deps: FilingDeps, state: ImportState, call: Call<RatesBody>): Decision<RatesAnswer> {
  const { text, source, correction } = call.body
  const sha256 = hash('sha256', text)
  const { rates, problems } = parseRatesCsv(text)
  const objection =
    problemObjection(problems) ??
    emptyObjection(rates) ??
    (correction === undefined ? overlapObjection(rates, state.known) : undefined) ??
    waitObjection(rates, state.open)
  if (objection) return { refusal: objection, object: { type: 'rates', id: sha256 } }
  const id = deps.newId('rate')
  const object = { type: 'rate_file', id }
  const file = insertRow(rateFileTable, {
    id,
    source,
    sha256,
    content: text,
    correction: correction ?? null,
    ...filedColumns(call),
  })
  const round = laidBefore(deps, state.organisation, call, { object, role: 'finance', roles: rateRoles })
  const answer = { rateFileId: id, state: 'proposed' as const, ...summaryOf(rates) }
  return { answer, object, changes: [file, ...round], reason: correction ?? source }
}

/** How many rates, of which currencies, for which days. */
export function summaryOf(rates: readonly Rate[]) {
  const days = rates.flatMap(({ from, to }) => [from, to]).sort()
  return {
    added: rates.length,
    currencies: [...new Set(rates.map((rate) => rate.currency))].sort(),
    from: days[0] ?? '',
    to: days.at(-1) ?? '',
  }
}

/** What somebody says to a file of rates. */
export type AnswerRatesBody = Said & { readonly rateFileId: string }

type AnswerState = {
  readonly files: ReadonlyMap<string, RateFileRow>
  readonly known: readonly RateRow[]
  readonly rounds: ReadonlyMap<string, OpenRound>
}

/** The second of the two persons: from the confirmation on the rates count. */
export function answerRatesCommand(deps: FilingDeps): Command<AnswerRatesBody, AnswerState, RatesAnswer> {
  return {
    operation: 'policy.answer_rates',
    load: async (tx, calls) => {
      await lockRates(tx)
      const ids = calls.map(({ body }) => body.rateFileId)
      const files = await loadRateFiles(tx, ids)
      const texts = [...files.values()].map(({ content }) => content)
      return { files, known: await knownFor(tx, texts), rounds: await deps.rounds.load(tx, 'rate_file', ids) }
    },
    decide: (state, call) => decideAnswer(deps, state, call),
  }
}

function decideAnswer(
  deps: FilingDeps,
  state: AnswerState,
  call: Call<AnswerRatesBody>,
): Decision<RatesAnswer> {
  const { rateFileId, answer, reason } = call.body
  const object = { type: 'rate_file', id: rateFileId }
  const file = state.files.get(rateFileId)
  if (file?.state !== 'proposed') return { refusal: refuse('policy.proposal_not_open'), object }
  const { rates } = parseRatesCsv(file.content)
  const done =
    answer === 'confirm' ? confirmed(deps, state, file, rates, call) : settled(file, call, 'declined')
  if (isRefusal(done)) return { refusal: done, object }
  return {
    answer: { rateFileId, state: done.state, ...summaryOf(rates) },
    object,
    changes: [...done.changes, ...roundEnded(state.rounds.get(rateFileId), call, done.state)],
    reason: reason ?? file.correction ?? file.source,
  }
}

type Done = { readonly state: RatesAnswer['state']; readonly changes: RowChange[] }

function settled(file: RateFileRow, call: Call<unknown>, state: 'confirmed' | 'declined'): Done {
  return { state, changes: [updateRow(rateFileTable, file, answeredColumns(call, state))] }
}

/** Nobody of the company stands behind what the command line brought: the first who confirms does. */
function confirmed(
  deps: FilingDeps,
  state: AnswerState,
  file: RateFileRow,
  rates: readonly Rate[],
  call: Call<unknown>,
): Done | Refusal {
  const { personId } = call.actor
  const objection = rateFileObjection(file, call.actor)
  if (objection) return objection
  if (file.first_by === null) {
    return { state: 'proposed', changes: [updateRow(rateFileTable, file, { first_by: personId })] }
  }
  const overlap = file.correction === null ? overlapObjection(rates, state.known) : undefined
  if (overlap) return overlap
  const { changes } = settled(file, call, 'confirmed')
  const added = rates.map((rate) => rateChange(deps.newId('rate'), rate, file, call))
  return { state: 'confirmed', changes: [...changes, ...added] }
}

/** Why this person cannot confirm the file; sent to the screen with it. */
export function rateFileObjection(file: RateFileRow, actor: Actor): Refusal | undefined {
  return confirmerObjection(file, actor, 'policy.rates_by_another')
}

function rateChange(id: string, rate: Rate, file: RateFileRow, call: Call<unknown>): RowChange {
  return insertRow(rateTableRows, {
    id,
    currency: rate.currency,
    per: rate.per,
    rate: rate.rate,
    from_on: rate.from,
    to_on: rate.to,
    source: file.source,
    sha256: file.sha256,
    added_by: file.filed_by,
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
  const twice = coveredTwice(rates, ratesThatCount(known))
  return twice && refuse('policy.rates_cover_twice', twice, '/body/text')
}

/** Two files for one day would be answered by turns, and the later one would have to be a correction. */
function waitObjection(rates: readonly Rate[], open: readonly RateFileRow[]): Refusal | undefined {
  const waiting = open.flatMap(({ content, source }) =>
    parseRatesCsv(content).rates.map(({ currency, from, to }) => ({
      currency,
      from_on: from,
      to_on: to,
      source,
    })),
  )
  const twice = coveredTwice(rates, waiting)
  return twice && refuse('policy.rates_wait', twice, '/body/text')
}

type Covering = Pick<RateRow, 'currency' | 'from_on' | 'to_on' | 'source'>

/** The first day of these rates for which another one stands, and where that comes from. */
function coveredTwice(rates: readonly Rate[], standing: readonly Covering[]) {
  for (const rate of rates) {
    const other = standing.find(
      (row) => row.currency === rate.currency && row.from_on <= rate.to && rate.from <= row.to_on,
    )
    if (!other) continue
    const day = other.from_on > rate.from ? other.from_on : rate.from
    return { currency: rate.currency, day, source: other.source }
  }
  return undefined
}
