import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { inject } from 'vitest'
import type { Language } from '../../src/texts/text.ts'
import { watchAnswers } from './quiet.ts'
import { signInByForm } from './sign-in.ts'

/** The sizes that every screen is looked at in. */
export const sizes = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const

/** How somebody looks at the application. */
export type Look = { readonly size: keyof typeof sizes; readonly language: Language }

/** Somebody in front of the application, and what went wrong on their pages. */
export type Visitor = {
  readonly page: Page
  /** Lines of the console that are errors, and requests that left for another origin. */
  readonly faults: readonly string[]
}

/** The application of this run. */
export const application = inject('application')

let browser: Browser | undefined

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Opens a fresh browser profile on the application, not signed in. */
export async function stranger(look: Look, state?: string): Promise<Visitor> {
  browser ??= await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: flags,
  })
  const context = await browser.newContext({
    baseURL: application.address,
    viewport: sizes[look.size],
    locale: look.language,
    hasTouch: look.size === 'phone',
    isMobile: look.size === 'phone',
    reducedMotion: 'reduce',
    acceptDownloads: true,
    ...(state === undefined ? {} : { storageState: state }),
  })
  const page = await context.newPage()
  watchAnswers(page)
  page.setDefaultTimeout(10_000)
  return { page, faults: watched(context, page) }
}

/** Opens the application for somebody of the sample company, by the part of their address before the @. */
export async function visitor(name: string, look: Partial<Look> = {}): Promise<Visitor> {
  const { size = 'desktop', language = 'zh-CN' } = look
  const file = await signedInAs(name)
  const there = await stranger({ size, language }, file)
  await speak(there.page, language)
  return there
}

/** Closes the browser of a test file. */
export async function closeBrowser(): Promise<void> {
  await browser?.close()
  browser = undefined
}

/** A code works once, so everybody signs in once a run and the session is kept beside the data. */
async function signedInAs(name: string): Promise<string> {
  const folder = join(application.folder, 'sessions')
  const file = join(folder, `${name}.json`)
  if (existsSync(file)) return file
  mkdirSync(folder, { recursive: true })
  const { page } = await stranger({ size: 'desktop', language: 'zh-CN' })
  await signInByForm(page, name)
  await page.context().storageState({ path: `${file}.new` })
  renameSync(`${file}.new`, file)
  await page.context().close()
  return file
}

/** The account's own language wins over the browser's, so it is set before the first page. */
export async function speak(page: Page, language: Language): Promise<void> {
  const me = await page.request.get('/v1/me')
  if ((await me.text()).includes(`"language":"${language}"`)) return
  const answer = await page.request.put('/v1/me/language', {
    data: { language },
    headers: { 'idempotency-key': crypto.randomUUID() },
  })
  if (!answer.ok()) throw new Error(`the language was not set: ${await answer.text()}`)
}

function watched(context: BrowserContext, page: Page): string[] {
  const faults: string[] = []
  page.on('console', (message) => {
    // Who is not signed in, or whose code is ten minutes old, is asked for it: an answer, which it notes.
    if (message.type() !== 'error' || /status of 401/.test(message.text())) return
    faults.push(`console: ${message.text()} ${message.location().url}`)
  })
  page.on('pageerror', (error) => faults.push(`page: ${error.message}`))
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (protocol.startsWith('http') && origin !== application.address)
      faults.push(`foreign: ${request.url()}`)
  })
  return faults
}
