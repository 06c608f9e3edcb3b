import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import { factsInWords } from '../../texts/invoices.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { rowAfter, updateRow } from '../../platform/act/rows.ts'
import { mayWith } from '../access/index.ts'
import type { InvoiceDeps } from './deps.ts'
import { factsObjection, keyOf, type FactName, type InvoiceFacts, type SourcedFacts } from './domain.ts'
import { knownAlert, knownRefusal } from './known.ts'
import type { StandingInvoice } from './objections.ts'
import { loadRedLetters, originalObjection, reversals, takenBack, type RedLetters } from './red-letters.ts'
import { factColumns, factsOfRow } from './rows.ts'
import { findKnown, loadInvoices, type KnownInvoice } from './store.ts'
import { invoiceTable, type InvoiceRow } from './tables.ts'
import { factsTyped, type TypedFacts } from './typed.ts'

/** What is to stand instead of what was typed. */
export type CorrectBody = { readonly invoiceId: string; readonly reason: string; readonly typed: TypedFacts }

type State = {
  readonly invoices: Map<string, StandingInvoice>
  readonly known: Map<string, KnownInvoice>
  readonly red: RedLetters
}

type Corrected = { readonly invoiceId: string }

/**
 * Corrects what somebody typed, while nothing uses the invoice; what a file says is not for a hand to
 * change.
 */
export function correctInvoice(deps: InvoiceDeps): Command<CorrectBody, State, Corrected> {
  return {
    operation: 'invoices.correct',
    load: async (tx, calls) => {
      const ids = calls.map(({ body }) => body.invoiceId)
      const invoices = await loadInvoices(tx, ids)
      const corrected = calls.flatMap(({ body }) => {
        const standing = invoices.get(body.invoiceId)
        const facts = standing && correctedFacts(standing.invoice, body.typed)
        return facts === undefined || isRefusal(facts) ? [] : [facts.facts]
      })
      const red = await loadRedLetters(tx, [...keysOfRows(invoices), ...corrected.flatMap(keysOfFacts)])
      return { invoices, red, known: await findKnown(tx, corrected.map(keyOf)) }
    },
    decide: (state, call) => decideCorrect(deps, state, call),
    constraints: {
      number_is_unique: ({ body, at }) => ({
        refusal: refuse('invoices.number_known', { number: body.typed.number ?? '', on: at.slice(0, 10) }),
        object: { type: 'invoice', id: body.invoiceId },
      }),
    },
  }
}

/** Why this person may not correct what stands there, or undefined. */
export function correctObjection(actor: Actor, invoice: InvoiceRow): Refusal | undefined {
  const owned = { ownerId: invoice.recorded_by, entityId: invoice.entity_id }
  const permission = mayWith(actor, 'invoices.correct', owned)
  if (!permission.can) return permission.refusal
  return invoice.used_minor > 0n ? refuse('invoices.in_use', { number: invoice.number }) : undefined
}

function decideCorrect(
  deps: InvoiceDeps,
  state: State,
  { body, actor, at }: Call<CorrectBody>,
): Decision<Corrected> {
  const object = { type: 'invoice', id: body.invoiceId }
  const standing = state.invoices.get(body.invoiceId)
  if (!standing) return { refusal: refuse('platform.not_found'), object }
  const { invoice } = standing
  const refused = correctObjection(actor, invoice)
  if (refused) return { refusal: refused, object }
  const corrected = correctedFacts(invoice, body.typed)
  if (isRefusal(corrected)) return { refusal: corrected, object }
  const objection = factsObjection(corrected, deps.dayAt(at)) ?? originalObjection(state.red, corrected.facts)
  if (objection) return { refusal: objection, object }
  const known = state.known.get(keyOf(corrected.facts))
  if (known && known.id !== invoice.id) {
    const { entity_id: entityId, file_digest: digest } = invoice
    const brought = { entityId, facts: corrected.facts, digest }
    const changes = knownAlert(deps, known, brought, { personId: actor.personId, at })
    return { refusal: knownRefusal(known, brought), object, entityId, changes }
  }
  // The authority confirmed what stood here before, so it is asked again; what it denied stays denied.
  const checkState = invoice.check_state === 'good' ? 'unchecked' : invoice.check_state
  const columns = factColumns(corrected)
  const change = updateRow(invoiceTable, invoice, {
    ...columns,
    check_state: checkState,
    reversed_minor: takenBack(state.red, { id: invoice.id, ...columns }),
  })
  const after = rowAfter(invoiceTable, change)
  state.invoices.set(invoice.id, { ...standing, invoice: after })
  state.red.originals.delete(invoice.key)
  state.red.originals.set(after.key, after)
  const by = { personId: actor.personId, at }
  return {
    answer: { invoiceId: invoice.id },
    object,
    entityId: invoice.entity_id,
    reason: body.reason,
    changes: [change, ...reversals(deps, state.red, { before: invoice, after }, by)],
  }
}

/** What may be taken back or take something back, as it stands. */
function keysOfRows(invoices: ReadonlyMap<string, StandingInvoice>): string[] {
  return [...invoices.values()].flatMap(({ invoice }) => [invoice.key, invoice.refers_to ?? []].flat())
}

/** The same as it is to stand. */
function keysOfFacts(facts: InvoiceFacts): string[] {
  return [keyOf(facts), facts.refersTo ?? []].flat()
}

function correctedFacts(invoice: InvoiceRow, typed: TypedFacts): SourcedFacts | Refusal {
  const { facts, sources } = factsOfRow(invoice)
  const given = factsTyped(typed)
  const names = Object.keys(given) as FactName[]
  const read = names.filter((name) => sources[name] !== undefined && sources[name] !== 'typed')
  if (read.length > 0) return refuse('invoices.not_typed', factsInWords('facts', read))
  const typedSources = Object.fromEntries(names.map((name) => [name, 'typed' as const]))
  return { facts: { ...facts, ...given }, sources: { ...sources, ...typedSources } }
}
