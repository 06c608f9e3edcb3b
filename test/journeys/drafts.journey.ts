import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { requestsTexts } from '../../src/texts/web-requests.ts'
import { barriers, overflow } from './axe.ts'
import { open, picture, words } from './screen.ts'
import { closeBrowser, visitor } from './visitor.ts'

// What is left of a form that was not sent: nothing of a look, one draft a tab, and a way to be rid of it.

const say = words(requestsTexts)
const patience = { timeout: 15_000, interval: 300 }

afterAll(closeBrowser)

test('who only looks what the policy says leaves no draft behind', async () => {
  const { page } = await visitor('wang.lei')
  const before = await draftsOf(page)
  await open(page, '/new')
  await chooseCustomerAndKind(page)
  // Leaving saves at once what is worth it.
  await page.getByRole('link', { name: '我的申请' }).first().click()
  await page.waitForURL(/my-requests/)
  await page.waitForLoadState('networkidle')
  expect(await draftsOf(page)).toEqual(before)
})

test('an unsent form goes on in its tab, another one is begun on request, and both are deleted', async () => {
  const { page, faults } = await visitor('wang.lei')
  const before = await draftsOf(page)
  const added = async () => (await draftsOf(page)).filter((id) => !before.includes(id))
  await open(page, '/new')
  await chooseCustomerAndKind(page)
  await reasonOf(page).fill('展会上谈好的')
  // It is left before the first save; whoever comes back at once finds it.
  await page.getByRole('link', { name: '我的申请' }).first().click()
  await page.getByRole('heading', { name: say('mine.title') }).waitFor()
  await page.keyboard.press('n')
  await page.getByText(say('new.again')).waitFor()
  expect(await reasonOf(page).inputValue()).toBe('展会上谈好的')
  await picture(page, 'drafts-goes-on')
  await reasonOf(page).fill('展会上谈好的，按方案')
  await page.getByText(/草稿已保存/).waitFor()
  await page.reload()
  await page.getByText(say('new.again')).waitFor()
  await expect.poll(() => reasonOf(page).inputValue(), patience).toBe('展会上谈好的，按方案')
  expect(await added()).toHaveLength(1)
  await page.getByRole('button', { name: say('new.begin') }).click()
  await expect.poll(() => reasonOf(page).inputValue(), patience).toBe('')
  await reasonOf(page).fill('另一份')
  await expect.poll(async () => (await added()).length, patience).toBe(2)
  await deleteThem(page, await added())
  expect([...(await barriers(page)), ...(await overflow(page)), ...faults]).toEqual([])
  await open(page, '/new')
  expect(await reasonOf(page).inputValue()).toBe('')
  expect(await draftsOf(page)).toEqual(before)
})

async function deleteThem(page: Page, ids: readonly string[]): Promise<void> {
  await open(page, '/my-requests?chip=draft')
  const rowOf = (id: string) => page.getByRole('listitem').filter({ has: page.locator(`[data-row="${id}"]`) })
  const deleteIt = async (id: string) => {
    await rowOf(id).getByRole('button').click()
    await rowOf(id).waitFor({ state: 'detached' })
  }
  const [first = ''] = ids
  await deleteIt(first)
  await picture(page, 'drafts-deleted')
  await page.keyboard.press('z')
  await rowOf(first).waitFor()
  for (const id of ids) await deleteIt(id)
  // Leaving sends what is held back, and the closed ones do not show what was never filed.
  await open(page, '/my-requests?chip=closed')
  await expect.poll(async () => (await draftsOf(page)).filter((id) => ids.includes(id)), patience).toEqual([])
  await page.reload()
  await page.getByRole('main').getByRole('listitem').first().waitFor()
  for (const id of ids) expect(await rowOf(id).count()).toBe(0)
}

async function chooseCustomerAndKind(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: say('new.customer') }).fill('砺昕')
  await page.getByRole('option', { name: '砺昕' }).first().click()
  const kind = page.getByRole('combobox', { name: say('new.kind') })
  await kind.fill('代金券')
  await page.getByRole('option', { name: '代金券' }).first().waitFor()
  await kind.press('Enter')
}

function reasonOf(page: Page) {
  return page.getByLabel(say('new.reason'), { exact: true })
}

async function draftsOf(page: Page): Promise<string[]> {
  const answer = await page.request.get('/v1/my-requests?chip=draft')
  const { rows } = (await answer.json()) as { rows: { requestId: string }[] }
  return rows.map((row) => row.requestId)
}
