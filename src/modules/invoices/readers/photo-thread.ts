import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

// Decodes photos on a thread of its own: an image is somebody else's bytes, and decoding one cannot be
// interrupted but by ending the thread. The module comes from the package's own file; left to itself it
// would fetch it.

const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(file)).buffer } })

/** What the thread says of a photo: the texts of its QR codes, or that it could not be decoded. */
export type PhotoSaid = { readonly texts: readonly string[] } | { readonly broken: true }

const port = parentPort
if (!port) throw new Error('this file runs as a thread of the photo reader')

// A fault of the module itself ends the thread: what it left in its memory is nobody's to trust.
port.on('message', (bytes: Uint8Array) => {
  void texts(bytes).then((said) => port.postMessage(said))
})

async function texts(bytes: Uint8Array): Promise<PhotoSaid> {
  const found = await readBarcodes(bytes, {
    formats: ['QRCode'],
    tryHarder: true,
    // Paper is white and its code dark.
    tryInvert: false,
    maxNumberOfSymbols: 8,
  })
  if (found.some(({ error }) => error.startsWith('Failed to load image'))) return { broken: true }
  return { texts: found.filter(({ isValid }) => isValid).map(({ text }) => text) }
}
