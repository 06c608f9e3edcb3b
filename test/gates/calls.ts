import { operations } from '../../src/contract/index.ts'
import type { Operation } from '../../src/contract/operation.ts'
import { grantableRoles, type GrantableRole } from '../../src/modules/access/roles.ts'
import { accessTable } from '../../src/modules/access/table.ts'
import { companyOn, parties, type Company } from '../setup/company-on.ts'
import { ordinary } from '../setup/circumstances.ts'
import { chanceOf, isId, remember, valuesOf, type Chance, type Known } from './from-schema.ts'
import { atLeast, atMost, withGateDatabase, type Gate, type GateLine, type GateOptions } from './gate.ts'
import { operationOf } from './matrix-objects.ts'
import { strayPointers } from './places.ts'
import { spoiled } from './spoil.ts'
import {
  staffedServer,
  type Answered,
  type Carried,
  type StaffedServer,
  type Statuses,
} from './staffed-server.ts'

/** Calls that take longer than this hang. */
const hangMs = 5_000

/**
 * G12: random calls. In each round every operation is called once by every role with a body made from its
 * contract, some of them spoiled, with identifiers carried from call to call. The server checks its own answers
 * against the contract, so an answer of another shape is a 500 here.
 */
export const gate: Gate = {
  name: 'calls',
  rounds: 200,
  run: (options) =>
    withGateDatabase(async (database) => (await callsOn(await companyOn(database), options)).lines),
}

/** What a run of calls saw: its figures, and which statuses each operation answered. */
export type CallsSeen = {
  readonly lines: GateLine[]
  readonly statuses: Statuses
}

/** Calls the operations of a company that is there already. */
export async function callsOn(company: Company, options: GateOptions): Promise<CallsSeen> {
  const server = await staffedServer(company)
  try {
    return await rounds(server, options)
  } finally {
    await server.close()
  }
}

type Maker = {
  readonly operation: Operation
  readonly params: ReturnType<typeof valuesOf>
  readonly query: ReturnType<typeof valuesOf>
  readonly body: ReturnType<typeof valuesOf>
}

async function rounds(server: StaffedServer, { rounds: count, seed, say }: GateOptions): Promise<CallsSeen> {
  const chance = chanceOf(seed)
  const memory = memoryOf(await learn(server))
  const makers = operations
    .filter(({ id }) => !server.unbound.includes(id))
    .map((operation): Maker => {
      const { params, query, body } = operation
      return {
        operation,
        params: valuesOf(params, 'params'),
        query: valuesOf(query, 'query'),
        body: valuesOf(body),
      }
    })
  let [calls, accepted, broken, hung, stray] = [0, 0, 0, 0, 0]
  const note = (operation: Operation, carried: Carried, answered: Answered) => {
    calls++
    if (answered.status < 300) accepted++
    if (answered.ms > hangMs) hung++
    for (const pointer of strayPointers(operation, answered.json)) {
      stray++
      say(`${operation.id} ${answered.status} points at ${pointer}`)
    }
    if (answered.status < 500) return
    broken++
    say(`${operation.id} ${answered.status} ${JSON.stringify(carried).slice(0, 600)}`)
    say(server.faults.at(-1)?.says.slice(0, 900) ?? '')
  }
  for (let round = 0; round < count; round++) {
    for (const maker of makers) {
      for (const role of callersOf(maker.operation)) {
        const mine = memory.of(role)
        const carried = memory.withVersion(carriedBy(maker, chance, mine))
        const answered = await server.call(maker.operation, carried, role && server.actor(role))
        if (answered.status < 300) memory.keep(mine, maker.operation, answered.json)
        note(maker.operation, carried, answered)
      }
      const role = permitted(maker.operation)
      note(maker.operation, wrong, await server.call(maker.operation, wrong, role && server.actor(role)))
    }
  }
  return { lines: figures({ server, calls, accepted, broken, hung, stray }), statuses: server.statuses }
}

/**
 * Everybody calls what needs a session, and two of those who may use it several times more, for most are
 * kept out at the door; nobody in particular calls what needs none.
 */
function callersOf(operation: Operation): readonly (GrantableRole | undefined)[] {
  if (accessTable[operation.id]?.isPublic === true) return [undefined]
  const mayUseIt = [permitted(operation), permittedLast(operation)]
  // A question may be asked in many ways; a command by chance is seldom more than a business "no".
  const times = operation.kind === 'query' ? 4 : 2
  return [...grantableRoles, undefined, ...Array.from({ length: times }, () => mayUseIt).flat()]
}

/** A call of the wrong shape in every part, by somebody whom nothing else keeps out. */
const wrong: Carried = { params: {}, query: { beside: '1', limit: 'many' }, body: [] }

function permitted(operation: Operation): GrantableRole | undefined {
  return grantableRoles.find((role) => mayUse(role, operation))
}

function permittedLast(operation: Operation): GrantableRole | undefined {
  return grantableRoles.findLast((role) => mayUse(role, operation))
}

function mayUse(role: GrantableRole, { id }: Operation): boolean {
  const rules = accessTable[id]?.rules ?? []
  return rules.some(({ roles }) => roles === 'everyone' || roles.includes(role))
}

