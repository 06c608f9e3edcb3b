import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lunch as sampleLunch, rebate } from '../../../../test/setup/approval-round.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../../../test/setup/request-calls.ts'

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

/** Lunch for two guests at ¥90.00 each. */
const lunch = { ...sampleLunch, happensOn: '2026-11-25' }

async function approved(proposal: object = lunch): Promise<string> {
  const filed = await calls.good('sales', 'requests.submit', { body: { proposal } })
  const requestId = String(filed['requestId'])
  await calls.approve(requestId)
  return requestId
}

const detailOf = (requestId: string, who = 'sales') =>
  calls.good(who, 'requests.detail', { params: { requestId } })

type Offer = {
  readonly ways: readonly {
    readonly way: string
    readonly papers: readonly { readonly purpose: string }[]
    readonly needs: readonly { readonly told: readonly string[] }[]
  }[]
  readonly tolerance: string
}

type Preview = {
  readonly leads: string
  readonly differences: readonly { readonly what: string; readonly isBeyond: boolean }[]
}

// The answer of a route is checked against its contract.
const offerOf = async (requestId: string, who?: string) => (await detailOf(requestId, who))['give'] as Offer

async function preview(requestId: string, told: object, who = 'sales') {
  const { version } = await detailOf(requestId)
  const body = { version, givenOn: '2026-11-25', fileIds: [], ...told }
  const answered = await calls.call(who, 'requests.preview_give', { params: { requestId }, body })
  return answered as { kind: string; body?: Preview }
}

const whole = (minor: string) => ({ amount: { whole: { currency: 'CNY', minor } } })

describe('what is to be given says how', () => {
  test('the ways of its kind alone, the usual one first, each with what it needs and its paper', async () => {
    const { ways, tolerance } = await offerOf(await approved())
    expect(ways.map(({ way }) => way)).toEqual(['reimbursement', 'vendor'])
    const [own, vendor] = ways
    expect(['receipt', 'vendorInvoices', 'invoice']).toContain(own?.papers[0]?.purpose)
    expect(vendor?.papers[0]?.purpose).toBe('attendeeList')
    expect(own?.needs.flatMap(({ told }) => told)).toEqual(['names'])
    expect(tolerance).toContain('5%')
    expect(tolerance).toContain('¥100.00')
  })

  test('the way that was approved first, where it is not the usual one', async () => {
    const { ways } = await offerOf(await approved({ ...lunch, way: 'vendor' }))
    expect(ways.map(({ way }) => way)).toEqual(['vendor', 'reimbursement'])
  })

  test('never the voucher to whoever is not of finance', async () => {
    const fileIds = await Promise.all(
      ['calculationSheet', 'customerStatement'].map((purpose) => calls.upload('sales', purpose)),
    )
    const requestId = await approved({ ...rebate, fileIds })
    const asked = (offer: Offer) => offer.ways.flatMap(({ papers }) => papers.map(({ purpose }) => purpose))
    const verdict = (await detailOf(requestId))['verdict'] as { evidence: { purpose: string }[] }
    expect(verdict.evidence.map(({ purpose }) => purpose)).toContain('ledgerAccount')
    expect(asked(await offerOf(requestId))).not.toContain('ledgerAccount')
    expect(asked(await offerOf(requestId, 'finance'))).toContain('ledgerAccount')
  })
})

describe('while it is typed, a giving is compared with its approval', () => {
  test.each([
    ['as approved', {}, 'waits', []],
    ['by as much as may pass', whole('18900'), 'waits', [false]],
    ['by one fen more', whole('18901'), 'back', [true]],
  ] as const)('%s', async (_, told, leads, beyond) => {
    const requestId = await approved()
    const { body } = await preview(requestId, told)
    expect(body).toMatchObject({ leads })
    const wholes = body?.differences.filter(({ what }) => what === 'whole')
    expect(wholes?.map(({ isBeyond }) => isBeyond)).toEqual(beyond)
  })

  test('with its papers it is recorded; nothing of the preview is kept', async () => {
    const requestId = await approved()
    const fileIds = [await calls.upload('sales', 'agenda', 'offer-agenda.txt')]
    expect(await preview(requestId, { fileIds })).toMatchObject({ body: { leads: 'recorded' } })
    expect(await detailOf(requestId)).toMatchObject({ state: { state: 'approved' } })
    expect((await detailOf(requestId))['giving']).toBeUndefined()
  })

  test('a day to come is refused in words, and another person hears of nothing', async () => {
    const requestId = await approved()
    const { body } = await preview(requestId, { givenOn: '2026-12-24' })
    expect(body).toMatchObject({ leads: 'refused', says: expect.stringContaining('。') })
    expect(await preview(requestId, {}, 'sales2')).toMatchObject({ status: 404 })
  })
})
