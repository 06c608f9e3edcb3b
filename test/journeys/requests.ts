import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { ordinary } from '../setup/circumstances.ts'
import { barriers, overflow } from './axe.ts'
import type { Hands } from './hands.ts'
import { open, picture } from './screen.ts'
import { visitor, type Visitor } from './visitor.ts'

// Requests of the sample company for the journeys of their verbs: filed, opened in somebody's hands, and read
// from the server afterwards.

/** How long a journey waits for what it did to stand on record. */
export const patience = { timeout: 20_000, interval: 500 }

let seller: Visitor | undefined

/** An item on the decision screen of somebody, in the way that these hands see it. */
export async function itemOf(name: string, requestId: string, hands: Hands): Promise<Visitor> {
  const found = await visitor(name, { size: hands.size, language: hands.language })
  await openItem(found.page, requestId, hands)
  return found
}

/** Opens a request: its own page for the applicant, the inbox for who is asked. */
export async function openItem(page: Page, requestId: string, hands: Hands): Promise<void> {
  const item = await seenBy(page, requestId)
  const me = (await (await page.request.get('/v1/me')).json()) as { person: { id: string } }
  const isOwn = (item['applicant'] as { id: string }).id === me.person.id
  await open(page, isOwn ? `/requests/${requestId}` : `/inbox?item=${String(item['approvalId'])}`)
  await page.locator('article').getByText(String(item['number'])).first().waitFor()
  if (hands.size === 'desktop') await page.locator('article h1, article h2').first().waitFor()
}

/** A picture of the form, and whether somebody is kept out of it. */
export async function look(page: Page, hands: Hands, what: string): Promise<void> {
  await picture(page, `verbs-${what}-${hands.size}-${hands.language}`)
  expect([...(await barriers(page)), ...(await overflow(page))]).toEqual([])
}

/** Leaves the page, which sends what is held back. */
export async function left(page: Page): Promise<void> {
  await page
    .getByText(/已同意|已退回|已拒绝|已转交|Approved|Returned|Rejected|Transferred/)
    .first()
    .waitFor()
  await page.goto('/register')
}

/** The salesperson whose requests they are. */
export async function theSeller(): Promise<Visitor> {
  seller ??= await visitor('wang.lei')
  return seller
}

/** One more request of the salesperson, at the customer whose name is used nowhere else here. */
export async function file(
  kindId: 'coupon' | 'working_meal',
  units: number,
  currency = 'CNY',
): Promise<string> {
  const { page } = await theSeller()
  const isMeal = kindId === 'working_meal'
  const proposal = {
    customer: { partyId: await customerOf(page) },
    recipient: isMeal
      ? { to: 'person', partyId: await partyOf(page, '许泽峰', 'person') }
      : { to: 'organisation' },
    kindId,
    amount: { currency, minor: String(units * 100) },
    happensOn: await todayOf(page),
    reasonChip: isMeal ? 'exchange' : 'referral',
    reason: isMeal ? '新产品技术交流工作餐' : '老客户推荐新客户成交，按方案发放代金券。',
    facts: {
      ...ordinary(kindId),
      ...(isMeal && { 'benefit.meal.kind': 'lunch', 'benefit.meal.guests': 2, 'benefit.meal.hosts': 1 }),
    },
  }
  const answer = await page.request.post('/v1/requests', {
    data: { proposal },
    headers: { 'idempotency-key': crypto.randomUUID() },
  })
  const filed = (await answer.json()) as { requestId?: string }
  if (filed.requestId === undefined) throw new Error(`not filed: ${JSON.stringify(filed)}`)
  return filed.requestId
}

/** The customer whose name these journeys alone use. */
export function customerOf(page: Page): Promise<string> {
  return partyOf(page, '砺昕', 'organisation')
}

async function partyOf(page: Page, q: string, kind: string): Promise<string> {
  const answer = await page.request.get(`/v1/parties?q=${encodeURIComponent(q)}&kind=${kind}`)
  const found = ((await answer.json()) as { items: { id: string }[] }).items[0]
  if (!found) throw new Error(`the sample has no ${q}`)
  return found.id
}

/** Today where the company is. */
export async function todayOf(page: Page): Promise<string> {
  return page.evaluate<string>(
    "new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date())",
  )
}

/** A request as somebody sees it. */
export async function seenBy(page: Page, requestId: string): Promise<Record<string, unknown>> {
  return (await (await page.request.get(`/v1/requests/${requestId}`)).json()) as Record<string, unknown>
}

/** A request as its applicant sees it. */
export async function seen(requestId: string): Promise<Record<string, unknown>> {
  return seenBy((await theSeller()).page, requestId)
}

/** Where a request stands. */
export async function stateOf(requestId: string): Promise<string> {
  return ((await seen(requestId))['state'] as { state: string }).state
}

/** Finance has booked what was given, and brings the number of its voucher back. */
export async function numbered(requestId: string): Promise<void> {
  const { page } = await visitorOnce('lin.xiao')
  const item = await seen(requestId)
  const answer = await page.request.post('/v1/ledger/vouchers', {
    data: {
      entityId: (item['entity'] as { id: string }).id,
      reference: String(item['number']),
      number: `记-${String(item['number']).slice(-6)}`,
      on: await todayOf(page),
    },
    headers: { 'idempotency-key': crypto.randomUUID() },
  })
  expect([await answer.text(), answer.status()]).toEqual([expect.any(String), 201])
}

/** The operations that the log tells of this request. */
export async function verbsOf(requestId: string): Promise<string[]> {
  const { page } = await visitorOnce('shen.lu')
  const answer = await page.request.get(`/v1/log/entries?objectId=${requestId}`)
  const { rows } = (await answer.json()) as { rows: { operation: string }[] }
  return rows.map((row) => row.operation)
}

const once = new Map<string, Promise<Visitor>>()

/** Somebody who is signed in once for all that asks. */
export function visitorOnce(name: string): Promise<Visitor> {
  const found = once.get(name) ?? visitor(name)
  once.set(name, found)
  return found
}
