import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { insertRow, rowAfter, updateRow } from '../../../platform/act/rows.ts'
import { mayWith, type Organisation } from '../../access/index.ts'
import type { RequestDeps } from '../../requests/index.ts'
import { loadTaxYears } from '../store-tax.ts'
import { taxYearTable, type TaxYearRow } from '../tables.ts'
import type { Sector } from './rates.ts'
import type { Bearing } from './withholding.ts'

type Amount = { readonly currency: string; readonly minor: string }

/** What finance states for an entity and a year. */
export type TaxYearBody = {
  readonly year: number
  readonly entityId: string
  readonly version?: number | undefined
  readonly revenue?: Amount | undefined
  readonly revenueUpTo?: LocalDate | undefined
  readonly sector: Sector
  readonly publicityCarriedIn?: Amount | undefined
  readonly bearing: Bearing
  readonly isWithoutVat: boolean
  readonly vatRate: string
  readonly source: string
}

type State = { readonly rows: Map<string, TaxYearRow>; readonly organisation: Organisation }
type Stated = { readonly entityId: string; readonly year: number; readonly version: number }

/** The identifier of what is stated for an entity and a year. */
export function taxYearId({ entityId, year }: Pick<TaxYearBody, 'entityId' | 'year'>): string {
  return `${entityId}:${String(year)}`
}

/**
 * States revenue, sector and choices of a tax year; a later statement replaces it, and the log keeps both.
 */
export function setTaxYear(
  deps: Pick<RequestDeps, 'organisation' | 'dayOf'>,
): Command<TaxYearBody, State, Stated> {
  return {
    operation: 'payments.set_tax_year',
    load: async (tx, calls) => ({
      organisation: await deps.organisation(tx),
      rows: await loadTaxYears(
        tx,
        calls.map(({ body }) => taxYearId(body)),
      ),
    }),
    decide: (state, call) => decideOne(deps, state, call),
    constraints: {
      one_tax_year_an_entity: ({ body }) => ({
        refusal: refuse('platform.stale'),
        object: { type: 'tax_year', id: taxYearId(body) },
      }),
    },
  }
}

function decideOne(
  deps: Pick<RequestDeps, 'dayOf'>,
  state: State,
  call: Call<TaxYearBody>,
): Decision<Stated> {
  const { body, actor, at } = call
  const { entityId, year } = body
  const id = taxYearId(body)
  const about = { object: { type: 'tax_year', id }, entityId }
  const entity = state.organisation.entities.get(entityId)
  const permission = mayWith(actor, 'payments.set_tax_year', { entityId })
  if (!permission.can) return { ...about, refusal: permission.refusal }
  if (!entity) return { object: about.object, refusal: refuse('platform.not_found') }
  const row = state.rows.get(id)
  const today = deps.dayOf(state.organisation, entityId, at)
  const objection = objectionTo(body, entity.currency, today)
  if (objection) return { ...about, refusal: objection }
  if (body.version !== row?.version) return { ...about, refusal: refuse('platform.stale') }
  const stated = { ...columnsOf(body, entity.currency), stated_by: actor.personId, stated_at: at }
  const change = row
    ? updateRow(taxYearTable, row, stated)
    : insertRow(taxYearTable, { id, entity_id: entityId, year, ...stated })
  state.rows.set(id, rowAfter(taxYearTable, change))
  return {
    ...about,
    answer: { entityId, year, version: change.row.version },
    changes: [change],
    reason: body.source,
  }
}

/** What keeps these figures from being those of that entity and year. */
function objectionTo(body: TaxYearBody, currency: string, today: LocalDate): Refusal | undefined {
  const { year, revenue, revenueUpTo, publicityCarriedIn } = body
  if (String(year) > today.slice(0, 4)) return refuse('payments.tax_year_not_begun', { year }, '/path/year')
  if ((revenue?.currency ?? currency) !== currency)
    return refuse('payments.tax_currency', { currency }, '/body/revenue')
  if ((publicityCarriedIn?.currency ?? currency) !== currency)
    return refuse('payments.tax_currency', { currency }, '/body/publicityCarriedIn')
  const isPaired = (revenue === undefined) === (revenueUpTo === undefined)
  const isOfYear = revenueUpTo === undefined || revenueUpTo.startsWith(`${String(year)}-`)
  const isOver = revenueUpTo === undefined || revenueUpTo <= today
  return isPaired && isOfYear && isOver
    ? undefined
    : refuse('payments.tax_revenue_day', { year }, '/body/revenueUpTo')
}

function columnsOf(body: TaxYearBody, currency: string) {
  return {
    currency,
    revenue_minor: body.revenue === undefined ? null : BigInt(body.revenue.minor),
    revenue_up_to: body.revenueUpTo ?? null,
    sector: body.sector,
    publicity_carried_minor: BigInt(body.publicityCarriedIn?.minor ?? '0'),
    tax_bearing: body.bearing,
    is_without_vat: body.isWithoutVat,
    vat_rate: body.vatRate,
    source: body.source,
  }
}
