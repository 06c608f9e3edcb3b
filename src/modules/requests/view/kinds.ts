import type { z } from 'zod'
import type { kinds as kindsOperation } from '../../../contract/requests.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { fill, type Language } from '../../../texts/text.ts'
import { dealsToChoose, eventsToChoose } from '../../deals/index.ts'
import type { ForbiddenAhead } from '../../policy/index.ts'
import { circumstancesOf, circumstancesOfReceived, partOf, type PartOf } from '../circumstances.ts'
import { kinds, type Kind } from '../kinds.ts'
import { closedKinds } from './closed-kinds.ts'
import type { ViewDeps } from './deps.ts'
import { factFieldOf, partFieldOf, receivedFieldOf, untickedOf, type PartChoices } from './fact-field.ts'
import { say, type Reader } from './reader.ts'

type Query = z.output<typeof kindsOperation.query>
type Answer = z.output<typeof kindsOperation.answer>

/**
 * The kinds of benefit in the form's own order, never sorted by what the policy would say. What our staff
 * receive is of the kinds that people get, and it happened: no kind of it is closed.
 */
export async function kindsOf(
  deps: ViewDeps,
  tx: Transaction,
  reader: Reader,
  query: Query,
): Promise<Answer> {
  if (query.direction !== 'given') {
    const received = kinds.filter((kind) => kind.to === 'person')
    return { items: received.map((kind) => ({ ...kindItem(reader, kind), ...ofReceived(reader) })) }
  }
  const [closed, parts] = await Promise.all([
    closedTo(deps, tx, reader, query),
    partsToChoose(deps, tx, reader, query),
  ])
  const items = kinds.map((kind) => {
    const item = kindItem(reader, kind, closed.get(kind.id))
    const fields = partOf(kind).flatMap((path) => partFieldOf(path, reader, parts[path]) ?? [])
    return { ...item, fields: [...item.fields, ...fields] }
  })
  return { items }
}

/** What a benefit of this customer and day may be a part of. */
async function partsToChoose(
  deps: ViewDeps,
  tx: Transaction,
  reader: Reader,
  query: Query,
): Promise<Readonly<Record<PartOf, PartChoices>>> {
  const { day } = placeOf(deps, reader, query)
  const [events, deals] = await Promise.all([
    eventsToChoose(tx, reader, day),
    query.customerId === undefined ? [] : dealsToChoose(tx, reader, query.customerId, day),
  ])
  return { 'benefit.eventId': events, 'benefit.dealId': { choices: deals, isWhole: true } }
}

/** Who would give it and on which day, where the form says neither. */
function placeOf(deps: ViewDeps, { actor, organisation, now }: Reader, query: Query) {
  const entityId = query.entityId ?? actor.entityIds[0] ?? ''
  const today = deps.dayOf(organisation, entityId, now)
  return { entityId, today, day: query.happensOn ?? today }
}

async function closedTo(
  deps: ViewDeps,
  tx: Transaction,
  reader: Reader,
  query: Query,
): Promise<ReadonlyMap<string, ForbiddenAhead>> {
  const { customerId, recipientId } = query
  const { entityId, today, day } = placeOf(deps, reader, query)
  if (customerId === undefined || day < today) return new Map()
  return closedKinds(deps, tx, reader, { customerId, recipientId, entityId, day })
}

type Item = Answer['items'][number]

function kindItem(reader: Reader, kind: Kind, closed?: ForbiddenAhead): Item {
  const { language } = reader
  return {
    id: kind.id,
    word: fill(kind.word, language),
    form: kind.form,
    permission: closed
      ? { can: false, why: whyClosed(reader, closed) }
      : { can: true, needsReason: false, needsFactor: false },
    ...quantityOf(kind, language),
    defaultRecipient: kind.to,
    fields: kind.fields.flatMap((path) => (path === guests ? [] : (factFieldOf(path, language) ?? []))),
    circumstances: circumstancesOf(kind).flatMap((path) => factFieldOf(path, language) ?? []),
    reasons: kind.reasons.map(({ key, word }) => ({ key, word: fill(word, language) })),
    ways: kind.ways.map((way) => ({ way, word: say(reader, `way.${way}`) })),
    plan: [...(kind.plan ?? [])],
  }
}

/** How many guests there are is a fact of a meal, and the number beside its amount. */
const guests = 'benefit.meal.guests'

function quantityOf(kind: Kind, language: Language): Pick<Item, 'quantity'> {
  if (!kind.counted) return {}
  const { unit, word } = kind.counted
  const fact = kind.fields.includes(guests) ? { fact: guests } : {}
  return { quantity: { unit, word: fill(word, language), isRequired: false, ...fact } }
}

function ofReceived({ language }: Reader): Pick<Item, 'circumstances' | 'ways' | 'plan'> {
  const circumstances = circumstancesOfReceived.flatMap((path) => receivedFieldOf(path, language) ?? [])
  return { ways: [], plan: [], circumstances }
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
