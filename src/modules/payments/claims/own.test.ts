import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lunchOn, openRound } from '../../../../test/setup/approval-round.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { invoiceCalls, type InvoiceCalls } from '../../../../test/setup/invoice-calls.ts'
import { eInvoice } from '../../../../test/setup/invoice-files.ts'
import { paymentCalls, type PaymentCalls } from '../../../../test/setup/payment-calls.ts'
import { leftOf } from '../../invoices/index.ts'

// A claim as its claimant lives it: what may be claimed, which receipts show it, where it stands, taken back.

let company: Company
let calls: PaymentCalls
let invoices: InvoiceCalls
let made = 0

beforeAll(async () => {
  company = await testCompany()
  calls = await paymentCalls(company)
  invoices = invoiceCalls(company)
})

afterAll(async () => {
  calls.close()
  invoices.close()
  await company.close()
})

const buyer = '苏州明台装备'

/** An invoice of a restaurant over so much, brought by the claimant. */
function invoice(total: string, items = ['*餐饮服务*餐费']): Promise<string> {
  made += 1
  const number = `2432000000007${String(made).padStart(7, '0')}`
  return invoices.record('sales', eInvoice({ number, net: total, tax: '0.00', total, items, buyer }))
}

const receipt = () => calls.upload('sales', 'receipt', `小票${(made += 1)}.txt`)

type Filed = { readonly requestIds: readonly string[]; readonly minors: readonly string[] }

async function file({ requestIds, minors }: Filed, invoiceIds: readonly string[], receipts = 1) {
  const fileIds: string[] = []
  for (let i = 0; i < receipts; i += 1) fileIds.push(await receipt())
  const lines = requestIds.map((requestId, i) => ({ requestId, minor: minors[i] ?? '' }))
  return calls.call('sales', 'payments.file_claim', { body: { lines, fileIds, invoiceIds } })
}

type Answered = {
  readonly body?: { readonly claimId?: string }
  readonly refusal?: { readonly code: string }
}

// The routes answer by their contract.
const claimIn = (answered: unknown) => String((answered as Answered).body?.claimId)
const codeIn = (answered: unknown) => (answered as Answered).refusal?.code

type Mine = Readonly<Record<string, unknown>>

async function mine(claimId: string, who = 'sales'): Promise<Mine> {
  const { items } = await calls.good(who, 'payments.my_claims')
  return (items as Mine[]).find((each) => each['claimId'] === claimId) ?? {}
}

/** The claim as finance has it in its queue. */
async function queued(claimId: string): Promise<Mine> {
  const { items } = await calls.good(calls.checker, 'payments.claims', { query: { state: 'received' } })
  return (items as Mine[]).find((each) => each['claimId'] === claimId) ?? {}
}

type Line = {
  readonly invoices: readonly { invoiceId?: string; number: string; amount: { minor: string } }[]
}

/**
 * By line, each invoice that shows it with how much: by its identifier, or by its number without one. Lines
 * have no order of their own: the one with the most invoices stands first.
 */
function invoicesOf(claim: Mine) {
  const lines = (claim['lines'] as Line[]).map(({ invoices: shown }) =>
    shown.map(({ invoiceId, number, amount }) => [invoiceId ?? number, amount.minor]),
  )
  return lines.toSorted((a, b) => b.length - a.length)
}

async function claimable(requestId: string): Promise<Mine | undefined> {
  const { items } = await calls.good('sales', 'payments.claimable', { query: { requestId } })
  return (items as Mine[])[0]
}

const withdraw = (claimId: string, version = 1, who = 'sales') =>
  calls.codeOf(who, 'payments.withdraw_claim', { params: { claimId }, body: { version } })

const check = (claimId: string, body: object) =>
  calls.codeOf(calls.checker, 'payments.check_claim', { params: { claimId }, body })

const left = async (invoiceId: string) => leftOf((await invoices.standing(invoiceId)).invoice).minor

