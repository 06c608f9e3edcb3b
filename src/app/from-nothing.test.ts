import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apiCalls, type ApiCalls } from '../../test/setup/api-calls.ts'
import { askDeps } from '../../test/setup/ask-deps.ts'
import { ordinary } from '../../test/setup/circumstances.ts'
import { freshDatabase, type FreshDatabase } from '../../test/setup/fresh-database.ts'
import { testData } from '../../test/setup/test-data.ts'
import { correctCustomer } from '../modules/parties/customer-commands.ts'
import type { CustomerChanges } from '../modules/parties/customer-record.ts'
import { foundCompany, type Founded } from '../modules/access/index.ts'
import { act } from '../platform/act/act.ts'
import { systemActor } from '../platform/act/actor.ts'
import { fixedClock } from '../platform/clock.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import { logSigner } from '../modules/audit/index.ts'
import { newSequencerState, sequenceOnce } from '../modules/audit/sequencer.ts'
import { followHeld, weighHeldAgain } from './held.ts'
import { adoptShippedPolicies } from './policies.ts'
import { makeWorld, type World } from './world.ts'

// A company as `init` makes it: an entity with its profile, people with their roles, and not one customer.

const now = '2026-11-25T01:00:00.000Z'
let database: FreshDatabase
let world: World
let founded: Founded
let api: ApiCalls
const jobs: { readonly queue: string; readonly data: unknown }[] = []
const sequence = newSequencerState()

const staff = [
  ['sales', 'sales', 'boss'],
  ['boss', 'sales_manager', undefined],
  ['finance', 'finance', 'boss'],
  ['compliance', 'compliance', 'boss'],
  ['admin', 'administrator', 'boss'],
] as const

beforeAll(async () => {
  database = await freshDatabase()
  world = makeWorld({
    pool: database.pool('app', 6),
    masterKey: Buffer.alloc(32, 4),
    data: testData,
    now: fixedClock(now),
    enqueue: async (_, drafts) => void jobs.push(...drafts),
  })
  await adoptShippedPolicies(world)
  founded = await found()
  api = apiCalls(world)
})

afterAll(() => database.close())

async function found(): Promise<Founded> {
  const main = { key: 'main', code: 'SZ', nameZh: '苏州新立装备', nameEn: 'Suzhou Xinli', seat: 'CN' }
  const facts = {
    sector: 'general' as const,
    listedIn: [],
    nexus: [],
    codes: [],
    reporting: ['CAS' as const],
  }
  const body = {
    foundedOn: '2026-01-01',
    entities: [{ ...main, currency: 'CNY', zone: 'Asia/Shanghai', facts }],
    units: [],
    people: staff.map(([key, role, manager]) => ({
      key,
      entity: 'main',
      nameZh: key,
      nameEn: key,
      joinedOn: '2026-01-01',
      roles: [{ role }],
      ...(manager === undefined ? {} : { manager }),
    })),
  }
  const command = foundCompany({ newId: world.newId, organisation: world.organisations })
  const [outcome] = await act(world.door, command, [{ key: 'founding', actor: systemActor, body, at: now }])
  if (outcome?.kind !== 'done') throw new Error(JSON.stringify(outcome))
  return outcome.answer
}

const person = (key: string) => founded.people[key] ?? ''
const good = (who: string, id: string, given?: Parameters<ApiCalls['good']>[2]) =>
  api.good(person(who), id, given)
const codeOf = (who: string, id: string, given?: Parameters<ApiCalls['good']>[2]) =>
  api.codeOf(person(who), id, given)

/** What the application does in the background: numbers the entries, follows the log, does the work. */
async function settle(): Promise<void> {
  for (const data of await workFound()) await weighHeldAgain(world, data)
}

/** Numbers the entries and follows the log; gives what is to be weighed again. */
async function workFound(): Promise<unknown[]> {
  const worker = database.pool('worker', 2)
  await sequenceOnce({ pool: worker, signer: logSigner(world.ring), now: world.now }, sequence)
  while ((await followHeld(world, worker)) > 0);
  return jobs.splice(0).flatMap((job) => (job.queue === 'weigh_again' ? [job.data] : []))
}

type Item = { readonly version: number; readonly approvalId?: string } & Record<string, unknown>

const look = async (requestId: string, who = 'sales') =>
  (await good(who, 'requests.detail', { params: { requestId } })) as Item

const stateOf = (item: Item) => (item['state'] as { readonly state: string }).state

