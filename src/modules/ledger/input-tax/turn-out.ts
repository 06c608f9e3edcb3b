import { formatMoney } from '../../../kernel/format.ts'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { insertRow, type RowChange } from '../../../platform/act/rows.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { bookedOn } from '../domain.ts'
import { monthOf } from '../periods/months.ts'
import { shareBooks } from '../store.ts'
import { entityObjection } from '../vouchers/record.ts'
import { lockVouchers } from '../vouchers/store.ts'
import type { InputTaxDeps, TurnOutGround } from './deps.ts'
import { stillCredited } from './left.ts'
import { findInputTax, loadInputTaxOfLines } from './store.ts'
import { inputTaxOutTable, inputTaxTable, type InputTaxRow } from './tables.ts'

/** Which credited parts of invoices are turned out, how much of each, and why. */
export type TurnOutBody = {
  readonly entityId: string
  /** Rows of credited tax; all that is left of one where no amount is said. */
  readonly parts: readonly { readonly inputTaxId: string; readonly minor?: string | undefined }[]
  readonly ground: TurnOutGround
  /** The basis in law or on paper. */
  readonly law: string
  readonly reason: string
  /** The day on which it was found, in a month that is open; today where it is left out. */
  readonly foundOn?: LocalDate | undefined
}

/** The document that was made. */
export type TurnedOut = { readonly outId: string; readonly minor: string; readonly on: LocalDate }

/** Where the books of an entity stand. */
export type BooksDay = { readonly today: LocalDate; readonly closedUntil: LocalDate | undefined }

type State = BooksDay & {
  readonly asked: readonly InputTaxRow[]
  /** What is left of the credits that are asked for, by identifier. */
  readonly left: ReadonlyMap<string, InputTaxRow>
  readonly claimants: ReadonlyMap<string, readonly string[]>
}

/** Turns credited input tax out by a document of its own, on the day on which it was found. */
export function turnOutInputTax(deps: InputTaxDeps): Command<TurnOutBody, State | undefined, TurnedOut> {
  return {
    operation: 'ledger.turn_out_input_tax',
    load: async (tx, [call]) => {
      if (!call) throw new Error('a command has a call')
      const { entityId, parts } = call.body
      if (entityObjection(call, 'ledger.turn_out_input_tax', entityId)) return undefined
      const day = await booksDay(deps, tx, call)
      const ids = [...new Set(parts.map(({ inputTaxId }) => inputTaxId))].sort()
      const asked = (await findInputTax(tx, ids)).filter((row) => row.entity_id === entityId)
      const lineIds = [...new Set(asked.map((row) => row.line_id))].sort()
      const rows = await loadInputTaxOfLines(tx, lineIds)
      return {
        ...day,
        asked,
        left: new Map(stillCredited(rows).map((row) => [row.id, row])),
        claimants: await deps.claimantsOf(tx, lineIds),
      }
    },
    decide: (state, call) => decide(deps, state, call),
  }
}

/** The day of the books on which something is turned out; nobody closes its month before the command ends. */
export async function booksDay(
  deps: InputTaxDeps,
  tx: Transaction,
  { body: { entityId }, at }: Pick<Call<{ readonly entityId: string }>, 'body' | 'at'>,
): Promise<BooksDay> {
  const closed = await shareBooks(tx, [entityId])
  await lockVouchers(tx, [entityId])
  const organisation = await deps.organisation(tx)
  return { today: deps.dayOf(organisation, entityId, at), closedUntil: closed.get(entityId) }
}

