import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { lunchOn, openRound } from '../../../../test/setup/approval-round.ts'
import { claimGround, type ClaimPaths } from '../../../../test/setup/claim-paths.ts'
import type { Company } from '../../../../test/setup/company.ts'
import type { PaymentCalls } from '../../../../test/setup/payment-calls.ts'
import type { Who } from '../../../../test/setup/request-calls.ts'
import { numberedInBooks } from '../../../../test/setup/voucher-calls.ts'
import {
  releasableCursors,
  releaseCursors,
  type releasable,
  type releases,
} from '../../../contract/releases.ts'

// Finance sees what nobody claimed and what was said not to follow, of the entities that it watches over.

let company: Company
let calls: PaymentCalls
let paths: ClaimPaths

beforeAll(async () => {
  ;({ company, calls, paths } = await claimGround())
}, 180_000)

afterAll(async () => {
  calls.close()
  await company.close()
})

type Released = z.output<typeof releases.answer>
type Releasable = z.output<typeof releasable.answer>

const reason = '收据只有这些，其余不再报销'

const release = (requestId: string, who: Who = 'sales') =>
  calls.good(who, 'payments.release', { params: { requestId }, body: { reason } })

const withdraw = (releaseId: unknown, who: Who) =>
  calls.codeOf(who, 'payments.withdraw_release', { params: { releaseId }, body: { version: 1 } })

// The answer of a route is checked against its contract.
const listed = async (query: object = {}, who: Who = calls.maker) =>
  (await calls.good(who, 'payments.releases', { query })) as Released

const open = async (query: object = {}, who: Who = calls.maker) =>
  (await calls.good(who, 'payments.releasable', { query })) as Releasable

const openItem = async (requestId: string, who: Who = calls.maker) =>
  (await open({}, who)).items.find((item) => item.requestId === requestId)

const releaseOf = async (requestId: string, who: Who = calls.maker) =>
  (await listed({}, who)).items.find((item) => item.requestId === requestId)

/** The sum of one currency among several. */
const yuan = (sums: readonly { currency: string; minor: string }[]) =>
  BigInt(sums.find(({ currency }) => currency === 'CNY')?.minor ?? '0')

const suzhou = () => company.founded.entities['suzhou'] ?? ''
const elsewhere = () => ({ ...calls.maker, entityIds: [company.founded.entities['shanghai'] ?? ''] })

test('what is given and unclaimed is open with its age, to the last fen of it', async () => {
  const before = await open()
  const requestId = await calls.givenLunch()
  expect(await openItem(requestId)).toMatchObject({
    givenOn: '2026-11-25',
    requester: { id: company.actor('sales').personId },
    value: { minor: '9000' },
    claimed: { minor: '0' },
    left: { currency: 'CNY', minor: '9000' },
    release: { can: true },
  })
  await paths.filed(requestId, '8999')
  expect(await openItem(requestId)).toMatchObject({ claimed: { minor: '8999' }, left: { minor: '1' } })
  const after = await open()
  expect(after.all).toMatchObject({ count: (before.all?.count ?? 0) + 1, isPart: false })
  expect(yuan(after.all?.sums ?? []) - yuan(before.all?.sums ?? [])).toBe(1n)
  await paths.filed(requestId, '1')
  expect(await openItem(requestId)).toBeUndefined()
})

test('what is approved and not given yet has nothing to release, nor what goes to an account', async () => {
  const { requestId } = await openRound(calls, lunchOn('2026-11-26'))
  await calls.approve(requestId)
  const rebate = await calls.approvedRebate('40000', await calls.newDealer())
  const listedIds = (await open()).items.map((item) => item.requestId)
  expect(listedIds).not.toContain(requestId)
  expect(listedIds).not.toContain(rebate)
  expect(
    await calls.codeOf(calls.maker, 'payments.release', { params: { requestId }, body: { reason } }),
  ).toBe('payments.release_before_giving')
})

