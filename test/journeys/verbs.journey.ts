import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { peopleTexts } from '../../src/texts/access.ts'
import { accessTexts } from '../../src/texts/web-access.ts'
import { approvalFormTexts } from '../../src/texts/web-approval-forms.ts'
import { shellTexts } from '../../src/texts/shell.ts'
import { barriers } from './axe.ts'
import { keyboard, startVerb, thumb, type Hands } from './hands.ts'
import {
  file,
  itemOf,
  left,
  look,
  openItem,
  patience,
  seen,
  seenBy,
  stateOf,
  theSeller,
  todayOf,
  verbsOf,
} from './requests.ts'
import { open, picture, words } from './screen.ts'
import { codeOf } from './sign-in.ts'
import { closeBrowser, visitor } from './visitor.ts'

// Every verb is sent through the browser, by the keyboard alone and by a thumb on a phone: what it does is
// read from the server afterwards, in the name of whoever asked.

afterAll(closeBrowser)

describe.for([keyboard, thumb])('with $name', { timeout: 150_000 }, (hands) => {
  const say = words(approvalFormTexts, hands.language)

  test('a return names the field; the answer is given in place, each and the whole apart', async () => {
    const requestId = await file('working_meal', 90)
    const { page } = await itemOf('liu.jianguo', requestId, hands)
    await startVerb(page, hands, say('verb.return'))
    const form = page.getByRole('form', { name: say('verb.return') })
    await hands.choose(page, form.getByRole('radio', { name: say('field.amount') }))
    await hands.write(page, form.getByLabel(say('form.return_text')), '请核对每人的金额')
    await look(page, hands, 'return')
    await hands.press(page, form.getByRole('button', { name: say('form.return') }))
    await left(page)
    await expect.poll(() => stateOf(requestId), patience).toBe('more_information')
    await answer(requestId, hands)
    await expect.poll(() => stateOf(requestId), patience).toBe('submitted')
    expect(await seen(requestId)).toMatchObject({
      amount: { minor: '16000' },
      each: { amount: { minor: '8000' } },
    })
  })

  test('a “no” takes a chosen reason and a text', async () => {
    const requestId = await file('coupon', 21)
    const { page } = await itemOf('liu.jianguo', requestId, hands)
    await startVerb(page, hands, say('verb.reject'))
    const form = page.getByRole('form', { name: say('verb.reject') })
    await hands.choose(page, form.getByRole('radio', { name: say('reason.purpose_unclear') }))
    await hands.write(page, form.getByLabel(say('form.reject_text')), '看不出与业务的关系')
    await look(page, hands, 'reject')
    await hands.press(page, form.getByRole('button', { name: say('form.reject') }))
    await left(page)
    await expect.poll(() => stateOf(requestId), patience).toBe('rejected')
  })

  test('a further signature and a copy go out at once, and a transfer when the page is left', async () => {
    const requestId = await file('coupon', 22)
    const { page } = await itemOf('liu.jianguo', requestId, hands)
    await withColleague(page, hands, 'copy', requestId)
    await page.getByRole('form').waitFor({ state: 'detached' })
    await withColleague(page, hands, 'add_signer', requestId)
    await expect.poll(() => verbsOf(requestId), patience).toContain('approvals.add_signer')
    expect(await verbsOf(requestId)).toContain('approvals.copy')
    const other = await file('coupon', 23)
    const second = await itemOf('liu.jianguo', other, hands)
    const name = await withColleague(second.page, hands, 'transfer', other)
    await left(second.page)
    await expect.poll(() => verbsOf(other), patience).toContain('approvals.transfer')
    expect((await seen(other))['waitingFor']).toContain(name.zh)
  })

  test('whoever asked reminds, and takes the request back', async () => {
    const requestId = await file('coupon', 24)
    const { page } = await itemOf('wang.lei', requestId, hands)
    await startVerb(page, hands, say('verb.remind'))
    await expect.poll(() => verbsOf(requestId), patience).toContain('approvals.remind')
    await startVerb(page, hands, say('verb.withdraw'))
    const form = page.getByRole('form', { name: say('verb.withdraw') })
    await hands.write(page, form.getByLabel(say('form.why')), '客户改期')
    await look(page, hands, 'withdraw')
    await hands.press(page, form.getByRole('button', { name: say('verb.withdraw') }))
    await expect.poll(() => stateOf(requestId), patience).toBe('withdrawn')
  })
})

