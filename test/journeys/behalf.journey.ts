import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { webPaymentTexts } from '../../src/texts/web-payments.ts'
import { webReleaseTexts } from '../../src/texts/web-releases.ts'
import { barriers, cutTexts, overflow } from './axe.ts'
import { addReceipt, claimWords, invoiceFile } from './claims.ts'
import { open, picture, words } from './screen.ts'
import { closeBrowser, visitor, type Look } from './visitor.ts'

// Finance files a claim for whoever asked, with the reason; whoever filed it does not check it.

afterAll(closeBrowser)

/** A picture, and what keeps somebody out of the page. */
async function looked(page: Page, name: string): Promise<string[]> {
  await picture(page, `behalf-${name}`)
  return [...(await barriers(page)), ...(await overflow(page)), ...(await cutTexts(page))].map(
    (what) => `${name}: ${what}`,
  )
}

type Open = {
  readonly requestId: string
  readonly number: string
  readonly left: { readonly currency: string; readonly minor: string }
  readonly canClaim: boolean
  readonly isLate: boolean
  readonly requester: { readonly name: string }
}

/** A dinner of the sales person that waits in the list of finance. */
async function dinnerOf(page: Page, names: readonly string[]): Promise<Open> {
  const answer = await page.request.get('/v1/releasable')
  const { items } = (await answer.json()) as { items: readonly Open[] }
  const found = items.find(({ canClaim, isLate, requester }) => {
    return canClaim && !isLate && names.includes(requester.name)
  })
  if (!found) throw new Error('the sample has nothing of a colleague that waits to be claimed')
  return found
}

const looks: readonly Look[] = [
  { size: 'phone', language: 'zh-CN' },
  { size: 'desktop', language: 'en' },
]

test.for(looks)(
  'finance claims for a colleague at $size in $language',
  { timeout: 120_000 },
  async (look) => {
    const { language, size } = look
    const say = words(webReleaseTexts, language)
    const mine = claimWords(language)
    const { page, faults } = await visitor('lin.xiao', look)
    const dinner = await dinnerOf(page, ['王磊', 'Wang Lei'])
    await open(page, '/releases')
    await page
      .getByRole('button', { name: say('rel.claim_of', { number: dinner.number }), exact: true })
      .click()
    const dialog = page.getByRole('dialog')
    const send = dialog.getByRole('button', { name: mine('form.send'), exact: true })
    await addReceipt(page, await invoiceFile(page, dinner.left))
    expect(await send.isDisabled()).toBe(true)
    const reason = language === 'en' ? 'On leave until spring; the bill is due' : '休假至春季，账单到期'
    await dialog.getByLabel(mine('form.behalf')).fill(reason)
    const found = await looked(page, `form-${size}`)
    await send.click()
    await dialog.waitFor({ state: 'detached' })
    await open(page, '/claims')
    const own = words(webPaymentTexts, language)
    await page.getByText(reason).first().waitFor()
    await page.getByText(own('claim.own')).first().waitFor()
    found.push(...(await looked(page, `queue-${size}`)))
    await open(page, '/my-claims')
    await page.getByText(reason).first().waitFor()
    found.push(...(await looked(page, `mine-${size}`)))
    expect([...found, ...faults]).toEqual([])
  },
)
