import { afterAll, beforeAll, expect, test } from 'vitest'
import { companyOn, parties, type Company } from '../../../test/setup/company-on.ts'
import { freshDatabase } from '../../../test/setup/fresh-database.ts'
import { newGuest } from '../../../test/setup/guest.ts'
import { requestCalls, type RequestCalls } from '../../../test/setup/request-calls.ts'
import { smallPolicy } from '../../../test/setup/small-policy.ts'
import { systemActor } from '../../platform/act/actor.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { timelineOf } from '../audit/index.ts'

let company: Company
let calls: RequestCalls
let guests = 0

beforeAll(async () => {
  company = await companyOn(await freshDatabase(), smallPolicy)
  calls = requestCalls(company)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

const proposalWith = async (fileIds: readonly string[]) => ({
  customer: { partyId: parties.dealer },
  recipient: { to: 'person', partyId: await newGuest(company, guests++, 'private_staff') },
  kindId: 'working_meal',
  amount: { currency: 'CNY', minor: '5000' },
  happensOn: '2026-11-25',
  reasonChip: 'exchange',
  reason: '新产品技术交流',
  facts: { 'benefit.meal.kind': 'lunch', 'benefit.meal.guests': 2, 'benefit.meal.hosts': 1 },
  fileIds,
})

async function filed(fileIds: readonly string[] = []): Promise<string> {
  const body = { proposal: await proposalWith(fileIds) }
  return String((await calls.good('sales', 'requests.submit', { body }))['requestId'])
}

const detailOf = (requestId: string) => calls.good('sales', 'requests.detail', { params: { requestId } })

test('the paper of one request proves nothing in another, and stays where it is', async () => {
  const agenda = await calls.upload('sales', 'agenda')
  const first = await filed([agenda])
  expect(
    await calls.codeOf('sales', 'requests.submit', { body: { proposal: await proposalWith([agenda]) } }),
  ).toBe('requests.file_used')
  const second = await filed()
  await calls.approve(second)
  const { version } = await detailOf(second)
  const give = { params: { requestId: second }, body: { version, givenOn: '2026-11-25', fileIds: [agenda] } }
  // The paper of the first meal is not there for the second one.
  expect(await calls.codeOf('sales', 'requests.give', give)).toBe('requests.not_ready_to_give')
  const own = await calls.upload('sales', 'agenda', 'own.txt')
  const both = { ...give, body: { ...give.body, fileIds: [own, agenda] } }
  expect(await calls.codeOf('sales', 'requests.give', both)).toBe('requests.file_used')
  const change = {
    params: { requestId: second },
    body: { version, text: '补材料', proposal: await proposalWith([agenda]) },
  }
  expect(await calls.codeOf('sales', 'requests.change', change)).toBe('requests.file_used')
  expect(await detailOf(first)).toMatchObject({ evidence: [{ fileId: agenda }] })
  // Not even a direct write moves it.
  const client = await company.database.pool('app', 1).connect()
  await client.query("begin; set local app.entities to '*'")
  const moved = client.query('update requests.evidence set request_id = $1 where id = $2', [second, agenda])
  await expect(moved).rejects.toThrow('stays with it')
  await client.query('rollback')
  client.release()
})

test('whoever opens a file stands in the log, and not on the screen of the request', async () => {
  const agenda = await calls.upload('sales', 'agenda', 'opened.txt')
  const requestId = await filed([agenda])
  const opened = await calls.call('head', 'requests.download', { params: { fileId: agenda } })
  expect(opened.kind).toBe('bytes')
  expect(await calls.codeOf('sales2', 'requests.download', { params: { fileId: agenda } })).toBe(
    'platform.not_found',
  )
  const entries = await readOnly(company.world.pool, [systemActor], (tx) =>
    timelineOf(tx, { type: 'request', id: requestId }),
  )
  expect(entries.filter(({ operation }) => operation === 'requests.record_download')).toMatchObject([
    { personId: company.founded.people['head'], note: { fileId: agenda } },
  ])
  expect(JSON.stringify((await detailOf(requestId))['timeline'])).not.toContain('查看附件')
})

test('guests and number that contradict each other are refused, in the panel as well', async () => {
  const proposal = { ...(await proposalWith([])), quantity: 1 }
  expect(await calls.codeOf('sales', 'requests.submit', { body: { proposal } })).toBe(
    'requests.guests_differ',
  )
  const panel = await calls.good('sales', 'requests.preview', { body: proposal })
  expect(panel['submit']).toMatchObject({ effect: 'incomplete', says: '数量 1 与来宾人数 2 不一致。' })
  const same = { ...proposal, quantity: 2 }
  expect(await calls.codeOf('sales', 'requests.submit', { body: { proposal: same } })).toBe('done')
})
