import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { approvalFormTexts } from '../../src/texts/web-approval-forms.ts'
import { shellTexts } from '../../src/texts/shell.ts'
import { fillForm } from './form.ts'
import { patience } from './requests.ts'
import { open, picture, words } from './screen.ts'
import { closeBrowser, visitor } from './visitor.ts'

const say = words(approvalFormTexts)
const shell = words(shellTexts)

afterAll(closeBrowser)

test('J and K go through the list, and Z takes a decision back before anything is sent', async () => {
  const { page } = await visitor('liu.jianguo')
  await open(page, '/inbox')
  const first = await openedItem(page)
  await page.keyboard.press('j')
  await expect.poll(() => openedItem(page), { timeout: 10_000 }).not.toBe(first)
  await page.keyboard.press('k')
  await expect.poll(() => openedItem(page), { timeout: 10_000 }).toBe(first)
  const sent: string[] = []
  page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()))
  const number = await openItem(page, '展会与推介会')
  await page.keyboard.press('a')
  await page.getByText(say('done.approve', { number })).waitFor()
  await picture(page, 'inbox-01-undo')
  await page.keyboard.press('z')
  await page.getByText(say('done.approve', { number })).waitFor({ state: 'detached' })
  await page.getByRole('main').locator('[data-row]').filter({ hasText: '展会与推介会' }).waitFor()
  expect(sent).toEqual([])
})

test('R and X open their forms; a no needs a chosen reason and a text', async () => {
  const { page } = await visitor('liu.jianguo')
  await open(page, '/inbox')
  await openItem(page, '季度达量')
  await page.keyboard.press('r')
  const returns = page.getByRole('form', { name: say('verb.return') })
  await returns.waitFor()
  await picture(page, 'inbox-02-return')
  expect(await returns.getByRole('button', { name: say('form.return') }).isDisabled()).toBe(true)
  await page.keyboard.press('Escape')
  await returns.waitFor({ state: 'detached' })
  await page.keyboard.press('x')
  const rejects = page.getByRole('form', { name: say('verb.reject') })
  await rejects.getByRole('radio', { name: say('reason.purpose_unclear') }).check()
  expect(await rejects.getByRole('button', { name: say('form.reject') }).isDisabled()).toBe(true)
  await page.keyboard.press('Escape')
})

test('what is forbidden has no way to be approved', async () => {
  const { page } = await visitor('liu.jianguo')
  await open(page, '/inbox')
  await openItem(page, '南京宁朔传动')
  const button = page.getByRole('button', { name: say('verb.approve_forbidden') })
  expect(await button.isDisabled()).toBe(true)
  await page.keyboard.press('a')
  expect(await page.getByText(/已同意/).count()).toBe(0)
  await picture(page, 'inbox-03-forbidden')
})

test('a mixed selection is refused with its reason; one kind gets a result for each item', async () => {
  await fileTwoVouchers()
  const { page } = await visitor('liu.jianguo')
  await open(page, '/inbox')
  await select(page, ['¥211.00', '¥212.00', '积分兑换服务'])
  const sheet = await openSheet(page)
  await sheet.getByText('一批只能是同一类型。').waitFor()
  expect(await sheet.getByRole('button', { name: /^同意这/ }).count()).toBe(0)
  await picture(page, 'inbox-04-mixed')
  await sheet.getByRole('button', { name: shell('shell.close') }).click()
  await page.getByRole('button', { name: say('inbox.clear') }).click()
  await select(page, ['¥211.00', '¥212.00'])
  const clean = await openSheet(page)
  await clean.getByRole('button', { name: say('batch.confirm', { count: 2 }) }).click()
  await clean.getByText(say('batch.results')).waitFor()
  expect(await clean.getByRole('listitem').count()).toBe(2)
  await picture(page, 'inbox-05-batch-results')
  await open(page, '/inbox')
  const rows = page.getByRole('main').locator('[data-row]')
  await rows.first().waitFor()
  expect(await rows.filter({ hasText: /¥21[12]\.00/ }).count()).toBe(0)
})

test('on a phone the item fills the screen and is approved under the thumb; leaving sends it', async () => {
  const { page } = await visitor('liu.jianguo', { size: 'phone' })
  await open(page, '/inbox')
  await page.getByRole('main').locator('[data-row]').filter({ hasText: '试用样品' }).tap()
  const approve = page.getByRole('button', { name: say('verb.approve'), exact: true })
  await approve.waitFor()
  await picture(page, 'inbox-06-phone')
  const box = await approve.boundingBox()
  const coarse = await page.evaluate<boolean>("matchMedia('(pointer: coarse)').matches")
  expect([coarse, Math.round(box?.height ?? 0)]).toEqual([true, 40])
  await approve.tap()
  await page.getByText(/已同意/).waitFor()
  await picture(page, 'inbox-07-phone-undo')
  await page.goto('/my-requests')
  // The approval is decided while the next page already comes.
  const left = async () => {
    await open(page, '/inbox')
    return page.getByRole('main').getByText('试用样品').count()
  }
  await expect.poll(left, patience).toBe(0)
})

/** What the open item shows: two of one kind have the same title, and each its own number. */
function openedItem(page: Page): Promise<string> {
  return page.locator('article').first().innerText()
}

/** Opens the item with this text and gives its number. */
async function openItem(page: Page, text: string): Promise<string> {
  await page.getByRole('main').locator('[data-row]').filter({ hasText: text }).click()
  await page.locator('article').filter({ hasText: text }).waitFor()
  const shown = await page
    .locator('article')
    .getByText(/BR-\d{4}-\d+/)
    .first()
    .innerText()
  return /BR-\d{4}-\d+/.exec(shown)?.[0] ?? ''
}

/** Two more of one kind, so that a batch has something to hold. */
async function fileTwoVouchers(): Promise<void> {
  const { page } = await visitor('wang.lei')
  for (const amount of ['211', '212']) {
    await open(page, '/new')
    const reason = '老客户推荐新客户成交，按方案发放代金券。'
    await fillForm(page, { customer: '恒屹', kind: '代金券', amount, chip: '老客户推荐', reason })
    await page.getByRole('button', { name: '提交审批' }).click()
    await page.waitForURL(/\/requests\//)
  }
}

async function select(page: Page, texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    const row = page
      .getByRole('listitem')
      .filter({ has: page.locator('[data-row]').filter({ hasText: text }) })
    await row.getByRole('checkbox').check()
  }
}

async function openSheet(page: Page) {
  await page.getByRole('button', { name: say('inbox.batch') }).click()
  const sheet = page.getByRole('dialog', { name: say('batch.title') })
  await sheet.getByRole('listitem').first().waitFor()
  return sheet
}
