import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { invoicesTexts } from '../../src/texts/invoices.ts'
import type { Language } from '../../src/texts/text.ts'
import { webInvoiceTexts } from '../../src/texts/web-invoices.ts'
import { pdfOf } from '../setup/invoice-files.ts'
import { barriers, cutTexts, overflow } from './axe.ts'
import { keyboard, thumb } from './hands.ts'
import { todayOf } from './requests.ts'
import { open, picture, words } from './screen.ts'
import { closeBrowser, visitor, type Look } from './visitor.ts'

// An invoice is found by its seller, says first whether it can be used, and gets the word of the tax
// authority; what lies waits for compliance, who answers in words.

afterAll(closeBrowser)

const fact = (key: keyof typeof invoicesTexts, language: Language) => words(invoicesTexts, language)(key)

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

test.for([keyboard, thumb])(
  'a red letter on paper is typed, corrected with $name, and lowers what it takes back',
  { timeout: 120_000 },
  async (hands) => {
    const { page, faults } = await visitor('wang.lei', hands)
    const say = words(webInvoiceTexts, hands.language)
    const original = await brought(page, { total: '106000' })
    const red = await brought(page, { total: '-53', refersTo: original.number })
    await open(page, `/invoices/${red.invoiceId}`)
    await hands.press(page, page.getByRole('button', { name: say('inv.correct') }))
    const dialog = page.getByRole('dialog')
    const number = dialog.getByLabel(fact('fact.number', hands.language)).first()
    const total = dialog.getByLabel(fact('fact.total', hands.language))
    expect(await total.inputValue()).toBe('-0.53')
    await total.fill('five hundred')
    await dialog.getByText(say('inv.no_amount')).waitFor()
    await total.fill('')
    await hands.write(page, total, '-530.00')
    // A number that no invoice has is refused in words, and what was typed stays.
    await number.fill('12')
    await hands.write(page, dialog.getByLabel(say('inv.correct_reason')), '票面是负五百三十元')
    await hands.press(page, dialog.getByRole('button', { name: say('inv.correct_save'), exact: true }))
    const wrong = dialog.locator('[aria-invalid=true]')
    await wrong.waitFor()
    expect(await wrong.inputValue()).toBe('12')
    const found = await looked(page, `correct-${hands.size}`)
    await number.fill(red.number)
    await hands.press(page, dialog.getByRole('button', { name: say('inv.correct_save'), exact: true }))
    await dialog.waitFor({ state: 'detached' })
    await hands.press(page, page.getByRole('link', { name: original.number }))
    await page.getByText(say('inv.reversed', { amount: '¥530.00' })).waitFor()
    found.push(...(await looked(page, `reversed-${hands.size}`)))
    // What was refused stands in the console.
    expect([...found, ...faults.filter((fault) => !fault.includes('status of 409'))]).toEqual([])
  },
)

let brings = 0

/** An invoice of which only its paper came: all of it is typed. */
async function brought(page: Page, typed: { readonly total: string; readonly refersTo?: string }) {
  const me = (await (await page.request.get('/v1/me')).json()) as { entities: { id: string }[] }
  brings += 1
  const number = `2632${String(Date.now()).slice(-12)}${String(brings).padStart(4, '0')}`
  const paper = { currency: 'CNY', issuedOn: await todayOf(page), sellerName: '苏州青禾餐饮管理有限公司' }
  const answer = await page.request.post('/v1/invoices', {
    headers: { 'idempotency-key': crypto.randomUUID() },
    multipart: {
      ...paper,
      ...typed,
      number,
      entityId: me.entities[0]?.id ?? '',
      files: { name: 'paper.pdf', mimeType: 'application/pdf', buffer: pdfOf(1) },
    },
  })
  if (!answer.ok()) throw new Error(`an invoice is not recorded: ${await answer.text()}`)
  return { number, invoiceId: ((await answer.json()) as { invoiceId: string }).invoiceId }
}
