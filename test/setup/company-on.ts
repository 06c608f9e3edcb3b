import type { ShippedPack } from '../../src/modules/policy/adopt.ts'
import { readShipped, adoptShippedCommand } from '../../src/modules/policy/index.ts'
import { foundCompany, type Founded } from '../../src/modules/access/index.ts'
import { agreementTable, clauseTable, uncheckedAgreement } from '../../src/modules/deals/index.ts'
import {
  accountTable,
  classificationTable,
  householdMemberTable,
  newCustomer,
  newPerson,
} from '../../src/modules/parties/index.ts'
import { act } from '../../src/platform/act/act.ts'
import { systemActor, type Actor } from '../../src/platform/act/actor.ts'
import type { Command } from '../../src/platform/act/command.ts'
import { insertRow, type RowChange } from '../../src/platform/act/rows.ts'
import { fixedClock } from '../../src/platform/clock.ts'
import { makeWorld, type World } from '../../src/app/world.ts'
import type { FreshDatabase } from './database-copy.ts'
import { closeTold } from './whys.ts'
import { testData } from './test-data.ts'

/** The moment at which the test company stands; a Wednesday morning in Shanghai. */
export const testNow = '2026-11-25T01:00:00.000Z'

/** A small company on a database of its own, with its real policies and a few parties. */
export type Company = {
  readonly database: FreshDatabase
  readonly world: World
  readonly clock: ReturnType<typeof fixedClock>
  readonly founded: Founded
  /** The person of that key as an actor, in the entity of the founding. */
  readonly actor: (key: string, entities?: readonly string[]) => Actor
  /** Stores rows as the product itself would. */
  readonly store: (changes: readonly RowChange[]) => Promise<void>
  readonly close: () => Promise<void>
}

const people = [
  { key: 'sales', zh: '王磊', en: 'Wang Lei', manager: 'head', roles: ['sales'] },
  { key: 'sales2', zh: '李娜', en: 'Li Na', manager: 'head', roles: ['sales'] },
  { key: 'sales3', zh: '赵强', en: 'Zhao Qiang', manager: 'head', roles: ['sales'] },
  {
    key: 'head',
    zh: '刘建国',
    en: 'Liu Jianguo',
    manager: 'boss',
    roles: ['sales_manager', 'department_head'],
  },
  { key: 'finance', zh: '周婷', en: 'Zhou Ting', manager: 'boss', roles: ['finance'] },
  { key: 'compliance', zh: '林晓', en: 'Lin Xiao', manager: 'boss', roles: ['compliance'] },
  { key: 'boss', zh: '陈静', en: 'Chen Jing', manager: undefined, roles: ['general_manager'] },
  { key: 'admin', zh: '孙悦', en: 'Sun Yue', manager: 'boss', roles: ['administrator'] },
] as const

/** Parties of the test company, by identifiers that tests may name. */
export const parties = {
  dealer: 'party_dealer000000',
  buyer: 'party_buyer0000000',
  spouse: 'party_spouse000000',
  bureau: 'party_bureau000000',
  colleague: 'party_colleague000',
  official: 'party_official0000',
} as const

/** Founds the test company on a database of its own, with the shipped policies unless others are given. */
export async function companyOn(
  database: FreshDatabase,
  policies?: readonly ShippedPack[],
): Promise<Company> {
  const clock = fixedClock(testNow)
  const world = makeWorld({
    pool: database.pool('app', 14),
    masterKey: Buffer.alloc(32, 3),
    data: testData,
    now: clock,
    enqueue: async () => undefined,
  })
  const founded = await found(world)
  const entityIds = Object.values(founded.entities)
  const packs = policies ?? (await readShipped('policies'))
  await run(world, adoptShippedCommand, { packs })
  const store = (changes: readonly RowChange[]) => storeRows(world, changes)
  await store(partyRows(founded))
  return {
    database,
    world,
    clock,
    founded,
    store,
    actor: (key, entities = entityIds.slice(0, 1)) => actorOf(founded, key, entities),
    close: () => closeTold(database),
  }
}

async function found(world: World): Promise<Founded> {
  const facts = {
    sector: 'general' as const,
    listedIn: [],
    nexus: [],
    codes: [],
    reporting: ['CAS' as const],
  }
  const entity = { currency: 'CNY', zone: 'Asia/Shanghai', seat: 'CN', facts }
  const body = {
    foundedOn: '2025-01-01',
    entities: [
      { ...entity, key: 'suzhou', code: 'SZ', nameZh: '苏州明台装备', nameEn: 'Suzhou Mingtai' },
      { ...entity, key: 'shanghai', code: 'SH', nameZh: '上海明台销售', nameEn: 'Shanghai Mingtai' },
    ],
    units: [{ key: 'east', code: 'EAST', nameZh: '华东销售', nameEn: 'Sales East', entity: 'suzhou' }],
    people: people.map((person) => ({
      key: person.key,
      nameZh: person.zh,
      nameEn: person.en,
      entity: 'suzhou',
      unit: 'east',
      joinedOn: '2025-01-01',
      ...(person.manager === undefined ? {} : { manager: person.manager }),
      roles: person.roles.map((role) => ({
        role,
        unit: role === 'department_head' ? 'east' : undefined,
        ...(role === 'sales_manager' ? { limit: { currency: 'CNY', minor: 500_000n } } : {}),
      })),
      account: { email: `${person.key}@mingtai.example`, language: 'zh-CN' as const },
    })),
  }
  const deps = { newId: world.newId, organisation: world.organisations }
  return run(world, foundCompany(deps), body)
}

