import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer'

let isPrepared = false

/** Around the code as many light modules as its standard asks for. */
const quiet = 4

/**
 * The QR code of a text as a picture that is sharp in every size: one path, black on white. The module comes
 * from the package's own file; left to itself it would fetch it.
 */
export async function codeOf(text: string): Promise<string> {
  if (!isPrepared) {
    const file = createRequire(import.meta.url).resolve('zxing-wasm/writer/zxing_writer.wasm')
    prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(file)).buffer } })
    isPrepared = true
  }
  // A quarter of the code may be hidden by a thumb or a reflection.
  const written = await writeBarcode(text, {
    format: 'QRCode',
    scale: 1,
    addQuietZones: false,
    options: 'ecLevel=Q',
  })
  const { width, height, data } = written.symbol
  if (written.error !== '' || width !== height || width === 0) throw new Error('no code was drawn')
  const dark = Array.from({ length: width * height }, (_, at) => at).filter((at) => data[at] === 0)
  const path = dark.map((at) => `M${(at % width) + quiet} ${Math.floor(at / width) + quiet}h1v1h-1z`).join('')
  const side = width + quiet * 2
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${path}"/></svg>`
  )
}
