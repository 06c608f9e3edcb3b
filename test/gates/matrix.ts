import { operations } from '../../src/contract/index.ts'
import type { Operation } from '../../src/contract/operation.ts'
import { businessRoles, grantableRoles, type GrantableRole } from '../../src/modules/access/roles.ts'
import type { AccessRow } from '../../src/modules/access/rule.ts'
import type { Actor } from '../../src/platform/act/actor.ts'
import { companyOn, type Company } from '../setup/company-on.ts'
import { accessPage } from './access-page.ts'
import { chanceOf, valuesOf, type Known } from './from-schema.ts'
import { atLeast, atMost, withGateDatabase, type Gate, type GateLine, type GateOptions } from './gate.ts'
import { mayOn, roleMay } from './matrix-expected.ts'
import { makeObject, type MatrixObject, type Stage } from './matrix-objects.ts'
import { sqlBorders } from './matrix-sql.ts'
import {
  staffedServer,
  type Answered,
  type Carried,
  type StaffedServer,
  type Statuses,
} from './staffed-server.ts'

/**
 * G13: the access matrix. Every operation by every role, standing to the object as its owner, as the owner's
 * leader, in another entity, to a closed object, and signed in as nobody. What is expected is read from the
 * committed page of the access table; what happens is seen over HTTP, and once more by direct SQL as the
 * application's role.
 */
export const gate: Gate = {
  name: 'matrix',
  rounds: 1,
  run: (options) =>
    withGateDatabase(async (database) => (await matrixOn(await companyOn(database), options)).lines),
}

const table = accessPage()

/** What a run of the matrix saw: its figures, and which statuses each operation answered. */
export type MatrixSeen = { readonly lines: GateLine[]; readonly statuses: Statuses }

/** Tries the matrix on a company that is there already. */
export async function matrixOn(company: Company, { seed, say }: GateOptions): Promise<MatrixSeen> {
  const server = await staffedServer(company)
  const matrix: Matrix = {
    server,
    say,
    carried: carrier(server, seed),
    objects: new Map(),
    cells: 0,
    wrong: 0,
  }
  try {
    const inTable = operations.filter(({ id }) => table.has(id))
    const tried = operations.filter(({ id }) => !server.unbound.includes(id) && !elsewhere.includes(id))
    for (const operation of tried) {
      await tryRoles(matrix, operation)
      if (isOnRequest(operation)) await tryObjects(matrix, operation)
    }
    const { tables, open, foreignRows, reachable } = await sqlBorders(server)
    open.forEach((name) => say(`${name} has no border between entities`))
    server.unbound.forEach((id) => say(`${id} is answered by no route`))
    const lines = [
      atMost(
        'G13 operations without a row in the access table',
        operations.length - inTable.length,
        0,
        'operations',
      ),
      atMost('G13 operations without a route', server.unbound.length, 0, 'operations'),
      atMost('G13 cells that differ from the access table', matrix.wrong, 0, `of ${matrix.cells} cells`),
      atMost('G13 entity-scoped tables without a border', open.length, 0, `of ${tables} tables`),
      atMost('G13 rows of another entity by SQL', foreignRows, 0, 'rows'),
      atLeast('G13 rows that a missing border would show', reachable, 1, 'rows'),
    ]
    return { lines, statuses: server.statuses }
  } finally {
    await server.close()
  }
}

/** A second factor shown again belongs to a session of the log-in library; auth.test.ts tries it with real ones. */
const elsewhere = ['access.fresh_factor']

type Matrix = {
  readonly server: StaffedServer
  readonly say: (text: string) => void
  readonly carried: (operation: Operation) => Carried
  /** Requests that no call has changed yet, by owner and stage. */
  readonly objects: Map<string, MatrixObject>
  cells: number
  wrong: number
}

/** Roles, nobody, and people without a second factor: what the table says before any object is looked at. */
async function tryRoles(matrix: Matrix, operation: Operation): Promise<void> {
  const row = table.get(operation.id)
  if (!row) return
  const nobody = await matrix.server.call(operation, matrix.carried(operation))
  check(
    matrix,
    `${operation.id} by nobody`,
    nobody,
    row.isPublic ? isNotKeptOut(nobody) : nobody.status === 401,
  )
  if (row.isPublic) return
  for (const role of grantableRoles) {
    const actor = matrix.server.actor(role)
    const answered = await matrix.server.call(operation, matrix.carried(operation), actor)
    const isRight = roleMay(row, role) ? isNotKeptOut(answered) : answered.status === 403
    check(matrix, `${operation.id} by ${role}`, answered, isRight)
    if (row.factor === 'none' || !roleMay(row, role)) continue
    const plain = { ...actor, hasSecondFactor: false, hasFreshFactor: false }
    const unproved = await matrix.server.call(operation, matrix.carried(operation), plain)
    check(matrix, `${operation.id} by ${role} without a second factor`, unproved, unproved.status === 401)
  }
}

