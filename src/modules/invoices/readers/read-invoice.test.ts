import { describe, expect, test } from 'vitest'
import {
  dinner,
  eInvoice,
  eInvoiceText,
  jpegOf,
  ofdInvoice,
  ofdParts,
  pdfOf,
  picture,
  pngOf,
  qrText,
  turned,
  zipOf,
} from '../../../../test/setup/invoice-files.ts'
import { isRefusal } from '../../../kernel/refusal.ts'
import { encodeGb18030 } from '../../../platform/gb18030.ts'
import type { ReadInvoice } from '../domain.ts'
import { readInvoice } from './read-invoice.ts'

async function good(bytes: Buffer): Promise<ReadInvoice> {
  const read = await readInvoice(bytes)
  if (isRefusal(read)) throw new Error(`${read.code} ${JSON.stringify(read.params)}`)
  return read
}

async function codeOf(bytes: Buffer): Promise<string> {
  const read = await readInvoice(bytes)
  return isRefusal(read) ? read.code : 'read'
}

const facts = {
  currency: 'CNY',
  number: dinner.number,
  sellerName: dinner.seller,
  sellerTax: dinner.sellerTax,
  buyerName: dinner.buyer,
  buyerTax: dinner.buyerTax,
  net: 100_000n,
  tax: 6_000n,
  total: 106_000n,
  issuedOn: dinner.day,
  items: dinner.items,
}

describe('an electronic original', () => {
  test('in XML gives every fact, with its source', async () => {
    expect(await good(eInvoice())).toEqual({
      readAs: 'xml',
      mediaType: 'application/xml',
      source: 'xml',
      facts: { ...facts, kind: 'general' },
    })
  })

  test('in OFD gives the same from its data fields and its tags', async () => {
    const read = await good(ofdInvoice())
    expect(read).toMatchObject({ readAs: 'ofd', source: 'ofd' })
    expect(read.facts).toEqual(facts)
  })

  test('attached to an OFD counts before the data fields, and must agree with them', async () => {
    const attached = (text: string) => ofdInvoice({}, { 'Doc_0/Attachs/original_invoice.xml': text })
    const read = await good(attached(eInvoiceText()))
    expect(read).toMatchObject({ source: 'xml', facts: { ...facts, kind: 'general' } })
    const other = eInvoiceText({ net: '100.00', tax: '6.00', total: '106.00' })
    expect(await codeOf(attached(other))).toBe('invoices.file_contradicts')
  })

  test('is read in the encodings that occur, and never in another than it says', async () => {
    const text = eInvoiceText()
    const gbk = text.replace('UTF-8', 'GBK')
    const cases: readonly (readonly [string, Buffer, string])[] = [
      ['UTF-8 with a mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), eInvoice()]), 'read'],
      ['GBK that says so', Buffer.from(encodeGb18030(gbk)), 'read'],
      [
        'GB18030 without a declaration',
        Buffer.from(encodeGb18030(text.slice(text.indexOf('\n') + 1))),
        'read',
      ],
      [
        'UTF-16 with a mark',
        Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]),
        'read',
      ],
      [
        'UTF-8 that would pass as GBK',
        Buffer.from('<?xml version="1.0" encoding="GBK"?><a>中文</a>'),
        'invoices.xml_encoding',
      ],
      ['GBK that says UTF-8', Buffer.from(encodeGb18030(text)), 'invoices.xml_encoding'],
      ['UTF-8 that says GBK', Buffer.from(gbk), 'invoices.xml_encoding'],
      [
        'a declaration that nobody uses',
        Buffer.from(text.replace('UTF-8', 'UTF-7')),
        'invoices.xml_encoding',
      ],
    ]
    for (const [what, bytes, code] of cases) expect([what, await codeOf(bytes)]).toEqual([what, code])
    for (const [, bytes, code] of cases)
      if (code === 'read') expect((await good(bytes)).facts.sellerName).toBe(dinner.seller)
  })

  test('of a red-letter invoice is negative and names the one that it takes back', async () => {
    const amounts = { net: '-1000.00', tax: '-60.00', total: '-1060.00', amounts: ['-1000.00'] }
    const remark = '被红冲蓝字数电发票号码：24320000000012345678 红字发票信息确认单编号：32000024010000001'
    const read = await good(eInvoice({ ...amounts, number: '24320000000012345999', remark }))
    expect(read.facts).toMatchObject({ total: -106_000n, refersTo: dinner.number })
    expect(read.facts.discount).toBeUndefined()
  })

  test('tells a discount in a line of its own from one in the remarks', async () => {
    const line = await good(
      eInvoice({ items: ['*软件*许可', '*软件*许可'], amounts: ['1200.00', '-200.00'] }),
    )
    expect(line.facts.discount).toBe('line')
    expect((await good(eInvoice({ remark: '返利200元' }))).facts.discount).toBe('remark')
  })

  test('entities of XML itself are resolved, and no others are there', async () => {
    const read = await good(eInvoice({ seller: 'A&amp;B &#x9910;厅' }))
    expect(read.facts.sellerName).toBe('A&B 餐厅')
  })
})

