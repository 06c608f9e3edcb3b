import type { z } from 'zod'
import type { caseJson } from '../../../contract/case.ts'
import type { inbox } from '../../../contract/inbox.ts'
import { isRefusal, refuse } from '../../../kernel/refusal.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { Matter, MattersPort } from '../../../platform/matters.ts'
import { mayWith } from '../../access/index.ts'
import {
  findFlowObject,
  findTask,
  loadFlows,
  overObjection,
  type Flow,
  type InboxTask,
} from '../../approvals/index.ts'
import { dueOf } from './case.ts'
import type { ViewDeps } from './deps.ts'
import { loadFiles } from '../store.ts'
import { evidenceOf, evidenceText } from './evidence.ts'
import { named } from './named.ts'
import { denied } from './permissions.ts'
import { deadlineOf, say, staffOf, whenOf, type Reader } from './reader.ts'
import { flowRoute } from './route.ts'
import { sealOf } from './seal.ts'
import { timelineOf } from './timeline.ts'

type Row = z.output<typeof inbox.answer>['groups'][number]['rows'][number]
type Case = z.output<typeof caseJson>

/** A four-eyes object that is no request, found by its round. */
export type FoundMatter = {
  readonly port: MattersPort
  readonly objectId: string
  readonly flow: Flow
  readonly matter: Matter
}

/** The rows of an inbox for what is no request: a role, a policy version, an account, a name. */
export async function matterRows(
  deps: ViewDeps,
  tx: Transaction,
  reader: Reader,
  tasks: readonly InboxTask[],
): Promise<{ readonly row: Row; readonly due: string }[]> {
  const rows: { row: Row; due: string }[] = []
  for (const port of deps.matters) {
    const mine = tasks.filter((task) => task.objectType === port.type)
    if (mine.length === 0) continue
    const found = await port.describe(
      tx,
      reader,
      mine.map((task) => task.objectId),
    )
    for (const task of mine) {
      const matter = found.get(task.objectId)
      if (matter) rows.push({ row: rowOf(reader, task, matter), due: task.task.due_at ?? '' })
    }
  }
  return rows
}

function rowOf(reader: Reader, task: InboxTask, matter: Matter): Row {
  const due = task.task.due_at
  return {
    approvalId: task.task.flow_id,
    version: matter.version,
    object: { type: task.objectType, id: task.objectId },
    number: '',
    heading: matter.heading,
    matter: matter.title,
    ...(due === null ? {} : { deadline: deadlineOf(reader, due) }),
    why: matter.kind,
    who: staffOf(reader, task.requesterId).name,
    batch: denied(reader, refuse('approvals.not_in_batch')),
  }
}

/** The matter behind a round, for those who ask, who are asked, and who watch over the organisation. */
export async function findMatter(
  deps: ViewDeps,
  tx: Transaction,
  reader: Reader,
  approvalId: string,
): Promise<FoundMatter | undefined> {
  const object = await findFlowObject(tx, approvalId)
  const port = deps.matters.find(({ type }) => type === object?.type)
  if (!object || !port) return undefined
  const flow = (await loadFlows(tx, object.type, object.id)).find((each) => each.flow.id === approvalId)
  if (!flow || !maySee(reader, flow)) return undefined
  const matter = (await port.describe(tx, reader, [object.id])).get(object.id)
  return matter && { port, objectId: object.id, flow, matter }
}

const watching: readonly string[] = ['administrator', 'compliance', 'auditor', 'system']

function maySee(reader: Reader, { flow, tasks }: Flow): boolean {
  const { personId, roles } = reader.actor
  const isPart = flow.requester_id === personId || tasks.some((task) => task.person_id === personId)
  return isPart || roles.some((role) => watching.includes(role))
}

/**
 * One matter on the decision screen: what changes, before and after, who asks, and what the reader may do.
 */
export async function matterCase(
  deps: ViewDeps,
  tx: Transaction,
  reader: Reader,
  { port, objectId, flow, matter }: FoundMatter,
): Promise<Case> {
  const object = { type: port.type, id: objectId }
  const entries = await deps.timeline(tx, matter.loggedUnder ?? object)
  const due = dueOf(flow)
  const papers = [...(await loadFiles(tx, matter.fileIds ?? [])).values()].map((file) =>
    evidenceOf(reader, file),
  )
  return {
    object,
    approvalId: flow.flow.id,
    version: matter.version,
    number: '',
    kind: matter.kind,
    when: whenOf(reader, flow.flow.opened_at),
    applicant: staffOf(reader, flow.flow.requester_id),
    unit: '',
    ...(due === undefined ? {} : { deadline: deadlineOf(reader, due) }),
    title: matter.title,
    facts: [...matter.facts],
    changes: [...matter.changes],
    reason: matter.reason,
    evidence: papers,
    evidenceText: papers.length === 0 ? '' : evidenceText(reader, papers),
    sums: [],
    route: flowRoute(reader, flow),
    seal: sealOf(reader, entries, await deps.verified(tx)),
    timeline: timelineOf(reader, entries),
    can: permissionsOf(reader, flow, matter),
    returnTo: [],
    waitingFor: '',
  }
}

function permissionsOf(reader: Reader, flow: Flow, matter: Matter): Case['can'] {
  return { ...answersOf(reader, flow, matter), ...ofProposer(reader, flow) }
}

/** Whoever proposed it reminds those who have to answer, and takes it back. */
function ofProposer({ actor }: Reader, { flow }: Flow): Case['can'] {
  if (flow.requester_id !== actor.personId || flow.state !== 'open') return {}
  const of = { ownerId: flow.requester_id, entityId: flow.entity_id }
  const can = { can: true, needsReason: false, needsFactor: false } as const
  return {
    ...(mayWith(actor, 'approvals.remind', of).can ? { remind: can } : {}),
    ...(mayWith(actor, 'approvals.withdraw', of).can ? { withdraw: can } : {}),
  }
}

function answersOf(reader: Reader, flow: Flow, matter: Matter): Case['can'] {
  if (flow.flow.state !== 'open') {
    const over = denied(reader, named(reader, overObjection(flow)))
    return { approve: over, reject: over }
  }
  const task = findTask(flow, { personId: reader.actor.personId, deputyFor: [], at: reader.now })
  if (isRefusal(task)) return { approve: denied(reader, task), reject: denied(reader, task) }
  const { objection, needsFactor } = matter
  return {
    approve: objection ? denied(reader, objection) : { can: true, needsReason: false, needsFactor },
    reject: { can: true, needsReason: true, needsFactor },
  }
}

/** What an answer led to, in one sentence. */
export function matterAnswered(reader: Reader, { matter }: FoundMatter, isConfirmed: boolean) {
  return {
    version: matter.version + 1,
    says: say(reader, isConfirmed ? 'acted.confirmed' : 'acted.declined', { title: matter.title }),
  }
}
