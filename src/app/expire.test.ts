import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lunch } from '../../test/setup/approval-round.ts'
import { testCompany, testNow, type Company } from '../../test/setup/company.ts'
import { guest, guestDoor } from '../../test/setup/guest-door.ts'
import { requestCalls, type RequestCalls } from '../../test/setup/request-calls.ts'
import { act } from '../platform/act/act.ts'
import { systemActor } from '../platform/act/actor.ts'
import type { Letter } from '../platform/mail.ts'
import { expireCommand } from '../modules/requests/index.ts'
import { sendNotice } from './letters.ts'
import { expireOverdue } from './queues.ts'

let company: Company
let calls: RequestCalls
const jobs: unknown[] = []

beforeAll(async () => {
  company = await testCompany()
  Object.assign(company.world.door, {
    enqueue: async (_: unknown, drafts: readonly { readonly data: unknown }[]) =>
      void jobs.push(...drafts.map(({ data }) => data)),
  })
  calls = requestCalls(company)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

type Filed = { readonly requestId: string; readonly item: Record<string, unknown> }

async function filed(proposal: Record<string, unknown> = lunch): Promise<Filed> {
  const { requestId } = await calls.good('sales', 'requests.submit', { body: { proposal } })
  return look(String(requestId))
}

async function look(requestId: string): Promise<Filed> {
  return { requestId, item: await calls.good('head', 'requests.detail', { params: { requestId } }) }
}

async function returned({ requestId, item }: Filed): Promise<Filed> {
  const params = { approvalId: item['approvalId'] }
  const body = { version: item['version'], field: 'evidence', text: '请补议程' }
  await calls.good('head', 'approvals.return', { params, body })
  return look(requestId)
}

async function approved({ requestId }: Filed): Promise<Filed> {
  await calls.approve(requestId)
  return look(requestId)
}

/** The round of the system on a day, at noon in Shanghai. */
async function roundOn(day: string): Promise<void> {
  const at = `${day}T04:00:00.000Z`
  company.clock.set(at)
  await expireOverdue(company.world, at)
}

const stateOf = async ({ requestId }: Filed) =>
  ((await look(requestId)).item['state'] as { readonly state: string }).state

/** What the customer has in the register's lines. */
async function sumOf(): Promise<string> {
  const { rows } = await company.database
    .pool('owner', 1)
    .query<{ sum: string }>('select coalesce(sum(minor), 0)::text as sum from benefits.line')
  return rows[0]?.sum ?? ''
}

describe('the clock', () => {
  test('ends an approval that nobody used, one day after its last day and never before', async () => {
    const used = await approved(await filed({ ...lunch, happensOn: '2026-12-10' }))
    expect(await stateOf(used)).toBe('approved')
    // The planned day is later than the approval, so the 90 days begin there.
    expect(used.item['facts']).toContainEqual({ name: '有效期至', text: '2027-03-10' })
    await roundOn('2027-03-10')
    expect(await stateOf(used)).toBe('approved')
    expect(await sumOf()).toBe('18000')
    await roundOn('2027-03-11')
    expect(await stateOf(used)).toBe('expired')
    expect(await sumOf()).toBe('0')
    const { item } = await look(used.requestId)
    expect((item['timeline'] as unknown[]).at(-1)).toMatchObject({
      verb: '到期失效',
      note: '有效期至 2027-03-10',
      tone: 'system',
    })
    expect(item['waitingFor']).toBe('')
  })

  test('tries again what was refused, though nothing of the request has changed', async () => {
    company.clock.set('2026-11-25T01:00:00.000Z')
    const open = await approved(await filed({ ...lunch, happensOn: '2026-12-10' }))
    const { world } = company
    let asked = 0
    // The validity is made longer in the moment in which the round has found what is over.
    const policy: typeof world.requests.policy = async (tx) => {
      const now = await world.requests.policy(tx)
      const over = { ...now, validity: () => ({ approvedDays: 1, unansweredDays: 1 }) }
      return asked++ === 0 ? over : now
    }
    company.clock.set('2027-03-10T04:00:00.000Z')
    await expireOverdue({ ...world, requests: { ...world.requests, policy } }, company.world.now())
    expect(await stateOf(open)).toBe('approved')
    await roundOn('2027-03-11')
    expect(await stateOf(open)).toBe('expired')
  })

  test('writes to the applicant, once a request, with its number and nothing of the benefit', async () => {
    const letters: Letter[] = []
    const mailer = { send: async (letter: Letter) => (letters.push(letter), 'sent' as const) }
    const notice = jobs.find((job) => JSON.stringify(job).includes('expired'))
    await sendNotice(company.world, mailer, notice as Parameters<typeof sendNotice>[2], 'https://x.example')
    expect(letters).toMatchObject([
      { to: 'sales@mingtai.example', subject: expect.stringMatching(/^已过期：BR-/) },
    ])
    expect(letters[0]?.text).not.toContain('180.00')
  })

  test('ends a question that its applicant does not answer, and asks nobody any more', async () => {
    company.clock.set('2026-11-25T01:00:00.000Z')
    const asked = await returned(await filed({ ...lunch, happensOn: '2027-06-01' }))
    expect(await stateOf(asked)).toBe('more_information')
    await roundOn('2026-12-25')
    expect(await stateOf(asked)).toBe('more_information')
    await roundOn('2026-12-26')
    expect(await stateOf(asked)).toBe('expired')
  })

  test('approves nothing and ends nothing that waits for an approver, whatever the time', async () => {
    company.clock.set('2026-11-25T01:00:00.000Z')
    const waiting = await filed()
    await roundOn('2028-11-26')
    expect(await stateOf(waiting)).toBe('submitted')
  })

  test('ends nothing that was declared late: it was given, and its sum stays', async () => {
    company.clock.set('2026-11-25T01:00:00.000Z')
    const late = await filed({ ...lunch, happensOn: '2026-11-20' })
    expect(await stateOf(late)).toBe('more_information')
    const before = await sumOf()
    await roundOn('2028-11-26')
    expect(await stateOf(late)).toBe('more_information')
    expect(await sumOf()).toBe(before)
  })

  test('refuses to end what is still open, and leaves no second entry for one round', async () => {
    company.clock.set('2026-11-25T01:00:00.000Z')
    const used = await approved(await filed())
    const body = { requestId: used.requestId, version: Number(used.item['version']) }
    const at = company.world.now()
    const call = { key: 'expire-too-early', actor: systemActor, body, at }
    expect(await act(company.world.door, expireCommand(company.world.requests), [call])).toMatchObject([
      { kind: 'refused', refusal: { code: 'requests.still_open' } },
    ])
    const nobody = { ...call, key: 'expire-by-sales', actor: company.actor('sales') }
    expect(await act(company.world.door, expireCommand(company.world.requests), [nobody])).toMatchObject([
      { kind: 'forbidden' },
    ])
  })
})

test('what expires although an official signed in to it is seen by compliance', async () => {
  company.clock.set(testNow)
  const door = await guestDoor(company)
  const requestId = await door.approved()
  await door.signIn(await door.opened(requestId), { ...guest, isOfficial: 'yes' })
  await roundOn('2027-06-30')
  const alerts = await door.sql(
    `select alert.reason from benefits.alert join requests.request on request.benefit_id = alert.benefit_id
where request.id = $1 and request.state = 'expired'`,
    [requestId],
  )
  await door.close()
  expect(alerts).toEqual([{ reason: 'doubtful_guest' }])
})
