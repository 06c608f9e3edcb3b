import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { approvalFormTexts } from '../../src/texts/web-approval-forms.ts'
import { partiesTexts } from '../../src/texts/web-parties.ts'
import { webExceptionTexts } from '../../src/texts/web-exceptions.ts'
import { webPaymentTexts } from '../../src/texts/web-payments.ts'
import { barriers, cutTexts, overflow } from './axe.ts'
import { codeField, showCode } from './finance.ts'
import { startVerb, keyboard, thumb } from './hands.ts'
import { patience, todayOf } from './requests.ts'
import { open, picture, words } from './screen.ts'
import { closeBrowser, visitor, type Look } from './visitor.ts'

// A customer turns out to be a consumer: finance proposes by thumb that they are refunded on an account of
// their own, what is wrong is said at its field, and the second person confirms it from the inbox.

afterAll(closeBrowser)

const say = words(webExceptionTexts)
const inEnglish = words(webExceptionTexts, 'en')
const account = '6222 0211 0000 7788'
const reason = `消费者退货，原路退回 ${crypto.randomUUID().slice(0, 6)}`

type Payable = {
  readonly requestId: string
  readonly requestNumber: string
  readonly canPrepare: boolean
  readonly canPropose: boolean
  readonly exceptionId?: string
  readonly payee: { readonly id: string; readonly name: string }
}

type Exception = { readonly requestId: string; readonly exceptionId: string; readonly state: string }

/** What one test hands to the next: the benefit is one. */
let owed: Payable | undefined

function theOwed(): Payable {
  if (owed === undefined) throw new Error('no benefit of the sample goes to a consumer')
  return owed
}

/** A picture, and what keeps somebody out of the page. */
async function looked(page: Page, name: string): Promise<string[]> {
  await picture(page, `exceptions-${name}`)
  return [...(await barriers(page)), ...(await overflow(page)), ...(await cutTexts(page))].map(
    (what) => `${name}: ${what}`,
  )
}

/** A refusal is an answer of the server, which the browser notes in its console. */
const withoutRefusals = (faults: readonly string[]) =>
  faults.filter((fault) => !/status of 4\d\d/.test(fault))

async function payables(page: Page): Promise<Payable[]> {
  const all: Payable[] = []
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const answer = await page.request.get(`/v1/payables${cursor && `?cursor=${encodeURIComponent(cursor)}`}`)
    const { items, next } = (await answer.json()) as { items: Payable[]; next?: string }
    all.push(...items)
    cursor = next
  }
  return all
}

async function exceptionOf({ requestId }: Payable, page: Page): Promise<Exception | undefined> {
  const answer = await page.request.get('/v1/payment-exceptions')
  const { items } = (await answer.json()) as { items: Exception[] }
  return items.find((item) => item.requestId === requestId)
}

test(
  'whoever is on record as a consumer is not paid, and finance is offered the proposal',
  { timeout: 90_000 },
  async () => {
    const { page: finance } = await visitor('gao.yun')
    const last = (await payables(finance)).findLast(({ canPrepare }) => canPrepare)
    if (!last) throw new Error('the sample owes nothing to a company account')
    const { page } = await visitor('shen.lu')
    const place = `/v1/parties/${last.payee.id}`
    const record = (await (await page.request.get(`${place}/record`)).json()) as { version: number }
    const corrected = await page.request.post(`${place}/correct`, {
      data: {
        version: record.version,
        fromOn: await todayOf(page),
        reason: '客户实为个人消费者，按退货单核实',
        evidence: { kind: 'registry_extract', reference: '企业信用公示系统查询 2026-11' },
        changes: { type: 'consumer' },
      },
      headers: { 'idempotency-key': crypto.randomUUID() },
    })
    expect(corrected.status(), await corrected.text()).toBe(200)
    owed = (await payables(finance)).find(({ requestId }) => requestId === last.requestId)
    expect(owed).toMatchObject({ canPrepare: false, canPropose: true })
  },
)