test('a delegation is made with the keyboard alone and shown as a banner to the deputy', async () => {
  const say = words(accessTexts)
  const { page } = await visitor('liu.jianguo')
  await open(page, '/inbox')
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').waitFor()
  await page.keyboard.type(words(shellTexts)('shell.delegations'))
  await page.getByRole('option', { name: words(shellTexts)('shell.delegations') }).waitFor()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: say('delegation.title') })
  await dialog.getByRole('heading', { name: say('delegation.new') }).waitFor()
  await keyboard.pick(page, dialog.getByRole('combobox', { name: say('delegation.to') }), '陈静')
  const today = await todayOf(page)
  for (const key of ['delegation.from_on', 'delegation.until_on'] as const) {
    // The parts of a day stand in the order of the machine's own language, so it is filled as a whole.
    await dialog.getByLabel(say(key)).fill(today)
  }
  await keyboard.write(page, dialog.getByLabel(say('delegation.reason')), '出差一天')
  await picture(page, 'verbs-delegate')
  expect(await barriers(page)).toEqual([])
  await keyboard.press(page, dialog.getByRole('button', { name: say('delegation.make'), exact: true }))
  await page.getByText(say('delegation.made')).waitFor()
  const deputy = await visitor('chen.jing')
  await open(deputy.page, '/inbox')
  const banner = words(peopleTexts)('delegation.received_banner', { name: '刘建国', untilOn: today })
  await deputy.page.getByText(banner).waitFor()
  await picture(deputy.page, 'verbs-deputy-banner')
  await keyboard.press(page, dialog.getByRole('button', { name: say('delegation.end') }).first())
  await page.getByText(say('delegation.ended')).waitFor()
})

test('what takes a fresh factor asks for it before the undo window and waits for it', async () => {
  const say = words(approvalFormTexts)
  const requestId = await file('coupon', 25)
  const { page } = await visitor('liu.jianguo')
  // As if the factor had been shown eleven minutes ago: the server says that the approval takes a fresh one.
  await page.route('**/v1/approvals/*', async (route) => {
    const answer = await route.fetch()
    const item = (await answer.json()) as { can: { approve?: { needsFactor?: boolean } } }
    if (item.can.approve?.needsFactor === false) item.can.approve.needsFactor = true
    await route.fulfill({ response: answer, json: item })
  })
  await openItem(page, requestId, keyboard)
  await page.keyboard.press('a')
  const code = page.getByLabel(/六位/)
  await code.waitFor()
  await picture(page, 'verbs-factor-first')
  await page.keyboard.press('Escape')
  await page.getByText(/没有发送：需要重新验证/).waitFor()
  expect(await stateOf(requestId)).toBe('submitted')
  await page.keyboard.press('a')
  while ((await code.count()) > 0) {
    await code.fill(await codeOf(page, 'liu.jianguo@chengyue.example'))
    await code.press('Enter')
    await page.waitForTimeout(2_000)
  }
  await page.getByText(say('done.approve', { number: String((await seen(requestId))['number']) })).waitFor()
  await left(page)
  await expect.poll(() => stateOf(requestId), patience).toBe('approved')
}, 120_000)

/** The applicant answers on the flagged field, in the hands of the test. */
async function answer(requestId: string, hands: Hands): Promise<void> {
  const say = words(approvalFormTexts, hands.language)
  const { page } = await itemOf('wang.lei', requestId, hands)
  await startVerb(page, hands, say('verb.answer'))
  const form = page.getByRole('form', { name: say('verb.answer') })
  const amount = form.getByLabel(say('form.amount_each.guest', { count: 2 }))
  await amount.waitFor()
  expect(await amount.inputValue()).toBe('90.00')
  await hands.write(page, amount, '80')
  await hands.write(page, form.getByLabel(say('form.answer_text')), '每人按八十元')
  await look(page, hands, 'answer')
  await hands.press(page, form.getByRole('button', { name: say('verb.answer') }))
}

type Name = { readonly zh: string; readonly shown: string }

/** Opens a verb that asks for a colleague, takes the first who may, and sends it. */
async function withColleague(
  page: Page,
  hands: Hands,
  verb: 'copy' | 'add_signer' | 'transfer',
  requestId: string,
): Promise<Name> {
  const say = words(approvalFormTexts, hands.language)
  const labels = { copy: 'form.copy_to', add_signer: 'form.signer', transfer: 'form.transfer_to' } as const
  const buttons = { copy: 'form.copy', add_signer: 'form.add_signer', transfer: 'form.transfer' } as const
  const name = await colleague(page, verb, String((await seenBy(page, requestId))['approvalId']))
  await startVerb(page, hands, say(`verb.${verb}`))
  const form = page.getByRole('form', { name: say(`verb.${verb}`) })
  await hands.pick(page, form.getByRole('combobox', { name: say(labels[verb]) }), name.shown)
  const text = verb === 'copy' ? say('form.text_optional') : say('form.text')
  await hands.write(page, form.getByLabel(text, { exact: true }), '请一并看看')
  await look(page, hands, verb)
  await hands.press(page, form.getByRole('button', { name: say(buttons[verb]), exact: true }))
  return name
}

/** The first colleague who may take it, as the server says. */
async function colleague(page: Page, purpose: string, approvalId?: string): Promise<Name> {
  const about = approvalId === undefined ? '' : `&approvalId=${approvalId}`
  const answer = await page.request.get(`/v1/staff?q=&for=${purpose}${about}`)
  const { items } = (await answer.json()) as {
    items: { id: string; name: string; permission: { can: boolean } }[]
  }
  const found = items.find((item) => item.permission.can)
  if (!found) throw new Error(`nobody may take it for ${purpose}: ${JSON.stringify(items)}`)
  const { page: own } = await theSeller()
  const zh = (await (await own.request.get('/v1/staff?q=&for=copy')).json()) as typeof items & {
    items: typeof items
  }
  return { shown: found.name, zh: zh.items.find((item) => item.id === found.id)?.name ?? found.name }
}
