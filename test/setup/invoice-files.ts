import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { strToU8, zipSync, type Zippable } from 'fflate'
import jpeg from 'jpeg-js'
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer'

// Invoices that nobody issued: names, numbers and amounts are invented, and every file is made here.

/** What a made invoice says; whatever is left out is that of a dinner. */
export type MadeInvoice = {
  readonly number?: string
  readonly label?: string
  readonly seller?: string
  readonly sellerTax?: string
  readonly buyer?: string
  readonly buyerTax?: string
  readonly net?: string
  readonly tax?: string
  readonly total?: string
  readonly day?: string
  readonly items?: readonly string[]
  readonly amounts?: readonly string[]
  readonly remark?: string
}

/** Numbers of digital invoices, each once; a test file has a series of one figure of its own. */
export function invoiceNumbers(series: number): () => string {
  let last = 0
  return () => `243200000000${series}${String((last += 1)).padStart(7, '0')}`
}

export const dinner = {
  number: '24320000000012345678',
  label: '02',
  seller: '苏州青禾餐饮管理有限公司',
  sellerTax: '91320594MA1QINGHE5',
  buyer: '示例医疗科技（苏州）有限公司',
  buyerTax: '91320594SHILI00018',
  net: '1000.00',
  tax: '60.00',
  total: '1060.00',
  day: '2026-11-20',
  items: ['*餐饮服务*餐费'],
  amounts: ['1000.00'],
  remark: '',
} as const satisfies Required<MadeInvoice>

/** The text of a digital invoice in XML. */
export function eInvoiceText(given: MadeInvoice = {}): string {
  const made = { ...dinner, ...given }
  const lines = made.items.map(
    (item, i) =>
      `<IssuItemInformation><ItemName>${item}</ItemName><SpecMod></SpecMod><MeaUnits>次</MeaUnits>` +
      `<Quantity>1</Quantity><Amount>${made.amounts[i] ?? made.net}</Amount><TaxRate>0.06</TaxRate>` +
      `</IssuItemInformation>`,
  )
  const head =
    `<Header><EIid>${made.number}</EIid><EInvoiceTag>SWEI3200</EInvoiceTag><Version>0.2</Version>` +
    `<InherentLabel><GeneralOrSpecialVAT><LabelCode>${made.label}</LabelCode></GeneralOrSpecialVAT>` +
    `</InherentLabel></Header>`
  const parties =
    `<SellerInformation><SellerIdNum>${made.sellerTax}</SellerIdNum><SellerName>${made.seller}</SellerName>` +
    `</SellerInformation><BuyerInformation><BuyerIdNum>${made.buyerTax}</BuyerIdNum>` +
    `<BuyerName>${made.buyer}</BuyerName></BuyerInformation>`
  const basic =
    `<BasicInformation><TotalAmWithoutTax>${made.net}</TotalAmWithoutTax>` +
    `<TotalTaxAm>${made.tax}</TotalTaxAm>` +
    `<TotalTax-includedAmount>${made.total}</TotalTax-includedAmount>` +
    `<RequestTime>${made.day} 20:31:05</RequestTime></BasicInformation>`
  return `<?xml version="1.0" encoding="UTF-8"?>
<EInvoice>${head}
<EInvoiceData>${parties}${basic}${lines.join('')}
<AdditionalInformation><Remark>${made.remark}</Remark></AdditionalInformation></EInvoiceData>
<TaxSupervisionInfo><InvoiceNumber>${made.number}</InvoiceNumber><IssueTime>${made.day}</IssueTime>
</TaxSupervisionInfo></EInvoice>`
}

/** A digital invoice in XML. */
export function eInvoice(given: MadeInvoice = {}): Buffer {
  return Buffer.from(eInvoiceText(given))
}

const ofdSpace = 'xmlns:ofd="http://www.ofdspec.org/2016"'

