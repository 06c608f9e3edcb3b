import { refuse } from '../../kernel/refusal.ts'
import { stopReading, type ReadLimits } from './read.ts'
import { attribute, xmlScanner, type XmlEvents } from './xml.ts'
import { isDateFormat } from './xlsx-numbers.ts'
import { unpack, zipEntries, type UnpackBudget } from './zip.ts'

/** One sheet, by its name and the part that holds its cells. */
export type WorkbookSheet = { readonly name: string; readonly path: string; readonly isHidden: boolean }

/** The parts of a workbook that its sheets refer to. */
export type Workbook = {
  readonly sheets: readonly WorkbookSheet[]
  readonly base1904: boolean
  readonly sharedStrings: readonly string[]
  /** By cell style: is a number in it a day? */
  readonly dateStyles: readonly boolean[]
  readonly has: (path: string) => boolean
  /** Feeds one part to a scanner, in pieces; the generator stops between them. */
  readonly scan: (path: string, events: XmlEvents) => Generator<undefined>
}

/** Opens a workbook that lies packed in memory; the sheets themselves are read later, in pieces. */
export function openWorkbook(bytes: Uint8Array, limits: ReadLimits): Workbook {
  const entries = zipEntries(bytes, limits)
  const budget: UnpackBudget = { left: limits.unpackedBytes }
  const scan = (path: string, events: XmlEvents) => {
    const entry = entries.get(path)
    if (!entry) return stopReading(refuse('imports.archive_damaged'))
    return scanChunks(unpack(bytes, entry, budget, limits), events)
  }
  if (!entries.has('xl/workbook.xml')) stopReading(refuse('imports.not_a_workbook'))
  const all = (path: string, events: XmlEvents) => {
    if (!entries.has(path)) return
    for (const _ of scan(path, events));
  }
  const targets = relations(all)
  return { ...workbookPart(all, targets), ...sharedAndStyles(all), has: (path) => entries.has(path), scan }
}

type ScanAll = (path: string, events: XmlEvents) => void

function* scanChunks(chunks: Generator<Uint8Array>, events: XmlEvents): Generator<undefined> {
  const decoder = new TextDecoder()
  const scanner = xmlScanner(events)
  for (const chunk of chunks) {
    scanner.push(decoder.decode(chunk, { stream: true }))
    yield undefined
  }
  scanner.push(decoder.decode())
}

const nothing = () => undefined

function relations(all: ScanAll): Map<string, string> {
  const targets = new Map<string, string>()
  all('xl/_rels/workbook.xml.rels', {
    open: (name, attributes) => {
      const id = attribute(attributes, 'Id')
      const target = attribute(attributes, 'Target')
      if (name !== 'Relationship' || id === undefined || target === undefined) return
      targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target}`)
    },
    close: nothing,
    text: nothing,
  })
  return targets
}

function workbookPart(
  all: ScanAll,
  targets: ReadonlyMap<string, string>,
): Pick<Workbook, 'sheets' | 'base1904'> {
  const sheets: Workbook['sheets'][number][] = []
  let base1904 = false
  all('xl/workbook.xml', {
    open: (name, attributes) => {
      if (name === 'workbookPr') base1904 = /^(1|true)$/.test(attribute(attributes, 'date1904') ?? '')
      if (name !== 'sheet') return
      const path = targets.get(attribute(attributes, 'id') ?? '')
      const state = attribute(attributes, 'state') ?? 'visible'
      if (path)
        sheets.push({ name: attribute(attributes, 'name') ?? '', path, isHidden: state !== 'visible' })
    },
    close: nothing,
    text: nothing,
  })
  return { sheets, base1904 }
}

function sharedAndStyles(all: ScanAll): Pick<Workbook, 'sharedStrings' | 'dateStyles'> {
  const sharedStrings: string[] = []
  const strings = stringCollector((text) => sharedStrings.push(text), 'si')
  all('xl/sharedStrings.xml', strings)
  const formats = new Map<number, string>()
  const dateStyles: boolean[] = []
  let isInCells = false
  all('xl/styles.xml', {
    open: (name, attributes) => {
      if (name === 'numFmt') {
        formats.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? '')
      }
      if (name === 'cellXfs') isInCells = true
      if (name !== 'xf' || !isInCells) return
      const id = Number(attribute(attributes, 'numFmtId') ?? '0')
      dateStyles.push(isDateFormat(id, formats.get(id)))
    },
    close: (name) => {
      if (name === 'cellXfs') isInCells = false
    },
    text: nothing,
  })
  return { sharedStrings, dateStyles }
}

/** Collects the text of each `owner` element; runs of rich text are joined, phonetic readings left out. */
function stringCollector(add: (text: string) => void, owner: string): XmlEvents {
  let parts = ''
  let isText = false
  let isReading = false
  return {
    open: (name, _attributes, isEmpty) => {
      if (name === owner) parts = ''
      if (name === 'rPh') isReading = !isEmpty
      if (name === 't') isText = !isEmpty
    },
    close: (name) => {
      if (name === 't') isText = false
      if (name === 'rPh') isReading = false
      if (name === owner) add(parts)
    },
    text: (text) => {
      if (isText && !isReading) parts += text
    },
  }
}
