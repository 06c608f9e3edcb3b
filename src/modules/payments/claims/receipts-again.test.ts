import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lunchOn, openRound, roundOf } from '../../../../test/setup/approval-round.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { invoiceCalls, type InvoiceCalls } from '../../../../test/setup/invoice-calls.ts'
import { eInvoice, invoiceNumbers } from '../../../../test/setup/invoice-files.ts'
import { paymentCalls, type PaymentCalls } from '../../../../test/setup/payment-calls.ts'

// One receipt is paid once: the same paper under another name, by the same person or by a colleague.

let company: Company
let calls: PaymentCalls
let invoices: InvoiceCalls

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

const number = invoiceNumbers(6)

/** Uploads a photo of a till slip; two of one slip have the same content, each under a name of its own. */
async function slip(who: string, content: string, name: string): Promise<string> {
  const file = { name, bytes: Buffer.from(content) }
  const answer = await calls.good(who, 'requests.upload', { body: { purpose: 'receipt' }, files: [file] })
  return (answer['files'] as readonly { fileId: string }[])[0]?.fileId ?? ''
}

async function lunchOf(who: string): Promise<string> {
  if (who === 'sales') return calls.givenLunch()
  const round = await openRound(calls, lunchOn('2026-11-25'), who)
  await calls.approve(round.requestId)
  const { version } = await roundOf(calls, round.requestId, who)
  const papers = ['agenda', 'attendeeList', 'receipt', 'invoice']
  const fileIds = await Promise.all(papers.map((purpose) => calls.upload(who, purpose)))
  const body = { version, givenOn: '2026-11-25', fileIds }
  await calls.good(who, 'requests.give', { params: { requestId: round.requestId }, body })
  return round.requestId
}

type Filed = { readonly claimId: string; readonly number: string; readonly requestId: string }

async function filed(who: string, fileId: string, minor = '9000', more: object = {}): Promise<Filed> {
  const requestId = await lunchOf(who)
  const body = { lines: [{ requestId, minor }], fileIds: [fileId], ...more }
  const claimId = String((await calls.good(who, 'payments.file_claim', { body }))['claimId'])
  return { claimId, requestId, number: String((await listed(claimId))?.['number']) }
}

async function listed(claimId: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const { items } = await calls.good(calls.checker, 'payments.claims', { query: { claimId } })
  return (items as Readonly<Record<string, unknown>>[])[0]
}

const verdict = (claimId: string, verb: string, reason?: string) =>
  calls.call(calls.checker, 'payments.check_claim', {
    params: { claimId },
    body: { version: 1, verdict: verb, ...(reason === undefined ? {} : { reason }) },
  })

const codeOf = async (...asked: Parameters<typeof verdict>) => {
  const answer = await verdict(...asked)
  return answer.kind === 'refused' ? answer.refusal.code : 'done'
}

