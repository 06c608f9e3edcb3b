import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apiCalls } from '../../../../test/setup/api-calls.ts'
import { entityOf, setBudget } from '../../../../test/setup/budget-calls.ts'
import { budgetsApart, roomsIn } from '../../../../test/setup/budget-rooms.ts'
import { claimGround, type ClaimPaths } from '../../../../test/setup/claim-paths.ts'
import { parties, type Company } from '../../../../test/setup/company.ts'
import type { PaymentCalls } from '../../../../test/setup/payment-calls.ts'
import { numberedInBooks } from '../../../../test/setup/voucher-calls.ts'
import { systemActor } from '../../../platform/act/actor.ts'
import { updateRow } from '../../../platform/act/rows.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { loadCustomers } from '../../parties/index.ts'
import { customerTable } from '../../parties/tables.ts'
import { benefitRecords } from '../../coverage/evidence.ts'
import { readTaxYear } from '../tax/read-year.ts'

// What else happens to a benefit of which a rest was released, and what the database holds of it.

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

const apart = { apart: [], broken: [] }
const reason = '收据只有这些，其余不再报销'
const releasing = (requestId: string) => ({ params: { requestId }, body: { reason } })

async function released(requestId: string): Promise<string> {
  return String((await calls.good('sales', 'payments.release', releasing(requestId)))['releaseId'])
}

const codeOfWithdrawal = (releaseId: string) =>
  calls.codeOf('sales', 'payments.withdraw_release', { params: { releaseId }, body: { version: 1 } })

/** A lunch of 90 yuan of which so much was claimed, and the rest released. */
async function shortLunch() {
  const requestId = await calls.givenLunch()
  const claimId = await paths.claimed(requestId, '8900')
  return { requestId, claimId, releaseId: await released(requestId) }
}

const detailOf = (requestId: string) => calls.good('sales', 'requests.detail', { params: { requestId } })

async function reversed(requestId: string): Promise<void> {
  const { version } = await detailOf(requestId)
  const fileIds = [await calls.upload('sales', 'returnReceipt', `${requestId}.txt`)]
  const body = { version, text: '客户退回', fileIds }
  await calls.good('sales', 'requests.reverse', { params: { requestId }, body })
  await calls.confirmReversal(requestId)
}

/** The dealer stands under another record from now on, or by itself again. */
async function mergedInto(survivor: string | null): Promise<void> {
  const rows = await readOnly(company.world.pool, [company.actor('sales')], (tx) =>
    loadCustomers(tx, [parties.dealer]),
  )
  await company.store(
    [...rows.values()].map((row) => updateRow(customerTable, row, { merged_into: survivor })),
  )
}

describe('a benefit of which a rest was released', () => {
  test('is reversed as any other: nothing of it stays in the books', async () => {
    const { requestId, releaseId } = await shortLunch()
    await reversed(requestId)
    expect(await paths.stateOf(requestId)).toMatchObject({ request: 'reversed', benefit: 'reversed' })
    expect(await paths.booked(requestId)).toEqual({})
    expect(await paths.proof()).toMatchObject(apart)
    expect(await codeOfWithdrawal(releaseId)).toBe('payments.release_ended')
    expect(await calls.codeOf('sales', 'payments.release', releasing(requestId))).toBe(
      'payments.release_ended',
    )
  })

  test('also once it was completed and its money came back', async () => {
    const { requestId, claimId } = await shortLunch()
    await numberedInBooks(company, requestId)
    const orderId = await paths.paid(requestId, claimId)
    expect(await paths.stateOf(requestId)).toMatchObject({ request: 'completed' })
    await paths.returned(orderId)
    await reversed(requestId)
    expect(await paths.booked(requestId)).toEqual({})
    expect(await paths.proof()).toMatchObject(apart)
  })

  test('stays what it was when its customer is merged into another', async () => {
    const { requestId, claimId } = await shortLunch()
    const survivor = await calls.newDealer()
    await mergedInto(survivor)
    await paths.paid(requestId, claimId)
    expect(await paths.stateOf(requestId)).toMatchObject({ request: 'paid' })
    expect(await paths.proof()).toMatchObject(apart)
    await mergedInto(null)
  })

  test('is not made another one: its kind and way stay while a release stands', async () => {
    // Nothing of it is claimed, so that the release alone holds it.
    const requestId = await calls.givenLunch()
    const releaseId = await released(requestId)
    const { version } = await detailOf(requestId)
    const corrected = (more: object) => ({
      params: { requestId },
      body: { version, givenOn: '2026-11-25', fileIds: [], ...more },
    })
    expect(await calls.codeOf('sales', 'requests.give', corrected({ way: 'vendor' }))).toBe(
      'requests.payment_under_way',
    )
    const more = { amount: { whole: { currency: 'CNY', minor: '9050' } } }
    await calls.good('sales', 'requests.give', corrected(more))
    expect(await paths.booked(requestId)).toEqual({ expense: '50', payable: '-50' })
    expect(await codeOfWithdrawal(releaseId)).toBe('done')
    expect(await paths.booked(requestId)).toEqual({ expense: '9050', payable: '-9050' })
    expect(await paths.proof()).toMatchObject(apart)
  })
})