describe('what may be claimed', () => {
  test('is what was given, with what is left of it; what is approved is given first', async () => {
    const requestId = await calls.givenLunch()
    expect(await claimable(requestId)).toMatchObject({
      isGiven: true,
      isLate: false,
      left: { minor: '9000' },
      receipts: [{ name: expect.any(String) }, { name: expect.any(String) }],
    })
    await file({ requestIds: [requestId], minors: ['4000'] }, [])
    expect(await claimable(requestId)).toMatchObject({ claimed: { minor: '4000' }, left: { minor: '5000' } })
    await file({ requestIds: [requestId], minors: ['5000'] }, [])
    expect(await claimable(requestId)).toBeUndefined()
    const round = await openRound(calls, lunchOn('2026-11-25'))
    await calls.approve(round.requestId)
    expect(await claimable(round.requestId)).toMatchObject({ isGiven: false })
  })

  test('after the days of the policy it is late, which is said before it is claimed', async () => {
    const requestId = await calls.givenLunch()
    company.clock.set('2026-12-25T01:00:00.000Z')
    expect(await claimable(requestId)).toMatchObject({ isLate: false })
    company.clock.set('2026-12-26T01:00:00.000Z')
    expect(await claimable(requestId)).toMatchObject({ isLate: true })
    company.clock.set('2026-11-25T01:00:00.000Z')
  })

  test('nobody is offered what another asked for', async () => {
    const requestId = await calls.givenLunch()
    const { items } = await calls.good('sales2', 'payments.claimable', { query: { requestId } })
    expect(items).toEqual([])
  })
})

describe('receipts', () => {
  test('one is split between approvals, several show one, each up to what is left', async () => {
    const [one, other] = [await calls.givenLunch(), await calls.givenLunch()]
    const [a, b] = [await invoice('100.00'), await invoice('60.00')]
    const filed = await file({ requestIds: [one, other], minors: ['8000', '7000'] }, [a, b], 2)
    const claimId = claimIn(filed)
    expect(await mine(claimId)).toMatchObject({ amount: { minor: '15000' } })
    expect([await left(a), await left(b)]).toEqual([0n, 1000n])
    // Refused, both are whole again: the second invoice stood on a line that names the first.
    expect(await check(claimId, { version: 1, verdict: 'refuse', reason: '金额不符' })).toBe('done')
    expect([await left(a), await left(b)]).toEqual([10_000n, 6_000n])
  })

  test('all that show a line are told to claimant and finance, also once it is refused', async () => {
    const [one, other] = [await calls.givenLunch(), await calls.givenLunch()]
    const [a, b, c] = [await invoice('50.00'), await invoice('40.00'), await invoice('30.00')]
    const claimId = claimIn(await file({ requestIds: [one, other], minors: ['9000', '2000'] }, [a, b, c], 3))
    const shown = [
      [
        [a, '5000'],
        [b, '4000'],
      ],
      [[c, '2000']],
    ]
    expect([invoicesOf(await mine(claimId)), invoicesOf(await queued(claimId))]).toEqual([shown, shown])
    expect(await check(claimId, { version: 1, verdict: 'refuse', reason: '金额不符' })).toBe('done')
    expect(invoicesOf(await mine(claimId))).toEqual(shown)
  })

  test('one that a colleague brought is named, and nobody is led to what they may not open', async () => {
    const bytes = eInvoice({
      number: '24320000000099999981',
      net: '90.00',
      tax: '0.00',
      total: '90.00',
      buyer,
    })
    const brought = await invoices.record('sales2', bytes)
    const claim = { requestIds: [await calls.givenLunch()], minors: ['9000'] }
    const claimId = claimIn(await file(claim, [brought]))
    expect(invoicesOf(await mine(claimId))).toEqual([[['24320000000099999981', '9000']]])
    expect(invoicesOf(await queued(claimId))).toEqual([[[brought, '9000']]])
  })

  test('more than the invoices show needs one more receipt', async () => {
    const requestId = await calls.givenLunch()
    const a = await invoice('60.00')
    const claim = { requestIds: [requestId], minors: ['6001'] }
    expect(codeIn(await file(claim, [a]))).toBe('payments.claim_above_receipts')
    expect(claimIn(await file(claim, [a], 2))).toMatch(/^claim_|^clm_/)
  })

  test('an invoice of another kind is refused and laid before compliance, once', async () => {
    const requestId = await calls.givenLunch()
    const lying = await invoice('90.00', ['*纸制文教用品*办公用品'])
    const claim = { requestIds: [requestId], minors: ['9000'] }
    expect(codeIn(await file(claim, [lying]))).toBe('invoices.content_differs')
    expect(await invoices.alertsOn(lying)).toEqual(['content_differs'])
    expect(codeIn(await file(claim, [lying]))).toBe('invoices.alert_open')
    expect(await invoices.alertsOn(lying)).toEqual(['content_differs'])
    expect(await claimable(requestId)).toMatchObject({ claimed: { minor: '0' } })
  })

  test('the reader of invoices proposes the total, and knows its own invoice with what is left', async () => {
    const number = '24320000000099999991'
    const bytes = eInvoice({ number, net: '90.00', tax: '0.00', total: '90.00', buyer })
    const read = () =>
      invoices.good('sales', 'invoices.read', { files: [{ name: '发票.xml', bytes }] } as never)
    expect(await read()).toMatchObject({ total: { currency: 'CNY', minor: '9000' }, missing: [] })
    expect((await read())['known']).toBeUndefined()
    const invoiceId = await invoices.record('sales', bytes)
    await file({ requestIds: [await calls.givenLunch()], minors: ['2500'] }, [invoiceId])
    expect(await read()).toMatchObject({ known: { invoiceId, left: { minor: '6500' } } })
  })
})

