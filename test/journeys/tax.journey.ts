import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { webTaxTexts } from '../../src/texts/web-tax.ts'
import { barriers, cutTexts, overflow } from './axe.ts'
import { patience } from './requests.ts'
import { open, picture, words } from './screen.ts'
import { closeBrowser, visitor, type Look } from './visitor.ts'

// Finance reads the year's tax schedule and brings its taxes into the books; nothing is booked twice.

afterAll(closeBrowser)

const looks: readonly Look[] = (['zh-CN', 'en'] as const).flatMap((language) =>
  (['desktop', 'phone'] as const).map((size) => ({ size, language })),
)

async function looked(page: Page, what: string): Promise<string[]> {
  await picture(page, `tax-${what}`)
  return [...(await barriers(page)), ...(await overflow(page)), ...(await cutTexts(page))].map(
    (found) => `${what}: ${found}`,
  )
}

type Schedule = {
  readonly charge: { readonly due: number; readonly booked: readonly { readonly account: string }[] }
}

/** The schedule of the entity that the page shows first. */
async function scheduleOn(page: Page): Promise<Schedule> {
  const me = (await (await page.request.get('/v1/me')).json()) as { entities: { id: string }[] }
  const year = String(new Date().getFullYear())
  const answer = await page.request.get(`/v1/tax-schedules/${year}?entityId=${me.entities[0]?.id ?? ''}`)
  return (await answer.json()) as Schedule
}

test.each(looks)('the schedule of the year ($size, $language)', { timeout: 60_000 }, async (look) => {
  const say = words(webTaxTexts, look.language)
  const { page, faults } = await visitor('lin.xiao', look)
  await open(page, '/tax')
  await page.getByRole('heading', { name: say('tax.books') }).waitFor()
  const found = await looked(page, `${look.size}-${look.language}`)
  expect([...found, ...faults]).toEqual([])
})

test('its taxes are booked by one press, once', { timeout: 90_000 }, async () => {
  const say = words(webTaxTexts)
  const { page, faults } = await visitor('lin.xiao', { size: 'phone' })
  await open(page, '/tax')
  const { due } = (await scheduleOn(page)).charge
  expect(due).toBeGreaterThan(10)
  const button = page.getByRole('button', { name: say('tax.charge') })
  await button.tap()
  await page.getByText(say('tax.charged', { count: due })).waitFor()
  await expect.poll(async () => (await scheduleOn(page)).charge.due, patience).toBe(0)
  await button.waitFor({ state: 'detached' })
  const { booked } = (await scheduleOn(page)).charge
  expect(booked.map(({ account }) => account)).toContain('output_tax')
  const found = await looked(page, 'booked')
  expect([...found, ...faults]).toEqual([])
})
