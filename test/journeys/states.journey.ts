import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { shellTexts } from '../../src/texts/shell.ts'
import { approvalsTexts } from '../../src/texts/web-approvals.ts'
import { benefitsTexts } from '../../src/texts/web-benefits.ts'
import { requestsTexts } from '../../src/texts/web-requests.ts'
import { barriers, overflow, settled } from './axe.ts'
import { policyPanel } from './form.ts'
import { open, picture, words } from './screen.ts'
import { closeBrowser, visitor } from './visitor.ts'

// What a screen looks like when it is not at its best: narrow, empty, slow, broken, closed to the reader, and
// under a dialog; and what the keyboard does there.

const shell = words(shellTexts)
const verb = words(approvalsTexts)
const register = words(benefitsTexts)
const requests = words(requestsTexts)

afterAll(closeBrowser)

test.for([320, 640, 1024, 1920])('no screen scrolls sideways at %i px', async (width) => {
  const { page, faults } = await visitor('liu.jianguo')
  await page.setViewportSize({ width, height: 800 })
  const found: string[] = []
  for (const path of ['/inbox', '/new', '/my-requests', '/register', '/verification']) {
    await page.goto(path)
    await settled(page)
    found.push(...(await overflow(page)).map((what) => `${path}: ${what}`))
  }
  await picture(page, `states-width-${width}`)
  expect([...found, ...faults]).toEqual([])
})

describe('a dialog', () => {
  test('of all keys, the palette, an export and a verb has no barrier and closes with Escape', async () => {
    const { page } = await visitor('liu.jianguo')
    const found: string[] = []
    const look = async (name: string) => {
      await page.getByRole('dialog').first().waitFor()
      await picture(page, `states-dialog-${name}`)
      found.push(...(await barriers(page)).map((what) => `${name}: ${what}`))
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').first().waitFor({ state: 'detached' })
    }
    await open(page, '/inbox')
    await page.keyboard.press('?')
    await look('keys')
    await page.keyboard.press('Control+k')
    await look('palette')
    await open(page, '/register')
    await page.getByRole('button', { name: register('export.open') }).click()
    await look('export')
    expect(found).toEqual([])
  })

  test('of a verb has no barrier while its form is open', async () => {
    const { page } = await visitor('liu.jianguo')
    await open(page, '/inbox')
    await page.keyboard.press('t')
    await page.getByRole('form', { name: verb('verb.transfer') }).waitFor()
    await picture(page, 'states-form-transfer')
    expect(await barriers(page)).toEqual([])
  })
})

describe('the keyboard', () => {
  test('goes to each screen with G, to the palette with /, and finds a request there', async () => {
    const { page } = await visitor('liu.jianguo')
    await open(page, '/inbox')
    for (const [keys, path] of [
      ['gr', '/my-requests'],
      ['gl', '/register'],
      ['gi', '/inbox'],
      ['n', '/new'],
    ] as const) {
      for (const key of keys) await page.keyboard.press(key)
      await page.waitForURL((url) => url.pathname === path)
      await settled(page)
      await page.keyboard.press('Escape')
      await page.locator('body').click({ position: { x: 2, y: 2 } })
    }
    await open(page, '/inbox')
    await page.keyboard.press('/')
    await page.getByRole('dialog').getByRole('combobox').fill('台账')
    await page.getByRole('option', { name: '权益台账' }).first().waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.pathname === '/register')
  })

  test('selects with Space, opens with Enter and walks the evidence with E', async () => {
    const { page } = await visitor('liu.jianguo')
    await open(page, '/inbox')
    // What is forbidden cannot be selected, and on some days of the sample it stands first.
    const boxes = page.getByRole('main').getByRole('checkbox')
    const selectable = await boxes.evaluateAll((all) => all.findIndex((it) => !it.matches(':disabled')))
    for (let at = 0; at < selectable; at += 1) await page.keyboard.press('j')
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: verb('inbox.batch') }).waitFor()
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: verb('inbox.batch') }).waitFor({ state: 'detached' })
    await page.locator('article h2').first().waitFor()
    await page.keyboard.press('Enter')
    expect(await focused(page)).toMatch(/^H[12]$/)
    // Not every item has evidence; this one of the sample has.
    await page.getByRole('main').locator('[data-row]').filter({ hasText: '季度达量' }).first().click()
    await page.locator('[data-evidence]').first().waitFor()
    await page.keyboard.press('e')
    expect(await page.evaluate<boolean>('document.activeElement.matches("[data-evidence]")')).toBe(true)
  })
})

