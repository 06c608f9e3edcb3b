import { refuse } from '../../../kernel/refusal.ts'
import type { FactName, InvoiceFacts } from '../domain.ts'
import { openArchive, type Archive } from './archive.ts'
import { eInvoiceFacts, takenBackIn } from './e-invoice.ts'
import { ReadStop, stopRead } from './stop.ts'
import {
  amountFact,
  taxFact,
  contradicts,
  dayFact,
  numberFact,
  sameFact,
  textFact,
  type GrowingFacts,
} from './values.ts'
import { elementsByName, readXml, type XmlElement } from './xml.ts'

/** An OFD invoice: what its own data fields say, or the XML of the tax authority that is attached to it. */
export type OfdFacts = { readonly facts: InvoiceFacts; readonly source: 'ofd' | 'xml' }

/**
 * The facts of an OFD invoice. The data fields of `OFD.xml` are enough without the layout; names and
 * items come from the tags that point into the pages; an attached original XML says more and must agree
 * with both.
 */
export function readOfd(bytes: Buffer): OfdFacts {
  const archive = openArchive(bytes)
  const entry = archive.names.find((name) => name.toUpperCase() === 'OFD.XML')
  if (entry === undefined) return stopRead(refuse('invoices.file_unknown'))
  const own = { ...taggedFacts(archive), ...dataFacts(readXml(archive.read(entry))) }
  const attached = attachedFacts(archive)
  if (attached === undefined) {
    return own.number === undefined && own.total === undefined
      ? stopRead(refuse('invoices.ofd_without_facts'))
      : { facts: own, source: 'ofd' }
  }
  for (const name of ['number', 'total', 'issuedOn', 'buyerTax', 'sellerTax'] as const) {
    const [first, second] = [own[name], attached[name]]
    if (first !== undefined && second !== undefined && first !== second)
      contradicts(name, String(first), String(second))
  }
  return { facts: { ...own, ...attached }, source: 'xml' }
}

/** The data fields of `OFD.xml` by their Chinese names. */
function dataFacts(root: XmlElement): InvoiceFacts {
  const fields = elementsByName(root).get('CustomData') ?? []
  const said = (fact: FactName, name: string) =>
    sameFact(
      fact,
      fields.filter(({ attributes }) => attributes.get('Name') === name).map(({ text }) => text),
    )
  const facts: GrowingFacts = {}
  const number = numberFact(said('number', '发票号码'))
  const code = numberFact(said('code', '发票代码'))
  if (number !== undefined) facts.number = number
  if (code !== undefined && !/^\d{20}$/.test(number ?? '')) facts.code = code
  const issuedOn = dayFact('issuedOn', said('issuedOn', '开票日期'))
  if (issuedOn !== undefined) facts.issuedOn = issuedOn
  const buyerTax = numberFact(said('buyerTax', '购买方纳税人识别号'))
  if (buyerTax !== undefined) facts.buyerTax = buyerTax
  const sellerTax = numberFact(said('sellerTax', '销售方纳税人识别号'))
  if (sellerTax !== undefined) facts.sellerTax = sellerTax
  const net = amountFact('net', said('net', '合计金额'))
  const tax = taxFact(said('tax', '合计税额'))
  if (net !== undefined) facts.net = net
  if (tax !== undefined) facts.tax = tax
  if (net !== undefined && tax !== undefined) facts.total = net + tax
  if (number !== undefined) facts.currency = 'CNY'
  const refersTo = takenBackIn(said('refersTo', '备注') ?? '')
  if (refersTo !== undefined) facts.refersTo = refersTo
  return facts
}

/** Names and items: tags that point at the text objects of the pages. Without them they stay unknown. */
function taggedFacts(archive: Archive): InvoiceFacts {
  const tags = readAll(archive, /(^|\/)Tags\/CustomTag\.xml$/i)
  if (tags.length === 0) return {}
  const texts = pageTexts(archive)
  const found = tags.map(elementsByName)
  const said = (...names: readonly string[]) =>
    found
      .flatMap((tag) => names.flatMap((name) => tag.get(name) ?? []))
      .map((element) => textFact(referred(element, texts)))
      .filter((text) => text !== undefined)
  const facts: GrowingFacts = {}
  const buyerName = sameFact('buyerName', said('BuyerName'))
  const sellerName = sameFact('sellerName', said('SellerName'))
  const items = [...new Set(said('Item', 'ItemName', 'GoodsName'))]
  if (buyerName !== undefined) facts.buyerName = buyerName
  if (sellerName !== undefined) facts.sellerName = sellerName
  if (items.length > 0) facts.items = items.slice(0, 500)
  return facts
}

function referred(element: XmlElement, texts: ReadonlyMap<string, string>): string {
  const ids = element.children.filter(({ name }) => /^Object(Ref|Data)$/.test(name)).map(({ text }) => text)
  return ids.map((id) => texts.get(id) ?? '').join('')
}

/** The text objects of all pages and templates by their identifier. */
function pageTexts(archive: Archive): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  for (const page of readAll(archive, /(^|\/)(Pages\/Page_\d+|Tpls\/Tpl_\d+)\/Content\.xml$/i)) {
    for (const object of elementsByName(page).get('TextObject') ?? []) {
      const id = object.attributes.get('ID')
      const codes = object.children.filter(({ name }) => name === 'TextCode').map(({ text }) => text)
      if (id !== undefined) texts.set(id, codes.join(''))
    }
  }
  return texts
}

function attachedFacts(archive: Archive): InvoiceFacts | undefined {
  return readAll(archive, /(^|\/)Attachs\/[^/]+\.xml$/i)
    .map(eInvoiceFacts)
    .find((facts) => facts !== undefined)
}

/**
 * The XML files of that name; one that is not well formed beside the data fields is left aside, a bomb is
 * not.
 */
function readAll(archive: Archive, pattern: RegExp): XmlElement[] {
  return archive.names
    .filter((name) => pattern.test(name))
    .slice(0, 50)
    .flatMap((name) => {
      try {
        return [readXml(archive.read(name))]
      } catch (fault) {
        if (fault instanceof ReadStop && fault.refusal.code === 'invoices.xml_damaged') return []
        throw fault
      }
    })
}
