import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parties, testCompany, type Company } from '../../../../test/setup/company.ts'
import { guest, guestDoor, lunchToday, today } from '../../../../test/setup/guest-door.ts'
import { systemActor } from '../../../platform/act/actor.ts'
import { inTransaction, readOnly } from '../../../platform/db/in-transaction.ts'
import { signedInTo } from '../giving/present.ts'
import type { RequestRow } from '../tables.ts'

// The giving that knows who signed in.

let company: Company
let door: Awaited<ReturnType<typeof guestDoor>>

beforeAll(async () => {
  company = await testCompany()
  door = await guestDoor(company)
})

afterAll(async () => {
  await door.close()
  await company.close()
})

let uploaded = 0

async function give(requestId: string, told: object) {
  const { version } = await door.detailOf(requestId)
  const fileIds = [await door.calls.upload('sales', 'agenda', `${uploaded++}.txt`)]
  const body = { version, givenOn: today, fileIds, ...told }
  return door.calls.call('sales', 'requests.give', { params: { requestId }, body })
}

describe('the giving', () => {
  const signed = async (more: readonly object[] = []) => {
    const requestId = await door.approved()
    const secret = await door.opened(requestId)
    for (const said of [guest, ...more]) await door.signIn(secret, said)
    return { requestId, secret, guests: await door.guestsOf(requestId) }
  }
  const flagsIn = async (requestId: string, who = 'sales') =>
    ((await door.detailOf(requestId, who)) as { giving: { flags: { what: string; isStrong: boolean }[] } })
      .giving.flags

  test('knows a guest who signed in, and tells one of whom a scan is only said', async () => {
    const { requestId, guests } = await signed()
    const [one] = guests
    const answer = await give(requestId, {
      attendees: [
        { partyId: parties.buyer, how: 'qr' },
        { name: '赵敏', employer: '华东精工', signInId: one?.signInId },
      ],
    })
    expect(answer).toMatchObject({ body: { state: { state: 'given' } } })
    const { giving } = (await door.detailOf(requestId)) as { giving: { attendees: object[] } }
    expect(giving.attendees).toContainEqual(
      expect.objectContaining({ name: '赵敏', how: 'qr', howWord: '扫码 · 有记录', signInId: one?.signInId }),
    )
    expect(await flagsIn(requestId)).toMatchObject([{ what: 'scanned_unshown' }])
  })

  test('finds a sign-in by name and organisation where a program names none', async () => {
    const { requestId } = await signed()
    const attendees = [{ partyId: parties.buyer }, { name: '赵 敏', employer: '华东精工' }]
    expect(await give(requestId, { attendees })).toMatchObject({ body: { state: { state: 'given' } } })
    expect(JSON.stringify(await door.detailOf(requestId))).toContain('扫码 · 有记录')
  })

  test('passes nobody over in silence who signed in', async () => {
    const { requestId, guests } = await signed()
    const silent = await give(requestId, { attendees: [{ partyId: parties.buyer }] })
    expect(silent).toMatchObject({ refusal: { code: 'requests.signed_in_left_out', params: { count: 1 } } })
    expect(await give(requestId, {})).toMatchObject({ refusal: { code: 'requests.signed_in_left_out' } })
    const leftOut = [{ signInId: guests[0]?.signInId, reason: '签到后即离开，未用餐' }]
    const told = await give(requestId, { attendees: [{ partyId: parties.buyer }], leftOut })
    expect(told).toMatchObject({ body: { state: { state: 'given' } } })
    expect(await flagsIn(requestId)).toContainEqual(
      expect.objectContaining({ what: 'left_out', isStrong: false }),
    )
    expect((await door.detailOf(requestId))['giving']).toMatchObject({
      leftOut: [{ name: '赵敏', employer: '华东精工', reason: '签到后即离开，未用餐' }],
    })
    const again = await give(requestId, { attendees: [{ partyId: parties.buyer }], hosts: 1 })
    expect(again).toMatchObject({ body: { state: { state: 'given' } } })
    expect((await door.detailOf(requestId))['giving']).toMatchObject({ leftOut: [{ name: '赵敏' }] })
  })

  test('goes on telling who was left out once it is completed', async () => {
    const { requestId, guests } = await signed()
    const leftOut = [{ signInId: guests[0]?.signInId, reason: '签到后即离开' }]
    await give(requestId, { attendees: [{ partyId: parties.buyer }], leftOut })
    const rows = await door.sql<RequestRow>(`select * from requests.request where id = $1`, [requestId])
    for (const state of ['paid', 'completed']) {
      const those = rows.map((row) => ({ ...row, state, is_late: false }))
      const found = await readOnly(company.world.pool, [systemActor], (tx) => signedInTo(tx, those))
      expect(found.get(requestId)).toHaveLength(1)
    }
  })

  test.each(['yes', 'unknown'] as const)(
    'lays before compliance that somebody was left out who said of a public office: %s',
    async (isOfficial) => {
      const { requestId, guests } = await signed([{ ...guest, name: '周处长', employer: '市局', isOfficial }])
      const leftOut = [{ signInId: guests[1]?.signInId, reason: '没有到场' }]
      const attendees = [{ partyId: parties.buyer }, { name: '赵敏', employer: '华东精工' }]
      await give(requestId, { attendees, leftOut })
      expect(await flagsIn(requestId)).toContainEqual(
        expect.objectContaining({ what: 'left_out_official', isStrong: true }),
      )
      expect(JSON.stringify((await door.detailOf(requestId, 'compliance'))['state'])).toContain(
        'doubtful_guest',
      )
    },
  )

  test('does not make milder what a guest said of a public office', async () => {
    const { requestId, guests } = await signed([{ name: '周处长', employer: '市局', isOfficial: 'yes' }])
    const attendees = [
      { partyId: parties.buyer },
      { name: '周 处长', employer: '市局', isOfficial: 'no', signInId: guests[1]?.signInId },
    ]
    const leftOut = [{ signInId: guests[0]?.signInId, reason: '没有到场' }]
    expect(await give(requestId, { attendees, leftOut })).toMatchObject({ kind: 'answer' })
    const detail = await door.detailOf(requestId, 'compliance')
    expect(detail['giving']).toMatchObject({
      attendees: expect.arrayContaining([expect.objectContaining({ name: '周 处长', isOfficial: 'yes' })]),
    })
    expect(JSON.stringify(detail['state'])).toContain('unnamed_guest')
  })

  test('exchanges nobody who signed in for another, by name or by organisation', async () => {
    const { requestId, guests } = await signed([
      { name: '张伟', employer: '市局', isOfficial: 'yes' },
      { name: '张 伟', employer: '恒泰', isOfficial: 'unknown' },
    ])
    const [zhao, bureau, buyer] = guests.map(({ signInId }) => signInId)
    const rest = [zhao, bureau].map((signInId) => ({ signInId, reason: '没有到场' }))
    for (const exchanged of [
      { name: '钱进', employer: '华东精工', signInId: zhao },
      { name: '赵敏', employer: '市局', signInId: zhao },
      { partyId: parties.buyer, signInId: zhao },
      { partyId: parties.buyer, signInId: bureau },
    ]) {
      const leftOut = [bureau, buyer, zhao]
        .filter((id) => id !== exchanged.signInId)
        .map((signInId) => ({ signInId, reason: '没有到场' }))
      expect(await give(requestId, { attendees: [exchanged], leftOut })).toMatchObject({
        refusal: { code: 'requests.sign_in_of_another' },
      })
    }
    const own = [{ partyId: parties.buyer, signInId: buyer }]
    expect(await give(requestId, { attendees: own, leftOut: rest })).toMatchObject({
      body: { state: { state: 'given' } },
    })
    const { giving } = (await door.detailOf(requestId)) as { giving: { attendees: object[] } }
    expect(giving.attendees).toMatchObject([{ signInId: buyer, isOfficial: 'unknown' }])
  })

  test('takes no sign-in of another benefit, and none for two people', async () => {
    const { requestId, guests } = await signed()
    const other = await signed()
    const strange = [{ partyId: parties.buyer, signInId: other.guests[0]?.signInId }]
    expect(await give(requestId, { attendees: strange })).toMatchObject({
      refusal: { code: 'requests.no_such_sign_in' },
    })
    const twice = [
      { partyId: parties.buyer, signInId: guests[0]?.signInId },
      { name: '另一人', signInId: guests[0]?.signInId },
    ]
    expect(await give(requestId, { attendees: twice })).toMatchObject({
      refusal: { code: 'requests.no_such_sign_in' },
    })
  })

  const alertsOf = (requestId: string) =>
    door.sql<{ reason: string }>(
      `select alert.reason from benefits.alert join requests.request on request.benefit_id = alert.benefit_id
where request.id = $1`,
      [requestId],
    )

  test.each([
    ['cancel', 'yes', ['doubtful_guest']],
    ['decline', 'unknown', ['doubtful_guest']],
    ['cancel', 'no', []],
  ] as const)(
    '%s after somebody signed in who said %s is seen by compliance: %j',
    async (verb, said, seen) => {
      const { requestId } = await signed([{ ...guest, name: '周处长', employer: '市局', isOfficial: said }])
      const { version } = await door.detailOf(requestId)
      const body = { version, text: '客人没有来' }
      await door.calls.good('sales', `requests.${verb}`, { params: { requestId }, body })
      expect((await alertsOf(requestId)).map(({ reason }) => reason)).toEqual(seen)
    },
  )

  test('a change into a new round is seen by compliance like an end: it may never be given', async () => {
    const { requestId } = await signed([
      { ...guest, name: '周处长', employer: '市局', isOfficial: 'yes' as const },
    ])
    const { version } = await door.detailOf(requestId)
    const body = { version, text: '改期', proposal: { ...lunchToday, reason: '改为下周交流新产品' } }
    await door.calls.good('sales', 'requests.change', { params: { requestId }, body })
    expect((await alertsOf(requestId)).map(({ reason }) => reason)).toEqual(['doubtful_guest'])
    const again = await door.detailOf(requestId)
    await door.calls.good('sales', 'requests.withdraw', {
      params: { requestId },
      body: { version: again.version, text: '不办了' },
    })
    expect(await alertsOf(requestId)).toHaveLength(1)
  })

  test('in the database a sign-in is of a link of its own request', async () => {
    const one = await signed()
    const other = await signed()
    const moved = inTransaction(company.world.pool, [systemActor], (tx) =>
      tx.sql(
        `insert into requests.guest_sign_in
(id, version, entity_id, request_id, link_id, name, employer, is_official, signed_at)
select 'sgn_of_another000', 1, entity_id, $2, link_id, '换人', employer, is_official, signed_at
from requests.guest_sign_in where request_id = $1`,
        [one.requestId, other.requestId],
      ),
    )
    await expect(moved).rejects.toThrow(/guest_sign_in_by_link/)
  })

  test('ends the sign-in', async () => {
    const { requestId, secret } = await signed()
    await give(requestId, { attendees: [{ name: '赵敏', employer: '华东精工' }, { partyId: parties.buyer }] })
    expect((await door.signIn(secret, { ...guest, name: '迟到' })).status).toBe(404)
    expect(
      await door.calls.codeOf('sales', 'requests.open_guest_link', { params: { requestId }, body: {} }),
    ).toBe('requests.sign_in_not_approved')
  })

  test('of a stranger breaks nothing', () => expect(door.faults).toEqual([]))
})