async function run<Body, State, Answer>(
  world: World,
  command: Command<Body, State, Answer>,
  body: Body,
): Promise<Answer> {
  const key = `setup-${command.operation}`
  const [outcome] = await act(world.door, command, [{ key, actor: systemActor, body, at: world.now() }])
  if (outcome?.kind !== 'done')
    throw new Error(`the test company failed at ${command.operation}: ${JSON.stringify(outcome)}`)
  return outcome.answer
}

let stored = 0

async function storeRows(world: World, changes: readonly RowChange[]): Promise<void> {
  const door = { ...world.door, authorise: () => undefined }
  const command: Command<null, undefined, null> = {
    operation: 'test.store',
    load: async () => undefined,
    decide: () => ({ answer: null, object: { type: 'test', id: 'rows' }, reason: 'test', changes }),
  }
  const key = `store-${stored++}-rows`
  await act(door, command, [{ key, actor: systemActor, body: null, at: world.now() }])
}

function actorOf(founded: Founded, key: string, entityIds: readonly string[]): Actor {
  const person = people.find((each) => each.key === key)
  if (!person) throw new Error(`nobody is called ${key}`)
  return {
    personId: founded.people[key] ?? '',
    accountId: founded.accounts[key] ?? '',
    roles: person.roles,
    entityIds,
    language: 'zh-CN',
    hasFreshFactor: true,
    hasSecondFactor: true,
    via: 'web',
  }
}

function partyRows(founded: Founded): RowChange[] {
  const at = testNow
  const known = { country: 'CN', created_at: at, public_purchaser: false, staff_benefit_authorised: false }
  const work = {
    decides_on_us: true,
    management_duty: false,
    nominated_by: null,
    from_on: '2020-01-01',
    until_on: null,
  }
  const person = (id: string, name: string, customerId: string, n: string) =>
    newPerson({
      id,
      name,
      at,
      employment: { ...work, id: `mem_${n}00000`, customer_id: customerId, position: '采购' },
    })
  const classified = (personId: string, kind: string, n: string) =>
    insertRow(classificationTable, {
      id: `cls_${n}00000`,
      person_id: personId,
      class: kind,
      is_verified: true,
      source: 'document',
      evidence: '任职文件',
      left_office_on: null,
      was_leader: null,
      from_on: '2020-01-01',
      until_on: null,
    })
  const home = (personId: string, n: string) =>
    insertRow(householdMemberTable, {
      id: `mem_h${n}0000`,
      household_id: 'hh_home0000',
      person_id: personId,
      from_on: '2020-01-01',
      until_on: null,
    })
  return [
    newCustomer({
      ...known,
      id: parties.dealer,
      name: '苏州恒泰精密机械有限公司',
      short_name: '恒泰精密',
      type: 'company',
      ownership: 'private',
      role: 'dealer',
      account_verified: true,
    }),
    newCustomer({
      ...known,
      id: parties.bureau,
      name: '宁波市某区水务局',
      type: 'state_organ',
      ownership: 'public_body',
      public_purchaser: true,
    }),
    ...person(parties.buyer, '张伟', parties.dealer, 'a'),
    ...person(parties.spouse, '何敏', parties.dealer, 'b'),
    ...person(parties.colleague, '孙立民', parties.dealer, 'd'),
    ...person(parties.official, '郑国栋', parties.bureau, 'c'),
    classified(parties.buyer, 'private_staff', 'a'),
    classified(parties.spouse, 'private_staff', 'b'),
    classified(parties.colleague, 'private_staff', 'd'),
    classified(parties.official, 'public_official', 'c'),
    home(parties.buyer, 'a'),
    home(parties.spouse, 'b'),
    insertRow(agreementTable, {
      id: 'agr_frame000',
      entity_id: founded.entities['suzhou'] ?? '',
      customer_id: parties.dealer,
      number: 'HT-2026-0417',
      title: '年度框架协议',
      signed_on: '2025-12-01',
      from_on: '2026-01-01',
      until_on: '2026-12-31',
      state: 'active',
      ...uncheckedAgreement,
    }),
    insertRow(clauseTable, {
      id: 'clause_rebate00',
      agreement_id: 'agr_frame000',
      number: '6',
      form: 'rebate',
      text: '季度达量返利 2%',
      rate_percent: '2',
      is_published: true,
      from_on: '2026-01-01',
      until_on: '2026-12-31',
      terms_group: 'dealer/-',
    }),
    insertRow(clauseTable, {
      id: 'clause_coupon00',
      agreement_id: 'agr_frame000',
      number: '7',
      form: 'discount_coupon',
      text: '推荐新客户成交的，发放代金券，下次开票时抵扣',
      rate_percent: null,
      is_published: true,
      from_on: '2026-01-01',
      until_on: '2026-12-31',
      terms_group: null,
    }),
    insertRow(accountTable, {
      id: 'bank_dealer0000000',
      customer_id: parties.dealer,
      holder: '苏州恒泰精密机械有限公司',
      bank: '苏州银行园区支行',
      number: '6222021234567890',
      given_in: 'contract',
      reference: 'HT-2026-0417 第 8 条',
      state: 'verified',
      stated_by: founded.people['boss'] ?? '',
      stated_at: at,
      checked_by: founded.people['finance'] ?? '',
      checked_at: at,
      checked_how: 'call_back',
      check_reference: '按合同所载电话核对',
      cnaps: null,
      province: null,
      city: null,
      phone: null,
    }),
  ]
}
