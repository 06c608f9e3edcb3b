import type { Page, Request } from 'playwright-core'

const flying = new WeakMap<Page, Set<Request>>()

/** Notes what a page has asked for and has no answer to yet. */
export function watchAnswers(page: Page): void {
  const asked = new Set<Request>()
  flying.set(page, asked)
  page.on('request', (request) => asked.add(request))
  page.on('requestfinished', (request) => asked.delete(request))
  page.on('requestfailed', (request) => asked.delete(request))
}

/** Long enough for what an answer leads to: it is drawn, and asks for the next one. */
const quietMs = 150

/**
 * Waits until every answer is there and nothing more is asked for. The browser's own "network idle" takes
 * half a second each time, which the journeys spend some hundred times.
 */
export async function quiet(page: Page): Promise<void> {
  const asked = flying.get(page)
  if (!asked) return page.waitForLoadState('networkidle')
  for (let since = performance.now(); performance.now() - since < quietMs;) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    if (asked.size > 0) since = performance.now()
  }
}