describe('in the books a release is a document of its own', () => {
  test('on the day on which it is made, and told on the page of the request', async () => {
    const requestId = await calls.givenLunch('2026-11-25')
    await paths.claimed(requestId, '8900')
    company.clock.set('2026-11-26T01:00:00.000Z')
    const releaseId = await released(requestId)
    const entries = await calls.sql(
      `select booked_on, document_on, object_type, lines from ledger.entry where document_id = $1`,
      [releaseId],
    )
    expect(entries).toEqual([
      { booked_on: '2026-11-26', document_on: '2026-11-26', object_type: 'benefit', lines: 2 },
    ])
    const told = JSON.stringify((await detailOf(requestId))['timeline'])
    expect(told).toContain('释放余额')
    expect(told).toContain(reason)
    company.clock.set('2026-11-25T01:00:00.000Z')
  })

  test('a budget counts what was spent, and agrees with the entries', async () => {
    await setBudget(company, apiCalls(company.world), { planned: '100000000', answer: 'warn' })
    const spent = async () => (await roomsIn(company))[0]?.sums.spent ?? 0n
    const before = await spent()
    const requestId = await calls.givenLunch()
    expect((await spent()) - before).toBe(9000n)
    await paths.claimed(requestId, '8900')
    const releaseId = await released(requestId)
    expect((await spent()) - before).toBe(8900n)
    expect(await budgetsApart(company)).toEqual([])
    await owner(`select benefits.rebuild_spend()`)
    expect((await spent()) - before).toBe(8900n)
    expect(await codeOfWithdrawal(releaseId)).toBe('done')
    expect((await spent()) - before).toBe(9000n)
    expect(await budgetsApart(company)).toEqual([])
  })
})

/** Runs SQL as the owner of the database, who sees all entities. */
async function owner(sql: string): Promise<void> {
  await company.database.pool('owner', 1).query(`begin; set local app.entities to '*'; ${sql}; commit`)
}

describe('what reads spend counts what was spent', () => {
  test('a tax schedule: the limits count it, and a tax on the recipient what was received', async () => {
    const { requestId } = await shortLunch()
    const [own] = await calls.sql('select benefit_id from requests.request where id = $1', [requestId])
    const wanted = { entityId: entityOf(company), year: 2026, today: '2026-11-25' }
    const { schedule } = await readOnly(company.world.pool, [systemActor], (tx) =>
      readTaxYear(company.world.requests, tx, wanted),
    )
    const lines = schedule.noInputCredit.filter(({ benefitId }) => benefitId === own?.['benefit_id'])
    expect(lines).toMatchObject([{ minor: 8900n, received: 9000n }])
  })

  test('the comparison with a journal: a line shows what was spent, none what was not', async () => {
    const { requestId } = await shortLunch()
    const nothing = await calls.givenLunch()
    await released(nothing)
    const ids = await calls.sql('select benefit_id from requests.request where id = any($1)', [
      [requestId, nothing],
    ])
    const records = await readOnly(company.world.pool, [systemActor], async (tx) =>
      benefitRecords(tx, {
        from: '2026-11-01',
        to: '2026-11-30',
        entityId: entityOf(company),
        currency: 'CNY',
        organisation: await company.world.requests.organisation(tx),
      }),
    )
    const found = records.filter(({ id }) => ids.some((row) => row['benefit_id'] === id))
    expect(found).toMatchObject([{ minor: 8900n }])
  })
})

