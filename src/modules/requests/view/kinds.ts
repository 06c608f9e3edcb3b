import type { z } from 'zod'
import type { kinds as kindsOperation } from '../../../contract/requests.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { fill } from '../../../texts/text.ts'
import type { ForbiddenAhead } from '../../policy/index.ts'
import { circumstancesOf, circumstancesOfReceived } from '../circumstances.ts'
import { kinds, type Kind } from '../kinds.ts'
import { closedKinds } from './closed-kinds.ts'
import type { ViewDeps } from './deps.ts'
import { factFieldOf, receivedFieldOf, untickedOf } from './fact-field.ts'
import { say, type Reader } from './reader.ts'

type Query = z.output<typeof kindsOperation.query>
type Answer = z.output<typeof kindsOperation.answer>

/**
 * The kinds of benefit in the form's own order, never sorted by what the policy would say. What our staff receive
 * is of the kinds that people get, and it happened: no kind of it is closed.
 */
export async function kindsOf(
  deps: ViewDeps,
  tx: Transaction,
  reader: Reader,
  query: Query,
): Promise<Answer> {
  const isGiven = query.direction === 'given'
  const offered = kinds.filter((kind) => isGiven || kind.to === 'person')
  const closed = isGiven
    ? await closedTo(deps, tx, reader, offered, query)
    : new Map<string, ForbiddenAhead>()
  return { items: offered.map((kind) => kindItem(reader, kind, isGiven, closed.get(kind.id))) }
}

async function closedTo(
  deps: ViewDeps,
  tx: Transaction,
  reader: Reader,
  offered: readonly Kind[],
  { customerId, recipientId, entityId: given, happensOn }: Query,
): Promise<ReadonlyMap<string, ForbiddenAhead>> {
  const { entityIds } = reader.actor
  const entityId = given ?? entityIds[0] ?? ''
  const today = deps.dayOf(reader.organisation, entityId, reader.now)
  const day = happensOn ?? today
  if (customerId === undefined || day < today) return new Map()
  return closedKinds(deps, tx, reader, offered, { customerId, recipientId, entityId, day })
}

function kindItem(
  reader: Reader,
  kind: Kind,
  isGiven: boolean,
  closed: ForbiddenAhead | undefined,
): Answer['items'][number] {
  const { language } = reader
  const asked = isGiven ? circumstancesOf(kind) : circumstancesOfReceived
  const fieldOf = isGiven ? factFieldOf : receivedFieldOf
  return {
    id: kind.id,
    word: fill(kind.word, language),
    form: kind.form,
    permission: closed
      ? { can: false, why: whyClosed(reader, closed) }
      : { can: true, needsReason: false, needsFactor: false },
    ...(kind.quantity ? { quantity: { word: fill(kind.quantity, language), isRequired: false } } : {}),
    defaultRecipient: kind.to,
    fields: kind.fields.flatMap((path) => factFieldOf(path, language) ?? []),
    circumstances: asked.flatMap((path) => fieldOf(path, language) ?? []),
    reasons: kind.reasons.map(({ key, word }) => ({ key, word: fill(word, language) })),
  }
}

function whyClosed(reader: Reader, { message, clause }: ForbiddenAhead): string {
  const { language } = reader
  return say(reader, 'kind.closed', { message: fill(message, language), clause: fill(clause, language) })
}

/** The answers of a form whose list of circumstances was answered with "none of these". */
export function noneOfThese(
  kind: Pick<Kind, 'form' | 'to'>,
  currency: string,
): Record<string, ReturnType<typeof untickedOf>> {
  return Object.fromEntries(circumstancesOf(kind).map((path) => [path, untickedOf(path, currency)]))
}
