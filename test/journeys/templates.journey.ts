import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { webTemplateTexts } from '../../src/texts/web-bank-templates.ts'
import { barriers, cutTexts, overflow } from './axe.ts'
import { showCode } from './finance.ts'
import { patience } from './requests.ts'
import { open, picture, words } from './screen.ts'
import { closeBrowser, visitor, type Look } from './visitor.ts'

// Finance brings the template of its own bank: one person uploads it and corrects what its columns hold,
// another looks at a file of invented payments and puts it in force, and an account changes to it by two.

afterAll(closeBrowser)

const say = words(webTemplateTexts)
const csv = '收款账号,收款户名,开户行,联行号,金额,用途,附言,业务种类\r\n6222,示例,示例,1,1.00,货款,,普通\r\n'
const path = { name: '旅程银行批量代付' }

async function looked(page: Page, what: string): Promise<string[]> {
  await picture(page, `templates-${what}`)
  return [...(await barriers(page)), ...(await overflow(page)), ...(await cutTexts(page))].map(
    (found) => `${what}: ${found}`,
  )
}

async function upload(page: Page, content: string): Promise<void> {
  const file = { name: 'bank.csv', mimeType: 'text/csv', buffer: Buffer.from(content) }
  await page.locator('input[type=file]').setInputFiles(file)
}

async function salesEntity(page: Page): Promise<string> {
  const me = (await (await page.request.get('/v1/me')).json()) as { entities: { id: string; name: string }[] }
  return me.entities.find(({ name }) => /销售|Sales/.test(name))?.id ?? ''
}

describe('the template of a bank of our own', { timeout: 180_000 }, () => {
  test('is uploaded, and what its headings do not say is chosen by a person', async () => {
    const { page, faults } = await visitor('gao.yun', { size: 'phone' })
    await open(page, `/bank-templates?entityId=${await salesEntity(page)}`)
    const found = await looked(page, 'empty')
    await upload(page, '甲,乙\r\n1,2\r\n')
    await page.getByRole('alert').waitFor()
    found.push(...(await looked(page, 'refused')))
    await upload(page, csv)
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(say('tpl.name_zh')).fill(path.name)
    await dialog.getByLabel(say('tpl.name_en')).fill('Journey bank')
    found.push(...(await looked(page, 'form')))
    const purpose = dialog.getByRole('region', { name: say('tpl.column', { at: 6 }) })
    await purpose.getByLabel(say('tpl.word.company_account')).fill('货款')
    const kind = dialog.getByRole('region', { name: say('tpl.column', { at: 8 }) })
    await kind.getByLabel(say('tpl.column_field')).selectOption('fixed')
    await kind.getByLabel(say('tpl.column_text')).fill('普通汇款')
    found.push(...(await looked(page, 'columns')))
    await dialog.getByRole('button', { name: say('tpl.save') }).tap()
    const row = page.getByRole('listitem').filter({ hasText: path.name })
    await showCode(page, 'gao.yun', async () => (await row.count()) > 0)
    await row.getByText(say('tpl.state.drafted')).waitFor()
    found.push(...(await looked(page, 'drafted')))
    expect([...found, ...faults.filter((fault) => !/status of (4\d\d)/.test(fault))]).toEqual([])
  })

  test('is put in force by another, who saw three invented payments', async () => {
    const { page, faults } = await visitor('lin.xiao')
    const entityId = await salesEntity(page)
    await open(page, `/bank-templates?entityId=${entityId}`)
    await page.getByRole('button', { name: say('tpl.look_at', { name: path.name, edition: 1 }) }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('cell', { name: '虚构商贸有限公司' }).waitFor()
    const found = await looked(page, 'preview')
    await dialog.getByRole('button', { name: say('tpl.confirm'), exact: true }).click()
    const inForce = page.getByText(say('tpl.state.in_force'))
    await showCode(page, 'lin.xiao', async () => (await inForce.count()) > 0)
    found.push(...(await looked(page, 'in-force')))
    await open(page, `/reconciliation?entityId=${entityId}`)
    await page.getByRole('button', { name: say('form.change') }).click()
    const change = page.getByRole('dialog')
    await change.getByLabel(say('form.to')).selectOption({ label: path.name })
    await change.getByLabel(say('tpl.reason')).fill('改用银行自己的模板')
    found.push(...(await looked(page, 'change')))
    await change.getByRole('button', { name: say('form.state') }).click()
    const waits = page.getByText(/待另一人确认/)
    await showCode(page, 'lin.xiao', async () => (await waits.count()) > 0)
    found.push(...(await looked(page, 'waits')))
    expect([...found, ...faults.filter((fault) => !/status of (4\d\d)/.test(fault))]).toEqual([])
  })

  test('is the form of an account once another confirms it', async () => {
    const { page, faults } = await visitor('gao.yun')
    await open(page, `/reconciliation?entityId=${await salesEntity(page)}`)
    await page.getByRole('button', { name: say('form.confirm') }).click()
    const now = page.getByText(say('form.now', { name: path.name }))
    await showCode(page, 'gao.yun', async () => (await now.count()) > 0)
    await expect.poll(() => now.count(), patience).toBe(1)
    const found = await looked(page, 'confirmed')
    expect([...found, ...faults]).toEqual([])
  })
})

const looks: readonly Look[] = (['zh-CN', 'en'] as const).flatMap((language) =>
  (['desktop', 'phone'] as const).map((size) => ({ size, language })),
)

test.each(looks)('its page and its file ($size, $language)', { timeout: 60_000 }, async (look) => {
  const sayIn = words(webTemplateTexts, look.language)
  const { page, faults } = await visitor('lin.xiao', look)
  await open(page, `/bank-templates?entityId=${await salesEntity(page)}`)
  await page.getByRole('heading', { name: sayIn('tpl.title') }).waitFor()
  const found = await looked(page, `list-${look.size}-${look.language}`)
  await page
    .getByRole('button', { name: /查看“|Open “/ })
    .first()
    .click()
  await page.getByRole('dialog').getByRole('table').first().waitFor()
  found.push(...(await looked(page, `look-${look.size}-${look.language}`)))
  await page
    .getByRole('dialog')
    .getByRole('button', { name: sayIn('tpl.next') })
    .click()
  await page.getByRole('dialog').getByLabel(sayIn('tpl.rows')).waitFor()
  found.push(...(await looked(page, `next-${look.size}-${look.language}`)))
  expect([...found, ...faults]).toEqual([])
})
