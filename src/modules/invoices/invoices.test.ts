import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { invoiceCalls, type InvoiceCalls } from '../../../test/setup/invoice-calls.ts'
import {
  eInvoice,
  jpegOf,
  ofdInvoice,
  pdfOf,
  picture,
  pngOf,
  qrText,
  invoiceNumbers,
} from '../../../test/setup/invoice-files.ts'
import { governedTables } from '../../app/governed.ts'
import { trustObjections } from './objections.ts'
import { logSigner, sequenceNow, verifyLive } from '../audit/index.ts'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import type { Who } from '../../../test/setup/request-calls.ts'

let company: Company
let calls: InvoiceCalls

beforeAll(async () => {
  company = await testCompany()
  calls = invoiceCalls(company)
})
afterAll(async () => {
  calls.close()
  await company.close()
})

/** An invoice number that no other test has. */
const number = invoiceNumbers(7)

const typed = { currency: 'CNY', sellerName: '街角小馆' }

describe('reading before recording', () => {
  test('shows the facts with their source, and what has to be typed', async () => {
    const read = await calls.good('sales', 'invoices.read', { files: [await photo({ number: number() })] })
    expect(read).toMatchObject({ readAs: 'photo', missing: [{ name: 'sellerName', word: '销售方名称' }] })
    expect(read['facts']).toContainEqual({
      name: 'total',
      word: '价税合计',
      text: '1060.00',
      source: 'qr',
      sourceWord: '发票上的二维码',
    })
    const copy = await calls.good('sales', 'invoices.read', { files: [file(pdfOf(50))], language: 'en' })
    expect(String(copy['unread'])).toContain('kept as a copy')
  })

  test('of no file, of two and of a spoilt one is refused', async () => {
    const codeOf = (files: readonly { name: string; bytes: Buffer }[]) =>
      calls.codeOf('sales', 'invoices.read', { files })
    expect(await codeOf([])).toBe('invoices.file_needed')
    expect(await codeOf([file(eInvoice()), file(ofdInvoice())])).toBe('invoices.file_needed')
    expect(await codeOf([file(eInvoice().subarray(0, 300))])).toBe('invoices.xml_damaged')
  })
})