function carriedBy({ params, query, body }: Maker, chance: Chance, known: Known): Carried {
  const parts = [params(chance, known), query(chance, known), body(chance, known)] as const
  // One call in ten is wrong in one place: in its path, its query or its body. A part with nothing in it is
  // left as it is, for the call of the wrong shape says something there in each round.
  const full = [0, 1, 2].filter((i) => Object.keys(asRecord(parts[i])).length > 0)
  const wrong = chance.isOneIn(10) ? chance.pick(full) : undefined
  const [path, asked, sent] = parts.map((part, i) => (i === wrong ? spoiled(part, chance) : part))
  return { params: textsOf(path), query: asRecord(asked), body: sent }
}

/** What a client knows from the start: parties, people and entities of the company, and the kinds of benefit. */
async function learn(server: StaffedServer): Promise<Known> {
  const { founded } = server.company
  const known: Known = new Map()
  known.set('personId', [...Object.values(founded.people), server.actor('sales', 'far').personId])
  known.set('entityId', Object.values(founded.entities).slice(0, 1))
  known.set('accountId', Object.values(founded.accounts))
  known.set('unitId', Object.values(founded.units))
  known.set('partyId', [parties.dealer, parties.buyer, parties.bureau, parties.official])
  known.set('customerId', [parties.dealer, parties.bureau])
  known.set('state', ['approved,given', 'submitted'])
  known.set('outcome', ['allow', 'escalate,hold'])
  known.set('form', ['rebate', 'meal'])
  known.set('otherId', [parties.buyer, parties.official])
  known.set('operation', ['requests.preview', 'benefits.register'])
  known.set('kind', ['rebate', 'logo_item'])
  known.set('name', ['太仓海通机电有限公司', '昆山联达精密部件有限公司', '沈海涛', '吕思源', '段启明'])
  known.set('filters', ['{"form":"rebate"}', '{"state":"given"}'])
  known.set('reasonChip', ['contract', 'exchange', 'visit', 'fair'])
  known.set(
    'proposal',
    applications.map((each) => JSON.stringify(each)),
  )
  const kinds = operationOf('requests.kinds')
  const answered = await server.call(kinds, { query: { customerId: parties.dealer } }, server.actor('sales'))
  rememberAll(known, kinds, answered.json)
  return known
}

const common = { customer: { partyId: parties.dealer }, happensOn: '2026-11-26', reason: '按合同第 6 条' }
const applications = [
  {
    ...common,
    kindId: 'rebate',
    amount: { currency: 'CNY', minor: '1280000' },
    recipient: { to: 'organisation' },
    facts: ordinary('rebate'),
  },
  {
    ...common,
    kindId: 'logo_item',
    amount: { currency: 'CNY', minor: '100' },
    recipient: { to: 'person', partyId: parties.buyer },
    facts: ordinary('logo_item'),
  },
]

/** A client calls by other names what answers call `id`: the kinds of benefit. */
function rememberAll(known: Known, operation: Operation, json: unknown): void {
  remember(known, json)
  if (operation.id !== 'requests.kinds') return
  const items: unknown = asRecord(json)['items']
  const ids = Array.isArray(items) ? items.map((item: unknown) => asRecord(item)['id']) : []
  remember(known, { kindIds: ids })
}

/** What each caller has seen: people act on what their own screens show, with the version that they saw. */
function memoryOf(start: Known) {
  const byRole = new Map<string, Known>()
  const versions = new Map<string, number>()
  const learnVersions = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(learnVersions)
    if (typeof value !== 'object' || value === null) return
    const { version } = asRecord(value)
    const ids = Object.values(value).filter((each): each is string => typeof each === 'string' && isId(each))
    if (typeof version === 'number') ids.forEach((id) => versions.set(id, version))
    Object.values(value).forEach(learnVersions)
  }
  return {
    of: (role: string | undefined): Known => {
      const known = byRole.get(role ?? '') ?? new Map(start)
      byRole.set(role ?? '', known)
      return known
    },
    keep: (known: Known, operation: Operation, json: unknown): void => {
      rememberAll(known, operation, json)
      learnVersions(json)
    },
    withVersion: (carried: Carried): Carried => {
      const [version] = Object.values(carried.params ?? {}).flatMap((id) => versions.get(id) ?? [])
      const hasOne = typeof asRecord(carried.body)['version'] === 'number'
      return version === undefined || !hasOne
        ? carried
        : { ...carried, body: { ...asRecord(carried.body), version } }
    },
  }
}

type Counted = Record<'calls' | 'accepted' | 'broken' | 'hung' | 'stray', number> & {
  readonly server: StaffedServer
}

function figures({ server, calls, accepted, broken, hung, stray }: Counted): GateLine[] {
  return [
    atMost('G12 answers 5xx', broken, 0, `of ${calls} calls`),
    atMost('G12 calls over 5 s', hung, 0, `of ${calls} calls`),
    atMost('G12 pointers that name no place of their call', stray, 0, `of ${calls} calls`),
    atLeast('G12 calls accepted', Math.round((accepted / calls) * 1_000) / 1_000, 0.2, 'share'),
    atMost('G12 operations without a route', server.unbound.length, 0, 'operations'),
  ]
}

function textsOf(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(asRecord(value)).map(([name, each]) => [name, String(each)]))
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}
