import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { shellTexts } from '../../src/texts/shell.ts'
import { barriers, cutTexts, overflow, settled } from './axe.ts'
import { open, picture, words } from './screen.ts'
import { closeBrowser, stranger, visitor, type Look } from './visitor.ts'

const built = join(import.meta.dirname, '../../dist/web')

const looks: readonly Look[] = (['zh-CN', 'en'] as const).flatMap((language) =>
  (['desktop', 'phone'] as const).map((size) => ({ size, language })),
)

/** The screens behind the sign-in, as somebody reaches them who has something on each. */
const screens: readonly (readonly [name: string, find: (page: Page) => Promise<string>])[] = [
  ['inbox', async () => '/inbox'],
  ['item', (page) => hrefOf(page, '/inbox', '[data-row]')],
  ['new', async () => '/new'],
  ['my-requests', async () => '/my-requests'],
  ['request', aRequest],
  ['my-claims', async () => '/my-claims'],
  ['register', async () => '/register'],
  ['customer', async (page) => hrefOf(page, await aRequest(page), 'a[href^="/parties/"]')],
  ['person', aPerson],
  ['verification', async () => '/verification'],
  ['missing-page', async () => '/no-such-page'],
]

/** The screens of finance that hold no path of their own. */
const ofFinance: typeof screens = [
  ['releases', async () => '/releases'],
  ['payment-exceptions', async () => '/payment-exceptions'],
]

afterAll(closeBrowser)

test.for(
  looks.flatMap((look) => [
    { ...look, who: 'liu.jianguo' },
    { ...look, who: 'lin.xiao' },
  ]),
)(
  'no screen has a barrier, a fault or a sideways scroll: $who, $size, $language',
  { timeout: 120_000 },
  async (look) => {
    const { page, faults } = await visitor(look.who, look)
    const found: string[] = []
    for (const [name, find] of look.who === 'lin.xiao' ? ofFinance : screens) {
      const path = await find(page)
      await page.goto(path)
      await settled(page)
      await picture(page, `screen-${name}-${look.size}-${look.language}`)
      found.push(...(await barriers(page)).map((what) => `${name}: ${what}`))
      found.push(...(await overflow(page)).map((what) => `${name}: ${what}`))
      found.push(...(await cutTexts(page)).map((what) => `${name}: ${what}`))
    }
    expect([...found, ...faults]).toEqual([])
  },
)

test.for(looks)('the sign-in page has no barrier: $size, $language', async (look) => {
  const { page, faults } = await stranger(look)
  await page.goto('/sign-in')
  await page
    .getByRole('button', { name: '刘建国' })
    .or(page.getByRole('button', { name: 'Liu Jianguo' }))
    .waitFor()
  const found = [...(await barriers(page)), ...(await overflow(page))]
  expect([...found, ...faults]).toEqual([])
  await picture(page, `screen-sign-in-${look.size}-${look.language}`)
})

test('the first load of the inbox stays small: 160 kB of script, 15 kB of style', async () => {
  const { page } = await visitor('liu.jianguo')
  const loaded = new Set<string>()
  page.on('response', (response) => loaded.add(new URL(response.url()).pathname))
  await open(page, '/inbox')
  const sizeOf = (ending: string) =>
    [...loaded].filter((path) => path.endsWith(ending)).reduce((sum, path) => sum + zipped(path), 0)
  expect(sizeOf('.js')).toBeGreaterThan(10_000)
  expect(sizeOf('.js')).toBeLessThanOrEqual(160_000)
  expect(sizeOf('.css')).toBeGreaterThan(1_000)
  expect(sizeOf('.css')).toBeLessThanOrEqual(15_000)
})

test('K28: a new request is one click away on every page', async () => {
  const say = words(shellTexts)
  const { page } = await visitor('wang.lei')
  for (const path of ['/inbox', '/my-requests', '/register', '/verification']) {
    await page.goto(path)
    await page
      .getByRole('link', { name: say('shell.new_request') })
      .first()
      .click()
    await page.waitForURL((url) => url.pathname === '/new')
  }
})

function aRequest(page: Page): Promise<string> {
  return hrefOf(page, '/register', 'a[href^="/requests/"]')
}

/** Somebody outside, found through a meal, whose page names the customer first and then the person. */
async function aPerson(page: Page): Promise<string> {
  await page.goto(await hrefOf(page, '/register?form=meal', 'a[href^="/requests/"]'))
  const person = page.locator('article a[href^="/parties/"]').nth(1)
  await person.waitFor()
  return (await person.getAttribute('href')) ?? '/register'
}

/** The address behind the first such link of a list. */
async function hrefOf(page: Page, path: string, link: string): Promise<string> {
  await page.goto(path)
  const first = page.locator(`#content ${link}`).first()
  await first.waitFor()
  return (await first.getAttribute('href')) ?? path
}

function zipped(path: string): number {
  return gzipSync(readFileSync(join(built, path))).length
}
