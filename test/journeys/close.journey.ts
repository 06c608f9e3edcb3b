import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, expect, inject, test } from 'vitest'
import { ledgerTexts } from '../../src/texts/ledger.ts'
import { webDimensionTexts } from '../../src/texts/web-dimensions.ts'
import { turnOutGroundTexts } from '../../src/texts/turn-out-grounds.ts'
import { webInputTaxTexts } from '../../src/texts/web-input-tax.ts'
import { webLedgerTexts } from '../../src/texts/web-ledger.ts'
import { webOneTexts } from '../../src/texts/web-one.ts'
import { webVoucherTexts } from '../../src/texts/web-vouchers.ts'
import { barriers, cutTexts, overflow } from './axe.ts'
import { showCode } from './finance.ts'
import { open, picture, words } from './screen.ts'
import { closeBrowser, visitor, type Look } from './visitor.ts'

// Finance closes months: the checklist says what is open, the vouchers of a month leave and their numbers
// come back. What stands in the books drills to its document: a figure, its entries, the document.

afterAll(closeBrowser)

const looks: readonly Look[] = (['zh-CN', 'en'] as const).flatMap((language) =>
  (['desktop', 'phone'] as const).map((size) => ({ size, language })),
)
/** The button in both languages. */
const exporting = /^(导出到财务系统|Export to the finance system)$/
const say = { vouchers: words(webVoucherTexts) }

async function looked(page: Page, what: string): Promise<string[]> {
  await picture(page, `close-${what}`)
  return [...(await barriers(page)), ...(await overflow(page)), ...(await cutTexts(page))].map(
    (found) => `${what}: ${found}`,
  )
}

/**
 * Opens the vouchers of the last month in which some wait, for those of earlier months have their numbers;
 * gives the first day of each.
 */
async function openVouchers(page: Page): Promise<ReadonlyMap<string, string>> {
  let waiting: readonly { readonly reference: string; readonly on: string }[] = []
  const month = await lastMonth(page, async (entityId, period) => {
    const path = `/v1/ledger/vouchers?entityId=${entityId}&period=${period}&selection=unnumbered`
    waiting = ((await (await page.request.get(path)).json()) as { items: typeof waiting }).items
    return waiting.length >= 2
  })
  await open(page, '/periods')
  await page.getByRole('link', { name: month, exact: true }).click()
  await page.getByRole('button', { name: exporting }).waitFor()
  return new Map(waiting.map(({ reference, on }) => [reference, on]))
}

/** The last month of which this is so: on the first of a month, nothing is so of that one yet. */
async function lastMonth(
  page: Page,
  isSo: (entityId: string, month: string) => Promise<boolean>,
): Promise<string> {
  const me = (await (await page.request.get('/v1/me')).json()) as { entities: { id: string }[] }
  const entityId = me.entities[0]?.id ?? ''
  for (let back = 0; back < 14; back++) {
    const now = new Date()
    const day = new Date(Date.UTC(now.getFullYear(), now.getMonth() - back, 1))
    const month = day.toISOString().slice(0, 7)
    if (await isSo(entityId, month)) return month
  }
  throw new Error('the sample has no such month')
}

test.each(looks)(
  'the checklist of the next month, and the vouchers of the one that runs ($size, $language)',
  { timeout: 90_000 },
  async (look) => {
    const { page, faults } = await visitor('lin.xiao', look)
    await open(page, '/periods')
    await page.locator('main li').first().waitFor()
    const found = await looked(page, `list-${look.size}-${look.language}`)
    await openVouchers(page)
    found.push(...(await looked(page, `vouchers-${look.size}-${look.language}`)))
    const own = words(webDimensionTexts, look.language)
    const tax = words(webInputTaxTexts, look.language)
    await page.getByRole('button', { name: own('dimensions.change'), exact: true }).click()
    await page.getByLabel(own('dimensions.reason')).fill('财务系统要求辅助核算')
    await page.getByLabel(own('dimensions.paste')).scrollIntoViewIfNeeded()
    found.push(...(await looked(page, `codes-${look.size}-${look.language}`)))
    await page.getByRole('button', { name: tax('input_tax.change'), exact: true }).click()
    await page.getByLabel(tax('input_tax.law')).scrollIntoViewIfNeeded()
    found.push(...(await looked(page, `dimensions-${look.size}-${look.language}`)))
    expect([...found, ...faults]).toEqual([])
  },
)

