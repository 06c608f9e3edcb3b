import { afterAll, expect, test } from 'vitest'
import { webThirdPartyTexts } from '../../src/texts/web-third-parties.ts'
import { looked, showCode } from './finance.ts'
import { thumb } from './hands.ts'
import { open, words } from './screen.ts'
import { closeBrowser, visitor } from './visitor.ts'

// A middleman is put on record with the thumb, and verified by another person.

afterAll(closeBrowser)

const name = `白龙江${crypto.randomUUID().slice(0, 6)}商务咨询有限公司`
const say = words(webThirdPartyTexts)
const serious = (faults: readonly string[]) => faults.filter((fault) => !/status of 4\d\d/.test(fault))

let place = ''

test('finance records a middleman from its papers, and nothing goes on without them', async () => {
  const { page, faults } = await visitor('lin.xiao', { size: 'phone', language: 'en' })
  const told = words(webThirdPartyTexts, 'en')
  const headers = { 'idempotency-key': crypto.randomUUID() }
  const made = await page.request.post('/v1/parties/customers', { data: { name, type: 'company' }, headers })
  place = `/parties/${((await made.json()) as { partyId: string }).partyId}`
  await open(page, place)
  await thumb.press(page, page.getByRole('button', { name: told('third.new') }))
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(told('third.role')).selectOption('agent')
  const yes = (question: 'licensed' | 'independent' | 'owner_known') =>
    dialog
      .getByRole('group', { name: told(`third.${question}`) })
      .getByRole('radio', { name: told('third.yes') })
  for (const question of ['licensed', 'independent', 'owner_known'] as const) await yes(question).check()
  const send = dialog.getByRole('button', { name: told('third.send') })
  await dialog.getByLabel(told('third.until')).fill('2030-12-31')
  expect(await send.isDisabled()).toBe(true)
  for (const paper of ['licence', 'declaration', 'owners'] as const) {
    await thumb.write(page, dialog.getByLabel(told(`third.${paper}`)), `File A-3, ${paper}`)
  }
  const found = await looked(page, 'middleman-new')
  await thumb.press(page, send)
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('File A-3, licence').waitFor()
  found.push(...(await looked(page, 'middleman-waits')))
  expect([...found, ...serious(faults)]).toEqual([])
})

test('compliance verifies it on the page of the organisation', { timeout: 90_000 }, async () => {
  const { page, faults } = await visitor('shen.lu')
  await open(page, place)
  await page.getByRole('button', { name: say('third.verify') }).click()
  const dialog = page.getByRole('dialog')
  const found = await looked(page, 'middleman-verify')
  expect(await dialog.getByRole('button', { name: say('third.decline') }).isDisabled()).toBe(true)
  await dialog.getByRole('button', { name: say('third.confirm') }).click()
  await showCode(page, 'shen.lu', async () => (await dialog.count()) === 0)
  await page.getByText(say('third.in_force')).waitFor()
  found.push(...(await looked(page, 'middleman-verified')))
  expect([...found, ...serious(faults)]).toEqual([])
})
