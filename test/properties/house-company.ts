import { createAgreement, createEvent } from '../../src/modules/deals/index.ts'
import { createCustomer, createPerson } from '../../src/modules/parties/index.ts'
import { adoptShippedCommand } from '../../src/modules/policy/index.ts'
import { submitCommand, type SubmitBody } from '../../src/modules/requests/index.ts'
import { act } from '../../src/platform/act/act.ts'
import { systemActor } from '../../src/platform/act/actor.ts'
import type { Command } from '../../src/platform/act/command.ts'
import { askDeps } from '../setup/ask-deps.ts'
import { ordinary } from '../setup/circumstances.ts'
import { testCompany, type Company } from '../setup/company.ts'
import { housePack, type HouseLimit } from './house-pack.ts'

type Proposal = SubmitBody['proposal']

let n = 0

/** Runs a command for each body in the name of the system; anything but a good answer throws. */
export async function done<Body, State, Answer>(
  company: Company,
  command: Command<Body, State, Answer>,
  bodies: readonly Body[],
): Promise<Answer[]> {
  const at = company.world.now()
  const calls = bodies.map((body) => ({ key: `house-${n++}-key`, actor: systemActor, body, at }))
  const outcomes = await act(company.world.door, command, calls)
  return outcomes.map((outcome) => {
    if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome))
    return outcome.answer
  })
}

/** Files one proposal. */
export async function submit(company: Company, proposal: Proposal, who: string) {
  const at = company.world.now()
  const call = { key: `house-${n++}-key`, actor: company.actor(who), body: { proposal }, at }
  const [outcome] = await act(company.world.door, submitCommand(company.world.requests), [call])
  return outcome
}

/** The limit under test is low, and all others are in force at once and far away. */
const far = 'CNY 100000.00'
const allFar = { person: far, household: far, organisation: far, giver: far, deal: far, event: far }

const firms = ['甘肃祁连制药设备', '海南椰风海洋工程', '黑龙江雪原重型机床']
const buyers = [
  ['欧阳冰', 0],
  ['慕容海', 0],
  ['司徒雷', 0],
  ['诸葛田', 1],
  ['上官云', 2],
] as const

/**
 * How many deals of each customer and how many events there are; the first of each is the one that is
 * shared.
 */
const recordedMax = 10

type Buyer = { readonly id: string; readonly employer: string }

/** A company with one low limit, its buyers, and deals and events on record. */
export type House = {
  readonly company: Company
  readonly people: readonly Buyer[]
  readonly dealsOf: ReadonlyMap<string, readonly string[]>
  readonly events: readonly string[]
}

/**
 * A company whose limit of that subject is ¥100 a year, with three customers and five buyers, three at
 * the first.
 */
export async function houseCompany(limit: HouseLimit): Promise<House> {
  const company = await testCompany()
  await done(company, adoptShippedCommand, [{ packs: [housePack({ ...allFar, [limit]: 'CNY 100.00' })] }])
  const deps = { ...askDeps, newId: company.world.newId, dayAt: () => '2026-11-25' }
  const made = await done(
    company,
    createCustomer(deps),
    firms.map((name) => ({
      name: `${name}有限公司`,
      type: 'company' as const,
      ownership: 'private' as const,
      publicPurchaser: false,
      country: 'CN',
    })),
  )
  const people = await buyersAt(
    company,
    made.map(({ partyId }) => partyId),
  )
  return {
    company,
    people,
    ...(await recorded(
      company,
      made.map(({ partyId }) => partyId),
    )),
  }
}

async function buyersAt(company: Company, employers: readonly string[]): Promise<Buyer[]> {
  const deps = { ...askDeps, newId: company.world.newId, dayAt: () => '2026-11-25' }
  const people = buyers.map(([name, at]) => ({ name, employer: employers[at] ?? '' }))
  const fromOn = '2020-01-01'
  const evidence = { kind: 'employer_letter' as const, reference: '在职证明' }
  const created = await done(
    company,
    createPerson(deps),
    people.map(({ name, employer }) => ({
      name,
      country: 'CN',
      employment: { customerId: employer, decidesOnUs: true, managementDuty: false, fromOn },
      classification: { class: 'private_staff' as const, source: 'document' as const, evidence, fromOn },
    })),
  )
  return people.map(({ employer }, i) => ({ id: created[i]?.partyId ?? '', employer }))
}

async function recorded(
  company: Company,
  customers: readonly string[],
): Promise<Pick<House, 'dealsOf' | 'events'>> {
  const { newId, requests } = company.world
  const { rounds } = company.world
  const deps = { newId, rounds, organisation: requests.organisation, dayAt: () => '2026-11-25' }
  const entityId = company.founded.entities['suzhou'] ?? ''
  const numbers = Array.from({ length: recordedMax }, (_, i) => i)
  const signed = { entityId, signedOn: '2020-01-01', fromOn: '2020-01-01', document: '合同柜', clauses: [] }
  const agreements = await done(
    company,
    createAgreement(deps),
    customers.flatMap((customerId, at) =>
      numbers.map((i) => ({ ...signed, customerId, number: `XS-${at}-${i}`, title: '框架协议' })),
    ),
  )
  const days = { country: 'CN', fromOn: '2020-01-01', untilOn: '2027-12-31' }
  const events = await done(
    company,
    createEvent(deps),
    numbers.map((i) => ({ ...days, title: `技术交流会 ${i}` })),
  )
  const dealsOf = customers.map((id, at) => {
    const own = agreements.slice(at * recordedMax, (at + 1) * recordedMax)
    return [id, own.map((agreement) => agreement.agreementId)] as const
  })
  return { dealsOf: new Map(dealsOf), events: events.map((event) => event.eventId) }
}

/** To whom, by whom, how much, and within which shared deal or event. */
export type Given = {
  readonly to: number
  readonly by?: string
  readonly minor: string
  readonly in?: 'deal' | 'event'
}

/**
 * An advertising item on a day of its own; deal and event are its own too, unless it names a shared one.
 * The shared deal is one of the first customer, whoever of the buyers has a part in it.
 */
export function itemOf(house: House, given: Given, happensOn: string): Proposal {
  const person = house.people[given.to]
  const customer = given.in === 'deal' ? house.people[0]?.employer : person?.employer
  if (!person || customer === undefined) throw new Error(`there is no person ${given.to}`)
  n += 1
  const ownAt = 1 + (n % (recordedMax - 1))
  const deal = house.dealsOf.get(customer)?.[given.in === 'deal' ? 0 : ownAt]
  const event = house.events[given.in === 'event' ? 0 : ownAt]
  if (deal === undefined || event === undefined) throw new Error('deals and events are on record')
  return {
    customer: { partyId: customer },
    recipient: { to: 'person', partyId: person.id },
    kindId: 'logo_item',
    amount: { currency: 'CNY', minor: given.minor },
    happensOn,
    reasonChip: 'fair',
    reason: '展会宣传品',
    facts: {
      ...ordinary('logo_item'),
      'benefit.dealId': deal,
      'benefit.eventId': event,
    },
  }
}
