import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { ownAccounts } from '../../demo/payments.ts'
import { toDecimal } from '../../src/kernel/money.ts'
import { webPaymentTexts } from '../../src/texts/web-payments.ts'
import { webSetTexts } from '../../src/texts/web-sets.ts'
import {
  bankOf,
  bankWords,
  bring,
  chooseAccount,
  downloaded,
  looked,
  ordersIn,
  resultOf,
  showCode,
  stateNow,
  statementOf,
  type OrderSeen,
} from './finance.ts'
import { keyboard, thumb, walkTo } from './hands.ts'
import { patience, todayOf } from './requests.ts'
import { open, words } from './screen.ts'
import { closeBrowser, visitor, type Visitor } from './visitor.ts'

// Finance pays: an order made by one person and checked by another, sent in a batch, answered by the bank,
// and found on its statement, until nothing is unexplained. What is wrong is refused in words.

afterAll(closeBrowser)

const say = words(webPaymentTexts)
const sayBank = bankWords()
const saySet = words(webSetTexts)
const account = ownAccounts.find(({ key }) => key === 'own-sh-benefits')?.number ?? ''
/** The entity has another account, for which no statement was brought yet. */
const tail = account.slice(-4)

/** What one test hands to the next: the path is one. */
const path: { order?: OrderSeen | undefined; entityId?: string; accountId?: string } = {}

function theOrder(): OrderSeen {
  if (path.order === undefined) throw new Error('the order was not made')
  return path.order
}

async function quietly({ faults }: Visitor, found: readonly string[]): Promise<void> {
  // A refusal is an answer of the server, which the browser notes in its console.
  expect([...found, ...faults.filter((fault) => !/status of (4\d\d)/.test(fault))]).toEqual([])
}

