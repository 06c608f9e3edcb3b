import { refuse } from '../../../kernel/refusal.ts'
import { isOwnText, listOf, parseXml, resolveEntities, type XmlNode } from '../../../platform/xml-file.ts'
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

/**
 * Reads XML whole or not at all: its root element. A document type or entity of its own is refused.
 */
export function readXml(bytes: Uint8Array): XmlElement {
  const limitMb = xmlBytesMax / 1024 / 1024
  if (bytes.length > xmlBytesMax) stopRead(refuse('invoices.xml_too_large', { limitMb }))
  const parsed = parseXml(xmlText(bytes))
  switch (parsed.kind) {
    case 'read':
      return elementOf(parsed.root, parsed.node)
    case 'document_type':
      return stopRead(refuse('invoices.xml_document_type'))
    case 'nested_too_deep':
      return stopRead(refuse('invoices.xml_too_large', { limitMb }))
    case 'damaged':
      return stopRead(refuse('invoices.xml_damaged'))
  }
}

function elementOf(name: string, node: XmlNode): XmlElement {
  if (typeof node === 'string') return { name, attributes: new Map(), text: trimmed(node), children: [] }
  const attributes = new Map<string, string>()
  const children: XmlElement[] = []
  let text = ''
  for (const [key, found] of Object.entries(node)) {
    const values = listOf(found)
    if (key.startsWith('@')) attributes.set(key.slice(1), trimmed(joined(values)))
    else if (isOwnText(key)) text = trimmed(joined(values))
    else for (const value of values) children.push(elementOf(key, value))
  }
  return { name, attributes, text, children }
}

function joined(values: readonly XmlNode[]): string {
  return values.filter((value) => typeof value === 'string').join('')
}

function trimmed(text: string): string {
  return resolveEntities(text).trim()
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
