import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import { listOf, parseXml, resolveEntities, type XmlNode } from '../../../platform/xml-file.ts'

/** A file of a bank: its root element by local name, what the root declares, and what it holds. */
export type BankXml = { readonly root: string; readonly spaces: readonly string[]; readonly node: XmlNode }

/** A statement of a year with 200,000 entries is below this; more is no bank file. */
const bytesMax = 64 * 1024 * 1024

/**
 * Reads an XML file of a bank: its one root element by local name. What holds a document type, or is cut off
 * or damaged, is refused.
 */
export function readBankXml(bytes: Uint8Array): BankXml | Refusal {
  if (bytes.length > bytesMax) return refuse('bank.file_too_large', { megabytes: bytesMax >> 20 })
  const text = xmlText(bytes)
  if (text === undefined) return refuse('bank.damaged', { detail: 'encoding' })
  const parsed = parseXml(text)
  switch (parsed.kind) {
    case 'read':
      return { root: parsed.root, spaces: spacesOf(text), node: parsed.node }
    case 'document_type':
      return refuse('bank.xml_entities')
    case 'nested_too_deep':
      return refuse('bank.damaged', { detail: 'nesting' })
    case 'damaged':
      return refuse('bank.damaged', { detail: parsed.line === undefined ? 'root' : `line ${parsed.line}` })
  }
}

/** The namespaces that the root element declares; the parser drops them with the prefixes. */
function spacesOf(text: string): readonly string[] {
  const tag = /<[A-Za-z_][^>]*>/.exec(text)?.[0] ?? ''
  return [...tag.matchAll(/\bxmlns(?::[\w.-]+)?\s*=\s*["']([^"']*)["']/g)].map(([, space = '']) => space)
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
  return listOf(node[name])
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
  if (typeof node === 'string') return resolveEntities(node)
  const text = node['#text']
  return typeof text === 'string' ? resolveEntities(text) : ''
}

/** The text at the first of these paths that holds any. */
export function textAt(node: XmlNode | undefined, ...paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const text = textOf(child(node, ...path.split('/'))).trim()
    if (text !== '') return text
  }
  return undefined
}
