import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apiCalls, type ApiCalls } from '../../test/setup/api-calls.ts'
import { ordinary } from '../../test/setup/circumstances.ts'
import { parties, testCompany, type Company } from '../../test/setup/company.ts'
import { hire } from '../../test/setup/hire.ts'
import { newGuest } from '../../test/setup/guest.ts'
import { requestCalls, type RequestCalls, type Who } from '../../test/setup/request-calls.ts'
import { logSigner } from '../modules/audit/index.ts'
import { newSequencerState, sequenceOnce } from '../modules/audit/sequencer.ts'
import { managerTable } from '../modules/access/tables.ts'
import { systemActor } from '../platform/act/actor.ts'
import { insertRow } from '../platform/act/rows.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import { followHeld, weighHeldAgain } from './held.ts'
import { startChasing } from './queues.ts'

// What a held request may wait for is more than a fact: somebody who can approve it.

let company: Company
let calls: RequestCalls
let api: ApiCalls
const jobs: { readonly queue: string; readonly data: unknown }[] = []
const sequence = newSequencerState()
let guests = 0

beforeAll(async () => {
  company = await testCompany()
  const enqueue = async (_: unknown, drafts: typeof jobs) => void jobs.push(...drafts)
  Object.assign(company.world.door, { enqueue })
  calls = requestCalls(company)
  api = apiCalls(company.world)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

const who = (key: string) => company.actor(key).personId

/** What the application does in the background: numbers the entries, follows the log, does the work. */
async function settle(): Promise<void> {
  const { database, world } = company
  const worker = database.pool('worker', 2)
  await sequenceOnce({ pool: worker, signer: logSigner(world.ring), now: world.now }, sequence)
  while ((await followHeld(world, worker)) > 0);
  for (const { queue, data } of jobs.splice(0)) if (queue === 'weigh_again') await weighHeldAgain(world, data)
}

/** One round of the system's minute, the first in its hour. */
async function chased(): Promise<void> {
  const faults: unknown[] = []
  await startChasing(company.world, (fault) => faults.push(fault)).stop()
  expect(faults).toEqual([])
}

const itemFor = (partyId: string) => ({
  kindId: 'logo_item',
  customer: { partyId: parties.dealer },
  recipient: { to: 'person', partyId },
  amount: { currency: 'CNY', minor: '100' },
  happensOn: '2026-11-26',
  reasonChip: 'fair',
  reason: '展会宣传品',
  facts: ordinary('logo_item'),
})

async function filedFor(partyId: string, by: Who = 'sales') {
  const filed = await calls.good(by, 'requests.submit', { body: { proposal: itemFor(partyId) } })
  return { ...filed, requestId: String(filed['requestId']) }
}

/** Compliance says who somebody is. */
async function classified(partyId: string, as = 'private_staff'): Promise<void> {
  const evidence = { kind: 'employer_letter', reference: '在职证明' }
  const body = { class: as, source: 'document', evidence, fromOn: '2026-11-25' }
  await api.good(who('compliance'), 'parties.classify', { params: { partyId }, body })
}

const look = (requestId: string, by: Who = 'sales') =>
  calls.good(by, 'requests.detail', { params: { requestId } })

async function stateOf(requestId: string, by: Who = 'sales'): Promise<string> {
  return ((await look(requestId, by))['state'] as { readonly state: string }).state
}

const routeOf = async (requestId: string, by: Who) =>
  ((await look(requestId, by))['route'] as { level: string; people: { id: string }[] }[]).map(
    ({ level, people }) => [level, ...people.map(({ id }) => id)],
  )

describe('the one officer of compliance says who somebody is', () => {
  test('and the general manager signs for them: what was held goes on, a colleague files anew', async () => {
    const partyId = await newGuest(company, guests++)
    const held = [await filedFor(partyId), await filedFor(partyId), await filedFor(partyId)]
    expect(held).toMatchObject(held.map(() => ({ effect: 'hold' })))
    await classified(partyId)
    await settle()
    expect(await Promise.all(held.map(({ requestId }) => stateOf(requestId)))).toEqual(
      held.map(() => 'submitted'),
    )
    const { requestId } = await filedFor(partyId, 'sales2')
    expect(await routeOf(requestId, 'sales2')).toEqual([
      ['L1', who('head')],
      ['L2', who('finance')],
      ['L3', who('boss')],
    ])
  })
})

describe('a request held with nothing missing', () => {
  /** Held for somebody of whom all is known by now; its applicant has no manager who could approve it. */
  async function unled() {
    const applicant = await hire(company, { role: 'sales', manager: null })
    const partyId = await newGuest(company, guests++)
    const { requestId } = await filedFor(partyId, applicant)
    await classified(partyId)
    await settle()
    expect(await stateOf(requestId, applicant)).toBe('more_information')
    return { applicant, requestId }
  }

  const led = (personId: string, from: string) =>
    insertRow(managerTable, {
      id: `rel_led${personId.slice(-8)}`,
      person_id: personId,
      manager_id: who('head'),
      from_on: from,
      until_on: null,
    })

  test('says who can mend it, and goes on as soon as somebody can approve it', async () => {
    const { applicant, requestId } = await unled()
    expect((await look(requestId, applicant))['waitingFor']).toBe(
      '没有可以担任「直属主管」（L1）的审批人。请管理员补充该角色的人员。',
    )
    // So do the lists: nobody is told to complete what is complete.
    const says = '没有可以担任「直属主管」（L1）的审批人。'
    const mine = await calls.good(applicant, 'requests.mine', { query: { chip: 'question' } })
    expect(mine['rows']).toMatchObject([{ requestId, holder: says }])
    const inbox = await calls.good('compliance', 'approvals.inbox', { query: { bucket: 'supply' } })
    const groups = inbox['groups'] as readonly { readonly rows: readonly unknown[] }[]
    expect(groups.flatMap(({ rows }) => rows)).toMatchObject([{ object: { id: requestId }, why: says }])
    await company.store([led(applicant.personId, '2026-11-25')])
    await settle()
    expect(await stateOf(requestId, applicant)).toBe('submitted')
    expect((await look(requestId, applicant))['waitingFor']).toBe('等待 刘建国')
  })

  test('is weighed again at the next entry, though the same version was refused at the last', async () => {
    const { applicant, requestId } = await unled()
    const { world } = company
    const before = await readOnly(world.pool, [systemActor], world.requests.organisation)
    await company.store([led(applicant.personId, '2026-11-25')])
    jobs.splice(0)
    let asked = 0
    // The manager is found when it is looked for, and gone in the moment in which it is decided.
    const organisation: typeof world.requests.organisation = async (tx) =>
      asked++ === 0 ? world.requests.organisation(tx) : before
    const all = { partyIds: [], entityIds: [], requestIds: [], isForAll: true }
    const torn = { ...world, requests: { ...world.requests, organisation } }
    await weighHeldAgain(torn, { ...all, entryId: '1' })
    expect(asked).toBe(2)
    expect(await stateOf(requestId, applicant)).toBe('more_information')
    await weighHeldAgain(world, { ...all, entryId: '2' })
    expect(await stateOf(requestId, applicant)).toBe('submitted')
  })

  test('goes on within the hour where that begins on a later day', async () => {
    const { applicant, requestId } = await unled()
    await company.store([led(applicant.personId, '2026-11-26')])
    await settle()
    await chased()
    expect(await stateOf(requestId, applicant)).toBe('more_information')
    company.clock.set('2026-11-26T01:00:00.000Z')
    await chased()
    expect(await stateOf(requestId, applicant)).toBe('submitted')
    company.clock.set('2026-11-25T01:00:00.000Z')
  })
})