describe('recording', () => {
  test('keeps the facts of the original with their source, and the file', async () => {
    const mine = number()
    const invoiceId = await calls.record('sales', eInvoice({ number: mine }))
    const seen = await calls.good('sales', 'invoices.detail', { params: { invoiceId } })
    expect(seen).toMatchObject({ number: mine, check: 'unchecked', isFromOriginal: true, uses: [] })
    expect(seen['left']).toEqual({ currency: 'CNY', minor: '106000' })
    expect(seen['facts']).toContainEqual(expect.objectContaining({ name: 'buyerTax', source: 'xml' }))
    const [kept] = seen['files'] as readonly { readonly fileId: string }[]
    const params = { invoiceId, fileId: kept?.fileId }
    const opened = await calls.call('finance', 'invoices.file', { params })
    expect(opened).toMatchObject({ kind: 'bytes', bytes: eInvoice({ number: mine }) })
    expect(await calls.codeOf('sales2', 'invoices.file', { params })).toBe('platform.not_found')
    expect(await calls.codeOf('sales2', 'invoices.detail', { params: { invoiceId } })).toBe(
      'platform.not_found',
    )
  })

  test('refuses what is missing, contradicts the file or cannot be', async () => {
    const mine = number()
    const bare = await photo({ number: mine })
    const xml = file(eInvoice({ number: mine }))
    const pdf = file(pdfOf(1))
    const whole = { ...typed, number: mine, total: '106000', issuedOn: '2026-11-20' }
    const cases = [
      [bare, {}, 'invoices.facts_missing'],
      [xml, { total: '106001' }, 'invoices.typed_differs'],
      [pdf, { ...whole, number: '12345678' }, 'invoices.number_form'],
      [pdf, { ...whole, total: '0' }, 'invoices.total_nothing'],
      [pdf, { ...whole, net: '100000', tax: '6001' }, 'invoices.sums_differ'],
      [pdf, { ...whole, issuedOn: '2026-11-26' }, 'invoices.issued_later'],
      [file(eInvoice().subarray(0, 200)), {}, 'invoices.xml_damaged'],
    ] as const
    for (const [each, body, code] of cases)
      expect([code, await calls.codeOf('sales', 'invoices.record', calls.brought(each, body))]).toEqual([
        code,
        code,
      ])
    const foreign = { ...calls.brought(xml), body: { entityId: company.founded.entities['shanghai'] } }
    expect(await calls.codeOf('sales', 'invoices.record', foreign)).toBe('access.other_entity')
  })

  test('a photo is completed by hand, and its original confirms what was typed', async () => {
    const mine = number()
    const invoiceId = await calls.record('sales', (await photo({ number: mine })).bytes, {
      sellerName: '苏州青禾餐饮管理有限公司',
      items: '餐费\n酒水',
    })
    const before = await calls.good('sales', 'invoices.detail', { params: { invoiceId } })
    expect(before).toMatchObject({ isFromOriginal: false })
    expect(before['facts']).toContainEqual(expect.objectContaining({ name: 'items', source: 'typed' }))
    await calls.good('sales', 'invoices.add_file', added(invoiceId, eInvoice({ number: mine })))
    const after = await calls.good('sales', 'invoices.detail', { params: { invoiceId } })
    expect(after).toMatchObject({ isFromOriginal: true })
    expect(after['facts']).toContainEqual(
      expect.objectContaining({ name: 'items', source: 'xml', text: '*餐饮服务*餐费' }),
    )
    expect((after['files'] as unknown[]).length).toBe(2)
  })

  test('an original that says another amount than was typed is a lie that compliance hears of', async () => {
    const mine = number()
    const body = { ...typed, number: mine, total: '206000', issuedOn: '2026-11-20' }
    const invoiceId = await calls.record('sales', pdfOf(1), body)
    const code = await calls.codeOf(
      'sales',
      'invoices.add_file',
      added(invoiceId, eInvoice({ number: mine })),
    )
    expect(code).toBe('invoices.original_differs')
    expect(await calls.alertsOn(invoiceId)).toEqual(['facts_differ'])
    const other = eInvoice({ number: number() })
    expect(await calls.codeOf('sales', 'invoices.add_file', added(invoiceId, other))).toBe(
      'invoices.file_of_another',
    )
    const strangers = added(invoiceId, eInvoice({ number: mine }))
    expect(await calls.codeOf('sales2', 'invoices.add_file', strangers)).toBe('access.not_yours')
  })
})

