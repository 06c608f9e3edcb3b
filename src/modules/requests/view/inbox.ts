import type { z } from 'zod'
import type { inbox } from '../../../contract/inbox.ts'
import { dayIn, daysBetween } from '../../../kernel/time.ts'
import type { Decision } from '../../../contract/decision.ts'
import { factsJson } from '../../../contract/facts.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { fill } from '../../../texts/text.ts'
import { averageHours } from '../../approvals/index.ts'
import { loadDecisions, type PolicyInForce } from '../../policy/index.ts'
import { kindOfForm } from '../kinds.ts'
import { reviewType } from '../review.ts'
import type { RequestRow } from '../tables.ts'
import { isDayOver } from './breach-lines.ts'
import type { ViewDeps } from './deps.ts'
import { pageOf, type Grouping, type Place, type Placed } from './inbox-page.ts'
import { proposedBy, suppliesFacts, waitingFor, type Row, type Waiting } from './inbox-items.ts'
import { namesOf, type Names } from './names.ts'
import { denied } from './permissions.ts'
import { deadlineOf, say, staffOf, type Reader } from './reader.ts'
import { badgeOf } from './verdict.ts'
import { stillHeldAmong } from './still-held.ts'
import { toMoneyJson } from '../../../kernel/money.ts'
import { wholeValueOf } from '../stored-proposal.ts'

type Inbox = z.output<typeof inbox.answer>
type Bucket = Inbox['buckets'][number]['key']

const buckets = ['all', 'judge', 'ready', 'due_today', 'deputy'] as const

type Asked = { readonly bucket: Bucket; readonly group: Grouping; readonly cursor?: Place | undefined }

/**
 * What waits for the reader's decision, page by page, in groups with the counts of the whole; buckets are
 * views of the same list. Only what is on the page is put into words.
 */
