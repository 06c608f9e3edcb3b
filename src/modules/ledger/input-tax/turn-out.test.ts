import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { inputTaxCalls } from '../../../../test/setup/input-tax-calls.ts'
import { paymentCalls, type PaymentCalls } from '../../../../test/setup/payment-calls.ts'
import { bodyOf, codeOf } from '../../../../test/setup/voucher-calls.ts'
import { documentPorts } from '../../../app/booked-documents.ts'
import { booksBehind } from '../../../app/booking.ts'
import { periodDeps } from '../../../app/ledger-deps.ts'
import { systemActor } from '../../../platform/act/actor.ts'
import { insertRow, updateRow } from '../../../platform/act/rows.ts'
import { pause } from '../../../platform/clock.ts'
import { inTransaction, readOnly } from '../../../platform/db/in-transaction.ts'
import { loadInvoices } from '../../invoices/index.ts'
import { invoiceTable, officialCheckTable } from '../../invoices/tables.ts'
import { blockersOf } from '../periods/deps.ts'
import { proveBooks } from '../proof.ts'
import { closingTable } from '../tables.ts'
import { lockVouchers } from '../vouchers/store.ts'

let company: Company
let calls: PaymentCalls
let tax: ReturnType<typeof inputTaxCalls>

beforeAll(async () => {
  company = await testCompany()
  calls = await paymentCalls(company)
  tax = inputTaxCalls(company, calls)
}, 60_000)
afterAll(async () => {
  calls.close()
  await company.close()
})

/** A benefit whose claim is accepted, and whose invoice credits 5.09. */
async function credited(minor = '9000') {
  const given = await tax.givenPublicity()
  const invoiceId = await tax.invoiceOf()
  const claimId = await tax.filed(given.requestId, invoiceId, minor)
  await tax.checked(claimId, 1)
  const item = (await tax.listed()).items.find(({ number }) => number === given.number)
  if (!item) throw new Error('its invoice is listed')
  return { ...given, invoiceId, claimId, inputTaxId: item.id }
}

const told = { ground: 'use', law: '增值税法 第22条', reason: '改作职工福利，转出进项' } as const

const turnOut = (parts: readonly object[], more: object = {}, as: Parameters<typeof tax.call>[1] = {}) =>
  tax.call('ledger.turn_out_input_tax', { body: { entityId: tax.entityId, parts, ...told, ...more }, ...as })

const turnBack = (outId: string, as: Parameters<typeof tax.call>[1] = {}) =>
  tax.call('ledger.turn_back_input_tax', { params: { outId }, body: { reason: '查明仍用于应税项目' }, ...as })

const itemsOf = async (number: string) => (await tax.listed()).items.filter((item) => item.number === number)

/** The identifier of a document that was made. */
function outOf(answer: Parameters<typeof bodyOf>[0]): string {
  return bodyOf<{ outId: string }>(answer).outId
}

const apart = async () =>
  (
    await readOnly(company.world.pool, [company.actor('finance')], (tx) =>
      proveBooks(tx, booksBehind, () => true),
    )
  ).apart