describe('one number, once', () => {
  test('is found across people, years, companies of the group and kinds of file', async () => {
    const mine = number()
    const invoiceId = await calls.record('sales', eInvoice({ number: mine, day: '2025-03-01' }))
    const again = (who: string, made: Buffer, body = {}) =>
      calls.codeOf(who, 'invoices.record', calls.brought(file(made), body))
    const ofd = ofdInvoice({ number: mine, day: '2025-03-01' })
    expect(await again('sales', ofd)).toBe('invoices.number_known')
    expect(await calls.alertsOn(invoiceId)).toEqual([])
    expect(await again('sales2', ofd)).toBe('invoices.number_known')
    expect(await calls.alertsOn(invoiceId)).toEqual(['number_twice'])
    const dearer = eInvoice({ number: mine, net: '2000.00', tax: '120.00', total: '2120.00' })
    expect(await again('sales', dearer)).toBe('invoices.known_other_amount')
    // Both were noticed at one moment of the test’s clock.
    expect((await calls.alertsOn(invoiceId)).toSorted()).toEqual(['number_twice', 'other_amount'])
  })

  test('from abroad under another way of writing its seller is a question, for both of them', async () => {
    const abroad = { number: 'INV-0042', currency: 'USD', total: '50000', issuedOn: '2026-11-20' }
    const brought = (who: string, sellerName: string, more: object = {}) =>
      calls.record(who, pdfOf(1), { ...abroad, sellerName, ...more })
    const first = await brought('sales', 'Acme Ltd')
    const again = await brought('sales2', 'Acme Limited', { number: 'inv.0042' })
    expect(await calls.alertsOn(first)).toEqual(['number_twice'])
    expect(await calls.alertsOn(again)).toEqual(['number_twice'])
    const asks = trustObjections(await calls.standing(again)).filter(({ stops }) => !stops)
    expect(asks.map(({ refusal }) => refusal.code)).toContain('invoices.brought_twice')
    const others = [{ total: '50001' }, { currency: 'EUR' }, { issuedOn: '2026-11-19' }, { number: 'INV-43' }]
    for (const [i, more] of others.entries()) {
      expect(
        await calls.alertsOn(await brought('sales', `Acme ${i} Inc`, more)),
        JSON.stringify(more),
      ).toEqual([])
    }
  })

  test('another company of the group learns that it is used, and nothing of it', async () => {
    const mine = number()
    await calls.record('sales', eInvoice({ number: mine }))
    const shanghai = company.founded.entities['shanghai'] ?? ''
    const there = company.actor('sales3', [shanghai])
    const given = { files: [file(eInvoice({ number: mine }))], body: { entityId: shanghai } }
    expect(await calls.codeOf(there, 'invoices.record', given)).toBe('invoices.number_known_elsewhere')
    const found = await calls.good(company.actor('finance', [shanghai]), 'invoices.list', {
      query: { q: mine },
    })
    expect(found['items']).toEqual([])
  })

  test('what another company brings with another amount stops it where it is', async () => {
    const mine = number()
    const invoiceId = await calls.record('sales', eInvoice({ number: mine }))
    const shanghai = company.founded.entities['shanghai'] ?? ''
    const dearer = eInvoice({ number: mine, net: '2000.00', tax: '120.00', total: '2120.00' })
    const given = { files: [file(dearer)], body: { entityId: shanghai } }
    const there = company.actor('sales3', [shanghai])
    expect(await calls.codeOf(there, 'invoices.record', given)).toBe('invoices.known_other_amount')
    const here = company.actor('finance', [company.founded.entities['suzhou'] ?? ''])
    const seen = await calls.good(here, 'invoices.detail', { params: { invoiceId } })
    expect(seen).toMatchObject({ hasOpenAlert: true })
    expect((seen['objections'] as { code: string }[]).map(({ code }) => code)).toContain(
      'invoices.alert_open',
    )
  })

  test('two who bring it at the same moment: one is recorded', async () => {
    const mine = number()
    const both = await Promise.all(
      ['sales', 'sales2'].map((who) =>
        calls.codeOf(who, 'invoices.record', calls.brought(file(eInvoice({ number: mine })))),
      ),
    )
    expect(both.toSorted()).toEqual(['done', 'invoices.number_known'])
  })
})