describe('a photo', () => {
  test('gives what its QR code says, whichever way it is turned', async () => {
    const upright = await picture([qrText()])
    const files = [0, 1, 2, 3].map((quarters) => jpegOf(turned(upright, quarters)))
    for (const file of [...files, jpegOf(turned(upright, 3), 6), await pngOf(qrText())]) {
      const read = await good(file)
      expect(read).toMatchObject({ readAs: 'photo', source: 'qr' })
      expect(read.facts).toEqual({
        currency: 'CNY',
        kind: 'general',
        number: dinner.number,
        total: 106_000n,
        issuedOn: dinner.day,
      })
    }
  })

  test('of an older invoice gives its code, and the amount without tax', async () => {
    const read = await good(
      await pngOf('01,04,3200261130,00015045,1000.00,20261120,48114255542168294433,DBFE,'),
    )
    expect(read.facts).toMatchObject({
      code: '3200261130',
      number: '00015045',
      net: 100_000n,
      kind: 'general',
    })
    expect(read.facts.total).toBeUndefined()
  })

  test('without such a code is evidence all the same, and says why nothing was read', async () => {
    const unread = async (file: Buffer) => (await good(file)).unread
    expect(await unread(jpegOf({ width: 80, height: 60, grey: new Uint8Array(4800).fill(200) }))).toBe(
      'no_code',
    )
    expect(await unread(await pngOf('https://invoice.example/scan?id=7'))).toBe('code_of_another_kind')
  })

  test('of two invoices is refused, for nobody could say which one is meant', async () => {
    const two = await picture([qrText(), qrText({ number: '24320000000099999999' })])
    expect(await codeOf(jpegOf(two))).toBe('invoices.two_in_photo')
    expect(await codeOf(jpegOf(await picture([qrText(), qrText()])))).toBe('read')
  })
})

describe('a PDF', () => {
  test('of fifty pages is kept as a copy without facts', async () => {
    const read = await good(pdfOf(50))
    expect(read).toMatchObject({ readAs: 'pdf', facts: {}, unread: 'paper_copy', source: undefined })
  })
})

type Case = readonly [what: string, bytes: Buffer, code: string]

async function told(cases: readonly Case[]): Promise<void> {
  for (const [what, bytes, code] of cases) expect([what, await codeOf(bytes)]).toEqual([what, code])
}

test.each(['***', '*', '＊＊＊', '免税', '不征税', ' 免 税 '])(
  'an exempt invoice with %s in place of its tax has none, in XML and in OFD',
  async (tax) => {
    const made = { net: '1060.00', tax, total: '1060.00' }
    for (const bytes of [eInvoice(made), ofdInvoice(made)]) {
      expect(await readInvoice(bytes)).toMatchObject({ facts: { net: 106_000n, tax: 0n } })
    }
  },
)

test('stars in place of the total are no amount, and an exempt invoice still has to add up', async () => {
  const code = async (made: Parameters<typeof eInvoice>[0]) => await readInvoice(eInvoice(made))
  expect(await code({ total: '***' })).toMatchObject({ code: 'invoices.fact_unreadable' })
  expect(await code({ net: '1000.00', tax: '***', total: '1060.00' })).toMatchObject({
    code: 'invoices.sums_differ',
  })
})