describe('credited input tax', () => {
  it('is turned out in part and then as a whole, each by a document with its own voucher', async () => {
    const { number, inputTaxId, benefitId } = await credited()
    const gross = ['22210101 5.09', '660102 84.91', '224102  90.00']
    expect(bodyOf(await turnOut([{ inputTaxId, minor: '200' }]))).toMatchObject({ minor: '200' })
    expect(await tax.postings(number)).toEqual([...gross, 'ito 660102 2.00', 'ito 22210108  2.00'])
    expect((await itemsOf(number)).map(({ left }) => left.minor)).toEqual(['309', '0'])
    // What is left where no amount is said.
    expect(bodyOf(await turnOut([{ inputTaxId }]))).toMatchObject({ minor: '309' })
    expect(await tax.postings(number)).toHaveLength(7)
    expect(codeOf(await turnOut([{ inputTaxId }]))).toBe('ledger.input_tax_nothing_left')
    // The memorandum ledger goes on holding what was paid.
    const [expense] = await tax.rowsOf(
      `select sum(l.minor)::text as minor
from ledger.line l join ledger.entry e on e.id = l.entry_id
where e.object_id = $1 and l.account = 'expense'`,
      [benefitId],
    )
    expect(expense).toEqual({ minor: '9000' })
    // Where the trial balance opens into its expense, both are beside it.
    const line = {
      kind: 'request',
      id: benefitId,
      stage: 'given',
      lineId: 'l',
      account: 'expense',
      benefitId,
    } as const
    const papers = await readOnly(company.world.pool, [company.actor('finance')], (tx) =>
      documentPorts(company.world).papers(tx, company.actor('finance'), [line]),
    )
    expect(papers.get('l')?.filter(({ kind }) => kind.startsWith('input_tax'))).toMatchObject([
      { kind: 'input_tax', opens: { page: 'input_tax', month: '2026-11' } },
      { kind: 'input_tax_out' },
      { kind: 'input_tax_out' },
    ])
    const { items, count } = bodyOf<{ items: { reference: string; occasion: string }[]; count: number }>(
      await tax.call('ledger.vouchers', { query: { entityId: tax.entityId, period: '2026-11' } }),
    )
    expect(count).toBeGreaterThan(2)
    const own = items.filter(({ reference }) => reference.startsWith(`${number}/ito`))
    expect(own.map(({ occasion }) => occasion)).toEqual(['已抵扣进项税额转出', '已抵扣进项税额转出'])
    const recording = {
      entityId: tax.entityId,
      reference: own[0]?.reference,
      number: '记-701',
      on: '2026-11-25',
    }
    expect(bodyOf(await tax.call('ledger.record_voucher', { body: recording }))).toMatchObject({
      isNew: true,
    })
    const { turnedOut, credited: sum } = await tax.listed()
    expect([turnedOut.minor, sum.minor]).toEqual(['509', '509'])
    expect(await apart()).toEqual([])
  })

  it('is turned out never above its credit, never of what was not credited, never twice in one', async () => {
    const { inputTaxId, number } = await credited()
    const said = (answer: Awaited<ReturnType<typeof turnOut>>) =>
      answer.kind === 'refused' ? [answer.refusal.code, answer.refusal.pointer] : [answer.kind]
    expect(said(await turnOut([{ inputTaxId, minor: '510' }]))).toEqual([
      'ledger.input_tax_above_credit',
      '/body/parts/0/minor',
    ])
    const twice = [{ inputTaxId, minor: '1' }, { inputTaxId }]
    expect(said(await turnOut(twice))).toEqual(['ledger.input_tax_named_twice', '/body/parts/1/inputTaxId'])
    expect(said(await turnOut([{ inputTaxId: 'itx_nowhere0000000' }]))).toEqual([
      'ledger.input_tax_not_found',
      '/body/parts/0/inputTaxId',
    ])
    const outId = outOf(await turnOut([{ inputTaxId, minor: '509' }]))
    const row = (await itemsOf(number)).find(({ out }) => out?.outId === outId)
    expect(codeOf(await turnOut([{ inputTaxId: row?.id }]))).toBe('ledger.input_tax_not_credited')
    const shanghai = company.founded.entities['shanghai'] ?? ''
    expect(codeOf(await turnOut([{ inputTaxId }], { entityId: shanghai }))).toBe('access.other_entity')
    expect(await turnOut([{ inputTaxId }], {}, { as: 'sales' })).toMatchObject({ status: 403 })
  })

  it('is turned out by nobody whose own claim it is behind', async () => {
    const { inputTaxId } = await credited()
    const claimant = { ...company.actor('finance'), personId: company.actor('sales').personId }
    expect(codeOf(await turnOut([{ inputTaxId }], {}, { as: claimant }))).toBe('ledger.input_tax_own_claim')
  })

  it('is dated when it was found, neither later than today nor before the credit', async () => {
    const { inputTaxId, number } = await credited()
    expect(codeOf(await turnOut([{ inputTaxId }], { foundOn: '2027-01-01' }))).toBe(
      'ledger.input_tax_found_later',
    )
    expect(codeOf(await turnOut([{ inputTaxId }], { foundOn: '2026-11-24' }))).toBe(
      'ledger.input_tax_found_before',
    )
    expect(bodyOf(await turnOut([{ inputTaxId }], { foundOn: '2026-11-25' }))).toMatchObject({
      on: '2026-11-25',
    })
    expect((await itemsOf(number)).at(-1)).toMatchObject({ on: '2026-11-25' })
  })
})

