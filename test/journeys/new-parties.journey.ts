import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { partiesTexts } from '../../src/texts/web-parties.ts'
import { requestsTexts } from '../../src/texts/web-requests.ts'
import { webTexts } from '../../src/texts/web.ts'
import { policyPanel } from './form.ts'
import { open, picture, words } from './screen.ts'
import { closeBrowser, visitor } from './visitor.ts'

// Names that resemble nobody on record, as every name does in a company that starts with nothing.

const say = words(requestsTexts)
const record = words(partiesTexts)
const web = words(webTexts)
const patience = { timeout: 30_000, interval: 500 }
const customer = '喀什远疆冷链'
const person = '古丽娜尔'

let number = ''

afterAll(closeBrowser)

test('a customer and a person whom nobody resembles are entered in the form', async () => {
  const { page } = await visitor('wang.lei')
  await open(page, '/new')
  await page.getByRole('combobox', { name: say('new.customer') }).fill(customer)
  await page.getByRole('button', { name: say('new.new_customer', { name: customer }) }).click()
  const kind = page.getByRole('combobox', { name: say('new.kind') })
  await kind.fill('宣传小礼品')
  await page.getByRole('option', { name: '宣传小礼品' }).waitFor()
  await kind.press('Enter')
  await page.getByLabel(say('new.amount_each.piece')).fill('30')
  await page.getByRole('combobox', { name: say('new.person') }).fill(person)
  await page.getByRole('button', { name: say('new.new_person', { name: person }) }).click()
  await page.getByLabel(say('new.position')).fill('采购')
  await page.getByRole('radio', { name: web('web.no'), exact: true }).check()
  await page.getByRole('checkbox', { name: say('new.none_of_these') }).check()
  await page.getByRole('radio', { name: '展会与推介会' }).check()
  await page.getByLabel(say('new.reason'), { exact: true }).fill('冷链展会上初次拜访，赠送印有标识的笔记本。')
  await policyPanel(page).getByText(web('web.missing.compliance')).first().waitFor()
  await picture(page, 'new-01-nobody-resembles')
  await page.getByRole('button', { name: /提交/ }).click()
  await page.waitForURL(/\/requests\//)
  number = /BR-\d{4}-\d+/.exec(await page.locator('article').innerText())?.[0] ?? ''
  expect(number).not.toBe('')
})

test('compliance finds it under what waits for them and completes both records', async () => {
  const { page } = await visitor('shen.lu')
  const toRecord = async (fact: string) => {
    await open(page, '/inbox?bucket=supply')
    await page.getByRole('main').getByRole('link').filter({ hasText: customer }).first().click()
    const missing = page.locator('article').getByRole('listitem').filter({ hasText: fact })
    await missing.getByRole('link', { name: web('web.missing.record') }).click()
    await page.waitForURL(/\/parties\//)
  }
  await toRecord('客户所有制')
  await page.getByRole('button', { name: record('record.correct') }).click()
  const correct = page.getByRole('dialog')
  await correct.getByLabel('所有制').selectOption({ label: '民营' })
  await correct.getByLabel(record('record.proof')).selectOption({ label: '登记机关查询件' })
  await correct.getByLabel(record('record.reference')).fill('企业信用信息公示系统 2026-11-27')
  await correct.getByLabel(record('record.reason')).fill('新客户建档')
  await picture(page, 'new-03-record')
  await correct.getByRole('button', { name: record('record.correct') }).click()
  await page.getByText(record('record.done')).first().waitFor()
  await picture(page, 'new-04-recorded')
  await toRecord('受益人身份')
  await page.getByRole('button', { name: record('class.new') }).click()
  const classify = page.getByRole('dialog')
  await classify.getByLabel(record('class.class')).selectOption({ label: '民营企业人员' })
  await classify.getByLabel(record('record.proof')).selectOption({ index: 1 })
  await classify.getByLabel(record('record.reference')).fill('任职证明 2026-11')
  await classify.getByRole('button', { name: record('class.record') }).click()
  await page.getByText(record('record.done')).first().waitFor()
  await picture(page, 'new-05-classified')
})

test('the request is decided again by itself and waits for compliance no longer', async () => {
  const { page } = await visitor('wang.lei')
  await expect.poll(() => stateShown(page), patience).not.toContain('待补充')
  await picture(page, 'new-06-in-approval')
})

async function stateShown(page: Page): Promise<string> {
  await open(page, '/my-requests')
  return page.getByRole('main').getByRole('listitem').filter({ hasText: number }).innerText()
}
