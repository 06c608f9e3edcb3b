import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { benefitsTexts } from '../../src/texts/web-benefits.ts'
import { partiesTexts } from '../../src/texts/web-parties.ts'
import { codeOf } from './sign-in.ts'
import { open, picture, words } from './screen.ts'
import { application } from './visitor.ts'

const say = words(benefitsTexts)
const party = words(partiesTexts)

/** Finds one benefit by search and by a filter; both stand in the address, and its link finds it again. */
export async function findInRegister(page: Page, number: string): Promise<void> {
  await open(page, '/register')
  await page.getByLabel(say('register.search_label')).fill(number)
  await page.getByLabel(say('register.form'), { exact: true }).selectOption({ label: '折扣券' })
  await page.waitForURL((url) => url.searchParams.get('q') === number && url.searchParams.has('form'))
  const row = page.getByRole('row').filter({ hasText: number })
  await row.waitFor()
  await page.goto(page.url())
  await row.waitFor()
  await page
    .getByText(say('register.count', { count: 1 }))
    .first()
    .waitFor()
}

/** The sums by entity of a party: two at least, and together the sum of everything. */
export async function expectTwoEntities(page: Page): Promise<void> {
  const all = page.getByRole('region', { name: party('party.totals') })
  await all.waitFor()
  const total = amountsIn((await all.innerText()).split('全部')[1] ?? '')[0]
  const byEntity = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: party('party.by_entity') }) })
  const parts = amountsIn(await byEntity.last().innerText())
  expect(parts.length).toBeGreaterThanOrEqual(2)
  expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total)
}

type PartyPage = {
  readonly party: { readonly name: string }
  readonly related: readonly { readonly id: string; readonly kind: string }[]
  readonly byEntity: readonly unknown[]
}

/** Somebody at this customer who got something from two of our entities, as their page tells. */
export async function servedByTwo(
  page: Page,
  customer: string,
): Promise<{ readonly customerId: string; readonly person: string }> {
  const found = await page.request.get(`/v1/parties?kind=organisation&q=${encodeURIComponent(customer)}`)
  const { items } = (await found.json()) as { items: { id: string }[] }
  const customerId = items[0]?.id ?? ''
  const pageOf = async (id: string) =>
    (await (await page.request.get(`/v1/parties/${id}`)).json()) as PartyPage
  for (const { id, kind } of (await pageOf(customerId)).related) {
    const person = kind === 'person' ? await pageOf(id) : undefined
    if (person && person.byEntity.length > 1) return { customerId, person: person.party.name }
  }
  throw new Error(`nobody at ${customer} got something from two entities`)
}

/** Exports the selection on screen and gives the lines of the file. */
export async function exportRows(page: Page): Promise<string[]> {
  await page.getByRole('button', { name: say('export.open') }).click()
  const dialog = page.getByRole('dialog', { name: say('export.title') })
  await dialog.getByLabel(say('export.reason')).fill('内审抽查这一笔的审批过程')
  await dialog.getByRole('radio', { name: 'CSV' }).check()
  await picture(page, 'done-14-export')
  await dialog.getByRole('button', { name: say('export.go'), exact: true }).click()
  await showFactorIfAsked(page, 'shen.lu@chengyue.example')
  const download = page.waitForEvent('download', { timeout: 30_000 })
  await page.getByRole('link', { name: say('export.download') }).click({ timeout: 30_000 })
  const file = join(application.folder, 'export.csv')
  await (await download).saveAs(file)
  return (await readFile(file, 'utf8')).split(/\r?\n/)
}

/** A session that is older than its fresh factor is asked for the code again. */
async function showFactorIfAsked(page: Page, email: string): Promise<void> {
  const link = page.getByRole('link', { name: say('export.download') })
  const code = page.getByLabel(/六位/)
  await link.or(code).first().waitFor({ timeout: 30_000 })
  if (await link.isVisible()) return
  await code.fill(await codeOf(page, email))
  await code.press('Enter')
}

function amountsIn(text: string): number[] {
  return [...text.matchAll(/¥([\d,]+\.\d\d)/g)].map(([, digits = '']) =>
    Number(digits.replaceAll(/[,.]/g, '')),
  )
}
