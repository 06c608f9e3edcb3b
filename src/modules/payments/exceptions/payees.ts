import type { z } from 'zod'
import type { exceptionPayees } from '../../../contract/payees.ts'
import { toMoneyJson } from '../../../kernel/money.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { sayPayment } from '../../../texts/payments.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import type { Language } from '../../../texts/text.ts'
import { mayWith, nameOf, nobodyObjection } from '../../access/index.ts'
import { findEntry } from '../../benefits/index.ts'
import { partyRefs } from '../../parties/index.ts'
import { requestsOfBenefits, type OpenCase } from '../../requests/index.ts'
import type { PaymentDeps } from '../deps.ts'
import { takesPayeePhone } from '../templates/store.ts'
import { loadPaying } from '../orders/load.ts'
import type { PaymentReader } from '../orders/queries.ts'
import { confirmersOf, loadNatural, payeeObjection, type Proposing } from './commands.ts'
import { exceptionKinds, taxesOf, type ExceptionKind } from './domain.ts'

type Answer = z.output<typeof exceptionPayees.answer>

/**
 * For whom of a request an exception can be proposed, decided as the proposal will be; undefined where there
 * is no such request, or none that the reader may know of.
 */
export async function exceptionPayeesOf(
  deps: PaymentDeps,
  tx: Transaction,
  reader: PaymentReader & { readonly at: Instant },
  of: string,
): Promise<Answer | undefined> {
  const { actor, at, organisation } = reader
  const { language } = actor
  const requestId = of.startsWith('req_') ? of : await numbered(tx, of)
  const paying = await loadPaying(deps, tx, [{ key: '', actor, at, body: { requestId } }])
  const found = paying.cases.get(requestId)
  const entityId = found?.request.entity_id ?? ''
  const mayAsk = mayWith(actor, 'payments.exception_payees', { entityId }).can
  if (!found?.benefit || !mayAsk) return undefined
  const { request, benefit } = found
  const ids = [...new Set([benefit.customer_id ?? [], benefit.recipient_id ?? []].flat())]
  const state: Proposing = { ...(await loadNatural(tx, ids)), paying }
  const names = await partyRefs(tx, ids)
  const asked = ids.map((id) => ({ id, kinds: kindsOf(state, found, id) }))
  const possible = asked.filter(({ kinds }) => kinds.some(({ objection }) => objection === undefined))
  const first = asked.flatMap(({ kinds }) => kinds.flatMap(({ objection }) => objection ?? []))[0]
  const hold = holdOf(reader, found) ?? (possible.length === 0 ? first : undefined)
  const entity = organisation.entities.get(entityId)
  return {
    requestId,
    ...(request.number === null ? {} : { requestNumber: request.number }),
    title: request.title,
    entityId,
    entity: entity ? nameOf(entity, language) : entityId,
    amount: toMoneyJson({ currency: benefit.value_currency.trim(), minor: benefit.value_minor }),
    payees: possible.map(({ id, kinds }) => ({
      id,
      // An account stands in the legal name, which a short name is not.
      name: state.customers.get(id)?.name ?? names.get(id)?.name ?? id,
      kinds: kinds.map(({ key, objection }) => ({ key, ...whyNot(objection, language) })),
    })),
    kinds: exceptionKinds.map((key) => ({
      key,
      word: sayPayment(language, `exception.${key}`),
      taxes: taxesOf(key).map((tax) => ({ key: tax, word: sayPayment(language, `tax.${tax}`) })),
    })),
    takesPhone: await takesPayeePhone(tx),
    ...(hold === undefined ? {} : { hold: heldIn(hold, language) }),
  }
}

/** The request behind the number of a benefit; of none that the reader sees, no identifier. */
async function numbered(tx: Transaction, number: string): Promise<string> {
  const entry = await findEntry(tx, number)
  return (await requestsOfBenefits(tx, entry ? [entry.id] : [])).get(entry?.id ?? '') ?? ''
}

type Kind = { readonly key: ExceptionKind; readonly objection: Refusal | undefined }

function kindsOf(state: Proposing, found: OpenCase, payeeId: string): Kind[] {
  return exceptionKinds.map((kind) => ({
    key: kind,
    objection: payeeObjection(state, found, { payeeId, kind }),
  }))
}

/** What stands against a proposal of this reader, whoever is to be paid. */
function holdOf({ actor }: PaymentReader, found: OpenCase): Refusal | undefined {
  const { entity_id: entityId } = found.request
  const permission = mayWith(actor, 'payments.propose_exception', { entityId })
  return permission.can
    ? nobodyObjection(confirmersOf(found, actor.personId), actor.personId)
    : permission.refusal
}

function whyNot(objection: Refusal | undefined, language: Language): { why?: string } {
  return objection === undefined ? {} : { why: sayRefusal(objection, language).says }
}

function heldIn(refusal: Refusal, language: Language): Answer['hold'] {
  const { says, wayOut } = sayRefusal(refusal, language)
  return { reason: says, repair: wayOut }
}
