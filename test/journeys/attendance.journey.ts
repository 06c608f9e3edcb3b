import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { guestPageTexts } from '../../src/texts/guest-page.ts'
import type { Language } from '../../src/texts/text.ts'
import { approvalsTexts } from '../../src/texts/web-approvals.ts'
import { webAttendanceTexts } from '../../src/texts/web-attendance.ts'
import { webGivingTexts } from '../../src/texts/web-giving.ts'
import { barriers, cutTexts, overflow } from './axe.ts'
import { startVerb, thumb } from './hands.ts'
import { file, patience, seenBy, stateOf } from './requests.ts'
import { open, picture, words } from './screen.ts'
import { closeBrowser, stranger, visitor } from './visitor.ts'

// A meal of today: whoever gives it shows the code on a phone, a guest without a log-in signs in on another
// one, and the form of the giving has the guest on its list.

afterAll(closeBrowser)

const reader = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(reader)).buffer } })

async function looked(page: Page, name: string): Promise<string[]> {
  await picture(page, `attendance-${name}`)
  return [...(await barriers(page)), ...(await overflow(page)), ...(await cutTexts(page))].map(
    (found) => `${name}: ${found}`,
  )
}

/** What a camera reads off the screen. */
async function scanned(page: Page): Promise<string> {
  const shown = await page.getByRole('img', { name: words(webAttendanceTexts)('door.code') }).screenshot()
  const [code] = await readBarcodes(new Uint8Array(shown), { formats: ['QRCode'] })
  return code?.text ?? ''
}

/** A lunch of today for two, approved by whoever is asked. */
async function approvedMeal(): Promise<string> {
  const requestId = await file('working_meal', 88)
  for (const name of ['liu.jianguo', 'lin.xiao', 'shen.lu', 'xu.weimin']) {
    if ((await stateOf(requestId)) === 'approved') return requestId
    const { page } = await visitor(name)
    const item = await seenBy(page, requestId)
    const can = item['can'] as { approve?: { can: boolean } } | undefined
    if (can?.approve?.can !== true) continue
    await page.request.post(`/v1/approvals/${String(item['approvalId'])}/approve`, {
      data: { version: item['version'], reason: '同意' },
      headers: { 'idempotency-key': crypto.randomUUID() },
    })
  }
  expect(await stateOf(requestId)).toBe('approved')
  return requestId
}

type Signing = { readonly name: string; readonly employer: string; readonly office: 'yes' | 'no' }

/** Somebody scans the code with a phone of their own, which knows nobody of ours. */
async function signsIn(url: string, language: Language, said: Signing): Promise<string[]> {
  const say = words(guestPageTexts, language)
  const { page, faults } = await stranger({ size: 'phone', language })
  await page.goto(url)
  const found = await looked(page, `guest-${language}`)
  await page.getByRole('button', { name: say('send'), exact: true }).tap()
  await page.getByText(say('wrong.some')).waitFor()
  found.push(...(await looked(page, `guest-wrong-${language}`)))
  await page.getByLabel(say('field.name')).fill(said.name)
  await page.getByLabel(say('field.employer')).fill(said.employer)
  await page.getByLabel(say(`official.${said.office}`), { exact: true }).check()
  await page.getByRole('button', { name: say('send'), exact: true }).tap()
  await page.getByRole('heading', { name: say('done.title') }).waitFor()
  found.push(...(await looked(page, `guest-done-${language}`)))
  const bytes = (await (await page.request.get(url)).body()).length
  expect(bytes).toBeLessThan(8_000)
  // The form that is not filled in is answered with 422, which the console notes.
  return [...found, ...faults.filter((fault) => !/status of 422/.test(fault))]
}

/** Records the giving on the phone: one of those who signed in is left out for a moment, with a reason. */
async function recorded(page: Page, requestId: string): Promise<string[]> {
  const give = words(webGivingTexts)
  const found: string[] = []
  const verb = words(approvalsTexts)('verb.give')
  await startVerb(page, { ...thumb, language: 'zh-CN' }, verb)
  const form = page.getByRole('form', { name: verb })
  const ticked = (name: RegExp) => form.getByRole('checkbox', { name }).first()
  await ticked(/Chen Yu/).waitFor()
  await ticked(/许泽峰/).scrollIntoViewIfNeeded()
  found.push(...(await looked(page, 'give')))
  await ticked(/Chen Yu/).uncheck()
  await form.getByLabel(`${give('give.why_not')} Chen Yu`).fill('签到后因急事离开，未用餐')
  // Clear of the bar with the buttons, which lies over the end of what is in sight.
  await form
    .getByRole('button', { name: give('give.other') })
    .evaluate((it) => it.scrollIntoView({ block: 'center' }))
  found.push(...(await looked(page, 'give-left-out')))
  await ticked(/Chen Yu/).check()
  const agenda = { name: 'agenda.txt', mimeType: 'text/plain', buffer: Buffer.from('agenda') }
  await form.locator('select').first().selectOption('agenda')
  await form.locator('input[type=file]').first().setInputFiles(agenda)
  await form
    .getByRole('button', { name: /agenda/ })
    .first()
    .waitFor()
  await form.getByRole('button', { name: verb, exact: true }).tap()
  await expect.poll(() => stateOf(requestId), patience).not.toBe('approved')
  await page.getByText(words(webGivingTexts)('giving.title')).scrollIntoViewIfNeeded()
  found.push(...(await looked(page, 'given')))
  return found
}

test(
  'a guest signs in by the code on a phone, and the giving has the name',
  { timeout: 400_000 },
  async () => {
    const say = words(webAttendanceTexts)
    const requestId = await approvedMeal()
    const { page, faults } = await visitor('wang.lei', { size: 'phone' })
    await open(page, `/requests/${requestId}`)
    await page.getByRole('link', { name: say('section.start') }).tap()
    await page.getByRole('button', { name: say('door.start') }).waitFor()
    const found = await looked(page, 'start')
    await page.getByRole('button', { name: say('door.start') }).tap()
    await page.getByRole('img', { name: say('door.code') }).waitFor()
    found.push(...(await looked(page, 'door')))
    const url = await scanned(page)
    expect(url).toMatch(/\/s\/[\w-]{43}$/)
    found.push(...(await signsIn(url, 'zh-CN', { name: '许泽峰', employer: '砺昕', office: 'no' })))
    found.push(...(await signsIn(url, 'en', { name: 'Chen Yu', employer: 'City Bureau', office: 'yes' })))
    await page.getByText(say('section.count', { count: 2 })).waitFor()
    await page.setViewportSize({ width: 1440, height: 900 })
    found.push(...(await looked(page, 'door-wide')))
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByRole('link', { name: say('door.back') }).tap()
    await page.getByText('Chen Yu').waitFor()
    found.push(...(await looked(page, 'request')))
    found.push(...(await recorded(page, requestId)))
    const { page: late } = await stranger({ size: 'phone', language: 'zh-CN' })
    await late.goto(url)
    await late.getByRole('heading', { name: words(guestPageTexts)('gone.title') }).waitFor()
    found.push(...(await looked(late, 'gone')))
    expect([...found, ...faults]).toEqual([])
  },
)
