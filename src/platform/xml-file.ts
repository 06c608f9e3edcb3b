import { XMLParser, XMLValidator } from 'fast-xml-parser'

/** A parsed element: text alone, or own text (`#text`), attributes (`@name`) and children, by local name. */
export type XmlNode = string | { readonly [name: string]: XmlNode | readonly XmlNode[] | undefined }

/** The one root element of a file; or why there is none, with the line where it is known. */
export type ParsedXml =
  | { readonly kind: 'read'; readonly root: string; readonly node: XmlNode }
  | { readonly kind: 'document_type' | 'nested_too_deep' }
  | { readonly kind: 'damaged'; readonly line: number | undefined }

const depthMax = 40

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
})

/**
 * Parses an XML file of somebody else, whole or not at all. A document type or an entity of its own is
 * refused: no invoice and no bank file has one, and the known attacks by XML need one.
 */
export function parseXml(text: string): ParsedXml {
  if (/<!(DOCTYPE|ENTITY|ATTLIST|ELEMENT|NOTATION)/i.test(text)) return { kind: 'document_type' }
  const valid = XMLValidator.validate(text)
  if (valid !== true) return { kind: 'damaged', line: valid.err.line }
  const parsed = parse(text)
  if ('failed' in parsed) {
    return parsed.failed === 'damaged' ? { kind: 'damaged', line: undefined } : { kind: parsed.failed }
  }
  const roots = Object.entries(parsed.members).filter(([name]) => !isOwnText(name))
  const [first] = roots
  const nodes = first === undefined ? [] : listOf(first[1])
  const [node] = nodes
  if (first === undefined || node === undefined || roots.length > 1 || nodes.length > 1) {
    return { kind: 'damaged', line: undefined }
  }
  return { kind: 'read', root: first[0], node }
}

type Members = Exclude<XmlNode, string>

function parse(
  text: string,
): { readonly members: Members } | { readonly failed: 'nested_too_deep' | 'damaged' } {
  try {
    // The parser is told to keep every value as text, so this form is what it gives.
    return { members: parser.parse(text) as Members }
  } catch (fault) {
    const isDeep = fault instanceof Error && fault.message.includes('nested')
    return { failed: isDeep ? 'nested_too_deep' : 'damaged' }
  }
}

/** Whether a member of an element is its text or an attribute, and no child. */
export function isOwnText(name: string): boolean {
  return name === '#text' || name.startsWith('@')
}

/** What stands under one name, as a list, in the order of the file. */
export function listOf(found: XmlNode | readonly XmlNode[] | undefined): readonly XmlNode[] {
  if (found === undefined) return []
  return isList(found) ? found : [found]
}

function isList(found: XmlNode | readonly XmlNode[]): found is readonly XmlNode[] {
  return Array.isArray(found)
}

const named: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

/** The five entities of XML itself and character numbers, resolved; anything else stays as it is written. */
export function resolveEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|(\w{1,10}));/gi, (whole, hex, decimal, name) => {
    if (typeof name === 'string') return named.get(name) ?? whole
    const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
