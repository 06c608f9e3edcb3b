import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { claimGround } from '../../../../test/setup/claim-paths.ts'
import { bookedByCurrency, dollarRate, foreignLunch, ownRate } from '../../../../test/setup/foreign-lunch.ts'
import { bankSays, bankWords } from '../../../../test/setup/bank-says.ts'

// What was given in dollars and is reimbursed in yuan: by the rate of its day, or as a card was charged.

let ground: Awaited<ReturnType<typeof claimGround>>
let files = 0

beforeAll(async () => {
  ground = await claimGround()
  await ownRate(ground.company)
})

afterAll(async () => {
  ground.calls.close()
  await ground.company.close()
})

const upload = (purpose = 'receipt', who = 'sales') =>
  ground.calls.upload(who, purpose, `小票${(files += 1)}.txt`)

type Told = {
  readonly minor?: string
  readonly line?: object
  readonly proof?: boolean
  readonly body?: object
}

/** The body of a claim in yuan for a lunch in dollars. */
async function inYuan(requestId: string, { minor = '1200', line = {}, proof = false, body = {} }: Told = {}) {
  const receipt = await upload()
  const proofId = proof ? await upload() : undefined
  return {
    body: {
      lines: [{ requestId, minor, ...line }],
      fileIds: [receipt, ...(proofId === undefined ? [] : [proofId])],
      currency: 'CNY',
      ...(proofId === undefined ? {} : { proofId }),
      ...body,
    },
  }
}

async function filed(requestId: string, told?: Told): Promise<string> {
  const given = await inYuan(requestId, told)
  return String((await ground.calls.good('sales', 'payments.file_claim', given))['claimId'])
}

const codeOf = async (requestId: string, told?: Told) =>
  ground.calls.codeOf('sales', 'payments.file_claim', await inYuan(requestId, told))

const accept = (claimId: string, reason: string | undefined = '小票已核对') => ({
  params: { claimId },
  body: { version: 1, verdict: 'accept', ...(reason === '' ? {} : { reason }) },
})

async function accepted(requestId: string, told?: Told): Promise<string> {
  const claimId = await filed(requestId, told)
  await ground.calls.good(ground.calls.checker, 'payments.check_claim', accept(claimId))
  return claimId
}

async function claimOf(claimId: string): Promise<Record<string, unknown>> {
  const { items } = await ground.calls.good(ground.calls.checker, 'payments.claims', { query: { claimId } })
  return (items as Record<string, unknown>[])[0] ?? {}
}

const happens = (orderId: string, word: keyof typeof bankWords) =>
  bankSays(ground.company)(orderId, bankWords[word])

