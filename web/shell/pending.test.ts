import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { flush, hold, undo } from './pending.ts'

function decision(subject: string) {
  const send = vi.fn(async (_leaving: boolean) => undefined)
  const takeBack = vi.fn()
  hold({ subject, says: subject, send, takeBack })
  return { send, takeBack }
}

beforeEach(() => vi.useFakeTimers())
afterEach(async () => {
  await flush(false)
  vi.useRealTimers()
})

describe('a decision within its undo window', () => {
  test('is not sent one millisecond before ten seconds, and is sent once at ten seconds', () => {
    const { send } = decision('apr_a')
    vi.advanceTimersByTime(9_999)
    expect(send).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(send).toHaveBeenCalledExactlyOnceWith(false)
    vi.advanceTimersByTime(60_000)
    expect(send).toHaveBeenCalledOnce()
  })

  test('is never sent after it was taken back', () => {
    const { send, takeBack } = decision('apr_a')
    expect(undo()).toBe(true)
    vi.advanceTimersByTime(60_000)
    expect(takeBack).toHaveBeenCalledOnce()
    expect(send).not.toHaveBeenCalled()
  })

  test('is taken back newest first', () => {
    const first = decision('apr_a')
    const second = decision('apr_b')
    undo()
    expect(second.takeBack).toHaveBeenCalledOnce()
    expect(first.takeBack).not.toHaveBeenCalled()
  })

  test('is sent at once when the page is left, in the way that outlives the page', async () => {
    const { send } = decision('apr_a')
    await flush(true)
    expect(send).toHaveBeenCalledExactlyOnceWith(true)
  })

  test('cannot be taken back once it is on its way', async () => {
    let arrive: () => void = () => undefined
    const send = () => new Promise<void>((resolve) => (arrive = resolve))
    const takeBack = vi.fn()
    hold({ subject: 'apr_a', says: '', send, takeBack })
    vi.advanceTimersByTime(10_000)
    undo()
    expect(takeBack).not.toHaveBeenCalled()
    arrive()
    await vi.runAllTimersAsync()
  })
})
