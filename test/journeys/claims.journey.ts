import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { approvalsTexts } from '../../src/texts/web-approvals.ts'
import { webGivingTexts } from '../../src/texts/web-giving.ts'
import { webPaymentTexts } from '../../src/texts/web-payments.ts'
import type { Language } from '../../src/texts/text.ts'
import { barriers, cutTexts, overflow } from './axe.ts'
import {
  addReceipt,
  claimableBy,
  claimFor,
  claimsBy,
  claimsIn,
  claimWords,
  invoiceFile,
  isIn,
  openDinner,
  openForm,
  uncheckedClaim,
  type ClaimSeen,
} from './claims.ts'
import { keyboard, startVerb, thumb, type Hands } from './hands.ts'
import { patience, stateOf } from './requests.ts'
import { open, picture, words } from './screen.ts'
import { closeBrowser, visitor, type Look } from './visitor.ts'

// Whoever spent something claims it in three inputs, follows it, and takes it back; finance accepts one and
// sends one back; and an invoice that says something else than was eaten is refused in words.

afterAll(closeBrowser)

const looks: readonly Look[] = (['zh-CN', 'en'] as const).flatMap((language) =>
  (['desktop', 'phone'] as const).map((size) => ({ size, language })),
)

/** A picture, and what keeps somebody out of the page. */
async function looked(page: Page, name: string): Promise<string[]> {
  await picture(page, `claims-${name}`)
  return [...(await barriers(page)), ...(await overflow(page)), ...(await cutTexts(page))].map(
    (what) => `${name}: ${what}`,
  )
}

const withoutRefusals = (faults: readonly string[]) =>
  faults.filter((fault) => !/status of 4\d\d/.test(fault))

/** A dinner is given and claimed in so many inputs after its receipt, and so many seconds. */
const budget = { inputs: 4, seconds: 40 }

test('a dinner is closed on a phone in four inputs after its receipt', { timeout: 120_000 }, async () => {
  const { page, faults } = await visitor('wang.lei', { size: 'phone' })
  const say = words(approvalsTexts)
  const mine = claimWords()
  const dinner = (await claimableBy(page)).find(({ isGiven }) => !isGiven)
  if (!dinner) throw new Error('the sample has no dinner that is approved for today')
  await open(page, `/requests/${dinner.requestId}`)
  await asOnAPhone(page)
  const since = performance.now()
  await startVerb(page, { ...thumb, language: 'zh-CN' }, say('verb.give'))
  const form = page.getByRole('form', { name: say('verb.give') })
  const receipt = await invoiceFile(page, dinner.left)
  await form.locator('input[type=file]').first().setInputFiles(receipt)
  await form.getByRole('button', { name: /dzfp_/ }).waitFor()
  let inputs = 0
  const press = async (name: string, at = page.locator('body')) => {
    inputs += 1
    await at.getByRole('button', { name, exact: true }).tap()
  }
  await picture(page, 'claims-give-phone')
  await press(say('verb.give'), form)
  await expect.poll(() => stateOf(dinner.requestId), patience).toBe('given')
  inputs += 1
  await page.getByRole('link', { name: words(webGivingTexts)('completion.claim'), exact: true }).tap()
  await press(mine('form.send'), page.getByRole('dialog'))
  await expect.poll(async () => (await claimFor(page, dinner))?.state, patience).toBe('received')
  const seconds = (performance.now() - since) / 1_000
  expect(inputs).toBeLessThanOrEqual(budget.inputs)
  expect(seconds).toBeLessThan(budget.seconds)
  console.info(`given and claimed on a phone in ${seconds.toFixed(1)} s, ${inputs} inputs after the receipt`)
  expect(faults).toEqual([])
})

/** A phone of the middle class on a mobile network: a fourth of this processor, 4 Mbit/s, 100 ms a turn. */
async function asOnAPhone(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await devtools.send('Network.enable')
  const perSecond = 4_000_000 / 8
  const network = { offline: false, latency: 100, downloadThroughput: perSecond, uploadThroughput: perSecond }
  await devtools.send('Network.emulateNetworkConditions', network)
}