test('finance releases for others, and the list says who, why and how much', async () => {
  const requestId = await calls.givenLunch()
  const before = (await listed()).counts
  await release(requestId, calls.maker)
  expect(await openItem(requestId)).toBeUndefined()
  expect(await releaseOf(requestId)).toMatchObject({
    state: 'released',
    stateWord: '已释放',
    amount: { currency: 'CNY', minor: '9000' },
    reason,
    by: { id: calls.maker.personId },
    withdraw: { can: true },
  })
  const counted = (counts: Released['counts']) => counts.find(({ state }) => state === 'released')
  const after = counted((await listed()).counts)
  expect(after?.count).toBe((counted(before)?.count ?? 0) + 1)
  expect(yuan(after?.sums ?? []) - yuan(counted(before)?.sums ?? [])).toBe(9000n)
})

test('finance takes back for others; the list keeps it, and it is open again', async () => {
  const requestId = await calls.givenLunch()
  await release(requestId)
  const released = await releaseOf(requestId)
  expect(await withdraw(released?.releaseId, calls.maker)).toBe('done')
  expect(await releaseOf(requestId)).toMatchObject({
    state: 'withdrawn',
    withdrawnBy: { id: calls.maker.personId },
    withdraw: { can: false, why: '该余额释放已撤回。' },
  })
  expect(await openItem(requestId)).toMatchObject({ left: { minor: '9000' } })
  const ofState = async (state: string) => (await listed({ state })).items.map((item) => item.requestId)
  expect(await ofState('withdrawn')).toContain(requestId)
  expect(await ofState('released')).not.toContain(requestId)
})

test('what is completed is taken back by nobody: the list says so, and the command holds to it', async () => {
  const requestId = await calls.givenLunch()
  await numberedInBooks(company, requestId)
  await release(requestId)
  const released = await releaseOf(requestId)
  expect(released?.withdraw).toEqual({
    can: false,
    why: '该事项已办结，余额不再释放，也不再撤回释放。',
  })
  expect(await withdraw(released?.releaseId, calls.maker)).toBe('payments.release_completed')
})

test('whoever watches and is not of finance reads it, with why nothing is theirs to do', async () => {
  const [given, released] = [await calls.givenLunch(), await calls.givenLunch()]
  await release(released)
  const item = await openItem(given, 'compliance')
  expect(item?.release).toEqual({ can: false, why: expect.stringMatching(/./) })
  expect((await releaseOf(released, 'compliance'))?.withdraw.can).toBe(false)
  expect(
    await calls.codeOf('compliance', 'payments.release', { params: { requestId: given }, body: { reason } }),
  ).not.toBe('done')
})

test('nobody of another entity sees any of it, by the filter as little as by the list', async () => {
  const requestId = await calls.givenLunch()
  await release(await calls.givenLunch())
  expect((await open({ entityId: suzhou() })).items.map((item) => item.requestId)).toContain(requestId)
  for (const query of [{}, { entityId: suzhou() }]) {
    expect(await listed(query, elsewhere())).toEqual({
      items: [],
      counts: [
        { state: 'released', count: 0, sums: [] },
        { state: 'withdrawn', count: 0, sums: [] },
      ],
    })
    expect(await open(query, elsewhere())).toMatchObject({ items: [], all: { count: 0, sums: [] } })
  }
  const releaseElsewhere = { params: { requestId }, body: { reason } }
  expect(await calls.codeOf(elsewhere(), 'payments.release', releaseElsewhere)).toMatch(
    /platform.not_found|access.other_entity/,
  )
})

test('a page ends where the next begins, and none is shown twice or left out', async () => {
  const cursor = { on: '2026-11-25', id: 'ben_000000' }
  const all = (await open()).items
  const rest = await open({ cursor: releasableCursors.write(cursor) })
  expect(rest.items.map((item) => item.requestId)).toEqual(all.map((item) => item.requestId))
  expect(rest.all).toBeUndefined()
  const first = await listed()
  const [newest, ...older] = first.items
  const place = { at: newest?.at ?? '', id: newest?.releaseId ?? '' }
  const next = await listed({ cursor: releaseCursors.write(place) })
  expect(next.items).toEqual(older)
})
