import { setTimeout as wait } from 'node:timers/promises'

/** Work that goes on in the background until it is stopped. */
export type Repeated = { readonly stop: () => Promise<void> }

/**
 * Does `work` again and again, `pauseMs` after it ended, at once when it says that there is more. A fault is
 * handed to `onFault` and the work tried again: a database that is away for a minute must not end it. Work
 * that takes long looks at the signal that it is given, and throws its reason: whoever stops waits for it.
 */
export function repeat(
  work: (stopped: AbortSignal) => Promise<'more' | 'enough'>,
  pauseMs: number,
  onFault: (fault: unknown) => void,
): Repeated {
  const stopping = new AbortController()
  const ended = loop(work, pauseMs, onFault, stopping.signal)
  return {
    stop: async () => {
      stopping.abort()
      await ended
    },
  }
}

async function loop(
  work: (stopped: AbortSignal) => Promise<'more' | 'enough'>,
  pauseMs: number,
  onFault: (fault: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const next = await work(signal).catch((fault: unknown) => {
      // Work that ends because it was told to is no fault.
      if (fault !== signal.reason) onFault(fault)
      return 'enough' as const
    })
    // Aborting ends the wait early; that is no fault.
    if (next === 'enough') await wait(pauseMs, undefined, { signal }).catch(() => undefined)
  }
}
