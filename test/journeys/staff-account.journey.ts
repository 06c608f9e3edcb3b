import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { shellTexts } from '../../src/texts/shell.ts'
import { webPaymentTexts } from '../../src/texts/web-payments.ts'
import { webStaffAccountTexts } from '../../src/texts/web-staff-accounts.ts'
import type { Language } from '../../src/texts/text.ts'
import { looked, showCode } from './finance.ts'
import { thumb } from './hands.ts'
import { quiet } from './quiet.ts'
import { open, words } from './screen.ts'
import { sendAs } from './send.ts'
import { closeBrowser, visitor, type Look } from './visitor.ts'

// Where a colleague is reimbursed: stated by themselves with a thumb, verified by a second person, refused
// with a reason that its owner reads. 唐怡 claims nothing in other journeys, so that no payment waits for it.

afterAll(closeBrowser)

const owner = 'tang.yi'
const accountWords = (language: Language = 'zh-CN') => words(webStaffAccountTexts, language)
const say = accountWords()

/** The last four digits differ from run to run, for the same account is not stated twice. */
const tail = String(1_000 + Math.floor(Math.random() * 8_000))
const number = `6222 0299 0000 ${tail}`

const saying = (page: Page, what: string) => page.getByText(new RegExp(what)).first().waitFor()

/** Fills the open dialog and sends it; a fresh code is shown where one is asked for. */
async function state(page: Page, given: { readonly number: string; readonly holder?: string }) {
  const dialog = page.getByRole('dialog', { name: say('state.title') })
  const field = (name: 'holder' | 'bank' | 'number' | 'reference') =>
    dialog.getByLabel(say(`state.${name}`), { exact: true })
  if (given.holder !== undefined) await thumb.write(page, field('holder'), given.holder)
  await thumb.write(page, field('bank'), '招商银行上海分行')
  await thumb.write(page, field('number'), given.number)
  await thumb.write(page, field('reference'), '工资卡')
  const answered = page.waitForResponse(
    (response) => response.url().endsWith('/v1/my/account') && isEnd(response),
    { timeout: 60_000 },
  )
  await thumb.press(page, dialog.getByRole('button', { name: say('state.send') }))
  let isAnswered = false
  void answered.then(() => (isAnswered = true))
  await showCode(page, owner, async () => isAnswered)
  await answered
  return { dialog, field }
}

/** The answer of the command itself, and not the question for a fresh code before it. */
function isEnd(response: { request(): { method(): string }; status(): number }): boolean {
  return response.request().method() === 'POST' && response.status() !== 401
}

test(
  'nothing is stated yet; with the thumb an account is, and what is wrong stands in its field',
  { timeout: 120_000 },
  async () => {
    const { page, faults } = await visitor(owner, { size: 'phone' })
    await open(page, '/my-claims')
    await page.getByText(/还没有登记/).waitFor()
    const found = await looked(page, 'staff-account-none')
    await thumb.press(page, page.getByRole('button', { name: say('own.state') }))
    const empty = page.getByRole('dialog', { name: say('state.title') })
    expect(await empty.getByLabel(say('state.holder'), { exact: true }).inputValue()).toBe('唐怡')
    await thumb.press(page, empty.getByRole('button', { name: say('state.send') }))
    expect(await empty.getByText(say('state.fill')).count()).toBe(3)
    const { dialog, field } = await state(page, { number: '卡号六二二二' })
    await dialog.getByText(/账号/).and(dialog.locator('[id$=about]')).waitFor()
    expect(await field('number').getAttribute('aria-invalid')).toBe('true')
    found.push(...(await looked(page, 'staff-account-wrong-number')))
    await state(page, { number, holder: '唐怡的配偶' })
    await dialog.getByText(/“唐怡的配偶”不是您本人姓名/).waitFor()
    expect(await field('holder').getAttribute('aria-invalid')).toBe('true')
    expect(await field('number').getAttribute('aria-invalid')).toBe(null)
    await state(page, { number, holder: '唐怡' })
    await dialog.waitFor({ state: 'detached' })
    await saying(page, `尾号 ${tail} 的账户等待财务或合规同事核实`)
    found.push(...(await looked(page, 'staff-account-stated')))
    expect(await page.locator('#content').innerText()).not.toContain('0299')
    expect([...found, ...faults.filter((fault) => !/status of 4\d\d/.test(fault))]).toEqual([])
  },
)

const row = (page: Page, name = '唐怡') => page.getByRole('listitem').filter({ hasText: name }).first()

/** How many accounts wait, as the navigation says at its place. */
async function counted(page: Page): Promise<number> {
  const place = words(shellTexts)('shell.nav.staff_accounts')
  const link = page.getByRole('navigation').getByRole('link', { name: new RegExp(`^${place}`) })
  const count = link.locator('[aria-hidden=true]:not(svg)')
  await link.waitFor()
  return (await count.count()) === 0 ? 0 : Number(await count.innerText())
}

