import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { insertRow } from '../../../platform/act/rows.ts'
import { bookedOn } from '../domain.ts'
import { entityObjection } from '../vouchers/record.ts'
import type { InputTaxDeps } from './deps.ts'
import { findTakenBack, findTurnOuts, loadInputTaxOfLines, loadPartsOfTurnOut } from './store.ts'
import { inputTaxOutTable, type InputTaxOutRow, type InputTaxRow } from './tables.ts'
import { booksDay, latest, partRow, type BooksDay, type TurnedOut } from './turn-out.ts'

/** A document that turned input tax out, and why it counts no more. */
export type TurnBackBody = { readonly outId: string; readonly reason: string }

type State = {
  readonly made: InputTaxOutRow
  readonly day: BooksDay
  readonly isTakenBack: boolean
  readonly parts: readonly InputTaxRow[]
  /** Parts whose credit was taken back as a whole since. */
  readonly ended: readonly InputTaxRow[]
  readonly claimants: ReadonlyMap<string, readonly string[]>
}

/**
 * Takes a document back that turned input tax out, by a document with the other sign. What it turned out is
 * credited again, so another person does it than made it.
 */
export function turnBackInputTax(deps: InputTaxDeps): Command<TurnBackBody, State | undefined, TurnedOut> {
  return {
    operation: 'ledger.turn_back_input_tax',
    load: async (tx, [call]) => {
      if (!call) throw new Error('a command has a call')
      const [made] = await findTurnOuts(tx, [call.body.outId])
      if (!made || entityObjection(call, 'ledger.turn_back_input_tax', made.entity_id)) return undefined
      const day = await booksDay(deps, tx, { body: { entityId: made.entity_id }, at: call.at })
      const parts = await loadPartsOfTurnOut(tx, made.id)
      const lineIds = [...new Set(parts.map((row) => row.line_id))].sort()
      const rows = await loadInputTaxOfLines(tx, lineIds)
      const isEnded = (part: InputTaxRow) =>
        rows.some(
          (row) =>
            row.why === 'taken_back' && row.line_id === part.line_id && row.invoice_id === part.invoice_id,
        )
      return {
        made,
        day,
        isTakenBack: made.takes_back !== null || (await findTakenBack(tx, [made.id])).length > 0,
        parts,
        ended: parts.filter(isEnded),
        claimants: await deps.claimantsOf(tx, lineIds),
      }
    },
    decide: (state, call) => decide(deps, state, call),
    constraints: {
      input_tax_out_is_taken_back_once: ({ body }) => ({
        refusal: refuse('ledger.input_tax_out_ended'),
        object: { type: 'input_tax_out', id: body.outId },
      }),
    },
  }
}

function decide(deps: InputTaxDeps, state: State | undefined, call: Call<TurnBackBody>): Decision<TurnedOut> {
  const { body, actor, at } = call
  const object = { type: 'input_tax_out', id: body.outId }
  // Whoever does not serve its entity is not told that it is there.
  if (!state) return { refusal: refuse('platform.not_found'), object }
  const { made, day, parts } = state
  const { entity_id: entityId, ground, law, minor } = made
  const objection = backObjection(state, actor.personId)
  if (objection) return { refusal: objection, object, entityId }
  const outId = deps.newId('inputTaxOut')
  const on = latest([bookedOn(day.today, day.today, day.closedUntil), made.booked_on])
  const document = insertRow(inputTaxOutTable, {
    id: outId,
    entity_id: entityId,
    ground,
    law,
    reason: body.reason,
    minor: -minor,
    booked_on: on,
    takes_back: made.id,
    made_by: actor.personId,
    made_at: at,
  })
  const rows = parts.map((part) =>
    partRow(part, { id: deps.newId('inputTax'), outId, minor: -part.minor, on, at, law }),
  )
  return {
    answer: { outId, minor: (-minor).toString(), on },
    object,
    entityId,
    changes: [document, ...rows],
    reason: body.reason,
    note: { by: outId },
  }
}

function backObjection(
  { made, isTakenBack, parts, ended, claimants }: State,
  personId: string,
): Refusal | undefined {
  if (isTakenBack) return refuse('ledger.input_tax_out_ended')
  if (made.made_by === personId) return refuse('ledger.input_tax_out_own')
  const [gone] = ended
  if (gone) return refuse('ledger.input_tax_credit_ended', { invoice: gone.invoice_number })
  const own = parts.find((part) => claimants.get(part.line_id)?.includes(personId) === true)
  return own && refuse('ledger.input_tax_own_claim', { invoice: own.invoice_number })
}