describe('a document that turned input tax out', () => {
  it('is taken back by another document, by another person, once', async () => {
    const { inputTaxId, number } = await credited()
    const outId = outOf(await turnOut([{ inputTaxId }]))
    expect(codeOf(await turnBack(outId))).toBe('ledger.input_tax_out_own')
    const other = { as: calls.maker }
    const claimant = { ...calls.maker, personId: company.actor('sales').personId }
    expect(codeOf(await turnBack(outId, { as: claimant }))).toBe('ledger.input_tax_own_claim')
    const backId = outOf(await turnBack(outId, other))
    expect((await tax.postings(number)).slice(3).toSorted()).toEqual(
      ['ito 660102 5.09', 'ito 22210108  5.09', 'ito 22210108 5.09', 'ito 660102  5.09'].toSorted(),
    )
    expect((await itemsOf(number)).map(({ left }) => left.minor).toSorted()).toEqual(['0', '0', '509'])
    expect(codeOf(await turnBack(outId, other))).toBe('ledger.input_tax_out_ended')
    expect(codeOf(await turnBack(backId))).toBe('ledger.input_tax_out_ended')
    expect(codeOf(await turnBack('ito_nowhere0000000'))).toBe('platform.not_found')
    expect(await apart()).toEqual([])
  })

  it('leaves to a claim that is refused afterwards the rest, and does not come back', async () => {
    const { inputTaxId, claimId, benefitId } = await credited()
    const outId = outOf(await turnOut([{ inputTaxId, minor: '200' }]))
    await tax.checked(claimId, 2, 'refuse')
    const sums = () =>
      tax.rowsOf('select sum(minor)::text as minor from ledger.input_tax where benefit_id = $1', [benefitId])
    expect(await sums()).toEqual([{ minor: '0' }])
    expect(codeOf(await turnBack(outId, { as: calls.maker }))).toBe('ledger.input_tax_credit_ended')
    // Also where all of it was turned out before.
    const whole = await credited()
    const wholeId = outOf(await turnOut([{ inputTaxId: whole.inputTaxId }]))
    await tax.checked(whole.claimId, 2, 'refuse')
    expect(codeOf(await turnBack(wholeId, { as: calls.maker }))).toBe('ledger.input_tax_credit_ended')
    expect(await apart()).toEqual([])
  })
})

it('a claim that is refused while its tax is turned out takes back what is left then', async () => {
  const { inputTaxId, claimId, benefitId } = await credited()
  // Both wait for whoever takes numbers, the document first; the refusal has read by then what stands.
  const [turned, refused] = await inTransaction(company.world.pool, [systemActor], async (tx) => {
    const waiting = async (count: number) => {
      const text = `select count(*)::int as count
from pg_locks
where locktype = 'advisory' and not granted
  and database = (select oid from pg_database where datname = current_database())`
      while (Number((await tx.sql<{ count: number }>(text))[0]?.count) < count) await pause(20)
    }
    await lockVouchers(tx, [tax.entityId])
    const first = turnOut([{ inputTaxId, minor: '200' }])
    await waiting(1)
    const second = tax.checked(claimId, 2, 'refuse')
    await waiting(2)
    return [first, second] as const
  })
  outOf(await turned)
  await refused
  const sums = 'select sum(minor)::text as minor from ledger.input_tax where benefit_id = $1'
  expect(await tax.rowsOf(sums, [benefitId])).toEqual([{ minor: '0' }])
  expect(await apart()).toEqual([])
})

describe('an invoice that is not what it was taken for', () => {
  const change = async (invoiceId: string, columns: object) => {
    const found = await readOnly(company.world.pool, [company.actor('finance')], (tx) =>
      loadInvoices(tx, [invoiceId]),
    )
    await company.store([...found.values()].map(({ invoice }) => updateRow(invoiceTable, invoice, columns)))
  }
  const check = (invoiceId: string, result: string) =>
    company.store([
      insertRow(officialCheckTable, {
        id: company.world.newId('document'),
        entity_id: tax.entityId,
        invoice_id: invoiceId,
        result,
        note: '税务局查验',
        proof_digest: null,
        checked_on: '2026-11-26',
        checked_by: company.founded.people['finance'] ?? '',
        recorded_at: '2026-11-26T01:00:00.000Z',
      }),
    ])
  const proposed = async (number: string) =>
    (await tax.listed()).proposals
      .filter((each) => each.number === number)
      .map(({ ground, amount }) => [ground, amount.minor])

  it.each([
    ['voided', 'void'],
    ['not_found', 'false'],
    ['differs', 'false'],
    ['reversed', 'red_letter'],
  ])(
    'is proposed to be turned out where the tax authority says %s, and only proposed',
    async (result, ground) => {
      const { invoiceId, number, inputTaxId } = await credited()
      expect(await proposed(number)).toEqual([])
      await check(invoiceId, result)
      await change(invoiceId, { check_state: 'bad' })
      expect(await proposed(number)).toEqual([[ground, '509']])
      expect(await tax.postings(number)).toHaveLength(3)
      outOf(await turnOut([{ inputTaxId }], { ground }))
      expect(await proposed(number)).toEqual([])
    },
  )

  it('is proposed with the share of a red letter, less what was turned out before', async () => {
    // Half of the invoice is used: a letter over less than the other half takes nothing of it.
    const { invoiceId, number, inputTaxId } = await credited('4500')
    await tax.redLetter(invoiceId, 4_500n)
    expect(await proposed(number)).toEqual([])
    await tax.redLetter(invoiceId, 1_500n)
    // 254 were credited, and 1,500 of the 4,500 that were used are taken back.
    expect(await proposed(number)).toEqual([['red_letter', '85']])
    outOf(await turnOut([{ inputTaxId, minor: '80' }], { ground: 'red_letter' }))
    expect(await proposed(number)).toEqual([['red_letter', '5']])
  })

  it('is counted by the checklist until it is turned out, and keeps nobody from closing', async () => {
    const { invoiceId, inputTaxId } = await credited()
    const count = async () => {
      const deps = periodDeps(company.world)
      const of = { entityId: tax.entityId, month: '2026-11', until: '2026-11-30' }
      return readOnly(company.world.pool, [company.actor('finance')], async (tx) => [
        await deps.checks.input_tax_doubtful(tx, of),
        (await blockersOf(deps, tx, of)).some(({ code }) => code === 'input_tax_doubtful'),
      ])
    }
    const [before] = await count()
    await check(invoiceId, 'voided')
    await change(invoiceId, { check_state: 'bad' })
    expect(await count()).toEqual([Number(before) + 1, false])
    outOf(await turnOut([{ inputTaxId }], { ground: 'void' }))
    expect(await count()).toEqual([before, false])
  })
})

