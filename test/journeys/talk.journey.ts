import type { Locator, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { approvalsTexts } from '../../src/texts/web-approvals.ts'
import { requestsTexts } from '../../src/texts/web-requests.ts'
import { barriers, overflow } from './axe.ts'
import { open, picture, words } from './screen.ts'
import { closeBrowser, visitor } from './visitor.ts'

// What people say to each other and to the product: comments on a request, and who a new name is.

const say = words(approvalsTexts)
const english = words(approvalsTexts, 'en')
const form = words(requestsTexts)

afterAll(closeBrowser)

test('C writes a comment that mentions a colleague, who answers it on a phone', async () => {
  const { page } = await visitor('liu.jianguo')
  await open(page, '/inbox')
  await page.getByRole('main').locator('[data-row]').filter({ hasText: '展会与推介会' }).click()
  await page.locator('article').filter({ hasText: '展会与推介会' }).waitFor()
  await page.keyboard.press('c')
  const field = page.getByLabel(say('talk.write'))
  await page.locator('textarea:focus').waitFor()
  await page.keyboard.type('请补充展位照片的说明')
  await page
    .getByRole('group', { name: say('talk.mention') })
    .getByRole('checkbox')
    .first()
    .check()
  await field.press('Control+Enter')
  await page.locator('article article').getByText('请补充展位照片的说明').waitFor()
  await picture(page, 'talk-01-comment')
  const shown = await page
    .locator('article')
    .getByText(/BR-\d{4}-\d+/)
    .first()
    .innerText()
  const number = /BR-\d{4}-\d+/.exec(shown)?.[0] ?? ''
  expect([...(await barriers(page)), ...(await overflow(page))]).toEqual([])
  await answerOnAPhone(number)
})

/** The same item for compliance, in English and under the thumb. */
async function answerOnAPhone(number: string): Promise<void> {
  const { page, faults } = await visitor('lin.xiao', { size: 'phone', language: 'en' })
  await open(page, `/register?q=${number}`)
  const found: unknown = await (await page.request.get(`/v1/register?q=${number}`)).json()
  const requestId = /req_[0-9a-z]+/.exec(JSON.stringify(found))?.[0] ?? ''
  await open(page, `/requests/${requestId}`)
  const answer = page.getByRole('button', { name: english('talk.answer_to', { name: 'Liu Jianguo' }) })
  await answer.tap()
  const field = page.getByLabel(english('talk.answer_to', { name: 'Liu Jianguo' }), { exact: true })
  await page.getByRole('textbox', { name: english('talk.answer_to', { name: 'Liu Jianguo' }) }).fill('Seen.')
  expect(await field.count()).toBeGreaterThan(0)
  await page.getByRole('button', { name: english('talk.send'), exact: true }).tap()
  await page.locator('article article').getByText('Seen.').waitFor()
  await page.locator('article article').getByText('Seen.').scrollIntoViewIfNeeded()
  await picture(page, 'talk-02-phone')
  expect([...(await barriers(page)), ...(await overflow(page)), ...faults]).toEqual([])
}

test('a new name that resembles a known one is told apart by keyboard at 390 px', async () => {
  const { page, faults } = await visitor('wang.lei', { size: 'phone' })
  const which = await enterNewCustomer(page, '杭州宁朔传动有限公司')
  await picture(page, 'talk-03-which-one')
  expect(await which.getByRole('button', { name: form('which.none') }).isDisabled()).toBe(true)
  await which.getByLabel(form('which.reason')).fill('另一家公司，地址和信用代码都不同')
  expect([...(await barriers(page)), ...(await overflow(page)), ...faults]).toEqual([])
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page
    .getByText(form('which.told', { typed: '杭州宁朔传动有限公司' }))
    .first()
    .waitFor()
  await picture(page, 'talk-04-told-apart')
})

test('a name that is all but the same is for compliance, who are asked from the form', async () => {
  const { page } = await visitor('wang.lei', { size: 'phone' })
  const which = await enterNewCustomer(page, '南京宁朔传动设备有限公司')
  await which.getByText(form('which.certain')).waitFor()
  expect(await which.getByRole('button', { name: form('which.none') }).count()).toBe(0)
  await which.getByLabel(form('which.reason')).fill('另一家公司，地址和信用代码都不同')
  await which.getByRole('button', { name: form('which.ask') }).tap()
  await which.getByRole('button', { name: form('which.is_asked') }).waitFor()
  await picture(page, 'talk-05-asked')
})

/** Types a name that nobody knows and takes it as new, by keyboard; gives the question that it raises. */
async function enterNewCustomer(page: Page, typed: string): Promise<Locator> {
  await open(page, '/new')
  const customer = page.getByRole('combobox', { name: form('new.customer') })
  await customer.fill(typed)
  const asNew = page.getByRole('button', { name: form('new.new_customer', { name: typed }) })
  await asNew.waitFor()
  await customer.press('Tab')
  await page.keyboard.press('Enter')
  await asNew.waitFor({ state: 'hidden' })
  const which = page.getByRole('group', { name: form('which.title', { typed }) })
  await which.waitFor()
  return which
}
