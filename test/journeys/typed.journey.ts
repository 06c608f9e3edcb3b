import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { requestsTexts } from '../../src/texts/web-requests.ts'
import { barriers, overflow } from './axe.ts'
import { amountField } from './form.ts'
import { file, patience, seen, seenBy, stateOf, visitorOnce } from './requests.ts'
import { open, picture, words } from './screen.ts'
import { closeBrowser, visitor } from './visitor.ts'

// What somebody types for a request is never lost, and never sent for something else than was shown.

const say = words(requestsTexts)

afterAll(closeBrowser)

test('what is typed for a request that moves on meanwhile is kept, said to be so, and sent', async () => {
  const requestId = await returned(41)
  const { page, faults } = await visitor('wang.lei')
  await open(page, `/new?answer=${requestId}`)
  const note = page.getByLabel(say('new.answer_text'))
  await note.fill('写了很久的说明')
  await amountField(page).fill('42')
  const submit = page.locator('form button[type=submit]:not([disabled])').last()
  await submit.waitFor()
  // In another window it is answered, and returned once more.
  await answeredElsewhere(requestId)
  await sendBack(requestId)
  await submit.click()
  const moved = page.getByText(/您开始填写之后，刘建国 退回/)
  await moved.waitFor()
  expect(await stateOf(requestId)).toBe('more_information')
  expect(await note.inputValue()).toBe('写了很久的说明')
  await page.reload()
  await moved.waitFor()
  expect(await note.inputValue()).toBe('写了很久的说明')
  expect(await amountField(page).inputValue()).toBe('42.00')
  await picture(page, 'typed-moved-on')
  expect([...(await barriers(page)), ...(await overflow(page))]).toEqual([])
  await sentWithinACheck(page, requestId)
  // The answer that came too late is in the console.
  expect(faults.filter((fault) => !fault.includes('409'))).toEqual([])
}, 120_000)

/** The keys that send, pressed right after the last letter: it goes out as soon as the check is back. */
async function sentWithinACheck(page: Page, requestId: string): Promise<void> {
  await page.route('**/v1/decisions:preview', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    await route.continue()
  })
  await page.locator('form button[type=submit]:not([disabled])').last().waitFor()
  await amountField(page).fill('43')
  await page.keyboard.press('Control+Enter')
  await page.locator('form button[type=submit][aria-busy=true]').waitFor()
  await expect.poll(() => stateOf(requestId), patience).toBe('submitted')
  expect(await seen(requestId)).toMatchObject({ amount: { minor: '4300' } })
}

async function returned(yuan: number): Promise<string> {
  const requestId = await file('coupon', yuan)
  await sendBack(requestId)
  return requestId
}

async function sendBack(requestId: string): Promise<void> {
  const { page } = await visitorOnce('liu.jianguo')
  const item = await seenBy(page, requestId)
  const text = '请补充说明'
  await post(page, `/v1/approvals/${String(item['approvalId'])}/return`, {
    version: item['version'],
    field: 'reason',
    text,
  })
  await expect.poll(() => stateOf(requestId), patience).toBe('more_information')
}

async function answeredElsewhere(requestId: string): Promise<void> {
  const { page } = await visitorOnce('wang.lei')
  const draft: unknown = await (await page.request.get(`/v1/drafts/${requestId}`)).json()
  const { version, proposal } = draft as { version: number; proposal: unknown }
  await post(page, `/v1/requests/${requestId}/answer`, { version, text: '先答一句', proposal })
  await expect.poll(() => stateOf(requestId), patience).toBe('submitted')
}

async function post(page: Page, path: string, data: unknown): Promise<void> {
  const headers = { 'idempotency-key': crypto.randomUUID() }
  const answer = await page.request.post(path, { data, headers })
  if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`)
}
