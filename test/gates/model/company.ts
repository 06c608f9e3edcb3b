import {
  accountChange,
  entityChange,
  personChange,
  unitChange,
} from '../../../src/modules/access/commands.ts'
import { managerChange } from '../../../src/modules/access/reporting-commands.ts'
import { grantRow } from '../../../src/modules/access/role-commands.ts'
import type { GrantableRole } from '../../../src/modules/access/roles.ts'
import { roleGrantTable } from '../../../src/modules/access/tables.ts'
import {
  agreementTable,
  clauseTable,
  tenderTable,
  uncheckedAgreement,
} from '../../../src/modules/deals/index.ts'
import { organisationNow } from '../../../src/modules/access/index.ts'
import {
  classificationTable,
  householdMemberTable,
  newCustomer,
  newPerson,
} from '../../../src/modules/parties/index.ts'
import { insertRow, updateRow, type RowChange } from '../../../src/platform/act/rows.ts'
import { testNow, type Company } from '../../setup/company-on.ts'
import type { EntityKey, Facts, World } from './state.ts'

type Member = {
  readonly key: string
  readonly entity: EntityKey
  readonly manager?: string
  readonly roles: readonly (readonly [GrantableRole, readonly EntityKey[]])[]
}

const both: readonly EntityKey[] = ['a', 'b']

/** The staff of a run: few enough that the same people meet in every part that somebody can play. */
export const staff: readonly Member[] = [
  { key: 'chair', entity: 'a', roles: [['general_manager', both]] },
  { key: 'head', entity: 'a', manager: 'chair', roles: [['sales_manager', ['a']]] },
  { key: 'head2', entity: 'b', manager: 'chair', roles: [['sales_manager', ['b']]] },
  { key: 'sale1', entity: 'a', manager: 'head', roles: [['sales', ['a']]] },
  { key: 'sale2', entity: 'a', manager: 'head', roles: [['sales', ['a']]] },
  { key: 'sale3', entity: 'b', manager: 'head2', roles: [['sales', ['b']]] },
  { key: 'fin1', entity: 'a', manager: 'chair', roles: [['finance', ['a']]] },
  { key: 'fin2', entity: 'b', manager: 'fin1', roles: [['finance', ['b']]] },
  { key: 'comp', entity: 'a', manager: 'chair', roles: [['compliance', both]] },
  {
    key: 'twohats',
    entity: 'b',
    manager: 'chair',
    roles: [
      ['finance', ['b']],
      ['compliance', ['b']],
    ],
  },
  { key: 'admin1', entity: 'a', manager: 'chair', roles: [['administrator', ['a']]] },
  { key: 'admin2', entity: 'b', manager: 'chair', roles: [['administrator', ['a']]] },
  { key: 'auditor', entity: 'a', manager: 'chair', roles: [['auditor', both]] },
]

const foundedOn = '2025-01-01'
const routineLimit = 500_000n

/** The identifier of something in a run, from its short name. */
export function idIn(world: Pick<World, 'suffix'>, key: string): string {
  return `md_${key.replaceAll('_', '')}${world.suffix}`
}

/** The world of a new run: its staff with their first roles, and nothing asked for yet. */
export function newWorld(suffix: string): World {
  return {
    suffix,
    now: testNow,
    people: new Map(
      staff.map(({ key, entity, manager }) => [key, { key, entity, manager, leftOn: undefined }]),
    ),
    grants: staff.flatMap(({ key, roles }) =>
      roles.flatMap(([role, entities]) =>
        entities.map((entity) => ({
          id: idIn({ suffix }, `grant_${role}_${entity}_${key}`),
          person: key,
          role,
          entity,
          proposedBy: 'system',
          limit: role === 'sales_manager' ? routineLimit : undefined,
          from: foundedOn,
          until: undefined,
          state: 'confirmed' as const,
        })),
      ),
    ),
    delegations: [],
    requests: [],
    facts: { hasClause: true, isTender: false, isNewcomerKnown: false },
    attempts: 0,
  }
}

/**
 * The founders of the test company hold roles for the whole group; here only the people of the run decide.
 */
export async function retireFounders(company: Company): Promise<void> {
  const { world } = company
  const { rows } = await organisationNow(world.pool, world.organisations)
  const retiring = rows.grants.filter((grant) => grant.role !== 'administrator')
  await company.store(retiring.map((grant) => updateRow(roleGrantTable, grant, { until_on: foundedOn })))
}

/** Makes the people, parties and agreement of a run in the company. */
export async function makeRun(company: Company, world: World): Promise<void> {
  await company.store([...organisationRows(world), ...partyRows(world), ...dealRows(world)])
}

function organisationRows(world: World): RowChange[] {
  const { suffix } = world
  const id = (key: string) => idIn(world, key)
  const entities = both.map((key) => {
    const names = { code: `${key}${suffix}`, nameZh: `甲${key}${suffix}`, nameEn: `${key} ${suffix}` }
    return entityChange(id(key), { ...names, currency: 'CNY', zone: 'Asia/Shanghai', seat: 'CN' })
  })
  const unitNames = { code: `u${suffix}`, nameZh: '部', nameEn: 'Unit' }
  const unit = unitChange(id('unit'), { ...unitNames, entityId: id('a') })
  const people = staff.map(({ key, entity }) =>
    personChange(id(key), { nameZh: key, nameEn: key, entityId: id(entity), joinedOn: foundedOn }),
  )
  const accounts = staff.flatMap(({ key }) =>
    ['1', '2'].map((n) => {
      const email = `${key}${n}.${suffix}@example.com`
      return accountChange(id(`account${n}_${key}`), { personId: id(key), email, language: 'en' })
    }),
  )
  const managers = staff.flatMap(({ key, manager }) =>
    manager === undefined
      ? []
      : [managerChange(id(`leads_${key}`), { personId: id(key), managerId: id(manager), fromOn: foundedOn })],
  )
  return [...entities, unit, ...people, ...accounts, ...grantRows(world), ...managers]
}