describe('a rebate is paid', { timeout: 180_000 }, () => {
  test('its order is made on the agreement, the account in the payee’s own name and its tax', async () => {
    const maker = await visitor('gao.yun')
    const { page } = maker
    const { entityId, account: ours } = await bankOf(page, tail)
    Object.assign(path, { entityId, accountId: ours.accountId })
    const before = new Set((await ordersIn(page, entityId, 'prepared')).map(({ orderId }) => orderId))
    await open(page, `/payments?part=payable&entityId=${entityId}`)
    const found = await looked(page, 'payable')
    const row = page
      .getByRole('list', { name: sayBank('owed.list') })
      .getByRole('listitem')
      .filter({ has: page.getByRole('button') })
      .first()
    expect(await row.innerText()).toMatch(/户名一致.*第 \d+ 条.*600102/s)
    await row.getByRole('button').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(sayBank('rest.agreement')).waitFor()
    expect(await dialog.innerText()).toMatch(/户名一致.*红字发票/s)
    found.push(...(await looked(page, 'payable-dialog')))
    await dialog.getByRole('button', { name: say('pay.prepare'), exact: true }).click()
    await showCode(page, 'gao.yun', async () => (await dialog.count()) === 0)
    const orders = await ordersIn(page, entityId, 'prepared')
    path.order = orders.find(({ orderId }) => !before.has(orderId))
    expect(theOrder().rests.name?.matches).toBe(true)
    await quietly(maker, found)
  })

  test('whoever made it cannot check it, on the screen and by the address', async () => {
    const maker = await visitor('gao.yun')
    const { page } = maker
    const { orderId, number } = theOrder()
    await open(page, `/payments?entityId=${path.entityId}`)
    await page.getByText(number).waitFor()
    expect(await page.getByRole('button', { name: say('pay.check_of', { number }) }).count()).toBe(0)
    await page
      .getByText(/不能复核：/)
      .first()
      .waitFor()
    const answer = await page.request.post(`/v1/payment-orders/${orderId}/check`, {
      data: { version: 1 },
      headers: { 'idempotency-key': crypto.randomUUID() },
    })
    expect(((await answer.json()) as { code: string }).code).toBe('payments.maker_never_checks')
    await quietly(maker, await looked(page, 'orders-of-the-maker'))
  })

  test('a second person checks it with the keyboard alone, who types the amount', async () => {
    const checker = await visitor('ding.rui')
    const { page } = checker
    const { number, amount } = theOrder()
    await open(page, `/payments?entityId=${path.entityId}`)
    await keyboard.press(page, page.getByRole('button', { name: say('pay.check_of', { number }) }))
    const dialog = page.getByRole('dialog')
    await keyboard.write(page, dialog.getByLabel(say('pay.type_amount')), '1.00')
    await keyboard.press(page, dialog.getByRole('button', { name: say('pay.check'), exact: true }))
    await dialog.getByText(say('pay.amount_differs')).waitFor()
    const yuan = `${amount.minor.slice(0, -2)}.${amount.minor.slice(-2)}`
    await keyboard.write(page, dialog.getByLabel(say('pay.type_amount')), yuan)
    const found = await looked(page, 'check')
    await keyboard.press(page, dialog.getByRole('button', { name: say('pay.check'), exact: true }))
    await showCode(page, 'ding.rui', async () => (await dialog.count()) === 0)
    await expect.poll(() => stateNow(page, theOrder()), patience).toBe('checked')
    await quietly(checker, found)
  })

  test('its batch says what it will hold, marks it as sent, and its file is downloaded', async () => {
    const cashier = await visitor('ding.rui')
    const { page } = cashier
    const { number, endToEndId, payee } = theOrder()
    await open(page, `/payments?part=batches&entityId=${path.entityId}`)
    const found = await looked(page, 'batches')
    await page.getByRole('button', { name: sayBank('batch.make') }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('status').waitFor()
    await chooseAccount(page, sayBank('batch.account'), tail)
    for (const box of await dialog.getByRole('checkbox').all()) {
      const isMine = (await box.locator('xpath=ancestor::label').innerText()).includes(number)
      if (!isMine) await box.uncheck()
    }
    await dialog.getByText(/含 1 笔/).waitFor()
    found.push(...(await looked(page, 'batch')))
    await dialog.getByRole('button', { name: sayBank('batch.send') }).click()
    const done = dialog.getByText(sayBank('batch.done', { count: 1 }))
    await showCode(page, 'ding.rui', async () => (await done.count()) > 0)
    expect(await stateNow(page, theOrder())).toBe('sent')
    const take = dialog.getByRole('button', { name: /下载/ })
    const file = await downloaded(page, () => take.click())
    expect(file).toContain(`<EndToEndId>${endToEndId}</EndToEndId>`)
    expect(file).toContain(payee.name)
    found.push(...(await looked(page, 'batch-done')))
    await quietly(cashier, found)
  })

  test('a wrong file is refused in words; the bank’s answer leaves the payment unknown', async () => {
    const maker = await visitor('gao.yun')
    const { page } = maker
    await open(page, `/payments?part=batches&entityId=${path.entityId}`)
    await page.getByRole('button', { name: sayBank('file.results') }).click()
    const refused = await bring(page, 'answer.json', '{"code":"10000","msg":"Success"}')
    expect(refused).toContain(sayBank('file.refused'))
    const found = await looked(page, 'results-refused')
    const report = await bring(page, 'result.csv', resultOf(theOrder(), '处理中'))
    expect(report).toContain(`${theOrder().number} · ${sayBank('result.unknown')}`)
    found.push(...(await looked(page, 'results')))
    const again = await bring(page, 'result.csv', resultOf(theOrder(), '处理中'))
    expect(again).toContain(sayBank('file.nothing_new', { count: 1 }))
    expect(await stateNow(page, theOrder())).toBe('unknown')
    await quietly(maker, found)
  })

  test('the statement asks about it, counts once, and its maker never answers', async () => {
    const maker = await visitor('gao.yun')
    const { page } = maker
    const ours = await bankOf(page, tail)
    const opening = BigInt(ours.account.closing.minor)
    const paid = [{ order: theOrder(), name: '华东片区结算中心' }]
    const text = statementOf(account, { day: await todayOf(page), opening, paid })
    await open(page, `/reconciliation?entityId=${path.entityId}&accountId=${path.accountId}`)
    await page.getByRole('button', { name: sayBank('file.statement') }).click()
    const other = await bring(page, 'other.xml', text.replaceAll(account, '9999000011112222'))
    expect(other).toContain(sayBank('file.held', { number: '', tail: '' }).slice(0, 3))
    const report = await bring(page, 'statement.xml', text)
    expect(report).toMatch(/待认定 1 行/)
    const found = await looked(page, 'statement')
    expect(await bring(page, 'statement.xml', text)).toMatch(/已/)
    await page.keyboard.press('Escape')
    await page
      .getByText(/不能由您认定/)
      .first()
      .waitFor()
    found.push(...(await looked(page, 'reconciliation-of-the-maker')))
    await quietly(maker, found)
  })

  test('somebody else answers with the keyboard alone, and nothing is unexplained any more', async () => {
    const answerer = await visitor('lin.xiao')
    const { page } = answerer
    await open(page, `/reconciliation?entityId=${path.entityId}&accountId=${path.accountId}`)
    const found = await looked(page, 'reconciliation')
    await page.getByText(/未解释差额 .*为零才能结账/).waitFor()
    for (let left = (await bankOf(page, tail)).lines.length; left > 0; left -= 1) await answerFirst(page)
    await page.getByText(sayBank('rec.zero')).waitFor()
    const { account: explained } = await bankOf(page, tail)
    expect(explained).toMatchObject({ unexplained: { lines: 0 }, books: { unexplained: { minor: '0' } } })
    expect(await stateNow(page, theOrder())).toBe('paid')
    found.push(...(await looked(page, 'reconciled')))
    await quietly(answerer, found)
  })

  test('what a line was is taken back with the thumb, and said anew by another person', async () => {
    const doubter = await visitor('lin.xiao', { size: 'phone' })
    const { page } = doubter
    const place = `/reconciliation?entityId=${path.entityId}&accountId=${path.accountId}`
    await open(page, place)
    const lines = page.getByRole('list', { name: sayBank('rec.lines') }).getByRole('listitem')
    await thumb.press(page, lines.filter({ hasText: theOrder().number }).getByRole('button'))
    const dialog = page.getByRole('dialog')
    await thumb.write(page, dialog.getByLabel(sayBank('rec.unmatch_why')), '银行说这笔是另一份合同的货款')
    const found = await looked(page, 'unmatch')
    await thumb.press(page, dialog.getByRole('button', { name: sayBank('rec.unmatch'), exact: true }))
    await showCode(page, 'lin.xiao', async () => (await dialog.count()) === 0)
    await page.getByText(sayBank('rec.unmatched_yours')).waitFor()
    expect(await stateNow(page, theOrder())).toBe('unknown')
    found.push(...(await looked(page, 'unmatched')))
    await quietly(doubter, found)
    const answerer = await visitor('ding.rui')
    await open(answerer.page, place)
    await answerer.page.getByText(/撤销：银行说这笔是另一份合同的货款/).waitFor()
    await answerFirst(answerer.page, 'ding.rui')
    expect(await stateNow(answerer.page, theOrder())).toBe('paid')
    await quietly(answerer, await looked(answerer.page, 'answered-anew'))
  })
})

describe('several payments at once', { timeout: 180_000 }, () => {
  const made: string[] = []

  test('are chosen with the keyboard alone, and prepared with one word', async () => {
    const maker = await visitor('gao.yun')
    const { page } = maker
    const { entityId } = await bankOf(page, tail)
    path.entityId = entityId
    await open(page, `/payments?part=payable&entityId=${entityId}`)
    const list = page.getByRole('list', { name: sayBank('owed.list') })
    const ticks = list.getByRole('checkbox', { disabled: false })
    const last = Math.min(3, await ticks.count()) - 1
    await walkTo(page, ticks.first())
    await page.keyboard.press('Space')
    await walkTo(page, ticks.nth(last))
    await page.keyboard.press('Shift+Space')
    const go = page.getByRole('button', { name: saySet('set.prepare', { count: last + 1 }) })
    const found = await looked(page, 'set-chosen')
    await keyboard.press(page, go)
    const dialog = page.getByRole('dialog')
    await dialog.getByText(/合计 ¥/).waitFor()
    found.push(...(await looked(page, 'set-prepare')))
    await keyboard.press(
      page,
      dialog.getByRole('button', { name: saySet('set.prepare', { count: last + 1 }) }),
    )
    const done = dialog.getByText(saySet('set.prepared_all', { count: last + 1 }))
    await showCode(page, 'gao.yun', async () => (await done.count()) > 0)
    made.push(...(await dialog.getByRole('link').allInnerTexts()))
    expect(made).toHaveLength(last + 1)
    found.push(...(await looked(page, 'set-prepared')))
    await quietly(maker, found)
  })

  test('show their checker what is unusual, and are refused where one changed meanwhile', async () => {
    const maker = await visitor('gao.yun')
    const twins = await twinsOf(maker.page, path.entityId ?? '')
    const checker = await visitor('ding.rui')
    const { page } = checker
    await open(page, '/payments')
    await page.getByLabel(saySet('set.choose')).selectOption('all')
    await page.getByRole('button', { name: /^成批复核 \d+ 笔$/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog
      .getByText(/收款人、金额相同/)
      .first()
      .waitFor()
    const found = await looked(page, 'set-sheet-all')
    const total = (await dialog.locator('.text-amount').innerText()).replace(/[^\d.]/g, '')
    await stopped(page, twins[1])
    await keyboard.write(page, dialog.getByLabel(saySet('set.type_total')), total)
    await keyboard.press(page, dialog.getByRole('button', { name: /^成批复核 \d+ 笔$/ }))
    const aside = dialog.getByText(saySet('set.aside', { count: 1 }))
    await showCode(page, 'ding.rui', async () => (await aside.count()) > 0)
    await dialog.getByText(/清单与显示时不同，没有复核任何一笔/).waitFor()
    found.push(...(await looked(page, 'set-changed')))
    await page.keyboard.press('Escape')
    await stopped(page, twins[0])
    await quietly(checker, found)
  })

  test('are checked with the thumb, on one list with its total typed once', async () => {
    const checker = await visitor('ding.rui', { size: 'phone', language: 'en' })
    const { page } = checker
    const say = words(webSetTexts, 'en')
    await open(page, `/payments?entityId=${path.entityId}`)
    for (const number of made) await thumb.press(page, page.getByLabel(say('set.tick', { name: number })))
    const found = await looked(page, 'set-to-check')
    await thumb.press(page, page.getByRole('button', { name: say('set.check', { count: made.length }) }))
    const dialog = page.getByRole('dialog')
    const total = dialog.getByLabel(say('set.type_total'))
    await total.waitFor()
    found.push(...(await looked(page, 'set-sheet')))
    await thumb.write(page, total, '1.00')
    const check = dialog.getByRole('button', { name: say('set.check', { count: made.length }) })
    await thumb.press(page, check)
    await dialog.getByText(say('set.total_differs')).waitFor()
    const waiting = await ordersIn(page, path.entityId ?? '', 'prepared')
    const sum = waiting
      .filter(({ number }) => made.includes(number))
      .reduce((all, { amount }) => all + BigInt(amount.minor), 0n)
    await thumb.write(page, total, toDecimal({ currency: 'CNY', minor: sum }))
    found.push(...(await looked(page, 'set-typed')))
    await thumb.press(page, check)
    const done = dialog.getByText(say('set.checked_all', { count: made.length }))
    await showCode(page, 'ding.rui', async () => (await done.count()) > 0)
    found.push(...(await looked(page, 'set-checked')))
    await quietly(checker, found)
  })
})

/** Two orders of one yuan for one benefit: as a bill looks that is paid twice. */
async function twinsOf(page: Page, entityId: string): Promise<string[]> {
  const answer = await page.request.get(`/v1/payables?entityId=${entityId}`)
  const { items } = (await answer.json()) as { items: { requestId: string; canPrepare: boolean }[] }
  const requestId = items.find(({ canPrepare }) => canPrepare)?.requestId
  const sent = async () => {
    const made = await page.request.post('/v1/payment-orders', {
      data: { requestId, minor: '100', purpose: '季度返利' },
      headers: { 'idempotency-key': crypto.randomUUID() },
    })
    return ((await made.json()) as { orderId: string }).orderId
  }
  return [await sent(), await sent()]
}

async function stopped(page: Page, orderId: string | undefined): Promise<void> {
  const answer = await page.request.post(`/v1/payment-orders/${orderId}/stop`, {
    data: { version: 1, reason: '重复的付款单' },
    headers: { 'idempotency-key': crypto.randomUUID() },
  })
  expect(answer.status()).toBe(200)
}

async function answerFirst(page: Page, name = 'lin.xiao'): Promise<void> {
  const lines = page.getByRole('list', { name: sayBank('rec.ask') }).getByRole('button')
  const before = await lines.count()
  await keyboard.press(page, lines.first())
  const dialog = page.getByRole('dialog')
  await keyboard.write(page, dialog.getByLabel(sayBank('rec.why')), '已向开户行柜面查实，户名为其结算中心')
  await keyboard.press(page, dialog.getByRole('button', { name: sayBank('rec.answer'), exact: true }))
  await showCode(page, name, async () => (await dialog.count()) === 0)
  await expect.poll(() => lines.count(), patience).toBe(before - 1)
}

test.for([
  { size: 'desktop', language: 'en' },
  { size: 'phone', language: 'en' },
  { size: 'phone', language: 'zh-CN' },
] as const)('the pages hold at $size in $language', { timeout: 120_000 }, async (seen) => {
  const visit = await visitor('lin.xiao', seen)
  const { page } = visit
  const { entityId, account } = await bankOf(page, tail)
  const found: string[] = []
  const places = [
    'payments?part=payable',
    'payments?state=all',
    'payments?part=batches',
    `reconciliation?accountId=${account.accountId}`,
  ]
  for (const [at, place] of places.entries()) {
    await open(page, `/${place}&entityId=${entityId}`)
    found.push(...(await looked(page, `page-${at}-${seen.size}-${seen.language}`)))
  }
  if (seen.size === 'phone') {
    const sayHere = bankWords(seen.language)
    await thumb.press(page, page.getByText(sayHere('rec.how')))
    await thumb.press(page, page.getByRole('button', { name: sayHere('file.statement') }))
    found.push(...(await looked(page, `dialog-${seen.size}-${seen.language}`)))
  }
  await quietly(visit, found)
})
