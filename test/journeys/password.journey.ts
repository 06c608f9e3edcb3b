import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { shellTexts } from '../../src/texts/shell.ts'
import { passwordTexts } from '../../src/texts/web-password.ts'
import { barriers, overflow } from './axe.ts'
import { open, picture, words } from './screen.ts'
import { closeBrowser, visitor } from './visitor.ts'

// Somebody changes the password that others know. Afterwards it is the published one again.

const next = '只有我知道的密码'

afterAll(closeBrowser)

test('one’s own password is changed by keyboard, and what is wrong stands in its field', async () => {
  const say = words(passwordTexts)
  const { page } = await visitor('tang.yi')
  await open(page, '/')
  const published = await publishedPassword(page)
  const account = page.getByRole('button', { name: words(shellTexts)('shell.account') })
  await account.filter({ visible: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: words(shellTexts)('shell.password') }).focus()
  await page.keyboard.press('Enter')
  const field = (name: 'current' | 'next' | 'again') =>
    page.getByLabel(say(`password.${name}`), { exact: true })
  // It begins in the first field; what is missing is said, and the cursor stands there.
  await focused(page, 'current').waitFor()
  await page.keyboard.press('Enter')
  expect(await toldIn(page)).toEqual([say('password.fill'), say('password.fill'), say('password.fill')])
  await write(page, 'not the password', 'short', 'shirt')
  expect(await toldIn(page)).toEqual([say('password.not_the_same')])
  await write(page, 'not the password', 'short', 'short')
  await focused(page, 'new').waitFor()
  expect(await toldIn(page)).toEqual([expect.stringContaining('8')])
  await write(page, 'not the password', next, next)
  await focused(page, 'current').waitFor()
  expect(await toldIn(page)).toEqual([expect.stringContaining('当前密码不正确')])
  expect([...(await barriers(page)), ...(await overflow(page))]).toEqual([])
  await picture(page, 'password-01-told-in-place')
  // Put right, with the answer lost on its way: the second press gets it.
  await loseAnswer(page)
  await write(page, published, next, next)
  await page.getByRole('alert').getByText(say('password.failed')).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText(say('password.done')).waitFor()
  expect(await field('current').count()).toBe(0)
  expect(
    await account.filter({ visible: true }).evaluate((it) => it.ownerDocument.activeElement === it),
  ).toBe(true)
})

test('on a phone, in English, it goes back to what it was', async () => {
  const say = words(passwordTexts, 'en')
  const { page, faults } = await visitor('tang.yi', { size: 'phone', language: 'en' })
  await open(page, '/')
  const published = await publishedPassword(page)
  const shell = words(shellTexts, 'en')
  await page
    .getByRole('button', { name: shell('shell.account') })
    .filter({ visible: true })
    .tap()
  await page.getByRole('menuitem', { name: shell('shell.password') }).tap()
  await page.getByLabel(say('password.current')).fill(next)
  await page.getByLabel(say('password.next'), { exact: true }).fill(published)
  await page.getByLabel(say('password.again')).fill(published)
  await picture(page, 'password-02-phone')
  expect([...(await barriers(page)), ...(await overflow(page))]).toEqual([])
  await page.getByRole('button', { name: say('password.change') }).tap()
  await page.getByText(say('password.done')).waitFor()
  expect(faults).toEqual([])
})

/** Fills the three fields with the keyboard and sends them with Enter. */
async function write(page: Page, ...values: readonly string[]): Promise<void> {
  const answered = page.waitForLoadState('networkidle')
  await page.locator('dialog input[type=password]').first().focus()
  for (const [at, value] of values.entries()) {
    if (at > 0) await page.keyboard.press('Tab')
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type(value)
  }
  await page.keyboard.press('Enter')
  await answered
}

/** The field of the current or of a new password, while the cursor stands in it. */
const focused = (page: Page, which: 'current' | 'new') =>
  page.locator(`dialog input:focus[autocomplete=${which}-password]`)

/** What stands below the fields that are wrong. */
async function toldIn(page: Page): Promise<string[]> {
  const wrong = page.locator('dialog [aria-invalid=true]')
  await wrong.first().waitFor()
  const ids = await wrong.evaluateAll((all) => all.map((it) => it.getAttribute('aria-describedby')))
  return Promise.all(ids.map((id) => page.locator(`[id="${id}"]`).innerText()))
}

/** The next change reaches the server, and its answer never arrives. */
async function loseAnswer(page: Page): Promise<void> {
  await page.route(
    '**/v1/me/password',
    async (route) => {
      await route.fetch()
      await route.abort()
    },
    { times: 1 },
  )
}

async function publishedPassword(page: Page): Promise<string> {
  const { sampleLogIns }: { sampleLogIns: { password: string }[] } = JSON.parse(
    await (await page.request.get('/v1/welcome')).text(),
  )
  return sampleLogIns[0]?.password ?? ''
}