describe('a claim over dollars that is reimbursed in yuan', () => {
  test('keeps both amounts and the rate, is paid in yuan, and the books hold what was paid', async () => {
    const { calls, paths } = ground
    const requestId = await foreignLunch(calls)
    expect(await bookedByCurrency(calls, requestId)).toEqual({
      'expense USD': '1200',
      'payable USD': '-1200',
    })
    const claimId = await accepted(requestId, { line: { rate: { on: '2026-11-25', rate: dollarRate } } })
    expect(await claimOf(claimId)).toMatchObject({
      amount: { currency: 'USD', minor: '1200' },
      pays: { currency: 'CNY', minor: '8548' },
      lines: [
        {
          amount: { currency: 'USD', minor: '1200' },
          pays: {
            amount: { currency: 'CNY', minor: '8548' },
            says: '核销 US$12.00，按 2026-11-25 的汇率 7.1234 付 ¥85.48。',
          },
        },
      ],
    })
    const orderId = await paths.paid(requestId, claimId)
    const queue = await calls.good(calls.maker, 'payments.queue', { query: { requestId } })
    expect(queue['items']).toMatchObject([
      { orderId, amount: { currency: 'CNY', minor: '8548' }, closes: { currency: 'USD', minor: '1200' } },
    ])
    expect(await paths.stateOf(requestId)).toMatchObject({ request: 'paid', benefit: 'paid' })
    expect(await bookedByCurrency(calls, requestId)).toEqual({ 'expense CNY': '8548', 'paid CNY': '-8548' })
    expect((await paths.proof()).apart).toEqual([])
    expect((await claimOf(claimId))['says']).toContain('¥85.48')
  })

  test('is paid in parts: the last one closes the rest of the dollars, and no fen more leaves', async () => {
    const { calls, paths } = ground
    const requestId = await foreignLunch(calls)
    const claimId = await accepted(requestId)
    const first = await calls.prepared(requestId, { claimId, minor: '5000' })
    const above = calls.pays(requestId, { claimId, minor: '3549' })
    expect(await calls.codeOf(calls.maker, 'payments.prepare', above)).toBe('payments.above_payable')
    const second = await calls.prepared(requestId, { claimId })
    const rows = await calls.sql(
      'select id, minor::text, closes_minor::text, currency from payments.order where claim_id = $1',
      [claimId],
    )
    expect(rows).toEqual(
      expect.arrayContaining([
        { id: first, minor: '5000', closes_minor: '702', currency: 'CNY' },
        { id: second, minor: '3548', closes_minor: '498', currency: 'CNY' },
      ]),
    )
    expect(await calls.codeOf(calls.maker, 'payments.prepare', calls.pays(requestId, { claimId }))).toBe(
      'payments.nothing_left',
    )
    for (const orderId of [first, second]) {
      await calls.checked(orderId)
      expect([await happens(orderId, 'sent'), await happens(orderId, 'paid')]).toEqual(['done', 'done'])
    }
    expect(await paths.stateOf(requestId)).toMatchObject({ benefit: 'paid' })
    expect(await bookedByCurrency(calls, requestId)).toEqual({ 'expense CNY': '8548', 'paid CNY': '-8548' })
  })

  test('what closes the smallest unit of its own currency is paid at once and not in parts', async () => {
    const { calls } = ground
    const requestId = await foreignLunch(calls)
    const claimId = await accepted(requestId, { minor: '1' })
    const part = calls.pays(requestId, { claimId, minor: '3' })
    expect(await calls.codeOf(calls.maker, 'payments.prepare', part)).toBe('payments.part_closes_nothing')
    await calls.prepared(requestId, { claimId })
  })

  test('came back, it is owed in dollars again as before, and is paid anew in yuan', async () => {
    const { calls, paths } = ground
    const requestId = await foreignLunch(calls)
    const claimId = await accepted(requestId)
    const orderId = await paths.paid(requestId, claimId)
    await paths.returned(orderId)
    expect(await bookedByCurrency(calls, requestId)).toEqual({
      'expense USD': '1200',
      'payable USD': '-1200',
    })
    expect(await paths.stateOf(requestId)).toMatchObject({ benefit: 'given' })
    await paths.paid(requestId, claimId)
    expect(await bookedByCurrency(calls, requestId)).toEqual({ 'expense CNY': '8548', 'paid CNY': '-8548' })
    expect((await paths.proof()).apart).toEqual([])
  })

  test('one part in yuan, another in dollars: each is paid as it says', async () => {
    const { calls, paths } = ground
    const requestId = await foreignLunch(calls)
    const [yuan, dollars] = [
      await accepted(requestId, { minor: '700' }),
      await paths.claimed(requestId, '500'),
    ]
    await paths.paid(requestId, yuan)
    await paths.paid(requestId, dollars)
    expect(await bookedByCurrency(calls, requestId)).toEqual({
      'expense CNY': '4986',
      'paid CNY': '-4986',
      'expense USD': '500',
      'paid USD': '-500',
    })
    expect(await paths.stateOf(requestId)).toMatchObject({ benefit: 'paid' })
    expect((await paths.proof()).apart).toEqual([])
  })

  test('withdrawn or refused, its dollars are free again', async () => {
    const { calls } = ground
    const requestId = await foreignLunch(calls)
    const claimId = await filed(requestId)
    expect(await codeOf(requestId, { minor: '1' })).toBe('payments.claim_above_given')
    await calls.good('sales', 'payments.withdraw_claim', { params: { claimId }, body: { version: 1 } })
    const again = await filed(requestId)
    const refuse = { params: { claimId: again }, body: { version: 1, verdict: 'refuse', reason: '重开' } }
    await calls.good(calls.checker, 'payments.check_claim', refuse)
    expect(await codeOf(requestId)).toBe('done')
  })
})

