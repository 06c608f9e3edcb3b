import type { BundleEarlier, BundleEntry, BundleFile, BundleRow, BundleScope, BundleTable } from './bundle.ts'
import { fromBase64, toUtf8 } from './bytes.ts'
import type { Instant } from './time.ts'

/** A bundle that was read but not yet believed. `damaged` names the lines that cannot be read, from 1. */
export type BundleContents = {
  manifest: { origin: string; at: Instant; scope: BundleScope } | undefined
  key: string
  checkpoint: string
  earlier: BundleEarlier[]
  tables: BundleTable[]
  entries: BundleEntry[]
  rows: BundleRow[]
  files: BundleFile[]
  seal: string
  /** Everything before the seal, and how many lines that is. */
  body: string
  lines: number
  damaged: number[]
}

/** Reads a bundle line by line. Never throws: what cannot be read is named by its line. */
export function readBundle(text: string): BundleContents {
  const contents: BundleContents = {
    manifest: undefined,
    key: '',
    checkpoint: '',
    earlier: [],
    tables: [],
    entries: [],
    rows: [],
    files: [],
    seal: '',
    body: '',
    lines: 0,
    damaged: [],
  }
  const lines = text.split('\n')
  const end = lines.pop()
  const sealLine = lines.at(-1) ?? ''
  contents.lines = Math.max(0, lines.length - 1)
  contents.body = text.slice(0, Math.max(0, text.length - sealLine.length - 1))
  for (const [i, line] of lines.entries()) {
    if (!readLine(contents, line, i === lines.length - 1)) contents.damaged.push(i + 1)
  }
  if (end !== '') contents.damaged.push(lines.length + 1)
  return contents
}

type Fields = { readonly [key: string]: unknown }

/**
 * A line has one spelling: what JSON would write again. Otherwise two texts would be one piece of evidence.
 */
function readLine(contents: BundleContents, line: string, isLast: boolean): boolean {
  const value = parseJson(line)
  if (!isFields(value) || JSON.stringify(value) !== line) return false
  const [kind = '', ...others] = Object.keys(value)
  const isSeal = kind === 'seal'
  if (others.length > 0 || isSeal !== isLast) return false
  const content = value[kind]
  if (typeof content === 'string') return readText(contents, kind, content)
  return isFields(content) && (readers[kind]?.(contents, content) ?? false)
}

function readText(contents: BundleContents, kind: string, content: string): boolean {
  if ((kind !== 'key' && kind !== 'checkpoint' && kind !== 'seal') || contents[kind] !== '') return false
  contents[kind] = content
  return true
}

const readers: Readonly<Record<string, (contents: BundleContents, fields: Fields) => boolean>> = {
  manifest(contents, { v, origin, at, scope }) {
    if (v !== 1 || contents.manifest || typeof origin !== 'string' || typeof at !== 'string') return false
    if (!isTexts(scope)) return false
    contents.manifest = { origin, at, scope }
    return true
  },
  earlier(contents, { note, path }) {
    const hashes = readPath(path)
    if (typeof note !== 'string' || !hashes) return false
    return contents.earlier.push({ note, path: hashes }) > 0
  },
  table(contents, { table, current, columns }) {
    if (typeof table !== 'string' || typeof current !== 'number' || !isColumns(columns)) return false
    return contents.tables.push({ table, current, columns }) > 0
  },
  entry(contents, { seq, text, path }) {
    const hashes = readPath(path)
    if (typeof seq !== 'number' || typeof text !== 'string' || !text.isWellFormed() || !hashes) return false
    return contents.entries.push({ seq, bytes: toUtf8(text), path: hashes }) > 0
  },
  row(contents, { table, id, line }) {
    if (typeof table !== 'string' || typeof id !== 'string' || typeof line !== 'string') return false
    return contents.rows.push({ table, id, line }) > 0
  },
  file(contents, { name, sha256, bytes }) {
    if (typeof name !== 'string' || typeof sha256 !== 'string' || typeof bytes !== 'number') return false
    return contents.files.push({ name, sha256, bytes }) > 0
  },
}

function readPath(path: unknown): Uint8Array[] | undefined {
  if (!Array.isArray(path) || path.length > 64) return undefined
  const hashes = path.map((hash) => (typeof hash === 'string' ? fromBase64(hash) : undefined))
  const good = hashes.filter((hash) => hash?.length === 32)
  return good.length === path.length ? good.filter((hash) => hash !== undefined) : undefined
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isTexts(value: unknown): value is BundleScope {
  return isFields(value) && Object.values(value).every((text) => typeof text === 'string')
}

function isColumns(value: unknown): value is BundleTable['columns'] {
  return (
    isFields(value) &&
    Object.entries(value).every(
      ([list, names]) =>
        /^[1-9]\d*$/.test(list) && Array.isArray(names) && names.every((name) => typeof name === 'string'),
    )
  )
}
