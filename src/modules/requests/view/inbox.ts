import type { z } from 'zod'
import type { inbox } from '../../../contract/inbox.ts'
import { dayIn, daysBetween } from '../../../kernel/time.ts'
import type { Decision } from '../../../contract/decision.ts'
import { factsJson } from '../../../contract/facts.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { fill } from '../../../texts/text.ts'
import { delegationsInForce } from '../../access/index.ts'
import { averageHours, loadInbox, type InboxTask } from '../../approvals/index.ts'
import { loadDecisions, type PolicyInForce } from '../../policy/index.ts'
import { isOutcome, type Outcome } from '../domain.ts'
import { kindOfForm } from '../kinds.ts'
import { loadRequests } from '../store.ts'
import type { RequestRow } from '../tables.ts'
import type { ViewDeps } from './deps.ts'
import { namesOf, type Names } from './names.ts'
import { denied } from './permissions.ts'
import { deadlineOf, say, staffOf, type Reader } from './reader.ts'
import { badgeOf } from './verdict.ts'
import { toMoneyJson } from '../../../kernel/money.ts'
import { wholeValueOf } from '../stored-proposal.ts'

type Inbox = z.output<typeof inbox.answer>
type Row = Inbox['groups'][number]['rows'][number]
type Item = { readonly row: Row; readonly outcome: Outcome; readonly due: string; readonly isDeputy: boolean }

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
    buckets: (['all', 'judge', 'ready', 'due_today', 'deputy'] as const).map((key) => ({
      key,
      count: items.filter((item) => isIn(key, item)).length,
    })),
    groups: groupsOf(reader, shown, asked.group),
    batch: { can: true, needsReason: false, needsFactor: false },
  }
}

/** How many tasks wait for the reader, for the badge of the navigation. */
export async function inboxCount(tx: Transaction, reader: Reader): Promise<number> {
  const { tasks } = await tasksFor(tx, reader)
  return tasks.length
}

async function tasksFor(tx: Transaction, reader: Reader) {
  const { organisation, actor, now, zone } = reader
  const principals = delegationsInForce(organisation, actor.personId, dayIn(zone, now)).map(
    (row) => row.from_id,
  )
  const tasks = (await loadInbox(tx, [actor.personId, ...principals])).filter(
    (task) => task.requesterId !== actor.personId,
  )
  return { tasks, principals: new Set(principals) }
}

async function itemsOf(deps: ViewDeps, tx: Transaction, reader: Reader): Promise<Item[]> {
  const { tasks, principals } = await tasksFor(tx, reader)
  const requests = await loadRequests(
    tx,
    tasks.map((task) => task.objectId),
  )
  const names = await namesOf(tx, [...requests.values()])
  const decisions = await loadDecisions(
    tx,
    [...requests.values()].flatMap((row) => row.decision_id ?? []),
  )
  const policy = await deps.policy(tx)
  return tasks.flatMap((task) => {
    const request = requests.get(task.objectId)
    if (!request || request.outcome === null || !isOutcome(request.outcome)) return []
    const isDeputy = principals.has(task.task.person_id) && task.task.person_id !== reader.actor.personId
    const why = whyOf(deps, reader, policy, decisions.get(request.decision_id ?? '')?.record)
    const row = rowOf(reader, { task, request, names, why, isDeputy, outcome: request.outcome })
    return [{ row, outcome: request.outcome, due: task.task.due_at ?? '', isDeputy }]
  })
}

/** The sentence of a stored decision, in the reader's language. */
function whyOf(deps: ViewDeps, reader: Reader, policy: PolicyInForce, record: string | undefined): string {
  if (record === undefined) return ''
  const stored = JSON.parse(record) as { decision: Decision; facts: unknown }
  const facts = factsJson.safeParse(stored.facts)
  return facts.success ? deps.explain(policy, stored.decision, facts.data, reader.language).sentence : ''
}

type Given = {
  readonly task: InboxTask
  readonly request: RequestRow
  readonly names: Names
  readonly why: string
  readonly isDeputy: boolean
  readonly outcome: Outcome
}

function rowOf(reader: Reader, { task, request, names, why, isDeputy, outcome }: Given): Row {
  const kind = kindOfForm(request.form ?? '')
  const due = task.task.due_at
  const isGreen = outcome === 'allow' || outcome === 'allow_with_conditions'
  const customer = names.customer(request.customer_id)
  const whole = wholeValueOf(request)
  return {
    approvalId: task.task.flow_id,
    version: request.version,
    object: { type: 'request', id: request.id },
    number: request.number ?? '',
    ...(request.customer_id === null
      ? {}
      : { customer: { id: request.customer_id, kind: 'organisation', name: customer } }),
    heading: customer || names.person(request.person_id),
    matter: reader.language === 'en' && kind ? fill(kind.word, 'en') : request.title,
    ...(whole ? { amount: toMoneyJson(whole) } : {}),
    ...(due === null ? {} : { deadline: deadlineOf(reader, due) }),
    badge: badgeOf(reader, outcome),
    why,
    who: isDeputy
      ? say(reader, 'inbox.as_deputy', { name: staffOf(reader, task.task.person_id).name })
      : staffOf(reader, request.requester_id).name,
    batch: isGreen
      ? { can: true, needsReason: false, needsFactor: false }
      : denied(reader, refuse('approvals.not_in_batch')),
  }
}

function isIn(bucket: Inbox['buckets'][number]['key'], item: Item): boolean {
  if (bucket === 'judge') return item.outcome === 'escalate'
  if (bucket === 'ready') return item.outcome === 'allow' || item.outcome === 'allow_with_conditions'
  if (bucket === 'due_today') return item.row.deadline !== undefined && item.row.deadline.state !== 'later'
  return bucket === 'all' || item.isDeputy
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