test('two invoices of one dinner stand with its claim, by their pages', { timeout: 120_000 }, async () => {
  const { page, faults } = await visitor('wang.lei')
  // Before the others: the receipts of a claim that is taken back stay with its dinner.
  const dinner = await openDinner(page)
  const half = BigInt(dinner.left.minor) / 2n
  const dialog = await openForm(page, dinner)
  for (const part of [half, BigInt(dinner.left.minor) - half])
    await addReceipt(page, await invoiceFile(page, { ...dinner.left, minor: String(part) }))
  await dialog.getByRole('button', { name: claimWords()('form.send') }).click()
  await expect.poll(async () => (await claimFor(page, dinner))?.state, patience).toBe('received')
  const claim = await claimFor(page, dinner)
  const shown = claim?.lines[0]?.invoices ?? []
  if (!claim || shown.length < 2) throw new Error('the claim does not name both invoices')
  await invoiceLinks(page, shown)
  const { page: queue, faults: others } = await visitor('lin.xiao', { size: 'phone', language: 'en' })
  await open(queue, '/claims?state=all')
  await invoiceLinks(queue, shown, 'en')
  const found = [...(await looked(page, 'two')), ...(await looked(queue, 'two-queue'))]
  await queue.getByRole('link', { name: numberOf(shown[1], 'en') }).click()
  await queue.waitForURL(`**/invoices/${shown[1]?.invoiceId ?? ''}`)
  await takeBack(page, keyboard, claim)
  await expect.poll(async () => (await claimFor(page, dinner))?.state, patience).toBe('withdrawn')
  expect([...found, ...faults, ...others]).toEqual([])
})

describe.for([keyboard, thumb])('with $name', { timeout: 150_000 }, (hands) => {
  const mine = claimWords(hands.language)

  test('a claim takes three inputs, stands with its sentence, and is taken back', async () => {
    const { page, faults } = await visitor('wang.lei', hands)
    const dinner = await openDinner(page)
    await open(page, '/my-claims')
    // The claim, its receipt, and send: the amount is read off the invoice.
    await hands.press(
      page,
      page.getByRole('button', { name: mine('mine.claim_of', { number: dinner.number }) }),
    )
    await addReceipt(page, await invoiceFile(page, dinner.left))
    const found = await looked(page, `form-${hands.size}`)
    await hands.press(page, page.getByRole('dialog').getByRole('button', { name: mine('form.send') }))
    await expect.poll(async () => (await claimFor(page, dinner))?.state, patience).toBe('received')
    const claim = await claimFor(page, dinner)
    if (!claim) throw new Error('the claim was filed')
    expect(claim.amount).toEqual(dinner.left)
    await page.getByText(claim.says).first().waitFor()
    await takeBack(page, hands, claim)
    await expect.poll(async () => (await claimFor(page, dinner))?.state, patience).toBe('withdrawn')
    expect([...found, ...faults]).toEqual([])
  })

  test('office supplies are no dinner: refused in words, and nothing is claimed', async () => {
    const { page, faults } = await visitor('wang.lei', hands)
    const dinner = await openDinner(page)
    const before = (await claimsBy(page)).length
    const dialog = await openForm(page, dinner)
    await addReceipt(page, await invoiceFile(page, dinner.left, '*文具*办公用品'))
    await hands.press(page, dialog.getByRole('button', { name: mine('form.send') }))
    expect(await dialog.getByRole('alert').innerText()).toMatch(/\*文具\*办公用品/)
    const found = await looked(page, `lying-${hands.size}`)
    expect(await dialog.isVisible()).toBe(true)
    expect((await claimsBy(page)).length).toBe(before)
    expect([...found, ...withoutRefusals(faults)]).toEqual([])
  })

  test('finance accepts one claim and sends one back in words', async () => {
    const { page, faults } = await visitor('lin.xiao', hands)
    const say = words(webPaymentTexts, hands.language)
    await open(page, '/claims')
    const found = await looked(page, `queue-${hands.size}`)
    const first = await uncheckedClaim(page)
    const second = (await claimsIn(page, 'received')).find(({ claimId }) => claimId !== first.claimId)
    if (!second) throw new Error('no two claims wait for finance')
    // What its invoice leaves open is listed where it is asked, and over nothing.
    const asked = await askedAbout(page, hands, first)
    expect(asked).toContain(
      hands.language === 'en' ? 'Nobody has recorded an official check' : '还没有官方查验结果',
    )
    found.push(...(await looked(page, `asked-${hands.size}`)))
    await judge(page, hands, first, 'accept', '已与签到名单和查验结果核对')
    await expect.poll(() => isIn(page, 'accepted', first), patience).toBe(true)
    await judge(page, hands, second, 'dispute', '请补充签到名单')
    await expect.poll(() => isIn(page, 'disputed', second), patience).toBe(true)
    await open(page, '/claims?state=disputed')
    await page
      .getByText(say('claim.said', { text: '请补充签到名单' }))
      .first()
      .waitFor()
    found.push(...(await looked(page, `disputed-${hands.size}`)))
    await takenBack(page, hands, first)
    expect([...found, ...withoutRefusals(faults)]).toEqual([])
  })
})

