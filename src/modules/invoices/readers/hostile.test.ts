import process from 'node:process'
import { performance } from 'node:perf_hooks'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  eInvoice,
  jpegOf,
  ofdInvoice,
  ofdParts,
  pdfOf,
  picture,
  pngOf,
  qrText,
  zipOf,
} from '../../../../test/setup/invoice-files.ts'
import { isRefusal } from '../../../kernel/refusal.ts'
import { refusalText } from '../../../texts/refusals/index.ts'
import { readPhoto } from './photo.ts'
import { readInvoice } from './read-invoice.ts'
import { ReadStop } from './stop.ts'

/** One way of spoiling a file: where, and with what. */
type Spoiling = {
  readonly how: 'flip' | 'cut' | 'repeat' | 'insert' | 'zero'
  readonly at: number
  readonly length: number
  readonly byte: number
}

// Without a bias to the edges: a file whose first bytes are spoilt is of no kind, and nothing is read of it.
const spoilings = fc.noBias(
  fc.array(
    fc.record({
      how: fc.constantFrom<Spoiling['how']>('flip', 'flip', 'flip', 'cut', 'repeat', 'insert', 'zero'),
      at: fc.integer({ min: 0, max: 9_999 }).map((part) => part / 10_000),
      length: fc.integer({ min: 1, max: 60 }),
      byte: fc.integer({ min: 0, max: 255 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
)

function spoiled(file: Buffer, all: readonly Spoiling[]): Buffer {
  return all.reduce((bytes, { how, at, length, byte }) => {
    const from = Math.floor(at * bytes.length)
    const [before, part, after] = [
      bytes.subarray(0, from),
      bytes.subarray(from, from + length),
      bytes.subarray(from + length),
    ]
    switch (how) {
      case 'flip':
        return Buffer.concat([before, Buffer.from([byte]), bytes.subarray(from + 1)])
      case 'cut':
        return Buffer.concat([before, after])
      case 'repeat':
        return Buffer.concat([before, part, part, part, after])
      case 'insert':
        return Buffer.concat([before, Buffer.alloc(length, byte), bytes.subarray(from)])
      case 'zero':
        return Buffer.concat([before, Buffer.alloc(part.length), after])
    }
  }, file)
}

test('a spoilt file is read or refused in words: it breaks nothing, and takes no long time', async () => {
  const jpg = jpegOf(await picture([qrText()], 3))
  const files = [
    eInvoice(),
    eInvoice({ items: Array.from({ length: 40 }, (_, i) => `*餐饮服务*${i}`) }),
    ofdInvoice(),
    ofdInvoice({}, { 'Doc_0/Attachs/original_invoice.xml': eInvoice().toString() }),
    jpg,
    await pngOf(qrText()),
    pdfOf(5),
  ]
  const seen = new Map<string, number>()
  let slowest = 0
  const property = fc.asyncProperty(fc.noBias(fc.nat(files.length - 1)), spoilings, async (nth, all) => {
    const begun = performance.now()
    const read = await readInvoice(spoiled(files[nth] ?? Buffer.alloc(0), all))
    slowest = Math.max(slowest, performance.now() - begun)
    const code = isRefusal(read) ? read.code : `read as ${read.readAs}`
    if (isRefusal(read)) expect(refusalText(read.code).says.zh).not.toBe('')
    seen.set(code, (seen.get(code) ?? 0) + 1)
  })
  await fc.assert(property, { numRuns: 1500, seed: 20_261_129 })
  process.stderr.write(`${JSON.stringify(Object.fromEntries([...seen].sort()))}\n`)
  // Each kind of file met a good reading and a refusal, or the spoiling was no test of it.
  for (const kind of ['read as xml', 'read as ofd', 'read as photo', 'read as pdf'])
    expect([kind, (seen.get(kind) ?? 0) > 5]).toEqual([kind, true])
  for (const code of ['xml_damaged', 'archive_damaged', 'image_damaged', 'pdf_damaged'])
    expect([code, (seen.get(`invoices.${code}`) ?? 0) > 5]).toEqual([code, true])
  expect(slowest).toBeLessThan(5_000)
}, 120_000)

test('an archive that lies of its size is stopped by what it really unpacks to', async () => {
  const file = zipOf({ ...ofdParts(), 'OFD.xml': new Uint8Array(6 * 1024 * 1024) })
  const entry = file.indexOf(Buffer.from('504b0102', 'hex'))
  expect(file.subarray(entry + 46, entry + 53).toString()).toBe('OFD.xml')
  file.writeUInt32LE(900, entry + 24)
  expect(await readInvoice(file)).toMatchObject({ code: 'invoices.archive_too_large' })
})

test('an entry of two names is refused, because two programs would read two files', async () => {
  const file = ofdInvoice()
  file.write('XFD', file.indexOf('OFD.xml'), 'latin1')
  expect(await readInvoice(file)).toMatchObject({ code: 'invoices.archive_damaged' })
})

test('a photo that takes too long is given up, and the next one is read', async () => {
  const large = jpegOf(await picture([qrText()], 60))
  const slow = await readPhoto(large, 0.001).catch((fault: unknown) => fault)
  expect(slow instanceof ReadStop && slow.refusal.code).toBe('invoices.image_too_slow')
  expect((await readPhoto(large)).facts.total).toBe(106_000n)
})
