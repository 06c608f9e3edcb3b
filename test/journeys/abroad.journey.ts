import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { webPaymentTexts } from '../../src/texts/web-payments.ts'
import { barriers, cutTexts, overflow } from './axe.ts'
import { addReceipt, claimFor, claimWords, openForm } from './claims.ts'
import { file, patience, seenBy, stateOf, theSeller, todayOf } from './requests.ts'
import { open, picture, words } from './screen.ts'
import { sendAs } from './send.ts'
import { closeBrowser, visitor, type Look } from './visitor.ts'

// A meal abroad, given in dollars: the form says in one sentence what it is reimbursed with, takes what the
// card was charged where that is chosen, and finance reads both amounts.

afterAll(closeBrowser)

/** A picture, and what keeps somebody out of the page. */
async function looked(page: Page, name: string): Promise<string[]> {
  await picture(page, `abroad-${name}`)
  return [...(await barriers(page)), ...(await overflow(page)), ...(await cutTexts(page))].map(
    (what) => `${name}: ${what}`,
  )
}

const sent = async (page: Page, name: string, path: string, data: object) => {
  const answer = await sendAs(page, name, path, data)
  expect([await answer.text(), answer.status()]).toEqual([expect.any(String), expect.toSatisfy(isGood)])
}

/** A slip of text is no invoice, which the server says of it. */
const withoutRefusals = (faults: readonly string[]) =>
  faults.filter((fault) => !/status of 4\d\d/.test(fault))

const isGood = (status: number) => status === 200 || status === 201

/** Whoever may be asked one after the other, as far as the rules want. */
const approvers = ['liu.jianguo', 'lin.xiao', 'shen.lu', 'ye.qing', 'xu.weimin']

/** A meal in dollars that is approved and recorded as given. */
async function mealAbroad(dollars: number): Promise<string> {
  const requestId = await file('working_meal', dollars, 'USD')
  for (const name of approvers) {
    if ((await stateOf(requestId)) === 'approved') break
    const { page } = await visitor(name)
    const { approvalId, version } = await seenBy(page, requestId)
    const path = `/v1/approvals/${String(approvalId)}/approve`
    if (approvalId !== undefined) await sent(page, name, path, { version, reason: '已核对标准，同意' })
  }
  await expect.poll(() => stateOf(requestId), patience).toBe('approved')
  const { page } = await theSeller()
  const fileIds = await Promise.all(
    ['agenda', 'attendeeList'].map(async (purpose) => {
      const buffer = Buffer.from(`${purpose} ${requestId}`)
      const files = { name: `${purpose}.txt`, mimeType: 'text/plain', buffer }
      const headers = { 'idempotency-key': crypto.randomUUID() }
      const answer = await page.request.post('/v1/files', { multipart: { purpose, files }, headers })
      return ((await answer.json()) as { files: { fileId: string }[] }).files[0]?.fileId
    }),
  )
  const { version } = await seenBy(page, requestId)
  const told = { version, givenOn: await todayOf(page), fileIds }
  await sent(page, 'wang.lei', `/v1/requests/${requestId}/give`, told)
  await expect.poll(() => stateOf(requestId), patience).toBe('given')
  return requestId
}

const paper = (name: string) => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(`${name} ${Date.now()}`),
})

const looks: readonly (Look & { readonly dollars: number })[] = [
  { size: 'phone', language: 'zh-CN', dollars: 12 },
  { size: 'desktop', language: 'en', dollars: 13 },
]

test.for(looks)(
  'a meal in dollars is claimed in yuan at $size in $language',
  { timeout: 180_000 },
  async ({ dollars, ...look }) => {
    const { language, size } = look
    const say = claimWords(language)
    const requestId = await mealAbroad(dollars)
    const { page, faults } = await visitor('wang.lei', look)
    const dinner = {
      requestId,
      number: '',
      isGiven: true,
      isLate: false,
      left: { currency: 'USD', minor: '' },
    }
    const dialog = await openForm(page, dinner)
    const at = dialog.getByRole('region', { name: say('pay.title') })
    await expect.poll(() => at.getByRole('status').textContent(), patience).toMatch(/US\$2[46]\.00.*¥/)
    const found = await looked(page, `form-${size}`)
    // In the normal case the receipt and the button are all it takes.
    await addReceipt(page, paper(`slip-${size}.txt`))
    await at.getByRole('button', { name: say('pay.other'), exact: true }).click()
    const card = say('pay.mode.card', { currency: 'CNY' })
    await at.getByRole('radio', { name: card, exact: true }).click()
    const send = dialog.getByRole('button', { name: say('form.send'), exact: true })
    expect(await send.isDisabled()).toBe(true)
    await at.getByLabel(say('pay.charged')).fill('99.00')
    await at.locator('input[type=file]').setInputFiles(paper(`statement-${size}.txt`))
    await at.getByText(say('pay.proof', { name: `statement-${size}.txt` })).waitFor()
    found.push(...(await looked(page, `card-${size}`)))
    await send.click()
    await dialog.waitFor({ state: 'detached' })
    const claim = await claimFor(page, dinner)
    expect(claim).toMatchObject({ state: 'received', pays: { currency: 'CNY', minor: '9900' } })
    found.push(...(await looked(page, `mine-${size}`)))
    const finance = await visitor('gao.yun', look)
    await open(finance.page, `/claims?claim=${claim?.claimId ?? ''}`)
    const own = words(webPaymentTexts, language)
    await finance.page.getByText(own('claim.takes_reason')).waitFor()
    await finance.page.getByRole('link', { name: own('claim.statement') }).waitFor()
    found.push(...(await looked(finance.page, `finance-${size}`)))
    expect([...found, ...withoutRefusals([...faults, ...finance.faults])]).toEqual([])
  },
)
