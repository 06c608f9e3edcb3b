import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { companyOn, parties, type Company } from '../../test/setup/company-on.ts'
import { freshDatabase } from '../../test/setup/fresh-database.ts'
import { newGuest } from '../../test/setup/guest.ts'
import { hire } from '../../test/setup/hire.ts'
import { requestCalls, type RequestCalls, type Who } from '../../test/setup/request-calls.ts'
import { smallPolicy } from '../../test/setup/small-policy.ts'
import { closedInBooks } from '../../test/setup/voucher-calls.ts'
import { systemActor, type Actor } from '../platform/act/actor.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import type { Letter } from '../platform/mail.ts'
import { sendNotice } from './letters.ts'
import { expireOverdue } from './queues.ts'

let company: Company
let calls: RequestCalls
let leaver: Actor
let guests = 0

const filedOn = '2026-11-25T01:00:00.000Z'

beforeAll(async () => {
  company = await companyOn(await freshDatabase(), smallPolicy)
  calls = requestCalls(company)
  leaver = await hire(company, { role: 'sales', manager: 'head', leftOn: '2026-11-30' })
})

afterAll(async () => {
  calls.close()
  await company.close()
})

const item = {
  customer: { partyId: parties.dealer },
  kindId: 'logo_item',
  amount: { currency: 'CNY', minor: '1000' },
  happensOn: '2026-11-26',
  reasonChip: 'fair',
  reason: '展会宣传品',
}

async function filed(who: Who, recipientClass?: 'private_staff', happensOn = item.happensOn) {
  company.clock.set(filedOn)
  const partyId = await newGuest(company, guests++, recipientClass)
  const proposal = { ...item, happensOn, recipient: { to: 'person', partyId } }
  const { requestId } = await calls.good(who, 'requests.submit', { body: { proposal } })
  return { requestId: String(requestId), partyId }
}

const detail = (requestId: string, who: Who = 'compliance') =>
  calls.good(who, 'requests.detail', { params: { requestId } })

const stateOf = async (requestId: string) =>
  ((await detail(requestId))['state'] as { readonly state: string }).state

async function sumOf(personId: string): Promise<string> {
  const { rows } = await company.database
    .pool('owner', 1)
    .query<{ sum: string }>(
      'select coalesce(sum(minor), 0)::text as sum from benefits.line where recipient_id = $1',
      [personId],
    )
  return rows[0]?.sum ?? ''
}

async function send(who: Who, verb: string, requestId: string, more: Record<string, unknown> = {}) {
  const { version } = await detail(requestId)
  return calls.codeOf(who, `requests.${verb}`, { params: { requestId }, body: { version, ...more } })
}

/** The round of the system on a day. */
async function roundOn(day: string): Promise<void> {
  const at = `${day}T04:00:00.000Z`
  company.clock.set(at)
  await expireOverdue(company.world, at)
}

describe('a request that waits for a fact', () => {
  test('is cancelled by compliance with a reason; the sums are freed', async () => {
    const { requestId, partyId } = await filed('sales')
    expect(await stateOf(requestId)).toBe('more_information')
    expect((await detail(requestId))['can']).toMatchObject({ cancel: { can: true, needsReason: true } })
    expect(await sumOf(partyId)).toBe('1000')
    expect(await send('compliance', 'cancel', requestId, { text: '对方身份无从查证' })).toBe('done')
    expect(await stateOf(requestId)).toBe('cancelled')
    expect(await sumOf(partyId)).toBe('0')
  })

  test('is taken back by its applicant and cancelled by nobody else', async () => {
    const { requestId } = await filed('sales')
    const text = { text: '不需要了' }
    expect(await send('sales', 'cancel', requestId, text)).toBe('requests.no_such_move')
    expect(await send('head', 'cancel', requestId, text)).toBe('requests.not_yours')
    expect(await send('sales', 'withdraw', requestId, text)).toBe('done')
  })
})

describe('whoever leaves', () => {
  test('leaves nothing open that is not approved: it ends with their last day', async () => {
    const held = await filed(leaver)
    const waiting = await filed(leaver, 'private_staff')
    const late = await filed(leaver, 'private_staff', '2026-11-20')
    const others = await filed('sales', 'private_staff')
    await roundOn('2026-11-30')
    expect(await stateOf(held.requestId)).toBe('more_information')
    expect(await stateOf(waiting.requestId)).toBe('submitted')
    await roundOn('2026-12-01')
    expect(await stateOf(held.requestId)).toBe('expired')
    expect(await stateOf(waiting.requestId)).toBe('expired')
    expect(await sumOf(waiting.partyId)).toBe('0')
    // What was declared late was given, and colleagues who stay go on.
    expect(await stateOf(late.requestId)).toBe('more_information')
    expect(await stateOf(others.requestId)).toBe('submitted')
  })

  test('is written to through who leads them', async () => {
    const { requestId } = await filed(leaver, 'private_staff')
    await roundOn('2026-12-01')
    const letters: Letter[] = []
    const mailer = { send: async (letter: Letter) => (letters.push(letter), 'sent' as const) }
    await sendNotice(company.world, mailer, { kind: 'expired', requestId }, 'https://x.example')
    expect(letters).toMatchObject([
      { to: 'head@mingtai.example', subject: expect.stringMatching(/^已过期：BR-/) },
    ])
  })

  test('has compliance record what they gave, and complete it', async () => {
    const { requestId } = await filed(leaver, 'private_staff')
    await calls.approve(requestId)
    const early = { givenOn: '2026-11-25', fileIds: [] }
    expect(await send('head', 'give', requestId, early)).toBe('requests.not_yours')
    expect(await send('compliance', 'give', requestId, early)).toBe('requests.applicant_records')
    await roundOn('2026-12-01')
    expect(await stateOf(requestId)).toBe('approved')
    expect((await detail(requestId))['can']).toMatchObject({ give: { can: true } })
    const given = { givenOn: '2026-11-26', fileIds: [] }
    expect(await send('compliance', 'give', requestId, given)).toBe('done')
    const fileIds = [await calls.upload('compliance', 'distributionList')]
    await closedInBooks(company, requestId)
    expect(await send('compliance', 'complete', requestId, { fileIds })).toBe('done')
    expect(await stateOf(requestId)).toBe('completed')
  })

  test('and whoever recorded it of compliance does not look into it alone', async () => {
    const { requestId } = await filed(leaver, 'private_staff')
    company.clock.set('2026-11-27T01:00:00.000Z')
    await calls.approve(requestId)
    await roundOn('2026-12-01')
    const early = { givenOn: '2026-11-25', fileIds: [] }
    expect(await send('compliance', 'give', requestId, early)).toBe('done')
    const asked = await readOnly(company.world.pool, [systemActor], (tx) =>
      tx.sql(
        `select task.person_id
from approvals.task as task
join approvals.flow as flow on flow.id = task.flow_id
where flow.object_type = 'review' and flow.object_id = $1`,
        [requestId],
      ),
    )
    expect(asked).toEqual([{ person_id: company.founded.people['boss'] }])
  })
})
