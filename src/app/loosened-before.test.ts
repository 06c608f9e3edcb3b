import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { about, lunchOn, on, openRound, roundOf } from '../../test/setup/approval-round.ts'
import { askDeps } from '../../test/setup/ask-deps.ts'
import { ordinary } from '../../test/setup/circumstances.ts'
import { parties, testCompany, type Company } from '../../test/setup/company.ts'
import { newGuest } from '../../test/setup/guest.ts'
import { requestCalls, type RequestCalls } from '../../test/setup/request-calls.ts'
import { addDays } from '../kernel/time.ts'
import { classify } from '../modules/parties/span-commands.ts'
import { decideCommand } from '../modules/requests/index.ts'
import { act } from '../platform/act/act.ts'
import { systemActor } from '../platform/act/actor.ts'
import { readOnly } from '../platform/db/in-transaction.ts'

let company: Company
let calls: RequestCalls

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

const customer = { partyId: parties.dealer }
const today = () => company.world.now().slice(0, 10)

/** Somebody whom a member of staff, while of compliance, confirmed in a class. */
async function classified(key: string, n: number): Promise<string> {
  const personId = await newGuest(company, n, 'private_staff')
  const body = {
    personId,
    class: 'private_staff' as const,
    source: 'document' as const,
    evidence: { kind: 'employer_letter' as const, reference: '在职证明' },
    fromOn: '2026-11-25',
  }
  const actor = { ...company.actor(key), roles: ['compliance' as const] }
  const call = { key: `classified-${personId}`, actor, body, at: company.world.now() }
  const deps = { ...askDeps, newId: company.world.newId }
  expect(await act(company.world.door, classify(deps), [call])).toMatchObject([{ kind: 'done' }])
  return personId
}

test('one alert stays beside what was given already, however often it is asked about', async () => {
  const recipient = { to: 'person', partyId: await classified('sales', 1) }
  const papers = ['agenda', 'attendeeList']
  const fileIds = await Promise.all(papers.map((paper) => calls.upload('sales', paper)))
  const proposal = { ...lunchOn(addDays(today(), -3)), customer, recipient, fileIds }
  const { requestId } = await openRound(calls, proposal)
  for (const text of ['议题为产品交流', '参加人员见名单']) {
    const round = await roundOf(calls, requestId)
    await calls.good('head', 'approvals.return', on(round, { field: 'reason', text: '请说明' }))
    const asked = await roundOf(calls, requestId)
    await calls.good('sales', 'requests.answer', about(asked, { text, proposal }))
  }
  const alerts = await readOnly(company.world.pool, [systemActor], (tx) =>
    tx.sql(
      `select alert.reason from benefits.alert
join requests.request on request.benefit_id = alert.benefit_id
where request.id = $1`,
      [requestId],
    ),
  )
  expect(alerts).toEqual([{ reason: 'own_loosening' }])
})

test('ninety days are legal days, also for what was done before the day began in UTC', async () => {
  // 07:00 in Shanghai on the day after the one in UTC.
  company.clock.set('2026-11-26T23:00:00.000Z')
  const recipient = { to: 'person', partyId: await classified('sales2', 2) }
  const filed = (happensOn: string) => {
    const amount = { currency: 'CNY', minor: '100' }
    const said = { reasonChip: 'fair', reason: '展会宣传品', facts: ordinary('logo_item') }
    const proposal = { kindId: 'logo_item', customer, recipient, amount, happensOn, ...said }
    return calls.call('sales2', 'requests.submit', { body: { proposal } })
  }
  const [day, last] = ['2026-11-27', '2027-02-25']
  company.clock.set(`${last}T12:00:00.000Z`)
  expect(await filed(last)).toMatchObject({
    refusal: { code: 'requests.own_loosening', params: { on: day, until: last } },
  })
  // 01:00 in Shanghai on the next day: still the last of the ninety in UTC.
  company.clock.set(`${last}T17:00:00.000Z`)
  expect(await filed(addDays(last, 1))).toMatchObject({ kind: 'answer' })
})

test('what was filed and made milder at one moment is not approved', async () => {
  const { founded, world } = company
  const recipient = { to: 'person', partyId: parties.buyer }
  const { requestId, version } = await openRound(calls, {
    ...lunchOn(addDays(today(), 3)),
    customer,
    recipient,
  })
  const done = { operation: 'parties.classify', at: world.now(), partyIds: [parties.buyer] }
  const findLoosened = async () => [{ ...done, personId: founded.people['sales'] ?? '' }]
  const approving = (deps: typeof world.requests) => {
    const body = { requestId, version, does: { verb: 'approve' as const, reason: '按标准' } }
    const call = { key: `approve-${randomUUID()}`, actor: company.actor('head'), body, at: world.now() }
    return act(world.door, decideCommand(deps, 'approvals.approve'), [call])
  }
  expect(await approving({ ...world.requests, findLoosened })).toMatchObject([
    { kind: 'refused', refusal: { code: 'approvals.applicant_loosened' } },
  ])
  expect(await approving(world.requests)).toMatchObject([{ kind: 'done' }])
})