describe('correcting', () => {
  test('changes what was typed and nothing that a file says', async () => {
    const mine = number()
    const invoiceId = await calls.record('sales', (await photo({ number: mine })).bytes, {
      sellerName: '小馆',
    })
    const params = { invoiceId }
    const body = { reason: '看错票面', sellerName: '街角小馆' }
    await calls.good('sales', 'invoices.correct', { params, body })
    const seen = await calls.good('sales', 'invoices.detail', { params })
    expect(seen).toMatchObject({ seller: '街角小馆' })
    const total = { reason: '金额不对', total: '99' }
    expect(await calls.codeOf('sales', 'invoices.correct', { params, body: total })).toBe(
      'invoices.not_typed',
    )
    expect(await calls.codeOf('sales2', 'invoices.correct', { params, body })).toBe('access.not_yours')
    await calls.use(invoiceId, 'clml_first', 10n)
    expect(await calls.codeOf('sales', 'invoices.correct', { params, body })).toBe('invoices.in_use')
  })

  test('asks for the official check anew, which was of what stood there before', async () => {
    const invoiceId = await calls.record('sales', (await photo({ number: number() })).bytes, {
      sellerName: '小馆',
    })
    const params = { invoiceId }
    const check = { result: 'matches', checkedOn: '2026-11-25', note: '查验平台一致' }
    const files = [{ name: '查验截图.png', bytes: await pngOf('x') }]
    await calls.good('compliance', 'invoices.check', { params, body: check, files })
    const checkOf = async () => (await calls.good('sales', 'invoices.detail', { params }))['check']
    expect(await checkOf()).toBe('good')
    const body = { reason: '看错票面', sellerName: '街角小馆' }
    await calls.good('sales', 'invoices.correct', { params, body })
    expect(await checkOf()).toBe('unchecked')
  })
})

describe('the official check', () => {
  test('is recorded by another person than brought it, with its proof; a good one is good', async () => {
    const invoiceId = await calls.record('finance', eInvoice({ number: number() }))
    const params = { invoiceId }
    const body = { result: 'matches', checkedOn: '2026-11-25', note: '查验平台一致' }
    const files = [{ name: '查验截图.png', bytes: await pngOf('x') }]
    const codeOf = (who: string, more = {}) =>
      calls.codeOf(who, 'invoices.check', { params, body: { ...body, ...more }, files })
    expect(await codeOf('finance')).toBe('invoices.own_check')
    expect(await codeOf('compliance', { checkedOn: '2026-11-26' })).toBe('invoices.checked_later')
    expect(await codeOf('compliance')).toBe('done')
    const seen = await calls.good('finance', 'invoices.detail', { params })
    expect(seen).toMatchObject({ check: 'good', checks: [{ result: 'matches', note: '查验平台一致' }] })
    expect((seen['files'] as { readWord: string }[]).map(({ readWord }) => readWord)).toContain('查验凭证')
    expect(seen['objections']).toEqual([])
  })

  test('that does not agree stops the invoice and opens an alert, which another one answers', async () => {
    const invoiceId = await calls.record('sales', eInvoice({ number: number() }))
    const params = { invoiceId }
    const body = { result: 'not_found', checkedOn: '2026-11-25', note: '查无此票' }
    await calls.good('finance', 'invoices.check', { params, body })
    const seen = await calls.good('sales', 'invoices.detail', { params })
    expect(seen['objections']).toContainEqual(
      expect.objectContaining({ code: 'invoices.check_negative', stops: true }),
    )
    const alertId = await calls.openAlert(invoiceId)
    const answer = { params: { alertId }, body: { text: '销售方承认开具虚假发票' } }
    await calls.good('compliance', 'invoices.answer_alert', answer)
    expect(await calls.codeOf('compliance', 'invoices.answer_alert', answer)).toBe('invoices.alert_answered')
    // The answer closes the alert; that the invoice is false it does not change.
    const after = await calls.good('sales', 'invoices.detail', { params })
    expect(after).toMatchObject({ check: 'bad', hasOpenAlert: false })
  })

  test('the alerts stand in a list for compliance of the entity, open ones by themselves', async () => {
    const mine = number()
    const invoiceId = await calls.record('sales', eInvoice({ number: mine }))
    await calls.codeOf('sales2', 'invoices.record', calls.brought(file(eInvoice({ number: mine }))))
    const of = async (query = {}, who: Who = 'compliance') => {
      const { items } = await calls.good(who, 'invoices.alerts', { query })
      return (items as { invoiceId: string; word: string }[]).filter((each) => each.invoiceId === invoiceId)
    }
    expect(await of({ open: 'yes' })).toMatchObject([{ word: '同一发票号码再次提交' }])
    const elsewhere = company.actor('compliance', [company.founded.entities['shanghai'] ?? ''])
    expect(await of({}, elsewhere)).toEqual([])
    const params = { alertId: await calls.openAlert(invoiceId) }
    await calls.good('compliance', 'invoices.answer_alert', {
      params,
      body: { text: '两人同桌，只报一次' },
    })
    expect([await of({ open: 'yes' }), (await of({ open: 'no' })).length]).toEqual([[], 1])
  })

  test('nobody answers an alert about an invoice of their own', async () => {
    const mine = number()
    const invoiceId = await calls.record('compliance', eInvoice({ number: mine }))
    await calls.codeOf('sales', 'invoices.record', calls.brought(file(eInvoice({ number: mine }))))
    const params = { alertId: await calls.openAlert(invoiceId) }
    const body = { text: '没有问题' }
    expect(await calls.codeOf('compliance', 'invoices.answer_alert', { params, body })).toBe(
      'invoices.own_alert',
    )
  })
})

