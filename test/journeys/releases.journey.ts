import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { webReleaseTexts } from '../../src/texts/web-releases.ts'
import { barriers, cutTexts, overflow } from './axe.ts'
import { thumb } from './hands.ts'
import { open, picture, words } from './screen.ts'
import { closeBrowser, visitor, type Look } from './visitor.ts'

// What nobody claims of a benefit is released by finance for whoever asked for it, with a reason that stays
// in the list; and another of finance takes it back, because a receipt came after all.

afterAll(closeBrowser)

const say = words(webReleaseTexts)
const inEnglish = words(webReleaseTexts, 'en')
const reason = `收据遗失，余额不再报销 ${crypto.randomUUID().slice(0, 6)}`

/** What one test hands to the next. */
let number = ''

/** A picture, and what keeps somebody out of the page. */
async function looked(page: Page, name: string): Promise<string[]> {
  await picture(page, `releases-${name}`)
  return [...(await barriers(page)), ...(await overflow(page)), ...(await cutTexts(page))].map(
    (what) => `${name}: ${what}`,
  )
}

type Listed = { readonly items: readonly { readonly number: string; readonly left?: { minor: string } }[] }

const asked = async (page: Page, place: string) => (await (await page.request.get(place)).json()) as Listed

test(
  'finance releases by thumb what nobody claims, and it stands among the releases',
  { timeout: 120_000 },
  async () => {
    const { page, faults } = await visitor('lin.xiao', { size: 'phone' })
    await open(page, '/releases')
    const found = await looked(page, 'open-phone')
    const { items } = await asked(page, '/v1/releasable')
    number = items[0]?.number ?? ''
    await thumb.press(
      page,
      page.getByRole('button', { name: say('rel.release_of', { number }), exact: true }),
    )
    const dialog = page.getByRole('dialog')
    const send = dialog.getByRole('button', { name: say('rel.release'), exact: true })
    expect(await send.isDisabled()).toBe(true)
    await thumb.write(page, dialog.getByLabel(say('rel.reason')), reason)
    found.push(...(await looked(page, 'release-phone')))
    await thumb.press(page, send)
    await dialog.waitFor({ state: 'detached' })
    await page
      .getByRole('button', { name: say('rel.release_of', { number }), exact: true })
      .waitFor({ state: 'detached' })
    await thumb.press(page, page.getByRole('link', { name: new RegExp(say('rel.state.released')) }))
    await page.getByText(say('rel.reason_is', { reason })).waitFor()
    found.push(...(await looked(page, 'released-phone')))
    const still = await asked(page, '/v1/releasable')
    expect(still.items.map((item) => item.number)).not.toContain(number)
    expect([...found, ...faults]).toEqual([])
  },
)

test(
  'another of finance takes it back with a reason, and it is open again',
  { timeout: 90_000 },
  async () => {
    const { page, faults } = await visitor('gao.yun', { language: 'en' })
    await open(page, '/releases?state=released')
    const found = await looked(page, 'released-desktop')
    await page.getByRole('button', { name: inEnglish('rel.back_of', { number }), exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(inEnglish('rel.reason')).fill('The restaurant sent the receipt again')
    found.push(...(await looked(page, 'back-desktop')))
    await dialog.getByRole('button', { name: inEnglish('rel.back'), exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('link', { name: new RegExp(inEnglish('rel.state.withdrawn')) }).click()
    await page.getByText(inEnglish('rel.reason_is', { reason })).waitFor()
    found.push(...(await looked(page, 'withdrawn-desktop')))
    const again = await asked(page, '/v1/releasable')
    expect(again.items.map((item) => item.number)).toContain(number)
    expect([...found, ...faults]).toEqual([])
  },
)

test(
  'whoever audits reads it, and is offered nothing that the server would refuse',
  { timeout: 120_000 },
  async () => {
    const { page, faults } = await visitor('meng.jie')
    await open(page, '/releases')
    expect(await page.getByRole('button', { name: say('rel.release') }).count()).toBe(0)
    await page
      .getByText(/不能释放：/)
      .first()
      .waitFor()
    const found = await looked(page, 'of-the-auditor')
    expect([...found, ...faults]).toEqual([])
  },
)

const looks: readonly Look[] = (['zh-CN', 'en'] as const).flatMap((language) =>
  (['desktop', 'phone'] as const).map((size) => ({ size, language })),
)

test.for(looks)('the pages hold at $size in $language', { timeout: 120_000 }, async (look) => {
  const { page, faults } = await visitor('lin.xiao', look)
  const found: string[] = []
  for (const place of ['/releases', '/releases?state=released', '/releases?state=withdrawn']) {
    await open(page, place)
    const name = place.split('=')[1] ?? 'open'
    found.push(...(await looked(page, `${name}-${look.size}-${look.language}`)))
  }
  expect([...found, ...faults]).toEqual([])
})
