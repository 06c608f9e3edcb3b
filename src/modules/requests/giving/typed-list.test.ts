import { afterAll, beforeAll, expect, test } from 'vitest'
import { lunchOn, openRound } from '../../../../test/setup/approval-round.ts'
import { parties, testCompany, type Company } from '../../../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../../../test/setup/request-calls.ts'

let company: Company
let calls: RequestCalls
let uploaded = 0

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

const detailOf = (requestId: string) => calls.good('sales', 'requests.detail', { params: { requestId } })

async function give(requestId: string, told: object, kind: string): Promise<void> {
  const { version } = await detailOf(requestId)
  const fileIds = [await calls.upload('sales', kind, `${(uploaded += 1)}.txt`)]
  const body = { version, givenOn: '2026-11-25', fileIds, ...told }
  await calls.good('sales', 'requests.give', { params: { requestId }, body })
}

test('names typed in place of a signed list are told as such, with all that is said of them', async () => {
  const { requestId } = await openRound(calls, lunchOn('2026-11-25'))
  await calls.approve(requestId)
  const said = { employer: '市局', position: '处长', isOfficial: 'no', how: 'sign_in_list' }
  const guest = { name: '周处长', ...said }
  await give(requestId, { attendees: [{ partyId: parties.buyer }, guest] }, 'agenda')
  const given = async () => (await detailOf(requestId))['giving'] as Record<string, readonly object[]>
  const told = async () =>
    ((await given())['flags'] as { text: string; isStrong: boolean }[]).map(
      ({ text, isStrong }) => `${text} ${isStrong}`,
    )
  expect(await told()).toEqual([
    '1 名到场的人由申请人填写，没有签到材料 false',
    '1 名到场的人据称已签到，签到表没有上传 false',
  ])
  expect((await given())['attendees']).toContainEqual(expect.objectContaining(guest))
  // Somebody by name alone was not in the approval, so it went back to it.
  await calls.approve(requestId)
  await give(requestId, {}, 'attendeeList')
  expect(await told()).toEqual([])
})