const releaseLike = `insert into payments.release
select (jsonb_populate_record(own, $2::jsonb)).* from payments.release as own where id = $1`

describe('whoever writes to the database', () => {
  test('releases no more than is left, and nothing that is not counted', async () => {
    const requestId = await calls.givenLunch()
    await paths.claimed(requestId, '8900')
    const payable = `update payments.payable set released_minor = $2 where request_id = $1`
    expect(await calls.brokenBy(payable, [requestId, '101'])).toBe('never_released_above_the_rest')
    expect(await calls.brokenBy(payable, [requestId, '100'])).toBe('releases_are_counted')
    expect(await calls.brokenBy(payable, [requestId, '-1'])).toBe('nothing_is_released_below_zero')
    const benefit = `update benefits.benefit set released_minor = $2
where id = (select benefit_id from requests.request where id = $1)`
    expect(await calls.brokenBy(benefit, [requestId, '100'])).toBe('releases_are_counted')
    expect(await calls.brokenBy(benefit, [requestId, '9001'])).toBe('released_is_a_part_of_the_value')
  })

  test('changes nothing of a release, takes none back twice, and none of what is completed', async () => {
    const { requestId, claimId, releaseId } = await shortLunch()
    const change = (what: string) => `update payments.release set ${what} where id = $1`
    expect(await calls.brokenBy(change('minor = 1'), [releaseId])).toBe('release_is_never_edited')
    expect(await calls.brokenBy(change(`state = 'withdrawn'`), [releaseId])).toBe('withdrawal_is_whole')
    expect(await calls.brokenBy(releaseLike, [releaseId, { id: 'rls_copied00000000' }])).toBe(
      'releases_are_counted',
    )
    expect(
      await calls.brokenBy(releaseLike, [releaseId, { id: 'rls_copied00000000', state: 'withdrawn' }]),
    ).toBe('release_begins_as_released')
    const rebate = await calls.approvedRebate('420000')
    const [own] = await calls.sql('select benefit_id from requests.request where id = $1', [rebate])
    const stranger = { id: 'rls_copied00000000', request_id: rebate, benefit_id: own?.['benefit_id'] }
    expect(await calls.brokenBy(releaseLike, [releaseId, stranger])).toBe('release_is_of_what_was_given')
    await numberedInBooks(company, requestId)
    await paths.paid(requestId, claimId)
    const person = company.founded.people['sales'] ?? ''
    const back = `update payments.release
set state = 'withdrawn', withdrawn_by = $2, withdrawn_at = now()
where id = $1`
    expect(await calls.brokenBy(back, [releaseId, person])).toBe('closed_release_stays')
  })

  test('takes back for good: what was taken back is not released again', async () => {
    const { releaseId } = await shortLunch()
    expect(await codeOfWithdrawal(releaseId)).toBe('done')
    const again = `update payments.release
set state = 'released', withdrawn_by = null, withdrawn_at = null
where id = $1`
    expect(await calls.brokenBy(again, [releaseId])).toBe('release_is_never_edited')
  })

  test('a claim and a release of the same rest at one moment: one of them is done', async () => {
    const requestId = await calls.givenLunch()
    await paths.claimed(requestId, '8900')
    const fileIds = [await calls.upload('sales', 'receipt', `${requestId}-race.txt`)]
    const claim = { body: { lines: [{ requestId, minor: '100' }], fileIds } }
    const codes = await Promise.all([
      calls.codeOf('sales', 'payments.file_claim', claim),
      calls.codeOf(calls.maker, 'payments.release', releasing(requestId)),
    ])
    expect(codes.filter((code) => code === 'done')).toHaveLength(1)
    expect(codes.filter((code) => code !== 'done')).toEqual([
      codes[0] === 'done' ? 'payments.nothing_to_release' : 'payments.claim_of_released',
    ])
  })
})