const missingOf = (item: Item) =>
  (item['verdict'] as { readonly missing: readonly { path: string; supplier: string; partyId?: string }[] })
    .missing

async function waiting(who: string): Promise<readonly { readonly object: { readonly id: string } }[]> {
  const inbox = await good(who, 'approvals.inbox', { query: { bucket: 'supply' } })
  const groups = inbox['groups'] as readonly { rows: readonly { object: { id: string } }[] }[]
  return groups.flatMap((group) => group.rows)
}

const extract = { kind: 'registry_extract' as const, reference: '公示系统 2026-11-24' }

async function newDealer(name: string, recorder = 'finance', checker = 'compliance'): Promise<string> {
  const body = { name, type: 'company', role: 'dealer' }
  const { partyId } = await good('sales', 'parties.create_customer', { body })
  const clause = { number: '4', form: 'rebate', text: '达量返利 2%', ratePercent: '2', isPublished: true }
  const { agreementId } = await good(recorder, 'deals.create_agreement', {
    body: {
      entityId: founded.entities['main'],
      customerId: partyId,
      number: `HT-${name}`,
      title: '经销协议',
      signedOn: '2026-01-05',
      fromOn: '2026-01-10',
      document: '合同柜 2026-01',
      clauses: [clause],
    },
  })
  await good(checker, 'deals.check_agreement', {
    params: { agreementId },
    body: { answer: 'confirm' },
  })
  return String(partyId)
}

async function complete(partyId: string, version: number, changes: object): Promise<void> {
  const body = { version, fromOn: '2020-01-01', reason: '补全档案', evidence: extract, changes }
  await good('compliance', 'parties.correct_customer', { params: { partyId }, body })
}

/** By somebody else of compliance: whoever completes a record files nothing for that customer. */
async function completedByAnother(partyId: string, changes: CustomerChanges): Promise<void> {
  const actor = {
    personId: person('admin'),
    accountId: 'acc_admin000000000',
    roles: ['compliance' as const],
    entityIds: Object.values(founded.entities),
    language: 'zh-CN' as const,
    hasFreshFactor: true,
    hasSecondFactor: true,
    via: 'web' as const,
  }
  const body = { partyId, version: 1, fromOn: '2020-01-01', reason: '补全档案', evidence: extract, changes }
  const command = correctCustomer({ ...askDeps, newId: world.newId })
  const [outcome] = await act(world.door, command, [{ key: `completed-${partyId}`, actor, body, at: now }])
  expect(outcome).toMatchObject({ kind: 'done' })
}

async function verifiedAccount(partyId: string, holder: string): Promise<void> {
  const body = {
    holder,
    bank: '苏州银行',
    number: '6222 0212 3456 7890',
    givenIn: 'contract',
    reference: '第 8 条',
  }
  const { accountId } = await good('sales', 'parties.state_account', { params: { partyId }, body })
  const check = { answer: 'confirm', how: 'call_back', reference: '0512-6280 财务' }
  await good('finance', 'parties.check_account', { params: { accountId }, body: check })
}

const rebate = (partyId: string) => ({
  customer: { partyId },
  recipient: { to: 'organisation' },
  kindId: 'rebate',
  amount: { currency: 'CNY', minor: '500000' },
  happensOn: '2026-11-26',
  reasonChip: 'quarter',
  reason: '三季度达量返利，按协议第 4 条',
  facts: ordinary('rebate'),
})

const filed = async (proposal: object) =>
  String((await good('sales', 'requests.submit', { body: { proposal } }))['requestId'])