test(
  'by its number the report opens the same dialog, whose tax follows the kind',
  { timeout: 120_000 },
  async () => {
    const { page, faults } = await visitor('ding.rui', { language: 'en' })
    await open(page, '/payment-exceptions')
    await page.getByRole('button', { name: inEnglish('propose.open'), exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(inEnglish('propose.of')).fill(theOwed().requestNumber)
    await dialog.getByRole('button', { name: inEnglish('propose.find') }).click()
    await dialog.getByRole('radio', { name: 'A refund, no income', checked: true }).waitFor()
    await dialog.getByRole('radio', { name: 'Licensed independent agent' }).check()
    await dialog.getByText(inEnglish('propose.reference.licensed_agent')).waitFor()
    expect(await dialog.getByRole('radio', { name: 'A refund, no income' }).count()).toBe(0)
    expect(await dialog.getByRole('radio', { checked: true }).count()).toBe(2)
    const found = await looked(page, 'propose-desktop')
    expect([...found, ...faults]).toEqual([])
  },
)

test(
  'finance proposes it by thumb from what is owed; a wrong number is told at its field',
  { timeout: 120_000 },
  async () => {
    const { page, faults } = await visitor('gao.yun', { size: 'phone' })
    const { requestNumber: number, payee } = theOwed()
    await open(page, '/payments?part=payable')
    const button = page.getByRole('button', { name: say('propose.open_of', { number }), exact: true })
    while ((await button.count()) === 0) await page.getByRole('button', { name: /更多/ }).tap()
    await button.scrollIntoViewIfNeeded()
    const found = await looked(page, 'owed-phone')
    await thumb.press(page, button)
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: payee.name }).waitFor()
    const send = dialog.getByRole('button', { name: say('propose.send'), exact: true })
    expect(await send.isDisabled()).toBe(true)
    found.push(...(await looked(page, 'propose-phone')))
    await thumb.write(page, dialog.getByLabel(say('propose.holder')), '李晓明')
    await thumb.write(page, dialog.getByLabel(say('propose.bank')), '工商银行苏州分行')
    await thumb.write(page, dialog.getByLabel(say('propose.number')), 'DE89 3704 0044 0532 0130 01')
    await thumb.write(page, dialog.getByLabel(words(partiesTexts)('account.cnaps')), '102305000123')
    await thumb.write(page, dialog.getByLabel(say('propose.reference.consumer_refund')), '退货单 TH-2026-118')
    await thumb.write(page, dialog.getByLabel(say('propose.reason')), reason)
    await thumb.press(page, send)
    const field = dialog.locator('[aria-invalid=true]')
    await showCode(page, 'gao.yun', async () => (await field.count()) > 0)
    expect(await field.inputValue()).toBe('DE89 3704 0044 0532 0130 01')
    found.push(...(await looked(page, 'refused-phone')))
    await thumb.write(page, dialog.getByLabel(say('propose.number')), account)
    // Somebody else's account is told at the name on it.
    await thumb.press(page, send)
    await expect.poll(() => field.inputValue(), patience).toBe('李晓明')
    await thumb.write(page, dialog.getByLabel(say('propose.holder')), payee.name)
    await thumb.press(page, send)
    await showCode(page, 'gao.yun', async () => (await dialog.count()) === 0)
    await expect.poll(async () => (await exceptionOf(theOwed(), page))?.state, patience).toBe('proposed')
    await page.getByText(/正在等待第二人确认/).waitFor()
    found.push(...(await looked(page, 'waits-phone')))
    expect([...found, ...withoutRefusals(faults)]).toEqual([])
  },
)

