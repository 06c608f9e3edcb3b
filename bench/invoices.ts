import process from 'node:process'
import { eInvoice, jpegOf, ofdInvoice, picture, qrText } from '../test/setup/invoice-files.ts'
import { isRefusal } from '../src/kernel/refusal.ts'
import { readInvoice } from '../src/modules/invoices/index.ts'
import type { Figure } from './match.ts'

// How many invoices one process reads in a second: originals of three lines, and photos of twelve million
// pixels, as a phone takes them. Every reading is looked at, so that nothing fast is nothing read.

/**
 * At least so many a second: a month's invoices of a large company are read over a coffee, a photo at
 * once.
 */
const limits = { xml: 200, ofd: 100, photo: 1 }

const items = ['*餐饮服务*餐费', '*餐饮服务*酒水', '*餐饮服务*服务费']
const number = (n: number) => `243200000000${String(n).padStart(8, '0')}`

await rate('xml', 2_000, (n) => eInvoice({ number: number(n), items }))
await rate('ofd', 1_000, (n) => ofdInvoice({ number: number(n), items }))
const photos = await Promise.all([1, 2, 3].map(async (n) => photoOf(number(n))))
await rate('photo', 12, (n) => photos[n % photos.length] ?? Buffer.alloc(0))

/** A photo of 4,000 by 3,000 with the code in a corner, as on paper that lies on a table. */
async function photoOf(of: string): Promise<Buffer> {
  const [width, height] = [4_000, 3_000]
  const grey = new Uint8Array(width * height)
  for (let i = 0; i < grey.length; i++) grey[i] = 150 + ((i * 2_654_435_761) % 97) / 2
  const code = await picture([qrText({ number: of })], 9)
  for (let y = 0; y < code.height; y++)
    grey.set(code.grey.subarray(y * code.width, (y + 1) * code.width), (y + 300) * width + 400)
  return jpegOf({ width, height, grey })
}

async function rate(kind: keyof typeof limits, count: number, fileOf: (n: number) => Buffer): Promise<void> {
  const files = Array.from({ length: count }, (_, n) => fileOf(n))
  await readInvoice(fileOf(0))
  const begun = performance.now()
  for (const file of files) {
    const read = await readInvoice(file)
    if (isRefusal(read) || read.facts.number === undefined) throw new Error(`a ${kind} was not read`)
  }
  print(kind, count / ((performance.now() - begun) / 1000))
}

function print(kind: keyof typeof limits, value: number): void {
  const limit = limits[kind]
  const figure: Figure = {
    name: `invoices.read_${kind}`,
    value: Math.round(value * 10) / 10,
    unit: '1/s',
    limit,
    ratio: Math.round((value / limit) * 100) / 100,
    holds: value >= limit,
  }
  process.stdout.write(`${JSON.stringify(figure)}\n`)
}
