import type { z } from 'zod'
import type { inbox } from '../../../contract/inbox.ts'
import { dayIn, daysBetween } from '../../../kernel/time.ts'
import type { Decision } from '../../../contract/decision.ts'
import { factsJson } from '../../../contract/facts.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { fill } from '../../../texts/text.ts'
import { delegationsInForce, mayWith } from '../../access/index.ts'
import { averageHours, loadInbox, type InboxTask } from '../../approvals/index.ts'
import { loadDecisions, type PolicyInForce } from '../../policy/index.ts'
import { isOutcome, type Outcome } from '../domain.ts'
import { kindOfForm } from '../kinds.ts'
import { reviewType } from '../review.ts'
import { loadRequests } from '../store.ts'
import { loadWaitingOnCompliance } from '../store-held.ts'
import type { RequestRow } from '../tables.ts'
import type { ViewDeps } from './deps.ts'
import { matterRows } from './matters.ts'
import { namesOf, type Names } from './names.ts'
import { denied } from './permissions.ts'
import { deadlineOf, say, staffOf, type Reader } from './reader.ts'
import { badgeOf } from './verdict.ts'
import { toMoneyJson } from '../../../kernel/money.ts'
import { wholeValueOf } from '../stored-proposal.ts'

type Inbox = z.output<typeof inbox.answer>
type Row = Inbox['groups'][number]['rows'][number]
type Item = {
  readonly row: Row
  readonly outcome: Outcome
  readonly due: string
  readonly isDeputy: boolean
  /** It waits for a fact that the reader can put on record, and for nobody's decision. */
  readonly isHeld: boolean
}

const buckets = ['all', 'judge', 'ready', 'due_today', 'deputy'] as const

/** What waits for the reader's decision, in groups with counts; buckets are views of the same list. */
export async function inboxOf(
  deps: ViewDeps,
  tx: Transaction,
  reader: Reader,
  asked: { bucket: Inbox['buckets'][number]['key']; group: 'deadline' | 'customer' | 'recipient' },
): Promise<Inbox> {
  const items = await itemsOf(deps, tx, reader)
  const hours = await averageHours(tx, reader.actor.personId, reader.now)
  const shown = items.filter((item) => isIn(asked.bucket, item))
  return {
    total: items.length,
    ...(hours === undefined ? {} : { pace: say(reader, 'inbox.pace_value', { count: hours.toFixed(1) }) }),
    buckets: [...buckets, ...(suppliesFacts(reader) ? (['supply'] as const) : [])].map((key) => ({
      key,
      count: items.filter((item) => isIn(key, item)).length,
    })),
    groups: groupsOf(reader, shown, asked.group),
    batch: batchPermission(reader, batchForms(await deps.policy(tx), reader).length > 0),
  }
}

/** The forms that the company lets be approved in batches today. */
function batchForms(policy: PolicyInForce, reader: Reader): readonly string[] {
  return policy.batchForms(dayIn(reader.zone, reader.now))
}

function batchPermission(reader: Reader, isOn: boolean, kind?: string): Row['batch'] {
  if (isOn) return { can: true, needsReason: false, needsFactor: false }
  return denied(
    reader,
    kind === undefined ? refuse('approvals.no_batches') : refuse('approvals.batch_off', { kind }),
  )
}

/** How many tasks wait for the reader, for the badge of the navigation. */
export async function inboxCount(tx: Transaction, reader: Reader): Promise<number> {
  const { tasks } = await tasksFor(tx, reader)
  return tasks.length + (await heldFor(tx, reader)).length
}

/** True for compliance, who completes the records that requests wait for. */
function suppliesFacts(reader: Reader): boolean {
  return reader.actor.roles.includes('compliance')
}

/** What waits until compliance completes a record, in the entities that the reader watches; never one's own. */
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

async function tasksFor(tx: Transaction, reader: Reader) {
  const { organisation, actor, now, zone } = reader
  const principals = delegationsInForce(organisation, actor.personId, dayIn(zone, now)).map(
    (row) => row.from_id,
  )
  const tasks = (await loadInbox(tx, [actor.personId, ...principals])).filter(
    // A deputy decides requests; what needs a second person for the organisation is answered by that person alone.
    ({ requesterId, objectType, task }) =>
      requesterId !== actor.personId && (objectType === 'request' || task.person_id === actor.personId),
  )
  return { tasks, principals: new Set(principals) }
}

