import { because } from '../../../kernel/because.ts'
import type { IdKind } from '../../../kernel/id.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { insertRow, updateRow, type RowChange } from '../../../platform/act/rows.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { mayWith } from '../../access/index.ts'
import { lastDayOf } from '../../ledger/index.ts'
import type { RequestDeps } from '../../requests/index.ts'
import { loadChargesIn } from '../store-tax.ts'
import { taxChargeTable, type TaxChargeRow } from '../tables.ts'
import { chargesUpTo, duesOf, type Due } from './charges.ts'
import { readTaxYear, readYearAt, type ReadYear } from './read-year.ts'

/** The taxes on what was given in a year up to the end of a month, `YYYY-MM`. */
export type ChargeBody = { readonly entityId: string; readonly month: string }

/** What was booked now, and how many taxes are left for the next call. */
export type Charged = { readonly month: string; readonly changed: number; readonly left: number }

/** What the command is made with. */
export type ChargeDeps = Pick<RequestDeps, 'organisation' | 'policy' | 'dayOf'> & {
  readonly newId: (kind: IdKind) => string
}

/** Before it no rate of a tax is known here. */
const firstTaxYear = 2008

/** How many taxes one call changes: each stands in the entry of the log with its booking. */
const changesMax = 500

type State = {
  readonly today: LocalDate
  /** Of the tax year, as it was stated; undefined until somebody did. */
  readonly currency: string | undefined
  readonly dues: readonly Due[]
}

/**
 * Books the taxes on benefits (计提税金) as the schedule of the year reckons them. What stands already is left
 * alone, what has changed is booked as a difference, and what was reversed comes to nothing, so that it may
 * be called again at any time.
 */
export function chargeTax(deps: ChargeDeps): Command<ChargeBody, State, Charged> {
  return {
    operation: 'payments.charge_tax',
    load: async (tx, [call]) => {
      if (!call) throw new Error('a command has a call')
      const { entityId, month } = call.body
      const read = await readYearAt(deps, tx, { entityId, year: yearOf(month), at: call.at })
      const dues = await duesIn(tx, read, { entityId, until: lastDayOf(month) })
      return { today: read.today, currency: read.stated?.currency, dues }
    },
    decide: (state, call) => decideCharge(deps, state, call),
    constraints: {
      one_tax_charge_a_kind: ({ body }) => ({ refusal: refuse('platform.stale'), object: objectOf(body) }),
    },
  }
}

/** What of a year that was read stands in the books otherwise than it has to, up to a day. */
export async function duesIn(
  tx: Transaction,
  { schedule, benefits }: Pick<ReadYear, 'schedule' | 'benefits'>,
  { entityId, until }: { readonly entityId: string; readonly until: LocalDate },
): Promise<Due[]> {
  const isBooked = (id: string) => benefits.get(id)?.source.startsWith('import') === false
  const rows = await loadChargesIn(tx, { entityId, year: schedule.year.year })
  return duesOf(rows, chargesUpTo(schedule, until, isBooked), until)
}

/**
 * How many taxes do not stand in the books of an entity as they have to, up to the end of a month; those of
 * the year before are looked at with them, for what was given then may be reversed now.
 */
export async function countUncharged(
  deps: Pick<RequestDeps, 'organisation' | 'policy'>,
  tx: Transaction,
  { entityId, until }: { readonly entityId: string; readonly until: LocalDate },
): Promise<number> {
  const year = yearOf(until)
  const upTo = [
    { year: year - 1, until: `${String(year - 1)}-12-31` },
    { year, until },
  ].filter((each) => each.year >= firstTaxYear)
  let count = 0
  for (const each of upTo) {
    const read = await readTaxYear(deps, tx, { entityId, year: each.year, today: until })
    // Whoever began with this product does not owe it the taxes of a year that nobody stated.
    if (each.year === year || read.stated) count += (await duesIn(tx, read, { entityId, ...each })).length
  }
  return count
}

/** The year of a month. */
function yearOf(month: string): number {
  return Number(month.slice(0, 4))
}

function objectOf({ entityId, month }: ChargeBody) {
  return { type: 'tax_year', id: `${entityId}:${month.slice(0, 4)}` }
}

function decideCharge(deps: ChargeDeps, state: State, call: Call<ChargeBody>): Decision<Charged> {
  const { body, actor, at } = call
  const { entityId, month } = body
  const object = objectOf(body)
  const permission = mayWith(actor, 'payments.charge_tax', { entityId })
  if (!permission.can) return { refusal: permission.refusal, object }
  const objection = objectionTo(state, month)
  if (objection) return { refusal: objection, object, entityId }
  const now = state.dues.slice(0, changesMax)
  const made = { entity_id: entityId, currency: state.currency ?? '', year: yearOf(month) }
  const by = { charged_by: actor.personId, charged_at: at }
  return {
    answer: { month, changed: now.length, left: state.dues.length - now.length },
    object,
    entityId,
    changes: now.map((due) => changeOf(deps, due, made, by)),
    reason: because('payments.tax_charged', { month }),
  }
}

function objectionTo({ today, currency, dues }: State, month: string): Refusal | undefined {
  if (`${month}-01` > today) return refuse('payments.tax_month_not_begun', { month }, '/body/month')
  if (currency === undefined)
    return refuse('payments.tax_year_not_stated', { year: yearOf(month) }, '/body/month')
  return dues.length === 0 ? refuse('payments.tax_nothing_to_charge', { month }, '/body/month') : undefined
}

type Made = Pick<TaxChargeRow, 'entity_id' | 'currency' | 'year'>
type By = Pick<TaxChargeRow, 'charged_by' | 'charged_at'>

function changeOf({ newId }: ChargeDeps, { row, charge }: Due, made: Made, by: By): RowChange {
  const { benefitId, form, kind, bearing, base, tax, happenedOn } = charge
  const stands = { form, bearing, base_minor: base, minor: tax, happened_on: happenedOn, ...by }
  if (row) return updateRow(taxChargeTable, row, stands)
  return insertRow(taxChargeTable, {
    id: newId('taxCharge'),
    ...made,
    benefit_id: benefitId,
    kind,
    ...stands,
  })
}
