import type { Page } from 'playwright-core'
import { entities } from '../../demo/company.ts'
import { eInvoiceXml } from '../../demo/e-invoice.ts'
import { webMyClaimTexts } from '../../src/texts/web-my-claims.ts'
import { quiet } from './quiet.ts'
import { todayOf } from './requests.ts'
import { open, words } from './screen.ts'
import type { Language } from '../../src/texts/text.ts'

// What the journeys of claims share: dinners of the sample that nobody claimed yet, e-invoices of their own,
// and claims as the server tells them.

type Amount = { readonly currency: string; readonly minor: string }

/** A dinner of which something may be claimed. */
export type Dinner = {
  readonly requestId: string
  readonly number: string
  readonly isGiven: boolean
  readonly isLate: boolean
  readonly left: Amount
}

/** A claim as its claimant or finance sees it. */
export type ClaimSeen = {
  readonly claimId: string
  readonly number: string
  readonly state: string
  readonly version: number
  readonly says: string
  readonly reason?: string
  readonly amount: Amount
  readonly claimant: { readonly id: string; readonly name: string }
  readonly lines: readonly {
    readonly requestId: string
    readonly invoices: readonly { readonly invoiceId?: string; readonly number: string }[]
  }[]
}

/** What this person may claim, the newest first. */
export async function claimableBy(page: Page): Promise<Dinner[]> {
  const answer = await page.request.get('/v1/my/claimable')
  return ((await answer.json()) as { items: Dinner[] }).items
}

/** A dinner that was given in time and of which nothing is claimed. */
export async function openDinner(page: Page): Promise<Dinner> {
  const found = (await claimableBy(page)).find(({ isGiven, isLate }) => isGiven && !isLate)
  if (!found) throw new Error('the sample has no dinner that may be claimed in time')
  return found
}

/** The claims of this person, the newest first. */
export async function claimsBy(page: Page): Promise<ClaimSeen[]> {
  const answer = await page.request.get('/v1/my/claims')
  return ((await answer.json()) as { items: ClaimSeen[] }).items
}

/** The newest claim of this person for a dinner. */
export async function claimFor(page: Page, { requestId }: Dinner): Promise<ClaimSeen | undefined> {
  const claims = await claimsBy(page)
  return claims.find(({ lines }) => lines.some((line) => line.requestId === requestId))
}

type ClaimPage = { readonly items: readonly ClaimSeen[]; readonly next?: string }

async function pageOf(page: Page, state: string, cursor?: string): Promise<ClaimPage> {
  const from = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`
  const answer = await page.request.get(`/v1/claims?state=${state}${from}`)
  return (await answer.json()) as ClaimPage
}

/** Claims in a state as finance finds them, the oldest first. */
export async function claimsIn(page: Page, state: string): Promise<readonly ClaimSeen[]> {
  return (await pageOf(page, state)).items
}

/** A claim that waits for finance, of whose invoice nobody recorded an official check. */
export async function uncheckedClaim(page: Page): Promise<ClaimSeen> {
  for (const claim of await claimsIn(page, 'received'))
    for (const { invoiceId } of claim.lines.flatMap(({ invoices }) => invoices))
      if (invoiceId && (await isUnchecked(page, invoiceId))) return claim
  throw new Error('no claim waits for finance with an invoice that nobody checked')
}

async function isUnchecked(page: Page, invoiceId: string): Promise<boolean> {
  const answer = await page.request.get(`/v1/invoices/${invoiceId}`)
  return ((await answer.json()) as { checks: readonly unknown[] }).checks.length === 0
}

/** Whether a claim stands in a state now, on whichever page. */
export async function isIn(page: Page, state: string, { claimId }: ClaimSeen): Promise<boolean> {
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const { items, next }: ClaimPage = await pageOf(page, state, cursor || undefined)
    if (items.some((claim) => claim.claimId === claimId)) return true
    cursor = next
  }
  return false
}

let made = 0

/** An e-invoice of today for the sales company over an amount; nobody has brought its number before. */
export async function invoiceFile(page: Page, { minor }: Amount, item = '*餐饮服务*餐费') {
  made += 1
  const buyer = entities.find(({ key }) => key === 'ent-sh')
  const digits = `${String(Date.now())}${String(made).padStart(2, '0')}`.slice(-15)
  const text = eInvoiceXml({
    number: `26320${digits.padStart(15, '0')}`,
    seller: { name: '苏州平江岸食府有限公司', taxNumber: '91320500MYY0R1X00K' },
    buyer: { name: buyer?.name.zh ?? '', taxNumber: buyer?.creditCode ?? '' },
    issuedOn: await todayOf(page),
    item,
    minor: BigInt(minor),
  })
  return { name: `dzfp_${digits}.xml`, mimeType: 'application/xml', buffer: Buffer.from(text) }
}

/** Opens the form in which a dinner is claimed. */
export async function openForm(page: Page, { requestId }: Dinner) {
  await open(page, `/my-claims?claim=${requestId}`)
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  return dialog
}

/** Hands a receipt in through the open form and waits until it was read. */
export async function addReceipt(page: Page, file: Awaited<ReturnType<typeof invoiceFile>>): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.locator('input[type=file]').first().setInputFiles(file)
  await dialog.getByRole('button', { name: new RegExp(file.name) }).waitFor()
  await quiet(page)
}

/** The words of the page of one's own claims. */
export function claimWords(language: Language = 'zh-CN') {
  return words(webMyClaimTexts, language)
}
