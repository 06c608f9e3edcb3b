import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { benefitTexts } from '../../src/texts/benefits.ts'
import { webBudgetTexts } from '../../src/texts/web-budgets.ts'
import { barriers, cutTexts, overflow } from './axe.ts'
import { showCode } from './finance.ts'
import { amountField, fillForm, openEmptyForm, policyPanel } from './form.ts'
import { patience } from './requests.ts'
import { open, picture, words } from './screen.ts'
import { closeBrowser, visitor, type Look } from './visitor.ts'

// Two people set a budget; whoever asks sees what is left of it while typing, and that it would be exceeded;
// the figures of the page open into the benefits behind them.

afterAll(closeBrowser)

const looks: readonly Look[] = (['zh-CN', 'en'] as const).flatMap((language) =>
  (['desktop', 'phone'] as const).map((size) => ({ size, language })),
)
const say = words(webBudgetTexts)
const name = `华东代金券 ${crypto.randomUUID().slice(0, 6)}`

async function looked(page: Page, what: string): Promise<string[]> {
  await picture(page, `budgets-${what}`)
  return [...(await barriers(page)), ...(await overflow(page)), ...(await cutTexts(page))].map(
    (found) => `${what}: ${found}`,
  )
}

/** The entity of the sample that sells. */
async function salesEntity(page: Page): Promise<string> {
  const me = (await (await page.request.get('/v1/me')).json()) as { entities: { id: string; name: string }[] }
  return me.entities.find(({ name: word }) => /销售|Sales/.test(word))?.id ?? ''
}

test(
  'two people set a budget: one proposes it, and only another confirms it',
  { timeout: 180_000 },
  async () => {
    const maker = await visitor('gao.yun')
    const entityId = await salesEntity(maker.page)
    await open(maker.page, `/budgets?entityId=${entityId}`)
    await maker.page.getByRole('button', { name: say('budgets.new') }).click()
    const dialog = maker.page.getByRole('dialog')
    await dialog.getByLabel(benefitTexts['form.discount_coupon'].zh, { exact: true }).check()
    await dialog.getByLabel(say('budgets.unit')).selectOption({ label: '华东销售大区' })
    await dialog.getByLabel(say('budgets.name')).fill(name)
    await dialog.getByLabel(say('budgets.amount')).fill('100')
    await dialog.getByLabel(say('budgets.reason')).fill('季度代金券按推荐方案测算')
    const found = await looked(maker.page, 'new')
    await dialog.getByRole('button', { name: say('budgets.send') }).click()
    await dialog.waitFor({ state: 'detached' })
    const proposed = maker.page.getByRole('listitem').filter({ hasText: name }).first()
    await proposed.waitFor()
    expect(await proposed.getByRole('button').count()).toBe(0)
    found.push(...(await looked(maker.page, 'proposed')))
    const second = await visitor('lin.xiao')
    await open(second.page, `/budgets?entityId=${entityId}`)
    const waits = second.page.getByRole('listitem').filter({ hasText: name }).first()
    await waits.getByRole('button', { name: say('budgets.confirm') }).click()
    const asks = second.page.getByRole('dialog')
    await asks.getByRole('button', { name: say('budgets.confirm'), exact: true }).click()
    await showCode(second.page, 'lin.xiao', async () => (await asks.count()) === 0)
    await second.page.getByRole('heading', { name }).waitFor()
    found.push(...(await looked(second.page, 'set')))
    expect([...found, ...maker.faults, ...second.faults]).toEqual([])
  },
)

test(
  'whoever asks sees the warning while typing, before anything is filed',
  { timeout: 90_000 },
  async () => {
    const { page, faults } = await visitor('wang.lei')
    await openEmptyForm(page)
    await fillForm(page, {
      customer: '砺昕',
      kind: '代金券',
      amount: '1',
      chip: '老客户推荐',
      reason: '老客户推荐新客户成交，按方案发放代金券。',
    })
    const panel = policyPanel(page)
    const line = panel.getByText(name)
    await line.waitFor()
    await amountField(page).fill('90000')
    await expect.poll(() => line.innerText(), patience).toMatch(/超出 ¥.+可以提交，审批人会看到/)
    const found = await looked(page, 'warning')
    expect([...found, ...faults]).toEqual([])
  },
)

test.for(looks)('the page holds at $size in $language', { timeout: 120_000 }, async (look) => {
  const { page, faults } = await visitor('lin.xiao', look)
  await open(page, `/budgets?entityId=${await salesEntity(page)}`)
  const found = await looked(page, `list-${look.size}-${look.language}`)
  const here = words(webBudgetTexts, look.language)
  const spent = { name: '华南大区业务招待', figure: here('budgets.spent') }
  await page.getByTitle(here('budgets.show', spent)).click()
  await page.getByRole('heading', { name: here('budgets.behind', spent) }).waitFor()
  found.push(...(await looked(page, `behind-${look.size}-${look.language}`)))
  expect([...found, ...faults]).toEqual([])
})
