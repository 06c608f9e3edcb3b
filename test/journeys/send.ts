import type { APIResponse, Page } from 'playwright-core'
import { codeOf } from './sign-in.ts'

/** A command that somebody sends beside the screen; where a fresh code is asked for, it is shown. */
export async function sendAs(page: Page, name: string, path: string, data: object): Promise<APIResponse> {
  const post = (to: string, body: object) =>
    page.request.post(to, { data: body, headers: { 'idempotency-key': crypto.randomUUID() } })
  let answer = await post(path, data)
  for (let tries = 0; answer.status() === 401 && tries < 10; tries += 1) {
    await post('/v1/session/fresh-factor', { code: await codeOf(page, `${name}@chengyue.example`) })
    // A code works once: whoever showed this one already waits for the next.
    await page.waitForTimeout(tries === 0 ? 0 : 5_000)
    answer = await post(path, data)
  }
  return answer
}