async function itemsOf(deps: ViewDeps, tx: Transaction, reader: Reader): Promise<Item[]> {
  const { tasks, principals } = await tasksFor(tx, reader)
  const held = await heldFor(tx, reader)
  const asked = await loadRequests(
    tx,
    tasks.map((task) => task.objectId),
  )
  const requests = new Map([...asked, ...held.map((row) => [row.id, row] as const)])
  const names = await namesOf(tx, [...requests.values()])
  const decisions = await loadDecisions(
    tx,
    [...requests.values()].flatMap((row) => row.decision_id ?? []),
  )
  const policy = await deps.policy(tx)
  const forms = batchForms(policy, reader)
  const item = (request: RequestRow | undefined, task: InboxTask | undefined): Item[] => {
    if (!request || request.outcome === null || !isOutcome(request.outcome)) return []
    const principal = task && principals.has(task.task.person_id) ? task.task.person_id : undefined
    const deputyFor = principal === reader.actor.personId ? undefined : principal
    const why = whyOf(deps, reader, policy, decisions.get(request.decision_id ?? '')?.record)
    const row = rowOf(reader, { task, request, names, why, deputyFor, outcome: request.outcome, forms })
    const due = task?.task.due_at ?? ''
    const isDeputy = deputyFor !== undefined
    return [{ row, due, isDeputy, outcome: request.outcome, isHeld: task === undefined }]
  }
  const matters = await matterRows(deps, tx, reader, tasks)
  return [
    ...matters.map((each): Item => ({ ...each, outcome: 'escalate', isDeputy: false, isHeld: false })),
    ...tasks.flatMap((task) => item(requests.get(task.objectId), task)),
    ...held.flatMap((request) => item(request, undefined)),
  ]
}

/** The sentence of a stored decision, in the reader's language. */
function whyOf(deps: ViewDeps, reader: Reader, policy: PolicyInForce, record: string | undefined): string {
  if (record === undefined) return ''
  const stored = JSON.parse(record) as { decision: Decision; facts: unknown }
  const facts = factsJson.safeParse(stored.facts)
  return facts.success ? deps.explain(policy, stored.decision, facts.data, reader.language).sentence : ''
}

type Given = {
  /** Absent for what waits for a fact. */
  readonly task: InboxTask | undefined
  readonly request: RequestRow
  readonly names: Names
  readonly why: string
  readonly deputyFor: string | undefined
  readonly outcome: Outcome
  readonly forms: readonly string[]
}

function rowOf(reader: Reader, given: Given): Row {
  const { task, request, names, why, deputyFor, outcome, forms } = given
  const kind = kindOfForm(request.form ?? '')
  const due = task?.task.due_at ?? null
  const isGreen = outcome === 'allow' || outcome === 'allow_with_conditions'
  const customer = names.customer(request.customer_id)
  const whole = wholeValueOf(request)
  const title = reader.language === 'en' && kind ? fill(kind.word, 'en') : request.title
  const isReview = task?.objectType === reviewType
  return {
    approvalId: task?.task.flow_id ?? request.id,
    version: request.version,
    object: { type: task?.objectType ?? 'request', id: request.id },
    number: request.number ?? '',
    ...(request.customer_id === null
      ? {}
      : { customer: { id: request.customer_id, kind: 'organisation', name: customer } }),
    heading: customer || names.person(request.person_id),
    matter: isReview ? say(reader, 'review.title', { title }) : title,
    ...(whole ? { amount: toMoneyJson(whole) } : {}),
    ...(due === null ? {} : { deadline: deadlineOf(reader, due) }),
    badge: badgeOf(reader, outcome),
    why,
    who:
      deputyFor === undefined
        ? staffOf(reader, request.requester_id).name
        : say(reader, 'inbox.as_deputy', { name: staffOf(reader, deputyFor).name }),
    batch:
      isGreen && !isReview
        ? batchPermission(
            reader,
            forms.includes(request.form ?? ''),
            kind ? fill(kind.word, reader.language) : '',
          )
        : denied(reader, refuse('approvals.not_in_batch')),
  }
}

function isIn(bucket: Inbox['buckets'][number]['key'], item: Item): boolean {
  const isReview = item.row.object.type === reviewType
  const isGreen = item.outcome === 'allow' || item.outcome === 'allow_with_conditions'
  if (bucket === 'supply' || bucket === 'all') return bucket === 'all' || item.isHeld
  if (bucket === 'judge') return isReview || item.outcome === 'escalate'
  if (bucket === 'ready') return isGreen && !isReview
  if (bucket === 'due_today') return item.row.deadline !== undefined && item.row.deadline.state !== 'later'
  return item.isDeputy
}

function groupsOf(
  reader: Reader,
  items: readonly Item[],
  group: 'deadline' | 'customer' | 'recipient',
): Inbox['groups'] {
  const keyed = Map.groupBy(items, (item) =>
    group === 'deadline' ? deadlineKey(reader, item) : item.row.heading,
  )
  const order = ['overdue', 'today', 'week', 'later']
  return [...keyed]
    .sort(([a], [b]) =>
      group === 'deadline' ? order.indexOf(a) - order.indexOf(b) : a.localeCompare(b, 'zh-CN'),
    )
    .map(([key, rows]) => ({
      key,
      title:
        group === 'deadline' ? say(reader, `inbox.${key as 'overdue' | 'today' | 'week' | 'later'}`) : key,
      count: rows.length,
      rows: rows.map((item) => item.row),
    }))
}

function deadlineKey(reader: Reader, item: Item): string {
  if (item.row.deadline?.state === 'overdue') return 'overdue'
  if (item.row.deadline?.state === 'due_today') return 'today'
  if (item.due === '') return 'later'
  const days = daysBetween(dayIn(reader.zone, reader.now), dayIn(reader.zone, item.due))
  return days <= 6 ? 'week' : 'later'
}
