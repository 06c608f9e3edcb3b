import { Worker } from 'node:worker_threads'
import { refuse } from '../../../kernel/refusal.ts'
import type { InvoiceFacts, Unread } from '../domain.ts'
import { imageSize } from './image-size.ts'
import type { PhotoSaid } from './photo-thread.ts'
import { qrFacts } from './qr-text.ts'
import { stopRead } from './stop.ts'

/** The largest cameras of phones have 50 million pixels. */
const pixelsMax = 64_000_000
/** No photo of a phone takes two seconds; what takes ten was made to take long. */
const secondsMax = 10

/** The facts in the QR code of a photo, however it is turned; without such a code, why there are none. */
export async function readPhoto(
  bytes: Buffer,
  seconds = secondsMax,
): Promise<{ readonly facts: InvoiceFacts; readonly unread?: Unread }> {
  const size = imageSize(bytes)
  if (!size || size.width === 0 || size.height === 0) return stopRead(refuse('invoices.image_damaged'))
  const pixels = size.width * size.height
  if (pixels > pixelsMax) {
    const megapixels = Math.ceil(pixels / 1_000_000)
    stopRead(refuse('invoices.image_too_large', { megapixels, limit: pixelsMax / 1_000_000 }))
  }
  const said = await queued(() => ask(bytes, seconds))
  if (said === 'slow') return stopRead(refuse('invoices.image_too_slow', { seconds }))
  if ('broken' in said) return stopRead(refuse('invoices.image_damaged'))
  return factsOf(said.texts)
}

function factsOf(texts: readonly string[]): { readonly facts: InvoiceFacts; readonly unread?: Unread } {
  const read = texts.map(qrFacts).filter((facts) => facts !== undefined)
  const numbers = new Set(read.map(({ code = '', number }) => `${code}-${number}`))
  if (numbers.size > 1) stopRead(refuse('invoices.two_in_photo', { count: numbers.size }))
  const [facts] = read
  if (facts) return { facts }
  return { facts: {}, unread: texts.length === 0 ? 'no_code' : 'code_of_another_kind' }
}

let thread: Worker | undefined
let last: Promise<unknown> = Promise.resolve()

/** One photo after the other: each may need a few hundred megabytes. */
function queued<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work, work)
  last = mine.catch(() => undefined)
  return mine
}

/**
 * Asks the thread; one that takes too long is ended, one that broke has ended, and the next photo gets a
 * new one.
 */
async function ask(bytes: Buffer, seconds: number): Promise<PhotoSaid | 'slow'> {
  const worker = (thread ??= startThread())
  const answer = await new Promise<PhotoSaid | 'slow' | 'ended'>((resolve) => {
    const timer = setTimeout(() => done('slow'), seconds * 1000)
    const ended = () => done('ended')
    const done = (said: PhotoSaid | 'slow' | 'ended') => {
      clearTimeout(timer)
      worker.off('message', done).off('error', ended).off('exit', ended)
      resolve(said)
    }
    worker.on('message', done).on('error', ended).on('exit', ended)
    worker.postMessage(new Uint8Array(bytes))
  })
  if (answer !== 'slow' && answer !== 'ended') return answer
  thread = undefined
  await worker.terminate()
  return answer === 'slow' ? answer : { broken: true }
}

function startThread(): Worker {
  const worker = new Worker(new URL('./photo-thread.ts', import.meta.url))
  // Waiting for a photo keeps no process alive.
  worker.unref()
  return worker
}
