import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { monthFiles } from '../../demo/journal.ts'
import { addDays } from '../../src/kernel/time.ts'
import { shellTexts } from '../../src/texts/shell.ts'
import { webCoverageTexts } from '../../src/texts/web-coverage.ts'
import { barriers, cutTexts, overflow, settled } from './axe.ts'
import { quiet } from './quiet.ts'
import { patience, todayOf } from './requests.ts'
import { open, picture, words } from './screen.ts'
import { closeBrowser, visitor, type Look } from './visitor.ts'

const looks: readonly Look[] = (['zh-CN', 'en'] as const).flatMap((language) =>
  (['desktop', 'phone'] as const).map((size) => ({ size, language })),
)
const say = words(webCoverageTexts)

afterAll(closeBrowser)

const dinner = {
  form: 'meal',
  title: '商务餐叙',
  customer: '苏州某客户',
  staff: '王磊',
  amount: '1286.50',
}
/** The last whole month, as the sample has compared it. */
async function monthOf(page: Page): Promise<string> {
  return addDays(`${(await todayOf(page)).slice(0, 7)}-01`, -1).slice(0, 7)
}
const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })

test(
  'a recorded number that no voucher has is listed with its benefit, and leads to the vouchers of its month',
  { timeout: 90_000 },
  async () => {
    const { page, faults } = await visitor('lin.xiao')
    await open(page, '/coverage')
    const heading = page.getByRole('heading', { name: say('cov.unbooked'), exact: true })
    const listed = page.locator('section', { has: heading }).locator('li', { hasText: '凭证号' })
    const wrong = listed.first()
    await wrong.waitFor()
    // Finance of the sample exchanged two figures of one number; the books bear out the others.
    expect(await listed.count()).toBe(1)
    expect(await wrong.innerText()).toMatch(/BR-\d{4}-\d+[^]*登记的凭证号 记-\d+ 在 \d{4}-\d{2} 的账中没有/)
    await picture(page, 'coverage-unbooked')
    await wrong.getByRole('link', { name: /查看凭证/ }).click()
    await page.waitForURL((url) => url.pathname === '/periods' && url.searchParams.has('month'))
    expect(faults).toEqual([])
  },
)

test(
  'finance imports a journal and its invoices, and answers lines by keyboard',
  { timeout: 180_000 },
  async () => {
    const { page, faults } = await visitor('lin.xiao')
    await open(page, '/coverage')
    const month = await monthOf(page)
    const { journal, invoices } = monthFiles(month, [{ ...dinner, day: `${month}-12` }])
    await importFiles(page, journal, invoices)
    await page.getByRole('button', { name: say('cov.imp.see') }).click()
    await page.getByText(say('cov.list'), { exact: true }).first().waitFor()
    const rows = page.locator('#content [data-row]')
    const before = await rows.count()
    expect(before).toBeGreaterThan(4)
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await quiet(page)
    await picture(page, 'coverage-line-open')
    await page.keyboard.press('e')
    await page.getByLabel(say('cov.reason')).fill('月末盘点加班餐，附考勤')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('cov.explain') })
      .click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await expect.poll(() => rows.count(), patience).toBe(before - 1)
    await page.keyboard.press('j')
    await page.keyboard.press('d')
    await page.waitForURL((url) => url.pathname === '/new')
    await quiet(page)
    await picture(page, 'coverage-late-declaration')
    expect(await page.locator('#content textarea').first().inputValue()).toContain('收款方')
    expect(faults).toEqual([])
  },
)

test(
  'a file that is no journal is refused in words, and nothing is imported',
  { timeout: 90_000 },
  async () => {
    const { page } = await visitor('lin.xiao')
    await open(page, '/coverage')
    await importFiles(page, '客户,金额\n甲,1\n')
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').innerText()).toContain('没有找到序时账的表头')
  },
)

test.for(looks)(
  'the page has no barrier and no fault: $size, $language',
  { timeout: 120_000 },
  async (look) => {
    const { page, faults } = await visitor('lin.xiao', look)
    await page.goto('/coverage')
    await settled(page)
    await page.locator('#content [data-row]').first().click()
    await quiet(page)
    await picture(page, `coverage-${look.size}-${look.language}`)
    const found = [...(await barriers(page)), ...(await overflow(page)), ...(await cutTexts(page))]
    expect([...found, ...faults]).toEqual([])
  },
)

test(
  'compliance confirms what waits; the auditor reads and changes nothing',
  { timeout: 120_000 },
  async () => {
    const finance = await visitor('lin.xiao')
    await open(finance.page, '/coverage')
    await explainFirst(finance.page)
    const { page, faults } = await visitor('shen.lu')
    await open(page, '/coverage?state=waiting')
    await page.locator('#content [data-row]').first().click()
    await page.getByRole('button', { name: say('cov.confirm') }).click()
    await page.getByText(say('cov.done.confirmed')).waitFor()
    expect(faults).toEqual([])
    const shell = words(shellTexts)
    const sales = await visitor('wang.lei')
    await open(sales.page, '/my-requests')
    expect(await sales.page.getByRole('link', { name: shell('shell.nav.coverage') }).count()).toBe(0)
  },
)

/** Explains the dearest line, for which a second person is asked. */
async function explainFirst(page: Page): Promise<void> {
  await page.locator('#content [data-row]', { hasText: '30,000.00' }).click()
  await page.getByRole('button', { name: say('cov.explain'), exact: true }).click()
  await page.getByLabel(say('cov.reason')).fill('年度审计配合咨询，合同 ZX-2026-08')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('cov.explain') })
    .click()
  await page.getByText(say('cov.done.waiting')).waitFor()
}

async function importFiles(page: Page, books: string, list?: string): Promise<void> {
  await page
    .getByRole('button', { name: say('cov.import') })
    .first()
    .click()
  await page.getByLabel(say('cov.imp.journal'), { exact: true }).setInputFiles(file('序时账.csv', books))
  if (list !== undefined)
    await page.getByLabel(new RegExp(say('cov.imp.list'))).setInputFiles(file('取得发票.csv', list))
  await page.getByRole('button', { name: say('cov.imp.go') }).click()
}
