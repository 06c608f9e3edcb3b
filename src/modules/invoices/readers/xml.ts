import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { refuse } from '../../../kernel/refusal.ts'
import { stopRead } from './stop.ts'
import { xmlText } from './xml-text.ts'

/** One element: its local name, its attributes, its own text, and what stands inside it. */
export type XmlElement = {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly text: string
  readonly children: readonly XmlElement[]
}

/** 2 MB: an invoice with a thousand lines has a quarter of that. */
const xmlBytesMax = 2 * 1024 * 1024
const depthMax = 40

/** A parsed element: text alone, or children and attributes by name, each a list. */
type Parsed = string | { readonly [name: string]: readonly Parsed[] }

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: depthMax,
  isArray: () => true,
})

/**
 * Reads XML whole or not at all: its root element. A document type or entity of its own is refused,
 * because no invoice has one and all attacks by XML need one.
 */
export function readXml(bytes: Uint8Array): XmlElement {
  const limitMb = xmlBytesMax / 1024 / 1024
  if (bytes.length > xmlBytesMax) stopRead(refuse('invoices.xml_too_large', { limitMb }))
  const text = xmlText(bytes)
  if (/<!(DOCTYPE|ENTITY|ATTLIST|ELEMENT|NOTATION)/i.test(text))
    stopRead(refuse('invoices.xml_document_type'))
  if (XMLValidator.validate(text) !== true) stopRead(refuse('invoices.xml_damaged'))
  const parsed = parse(text)
  const roots = Object.entries(parsed).filter(([name]) => !isOwnText(name))
  const [first] = roots
  if (first === undefined || roots.length > 1 || first[1].length !== 1) {
    return stopRead(refuse('invoices.xml_damaged'))
  }
  return elementOf(first[0], first[1][0] ?? '')
}

function parse(text: string): Readonly<Record<string, readonly Parsed[]>> {
  try {
    // The parser is told to keep every value as text and every element in a list, so this form is what it
    // gives.
    return parser.parse(text) as Record<string, readonly Parsed[]>
  } catch (fault) {
    const isDeep = fault instanceof Error && fault.message.includes('nested')
    return stopRead(
      isDeep
        ? refuse('invoices.xml_too_large', { limitMb: xmlBytesMax / 1024 / 1024 })
        : refuse('invoices.xml_damaged'),
    )
  }
}

function isOwnText(name: string): boolean {
  return name === '#text' || name.startsWith('@')
}

function elementOf(name: string, parsed: Parsed): XmlElement {
  if (typeof parsed === 'string') return { name, attributes: new Map(), text: decoded(parsed), children: [] }
  const attributes = new Map<string, string>()
  const children: XmlElement[] = []
  let text = ''
  for (const [key, values] of Object.entries(parsed)) {
    if (key.startsWith('@')) attributes.set(key.slice(1), decoded(joined(values)))
    else if (key === '#text') text = decoded(joined(values))
    else for (const value of values) children.push(elementOf(key, value))
  }
  return { name, attributes, text, children }
}

function joined(values: readonly Parsed[] | Parsed): string {
  return (Array.isArray(values) ? values : [values]).filter((value) => typeof value === 'string').join('')
}

/**
 * Every element below `root` by its local name, itself included, in the order of the file within one
 * name.
 */
export function elementsByName(root: XmlElement): ReadonlyMap<string, readonly XmlElement[]> {
  const found = new Map<string, XmlElement[]>()
  const visit = (element: XmlElement): void => {
    const known = found.get(element.name)
    if (known) known.push(element)
    else found.set(element.name, [element])
    element.children.forEach(visit)
  }
  visit(root)
  return found
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The five entities of XML itself and character numbers; anything else stays as it is written. */
function decoded(text: string): string {
  if (!text.includes('&')) return text.trim()
  const plain = text.replace(
    /&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|(\w{1,10}));/gi,
    (whole, hex, decimal, name) => {
      if (typeof name === 'string') return Object.hasOwn(named, name) ? (named[name] ?? whole) : whole
      const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
  return plain.trim()
}
