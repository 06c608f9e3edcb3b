import type { Page } from 'playwright-core'
import { fill, type Language } from '../../src/texts/text.ts'
import { accessTexts } from '../../src/texts/web-access.ts'

/** Signs in as a visitor of the demo would: chooses the sample log-in, shows the code that is offered. */
export async function signInByForm(page: Page, name: string, language: Language = 'zh-CN'): Promise<void> {
  const email = `${name}@chengyue.example`
  const welcome: unknown = await (await page.request.get('/v1/welcome')).json()
  await page.goto('/sign-in')
  const say = (key: keyof typeof accessTexts) => fill(accessTexts[key], language)
  await page.getByLabel(say('sign_in.email')).fill(email)
  await page.getByLabel(say('sign_in.password')).fill(passwordIn(welcome))
  await page.getByRole('button', { name: say('sign_in.go'), exact: true }).click()
  await page.getByLabel(say('sign_in.code')).waitFor()
  while (!(await isLetIn(page, await codeOf(page, email), language))) await page.waitForTimeout(3_000)
  await page.locator('#content h1, #content h2').first().waitFor()
}

/** Shows a code. A code works once, so whoever signed in within this half minute waits for the next one. */
async function isLetIn(page: Page, code: string, language: Language): Promise<boolean> {
  const say = (key: keyof typeof accessTexts) => fill(accessTexts[key], language)
  await page.getByLabel(say('sign_in.code')).fill(code)
  const answered = page.waitForResponse((response) => response.url().endsWith('/v1/session/factor'))
  await page.getByRole('button', { name: say('sign_in.verify') }).click()
  return (await answered).ok()
}

/** The code of this half minute, as the sign-in page of the demo shows it. */
export async function codeOf(page: Page, email: string): Promise<string> {
  const welcome: unknown = await (await page.request.get('/v1/welcome')).json()
  const mine = samplesIn(welcome).find((sample) => sample['email'] === email)
  const code = mine?.['factorCode']
  if (typeof code !== 'string') throw new Error(`the demo shows no code for ${email}`)
  return code
}

function passwordIn(welcome: unknown): string {
  const password = samplesIn(welcome)[0]?.['password']
  if (typeof password !== 'string') throw new Error('the demo shows no sample log-ins')
  return password
}

function samplesIn(welcome: unknown): Record<string, unknown>[] {
  if (typeof welcome !== 'object' || welcome === null || !('sampleLogIns' in welcome)) return []
  return Array.isArray(welcome.sampleLogIns) ? welcome.sampleLogIns : []
}