describe('an answer that does not come', () => {
  test('slow: the frame of the screen is there at once and has no barrier', async () => {
    const { page } = await visitor('liu.jianguo')
    const gate = Promise.withResolvers<void>()
    await page.route('**/v1/inbox*', async (route) => {
      await gate.promise
      await route.continue()
    })
    await page.goto('/inbox')
    await page.getByRole('heading', { name: verb('inbox.title') }).waitFor()
    await picture(page, 'states-slow')
    expect(await barriers(page)).toEqual([])
    gate.resolve()
    await page.getByRole('main').locator('[data-row]').first().waitFor()
  })

  test('lost: says so with a way out, and trying again works', async () => {
    const { page } = await visitor('liu.jianguo')
    let isLost = true
    await page.route(/\/v1\/register(\?|$)/, (route) => (isLost ? route.abort() : route.continue()))
    await page.goto('/register')
    await page.getByText(shell('problem.unreachable')).first().waitFor({ timeout: 30_000 })
    await picture(page, 'states-offline')
    expect(await barriers(page)).toEqual([])
    isLost = false
    await page
      .getByRole('button', { name: shell('problem.retry') })
      .first()
      .click()
    await page.getByRole('row').nth(1).waitFor()
  })

  test('lost while one types: the panel says so, and asks again by itself', async () => {
    const { page } = await visitor('wang.lei')
    let isLost = true
    await page.route('**/v1/decisions:preview', (route) => (isLost ? route.abort() : route.continue()))
    await page.goto('/new')
    await page.getByRole('combobox', { name: requests('new.customer') }).fill('砺昕')
    await page.getByRole('option', { name: '砺昕' }).first().click()
    const kind = page.getByRole('combobox', { name: requests('new.kind') })
    await kind.fill('代金券')
    await page.getByRole('option', { name: '代金券' }).first().waitFor()
    await kind.press('Enter')
    const panel = policyPanel(page)
    await panel.getByText(requests('panel.failed')).waitFor()
    expect(await barriers(page)).toEqual([])
    isLost = false
    await panel.getByText(requests('panel.needs')).waitFor()
    expect(await panel.getByText(requests('panel.failed')).count()).toBe(0)
  })

  test('lost with the code of a page: the frame stays, and trying again waits for the server', async () => {
    const { page } = await visitor('liu.jianguo')
    // A page that stands for a while takes missing code for that of an older version.
    await page.addInitScript('performance.now = () => 60_000')
    await open(page, '/inbox')
    let isLost = true
    await page.route(/\/assets\/.*\.js|\/v1\/|\/healthz/, (route) =>
      isLost ? route.abort() : route.continue(),
    )
    await page
      .getByRole('link', { name: shell('shell.nav.verification') })
      .first()
      .click()
    await page.getByText(shell('problem.unreachable')).first().waitFor({ timeout: 30_000 })
    await picture(page, 'states-no-code')
    expect(await page.getByRole('link', { name: shell('shell.new_request') }).count()).toBeGreaterThan(0)
    const again = page.getByRole('button', { name: shell('problem.retry') }).first()
    await again.click()
    await again.waitFor()
    isLost = false
    await again.click()
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await page.waitForURL(/verification/)
    await again.waitFor({ state: 'detached' })
  })

  test('of an ended session: leads to the sign-in and back to this page', async () => {
    const { page } = await visitor('liu.jianguo')
    await open(page, '/my-requests')
    await page.context().clearCookies()
    await page.getByRole('main').locator('nav a').nth(1).click()
    const signIn = page.getByRole('link', { name: shell('problem.sign_in') })
    await signIn.waitFor()
    await picture(page, 'states-signed-out')
    expect(await barriers(page)).toEqual([])
    expect(await signIn.getAttribute('href')).toMatch(/^\/sign-in\?next=%2Fmy-requests%3Fchip%3D/)
    await signIn.click()
    await page.waitForURL(/sign-in/)
  })

  test('broken: shows the number to quote and nothing of the inside', async () => {
    const { page } = await visitor('liu.jianguo')
    const problem = {
      type: 'urn:aboveboard:fault:500',
      title: '系统出了问题',
      status: 500,
      requestNumber: 'AB12',
    }
    const answer = { status: 500, contentType: 'application/problem+json', body: JSON.stringify(problem) }
    await page.route('**/v1/my-requests*', (route) => route.fulfill(answer))
    await page.goto('/my-requests')
    await page.getByText(/AB12/).first().waitFor({ timeout: 30_000 })
    await picture(page, 'states-broken')
    expect(await barriers(page)).toEqual([])
  })
})

