import { operations } from '../../src/contract/index.ts'
import { coupon } from '../setup/approval-round.ts'
import type { Operation } from '../../src/contract/operation.ts'
import { systemActor, type Actor } from '../../src/platform/act/actor.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import type { StaffedServer } from './staffed-server.ts'

/** A request as the matrix made it, with what the access table asks about an object. */
export type MatrixObject = {
  readonly requestId: string
  readonly approvalId: string | undefined
  readonly version: number
  readonly state: string
  readonly ownerId: string
  readonly entityId: string
  /** Those whose task the request is now, and all who were or will be asked. */
  readonly activeIds: readonly string[]
  readonly askedIds: readonly string[]
}

/** How far a request can be taken; every step is a call over HTTP by the person whose step it is. */
export type Stage = 'draft' | 'submitted' | 'more_information' | 'approved' | 'given' | 'withdrawn'

/** Files a voucher in the owner's name and takes it to the stage. */
export async function makeObject(server: StaffedServer, owner: Actor, stage: Stage): Promise<MatrixObject> {
  const proposal = { ...coupon, entityId: owner.entityIds[0] ?? '' }
  if (stage === 'draft') {
    const draft = await done(server, 'requests.create_draft', owner, {}, { proposal })
    return findObject(server, String(draft['requestId']))
  }
  const filed = await done(server, 'requests.submit', owner, {}, { proposal })
  const made = await findObject(server, String(filed['requestId']))
  switch (stage) {
    case 'submitted':
      return made
    case 'withdrawn':
      return moved(server, 'requests.withdraw', owner, made, { text: '客户改变计划' })
    case 'more_information':
      return moved(server, 'approvals.return', approverOf(server, made), made, question)
    case 'approved':
      return approved(server, made)
    case 'given':
      return moved(server, 'requests.give', owner, await approved(server, made), {
        givenOn: '2026-11-25',
        fileIds: [],
      })
  }
}

/** The operation of that name; throws when the contract has none. */
export function operationOf(id: string): Operation {
  const operation = operations.find((each) => each.id === id)
  if (!operation) throw new Error(`no operation ${id}`)
  return operation
}

const question = { field: 'evidence', text: '请补充合同条款' }

async function approved(server: StaffedServer, made: MatrixObject): Promise<MatrixObject> {
  let now = made
  for (let step = 0; step < 8 && now.state === 'submitted'; step++) {
    const reason = '条款与金额已核对'
    now = await moved(server, 'approvals.approve', approverOf(server, now), now, { reason })
  }
  if (now.state !== 'approved') throw new Error(`the matrix could not bring a request beyond ${now.state}`)
  return now
}

function approverOf(server: StaffedServer, { activeIds }: MatrixObject): Actor {
  const [personId = 'nobody'] = activeIds
  return server.person(personId)
}

async function moved(
  server: StaffedServer,
  id: string,
  actor: Actor,
  { requestId, approvalId = '', version }: MatrixObject,
  body: Readonly<Record<string, unknown>>,
): Promise<MatrixObject> {
  await done(server, id, actor, { requestId, approvalId }, { version, ...body })
  return findObject(server, requestId)
}

async function done(
  server: StaffedServer,
  id: string,
  actor: Actor,
  params: Readonly<Record<string, string>>,
  body: unknown,
): Promise<Record<string, unknown>> {
  const answered = await server.call(operationOf(id), { params, body }, actor)
  if (answered.status >= 300) throw new Error(`${id} of the matrix: ${JSON.stringify(answered.json)}`)
  return Object.fromEntries(Object.entries(answered.json ?? {}))
}

/** Reads as the product, who sees every entity, so that the expected result does not lean on what is tried. */
function findObject(server: StaffedServer, requestId: string): Promise<MatrixObject> {
  return readOnly(server.company.world.pool, [systemActor], async (tx) => {
    const [row] = await tx.sql<Row>(
      `select request.version, request.state, request.requester_id, request.entity_id, flow.id as approval_id,
              array(select person_id from approvals.task where flow_id = flow.id and state = 'active') as active,
              array(select person_id from approvals.task where flow_id = flow.id) as asked
       from requests.request
       left join approvals.flow on flow.object_id = request.id
       where request.id = $1
       order by flow.opened_at desc
       limit 1`,
      [requestId],
    )
    if (!row) throw new Error(`the request ${requestId} of the matrix is not there`)
    return {
      requestId,
      approvalId: row.approval_id ?? undefined,
      version: row.version,
      state: row.state,
      ownerId: row.requester_id,
      entityId: row.entity_id,
      activeIds: row.active,
      askedIds: row.asked,
    }
  })
}

type Row = {
  readonly version: number
  readonly state: string
  readonly requester_id: string
  readonly entity_id: string
  readonly approval_id: string | null
  readonly active: readonly string[]
  readonly asked: readonly string[]
}
