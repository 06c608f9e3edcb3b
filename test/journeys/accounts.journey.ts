import { afterAll, expect, test } from 'vitest'
import { shellTexts } from '../../src/texts/shell.ts'
import { partiesTexts } from '../../src/texts/web-parties.ts'
import { looked, showCode } from './finance.ts'
import { thumb } from './hands.ts'
import { open, words } from './screen.ts'
import { closeBrowser, visitor, type Look } from './visitor.ts'

// Where a customer is paid: recorded as it was given, with the clearing number of its bank, and verified by
// another person through another channel.

afterAll(closeBrowser)

const shell = words(shellTexts)
const clearing = '313290000017'
const name = `疏勒河${crypto.randomUUID().slice(0, 6)}灌溉设备有限公司`

let place = ''

test('an account is recorded with the thumb, and a clearing number that is none does not go on', async () => {
  const { page, faults } = await visitor('wang.lei', { size: 'phone', language: 'en' })
  const say = words(partiesTexts, 'en')
  const headers = { 'idempotency-key': crypto.randomUUID() }
  const made = await page.request.post('/v1/parties/customers', { data: { name, type: 'company' }, headers })
  place = `/parties/${((await made.json()) as { partyId: string }).partyId}`
  await open(page, place)
  await thumb.press(page, page.getByRole('button', { name: say('account.new') }))
  const dialog = page.getByRole('dialog')
  await thumb.write(page, dialog.getByLabel(say('account.bank')), '苏州银行吴江支行')
  await thumb.write(page, dialog.getByLabel(say('account.number'), { exact: true }), '6222 0299 0000 4321')
  await thumb.write(page, dialog.getByLabel(say('account.cnaps')), '3132')
  await dialog.getByLabel(say('account.given_in')).selectOption({ index: 1 })
  await thumb.write(page, dialog.getByLabel(say('record.reference')), 'HT-2026-0417, clause 8')
  const found = await looked(page, 'account-new')
  const send = dialog.getByRole('button', { name: say('account.state') })
  expect(await send.isDisabled()).toBe(true)
  await thumb.write(page, dialog.getByLabel(say('account.cnaps')), clearing)
  await thumb.press(page, send)
  await dialog.waitFor({ state: 'detached' })
  await page.getByText(`苏州银行吴江支行 · ${clearing} · •••• 4321`).waitFor()
  found.push(...(await looked(page, 'account-stated')))
  expect([...found, ...faults.filter((fault) => !/status of 4\d\d/.test(fault))]).toEqual([])
})

test(
  'compliance finds it among those that wait, and verifies the whole number by telephone',
  { timeout: 90_000 },
  async () => {
    const { page, faults } = await visitor('shen.lu')
    const say = words(partiesTexts)
    await open(page, '/inbox')
    await page
      .getByRole('link', { name: shell('shell.nav.payee_accounts') })
      .first()
      .click()
    await page.getByText(say('waiting.title')).waitFor()
    const found = await looked(page, 'accounts-waiting')
    const check = page.getByRole('button', { name: say('waiting.check_of', { name }) })
    await check.click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(clearing).waitFor()
    await dialog.getByText('6222 0299 0000 4321').waitFor()
    await dialog.getByLabel(say('account.how')).selectOption({ index: 1 })
    await dialog.getByLabel(say('account.found')).fill('按合同所载电话回拨，财务科核对无误')
    found.push(...(await looked(page, 'account-check')))
    await dialog.getByRole('button', { name: say('account.confirm') }).click()
    await showCode(page, 'shen.lu', async () => (await dialog.count()) === 0)
    await check.waitFor({ state: 'detached' })
    await open(page, place)
    await page.getByText(say('account.check'), { exact: true }).waitFor({ state: 'detached' })
    found.push(...(await looked(page, 'account-verified')))
    expect([...found, ...faults]).toEqual([])
  },
)

const looks: readonly Look[] = [
  { size: 'phone', language: 'zh-CN' },
  { size: 'desktop', language: 'en' },
]

test.for(looks)('the record holds at $size in $language', async (look) => {
  const { page, faults } = await visitor('lin.xiao', look)
  await open(page, place)
  await page.getByText(new RegExp(clearing)).waitFor()
  const found = await looked(page, `account-${look.size}-${look.language}`)
  await open(page, '/payee-accounts')
  found.push(...(await looked(page, `accounts-waiting-${look.size}-${look.language}`)))
  expect([...found, ...faults]).toEqual([])
})