test(
  'a second person finds it, compares the whole number and verifies it',
  { timeout: 120_000 },
  async () => {
    const { page, faults } = await visitor('lin.xiao')
    await open(page, '/payments')
    const waiting = await counted(page)
    expect(waiting).toBeGreaterThan(0)
    await page
      .getByRole('main')
      .getByRole('link', { name: words(webPaymentTexts)('pay.to_accounts') })
      .click()
    await row(page).waitFor()
    const list = await page.locator('#content').innerText()
    expect(list).toContain(`•••• ${tail}`)
    expect(list).not.toContain('0299')
    const found = await looked(page, 'staff-accounts')
    await row(page)
      .getByRole('button', { name: say('staff.check_of', { name: '唐怡' }) })
      .click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(number).waitFor()
    const confirm = dialog.getByRole('button', { name: say('check.confirm') })
    expect(await confirm.isDisabled()).toBe(true)
    await dialog.getByLabel(say('check.how')).selectOption({ index: 1 })
    await dialog.getByLabel(say('check.found')).fill('与本人银行卡逐位核对一致')
    found.push(...(await looked(page, 'staff-account-check')))
    await confirm.click()
    await showCode(page, 'lin.xiao', async () => (await dialog.count()) === 0)
    await page.getByText(say('check.confirmed', { name: '唐怡' })).waitFor()
    expect(await page.getByRole('button', { name: say('staff.check_of', { name: '唐怡' }) }).count()).toBe(0)
    await expect.poll(() => counted(page)).toBe(waiting - 1)
    found.push(...(await looked(page, 'staff-accounts-after')))
    expect([...found, ...faults]).toEqual([])
  },
)

test('one’s own stands there too, and says why another verifies it', async () => {
  const { page, faults } = await visitor('lin.xiao')
  const own = {
    holder: '林晓',
    bank: '招商银行苏州分行',
    number: `6222 0299 2222 ${tail}`,
    reference: '工资卡',
  }
  await open(page, '/payments')
  const others = await counted(page)
  expect((await sendAs(page, 'lin.xiao', '/v1/my/account', own)).status()).toBe(201)
  await open(page, '/staff-accounts')
  expect(await counted(page)).toBe(others)
  await row(page, '林晓').getByText('不能核实自己的账户，也不能核实自己登记的账户。').waitFor()
  expect(await row(page, '林晓').getByRole('button').count()).toBe(0)
  expect([...(await looked(page, 'staff-accounts-own')), ...faults]).toEqual([])
})

test('what somebody else was quicker with is said, and the dialog keeps what was typed', async () => {
  const other = await visitor('lin.xiao')
  await visitor(owner, { size: 'phone' }).then(async ({ page }) => {
    await open(page, '/my-claims')
    await thumb.press(page, page.getByRole('button', { name: say('own.change') }))
    const { dialog } = await state(page, { number: `6222 0299 1111 ${tail}` })
    await dialog.waitFor({ state: 'detached' })
  })
  const { page } = await visitor('lin.xiao')
  await open(page, '/staff-accounts')
  await row(page)
    .getByText(new RegExp(`将替换.*${tail}`))
    .waitFor()
  await row(page).getByRole('button').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(say('check.how')).selectOption({ index: 2 })
  await dialog.getByLabel(say('check.found')).fill('银行查无此户')
  await open(other.page, '/staff-accounts')
  const { items } = (await (await other.page.request.get('/v1/staff-accounts?state=stated')).json()) as {
    items: { accountId: string; owner: { name: string } }[]
  }
  const accountId = items.find((item) => item.owner.name === '唐怡')?.accountId ?? ''
  const quick = { answer: 'refuse', how: 'bank_confirmation', reference: '银行回函：户名不符' }
  const path = `/v1/staff-accounts/${accountId}/check`
  expect((await sendAs(other.page, 'lin.xiao', path, quick)).status()).toBe(200)
  await dialog.getByRole('button', { name: say('check.refuse') }).click()
  await page.getByText(/已核实、被拒或已被替换/).waitFor()
  // The list is asked again first; a dialog that closed all the same would do so after that.
  await quiet(page)
  expect(await dialog.getByLabel(say('check.found')).inputValue()).toBe('银行查无此户')
})

const looks: readonly Look[] = [
  { size: 'phone', language: 'zh-CN' },
  { size: 'desktop', language: 'zh-CN' },
  { size: 'phone', language: 'en' },
  { size: 'desktop', language: 'en' },
]

test.for(looks)('its owner reads what became of it, at $size in $language', async (look) => {
  const { page, faults } = await visitor(owner, look)
  await open(page, '/my-claims')
  await saying(page, look.language === 'en' ? `ending in ${tail}, verified by Lin Xiao` : '林晓已核实')
  await saying(page, '银行回函：户名不符')
  await page.locator('summary').last().click()
  const found = await looked(page, `staff-account-own-${look.size}-${look.language}`)
  await page.getByRole('button', { name: accountWords(look.language)('own.change') }).click()
  found.push(...(await looked(page, `staff-account-dialog-${look.size}-${look.language}`)))
  expect([...found, ...faults]).toEqual([])
})

test.for(looks)('the list holds at $size in $language', async (look) => {
  const { page, faults } = await visitor('lin.xiao', look)
  await open(page, '/staff-accounts?state=all')
  await row(page, look.language === 'en' ? 'Tang Yi' : '唐怡').waitFor()
  const found = await looked(page, `staff-accounts-all-${look.size}-${look.language}`)
  await open(page, '/staff-accounts')
  found.push(...(await looked(page, `staff-accounts-wait-${look.size}-${look.language}`)))
  expect([...found, ...faults]).toEqual([])
})

test('whoever verifies nobody has no way to the list, and is told why behind its address', async () => {
  const { page } = await visitor('meng.jie')
  await open(page, '/payments')
  expect(await page.getByRole('link', { name: words(webPaymentTexts)('pay.to_accounts') }).count()).toBe(0)
  await page.goto('/staff-accounts')
  await page.getByRole('alert').waitFor()
  expect(await page.getByText(words(shellTexts)('problem.retry')).count()).toBe(0)
})