test(
  'a number is recorded from the list, and a file of numbers is taken row by row',
  { timeout: 120_000 },
  async () => {
    const { page, faults } = await visitor('lin.xiao')
    const daysOf = await openVouchers(page)
    const record = page.getByRole('button', { name: /^登记凭证号：/ })
    const [first, second] = await Promise.all(
      [0, 1].map(async (i) => (await record.nth(i).getAttribute('aria-label'))?.split('：')[1] ?? ''),
    )
    await record.first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(say.vouchers('vouchers.number_label')).fill('记-9001')
    const on = daysOf.get(second ?? '') ?? ''
    const found = await looked(page, 'number')
    await dialog.getByRole('button', { name: say.vouchers('vouchers.record') }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText(`登记凭证号：${first}`).waitFor({ state: 'detached' })
    const file = join(inject('application').folder, 'numbers.csv')
    const heading = '业务参考号,凭证号,日期'
    writeFileSync(file, `${heading}\n${second},记-9002,${on}\nBR-2026-0000,记-9003,${on}\n`)
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByText('2 行：登记 1，已有 0，未采用 1。').waitFor()
    await page.getByText(/第 3 行/).waitFor()
    found.push(...(await looked(page, 'taken')))
    expect([...found, ...faults]).toEqual([])
  },
)

test(
  'the vouchers leave as a file, which stands in the list of files afterwards',
  { timeout: 120_000 },
  async () => {
    const { page, faults } = await visitor('lin.xiao')
    await openVouchers(page)
    await page.getByRole('button', { name: say.vouchers('vouchers.export') }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(say.vouchers('vouchers.layout')).selectOption('kingdee')
    await dialog.getByLabel(say.vouchers('vouchers.reason')).fill('导入财务系统')
    const found = await looked(page, 'export')
    const taken = page.waitForEvent('download', { timeout: 60_000 })
    await dialog.getByRole('button', { name: say.vouchers('vouchers.export_send') }).click()
    await showCode(page, 'lin.xiao', async () => (await dialog.count()) === 0)
    expect((await taken).suggestedFilename()).toMatch(/^vouchers-.*-kingdee\.xlsx$/)
    await page.getByRole('heading', { name: say.vouchers('vouchers.files') }).waitFor()
    found.push(...(await looked(page, 'files')))
    expect([...found, ...faults]).toEqual([])
  },
)

/** A credit as the page would have it: the sample, which gives meals and gifts, credits none. */
const credit = {
  id: 'itx_000001',
  benefitId: 'ben_000001',
  number: 'BR-2026-0001',
  invoiceNumber: '24320000000055000001',
  on: '2026-11-02',
  tax: { currency: 'CNY', minor: '600' },
  credited: { currency: 'CNY', minor: '600' },
  says: '已抵扣',
  law: '增值税法第十六条',
  left: { currency: 'CNY', minor: '600' },
}

/** Shows the credit on the page until it is turned out; what is sent does not reach the sample. */
async function withCredit(page: Page): Promise<void> {
  let left = credit.left
  await page.route(/\/v1\/ledger\/input-tax\?/, async (route) => {
    const response = await route.fetch()
    const json = (await response.json()) as object
    await route.fulfill({
      response,
      json: { ...json, canTurnOut: true, count: 1, items: [{ ...credit, left }] },
    })
  })
  await page.route('**/v1/ledger/input-tax-outs', async (route) => {
    left = { ...left, minor: '0' }
    await route.fulfill({ json: { outId: 'ito_000001', minor: '600', on: '2026-11-02' } })
  })
}

test('once a credit is turned out the keyboard goes on from the heading above it', async () => {
  const { page, faults } = await visitor('lin.xiao')
  const tax = words(webInputTaxTexts)
  await withCredit(page)
  await open(page, `/periods?month=${new Date().toISOString().slice(0, 7)}`)
  const out = page.getByRole('button', { name: tax('input_tax.out_of', { invoice: credit.invoiceNumber }) })
  await out.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(tax('input_tax.ground'), { exact: true }).selectOption('void')
  const grounds = await dialog.getByRole('option').allInnerTexts()
  expect(grounds.slice(1)).toEqual(Object.values(turnOutGroundTexts).map(({ zh }) => zh))
  await dialog.getByLabel(tax('input_tax.basis')).fill('增值税法第十七条')
  await dialog.getByLabel(tax('input_tax.reason')).fill('开票方作废了这张发票')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await out.waitFor({ state: 'detached' })
  const heading = page.getByRole('heading', { name: tax('input_tax.title'), exact: true })
  await expect.poll(() => heading.and(page.locator(':focus')).count()).toBe(1)
  expect([...(await looked(page, 'turned-out')), ...faults]).toEqual([])
}, 90_000)

/** Accounts whose figures lead to another kind of document each, with what its page says of it. */
const drills = [
  { account: '已付', figure: 'credit', document: /^付款单 PAY-|^Payment order PAY-/, one: 'order' },
  { account: '费用', figure: 'debit', document: /给出$|, given$/, one: undefined },
  { account: '预算占用', figure: 'closing', document: /提交$|, asked for$/, one: undefined },
] as const

/** The last month of the sample in which something was paid. */
function monthPaid(page: Page): Promise<string> {
  return lastMonth(page, async (entityId, month) => {
    const answer = await page.request.get(`/v1/ledger/trial-balance?entityId=${entityId}&from=${month}`)
    const { rows } = (await answer.json()) as {
      rows: { account: string; currency: string; credit: { minor: string } }[]
    }
    const paid = rows.find(({ account, currency }) => account === 'paid' && currency === 'CNY')
    return paid !== undefined && paid.credit.minor !== '0'
  })
}

test.each(looks)(
  'a figure of the books leads to its document in two presses ($size, $language)',
  { timeout: 120_000 },
  async (look) => {
    const { page, faults } = await visitor('lin.xiao', look)
    const ledger = words(webLedgerTexts, look.language)
    const one = words(webOneTexts, look.language)
    const month = await monthPaid(page)
    const found: string[] = []
    for (const { account, figure, document, one: alone } of drills) {
      await open(page, `/books?month=${month}`)
      const row = page.getByRole('row').filter({ has: page.getByText(nameOf(account, look)) })
      // First press: a figure of the trial balance.
      const word = ledger(`books.${figure}`)
      const figures = row.getByRole('link', { name: new RegExp(`${nameOf(account, look)}.*${word} `) })
      await figures.locator('visible=true').first().click()
      const link = page.getByRole('list').getByRole('link', { name: document }).first()
      await link.waitFor()
      found.push(...(await looked(page, `drill-${figure}-${look.size}-${look.language}`)))
      const number = /[A-Z]{2,3}-\d{4}-\d+/.exec(await link.innerText())?.[0] ?? 'no number'
      // Second press: the very document.
      await link.click()
      await page.locator('#content').getByText(number).first().waitFor()
      if (alone === undefined) await page.waitForURL(/\/requests\/req_/)
      else await page.getByText(one(`one.${alone}`)).waitFor()
      found.push(...(await looked(page, `drilled-${figure}-${look.size}-${look.language}`)))
    }
    expect([...found, ...faults]).toEqual([])
  },
)

/** The account as the reader's language names it. */
function nameOf(account: (typeof drills)[number]['account'], { language }: Look): string {
  const own = Object.values(ledgerTexts).find(({ zh }) => zh === account)
  return language === 'en' ? String(own?.en) : account
}
