import type { z } from 'zod'
import { partyLineCursors, type partyLines } from '../../contract/parties.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { leadersOf, mayWith } from '../access/index.ts'
import { loadCustomers, sayParty, withMerged } from '../parties/index.ts'
import type { RequestsOf } from './ports.ts'
import { loadBenefits } from './store.ts'
import { findNetLines, findTakenBack, takenBackKey, type NetLine, type Receiver } from './store-party.ts'
import type { BenefitRow } from './tables.ts'
import {
  badgeOf,
  formWord,
  moneyOf,
  namesFor,
  stateOfRow,
  titleOf,
  type RegisterReader,
  type RowNames,
} from './words.ts'

type Lines = z.output<typeof partyLines.answer>
type Asked = z.output<typeof partyLines.query>

const pageSize = 50

/** Whose lines stand behind a party's page: the party and all that were merged with it. */
export async function receiverOf(
  tx: Transaction,
  partyId: string,
): Promise<Receiver & { isCustomer: boolean }> {
  const { members } = await withMerged(tx, [partyId])
  const isCustomer = (await loadCustomers(tx, [partyId])).has(partyId)
  return { recipientIds: members, orgIds: isCustomer ? members : [], isCustomer }
}

/**
 * Every line of a party, newest first. Lines of entities that the reader does not serve keep their amount
 * and day and nothing else; a filter by kind or by entity leaves them out, because it would tell what the
 * mask hides.
 */
export async function partyLinesOf(
  tx: Transaction,
  reader: RegisterReader,
  requestsOf: RequestsOf,
  partyId: string,
  asked: Asked,
): Promise<Lines> {
  const receiver = await receiverOf(tx, partyId)
  const isUnfiltered = asked.kind === undefined && asked.entityId === undefined
  const lines = await findNetLines(tx, receiver, {
    direction: asked.direction,
    year: asked.year,
    form: asked.kind,
    entityId: asked.entityId,
    onlyEntities: isUnfiltered ? undefined : reader.actor.entityIds,
    after: asked.cursor,
    limit: pageSize + 1,
  })
  const shown = lines.slice(0, pageSize)
  const open = shown.filter((line) => isSeen(reader, line.entityId))
  const benefitIds = [...new Set(open.map((line) => line.benefitId))]
  const benefits = await loadBenefits(tx, benefitIds)
  const requests = await requestsOf(tx, benefitIds)
  const names = await namesFor(
    tx,
    reader,
    open.map((line) => line.recipientId),
  )
  const last = shown.at(-1)
  return {
    rows: (await withBothSides(tx, shown)).map((line) => {
      const benefit = benefits.get(line.benefitId)
      if (!benefit || !isSeen(reader, line.entityId)) return masked(reader, line)
      const requestId = mayOpen(reader, benefit) ? requests.get(benefit.id) : undefined
      return openLine(reader, names, { line, benefit, requestId, withRecipient: receiver.isCustomer })
    }),
    ...(lines.length > pageSize && last
      ? { next: partyLineCursors.write({ on: last.happenedOn, id: last.lineId }) }
      : {}),
  }
}

/**
 * What was taken back on its own day, as the undoing of an import does, stands as two lines as well: what was
 * received, and above it that it was taken back.
 */
async function withBothSides(tx: Transaction, lines: readonly NetLine[]): Promise<NetLine[]> {
  const nothing = lines.filter(({ minor }) => minor === 0n)
  const back = await findTakenBack(tx, [...new Set(nothing.map(({ benefitId }) => benefitId))])
  return lines.flatMap((line) => {
    const taken = line.minor === 0n ? back.get(takenBackKey(line)) : undefined
    if (!taken) return [line]
    return [
      { ...line, lineId: `${taken.lineId}-back`, minor: taken.minor },
      { ...line, minor: -taken.minor },
    ]
  })
}

/** True when the reader may see the lines of that entity in full. */
export function isSeen({ actor }: RegisterReader, entityId: string | null): boolean {
  return entityId !== null && actor.entityIds.includes(entityId)
}

function mayOpen({ actor, organisation, today }: RegisterReader, benefit: BenefitRow): boolean {
  const { requester_id: ownerId, entity_id: entityId } = benefit
  return mayWith(actor, 'requests.detail', {
    ...(ownerId === null ? {} : { ownerId, leaderIds: leadersOf(organisation, ownerId, today) }),
    ...(entityId === null ? {} : { entityId }),
  }).can
}

function masked(reader: RegisterReader, line: NetLine): Lines['rows'][number] {
  return {
    lineId: line.lineId,
    on: line.happenedOn,
    kind: '',
    title: '',
    entity: sayParty(reader, 'line.sister'),
    amount: moneyOf(line.currency, line.minor),
    isMasked: true,
  }
}

type Open = {
  readonly line: NetLine
  readonly benefit: BenefitRow
  readonly requestId: string | undefined
  readonly withRecipient: boolean
}

function openLine(
  reader: RegisterReader,
  names: RowNames,
  { line, benefit, requestId, withRecipient }: Open,
): Lines['rows'][number] {
  const recipient = withRecipient ? names.party(line.recipientId) : undefined
  return {
    lineId: line.lineId,
    ...(requestId === undefined ? {} : { requestId }),
    number: benefit.number,
    on: line.happenedOn,
    kind: formWord(reader, line.form),
    title: titleOf(reader, benefit),
    ...(recipient ? { recipient } : {}),
    entity: names.entity(line.entityId),
    amount: moneyOf(line.currency, line.minor),
    badge: badgeOf(reader, benefit.outcome),
    state: stateOfRow(reader, benefit),
    isMasked: false,
  }
}
