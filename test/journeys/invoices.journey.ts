import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { webInvoiceTexts } from '../../src/texts/web-invoices.ts'
import { barriers, cutTexts, overflow } from './axe.ts'
import { keyboard, thumb } from './hands.ts'
import { todayOf } from './requests.ts'
import { open, picture, words } from './screen.ts'
import { closeBrowser, visitor, type Look } from './visitor.ts'

// An invoice is found by its seller, says first whether it can be used, and gets the word of the tax
// authority; what lies waits for compliance, who answers in words.

afterAll(closeBrowser)

const looks: readonly Look[] = (['zh-CN', 'en'] as const).flatMap((language) =>
  (['desktop', 'phone'] as const).map((size) => ({ size, language })),
)

async function looked(page: Page, what: string): Promise<string[]> {
  await picture(page, `invoices-${what}`)
  return [...(await barriers(page)), ...(await overflow(page)), ...(await cutTexts(page))].map(
    (found) => `${what}: ${found}`,
  )
}

type Line = { readonly invoiceId: string; readonly number: string; readonly seller?: string }

async function linesOf(page: Page, query: string): Promise<Line[]> {
  const answer = await page.request.get(`/v1/invoices?${query}`)
  return ((await answer.json()) as { items: Line[] }).items
}

test.for([keyboard, thumb])(
  'finance finds an invoice and records its official check with $name',
  { timeout: 120_000 },
  async (hands) => {
    const { page, faults } = await visitor('lin.xiao', hands)
    const say = words(webInvoiceTexts, hands.language)
    const [line] = await linesOf(page, 'check=unchecked')
    if (!line) throw new Error('the sample has no invoice without its official check')
    await open(page, '/invoices')
    await hands.write(page, page.getByRole('textbox', { name: say('inv.search') }), line.number)
    await hands.press(page, page.getByRole('button', { name: say('inv.go'), exact: true }))
    const list = page.getByRole('list', { name: say('inv.list') })
    await expect.poll(() => list.getByRole('listitem').count()).toBe(1)
    const found = await looked(page, `found-${hands.size}`)
    await hands.press(page, list.getByRole('link').first())
    await page.getByText(say('inv.official_none')).waitFor()
    await hands.press(page, page.getByRole('button', { name: say('inv.official_add') }))
    const dialog = page.getByRole('dialog')
    // The parts of a day stand in the order of the machine's own language, so it is filled as a whole.
    await dialog.getByLabel(say('inv.check_on')).fill(await todayOf(page))
    await hands.write(page, dialog.getByLabel(say('inv.check_note')), '查验平台：票面信息一致')
    found.push(...(await looked(page, `check-${hands.size}`)))
    await hands.press(page, dialog.getByRole('button', { name: say('inv.save') }))
    await dialog.waitFor({ state: 'detached' })
    await page.getByText(/查验平台：票面信息一致/).waitFor()
    expect(await linesOf(page, `check=good&q=${line.number}`)).toHaveLength(1)
    found.push(...(await looked(page, `checked-${hands.size}`)))
    expect([...found, ...faults]).toEqual([])
  },
)

test('an invoice that lies says so first, and compliance reads why', { timeout: 90_000 }, async () => {
  const { page, faults } = await visitor('shen.lu')
  const say = words(webInvoiceTexts)
  await open(page, '/invoices')
  const row = page.getByRole('listitem').filter({ hasText: say('inv.verdict.alert') })
  await row.first().waitFor()
  await row.first().getByRole('link').click()
  await page.getByRole('heading', { name: say('inv.verdict.alert') }).waitFor()
  await page.getByRole('heading', { name: say('inv.alerts'), exact: true }).waitFor()
  const found = await looked(page, 'alert')
  expect([...found, ...faults]).toEqual([])
})

test.for(looks)('the pages hold at $size in $language', { timeout: 120_000 }, async (look) => {
  const { page, faults } = await visitor('lin.xiao', look)
  await open(page, '/invoices')
  const found = await looked(page, `list-${look.size}-${look.language}`)
  const [line] = await linesOf(page, 'check=good')
  await open(page, `/invoices/${line?.invoiceId ?? ''}`)
  found.push(...(await looked(page, `one-${look.size}-${look.language}`)))
  expect([...found, ...faults]).toEqual([])
})
