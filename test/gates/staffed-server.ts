import type { FastifyInstance } from 'fastify'
import { namingOf } from '../../src/app/naming.ts'
import { allRoutes } from '../../src/app/routes.ts'
import { operations } from '../../src/contract/index.ts'
import type { Operation } from '../../src/contract/operation.ts'
import { authPort } from '../../src/modules/access/index.ts'
import { grantableRoles, type GrantableRole } from '../../src/modules/access/roles.ts'
import { accountTable, managerTable, personTable, roleGrantTable } from '../../src/modules/access/tables.ts'
import type { Actor } from '../../src/platform/act/actor.ts'
import { insertRow, type RowChange } from '../../src/platform/act/rows.ts'
import { randomBytes } from '../../src/platform/clock.ts'
import { httpServer } from '../../src/platform/http/server.ts'
import { agreementTable, clauseTable, uncheckedAgreement } from '../../src/modules/deals/index.ts'
import { parties, type Company } from '../setup/company-on.ts'

/** What the server answered. `json` is undefined when the answer is no JSON, as a file is. */
export type Answered = {
  readonly status: number
  readonly json: unknown
  readonly ms: number
}

/** What a call carries. Whatever is absent is empty. */
export type Carried = {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
}

/** A fault that stayed inside the server: what the caller of operation saw as 500. */
export type Fault = { readonly operation: string; readonly says: string }

/** Numbers of answers by operation and status. */
export type Statuses = ReadonlyMap<string, ReadonlyMap<number, number>>

/** The test company with one person for each role in two entities, behind its real HTTP server. */
export type StaffedServer = {
  readonly company: Company
  /** The person with this one role in `suzhou` (near) or `shanghai` (far). */
  readonly actor: (role: GrantableRole, place?: 'near' | 'far') => Actor
  /** The person of that identifier, of the founding or of the staff. */
  readonly person: (personId: string) => Actor
  readonly call: (operation: Operation, carried: Carried, actor?: Actor) => Promise<Answered>
  readonly faults: readonly Fault[]
  /** How often each operation answered each status. */
  readonly statuses: Statuses
  /** Ids of operations that no route answers. */
  readonly unbound: readonly string[]
  readonly close: () => Promise<void>
}

/** Staffs a company and starts its server in this process. The company stays the caller's to close. */
export async function staffedServer(company: Company): Promise<StaffedServer> {
  await company.store([...staffRows(company), ...farAgreement(company)])
  const faults: Fault[] = []
  const signedIn = new Map<string, Actor>()
  const auth = authPort({
    worker: { connectionString: company.database.workerUrl },
    secret: Buffer.alloc(32, 9),
    isSecure: false,
    organisation: company.world.organisations,
  })
  const welcome = async () => ({
    company: { zh: '明台装备', en: 'Mingtai' },
    isDemo: false,
    sampleLogIns: async () => [],
  })
  const { world } = company
  const routes = allRoutes({ world, pool: world.pool, access: { auth, welcome, random: randomBytes } })
  const server = await httpServer(routes, {
    // Signing in is tried elsewhere; here the caller says who they are.
    actorOf: async (headers) => signedIn.get(String(headers['x-person'])),
    authorise: world.door.authorise,
    now: world.now,
    requestNumber: () => 'R1',
    onFault: (fault, _, operation) => void faults.push({ operation, says: wordsOf(fault) }),
    onAnswer: () => undefined,
    origins: () => [],
    isSecure: false,
    requestsPerMinute: 10_000_000,
    naming: namingOf(world),
  })
  const bound = new Set(routes.map(({ operation }) => operation.id))
  const { call, statuses } = callerOf(server, signedIn)
  return {
    company,
    faults,
    statuses,
    call,
    actor: (role, place = 'near') => actorOf(company, role, place),
    person: (personId) => personOf(company, personId),
    unbound: operations.map(({ id }) => id).filter((id) => !bound.has(id)),
    close: async () => {
      await server.close()
      await auth.close()
    },
  }
}

/** Calls the server as a client would, each call under a key of its own, and counts the answers. */
function callerOf(
  server: FastifyInstance,
  signedIn: Map<string, Actor>,
): Pick<StaffedServer, 'call' | 'statuses'> {
  const statuses = new Map<string, Map<number, number>>()
  let sequence = 0
  const call = async (operation: Operation, carried: Carried, actor?: Actor): Promise<Answered> => {
    if (actor) signedIn.set(actor.personId, actor)
    const since = performance.now()
    const response = await server.inject({
      method: operation.method,
      url: urlOf(operation, carried),
      headers: {
        'idempotency-key': `call-number-${sequence++}`,
        ...(actor ? { 'x-person': actor.personId } : {}),
        ...(hasBody(operation, carried) ? { 'content-type': 'application/json' } : {}),
      },
      ...(hasBody(operation, carried) ? { payload: JSON.stringify(carried.body) } : {}),
    })
    const seen = statuses.get(operation.id) ?? new Map<number, number>()
    statuses.set(operation.id, seen.set(response.statusCode, (seen.get(response.statusCode) ?? 0) + 1))
    const isJson = String(response.headers['content-type']).includes('json')
    const json: unknown = isJson && response.body !== '' ? response.json() : undefined
    return { status: response.statusCode, json, ms: performance.now() - since }
  }
  return { call, statuses }
}