describe('the database itself', () => {
  it.each([
    [
      'more than was credited',
      `insert into ledger.input_tax
select 'itx_more', 1, entity_id, benefit_id, 'input_tax_out', 'ito_forged', line_id, invoice_id,
  invoice_number, form, currency, tax_minor, -tax_minor, 'turned_out', law, booked_on, now()
from ledger.input_tax where id = $1`,
      'never_turned_out_above_the_credit',
    ],
    [
      'a part without its document',
      `insert into ledger.input_tax
select 'itx_alone', 1, entity_id, benefit_id, 'input_tax_out', 'ito_nowhere', line_id, invoice_id,
  invoice_number, form, currency, tax_minor, -1, 'turned_out', law, booked_on, now()
from ledger.input_tax where id = $1`,
      'part_has_its_document',
    ],
    [
      'a document that is not the sum of its parts',
      `insert into ledger.input_tax_out
select 'ito_empty', 1, entity_id, 'use', 'x', 'x', 1, booked_on, null, 'x', now()
from ledger.input_tax where id = $1`,
      'input_tax_out_is_the_sum_of_its_parts',
    ],
    [
      'one that its maker takes back',
      `with made as (
  select * from ledger.input_tax_out where id = $1
), part as (
  insert into ledger.input_tax
  select 'itx_back', 1, t.entity_id, t.benefit_id, 'input_tax_out', 'ito_back', line_id, invoice_id,
    invoice_number, form, currency, tax_minor, -t.minor, 'turned_in', t.law, t.booked_on, now()
  from ledger.input_tax as t join made on t.document_id = made.id
)
insert into ledger.input_tax_out
select 'ito_back', 1, entity_id, ground, law, reason, -minor, booked_on, id, made_by, now() from made`,
      'maker_never_takes_back',
    ],
  ])('takes from nobody %s', async (_, text, constraint) => {
    const { inputTaxId } = await credited()
    const outId = outOf(await turnOut([{ inputTaxId, minor: '100' }]))
    const id = text.startsWith('with made') ? outId : inputTaxId
    expect(await calls.brokenBy(text, [id])).toBe(constraint)
  })
})

// The last one: what is closed stays closed.
describe('a closed month', () => {
  it('takes no document: it is refused in words, and dated after it where no day is said', async () => {
    const { inputTaxId, number } = await credited()
    await company.store([
      insertRow(closingTable, {
        id: tax.entityId,
        entity_id: tax.entityId,
        closed_until: '2026-11-30',
        changed_by: company.founded.people['boss'] ?? '',
        changed_at: company.world.now(),
      }),
    ])
    const forged = `with part as (
  insert into ledger.input_tax
  select 'itx_closed', 1, entity_id, benefit_id, 'input_tax_out', 'ito_closed', line_id, invoice_id,
    invoice_number, form, currency, tax_minor, -1, 'turned_out', law, booked_on, now()
  from ledger.input_tax where id = $1
)
insert into ledger.input_tax_out
select 'ito_closed', 1, entity_id, 'use', 'x', 'x', 1, booked_on, null, 'x', now()
from ledger.input_tax where id = $1`
    expect(await calls.brokenBy(forged, [inputTaxId])).toBe('input_tax_out_is_in_an_open_month')
    expect(codeOf(await turnOut([{ inputTaxId }], { foundOn: '2026-11-25' }))).toBe('ledger.month_closed')
    expect(bodyOf(await turnOut([{ inputTaxId }]))).toMatchObject({ on: '2026-12-01' })
    expect(await tax.postings(number)).toHaveLength(3)
  })
})
