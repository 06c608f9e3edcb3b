import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import type { Actor } from '../../../platform/act/actor.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { insertRow } from '../../../platform/act/rows.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { holdersOf, mayWith, nobodyObjection, type Organisation } from '../../access/index.ts'
import { periodChangeTable } from '../tables.ts'
import { blockersOf, type Check, type PeriodDeps } from './deps.ts'
import { periodObjection, type Standing, type Verb } from './domain.ts'
import { lastDayOf, type Month } from './months.ts'
import { firstBookedOn, isProposed, loadClosings } from './store.ts'

/** The kind of object of a round about a month. */
export const periodType = 'period'

/** Those who may answer: another of finance, or the general manager. */
const answering = ['finance', 'general_manager'] as const

/** A month that is to be closed or opened again. */
export type ProposePeriodBody = {
  readonly entityId: string
  readonly month: Month
  readonly verb: Verb
  readonly reason: string
}

/** What a proposal about a month is decided on. */
type Found = {
  readonly organisation: Organisation
  readonly standing: Standing
  readonly blockers: readonly Check[]
  readonly waits: boolean
}

/** Proposes to close a month, or to open the last one again; a second person answers in the inbox. */
export function proposePeriod(
  deps: PeriodDeps,
): Command<ProposePeriodBody, readonly Found[], { periodChangeId: string }> {
  return {
    operation: 'ledger.propose_period',
    load: async (tx, calls) => {
      const found: Found[] = []
      for (const call of calls) found.push(await loadFound(deps, tx, call))
      return found
    },
    decide: ([found], call) => decide(deps, found, call),
    constraints: {
      period_change_is_proposed_once: ({ body }) => ({
        refusal: refuse('ledger.month_waits', { month: body.month }, '/body/month'),
        object: { type: 'books', id: body.entityId },
      }),
    },
  }
}

async function loadFound(
  deps: PeriodDeps,
  tx: Transaction,
  { body, at }: Call<ProposePeriodBody>,
): Promise<Found> {
  const { entityId, month, verb } = body
  const organisation = await deps.organisation(tx)
  const until = lastDayOf(month)
  const standing = await standingOf(tx, entityId, deps.dayOf(organisation, entityId, at))
  const blockers = verb === 'close' ? await blockersOf(deps, tx, { entityId, month, until }) : []
  return { organisation, standing, blockers, waits: await isProposed(tx, { entityId, until, verb }) }
}

/** Where the months of an entity stand. */
export async function standingOf(tx: Transaction, entityId: string, today: LocalDate): Promise<Standing> {
  const closed = await loadClosings(tx, [entityId])
  return {
    closedUntil: closed.get(entityId)?.closed_until ?? undefined,
    firstBookedOn: await firstBookedOn(tx, entityId),
    today,
  }
}

function decide(
  deps: PeriodDeps,
  found: Found | undefined,
  { body, actor, at }: Call<ProposePeriodBody>,
): Decision<{ periodChangeId: string }> {
  if (!found) throw new Error('what a proposal is decided on was loaded')
  const { entityId, month, verb, reason } = body
  const id = deps.newId('period')
  const object = { type: periodType, id }
  const today = found.standing.today
  const personIds = answerersOf(found.organisation, { entityId, requesterId: actor.personId }, today)
  const objection = proposeObjection(found, actor, body) ?? nobodyObjection(personIds, actor.personId)
  if (objection)
    return { refusal: objection, object: { type: 'books', id: entityId }, ...known(found, entityId) }
  const row = insertRow(periodChangeTable, {
    id,
    entity_id: entityId,
    verb,
    until: lastDayOf(month),
    reason,
    state: 'proposed',
    proposed_by: actor.personId,
    proposed_at: at,
    answered_by: null,
    answered_at: null,
  })
  const round = deps.rounds.open({
    object,
    entityId,
    requesterId: actor.personId,
    kind: periodType,
    role: 'finance',
    personIds,
    at,
  })
  return { answer: { periodChangeId: id }, object, entityId, changes: [row, ...round], reason }
}

/** The entity of a refusal, where there is such an entity. */
function known({ organisation }: Found, entityId: string): { entityId?: string } {
  return organisation.entities.has(entityId) ? { entityId } : {}
}

function proposeObjection(
  { standing, blockers, waits }: Found,
  actor: Actor,
  { entityId, month, verb }: ProposePeriodBody,
): Refusal | undefined {
  const permission = mayWith(actor, 'ledger.propose_period', { entityId })
  if (!permission.can) return permission.refusal
  const objection = periodObjection(verb, month, standing)
  if (objection) return { ...objection, pointer: '/body/month' }
  if (waits) return refuse('ledger.month_waits', { month }, '/body/month')
  return blockedObjection(month, blockers)
}

/** The objection to closing a month while something has to be put right first. */
export function blockedObjection(month: Month, blockers: readonly Check[]): Refusal | undefined {
  if (blockers.length === 0) return undefined
  const count = blockers.reduce((sum, blocker) => sum + blocker.count, 0)
  return refuse('ledger.month_blocked', { month, count })
}

/** Finance of the entity and its general manager; whoever proposes is left out. */
function answerersOf(
  organisation: Organisation,
  subject: { readonly entityId: string; readonly requesterId: string },
  today: LocalDate,
): string[] {
  return [...new Set(answering.flatMap((role) => holdersOf(organisation, role, subject, today)))]
}
