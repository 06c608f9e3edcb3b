import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { approvalFormTexts } from '../../src/texts/web-approval-forms.ts'
import { requestsTexts } from '../../src/texts/web-requests.ts'
import { shellTexts } from '../../src/texts/shell.ts'
import { codeField, showCode } from './finance.ts'
import { amountField } from './form.ts'
import { keyboard, startVerb, thumb, type Hands } from './hands.ts'
import {
  customerOf,
  file,
  itemOf,
  left,
  look,
  numbered,
  patience,
  seen,
  seenBy,
  stateOf,
  theSeller,
  todayOf,
} from './requests.ts'
import { open, words } from './screen.ts'
import { closeBrowser, visitor } from './visitor.ts'

// What becomes of a request once it is approved, by the keyboard alone and by a thumb: given, completed,
// reversed by two people, declined, cancelled, changed; and what somebody received, settled.

afterAll(closeBrowser)

describe.for([keyboard, thumb])('with $name', { timeout: 150_000 }, (hands) => {
  const say = words(approvalFormTexts, hands.language)

  test('it is approved, given, completed, and reversed once compliance confirms the paper', async () => {
    const requestId = await file('coupon', 31)
    const { page } = await itemOf('liu.jianguo', requestId, hands)
    await startVerb(page, hands, say('verb.approve'))
    await left(page)
    await expect.poll(() => stateOf(requestId), patience).toBe('approved')
    const own = await itemOf('wang.lei', requestId, hands)
    await startVerb(own.page, hands, say('verb.give'))
    await look(own.page, hands, 'give')
    await send(own.page, hands, 'verb.give')
    await expect.poll(() => stateOf(requestId), patience).toBe('given')
    await numbered(requestId)
    await own.page.reload()
    await startVerb(own.page, hands, say('verb.complete'))
    await addPapers(own.page, requestId)
    await look(own.page, hands, 'complete')
    await send(own.page, hands, 'verb.complete')
    await expect.poll(() => stateOf(requestId), patience).toBe('completed')
    await reverse(own.page, requestId, hands)
  })

  test('it is declined by the recipient before it is given, or cancelled', async () => {
    for (const [verb, state] of [
      ['verb.decline', 'declined'],
      ['verb.cancel', 'cancelled'],
    ] as const) {
      const requestId = await approved(verb === 'verb.decline' ? 32 : 33)
      const { page } = await itemOf('wang.lei', requestId, hands)
      await startVerb(page, hands, say(verb))
      const form = page.getByRole('form', { name: say(verb) })
      await hands.write(page, form.getByLabel(say('form.why')), '客户表示不需要')
      await look(page, hands, state)
      await send(page, hands, verb)
      await expect.poll(() => stateOf(requestId), patience).toBe(state)
    }
  })

  test('a change goes back to approval, and the panel counts it once', async () => {
    const forms = words(requestsTexts, hands.language)
    const requestId = await approved(34)
    const { page } = await itemOf('wang.lei', requestId, hands)
    await startVerb(page, hands, say('verb.change'))
    const note = page.getByLabel(forms('new.answer_text'))
    await hands.write(page, note, '面值调整')
    await hands.write(page, amountField(page, hands.language), '35')
    const submit = page.locator('form button[type=submit]:not([disabled])').last()
    await submit.waitFor()
    await look(page, hands, 'change')
    // Left and opened again, it is as it was typed.
    await open(page, '/my-requests')
    await open(page, `/new?change=${requestId}`)
    expect(await note.inputValue()).toBe('面值调整')
    expect(await amountField(page, hands.language).inputValue()).toBe('35.00')
    await submit.waitFor()
    await hands.press(page, submit)
    await expect.poll(() => stateOf(requestId), patience).toBe('submitted')
    expect(await seen(requestId)).toMatchObject({ amount: { minor: '3500' } })
  })

  test('what somebody received is settled', async () => {
    const requestId = await received()
    const { page } = await itemOf('wang.lei', requestId, hands)
    await startVerb(page, hands, say('verb.settle'))
    await look(page, hands, 'settle')
    await send(page, hands, 'verb.settle')
    await expect.poll(() => stateOf(requestId), patience).toBe('completed')
  })

  test('what was written for a decision is there again when it is taken back', async () => {
    const requestId = await file('coupon', 36)
    const { page } = await itemOf('liu.jianguo', requestId, hands)
    await startVerb(page, hands, say('verb.reject'))
    const form = page.getByRole('form', { name: say('verb.reject') })
    await hands.choose(page, form.getByRole('radio', { name: say('reason.other') }))
    await hands.write(page, form.getByLabel(say('form.reject_text')), '写了很久的理由')
    await hands.press(page, form.getByRole('button', { name: say('form.reject') }))
    await hands.press(page, page.getByRole('button', { name: /撤销|Undo/ }).first())
    await form.waitFor()
    expect(await form.getByLabel(say('form.reject_text')).inputValue()).toBe('写了很久的理由')
    expect(await form.getByRole('radio', { name: say('reason.other') }).isChecked()).toBe(true)
    expect(await stateOf(requestId)).toBe('submitted')
  })
})

