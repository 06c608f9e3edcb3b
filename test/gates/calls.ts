import { operations } from '../../src/contract/index.ts'
import type { Operation } from '../../src/contract/operation.ts'
import { grantableRoles, type GrantableRole } from '../../src/modules/access/roles.ts'
import { accessTable } from '../../src/modules/access/table.ts'
import { companyOn, type Company } from '../setup/company-on.ts'
import { chanceOf, remember, valuesOf, type Chance, type Known } from './from-schema.ts'
import { atLeast, atMost, withGateDatabase, type Gate, type GateLine, type GateOptions } from './gate.ts'
import { spoiled } from './spoil.ts'
import { staffedServer, type Answered, type Carried, type StaffedServer } from './staffed-server.ts'

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
  readonly statuses: ReadonlyMap<string, ReadonlyMap<number, number>>
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
  const known: Known = new Map()
  await learn(server, known)
  const makers = operations
    .filter(({ id }) => !server.unbound.includes(id))
    .map((operation): Maker => {
      const { params, query, body } = operation
      return { operation, params: valuesOf(params), query: valuesOf(query), body: valuesOf(body) }
    })
  const statuses = new Map<string, Map<number, number>>()
  let [calls, accepted, broken, hung] = [0, 0, 0, 0]
  const note = (operation: Operation, carried: Carried, answered: Answered) => {
    const seen = statuses.get(operation.id) ?? new Map<number, number>()
    statuses.set(operation.id, seen.set(answered.status, (seen.get(answered.status) ?? 0) + 1))
    calls++
    if (answered.status < 300) accepted++
    if (answered.ms > hangMs) hung++
    if (answered.status < 500) return
    broken++
    say(`${operation.id} ${answered.status} ${JSON.stringify(carried).slice(0, 600)}`)
    say(server.faults.at(-1)?.says.slice(0, 900) ?? '')
  }
  for (let round = 0; round < count; round++) {
    for (const maker of makers) {
      for (const role of callersOf(maker.operation)) {
        const carried = carriedBy(maker, chance, known)
        const answered = await server.call(maker.operation, carried, role && server.actor(role))
        if (answered.status < 300) rememberAll(known, maker.operation, answered.json)
        note(maker.operation, carried, answered)
      }
    }
  }
  return { lines: figures({ server, calls, accepted, broken, hung }), statuses }
}

/** Everybody calls what needs a session; nobody in particular calls what does not. */
function callersOf(operation: Operation): readonly (GrantableRole | undefined)[] {
  return accessTable[operation.id]?.isPublic === true ? [undefined] : [...grantableRoles, undefined]
}

function carriedBy({ params, query, body }: Maker, chance: Chance, known: Known): Carried {
  const isSpoiled = chance.isOneIn(8)
  const made = body(chance, known)
  return {
    params: textsOf(params(chance, known)),
    query: asRecord(query(chance, known)),
    body: isSpoiled ? spoiled(made, chance) : made,
  }
}

/** What a client knows from the start: parties, people and entities of the company, and the kinds of benefit. */
async function learn(server: StaffedServer, known: Known): Promise<void> {
  const { founded } = server.company
  const people = [...Object.values(founded.people), server.actor('sales', 'far').personId]
  known.set('personId', people)
  known.set('entityId', Object.values(founded.entities))
  known.set('accountId', Object.values(founded.accounts))
  known.set('unitId', Object.values(founded.units))
  known.set('partyId', [
    'party_dealer000000',
    'party_buyer0000000',
    'party_bureau000000',
    'party_official0000',
  ])
  known.set('customerId', ['party_dealer000000', 'party_bureau000000'])
  for (const operation of operations.filter(({ id }) => id === 'requests.kinds')) {
    const answered = await server.call(
      operation,
      { query: { customerId: 'party_dealer000000' } },
      server.actor('sales'),
    )
    rememberAll(known, operation, answered.json)
  }
}

/** A client calls by other names what answers call `id`: the kinds of benefit, and the next page. */
function rememberAll(known: Known, operation: Operation, json: unknown): void {
  remember(known, json)
  if (operation.id === 'requests.kinds') {
    const items: unknown = asRecord(json)['items']
    const ids = Array.isArray(items) ? items.map((item: unknown) => asRecord(item)['id']) : []
    remember(known, { kindIds: ids })
  }
}

type Counted = Record<'calls' | 'accepted' | 'broken' | 'hung', number> & { readonly server: StaffedServer }

function figures({ server, calls, accepted, broken, hung }: Counted): GateLine[] {
  return [
    atMost('G12 answers 5xx', broken, 0, `of ${calls} calls`),
    atMost('G12 calls over 5 s', hung, 0, `of ${calls} calls`),
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