describe('what is wrong is told, each by its own sentence, of a file', () => {
  test('of a kind in which no invoice comes', async () => {
    await told([
      ['nothing', Buffer.alloc(0), 'platform.file_empty'],
      ['too much', Buffer.alloc(20 * 1024 * 1024 + 1, 0x3c), 'platform.file_too_large'],
      ['a program', Buffer.from('MZ\u0090\u0000'), 'invoices.file_unknown'],
      ['a web page', Buffer.from('<!DOCTYPE html><p>发票</p>'), 'invoices.file_unknown'],
      ['a picture of scripts', Buffer.from('<svg onload="x()"/>'), 'invoices.file_unknown'],
      ['an office file', zipOf({ '[Content_Types].xml': '<Types/>' }), 'invoices.file_unknown'],
      ['a photo of an iPhone', Buffer.from('\0\0\0\u0018ftypheic\0\0\0\0', 'latin1'), 'invoices.photo_heic'],
      ['a picture in WebP', Buffer.from('RIFF\x10\0\0\0WEBPVP8 ', 'latin1'), 'invoices.photo_webp'],
    ])
  })

  test('in XML', async () => {
    const xml = eInvoiceText()
    const deep = `${'<a>'.repeat(60)}${'</a>'.repeat(60)}`
    await told([
      ['half an XML', Buffer.from(xml.slice(0, xml.length / 2)), 'invoices.xml_damaged'],
      ['an XML without its end', Buffer.from(xml.slice(0, xml.lastIndexOf('</'))), 'invoices.xml_damaged'],
      ['tags that cross', Buffer.from('<EInvoice><a></EInvoice></a>'), 'invoices.xml_damaged'],
      ['two roots', Buffer.from('<EInvoice/><EInvoice/>'), 'invoices.xml_damaged'],
      [
        'a document type',
        Buffer.from(`<!DOCTYPE a [<!ENTITY b "c">]><EInvoice>&b;</EInvoice>`),
        'invoices.xml_document_type',
      ],
      [
        'an outside entity',
        Buffer.from(`<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>`),
        'invoices.xml_document_type',
      ],
      [
        'three megabytes',
        Buffer.from(`<EInvoice>${' '.repeat(3_000_000)}</EInvoice>`),
        'invoices.xml_too_large',
      ],
      ['sixty levels', Buffer.from(deep), 'invoices.xml_too_large'],
      [
        'names of the language',
        Buffer.from('<EInvoice><__proto__><x>1</x></__proto__></EInvoice>'),
        'invoices.xml_damaged',
      ],
      ['XML of another kind', Buffer.from('<Document><Stmt/></Document>'), 'invoices.not_an_invoice'],
      ['an amount in words', eInvoice({ total: '壹仟零陆拾元整' }), 'invoices.fact_unreadable'],
      ['an amount that a spreadsheet spoilt', eInvoice({ total: '1.06E+03' }), 'invoices.fact_unreadable'],
      ['a day that does not exist', eInvoice({ day: '2026-02-30' }), 'invoices.fact_unreadable'],
      ['sums that differ', eInvoice({ total: '1060.01' }), 'invoices.sums_differ'],
      ['a total of zero', eInvoice({ net: '0.00', tax: '0.00', total: '0.00' }), 'invoices.total_nothing'],
      [
        'two totals',
        Buffer.from(
          xml.replace(
            '<RequestTime>',
            '<TotalTax-includedAmount>9.00</TotalTax-includedAmount><RequestTime>',
          ),
        ),
        'invoices.file_contradicts',
      ],
    ])
  })

  test('in OFD', async () => {
    const ofd = ofdInvoice()
    // Kept unpacked, a digit of it can be changed where it stands.
    const changed = zipOf(ofdParts(), 0)
    changed.write('9', changed.indexOf('1000.00'))
    const locked = Buffer.from(ofd)
    locked.writeUInt16LE(1, locked.indexOf(Buffer.from('504b0102', 'hex')) + 8)
    await told([
      ['half an OFD', ofd.subarray(0, ofd.length / 2), 'invoices.archive_damaged'],
      ['an OFD changed inside', Buffer.from(ofd).fill(0x41, 60, 70), 'invoices.archive_damaged'],
      ['an OFD with another amount inside', changed, 'invoices.archive_damaged'],
      ['an OFD with a password', locked, 'invoices.archive_locked'],
      [
        'six hundred files',
        zipOf(Object.fromEntries(Array.from({ length: 600 }, (_, i) => [`a${i}`, 'x']))),
        'invoices.archive_too_many',
      ],
      [
        'a bomb',
        zipOf({ ...ofdParts(), 'Doc_0/Pages/Page_0/Content.xml': new Uint8Array(30 * 1024 * 1024) }),
        'invoices.archive_too_large',
      ],
      [
        'a bomb in many parts',
        zipOf(
          Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`p${i}`, new Uint8Array(1024 * 1024)])),
        ),
        'invoices.archive_too_large',
      ],
      ['an archive in the archive', zipOf({ ...ofdParts(), 'inner.zip': 'x' }), 'invoices.archive_nested'],
      ['an archive that hides', zipOf({ 'OFD.xml': zipOf({ a: 'b' }) }), 'invoices.archive_nested'],
      [
        'a path that leads outside',
        zipOf({ ...ofdParts(), '../../etc/cron.d/x': 'x' }),
        'invoices.archive_path',
      ],
      ['a path of Windows', zipOf({ ...ofdParts(), 'C:\\x.xml': 'x' }), 'invoices.archive_path'],
      [
        'an OFD without an invoice',
        zipOf({ 'OFD.xml': '<ofd:OFD xmlns:ofd="x"/>' }),
        'invoices.ofd_without_facts',
      ],
    ])
  })

  test('that is a picture or a PDF', async () => {
    const jpg = jpegOf(await picture([qrText()]))
    const png = await pngOf(qrText())
    const huge = Buffer.from(png)
    huge.writeUInt32BE(40_000, 16)
    huge.writeUInt32BE(25_000, 20)
    await told([
      ['half a JPEG', jpg.subarray(0, jpg.length / 2), 'invoices.image_damaged'],
      ['half a PNG', png.subarray(0, png.length - 20), 'invoices.image_damaged'],
      [
        'a JPEG of noise',
        Buffer.concat([jpg.subarray(0, 30), Buffer.alloc(500, 0xff)]),
        'invoices.image_damaged',
      ],
      ['a picture of a thousand million pixels', huge, 'invoices.image_too_large'],
      ['half a PDF', pdfOf(3).subarray(0, 200), 'invoices.pdf_damaged'],
      ['a PDF with a password', pdfOf(1, '/Encrypt 9 0 R'), 'invoices.pdf_locked'],
      ['a PDF with a script', pdfOf(1, '/OpenAction << /S /JavaScript /JS (x) >>'), 'invoices.pdf_scripted'],
    ])
  })
})