describe('a claim is taken back by its claimant', () => {
  test('until finance takes it up; its amount and its invoice are free again', async () => {
    const requestId = await calls.givenLunch()
    const shown = await invoice('90.00')
    const claimId = claimIn(await file({ requestIds: [requestId], minors: ['9000'] }, [shown]))
    expect(await mine(claimId)).toMatchObject({ canWithdraw: true })
    expect(await withdraw(claimId, 1, 'sales2')).toBe('payments.claim_not_yours')
    expect(await withdraw(claimId)).toBe('done')
    expect(await mine(claimId)).toMatchObject({ state: 'withdrawn', canWithdraw: false })
    expect([await left(shown), (await claimable(requestId))?.['left']]).toMatchObject([
      9000n,
      { minor: '9000' },
    ])
    expect(await withdraw(claimId, 2)).toBe('payments.claim_no_such_move')
    expect(await check(claimId, { version: 2, verdict: 'accept' })).toBe('payments.claim_no_such_move')
    claimIn(await file({ requestIds: [requestId], minors: ['9000'] }, [shown]))
    expect(await left(shown)).toBe(0n)
  })

  test('also while finance asks, and not while finance checks', async () => {
    const [one, other] = [await calls.givenLunch(), await calls.givenLunch()]
    const asked = claimIn(await file({ requestIds: [one], minors: ['9000'] }, []))
    await check(asked, { version: 1, verdict: 'dispute', reason: '缺菜单' })
    expect(await withdraw(asked, 2)).toBe('done')
    const taken = claimIn(await file({ requestIds: [other], minors: ['9000'] }, []))
    await check(taken, { version: 1, verdict: 'take' })
    expect(await withdraw(taken, 2)).toBe('payments.claim_in_hand')
    expect(await mine(taken)).toMatchObject({ canWithdraw: false, says: expect.stringContaining('审核') })
  })
})

test('each step of a claim and of its payment is one sentence with what comes next', async () => {
  const requestId = await calls.givenLunch()
  const claimId = claimIn(await file({ requestIds: [requestId], minors: ['9000'] }, []))
  const said: string[] = []
  const note = async () => said.push(String((await mine(claimId))['says']))
  await note()
  await check(claimId, { version: 1, verdict: 'accept', reason: '小票已核对' })
  await note()
  await calls.verified(await calls.ownAccount('sales', '王磊'))
  await note()
  const orderId = await calls.prepared(requestId, { claimId })
  await note()
  await calls.checked(orderId)
  await note()
  expect(said).toEqual([
    expect.stringContaining('等待审核'),
    expect.stringContaining('收款账户'),
    expect.stringContaining('由财务制付款单'),
    expect.stringContaining('由另一人复核'),
    expect.stringContaining('发往银行'),
  ])
  expect(await mine(claimId)).toMatchObject({ payments: [{ state: 'checked', amount: { minor: '9000' } }] })
})