export async function inboxOf(deps: ViewDeps, tx: Transaction, reader: Reader, asked: Asked): Promise<Inbox> {
  const all = await waitingFor(deps, tx, reader)
  const proposed = await proposedBy(deps, tx, reader)
  const within = (bucket: Bucket) =>
    bucket === 'asked' ? proposed : all.filter((item) => isIn(reader, bucket, item))
  const shown = within(asked.bucket)
  const names = await namesOf(
    tx,
    shown.flatMap(({ request }) => request ?? []),
  )
  const placed = shown.map((item) => placedIn(reader, names, asked.group, item))
  const page = pageOf(placed, asked.cursor)
  const rows = await rowsOf(
    deps,
    tx,
    reader,
    names,
    page.items.map(({ item }) => item),
  )
  const hours = await averageHours(tx, reader.actor.personId, reader.now)
  return {
    total: all.length,
    ...(hours === undefined ? {} : { pace: say(reader, 'inbox.pace_value', { count: hours.toFixed(1) }) }),
    buckets: [
      ...buckets,
      ...(suppliesFacts(reader) ? (['supply'] as const) : []),
      ...(proposed.length > 0 || asked.bucket === 'asked' ? (['asked'] as const) : []),
    ].map((key) => ({ key, count: within(key).length })),
    groups: groupsOf(placed, page.items, rows),
    ...(page.next === undefined ? {} : { next: page.next }),
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

/** The rows of a page, by the id of what waits. */
async function rowsOf(
  deps: ViewDeps,
  tx: Transaction,
  reader: Reader,
  names: Names,
  items: readonly Waiting[],
): Promise<ReadonlyMap<string, Row>> {
  const decisions = await loadDecisions(
    tx,
    items.flatMap(({ request }) => request?.decision_id ?? []),
  )
  const policy = await deps.policy(tx)
  const forms = batchForms(policy, reader)
  const held = items.flatMap(({ request, task }) => (request && !task ? [request] : []))
  const still = await stillHeldAmong(deps, tx, reader, held)
  return new Map(
    items.flatMap((item): [string, Row][] => {
      if (item.matter) return [[item.id, item.matter]]
      const { request } = item
      if (!request) return []
      const record = decisions.get(request.decision_id ?? '')?.record
      const why = still.get(request.id)?.says ?? whyOf(deps, reader, policy, record)
      return [[item.id, rowOf(reader, { item, request, names, why, forms })]]
    }),
  )
}

/** The sentence of a stored decision, in the reader's language. */
function whyOf(deps: ViewDeps, reader: Reader, policy: PolicyInForce, record: string | undefined): string {
  if (record === undefined) return ''
  const stored = JSON.parse(record) as { decision: Decision; facts: unknown }
  const facts = factsJson.safeParse(stored.facts)
  return facts.success ? deps.explain(policy, stored.decision, facts.data, reader.language).sentence : ''
}

type Given = {
  readonly item: Waiting
  readonly request: RequestRow
  readonly names: Names
  readonly why: string
  readonly forms: readonly string[]
}

function rowOf(reader: Reader, { item, request, names, why, forms }: Given): Row {
  const kind = kindOfForm(request.form ?? '')
  const whole = wholeValueOf(request)
  const customer = names.customer(request.customer_id)
  const title = reader.language === 'en' && kind ? fill(kind.word, 'en') : request.title
  const recipient = recipientOf(names, request)
  const isOver = isDayOver(request, dayIn(reader.zone, reader.now))
  return {
    approvalId: item.id,
    version: request.version,
    object: { type: item.task?.objectType ?? 'request', id: request.id },
    number: request.number ?? '',
    ...(request.customer_id === null
      ? {}
      : { customer: { id: request.customer_id, kind: 'organisation', name: customer } }),
    ...(recipient ? { recipient } : {}),
    heading: customer || names.person(request.person_id),
    matter: isReview(item) ? say(reader, 'review.title', { title }) : title,
    ...(whole ? { amount: toMoneyJson(whole) } : {}),
    ...(item.due === '' ? {} : { deadline: deadlineOf(reader, item.due) }),
    badge: badgeOf(reader, item.outcome),
    why: isOver ? `${say(reader, 'mark.day_over')} · ${why}` : why,
    who:
      item.deputyFor === undefined
        ? staffOf(reader, request.requester_id).name
        : say(reader, 'inbox.as_deputy', { name: staffOf(reader, item.deputyFor).name }),
    batch:
      isGreen(item) && !isReview(item)
        ? batchPermission(
            reader,
            forms.includes(request.form ?? ''),
            kind ? fill(kind.word, reader.language) : '',
          )
        : denied(reader, refuse('approvals.not_in_batch')),
  }
}

/** Who receives it: the person, or the customer itself. */
function recipientOf(names: Names, request: RequestRow): Row['recipient'] {
  const { person_id: personId, customer_id: customerId } = request
  if (personId !== null) return { id: personId, kind: 'person', name: names.person(personId) }
  return customerId === null
    ? undefined
    : { id: customerId, kind: 'organisation', name: names.customer(customerId) }
}

function isReview({ task }: Waiting): boolean {
  return task?.objectType === reviewType
}

function isGreen({ outcome }: Waiting): boolean {
  return outcome === 'allow' || outcome === 'allow_with_conditions'
}

function isIn(reader: Reader, bucket: Exclude<Bucket, 'asked'>, item: Waiting): boolean {
  const isHeld = item.task === undefined && item.matter === undefined
  switch (bucket) {
    case 'all':
      return true
    case 'supply':
      return isHeld
    case 'judge':
      return isReview(item) || item.outcome === 'escalate'
    case 'ready':
      return isGreen(item) && !isReview(item)
    case 'due_today':
      return item.due !== '' && deadlineOf(reader, item.due).state !== 'later'
    case 'deputy':
      return item.deputyFor !== undefined
  }
}

const periods = ['overdue', 'today', 'week', 'later'] as const

/** Where an item stands: its group, and its place in the order of the whole list. */
function placedIn(reader: Reader, names: Names, group: Grouping, item: Waiting): Placed<Waiting> {
  const due = item.due === '' ? '9' : item.due
  if (group === 'deadline') {
    const period = periodOf(reader, item.due)
    const title = say(reader, `inbox.${period}`)
    return { item, key: period, title, place: [String(periods.indexOf(period)), period, due, item.id] }
  }
  const { request, matter } = item
  const party =
    group === 'customer'
      ? { id: request?.customer_id, name: request && names.customer(request.customer_id) }
      : request && recipientOf(names, request)
  const key = party?.id ?? 'none'
  const title = party?.name || say(reader, matter ? 'inbox.no_party' : 'inbox.no_customer')
  return { item, key, title, place: [key === 'none' ? '\uffff' : title.slice(0, 40), key, due, item.id] }
}

function periodOf(reader: Reader, due: string): (typeof periods)[number] {
  if (due === '') return 'later'
  const { state } = deadlineOf(reader, due)
  if (state === 'overdue') return 'overdue'
  if (state === 'due_today') return 'today'
  const days = daysBetween(dayIn(reader.zone, reader.now), dayIn(reader.zone, due))
  return days <= 6 ? 'week' : 'later'
}

/** The groups of a page; each says how many it has in all, also where the page ends within it. */
function groupsOf(
  all: readonly Placed<Waiting>[],
  page: readonly Placed<Waiting>[],
  rows: ReadonlyMap<string, Row>,
): Inbox['groups'] {
  const counts = Map.groupBy(all, ({ key }) => key)
  return [...Map.groupBy(page, ({ key }) => key)].map(([key, items]) => ({
    key,
    title: items[0]?.title ?? '',
    count: counts.get(key)?.length ?? 0,
    rows: items.flatMap(({ item }) => rows.get(item.id) ?? []),
  }))
}