test(
  'the report looks a request up by its number, and says why there is nothing to propose',
  { timeout: 120_000 },
  async () => {
    const { page, faults } = await visitor('ding.rui', { language: 'en' })
    await open(page, '/payment-exceptions')
    const found = await looked(page, 'report-desktop')
    await page.getByRole('button', { name: inEnglish('propose.open'), exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(inEnglish('propose.of')).fill('BR-1999-0001')
    await dialog.getByRole('button', { name: inEnglish('propose.find') }).click()
    await dialog.getByText(inEnglish('propose.not_found')).waitFor()
    found.push(...(await looked(page, 'not-found-desktop')))
    await dialog.getByLabel(inEnglish('propose.of')).fill(theOwed().requestNumber)
    await dialog.getByRole('button', { name: inEnglish('propose.find') }).click()
    await dialog.getByText(/waits for its second person/).waitFor()
    found.push(...(await looked(page, 'held-desktop')))
    expect([...found, ...withoutRefusals(faults)]).toEqual([])
  },
)

test('the second person confirms it from the inbox on a desktop', { timeout: 120_000 }, async () => {
  const { page, faults } = await visitor('xu.weimin', { language: 'en' })
  const approvals = words(approvalFormTexts, 'en')
  const { groups } = (await (await page.request.get('/v1/inbox')).json()) as {
    groups: { rows: { approvalId: string; heading: string; matter: string }[] }[]
  }
  const rows = groups.flatMap((group) => group.rows)
  const item = rows.find(({ heading, matter }) => `${heading} ${matter}`.includes(theOwed().payee.name))
  if (!item) throw new Error('the exception does not wait in the inbox')
  await open(page, `/inbox?item=${item.approvalId}`)
  await page.getByText(reason).first().waitFor()
  const found = await looked(page, 'inbox-desktop')
  await startVerb(page, keyboard, approvals('verb.approve'))
  const form = page.getByRole('form', { name: approvals('verb.approve') })
  const held = page.getByText(/Undo/)
  await form.or(held).or(codeField(page)).first().waitFor()
  if ((await form.count()) > 0) {
    await form.getByLabel(approvals('form.approve_reason')).fill('Compared with the return slip')
    await form.getByRole('button', { name: approvals('form.approve') }).click()
  }
  await showCode(page, 'xu.weimin', async () => (await held.count()) > 0)
  await page.goto('/payment-exceptions')
  await expect.poll(async () => (await exceptionOf(theOwed(), page))?.state, patience).toBe('confirmed')
  // What was sent as the page was left is asked for again by the next one, and may be under way still.
  expect([...found, ...withoutRefusals(faults)]).toEqual([])
})

test(
  'what was confirmed is ordered from what is owed, on the account of the exception',
  { timeout: 120_000 },
  async () => {
    const { page, faults } = await visitor('ding.rui')
    const sayPay = words(webPaymentTexts)
    const { requestNumber: number, requestId } = theOwed()
    await open(page, '/payments?part=payable')
    const button = page.getByRole('button', { name: sayPay('pay.prepare_of', { number }), exact: true })
    while ((await button.count()) === 0) await page.getByRole('button', { name: /更多/ }).click()
    await button.click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(/工商银行苏州分行 ····7788/).waitFor()
    const found = await looked(page, 'prepare-desktop')
    await dialog.getByRole('button', { name: sayPay('pay.prepare'), exact: true }).click()
    await showCode(page, 'ding.rui', async () => (await dialog.count()) === 0)
    const orders = await page.request.get(`/v1/payment-orders?requestId=${requestId}`)
    expect(((await orders.json()) as { items: object[] }).items).toMatchObject([{ isException: true }])
    expect([...found, ...faults]).toEqual([])
  },
)

const looks: readonly Look[] = (['zh-CN', 'en'] as const).flatMap((language) =>
  (['desktop', 'phone'] as const).map((size) => ({ size, language })),
)

test.for(looks)('the report holds at $size in $language', { timeout: 90_000 }, async (look) => {
  const { page, faults } = await visitor('lin.xiao', look)
  const here = words(webExceptionTexts, look.language)
  await open(page, '/payment-exceptions')
  const found = await looked(page, `report-${look.size}-${look.language}`)
  await page.getByRole('button', { name: here('propose.open'), exact: true }).click()
  await page.getByRole('dialog').getByLabel(here('propose.of')).waitFor()
  found.push(...(await looked(page, `lookup-${look.size}-${look.language}`)))
  expect([...found, ...faults]).toEqual([])
})