test('the list is that of the person, for finance of the entity, and finds a part of a number', async () => {
  const mine = number()
  await calls.record('sales2', eInvoice({ number: mine, day: '2026-11-24' }))
  const items = async (who: string, query = {}) =>
    (await calls.good(who, 'invoices.list', { query }))['items'] as { number: string }[]
  const numbers = async (who: string, query = {}) => (await items(who, query)).map((each) => each.number)
  expect(await numbers('sales2', { q: mine.slice(-6) })).toEqual([mine])
  expect(await numbers('finance', { q: mine })).toEqual([mine])
  expect(await numbers('sales3')).toEqual([])
  expect(await numbers('finance', { from: '2026-11-24', to: '2026-11-24' })).toContain(mine)
  expect(await numbers('finance', { q: '%' })).toEqual([])
  expect(await numbers('finance', { check: 'bad', q: mine })).toEqual([])
})

test('the name and tax number of an entity are stated by finance, and a wrong number is none', async () => {
  const entityId = company.founded.entities['suzhou'] ?? ''
  const body = {
    entityId,
    title: '苏州明台装备有限公司',
    taxNumber: '91350100M000100Y43',
    reason: '营业执照',
  }
  await calls.good('finance', 'invoices.state_buyer', { body })
  const renamed = { ...body, title: '苏州明台装备股份有限公司', reason: '更名' }
  await calls.good('finance', 'invoices.state_buyer', { body: renamed })
  const found = await calls.good('sales', 'invoices.buyers')
  expect(found['items']).toEqual([{ entityId, title: renamed.title, taxNumber: body.taxNumber }])
  const wrong = { ...body, taxNumber: '91350100M000100Y44' }
  expect(await calls.codeOf('finance', 'invoices.state_buyer', { body: wrong })).toBe(
    'invoices.tax_number_form',
  )
})

test('every row of all this stands in the log as it was stored', async () => {
  const { world, database } = company
  const [worker, auditor] = [database.pool('worker'), database.pool('auditor')]
  await sequenceNow({ pool: worker, signer: logSigner(world.ring), now: world.now })
  const tables = governedTables.filter(({ name }) => name.startsWith('invoices.'))
  const found = await verifyLive({ pool: auditor, ring: world.ring, tables, outside: { notes: [] } })
  expect(found.findings.filter(({ table }) => table.startsWith('invoices.'))).toEqual([])
  expect(found.rows).toBeGreaterThan(30)
})

function file(bytes: Buffer, name = '发票') {
  return { name, bytes }
}

async function photo(made: { readonly number: string }) {
  return file(jpegOf(await picture([qrText(made)], 4)), '发票.jpg')
}

function added(invoiceId: string, bytes: Buffer) {
  return { params: { invoiceId }, files: [file(bytes)] }
}