describe('the same till slip in a second claim', () => {
  test('for another amount is asked about by the number of the other claim', async () => {
    const first = await filed('sales', await slip('sales', 'slip a', '小票.jpg'), '8000')
    expect(await codeOf(first.claimId, 'accept', '已核对')).toBe('done')
    const again = await filed('sales', await slip('sales', 'slip a', 'IMG_0002.jpg'), '9000')
    expect((await listed(again.claimId))?.['again']).toEqual([expect.stringContaining(first.number)])
    expect(await verdict(again.claimId, 'accept')).toMatchObject({
      refusal: {
        code: 'payments.claim_questions',
        params: {
          asked_zh: expect.stringContaining(first.number),
          asked_en: expect.stringContaining(first.number),
        },
      },
    })
    expect(await codeOf(again.claimId, 'accept', '一张小票上有两餐')).toBe('done')
  })

  test('of a colleague for the same amount is held, until one of the two is refused', async () => {
    const first = await filed('sales', await slip('sales', 'slip b', '小票.jpg'))
    const again = await filed('sales2', await slip('sales2', 'slip b', 'IMG_0003.jpg'))
    expect(await verdict(again.claimId, 'accept', '已核对')).toMatchObject({
      refusal: { code: 'payments.receipt_claimed', params: { number: first.number } },
    })
    expect(await codeOf(first.claimId, 'accept', '已核对')).toBe('payments.receipt_claimed')
    expect(await codeOf(again.claimId, 'refuse', '小票是王磊的')).toBe('done')
    expect(await codeOf(first.claimId, 'accept', '已核对')).toBe('done')
  })

  test('after the first was taken back is asked about as a paper of the request alone', async () => {
    const first = await filed('sales', await slip('sales', 'slip c', '小票.jpg'))
    const about = { params: { claimId: first.claimId }, body: { version: 1 } }
    await calls.good('sales', 'payments.withdraw_claim', about)
    const again = await filed('sales', await slip('sales', 'slip c', 'IMG_0004.jpg'))
    const { again: asked } = (await listed(again.claimId)) ?? {}
    expect(asked).toEqual([expect.stringContaining('也在申请')])
    expect(await codeOf(again.claimId, 'accept', '改到这张申请')).toBe('done')
  })

  test('is asked about alone where an invoice shows the amount, for no invoice is used twice', async () => {
    const first = await filed('sales', await slip('sales', 'slip d', '小票.jpg'))
    const amounts = { net: '90.00', tax: '0.00', total: '90.00', buyer: '苏州明台装备' }
    const invoiceId = await invoices.record('sales', eInvoice({ number: number(), ...amounts }))
    const again = await filed('sales', await slip('sales', 'slip d', '2.jpg'), '9000', {
      invoiceIds: [invoiceId],
    })
    expect((await listed(again.claimId))?.['again']).toEqual([expect.stringContaining(first.number)])
    expect(await codeOf(again.claimId, 'accept', '发票已核对')).toBe('done')
  })

  test('is nothing to its own claimant and to a claim with a slip of its own', async () => {
    const own = await filed('sales', await slip('sales', 'slip e', '小票.jpg'))
    expect((await listed(own.claimId))?.['again']).toEqual([])
    await filed('sales', await slip('sales', 'slip e', '5.jpg'), '7000')
    const { items } = await calls.good('sales', 'payments.my_claims', { query: {} })
    const mine = (items as Readonly<Record<string, unknown>>[]).find((one) => one['claimId'] === own.claimId)
    expect(mine?.['again']).toEqual([])
    expect((await listed(own.claimId))?.['again']).toHaveLength(1)
  })

  test('is held by the one of the same amount, however many others have the slip', async () => {
    const other = await filed('sales', await slip('sales', 'slip f', '小票.jpg'), '8000')
    const same = await filed('sales2', await slip('sales2', 'slip f', 'IMG_0006.jpg'))
    // Copies of a claim are counted nowhere, so they are put beside it behind the database's back.
    const copied = (table: string, by: string, columns: string) => `alter table ${table} disable trigger user;
insert into ${table}
select made.*
from ${table} as one
cross join generate_series(1, 210) as n
cross join lateral jsonb_populate_record(one, jsonb_build_object(${columns})) as made
where one.${by} = '${other.claimId}';
alter table ${table} enable trigger user;`
    await company.database.pool('owner', 1).query(
      `begin; set local app.entities to '*';
${copied('payments.claim', 'id', `'id', 'claim_copied' || n, 'number', 'A' || n`)}
${copied('payments.claim_line', 'claim_id', `'id', 'line_copied' || n, 'claim_id', 'claim_copied' || n`)}
commit`,
    )
    const again = await filed('sales', await slip('sales', 'slip f', '6.jpg'))
    expect(await verdict(again.claimId, 'accept', '已核对')).toMatchObject({
      refusal: { code: 'payments.receipt_claimed', params: { number: same.number } },
    })
  })
})
