import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { webBankTexts } from '../../src/texts/web-bank.ts'
import { webSetTexts } from '../../src/texts/web-sets.ts'
import { looked, showCode } from './finance.ts'
import { keyboard, thumb, walkTo } from './hands.ts'
import { open, words } from './screen.ts'
import { closeBrowser, visitor, type Visitor } from './visitor.ts'

// Accepted claims and rebates are prepared together: chosen under one bar, by keyboard and by thumb, and told
// item by item what was prepared and what was not.

afterAll(closeBrowser)

type Payable = {
  readonly requestId: string
  readonly claimId?: string
  readonly requestNumber: string
  readonly claimNumber?: string
  readonly canPrepare: boolean
}

/** What may be ordered now. */
async function payable(page: Page, path: 'payables' | 'payable-claims'): Promise<Payable[]> {
  const answer = await page.request.get(`/v1/${path}`)
  return ((await answer.json()) as { items: Payable[] }).items.filter(({ canPrepare }) => canPrepare)
}

/** By which its box is named. */
const nameOf = ({ claimNumber, requestNumber }: Payable) =>
  [claimNumber, requestNumber].filter(Boolean).join(' ')

async function quietly({ faults }: Visitor, found: readonly string[]): Promise<void> {
  // A refusal is an answer of the server, which the browser notes in its console.
  expect([...found, ...faults.filter((fault) => !/status of (4\d\d)/.test(fault))]).toEqual([])
}

describe('accepted claims and rebates at once', { timeout: 300_000 }, () => {
  test('are chosen with the keyboard alone and prepared as one set', async () => {
    const maker = await visitor('gao.yun')
    const { page } = maker
    const say = words(webSetTexts)
    const sayBank = words(webBankTexts)
    const [claim] = await payable(page, 'payable-claims')
    const [rebate] = await payable(page, 'payables')
    if (!claim || !rebate) throw new Error('the sample has no claim and no rebate to be ordered')
    await open(page, '/payments?part=payable')
    await page.getByRole('list', { name: sayBank('owed.claims') }).waitFor()
    for (const each of [rebate, claim]) {
      await walkTo(page, page.getByLabel(say('set.tick', { name: nameOf(each) })))
      await page.keyboard.press('Space')
    }
    const found = await looked(page, 'claims-chosen')
    await keyboard.press(page, page.getByRole('button', { name: say('set.prepare', { count: 2 }) }))
    const dialog = page.getByRole('dialog')
    await dialog.getByText(nameOf(claim)).waitFor()
    found.push(...(await looked(page, 'claims-prepare')))
    await keyboard.press(page, dialog.getByRole('button', { name: say('set.prepare', { count: 2 }) }))
    const done = dialog.getByText(say('set.prepared_all', { count: 2 }))
    await showCode(page, 'gao.yun', async () => (await done.count()) > 0)
    expect(await dialog.getByRole('link').allInnerTexts()).toEqual([
      expect.stringMatching(/^PAY-/),
      expect.stringMatching(/^PAY-/),
    ])
    found.push(...(await looked(page, 'claims-prepared')))
    await dialog.getByRole('button', { name: say('set.close') }).press('Enter')
    await expect.poll(() => page.getByLabel(say('set.tick', { name: nameOf(claim) })).count()).toBe(0)
    await quietly(maker, found)
  })

  test('are chosen with the thumb, and one that was ordered meanwhile says why it was not', async () => {
    const maker = await visitor('gao.yun', { size: 'phone', language: 'en' })
    const { page } = maker
    const say = words(webSetTexts, 'en')
    const claims = await payable(page, 'payable-claims')
    const [claim] = claims
    const rebates = await payable(page, 'payables')
    const [rebate] = rebates
    if (!claim || !rebate) throw new Error('the sample has no claim and no rebate to be ordered')
    await open(page, '/payments?part=payable')
    await page.getByLabel(say('set.choose')).selectOption('all')
    const all = claims.length + rebates.length
    await page.getByRole('button', { name: say('set.prepare', { count: all }) }).waitFor()
    const found = await looked(page, 'claims-all-phone')
    await thumb.press(page, page.getByRole('button', { name: say('set.clear') }))
    for (const each of [rebate, claim]) {
      await thumb.press(page, page.getByLabel(say('set.tick', { name: nameOf(each) })))
    }
    found.push(...(await looked(page, 'claims-chosen-phone')))
    await thumb.press(page, page.getByRole('button', { name: say('set.prepare', { count: 2 }) }))
    const dialog = page.getByRole('dialog')
    await dialog.getByText(nameOf(claim)).waitFor()
    found.push(...(await looked(page, 'claims-prepare-phone')))
    await ordered(page, claim)
    await thumb.press(page, dialog.getByRole('button', { name: say('set.prepare', { count: 2 }) }))
    const part = dialog.getByText(say('set.prepared_part', { count: 1, refused: 1 }))
    await showCode(page, 'gao.yun', async () => (await part.count()) > 0)
    const told = await dialog.getByRole('listitem').allInnerTexts()
    expect(told[0]).toContain(claim.requestNumber)
    expect(told[0]).toMatch(/Nothing|left|ordered/i)
    expect(told[1]).toMatch(/^PAY-/)
    found.push(...(await looked(page, 'claims-part-phone')))
    await quietly(maker, found)
  })

  test('stand before their checker on one sheet', async () => {
    const checker = await visitor('ding.rui', { size: 'phone' })
    const { page } = checker
    const say = words(webSetTexts)
    await open(page, '/payments')
    await page.getByLabel(say('set.choose')).selectOption('all')
    await thumb.press(page, page.getByRole('button', { name: /^成批复核 \d+ 笔$/ }))
    await page.getByRole('dialog').getByLabel(say('set.type_total')).waitFor()
    await quietly(checker, await looked(page, 'claims-sheet-phone'))
  })
})

/** The same is ordered by its maker elsewhere, while the dialog stands open. */
async function ordered(page: Page, { requestId, claimId }: Payable): Promise<void> {
  const answer = await page.request.post('/v1/payment-orders', {
    data: { requestId, claimId, purpose: '客户工作餐' },
    headers: { 'idempotency-key': crypto.randomUUID() },
  })
  expect(answer.status()).toBe(201)
}