describe('what a card was charged', () => {
  test('is typed with its statement; near the rate it is accepted as a claim is', async () => {
    const requestId = await foreignLunch(ground.calls)
    const claimId = await accepted(requestId, { line: { paid: '8700' }, proof: true })
    const claim = await claimOf(claimId)
    expect(claim).toMatchObject({
      pays: { minor: '8700' },
      lines: [
        { pays: { says: '核销 US$12.00，按刷卡对账单付 ¥87.00；按 2026-11-25 的汇率 7.1234 为 ¥85.48。' } },
      ],
    })
    await ground.paths.paid(requestId, claimId)
    expect(await bookedByCurrency(ground.calls, requestId)).toEqual({
      'expense CNY': '8700',
      'paid CNY': '-8700',
    })
  })

  const edges: readonly [paid: string, isAsked: boolean][] = [
    ['8804', false],
    ['8805', true],
    ['8292', false],
    ['8291', true],
  ]
  test.each(edges)('further than three percent from the rate is asked about: %s', async (paid, isAsked) => {
    const claimId = await filed(await foreignLunch(ground.calls), { line: { paid }, proof: true })
    const { pays } = ((await claimOf(claimId))['lines'] as { pays: { asks?: string } }[])[0] ?? {}
    expect(pays?.asks !== undefined).toBe(isAsked)
    if (isAsked) expect(pays?.asks).toMatch(/要付 ¥8[28]\.[09][15]，.* 为 ¥85\.48，相差 3\.0\d%/)
    const answer = await ground.calls.call(ground.calls.checker, 'payments.check_claim', accept(claimId, ''))
    const asked = JSON.stringify(answer)
    expect(asked).toContain('payments.claim_questions')
    expect(asked.includes('超过允许的 3%')).toBe(isAsked)
    const code = await ground.calls.codeOf(ground.calls.checker, 'payments.check_claim', accept(claimId))
    expect(code).toBe('done')
  })

  const faults: readonly [string, Told, string][] = [
    ['without its statement', { line: { paid: '8700' } }, 'payments.pay_without_proof'],
    [
      'with a statement that is not among the files',
      { line: { paid: '8700' }, body: { proofId: 'file_00000000000000000001' } },
      'payments.pay_without_proof',
    ],
    ['a statement and nothing typed', { proof: true }, 'payments.proof_for_nothing'],
    ['in another currency than either', { body: { currency: 'EUR' } }, 'payments.pay_other_currency'],
    [
      'with the currency of the benefit',
      { line: { paid: '8700' }, body: { currency: 'USD' } },
      'payments.pay_own_currency',
    ],
    ['more dollars than were given', { minor: '1201' }, 'payments.claim_above_given'],
    [
      'more than a fifth above the rate',
      { line: { paid: '10258' }, proof: true },
      'payments.paid_above_rate',
    ],
    [
      'a dollar for a fortune',
      { minor: '100', line: { paid: '950000' }, proof: true },
      'payments.paid_above_rate',
    ],
    [
      'with the rate of another day',
      { line: { rate: { on: '2026-11-24', rate: dollarRate } } },
      'payments.rate_of_other_day',
    ],
    [
      'with another rate than the company has',
      { line: { rate: { on: '2026-11-25', rate: '7.2000' } } },
      'payments.rate_changed',
    ],
  ]
  test.each(faults)('%s is refused', async (_, told, code) => {
    expect(await codeOf(await foreignLunch(ground.calls), told)).toBe(code)
  })

  test('a fifth above the rate is asked about and paid', async () => {
    const requestId = await foreignLunch(ground.calls)
    expect(await codeOf(requestId, { line: { paid: '10257' }, proof: true })).toBe('done')
  })

  test('a statement alone is no receipt of what was bought', async () => {
    const requestId = await foreignLunch(ground.calls)
    const proofId = await upload()
    const body = { lines: [{ requestId, minor: '1200', paid: '8700' }], fileIds: [proofId] }
    const alone = { body: { ...body, currency: 'CNY', proofId } }
    expect(await ground.calls.codeOf('sales', 'payments.file_claim', alone)).toBe(
      'payments.claim_without_receipt',
    )
  })

  test.each(['0', '-8700', '87.00', ''])('the amount %j is no amount', async (paid) => {
    const requestId = await foreignLunch(ground.calls)
    await expect(codeOf(requestId, { line: { paid }, proof: true })).rejects.toThrow()
  })
})

test('what may be claimed tells its worth in yuan, of all that is left or of a part', async () => {
  const requestId = await foreignLunch(ground.calls)
  const booksOf = async (query: object) => {
    const { items } = await ground.calls.good('sales', 'payments.claimable', { query })
    return (items as { requestId: string; books?: object }[]).find((each) => each.requestId === requestId)
      ?.books
  }
  expect(await booksOf({ requestId })).toEqual({
    currency: 'CNY',
    worth: { amount: { currency: 'CNY', minor: '8548' }, rate: dollarRate, on: '2026-11-25' },
    says: 'US$12.00 按 2026-11-25 的汇率 7.1234 折合 ¥85.48。',
  })
  expect(await booksOf({ requestId, minor: '1000' })).toMatchObject({ worth: { amount: { minor: '7123' } } })
  const yuan = await ground.calls.givenLunch()
  const { items } = await ground.calls.good('sales', 'payments.claimable', { query: { requestId: yuan } })
  expect((items as object[])[0]).not.toHaveProperty('books')
})