/** Owner, leader, other entity and closed object, for the operations on a request or on its approval. */
async function tryObjects(matrix: Matrix, operation: Operation): Promise<void> {
  const row = table.get(operation.id)
  if (!row) return
  const { server } = matrix
  const open = stageFor(row, operation)
  for (const role of grantableRoles) {
    const actor = server.actor(role)
    const self = isBusiness(role) ? actor : server.actor('finance')
    const staff = server.actor(role === 'sales' ? 'trainer' : 'sales')
    const cells: readonly (readonly [relation: string, owner: Actor, stage: Stage])[] = [
      ['own', self, open],
      ['team', staff, open],
      ['other entity', server.actor('sales', 'far'), open],
      ['closed', self, 'withdrawn'],
    ]
    for (const [relation, owner, stage] of cells) {
      await tryObject(matrix, operation, {
        row,
        role,
        actor,
        relation,
        object: await objectFor(matrix, owner, stage),
      })
    }
  }
}

type Cell = {
  readonly row: AccessRow
  readonly role: GrantableRole
  readonly actor: Actor
  readonly relation: string
  readonly object: MatrixObject
}

async function tryObject(matrix: Matrix, operation: Operation, cell: Cell): Promise<void> {
  const { row, role, actor, relation, object } = cell
  const isRead = operation.kind !== 'command'
  // Whoever is part of the round may read, copy and remind; only whoever is asked now may decide.
  const isOfRound = isRead || operation.id === 'approvals.copy' || operation.id === 'approvals.remind'
  const seen = isOfRound ? { ...object, activeIds: object.askedIds } : object
  const made = matrix.carried(operation)
  const { requestId, approvalId = 'flow_none000000', version } = object
  const carried = {
    ...made,
    params: { requestId, approvalId },
    body:
      typeof made.body === 'object' && made.body !== null && 'version' in made.body
        ? { ...made.body, version }
        : made.body,
  }
  const answered = await matrix.server.call(operation, carried, actor)
  const isAllowed = mayOn(row, role, actor, seen)
  const isRight = isAllowed ? !isDenied(answered) : isDenied(answered) || answered.status === 409
  if (!isRead && answered.status < 300) forget(matrix, requestId)
  check(matrix, `${operation.id} by ${role}, ${relation}, ${object.state}`, answered, isRight)
}

async function objectFor(matrix: Matrix, owner: Actor, stage: Stage): Promise<MatrixObject> {
  const key = `${owner.personId} ${stage}`
  const made = matrix.objects.get(key) ?? (await makeObject(matrix.server, owner, stage))
  matrix.objects.set(key, made)
  return made
}

/** An operation that went ahead changed its request: the next cell gets a new one. */
function forget({ objects }: Matrix, requestId: string): void {
  for (const [key, object] of objects) if (object.requestId === requestId) objects.delete(key)
}

function check(matrix: Matrix, cell: string, { status, json }: Answered, isRight: boolean): void {
  matrix.cells++
  if (isRight) return
  matrix.wrong++
  matrix.say(`${cell}: ${status} ${JSON.stringify(json)?.slice(0, 200)}`)
}

/** A refusal for what a person is, and not for what the object or the body is. */
function isDenied(answered: Answered): boolean {
  const { status } = answered
  if (status === 401 || status === 403 || status === 404) return true
  const code = codeOf(answered)
  return (
    (code !== 'access.other_entity' && code.startsWith('access.')) ||
    ['requests.not_yours', 'approvals.not_asked'].includes(code)
  )
}

/** Whoever may use an operation gets an answer about its object or body, or about the object's absence. */
function isNotKeptOut(answered: Answered): boolean {
  const { status } = answered
  if (aboutBody.includes(codeOf(answered))) return true
  return status !== 401 && status !== 403
}

/** Refusals with 401 or 403 that say something of the body: a wrong password, an entity of others. */
const aboutBody = ['access.other_entity', 'access.wrong_credentials', 'access.challenge_over']

function codeOf({ json }: Answered): string {
  return typeof json === 'object' && json !== null && 'code' in json ? String(json.code) : ''
}

function isOnRequest({ path }: Operation): boolean {
  return /:(requestId|approvalId)/.test(path)
}

/** The stage in which the operation could go ahead; approvals wait for their decision. */
function stageFor(row: AccessRow, { id }: Operation): Stage {
  const stages: readonly Stage[] = ['submitted', 'more_information', 'approved', 'given', 'draft']
  if (id === 'requests.draft' || id === 'requests.save_draft') return 'draft'
  const states = row.rules.flatMap((rule) => rule.states ?? [])
  return stages.find((stage) => states.length === 0 || states.includes(stage)) ?? 'submitted'
}

function isBusiness(role: GrantableRole): boolean {
  return businessRoles.includes(role)
}

/** Bodies and parameters that the contract lets pass, so that a 400 never hides an answer about rights. */
function carrier(server: StaffedServer, seed: number): (operation: Operation) => Carried {
  const chance = chanceOf(seed)
  const known: Known = new Map([
    ['personId', [server.actor('finance').personId]],
    ['toPersonId', [server.actor('finance').personId]],
    ['partyId', ['party_dealer000000']],
    ['entityId', server.actor('sales').entityIds.slice()],
  ])
  return (operation) => {
    const [params, query, body] = (['params', 'query', 'body'] as const).map((part) => valid(operation[part]))
    return { params: asTexts(params), query: asRecord(query), body }
  }
  function valid(schema: Operation['body']): unknown {
    const make = valuesOf(schema)
    let value = make(chance, known)
    for (let i = 0; i < 100 && !schema.safeParse(value).success; i++) value = make(chance, known)
    // Where the contract asks for more than its schema says, the answer to a permitted call is a 400.
    return value
  }
}

function asTexts(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(asRecord(value)).map(([name, each]) => [name, String(each)]))
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}
