import type { ObjectRef } from '../../platform/act/command.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { rowsFor } from '../../platform/db/rows-for.ts'
import { sqlFor } from '../../platform/db/sql-for.ts'
import type { Flow } from './flow.ts'
import { dayBefore } from './overdue.ts'
import type { CopyRow, FlowRow, StepRow, TaskRow } from './tables.ts'

type Tables = {
  'approvals.flow': FlowRow
  'approvals.step': StepRow
  'approvals.task': TaskRow
  'approvals.copy': CopyRow
}

const db = sqlFor<Tables>()
const rowsBy = rowsFor<Tables>()

/** The open rounds of objects, each locked, by object id. */
export async function loadOpenFlows(
  tx: Transaction,
  objectType: string,
  objectIds: readonly string[],
): Promise<Map<string, Flow>> {
  if (objectIds.length === 0) return new Map()
  const flows = await tx.sql<FlowRow>(
    `select *
from approvals.flow
where object_type = $1
and object_id = any($2::text[])
and state = 'open'
order by id
${tx.lock}`,
    [objectType, objectIds],
    `approvals_open_flows ${tx.lock}`,
  )
  const full = await withSteps(tx, flows)
  return new Map(full.map((flow) => [flow.flow.object_id, flow]))
}

/** Every open round about objects of these types, of whatever entity. */
export async function loadOpenRounds(tx: Transaction, objectTypes: readonly string[]): Promise<FlowRow[]> {
  return tx.run(
    db
      .selectFrom('approvals.flow')
      .selectAll()
      .where('object_type', 'in', [...objectTypes, ''])
      .where('state', '=', 'open')
      .orderBy('id'),
  )
}

/** Those of these rounds that are about objects of these types. */
export async function loadFlowsOf(
  tx: Transaction,
  flowIds: readonly string[],
  objectTypes: readonly string[],
): Promise<Flow[]> {
  const flows = await rowsBy(tx, 'approvals.flow', { column: 'id', values: flowIds, order: 'id' })
  return withSteps(
    tx,
    flows.filter(({ object_type: type }) => objectTypes.includes(type)),
  )
}

/** The latest round of objects, open or closed, by object id. */
export async function loadLastFlows(
  tx: Transaction,
  objectType: string,
  objectIds: readonly string[],
): Promise<Map<string, Flow>> {
  if (objectIds.length === 0) return new Map()
  const flows = await tx.sql<FlowRow>(
    `select *
from approvals.flow
where object_type = $1
and object_id = any($2::text[])
order by opened_at, id`,
    [objectType, objectIds],
    'approvals_last_flows',
  )
  const last = new Map(flows.map((flow) => [flow.object_id, flow]))
  const full = await withSteps(tx, [...last.values()])
  return new Map(full.map((flow) => [flow.flow.object_id, flow]))
}

/** All rounds of one object, oldest first. */
export async function loadFlows(tx: Transaction, objectType: string, objectId: string): Promise<Flow[]> {
  const flows = await tx.run(
    db
      .selectFrom('approvals.flow')
      .selectAll()
      .where('object_type', '=', objectType)
      .where('object_id', '=', objectId)
      .orderBy('opened_at'),
  )
  return withSteps(tx, flows)
}

async function withSteps(tx: Transaction, flows: readonly FlowRow[]): Promise<Flow[]> {
  if (flows.length === 0) return []
  const ids = flows.map((flow) => flow.id)
  const [steps, tasks, copies] = await Promise.all([
    rowsBy(tx, 'approvals.step', { column: 'flow_id', values: ids, order: 'ordinal' }),
    rowsBy(tx, 'approvals.task', { column: 'flow_id', values: ids, order: 'id' }),
    rowsBy(tx, 'approvals.copy', { column: 'flow_id', values: ids }),
  ])
  return flows.map((flow) => ({
    flow,
    copies: copies.filter((copy) => copy.flow_id === flow.id),
    steps: steps.filter((step) => step.flow_id === flow.id),
    tasks: tasks.filter((task) => task.flow_id === flow.id),
  }))
}

/** An active task with the object it is about, for the inbox. */
export type InboxTask = {
  readonly task: TaskRow
  readonly objectType: string
  readonly objectId: string
  readonly kind: string
  readonly requesterId: string
}

type InboxRow = TaskRow & { object_type: string; object_id: string; kind: string; requester_id: string }

/** The active tasks of some people, most urgent first. */
export async function loadInbox(tx: Transaction, personIds: readonly string[]): Promise<InboxTask[]> {
  const rows = await tx.run(
    db
      .selectFrom('approvals.task as task')
      .innerJoin('approvals.flow as flow', 'flow.id', 'task.flow_id')
      .selectAll('task')
      .select(['flow.object_type', 'flow.object_id', 'flow.kind', 'flow.requester_id'])
      .where('task.state', '=', 'active')
      .where('flow.state', '=', 'open')
      .where('task.person_id', 'in', [...personIds, ''])
      .orderBy('task.due_at')
      .orderBy('task.id'),
  )
  return rows.map(inboxTask)
}

/** The tasks of others about what a person laid before them, of these types of object, by round. */
export async function loadAskedBy(
  tx: Transaction,
  personId: string,
  objectTypes: readonly string[],
): Promise<InboxTask[]> {
  const rows = await tx.run(
    db
      .selectFrom('approvals.task as task')
      .innerJoin('approvals.flow as flow', 'flow.id', 'task.flow_id')
      .selectAll('task')
      .select(['flow.object_type', 'flow.object_id', 'flow.kind', 'flow.requester_id'])
      .where('flow.state', '=', 'open')
      .where('flow.object_type', 'in', [...objectTypes, ''])
      .where('flow.requester_id', '=', personId)
      .where('task.state', '=', 'active')
      .orderBy('task.due_at')
      .orderBy('task.id'),
  )
  return rows.map(inboxTask)
}