/** The files inside an OFD invoice by their names. */
export function ofdParts(given: MadeInvoice = {}): Record<string, string> {
  const made = { ...dinner, ...given }
  const [year, month, date] = made.day.split('-')
  const data = {
    发票号码: made.number,
    开票日期: `${year}年${month}月${date}日`,
    合计金额: made.net,
    合计税额: made.tax,
    购买方纳税人识别号: made.buyerTax,
    销售方纳税人识别号: made.sellerTax,
  }
  const fields = Object.entries(data).map(
    ([name, value]) => `<ofd:CustomData Name="${name}">${value}</ofd:CustomData>`,
  )
  const texts = [made.buyer, made.seller, ...made.items]
  const objects = texts.map(
    (text, i) =>
      `<ofd:TextObject ID="${64 + i}"><ofd:TextCode X="0" Y="1">${text}</ofd:TextCode></ofd:TextObject>`,
  )
  const tag = (name: string, i: number) =>
    `<${name}><ofd:ObjectRef PageRef="1">${64 + i}</ofd:ObjectRef></${name}>`
  return {
    'OFD.xml': `<?xml version="1.0" encoding="UTF-8"?>
<ofd:OFD ${ofdSpace}><ofd:DocBody><ofd:DocInfo>
<ofd:CustomDatas>${fields.join('')}</ofd:CustomDatas></ofd:DocInfo>
<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
    'Doc_0/Document.xml': `<ofd:Document ${ofdSpace}/>`,
    'Doc_0/Pages/Page_0/Content.xml': `<ofd:Page ${ofdSpace}>${objects.join('')}</ofd:Page>`,
    'Doc_0/Tags/CustomTag.xml':
      `<eInvoice ${ofdSpace}><Buyer>${tag('BuyerName', 0)}</Buyer><Seller>${tag('SellerName', 1)}</Seller>` +
      `${made.items.map((_, i) => tag('Item', 2 + i)).join('')}</eInvoice>`,
  }
}

/** An OFD invoice. */
export function ofdInvoice(given: MadeInvoice = {}, more: Readonly<Record<string, string>> = {}): Buffer {
  return zipOf({ ...ofdParts(given), ...more })
}

/** A ZIP archive of texts or bytes, packed or, at level 0, as they are. */
export function zipOf(parts: Readonly<Record<string, string | Uint8Array>>, level: 0 | 6 = 6): Buffer {
  const files: Zippable = Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part]),
  )
  return Buffer.from(zipSync(files, { level }))
}

const module = createRequire(import.meta.url).resolve('zxing-wasm/writer/zxing_writer.wasm')
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(module)).buffer } })

/** The QR code of a digital invoice as its text. */
export function qrText(given: MadeInvoice = {}): string {
  const made = { ...dinner, ...given }
  const kind = made.label === '01' ? '31' : '32'
  return `01,${kind},,${made.number},${made.total},${made.day.replaceAll('-', '')},,A1B2,`
}

/** A picture in grey with the QR codes of these texts beside each other on paper that is not quite white. */
export type Picture = { readonly width: number; readonly height: number; readonly grey: Uint8Array }

/** Draws QR codes of these texts. */
export async function picture(texts: readonly string[], scale = 6): Promise<Picture> {
  const symbols = await Promise.all(
    texts.map(async (text) => (await writeBarcode(text, { format: 'QRCode', scale: 1 })).symbol),
  )
  const side = Math.max(...symbols.map(({ width }) => width)) * scale + 120
  const width = side * texts.length
  const grey = new Uint8Array(width * side).fill(236)
  for (const [nth, symbol] of symbols.entries()) {
    for (let y = 0; y < symbol.height * scale; y++) {
      for (let x = 0; x < symbol.width * scale; x++) {
        const isDark = symbol.data[Math.floor(y / scale) * symbol.width + Math.floor(x / scale)] === 0
        if (isDark) grey[(y + 60) * width + nth * side + x + 60] = 30
      }
    }
  }
  return { width, height: side, grey }
}

/** The picture turned by quarter turns to the right. */
export function turned({ width, height, grey }: Picture, quarters: number): Picture {
  if (quarters === 0) return { width, height, grey }
  const out = new Uint8Array(grey.length)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) out[x * height + (height - 1 - y)] = grey[y * width + x] ?? 0
  return turned({ width: height, height: width, grey: out }, quarters - 1)
}

/** The picture as a JPEG; `orientation` is what a phone writes when it does not turn the pixels. */
export function jpegOf({ width, height, grey }: Picture, orientation?: number): Buffer {
  const data = Buffer.alloc(width * height * 4, 255)
  grey.forEach((level, i) => data.fill(level, i * 4, i * 4 + 3))
  const encoded = Buffer.from(jpeg.encode({ width, height, data }, 80).data)
  if (orientation === undefined) return encoded
  const exif = Buffer.from(
    `457869660000` + `4d4d002a00000008` + `0001` + `0112000300000001000${orientation}0000` + `00000000`,
    'hex',
  )
  const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2])
  return Buffer.concat([encoded.subarray(0, 2), head, exif, encoded.subarray(2)])
}

/** The QR code of a text as a PNG. */
export async function pngOf(text: string): Promise<Buffer> {
  const { image } = await writeBarcode(text, { format: 'QRCode', scale: 6 })
  if (!image) throw new Error('no image was written')
  return Buffer.from(await image.arrayBuffer())
}

/** A PDF with so many empty pages. */
export function pdfOf(pages: number, more = ''): Buffer {
  const kids = Array.from({ length: pages }, (_, i) => `${i + 3} 0 R`)
  const page = (i: number) => `${i + 3} 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n`
  return Buffer.from(
    `%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R ${more} >>\nendobj\n` +
      `2 0 obj\n<< /Type /Pages /Count ${pages} /Kids [${kids.join(' ')}] >>\nendobj\n` +
      `${kids.map((_, i) => page(i)).join('')}trailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n`,
    'latin1',
  )
}
