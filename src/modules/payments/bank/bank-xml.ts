import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'

/** An element as the parser gives it: text alone, or its children and attributes by name. */
export type XmlNode = string | { readonly [name: string]: XmlNode | readonly XmlNode[] | undefined }

/** A file of a bank: its root element by local name, what the root declares, and what it holds. */
export type BankXml = { readonly root: string; readonly spaces: readonly string[]; readonly node: XmlNode }

/** A statement of a year with 200,000 entries is below this; more is no bank file. */
const bytesMax = 64 * 1024 * 1024

/**
 * Reads an XML file of a bank: its one root element by local name. A document type or an entity of its own is
 * refused, since no bank sends one and all known attacks need one; so is whatever is cut off or damaged.
 */
export function readBankXml(bytes: Uint8Array): BankXml | Refusal {
  if (bytes.length > bytesMax) return refuse('bank.file_too_large', { megabytes: bytesMax >> 20 })
  const text = xmlText(bytes)
  if (text === undefined) return refuse('bank.damaged', { detail: 'encoding' })
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) return refuse('bank.xml_entities')
  const valid = XMLValidator.validate(text)
  if (valid !== true) return refuse('bank.damaged', { detail: `line ${valid.err.line}` })
  const parsed = parse(text)
  if (isRefusal(parsed)) return parsed
  const roots = Object.entries(parsed)
  const [first] = roots
  if (roots.length !== 1 || first === undefined) return refuse('bank.damaged', { detail: 'root' })
  const [root, node] = first
  return { root, spaces: spacesOf(text), node }
}

/** The namespaces that the root element declares; the parser drops them with the prefixes. */
function spacesOf(text: string): readonly string[] {
  const tag = /<[A-Za-z_][^>]*>/.exec(text)?.[0] ?? ''
  return [...tag.matchAll(/\bxmlns(?::[\w.-]+)?\s*=\s*["']([^"']*)["']/g)].map(([, space = '']) => space)
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
})

function parse(text: string): Readonly<Record<string, XmlNode>> | Refusal {
  try {
    // The parser is told to keep every value as text, so this form is what it gives.
    return parser.parse(text) as Record<string, XmlNode>
  } catch {
    return refuse('bank.damaged', { detail: 'nesting' })
  }
}

/** The text of an XML file in the encoding that it declares; undefined when it is not in that encoding. */
function xmlText(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  const declared = /^(?:ï»¿)?<\?xml[^>]*encoding\s*=\s*["']([\w-]+)["']/i.exec(head)?.[1] ?? 'utf-8'
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  const name = isWide ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : declared
  try {
    return new TextDecoder(name, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** All children of this name, in order. */
export function children(node: XmlNode | undefined, name: string): readonly XmlNode[] {
  if (node === undefined || typeof node === 'string') return []
  const found = node[name]
  if (found === undefined) return []
  return isList(found) ? found : [found]
}

function isList(found: XmlNode | readonly XmlNode[]): found is readonly XmlNode[] {
  return Array.isArray(found)
}

/** The first child down a path of names. */
export function child(node: XmlNode | undefined, ...path: readonly string[]): XmlNode | undefined {
  let at = node
  for (const name of path) at = children(at, name)[0]
  return at
}

/** The text of an element, entities resolved; empty for none. */
export function textOf(node: XmlNode | undefined): string {
  if (node === undefined) return ''
  if (typeof node === 'string') return decoded(node)
  const text = node['#text']
  return typeof text === 'string' ? decoded(text) : ''
}

/** The text at the first of these paths that holds any. */
export function textAt(node: XmlNode | undefined, ...paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const text = textOf(child(node, ...path.split('/'))).trim()
    if (text !== '') return text
  }
  return undefined
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The five entities of XML itself and character numbers; anything else stays as it is written. */
function decoded(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    if (typeof name === 'string') return named[name] ?? whole
    const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
