import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { webBankTexts } from '../../src/texts/web-bank.ts'
import { toDecimal } from '../../src/kernel/money.ts'
import { camtFile, paymentDetails, type CamtEntry } from '../setup/bank-files.ts'
import { barriers, cutTexts, overflow } from './axe.ts'
import { picture, words } from './screen.ts'
import { codeOf } from './sign-in.ts'
import type { Language } from '../../src/texts/text.ts'

// What the journeys of finance share: files as a bank would send them, the code that a payment asks for,
// and a look at the page.

type Amount = { readonly currency: string; readonly minor: string }

/** A payment order as the queue tells it. */
export type OrderSeen = {
  readonly orderId: string
  readonly requestId: string
  readonly number: string
  readonly state: string
  readonly amount: Amount
  readonly endToEndId: string
  readonly payee: { readonly name: string }
  readonly rests: { readonly name?: { readonly matches: boolean } }
}

/** Payment orders of an entity in a state, as this person sees them. */
export async function ordersIn(page: Page, entityId: string, state: string): Promise<OrderSeen[]> {
  const answer = await page.request.get(`/v1/payment-orders?entityId=${entityId}&state=${state}`)
  return ((await answer.json()) as { items: OrderSeen[] }).items
}

/** The state in which one order stands now. */
export async function stateNow(page: Page, { orderId, requestId }: OrderSeen): Promise<string | undefined> {
  const answer = await page.request.get(`/v1/payment-orders?requestId=${requestId}`)
  const { items } = (await answer.json()) as { items: OrderSeen[] }
  return items.find((order) => order.orderId === orderId)?.state
}

/** The entity of the sample that pays rebates, and what stands at its account with these last digits. */
export async function bankOf(page: Page, tail: string) {
  const me = (await (await page.request.get('/v1/me')).json()) as { entities: { id: string; name: string }[] }
  const entityId = me.entities.find(({ name }) => /销售|Sales/.test(name))?.id ?? ''
  const answer = await page.request.get(`/v1/bank-reconciliation?entityId=${entityId}`)
  const bank = (await answer.json()) as {
    accounts: {
      accountId: string
      tail: string
      closing: Amount
      unexplained: { lines: number }
      books: { unexplained: Amount }
    }[]
    lines: { lineId: string; verdict: string; candidates: string[] }[]
  }
  const own = bank.accounts.find((account) => account.tail.endsWith(tail))
  if (!own) throw new Error(`the sample pays from no account ${tail}`)
  return { entityId, account: own, lines: bank.lines }
}

/** Chooses an account of our own by its last digits, in the open dialog. */
export async function chooseAccount(page: Page, label: string, tail: string): Promise<void> {
  const field = page.getByRole('dialog').getByLabel(label)
  const value = await field.locator('option').filter({ hasText: tail }).getAttribute('value')
  await field.selectOption(value)
}

/** Where a fresh code is asked for. */
export function codeField(page: Page): Locator {
  return page.getByLabel(/六位|six/i)
}

/** Answers the question for a fresh code until it is let in; returns at once where none is asked. */
export async function showCode(page: Page, name: string, until: () => Promise<boolean>): Promise<void> {
  const code = codeField(page)
  for (let tries = 0; tries < 40 && !(await until()); tries += 1) {
    if ((await code.count()) > 0) {
      await code.fill(await codeOf(page, `${name}@chengyue.example`))
      await code.press('Enter')
    }
    await page.waitForTimeout(1_000)
  }
}

/** Hands a file in through the open dialog, and waits for the report or the refusal. */
export async function bring(page: Page, name: string, content: Uint8Array | string): Promise<string> {
  const dialog = page.getByRole('dialog')
  const buffer = Buffer.from(content)
  const answered = page.waitForResponse((response) => /\/v1\/bank-(results|statements)$/.test(response.url()))
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
  await answered
  await dialog.getByRole('button', { name: /完成|Done/ }).waitFor()
  return dialog.innerText()
}

/** What a bank answers to one payment. */
export function resultOf(order: OrderSeen, word: '成功' | '处理中'): string {
  const amount = toDecimal({ currency: order.amount.currency, minor: BigInt(order.amount.minor) })
  return `客户业务编号,金额,处理状态\r\n${order.endToEndId},${amount},${word}\r\n`
}

/** A camt.053 statement of a day: these payments, each under the name that the bank has. */
export function statementOf(
  account: string,
  {
    day,
    opening,
    paid,
  }: { day: string; opening: bigint; paid: readonly { order: OrderSeen; name: string }[] },
): string {
  const entries = paid.map(({ order, name }, at): CamtEntry => {
    const amount = toDecimal({ currency: order.amount.currency, minor: BigInt(order.amount.minor) })
    return { ref: `J${at}`, amount, day, details: paymentDetails('08', { id: order.endToEndId, name }) }
  })
  const out = paid.reduce((sum, { order }) => sum + BigInt(order.amount.minor), 0n)
  const decimal = (minor: bigint) => toDecimal({ currency: 'CNY', minor })
  const statement = {
    id: `JOURNEY-${day}`,
    account,
    opening: decimal(opening),
    closing: decimal(opening - out),
    entries,
  }
  return Buffer.from(camtFile('08', [statement]))
    .toString('utf8')
    .replaceAll('2026-11-02', day)
}

/** The text of a file that a page hands to the browser. */
export async function downloaded(page: Page, press: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download', { timeout: 60_000 }), press()])
  return readFile(await download.path(), 'utf8')
}

/** A picture, and what keeps somebody out of the page. */
export async function looked(page: Page, name: string): Promise<string[]> {
  await picture(page, `finance-${name}`)
  return [...(await barriers(page)), ...(await overflow(page)), ...(await cutTexts(page))].map(
    (what) => `${name}: ${what}`,
  )
}

/** The words of the pages of banks in one language. */
export function bankWords(language: Language = 'zh-CN') {
  return words(webBankTexts, language)
}
