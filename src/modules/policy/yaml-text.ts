import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml'
import { z } from 'zod'
import { isProblemKey, problemWords, type ProblemKey } from '../../texts/policy-problems.ts'
import { packProblem, type PackProblem, type Place } from './problem.ts'

/** A YAML text that was read, with the line of every place in it. */
export type YamlText = {
  readonly content: unknown
  readonly lineOf: (path: Place) => number
}

/** Some five times the largest pack that is shipped: what is longer is no set of rules, and slow to read. */
const linesMax = 10_000
const keysMax = 20_000

/** No rule needs more levels of brackets or dashes; the reader of YAML is slow with thousands of them. */
const depthMax = 50

/** Enough to repair a file; more would only hide them. */
const problemsMax = 100

/** Reads a YAML text, or says what is wrong with it and in which line. `file` only names it. */
export function readYaml(
  text: string,
  file: string,
): { readonly read: YamlText } | { readonly problems: PackProblem[] } {
  const unfit = unfitness(text)
  if (unfit) return { problems: [{ ...packProblem({ file, path: [] }, unfit), line: 1 }] }
  const lines = new LineCounter()
  try {
    const document = parseDocument(text, { lineCounter: lines, logLevel: 'error' })
    if (document.errors.length > 0) {
      const problems = document.errors.slice(0, problemsMax).map((error) => ({
        ...packProblem({ file, path: [] }, wordOf(error.code), { words: firstLine(error.message) }),
        line: error.linePos?.[0].line ?? 1,
      }))
      return { problems }
    }
    const content: unknown = document.toJS()
    const read = { content, lineOf: (path: Place) => lineOf(document, lines, path) }
    const fraction = fractionIn(content, [])
    if (!fraction) return { read }
    const problem = packProblem({ file, path: fraction }, 'problem.fraction')
    return { problems: [{ ...problem, line: read.lineOf(fraction) }] }
  } catch (fault) {
    // An alias that leads nowhere or to itself, or lists nested deeper than anybody writes.
    const words = fault instanceof Error ? firstLine(fault.message) : String(fault)
    return { problems: [{ ...packProblem({ file, path: [] }, 'problem.yaml', { words }), line: 1 }] }
  }
}

/** Where a number is no whole one: its text would depend on the writer, and so would the hash of the pack. */
function fractionIn(value: unknown, path: Place): Place | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? undefined : path
  if (typeof value !== 'object' || value === null) return undefined
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value)
  for (const [key, part] of entries) {
    const found = fractionIn(part, [...path, key])
    if (found) return found
  }
  return undefined
}

function unfitness(text: string): ProblemKey | undefined {
  let [lines, keys, depth, deepest] = [1, 0, 0, 0]
  for (const character of text) {
    if (character === '\n') lines++
    else if (character === ':') keys++
    else if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth)
    else if (character === '}' || character === ']') depth--
    else if (isHidden(character)) return 'problem.hidden'
  }
  if (keys > keysMax || lines > linesMax) return 'problem.too_large'
  return deepest > depthMax || /^([ \t]*[-?] ){50}/m.test(text) ? 'problem.too_deep' : undefined
}

/**
 * Controls, and marks that turn the direction of writing: a reader would see another text than the machine.
 */
function isHidden(character: string): boolean {
  const code = character.codePointAt(0) ?? 0
  if (code < 32) return character !== '\t' && character !== '\r'
  const isTurning = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)
  return code === 127 || isTurning || (code >= 0xd800 && code <= 0xdfff)
}

/** What a schema says of a content, in both languages, each with its line. */
export function shapeProblems(schema: z.ZodType, read: YamlText, file: string): PackProblem[] {
  const found = (words?: z.core.$ZodErrorMap) =>
    schema.safeParse(read.content, words ? { error: words } : {}).error?.issues ?? []
  const zh = found(chinese)
  return found()
    .slice(0, problemsMax)
    .map((issue, i) => {
      const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
      const message = isProblemKey(issue.message)
        ? problemWords(issue.message)
        : { zh: zh[i]?.message ?? issue.message, en: issue.message }
      const rule = ruleAt(read.content, path)
      const at = { file, path, line: read.lineOf(path), message }
      return rule === undefined ? at : { ...at, rule }
    })
}

const chinese = z.locales.zhCN().localeError

const words: Readonly<Record<string, ProblemKey>> = {
  DUPLICATE_KEY: 'problem.yaml.duplicate',
  BAD_INDENT: 'problem.yaml.indent',
  MISSING_CHAR: 'problem.yaml.quote',
  TAB_AS_INDENT: 'problem.yaml.tab',
}

function wordOf(code: string): ProblemKey {
  return words[code] ?? 'problem.yaml'
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? ''
}

/** The line of a place; where the text does not go so deep, the line of what stands nearest above it. */
function lineOf(document: Document, lines: LineCounter, path: Place): number {
  let node: unknown = document.contents
  let offset = rangeStart(node) ?? 0
  for (const part of path) {
    const next = childOf(node, part)
    if (!next) break
    offset = next.offset ?? offset
    node = next.node
  }
  return Math.max(1, lines.linePos(offset).line)
}

/** A key of a map, counted from where the key stands, or an item of a list. */
function childOf(node: unknown, part: string | number): { node: unknown; offset?: number } | undefined {
  if (isSeq(node) && typeof part === 'number') {
    const item = node.items[part]
    const offset = rangeStart(item)
    return item === undefined ? undefined : { node: item, ...(offset === undefined ? {} : { offset }) }
  }
  if (!isMap(node)) return undefined
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part))
  if (!pair) return undefined
  const offset = rangeStart(pair.key)
  return { node: pair.value, ...(offset === undefined ? {} : { offset }) }
}

function rangeStart(node: unknown): number | undefined {
  return (node as Partial<Node> | null | undefined)?.range?.[0]
}

function ruleAt(content: unknown, path: Place): string | undefined {
  if (path[0] !== 'rules' || typeof path[1] !== 'number') return undefined
  if (typeof content !== 'object' || content === null || !('rules' in content)) return undefined
  const rules: unknown = content.rules
  const rule: unknown = Array.isArray(rules) ? rules[path[1]] : undefined
  return typeof rule === 'object' && rule !== null && 'id' in rule ? String(rule.id) : undefined
}
