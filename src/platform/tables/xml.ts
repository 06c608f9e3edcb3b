import { refuse } from '../../kernel/refusal.ts'
import { stopReading } from './read.ts'

/** What a scan of XML reports; names come without their prefix. */
export type XmlEvents = {
  readonly open: (name: string, attributes: string, isEmpty: boolean) => void
  readonly close: (name: string) => void
  readonly text: (text: string) => void
}

/**
 * Scans XML of office files piece by piece: tags, attributes, text, the five named entities and numbers.
 * A document type is refused, because no office program writes one and all XML attacks need one.
 */
export function xmlScanner(events: XmlEvents): { push: (text: string) => void } {
  let rest = ''
  return {
    push: (text) => {
      const all = rest + text
      let at = 0
      while (at < all.length) {
        const next = scanOne(all, at, events)
        if (next === undefined) break
        at = next
      }
      rest = all.slice(at)
    },
  }
}

/** Reports one tag or one run of text; gives where the next begins, or undefined when it is cut off. */
function scanOne(all: string, at: number, events: XmlEvents): number | undefined {
  if (all.charCodeAt(at) !== 60) {
    const tag = all.indexOf('<', at)
    if (tag === -1) return undefined
    events.text(decodeEntities(all.slice(at, tag)))
    return tag
  }
  if (all.startsWith('<!', at) || all.startsWith('<?', at)) return scanSpecial(all, at, events)
  const end = tagEnd(all, at)
  if (end === -1) return undefined
  const body = all.slice(at + 1, end)
  if (body.startsWith('/')) events.close(localName(body.slice(1).trim()))
  else reportOpen(body, events)
  return end + 1
}

function reportOpen(body: string, events: XmlEvents): void {
  const isEmpty = body.endsWith('/')
  const inner = isEmpty ? body.slice(0, -1) : body
  const space = inner.search(/\s/)
  const name = localName(space === -1 ? inner : inner.slice(0, space))
  events.open(name, space === -1 ? '' : inner.slice(space), isEmpty)
  if (isEmpty) events.close(name)
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** The `>` that ends the tag; one inside an attribute's quotation marks does not. */
function tagEnd(all: string, at: number): number {
  let end = all.indexOf('>', at)
  while (end !== -1 && !endsTag(all, at, end)) end = all.indexOf('>', end + 1)
  return end
}

function endsTag(all: string, at: number, end: number): boolean {
  const before = all.charCodeAt(all.charCodeAt(end - 1) === 47 ? end - 2 : end - 1)
  // Nearly every tag with attributes ends in a quotation mark; only the rest is worth counting them.
  if (before === 34 || before === 39 || all.charCodeAt(at + 1) === 47 || end - at < 5) return true
  return (all.slice(at, end).split('"').length - 1) % 2 === 0
}

function scanSpecial(all: string, at: number, events: XmlEvents): number | undefined {
  if (all.length - at < 9) return undefined
  if (all.startsWith('<!DOCTYPE', at)) stopReading(refuse('imports.archive_damaged'))
  const isData = all.startsWith('<![CDATA[', at)
  const closing = isData ? ']]>' : all.startsWith('<!--', at) ? '-->' : '>'
  const end = all.indexOf(closing, at)
  if (end === -1) return undefined
  if (isData) events.text(all.slice(at + 9, end))
  return end + closing.length
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Text with its entities and character numbers replaced; an unknown entity stays as it is written. */
function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    if (typeof name === 'string') return named[name] ?? whole
    const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** The value of an attribute of an opening tag. */
export function attribute(attributes: string, name: string): string | undefined {
  const found = attributePattern(name).exec(attributes)
  const value = found?.[1] ?? found?.[2]
  return value === undefined ? undefined : decodeEntities(value)
}

const attributePatterns = new Map<string, RegExp>()

function attributePattern(name: string): RegExp {
  const known = attributePatterns.get(name)
  if (known) return known
  const pattern = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
  attributePatterns.set(name, pattern)
  return pattern
}
