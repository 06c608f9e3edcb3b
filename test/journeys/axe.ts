import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds against WCAG 2.0 to 2.2, A and AA. */
export async function barriers(page: Page): Promise<string[]> {
  // A document keeps axe until it is left, and its text is long.
  if (!(await page.evaluate<boolean>('"axe" in globalThis'))) await page.evaluate(axe)
  return page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']
    // The page's own world has axe as a global; a script cannot import it there.
    const run: unknown = Reflect.get(Reflect.get(globalThis, 'axe'), 'run')
    if (typeof run !== 'function') throw new Error('axe is not on the page')
    const { violations } = await run({ runOnly: tags })
    return violations.map(
      (one: { id: string; nodes: { html: string }[] }) => `${one.id} ${one.nodes[0]?.html.slice(0, 160)}`,
    )
  })
}

/** Whether the page is wider than the window. */
export async function overflow(page: Page): Promise<string[]> {
  const excess = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  return excess <= 0 ? [] : [`${excess} px wider than the window`]
}

/**
 * Texts of which the end cannot be read. What is typed scrolls in its field, and a sentence of a list that is
 * held to two lines stands whole in the item.
 */
export async function cutTexts(page: Page): Promise<string[]> {
  const cut = await page.evaluate(() => {
    // The page's own world has a document; this program has none.
    const document: { querySelectorAll: (of: string) => Iterable<Measured> } = Reflect.get(
      globalThis,
      'document',
    )
    const styleOf: (of: Measured) => Record<string, string> = Reflect.get(globalThis, 'getComputedStyle')
    type Measured = { scrollWidth: number; clientWidth: number; tagName: string; textContent: string }
    return [...document.querySelectorAll('main *, header *, nav *')].flatMap((it) => {
      const { overflowX = '', webkitLineClamp } = styleOf(it)
      const isHeld = !['hidden', 'clip'].includes(overflowX) || webkitLineClamp !== 'none'
      const isRead = it.clientWidth < 3 || ['INPUT', 'TEXTAREA', 'SELECT'].includes(it.tagName)
      return isHeld || isRead || it.scrollWidth <= it.clientWidth + 1
        ? []
        : [it.textContent.trim().slice(0, 80)]
    })
  })
  return cut.filter((text) => text !== '').map((text) => `cut: ${text}`)
}

/** A screen stands when its answers are there and nothing moves. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1:visible, h2:visible').first().waitFor()
  await page.waitForLoadState('networkidle')
}
