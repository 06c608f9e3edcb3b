import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, expect, inject, test } from 'vitest'
import { webVoucherTexts } from '../../src/texts/web-vouchers.ts'
import { barriers, cutTexts, overflow } from './axe.ts'
import { showCode } from './finance.ts'
import { open, picture, words } from './screen.ts'
import { closeBrowser, visitor, type Look } from './visitor.ts'

// Finance closes months: the checklist says what is open, the vouchers of a month leave and their numbers
// come back.

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

/** Opens the vouchers of the month that runs; those of the sample's earlier months have their numbers. */
async function openVouchers(page: Page): Promise<void> {
  await open(page, '/periods')
  await page
    .getByRole('link', { name: /^20\d\d-\d\d$/ })
    .first()
    .click()
  await page.getByRole('button', { name: exporting }).waitFor()
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
    expect([...found, ...faults]).toEqual([])
  },
)

test(
  'a number is recorded from the list, and a file of numbers is taken row by row',
  { timeout: 120_000 },
  async () => {
    const { page, faults } = await visitor('lin.xiao')
    await openVouchers(page)
    const record = page.getByRole('button', { name: /^登记凭证号：/ })
    const [first, second] = await Promise.all(
      [0, 1].map(async (i) => (await record.nth(i).getAttribute('aria-label'))?.split('：')[1] ?? ''),
    )
    await record.first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(say.vouchers('vouchers.number_label')).fill('记-9001')
    const on = await dialog.getByLabel(say.vouchers('vouchers.day_label')).inputValue()
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