function decide(deps: InputTaxDeps, state: State | undefined, call: Call<TurnOutBody>): Decision<TurnedOut> {
  const { body, actor, at } = call
  const { entityId, ground, law, reason } = body
  const outId = deps.newId('inputTaxOut')
  const object = { type: 'input_tax_out', id: outId }
  const objection = entityObjection(call, 'ledger.turn_out_input_tax', entityId)
  if (objection) return { refusal: objection, object }
  if (!state) throw new Error('what may be turned out was loaded')
  const parts = partsOf(state, call)
  if (isRefusal(parts)) return { refusal: parts, object, entityId }
  const on = dayOf(state, body, parts)
  if (isRefusal(on)) return { refusal: { ...on, pointer: '/body/foundOn' }, object, entityId }
  const minor = parts.reduce((sum, part) => sum + part.minor, 0n)
  const document = insertRow(inputTaxOutTable, {
    id: outId,
    entity_id: entityId,
    ground,
    law,
    reason,
    minor,
    booked_on: on,
    takes_back: null,
    made_by: actor.personId,
    made_at: at,
  })
  const rows = parts.map(({ credit, minor: part }) =>
    partRow(credit, { id: deps.newId('inputTax'), outId, minor: -part, on, at, law }),
  )
  return {
    answer: { outId, minor: minor.toString(), on },
    object,
    entityId,
    changes: [document, ...rows],
    reason,
    note: { ground, law, minor: minor.toString(), invoices: invoicesOf(parts) },
  }
}

function invoicesOf(parts: readonly Part[]): string {
  return [...new Set(parts.map(({ credit }) => credit.invoice_number))].join('、').slice(0, 1_000)
}

type Part = { readonly credit: InputTaxRow; readonly minor: bigint }

/** The parts with their amounts, or why one of them is not turned out. */
function partsOf(state: State, { body, actor }: Call<TurnOutBody>): Part[] | Refusal {
  const parts: Part[] = []
  for (const [i, { inputTaxId, minor }] of body.parts.entries()) {
    const at = `/body/parts/${i}`
    const row = state.asked.find(({ id }) => id === inputTaxId)
    if (!row) return refuse('ledger.input_tax_not_found', {}, `${at}/inputTaxId`)
    const invoice = row.invoice_number
    if (parts.some(({ credit }) => credit.id === row.id)) {
      return refuse('ledger.input_tax_named_twice', { invoice }, `${at}/inputTaxId`)
    }
    if (row.why !== 'credited')
      return refuse('ledger.input_tax_not_credited', { invoice }, `${at}/inputTaxId`)
    const credit = state.left.get(row.id)
    if (!credit) return refuse('ledger.input_tax_nothing_left', { invoice }, `${at}/inputTaxId`)
    if (state.claimants.get(row.line_id)?.includes(actor.personId) === true) {
      return refuse('ledger.input_tax_own_claim', { invoice }, `${at}/inputTaxId`)
    }
    const amount = minor === undefined ? credit.minor : BigInt(minor)
    if (amount > credit.minor) {
      const left = formatMoney({ currency: row.currency, minor: credit.minor })
      return refuse('ledger.input_tax_above_credit', { invoice, left }, `${at}/minor`)
    }
    parts.push({ credit, minor: amount })
  }
  return parts
}

/** The day on which it was found: never in a closed month, and never before the credit. */
function dayOf(
  { today, closedUntil }: BooksDay,
  { foundOn }: TurnOutBody,
  parts: readonly Part[],
): LocalDate | Refusal {
  const credited = latest(parts.map(({ credit }) => credit.booked_on))
  if (foundOn === undefined) return latest([bookedOn(today, today, closedUntil), credited])
  if (foundOn > today) return refuse('ledger.input_tax_found_later', { day: foundOn, today })
  if (closedUntil !== undefined && foundOn <= closedUntil) {
    return refuse('ledger.month_closed', { month: monthOf(foundOn), closed: monthOf(closedUntil) })
  }
  if (foundOn < credited) return refuse('ledger.input_tax_found_before', { day: foundOn, credited })
  return foundOn
}

/** The latest of some days. */
export function latest(days: readonly LocalDate[]): LocalDate {
  return days.toSorted().at(-1) ?? ''
}

type PartOf = {
  readonly id: string
  readonly outId: string
  readonly minor: bigint
  readonly on: LocalDate
  readonly at: string
  readonly law: string
}

/** A part of a document, among the rows of the credit that it is of. */
export function partRow(credit: InputTaxRow, { id, outId, minor, on, at, law }: PartOf): RowChange {
  const { version: _, ...kept } = credit
  return insertRow(inputTaxTable, {
    ...kept,
    id,
    document_type: 'input_tax_out',
    document_id: outId,
    minor,
    why: minor < 0n ? 'turned_out' : 'turned_in',
    law,
    booked_on: on,
    recorded_at: at,
  })
}
