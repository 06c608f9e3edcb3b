import type { z } from 'zod'
import type { inbox } from '../../../contract/inbox.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { delegationsInForce, deputiesOf, mayWith } from '../../access/index.ts'
import { loadAskedBy, loadInbox, type InboxTask } from '../../approvals/index.ts'
import { dayIn } from '../../../kernel/time.ts'
import { isOutcome, type Outcome } from '../domain.ts'
import { reviewType } from '../review.ts'
import { delegatedTask } from '../sight.ts'
import { loadRequests } from '../store.ts'
import { loadWaitingOnCompliance } from '../store-held.ts'
import type { RequestRow } from '../tables.ts'
import type { ViewDeps } from './deps.ts'
import { matterRows } from './matters.ts'
import { say, staffOf, type Reader } from './reader.ts'

/** One row of the inbox. */
export type Row = z.output<typeof inbox.answer>['groups'][number]['rows'][number]

/** One thing that waits for the reader, before it is put into words. */
export type Waiting = {
  /** The round; or the request, where it waits for a fact and for nobody's decision. */
  readonly id: string
  readonly outcome: Outcome
  /** When it must be decided; empty where nobody has to. */
  readonly due: string
  readonly request: RequestRow | undefined
  readonly task: InboxTask | undefined
  /** The row of what is no request, in the words of its module. */
  readonly matter: Row | undefined
  /** Whose task it is, where the reader stands in for them. */
  readonly deputyFor: string | undefined
}

/** True for compliance, who completes the records that requests wait for. */
export function suppliesFacts(reader: Reader): boolean {
  return reader.actor.roles.includes('compliance')
}

/** How many things wait for the reader, for the badge of the navigation. */
export async function inboxCount(tx: Transaction, reader: Reader): Promise<number> {
  const { tasks } = await tasksFor(tx, reader)
  return tasks.length + (await heldFor(tx, reader)).length
}

/**
 * Everything that waits for the reader: own tasks, those of principals within their scope, and missing facts.
 */
export async function waitingFor(deps: ViewDeps, tx: Transaction, reader: Reader): Promise<Waiting[]> {
  const { tasks, requests } = await tasksFor(tx, reader)
  const matters = await matterRows(deps, tx, reader, tasks)
  const held = await heldFor(tx, reader)
  return [
    ...matters.map(waitingMatter),
    ...tasks.flatMap((task): Waiting[] => {
      const request = requests.get(task.objectId)
      const outcome = request && outcomeOf(request)
      const isOwn = task.task.person_id === reader.actor.personId
      const deputyFor = isOwn ? undefined : task.task.person_id
      const due = task.task.due_at ?? ''
      return outcome ? [{ ...none, id: task.task.flow_id, outcome, due, request, task, deputyFor }] : []
    }),
    ...held.flatMap((request): Waiting[] => {
      const outcome = outcomeOf(request)
      return outcome ? [{ ...none, id: request.id, outcome, due: '', request }] : []
    }),
  ]
}

const none = { request: undefined, task: undefined, matter: undefined, deputyFor: undefined }

function waitingMatter({ row, due }: { readonly row: Row; readonly due: string }): Waiting {
  return { ...none, id: row.approvalId, outcome: 'escalate', due, matter: row }
}

/** What the reader laid before a second person: each says for whom it waits. */
export async function proposedBy(deps: ViewDeps, tx: Transaction, reader: Reader): Promise<Waiting[]> {
  const types = deps.matters.map(({ type }) => type)
  const tasks = await loadAskedBy(tx, reader.actor.personId, types)
  const byRound = Map.groupBy(tasks, ({ task }) => task.flow_id)
  const first = [...byRound.values()].flatMap(([task]) => task ?? [])
  return (await matterRows(deps, tx, reader, first)).map(({ row, due }) => {
    const asked = (byRound.get(row.approvalId) ?? []).map(({ task }) => staffOf(reader, task.person_id).name)
    const name = asked.join(say(reader, 'list.separator'))
    return waitingMatter({ row: { ...row, who: say(reader, 'waiting.approver', { name }) }, due })
  })
}

function outcomeOf({ outcome }: RequestRow): Outcome | undefined {
  return outcome !== null && isOutcome(outcome) ? outcome : undefined
}

/**
 * What waits until compliance completes a record, in the entities that the reader watches; never one's own.
 */
async function heldFor(tx: Transaction, reader: Reader): Promise<RequestRow[]> {
  if (!suppliesFacts(reader)) return []
  const { actor } = reader
  return (await loadWaitingOnCompliance(tx)).filter(
    ({ requester_id: ownerId, entity_id: entityId, state }) => {
      const isOwn = ownerId === actor.personId
      return !isOwn && mayWith(actor, 'requests.answer', { ownerId, entityId, state }).can
    },
  )
}

type Tasks = { readonly tasks: readonly InboxTask[]; readonly requests: ReadonlyMap<string, RequestRow> }

/**
 * The reader's own tasks and those of their principals, as far as the delegation reaches: its kinds, its cap,
 * and nobody's request whom the reader reports to. What needs a second person for the organisation has no
 * deputy.
 */
async function tasksFor(tx: Transaction, reader: Reader): Promise<Tasks> {
  const { organisation, actor, now, zone } = reader
  const today = dayIn(zone, now)
  const principals = delegationsInForce(organisation, actor.personId, today).map((row) => row.from_id)
  const all = (await loadInbox(tx, [actor.personId, ...principals])).filter(
    ({ requesterId }) => requesterId !== actor.personId,
  )
  const requests = await loadRequests(
    tx,
    all.filter(isOfRequest).map((task) => task.objectId),
  )
  const tasks = all.filter((task) => {
    if (task.task.person_id === actor.personId) return true
    const request = isOfRequest(task) ? requests.get(task.objectId) : undefined
    if (!request) return false
    const deputies = deputiesOf(organisation, task.task.person_id, today, delegatedTask(request, task.kind))
    return deputies.includes(actor.personId)
  })
  return { tasks, requests }
}

function isOfRequest({ objectType }: InboxTask): boolean {
  return objectType === 'request' || objectType === reviewType
}