describe('a screen with nothing on it', () => {
  test('says what would stand there, in the register and among one’s own requests', async () => {
    const { page } = await visitor('meng.jie')
    await open(page, '/register?q=没有这样的东西')
    await picture(page, 'states-empty-register')
    expect(await page.getByRole('main').innerText()).toContain(register('register.empty_title'))
    expect(await barriers(page)).toEqual([])
  })

  test.for(['/requests/nonsense', '/parties/%20', '/inbox?item=x'])(
    'or whose address cannot be one says that it was not found: %s',
    async (path) => {
      const { page } = await visitor('liu.jianguo')
      await page.goto(path)
      await page.getByText(shell('problem.no_object')).first().waitFor()
      await picture(page, `states-not-found-${path.split('/')[1]?.split('?')[0]}`)
      const shown = await page.getByRole('main').innerText()
      expect(shown).not.toMatch(/openapi|不符合要求/)
      expect(await barriers(page)).toEqual([])
    },
  )

  test('or that is closed to the reader says why', async () => {
    const { page } = await visitor('meng.jie')
    await page.goto('/inbox')
    await page.getByRole('alert').waitFor()
    await picture(page, 'states-closed')
    expect(await barriers(page)).toEqual([])
  })
})

test('two decide at once: the second is told who did what and when, and the list goes on', async () => {
  const first = await visitor('liu.jianguo')
  const second = await visitor('liu.jianguo')
  for (const { page } of [first, second]) {
    await open(page, '/inbox')
    await page.getByRole('main').locator('[data-row]').filter({ hasText: '¥500.00' }).click()
    await page.locator('article').filter({ hasText: '¥500.00' }).waitFor()
  }
  await first.page.keyboard.press('a')
  await first.page.getByText(/已同意/).waitFor()
  await first.page.goto('/my-requests')
  await second.page.keyboard.press('a')
  // The message of whoever came second, and no line of the timeline; the list has gone on to the next.
  const messages = second.page.getByRole('region', { name: shell('shell.messages') })
  const late = messages.getByRole('alert').filter({ hasText: '刘建国' })
  await late.waitFor({ timeout: 20_000 })
  expect(await late.innerText()).toMatch(/刘建国已于 \d\d-\d\d \d\d:\d\d/)
  await picture(second.page, 'states-two-deciders')
  await late.getByText(shell('shell.open_item')).click()
  const told = second.page.locator('#content').getByRole('alert').filter({ hasText: '刘建国已于' })
  await told.waitFor()
  expect(await second.page.locator('article').count()).toBe(0)
  await picture(second.page, 'states-too-late')
})

function focused(page: Page): Promise<string> {
  return page.evaluate<string>('document.activeElement.tagName')
}