function inboxTask(row: InboxRow): InboxTask {
  const { object_type, object_id, kind, requester_id, ...task } = row
  return { task, objectType: object_type, objectId: object_id, kind, requesterId: requester_id }
}

/** How many hours a person's decisions of the last 30 days took, on average; undefined without any. */
export async function averageHours(
  tx: Transaction,
  personId: string,
  now: string,
): Promise<number | undefined> {
  const [row] = await tx.sql<{ hours: string | null }>(
    `select avg(extract(epoch from decided_at - opened_at)) / 3600 as hours
from approvals.task
where person_id = $1
and decided_at > $2::timestamptz - interval '30 days'`,
    [personId, now],
  )
  return row?.hours === null || row?.hours === undefined ? undefined : Number(row.hours)
}

/** How many working hours rounds of this kind took lately, from opening to the end. */
export async function usualHours(tx: Transaction, kind: string, now: string): Promise<number | undefined> {
  const [row] = await tx.sql<{ hours: string | null }>(
    `select percentile_cont(0.5) within group (
  order by extract(epoch from closed_at - opened_at)
) / 3600 as hours
from approvals.flow
where kind = $1
and state = 'approved'
and closed_at > $2::timestamptz - interval '180 days'`,
    [kind, now],
  )
  return row?.hours === null || row?.hours === undefined ? undefined : Number(row.hours)
}

/**
 * Rounds with an overdue task to remind of or to escalate now; what still has its day is left alone. Locked,
 * those on which somebody is deciding at this moment are left for the next time.
 */
export async function loadOverdue(
  tx: Transaction,
  now: string,
  { isLocked = false }: { readonly isLocked?: boolean } = {},
): Promise<Flow[]> {
  const query = db
    .selectFrom('approvals.flow')
    .selectAll()
    .where('state', '=', 'open')
    .where('id', 'in', (query) =>
      query
        .selectFrom('approvals.task')
        .select('flow_id')
        .where('state', '=', 'active')
        .where('due_at', '<', now)
        .where('escalated_at', 'is', null)
        .where((task) =>
          task.or([task('reminded_at', 'is', null), task('reminded_at', '<=', dayBefore(now))]),
        ),
    )
    .orderBy('id')
    .limit(200)
  const flows = await tx.run(isLocked ? query.forUpdate().skipLocked() : query)
  return withSteps(tx, flows)
}

/** The object behind a round of approval. */
export async function findFlowObject(tx: Transaction, flowId: string): Promise<ObjectRef | undefined> {
  return (await findFlowObjects(tx, [flowId])).get(flowId)
}

/** The objects behind rounds of approval, by round. */
export async function findFlowObjects(
  tx: Transaction,
  flowIds: readonly string[],
): Promise<Map<string, ObjectRef>> {
  const rows = await rowsBy(tx, 'approvals.flow', { column: 'id', values: flowIds })
  return new Map(rows.map((row) => [row.id, { type: row.object_type, id: row.object_id }]))
}

/** Who was ever part of deciding about an object: those who were asked, and those who got a copy. */
export type Participants = { readonly asked: readonly string[]; readonly copied: readonly string[] }

/** Everybody who was part of any round about these objects, open or closed, by object id. */
export async function loadParticipants(
  tx: Transaction,
  objectType: string,
  objectIds: readonly string[],
): Promise<Map<string, Participants>> {
  if (objectIds.length === 0) return new Map()
  const rows = await tx.sql<{ object_id: string; person_id: string; is_copy: boolean }>(
    `select distinct flow.object_id, part.person_id, part.is_copy
from approvals.flow as flow
join (
  select flow_id, person_id, false as is_copy
  from approvals.task
  where opened_at is not null
  union all
  select flow_id, person_id, true
  from approvals.copy
) as part on part.flow_id = flow.id
where flow.object_type = $1
and flow.object_id = any($2::text[])
order by part.person_id`,
    [objectType, objectIds],
    'approvals_participants',
  )
  return new Map(
    objectIds.map((id) => {
      const part = rows.filter((row) => row.object_id === id)
      const ids = (isCopy: boolean) =>
        part.filter((row) => row.is_copy === isCopy).map((row) => row.person_id)
      return [id, { asked: ids(false), copied: ids(true) }]
    }),
  )
}

/** A task with what its letter says. */
export type TaskLetter = {
  readonly taskId: string
  readonly personId: string
  readonly objectType: string
  readonly objectId: string
  readonly dueAt: string | null
}

/** What a letter about a task needs; undefined when the task is no longer open. */
export async function loadTaskLetter(tx: Transaction, taskId: string): Promise<TaskLetter | undefined> {
  const [row] = await tx.run(
    db
      .selectFrom('approvals.task as task')
      .innerJoin('approvals.flow as flow', 'flow.id', 'task.flow_id')
      .select(['task.id', 'task.person_id', 'task.due_at', 'flow.object_type', 'flow.object_id'])
      .where('task.id', '=', taskId)
      .where('task.state', '=', 'active'),
  )
  return (
    row && {
      taskId: row.id,
      personId: row.person_id,
      objectType: row.object_type,
      objectId: row.object_id,
      dueAt: row.due_at,
    }
  )
}