function grantRows(world: World): RowChange[] {
  return world.grants.map((grant) => {
    const limit = grant.limit === undefined ? undefined : { currency: 'CNY', minor: grant.limit }
    const role = {
      personId: idIn(world, grant.person),
      // The staff above hold roles of the product.
      role: grant.role as GrantableRole,
      entityId: idIn(world, grant.entity),
      fromOn: grant.from,
      ...(limit === undefined ? {} : { limit }),
    }
    const founding = { state: 'confirmed', is_founding: true, proposed_by: 'system', answered_by: 'system' }
    return insertRow(roleGrantTable, {
      ...grantRow(grant.id, role),
      ...founding,
      proposed_at: testNow,
      answered_at: testNow,
    })
  })
}

function partyRows(world: World): RowChange[] {
  const id = (key: string) => idIn(world, key)
  const work = { decides_on_us: true, management_duty: false, nominated_by: null, until_on: null }
  const contact = (key: string) =>
    newPerson({
      id: id(key),
      name: `${key} ${world.suffix}`,
      at: testNow,
      employment: {
        ...work,
        id: id(`work_${key}`),
        customer_id: id('dealer'),
        position: '采购',
        from_on: '2020-01-01',
      },
    })
  const home = (key: string) =>
    insertRow(householdMemberTable, {
      id: id(`home_${key}`),
      household_id: id('home'),
      person_id: id(key),
      from_on: '2020-01-01',
      until_on: null,
    })
  return [
    newCustomer({
      id: id('dealer'),
      name: `经销商 ${world.suffix}`,
      country: 'CN',
      created_at: testNow,
      public_purchaser: false,
      staff_benefit_authorised: false,
      type: 'company',
      ownership: 'private',
      role: 'dealer',
      account_verified: true,
    }),
    ...['buyer', 'spouse', 'colleague', 'newcomer'].flatMap(contact),
    ...newPerson({ id: id('consumer'), name: `consumer ${world.suffix}`, at: testNow }),
    ...['buyer', 'spouse', 'colleague'].map((key) => classified(world, key, 'private_staff')),
    classified(world, 'consumer', 'consumer'),
    home('buyer'),
    home('spouse'),
  ]
}

function classified(world: World, key: string, kind: string): RowChange {
  return insertRow(classificationTable, {
    id: idIn(world, `class_${key}`),
    person_id: idIn(world, key),
    class: kind,
    is_verified: true,
    source: 'document',
    evidence: null,
    left_office_on: null,
    was_leader: null,
    from_on: '2020-01-01',
    until_on: null,
  })
}

function agreementRow(world: World, key = 'agreement') {
  return {
    id: idIn(world, key),
    entity_id: idIn(world, 'a'),
    customer_id: idIn(world, 'dealer'),
    number: `HT-${key}-${world.suffix}`,
    title: '年度框架协议',
    signed_on: '2024-12-01',
    from_on: '2025-01-01',
    until_on: '2027-12-31',
    state: 'active',
    ...uncheckedAgreement,
  }
}

function dealRows(world: World): RowChange[] {
  return [
    insertRow(agreementTable, agreementRow(world)),
    insertRow(agreementTable, agreementRow(world, 'agreement2')),
    insertRow(clauseTable, {
      id: idIn(world, 'clause'),
      agreement_id: idIn(world, 'agreement'),
      number: '6',
      form: 'rebate',
      text: '季度达量返利 2%',
      rate_percent: '2',
      is_published: true,
      terms_group: null,
      from_on: '2025-01-01',
      until_on: '2027-12-31',
    }),
  ]
}

function tenderRow(world: World, announcedOn: string) {
  return {
    id: idIn(world, 'tender'),
    customer_id: idIn(world, 'dealer'),
    matter: 'tender',
    title: '设备采购',
    announced_on: announcedOn,
    awarded_on: null,
    closed_on: null,
    government_procurement: false,
  }
}

/** How often each fact of a run was stored: the versions of its rows. */
export type FactVersions = { agreement: number; tender: number }

const never = '2099-01-01'

/** Stores a fact of the world as it stands from now on: an agreement, a tender, what is known of somebody. */
export async function storeFact(
  company: Company,
  world: World,
  fact: keyof Facts,
  versions: FactVersions,
): Promise<void> {
  if (fact === 'isNewcomerKnown') return company.store([classified(world, 'newcomer', 'private_staff')])
  if (fact === 'hasClause') {
    const row = { ...agreementRow(world), version: versions.agreement++ }
    return company.store([
      updateRow(agreementTable, row, { state: world.facts.hasClause ? 'active' : 'inactive' }),
    ])
  }
  const announcedOn = world.facts.isTender ? '2025-01-01' : never
  if (versions.tender === 0) {
    versions.tender = 1
    return company.store([insertRow(tenderTable, tenderRow(world, announcedOn))])
  }
  const row = { ...tenderRow(world, never), version: versions.tender++ }
  return company.store([updateRow(tenderTable, row, { announced_on: announcedOn })])
}
