import type { Locator, Page } from 'playwright-core'
import { words } from './screen.ts'
import { shellTexts } from '../../src/texts/shell.ts'
import type { Language } from '../../src/texts/text.ts'

/** How somebody works: with the keyboard alone, or with a thumb on a phone. */
export type Hands = {
  readonly name: string
  readonly size: 'desktop' | 'phone'
  readonly language: Language
  /** Presses a button or a link. */
  readonly press: (page: Page, target: Locator) => Promise<void>
  /** Chooses one of a few. */
  readonly choose: (page: Page, option: Locator) => Promise<void>
  /** Writes into a field. */
  readonly write: (page: Page, field: Locator, text: string) => Promise<void>
  /** Takes the first offer of a type-ahead field that may be taken. */
  readonly pick: (page: Page, field: Locator, name: string) => Promise<void>
}

const stepsMax = 90

/** Walks to something with Tab alone, as somebody without a mouse does; what cannot be reached is a fault. */
export async function walkTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await target.waitFor()
  for (let step = 0; step < stepsMax; step += 1) {
    if ((await target.and(page.locator(':focus')).count()) > 0) return
    await page.keyboard.press(key)
  }
  throw new Error(`the keyboard does not reach ${String(target)}`)
}

/** The keyboard alone: Tab to walk, Enter and Space to press, arrows among a few. */
export const keyboard: Hands = {
  name: 'the keyboard alone',
  size: 'desktop',
  language: 'zh-CN',
  press: async (page, target) => {
    await walkTo(page, target)
    await page.keyboard.press('Enter')
  },
  choose: async (page, option) => {
    const group = option.locator('xpath=ancestor::fieldset')
    // Into the group from below, which is where its form puts the focus.
    for (let step = 0; step < stepsMax; step += 1) {
      if ((await group.locator('input:focus').count()) > 0) break
      await page.keyboard.press('Shift+Tab')
    }
    const count = await group.getByRole('radio').count()
    for (let step = 0; step <= count && !(await option.isChecked()); step += 1) {
      await page.keyboard.press('ArrowDown')
    }
    if (!(await option.isChecked())) throw new Error(`the arrows do not reach ${String(option)}`)
  },
  write: async (page, field, text) => {
    await walkTo(page, field)
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type(text)
  },
  pick: async (page, field, name) => {
    await walkTo(page, field)
    await page.keyboard.type(name)
    await page.getByRole('option', { name }).first().waitFor()
    await page.keyboard.press('Enter')
  },
}

/** A thumb on a phone. */
export const thumb: Hands = {
  name: 'a thumb on a phone',
  size: 'phone',
  language: 'en',
  press: (_page, target) => target.tap(),
  choose: (_page, option) => option.tap(),
  write: (_page, field, text) => field.fill(text),
  pick: async (page, field, name) => {
    await field.fill(name)
    await page.getByRole('option', { name }).first().tap()
  },
}

/** Starts a verb: its button, or its entry behind "more". */
export async function startVerb(page: Page, hands: Hands, name: string): Promise<void> {
  const bar = page.getByRole('group', { name: /可做的操作|Actions/ })
  const button = bar.getByRole('button', { name, exact: false })
  await bar.waitFor()
  if ((await button.count()) > 0) return hands.press(page, button.first())
  const more = bar.getByRole('button', { name: words(shellTexts, hands.language)('shell.more') })
  await hands.press(page, more)
  const entry = page.getByRole('menuitem', { name })
  await entry.waitFor()
  if (hands.size === 'phone') return entry.tap()
  for (let step = 0; step < stepsMax; step += 1) {
    if ((await entry.and(page.locator('[data-highlighted]')).count()) > 0) break
    await page.keyboard.press('ArrowDown')
  }
  await page.keyboard.press('Enter')
}