describe('a company that begins with nothing', () => {
  test('a rebate goes through by ordinary commands: customer, record, request, approval', async () => {
    const name = '无锡启程机电有限公司'
    const partyId = await newDealer(name)
    await complete(partyId, 1, { ownership: 'private', publicPurchaser: false })
    await verifiedAccount(partyId, name)
    const requestId = await filed(rebate(partyId))
    let item = await look(requestId)
    for (const who of ['boss', 'finance']) {
      const params = { approvalId: item.approvalId }
      await good(who, 'approvals.approve', { params, body: { version: item.version } })
      item = await look(requestId)
    }
    expect(stateOf(item)).toBe('approved')
  })

  test('what waits for compliance is in their inbox, and goes on when the record is complete', async () => {
    const name = '常州远望流体有限公司'
    const partyId = await newDealer(name)
    const requestId = await filed(rebate(partyId))
    const held = await look(requestId)
    expect(stateOf(held)).toBe('more_information')
    expect(missingOf(held).map(({ path }) => path)).toEqual(
      expect.arrayContaining(['recipient.class', 'payee.verified']),
    )
    expect(missingOf(held).every((each) => each.supplier === 'compliance' && each.partyId === partyId)).toBe(
      true,
    )
    expect((await waiting('compliance')).map(({ object }) => object.id)).toEqual([requestId])
    expect(await waiting('finance')).toEqual([])

    await complete(partyId, 1, { ownership: 'private' })
    await settle()
    expect(stateOf(await look(requestId))).toBe('more_information')
    await verifiedAccount(partyId, name)
    await settle()
    const item = await look(requestId)
    expect(stateOf(item)).toBe('submitted')
    expect(item.approvalId).toBeDefined()
    expect(await waiting('compliance')).toEqual([])
    const before = item.version
    await settle()
    expect((await look(requestId)).version).toBe(before)
  })

  test('what turns out to be forbidden goes back to its applicant, the attempt on record', async () => {
    const name = '镇江润泽城建集团有限公司'
    const { partyId } = await good('sales', 'parties.create_customer', {
      body: { name, type: 'company', role: 'dealer' },
    })
    const requestId = await filed(rebate(String(partyId)))
    await complete(String(partyId), 1, { ownership: 'state_wholly_owned' })
    await settle()
    const item = await look(requestId)
    expect(stateOf(item)).toBe('more_information')
    expect((item['verdict'] as { outcome: string }).outcome).toBe('prohibit')
    expect(await waiting('compliance')).toEqual([])
    const attempts = await readOnly(world.pool, [systemActor], (tx) =>
      tx.sql('select person_id, via from requests.attempt where request_id = $1', [requestId]),
    )
    expect(attempts).toEqual([{ person_id: person('sales'), via: 'submit' }])
    const withdraw = {
      params: { requestId },
      body: { version: item.version, text: '客户为国有独资，不再申请' },
    }
    expect(await codeOf('sales', 'requests.withdraw', withdraw)).toBe('done')
  })

  test('whoever asks does not verify the account, and their own word is no check', async () => {
    const name = '泰州新港管件有限公司'
    const partyId = await newDealer(name, 'compliance', 'finance')
    await completedByAnother(partyId, { ownership: 'private' })
    const account = { holder: name, bank: '苏州银行', number: '6222021234567777', givenIn: 'contract' }
    const { accountId } = await good('sales', 'parties.state_account', {
      params: { partyId },
      body: { ...account, reference: '第 8 条' },
    })
    const requestId = String(
      (await good('compliance', 'requests.submit', { body: { proposal: rebate(partyId) } }))['requestId'],
    )
    const check = {
      params: { accountId },
      body: { answer: 'confirm', how: 'call_back', reference: '财务' },
    }
    expect(await codeOf('compliance', 'parties.check_account', check)).toBe('parties.account_of_own_request')
    await good('finance', 'parties.check_account', check)
    await settle()
    expect(stateOf(await look(requestId, 'compliance'))).toBe('submitted')
  })

  test('whoever checked an agreement has no evidence in it for what they ask for themselves', async () => {
    const name = '泰兴北港阀门有限公司'
    const partyId = await newDealer(name)
    await completedByAnother(partyId, { ownership: 'private' })
    await verifiedAccount(partyId, name)
    const stateFor = async (who: string) => {
      const filed = await good(who, 'requests.submit', { body: { proposal: rebate(partyId) } })
      await settle()
      return stateOf(await look(String(filed['requestId']), who))
    }
    expect([await stateFor('compliance'), await stateFor('sales')]).toEqual(['more_information', 'submitted'])
  })

  test('only what a held request may wait for starts work; one just held is looked at once', async () => {
    await workFound()
    const partyId = await newDealer('江阴澄川传动有限公司')
    expect(await workFound()).toEqual([])
    const requestId = await filed(rebate(partyId))
    const found = await workFound()
    expect(found).toEqual([expect.objectContaining({ requestIds: [requestId] })])
    for (const data of found) await weighHeldAgain(world, data)
    expect(await workFound()).toEqual([])
    await complete(partyId, 1, { ownership: 'private' })
    expect(await workFound()).toEqual([expect.objectContaining({ partyIds: [partyId], requestIds: [] })])
  })
})
