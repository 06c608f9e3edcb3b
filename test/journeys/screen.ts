import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { quiet } from './quiet.ts'
import { fill, type Language, type Sentence, type TextValue } from '../../src/texts/text.ts'

const folder = join(import.meta.dirname, '../../test-results/pictures')

/**
 * Saves what the page shows for people to look at, who ask for it with PICTURES=1: drawing all of them takes
 * a twentieth of the journeys. `test-results` is not kept in the repository.
 */
export async function picture(page: Page, name: string): Promise<void> {
  if ((process.env['PICTURES'] ?? '') !== '') await saved(page, name)
}

async function saved(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

/** The words of a catalogue in one language, so that a journey reads the screen as its user does. */
export function words<Key extends string>(
  texts: Readonly<Record<Key, Sentence>>,
  language: Language = 'zh-CN',
) {
  return (key: Key, params: Readonly<Record<string, TextValue>> = {}) => fill(texts[key], language, params)
}

/** Opens a page of the application and waits until its heading and its answers stand. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path)
  try {
    await page.locator('#content h1:visible, #content h2:visible').first().waitFor()
  } catch (fault) {
    await saved(page, 'stuck')
    throw fault
  }
  await quiet(page)
}