describe('whatever writes it, the database', () => {
  /** A further order of a claim, with all that belongs to one, as somebody with the password writes it. */
  const further = (claimId: string, more: object) =>
    ground.calls.brokenBy(
      `with made as (
  insert into payments.order
  select (jsonb_populate_record(o, jsonb_build_object('id', 'pay_planted' || o.id, 'number', 'X' || o.number,
    'end_to_end_id', 'X' || o.end_to_end_id) || $2::jsonb)).*
  from payments.order as o
  where o.claim_id = $1
  limit 1
  returning *
), counted as (
  update payments.payable as p
  set ordered_minor = p.ordered_minor + coalesce(made.closes_minor, made.minor), version = p.version + 1
  from made
  where p.id = made.benefit_id
)
insert into access.duty (id, version, object_type, object_id, person_id, duty)
select 'payment_order:' || id || ':' || made_by, 1, 'payment_order', id, made_by, 'payer' from made`,
      [claimId, JSON.stringify(more)],
    )

  const orders: readonly [string, object, string][] = [
    ['more yuan than are left', { minor: 3549, closes_minor: 497 }, 'never_paid_above_the_claim'],
    [
      'all the yuan and not all the dollars',
      { minor: 3548, closes_minor: 497 },
      'never_paid_above_the_claim',
    ],
    ['more dollars than are left', { minor: 3547, closes_minor: 499 }, 'never_ordered_above_payable'],
    [
      'dollars of a claim in yuan',
      { currency: 'USD', minor: 498, closes_currency: null, closes_minor: null },
      'order_rests_on_an_approved_benefit',
    ],
    ['what closes nothing', { minor: 100, closes_minor: 0 }, 'closes_something'],
    ['what is left and closes it', { minor: 3548, closes_minor: 498 }, 'done'],
  ]
  test.each(orders)('takes a further order of a claim only within it: %s', async (_, more, expected) => {
    const { calls } = ground
    const requestId = await foreignLunch(calls)
    const claimId = await accepted(requestId)
    await calls.prepared(requestId, { claimId, minor: '5000' })
    expect(await further(claimId, more)).toBe(expected)
  })

  const worth = (day: number) => [{ pay_minor: day }, { pay_minor: day, day_minor: day }] as const
  const claims: readonly [string, object, object, string][] = [
    ['in the currency of no books', { pay_currency: 'EUR' }, {}, 'claim_pays_in_the_currency_of_the_books'],
    ['of more than its lines', { pay_minor: 8549 }, {}, 'claim_pays_the_sum_of_its_lines'],
    ['above the rate of the day', { pay_minor: 8549 }, { pay_minor: 8549 }, 'day_rate_pays_no_more'],
    ['of a cent more than at its rate', ...worth(8549), 'day_amount_is_at_the_rate'],
    ['of a cent less than at its rate', ...worth(8547), 'day_amount_is_at_the_rate'],
    ['at another rate', {}, { rate: '7.2' }, 'day_amount_is_at_the_rate'],
    ['by a card without its statement', {}, { pay_source: 'card' }, 'card_amount_has_its_proof'],
    ['by an invoice for one of us', {}, { pay_source: 'invoice' }, 'paid_amount_is_proven'],
  ]
  test.each(claims)('takes no claim %s', async (_, claim, line, expected) => {
    const { calls } = ground
    const filedId = await filed(await foreignLunch(calls))
    const broken = await calls.brokenBy(
      `with claim as (
  insert into payments.claim
  select (jsonb_populate_record(c,
    jsonb_build_object('id', 'X' || c.id, 'number', 'X' || c.number) || $2::jsonb)).*
  from payments.claim as c
  where c.id = $1
  returning *
)
insert into payments.claim_line
select (jsonb_populate_record(l, jsonb_build_object('id', 'X' || l.id, 'claim_id', claim.id,
  'pay_currency', claim.pay_currency) || $3::jsonb)).*
from payments.claim_line as l, claim
where l.claim_id = $1`,
      [filedId, JSON.stringify(claim), JSON.stringify(line)],
    )
    expect(broken).toBe(expected)
  })

  test('keeps what a claim and an order say', async () => {
    const { calls } = ground
    const requestId = await foreignLunch(calls)
    const claimId = await accepted(requestId)
    const orderId = await calls.prepared(requestId, { claimId })
    expect(await calls.brokenBy('update payments.claim set pay_minor = 1 where id = $1', [claimId])).toBe(
      'claim_is_never_edited',
    )
    expect(await calls.brokenBy('update payments.order set closes_minor = 1 where id = $1', [orderId])).toBe(
      'order_is_never_edited',
    )
  })
})
