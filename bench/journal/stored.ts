import type { World } from '../../src/app/world.ts'
import { foundCompany, type Founded } from '../../src/modules/access/index.ts'
import { nextNumbers, numberOf, registerBenefit } from '../../src/modules/benefits/index.ts'
import { newCustomer, newPerson } from '../../src/modules/parties/index.ts'
import { act } from '../../src/platform/act/act.ts'
import { systemActor, type Actor } from '../../src/platform/act/actor.ts'
import type { Call, Command } from '../../src/platform/act/command.ts'
import type { RowChange } from '../../src/platform/act/rows.ts'
import { sampleYear } from './company.ts'
import type { SampleBenefit } from './registered.ts'

/** The made company as it stands in a database: its one legal entity, and somebody of its finance. */
export type StoredCompany = { readonly entityId: string; readonly finance: Actor }

const foundedOn = `${sampleYear - 1}-12-01`
const foundedAt = `${foundedOn}T01:00:00.000Z`

/** How many items one transaction writes. */
const setSize = 500

/**
 * Founds the made company in an empty database, with those who gave something, and stores its customers, the
 * people there, and the benefits as they ended: row, line, bookings and an entry of the log each.
 */
export async function storeCompany(world: World, benefits: readonly SampleBenefit[]): Promise<StoredCompany> {
  const staff = [...new Set(benefits.map((benefit) => benefit.staff))]
  const founded = await found(world, staff)
  const entityId = founded.entities['made'] ?? ''
  const { customers, people } = await storeParties(world, benefits)
  const idOfStaff = new Map(staff.map((name, i) => [name, founded.people[`sales${i}`] ?? '']))
  const bodies = benefits.map((benefit) => ({
    ...benefit,
    entityId,
    staffId: idOfStaff.get(benefit.staff) ?? '',
    customerId: customers.get(benefit.customer) ?? '',
    personId: people.get(personKey(benefit)) ?? '',
  }))
  await inSets(world, storeBenefit(world), bodies, ({ day }) => `${day}T08:00:00.000Z`)
  const finance: Actor = {
    personId: founded.people['finance'] ?? '',
    accountId: founded.accounts['finance'] ?? '',
    roles: ['finance'],
    entityIds: [entityId],
    language: 'zh-CN',
    hasFreshFactor: true,
    hasSecondFactor: true,
    via: 'web',
  }
  return { entityId, finance }
}

async function found(world: World, staff: readonly string[]): Promise<Founded> {
  const at = { entity: 'made', unit: 'all', joinedOn: foundedOn }
  const person = (key: string, name: string, role: 'administrator' | 'finance' | 'sales') => ({
    ...at,
    key,
    nameZh: name,
    nameEn: name,
    roles: [{ role }],
    account: { email: `${key}@made.example`, language: 'zh-CN' as const },
  })
  const body = {
    foundedOn,
    entities: [
      {
        key: 'made',
        code: 'MADE',
        nameZh: '示例电机制造有限公司',
        nameEn: 'Made Motors',
        currency: 'CNY',
        zone: 'Asia/Shanghai',
        seat: 'CN',
      },
    ],
    units: [{ key: 'all', code: 'ALL', nameZh: '全公司', nameEn: 'Company', entity: 'made' }],
    people: [
      person('admin', '管理员', 'administrator'),
      person('finance', '会计', 'finance'),
      ...staff.map((name, i) => person(`sales${i}`, name, 'sales')),
    ],
  }
  const command = foundCompany({ newId: world.newId, organisation: world.organisations })
  const call = { key: 'bench-company', actor: systemActor, body, at: foundedAt }
  const [outcome] = await act(world.door, command, [call])
  if (outcome?.kind !== 'done') throw new Error(`the company was not founded: ${JSON.stringify(outcome)}`)
  return outcome.answer
}

function personKey({ customer, person }: SampleBenefit): string {
  return `${customer}\t${person}`
}

/** Organisations by their name, and their people by both names. */
async function storeParties(world: World, benefits: readonly SampleBenefit[]) {
  const customers = new Map<string, string>()
  const people = new Map<string, string>()
  const changes: RowChange[][] = []
  for (const benefit of benefits) {
    const { customer, person: name } = benefit
    const customerId = customers.get(customer) ?? world.newId('party')
    if (!customers.has(customer))
      changes.push([newCustomer({ id: customerId, name: customer, created_at: foundedAt })])
    customers.set(customer, customerId)
    if (people.has(personKey(benefit))) continue
    const id = world.newId('party')
    people.set(personKey(benefit), id)
    const employment = {
      id: world.newId('membership'),
      customer_id: customerId,
      position: null,
      decides_on_us: null,
      management_duty: null,
      nominated_by: null,
      from_on: foundedOn,
      until_on: null,
    }
    changes.push(newPerson({ id, name, at: foundedAt, employment }))
  }
  await inSets(world, storeRows(changes), [...changes.keys()], () => foundedAt)
  return { customers, people }
}

/** Stores the rows whose place in the list the body names. */
function storeRows(changes: readonly (readonly RowChange[])[]): Command<number, undefined, null> {
  return {
    operation: 'demo.store_party',
    load: async () => undefined,
    decide: (_, { body }) => ({
      answer: null,
      object: { type: 'party', id: String(body) },
      reason: 'bench',
      changes: [...(changes[body] ?? [])],
    }),
  }
}

type BenefitBody = SampleBenefit & {
  readonly entityId: string
  readonly staffId: string
  readonly customerId: string
  readonly personId: string
}

function storeBenefit(world: World): Command<BenefitBody, bigint[], null> {
  return {
    operation: 'demo.fill_register',
    load: (tx, calls) => nextNumbers(tx, calls.length),
    decide: (numbers, { body, at }) => {
      const { customerId, personId, staffId, entityId, day, title } = body
      const id = world.newId('benefit')
      const row = {
        id,
        number: numberOf(numbers.shift() ?? 0n, day),
        book: 'own',
        direction: 'given',
        state: 'completed',
        entity_id: entityId,
        form: body.form,
        title,
        reason: '业务招待',
        requester_id: staffId,
        customer_id: customerId,
        recipient_kind: 'person',
        recipient_id: personId,
        recipient_count: 1,
        deal_id: null,
        event_id: null,
        programme_id: null,
        place: null,
        value_minor: BigInt(body.minor),
        value_currency: 'CNY',
        value_is_at_least: false,
        happened_on: day,
        recorded_at: at,
        is_late: false,
        outcome: 'allow',
        decision_id: null,
        source: 'web',
        way: 'reimbursement',
      }
      const recipients = [{ recipientId: personId, orgId: customerId }]
      const giver = { personId: staffId, group: 'group' }
      return {
        answer: null,
        object: { type: 'benefit', id },
        entityId,
        reason: title,
        changes: registerBenefit(row, recipients, giver, [world.newId('line')]),
      }
    },
  }
}

async function inSets<Body, State>(
  world: World,
  command: Command<Body, State, null>,
  bodies: readonly Body[],
  atOf: (body: Body) => string,
): Promise<void> {
  for (let from = 0; from < bodies.length; from += setSize) {
    const calls = bodies.slice(from, from + setSize).map((body, i): Call<Body> => {
      const key = `bench:${command.operation}:${from + i}`
      return { key, actor: systemActor, body, at: atOf(body) }
    })
    const outcomes = await act(world.door, command, calls)
    const bad = outcomes.find(({ kind }) => kind !== 'done')
    if (bad) throw new Error(`the company was not stored: ${JSON.stringify(bad)}`)
  }
}