type Shown = ClaimSeen['lines'][number]['invoices']

function numberOf(invoice: Shown[number] | undefined, language: Language = 'zh-CN'): string {
  return words(webPaymentTexts, language)('claim.invoice_number', { number: invoice?.number ?? '' })
}

/** Each of these invoices stands on the page as a link to its own. */
async function invoiceLinks(page: Page, shown: Shown, language?: Language): Promise<void> {
  for (const invoice of shown) {
    const link = page.getByRole('link', { name: numberOf(invoice, language) })
    await link.waitFor()
    expect(await link.getAttribute('href')).toBe(`/invoices/${invoice.invoiceId ?? ''}`)
  }
}

/** Accepts a claim without a word, and gives what the dialog says then. */
async function askedAbout(page: Page, hands: Hands, { number }: ClaimSeen): Promise<string> {
  const say = words(webPaymentTexts, hands.language)
  const verb = say('claim.accept')
  const name = say('claim.verdict_of', { verb, number })
  await hands.press(page, page.getByRole('button', { name, exact: true }))
  const dialog = page.getByRole('dialog')
  await hands.press(page, dialog.getByRole('button', { name: verb, exact: true }))
  return dialog.getByRole('alert').innerText()
}

/** The acceptance of a claim is taken back with a reason, while no payment rests on it. */
async function takenBack(page: Page, hands: Hands, claim: ClaimSeen): Promise<void> {
  const say = words(webPaymentTexts, hands.language)
  const verb = say('claim.take_back')
  const name = say('claim.verdict_of', { verb, number: claim.number })
  await open(page, '/claims?state=accepted')
  await hands.press(page, page.getByRole('button', { name, exact: true }))
  const dialog = page.getByRole('dialog')
  await hands.write(page, dialog.getByRole('textbox'), '发票已作废')
  await hands.press(page, dialog.getByRole('button', { name: verb, exact: true }))
  await expect.poll(() => isIn(page, 'refused', claim), patience).toBe(true)
}

async function takeBack(page: Page, hands: Hands, { number }: ClaimSeen): Promise<void> {
  const mine = claimWords(hands.language)
  await hands.press(page, page.getByRole('button', { name: mine('mine.withdraw_of', { number }) }))
  const dialog = page.getByRole('dialog')
  await hands.press(page, dialog.getByRole('button', { name: mine('mine.withdraw'), exact: true }))
}

type Verdict = 'accept' | 'dispute'

async function judge(page: Page, hands: Hands, { number }: ClaimSeen, verdict: Verdict, reason: string) {
  const say = words(webPaymentTexts, hands.language)
  const verb = say(`claim.${verdict}`)
  await open(page, '/claims')
  const name = say('claim.verdict_of', { verb, number })
  await hands.press(page, page.getByRole('button', { name, exact: true }))
  const dialog = page.getByRole('dialog')
  await hands.write(page, dialog.getByRole('textbox'), reason)
  await hands.press(page, dialog.getByRole('button', { name: verb, exact: true }))
  await dialog.waitFor({ state: 'detached' })
}

const places = [
  ['wang.lei', '/my-claims', 'mine'],
  ['lin.xiao', '/claims?state=all', 'all'],
] as const satisfies readonly (readonly [string, string, string])[]

test.for(looks)('the pages hold at $size in $language', { timeout: 120_000 }, async (look) => {
  for (const [who, place, name] of places) {
    const { page, faults } = await visitor(who, look)
    await open(page, place)
    const found = await looked(page, `${name}-${look.size}-${look.language satisfies Language}`)
    expect([...found, ...faults]).toEqual([])
  }
})