function staffRows(company: Company): RowChange[] {
  return (['near', 'far'] as const).flatMap((place) =>
    grantableRoles.flatMap((role) => {
      const { personId, accountId } = actorOf(company, role, place)
      const entityId = entityOf(company, place)
      const name = `${place} ${role}`
      const unitId = place === 'near' ? (company.founded.units['east'] ?? null) : null
      return [
        insertRow(personTable, {
          id: personId,
          entity_id: entityId,
          unit_id: unitId,
          staff_number: null,
          name_zh: name,
          name_en: name,
          title_zh: null,
          title_en: null,
          joined_on: '2025-01-01',
          left_on: null,
        }),
        insertRow(accountTable, {
          id: accountId,
          person_id: personId,
          email: `${place}.${role}@mingtai.example`,
          language: 'en',
          is_open: true,
          password_by: null,
          factor_by: null,
        }),
        grantOf(company, { personId, role, entityId, unitId }),
        managedBy(company, role, place),
      ]
    }),
  )
}

/** A voucher stands on a clause of the entity that gives it; the founding company signed for the near one. */
function farAgreement(company: Company): RowChange[] {
  const dates = { from_on: '2026-01-01', until_on: '2026-12-31' }
  return [
    insertRow(agreementTable, {
      id: 'agr_framefar',
      entity_id: entityOf(company, 'far'),
      customer_id: parties.dealer,
      number: 'HT-2026-0418',
      title: '年度框架协议',
      signed_on: '2025-12-01',
      state: 'active',
      ...dates,
      ...uncheckedAgreement,
    }),
    insertRow(clauseTable, {
      id: 'clause_couponfar',
      agreement_id: 'agr_framefar',
      number: '7',
      form: 'discount_coupon',
      text: '推荐新客户成交的，发放代金券，下次开票时抵扣',
      rate_percent: null,
      is_published: true,
      terms_group: null,
      ...dates,
    }),
  ]
}

type Grant = { personId: string; role: GrantableRole; entityId: string; unitId: string | null }

/** A head of department heads a unit; every other role serves the entity. */
function grantOf(company: Company, { personId, role, entityId, unitId }: Grant): RowChange {
  return insertRow(roleGrantTable, {
    id: `role_${personId.slice(4)}`,
    person_id: personId,
    role,
    entity_id: entityId,
    unit_id: role === 'department_head' ? unitId : null,
    limit_currency: null,
    limit_minor: null,
    from_on: '2025-01-01',
    until_on: null,
    state: 'confirmed',
    is_founding: false,
    is_emergency: false,
    proposed_by: company.founded.people['admin'] ?? '',
    proposed_at: '2025-01-01T00:00:00.000Z',
    answered_by: company.founded.people['boss'] ?? '',
    answered_at: '2025-01-01T00:00:00.000Z',
  })
}

/** Owner, sales manager, programme manager, and above them the head of sales or the far general manager. */
function managedBy(company: Company, role: GrantableRole, place: 'near' | 'far'): RowChange {
  const { personId } = actorOf(company, role, place)
  const top =
    place === 'near'
      ? (company.founded.people['head'] ?? '')
      : actorOf(company, 'general_manager', 'far').personId
  const above = (name: GrantableRole) => actorOf(company, name, place).personId
  const managers: Partial<Record<GrantableRole, string>> = {
    sales: above('sales_manager'),
    trainer: above('sales_manager'),
    finance: above('sales_manager'),
    sales_manager: above('programme_manager'),
  }
  const manager = personId === top ? (company.founded.people['boss'] ?? '') : (managers[role] ?? top)
  return insertRow(managerTable, {
    id: `rel_${personId.slice(4)}`,
    person_id: personId,
    manager_id: manager,
    from_on: '2025-01-01',
    until_on: null,
  })
}

function personOf(company: Company, personId: string): Actor {
  const places = ['near', 'far'] as const
  const staff = places.flatMap((place) => grantableRoles.map((role) => actorOf(company, role, place)))
  const found = staff.find((actor) => actor.personId === personId)
  const [key] = Object.entries(company.founded.people).find(([, id]) => id === personId) ?? []
  if (!found && key === undefined) throw new Error(`nobody of the staff is ${personId}`)
  return found ?? company.actor(key ?? '', Object.values(company.founded.entities))
}

function actorOf(company: Company, role: GrantableRole, place: 'near' | 'far'): Actor {
  const mark = `${place}${role.replaceAll('_', '')}000000`
  return {
    personId: `per_${mark}`,
    accountId: `acc_${mark}`,
    roles: [role],
    entityIds: [entityOf(company, place)],
    language: 'en',
    hasFreshFactor: true,
    hasSecondFactor: true,
    via: 'web',
  }
}

function entityOf(company: Company, place: 'near' | 'far'): string {
  return company.founded.entities[place === 'near' ? 'suzhou' : 'shanghai'] ?? ''
}

function urlOf(operation: Operation, { params = {}, query = {} }: Carried): string {
  const path = operation.path
    .replaceAll(/(?<!:):(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? 'none'))
    .replaceAll('::', ':')
  const given = Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]))
  return Object.keys(given).length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`
}

function hasBody(operation: Operation, { body }: Carried): boolean {
  return operation.method !== 'GET' && body !== undefined
}

function wordsOf(fault: unknown): string {
  return fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)
}