/** Sends the form of a verb. */
async function send(page: Page, hands: Hands, verb: keyof typeof approvalFormTexts): Promise<void> {
  const name = words(approvalFormTexts, hands.language)(verb)
  const form = page.getByRole('form', { name })
  await hands.press(page, form.getByRole('button', { name, exact: true }))
}

/** Adds the papers that the request still needs, one file for each. */
async function addPapers(page: Page, requestId: string): Promise<void> {
  const { verdict } = (await seen(requestId)) as { verdict?: { evidence: readonly { purpose: string }[] } }
  const form = page.getByRole('form')
  for (const { purpose } of verdict?.evidence ?? []) {
    const name = `${purpose}.txt`
    await form.locator('input[type=file]').first().setInputFiles(paper(name))
    await form.getByRole('button', { name: new RegExp(name) }).waitFor()
  }
}

function paper(name: string) {
  return { name, mimeType: 'text/plain', buffer: Buffer.from(`${name} ${crypto.randomUUID()}`) }
}

/** The applicant asks with the paper of the return; compliance confirms it in the inbox. */
async function reverse(page: Page, requestId: string, hands: Hands): Promise<void> {
  const say = words(approvalFormTexts, hands.language)
  await startVerb(page, hands, say('verb.reverse'))
  const form = page.getByRole('form', { name: say('verb.reverse') })
  await hands.write(page, form.getByLabel(say('form.why')), '客户退回代金券')
  await form.locator('input[type=file]').first().setInputFiles(paper('return.txt'))
  await form.getByRole('button', { name: /return.txt/ }).waitFor()
  await look(page, hands, 'reverse')
  await send(page, hands, 'verb.reverse')
  await form.waitFor({ state: 'detached' })
  expect(await stateOf(requestId)).toBe('completed')
  const { page: other } = await visitor('shen.lu', { size: hands.size, language: hands.language })
  const asked = await reversalOf(other, requestId)
  await open(other, `/inbox?item=${asked}`)
  await startVerb(other, hands, say('verb.approve'))
  const reason = other.getByRole('form', { name: say('verb.approve') })
  const held = other.getByText(words(shellTexts, hands.language)('shell.undo'))
  await reason.or(held).or(codeField(other)).first().waitFor()
  if ((await reason.count()) > 0) {
    await hands.write(other, reason.getByLabel(say('form.approve_reason')), '已核对退回凭证')
    await hands.press(other, reason.getByRole('button', { name: say('form.approve') }))
  }
  // A code that is ten minutes old is asked for again, before anything is held back.
  await showCode(other, 'shen.lu', async () => (await held.count()) > 0)
  await left(other)
  await expect.poll(() => stateOf(requestId), patience).toBe('reversed')
}

/** The round in which the reversal of a request waits for this reader. */
async function reversalOf(page: Page, requestId: string): Promise<string> {
  const { number } = (await seen(requestId)) as { number: string }
  let cursor = ''
  do {
    const answer = await page.request.get(`/v1/inbox${cursor}`)
    const { groups, next } = (await answer.json()) as {
      groups: { rows: { approvalId: string; heading: string; matter: string }[] }[]
      next?: string
    }
    const rows = groups.flatMap((group) => group.rows)
    const found = rows.find(({ heading, matter }) => `${heading} ${matter}`.includes(number))
    if (found) return found.approvalId
    cursor = next === undefined ? '' : `?cursor=${next}`
  } while (cursor !== '')
  throw new Error(`no reversal of ${number} waits`)
}

/** A request of the salesperson that the manager approved. */
async function approved(yuan: number): Promise<string> {
  const requestId = await file('coupon', yuan)
  const { page } = await visitor('liu.jianguo')
  const item = await seenBy(page, requestId)
  await page.request.post(`/v1/approvals/${String(item['approvalId'])}/approve`, {
    data: { version: item['version'] },
    headers: { 'idempotency-key': crypto.randomUUID() },
  })
  await expect.poll(() => stateOf(requestId), patience).toBe('approved')
  return requestId
}

/** A small gift that the salesperson has and says so. */
async function received(): Promise<string> {
  const { page } = await theSeller()
  const proposal = {
    direction: 'received',
    customer: { partyId: await customerOf(page) },
    kindId: 'gift',
    amount: { currency: 'CNY', minor: '20000' },
    happensOn: await todayOf(page),
    reason: '来访时赠送，如实申报',
  }
  const headers = { 'idempotency-key': crypto.randomUUID() }
  const answer = await page.request.post('/v1/requests', { data: { proposal }, headers })
  return ((await answer.json()) as { requestId: string }).requestId
}
