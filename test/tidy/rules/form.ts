import { at, isNode, nodesOf, type Finding, type Node, type Source } from '../source.ts'

const functionLinesMax = 60
const fileLinesMax = 400
const lineLengthMax = 110

/** A function has at most 60 lines. A suite of tests or a React component counts like any other. */
export function shortFunctions(sources: readonly Source[]): Finding[] {
  return sources.flatMap((source) => {
    const isSuite = suitesOf(source)
    return functionsIn(source)
      .filter((node) => !isSuite.has(node) && linesOf(source, node) > functionLinesMax)
      .map((node) => at(source, node.start, `a function of ${linesOf(source, node)} lines`))
  })
}

/** A file has at most 400 lines. */
export function shortFiles(sources: readonly Source[]): Finding[] {
  return sources
    .map((source) => ({ source, lines: source.text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > fileLinesMax)
    .map(({ source, lines }) => ({ path: source.path, line: lines, says: `a file of ${lines} lines` }))
}

/** A line has at most 110 characters. */
export function shortLines(sources: readonly Source[]): Finding[] {
  return sources.flatMap((source) =>
    source.text.split('\n').flatMap((line, index) => {
      const says = `a line of ${[...line].length} characters`
      return [...line].length > lineLengthMax ? [{ path: source.path, line: index + 1, says }] : []
    }),
  )
}

/** No `any`, no `!`, no default export, no enum, no decorator, no namespace. */
export function plainTypes(sources: readonly Source[]): Finding[] {
  const names: Readonly<Record<string, string>> = {
    TSAnyKeyword: '`any`',
    TSNonNullExpression: '`!`',
    TSEnumDeclaration: 'an enum',
    TSModuleDeclaration: 'a namespace',
    Decorator: 'a decorator',
    ExportDefaultDeclaration: 'a default export',
  }
  return sources
    .filter(({ path }) => !path.endsWith('.d.ts'))
    .flatMap((source) =>
      [...nodesOf(source.program)]
        .filter(({ type }) => names[type] !== undefined)
        .filter((node) => !isModuleAddition(source, node))
        .map((node) => at(source, node.start, names[node.type] ?? '')),
    )
}

/** Files are named in kebab-case, and never by what says nothing. */
export function fileNames(sources: readonly Source[]): Finding[] {
  return sources.flatMap(({ path }) => {
    const name = path.split('/').at(-1) ?? ''
    if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.test|\.journey|\.timed|\.d)?\.tsx?$/.test(name))
      return [{ path, line: 1, says: 'no kebab-case' }]
    const isEmptyWord = /\b(utils?|helpers?|manager|service)\b/.test(path)
    return isEmptyWord ? [{ path, line: 1, says: 'a name that says nothing' }] : []
  })
}

/** An exported function of the product has a comment that says why. */
export function explainedExports(sources: readonly Source[]): Finding[] {
  return sources
    .filter(({ path }) => path.startsWith('src/') && !/\.test\.ts$|\.d\.ts$/.test(path))
    .flatMap((source) =>
      nodesIn(source.program, 'body')
        .filter(isExportedFunction)
        .filter((node) => !hasComment(source, node))
        .map((node) => at(source, node.start, 'an exported function without a comment')),
    )
}

function functionsIn(source: Source): Node[] {
  const types = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']
  return [...nodesOf(source.program)].filter(({ type }) => types.includes(type))
}

function linesOf(source: Source, node: Node): number {
  return source.text.slice(node.start, node.end).split('\n').length
}

/** The callback of `describe` is a list of tests and no function that somebody must hold in mind. */
function suitesOf(source: Source): ReadonlySet<Node> {
  const calls = [...nodesOf(source.program)].filter((node) => {
    const callee = node['callee']
    return node.type === 'CallExpression' && isNode(callee) && /^describe\b/.test(textOf(source, callee))
  })
  return new Set(calls.flatMap((node) => nodesIn(node, 'arguments')))
}

function textOf(source: Source, node: Node): string {
  return source.text.slice(node.start, node.end)
}

/** `declare module 'x'` adds to the types of a package; there is no other way. */
function isModuleAddition(source: Source, node: Node): boolean {
  return node.type === 'TSModuleDeclaration' && /^(declare )?module ['"]/.test(textOf(source, node))
}

function nodesIn(node: Node, key: string): Node[] {
  const list = node[key]
  return Array.isArray(list) ? list.filter(isNode) : []
}

function isExportedFunction(node: Node): boolean {
  const declaration = node['declaration']
  if (node.type !== 'ExportNamedDeclaration' || !isNode(declaration)) return false
  if (declaration.type === 'FunctionDeclaration') return true
  return nodesIn(declaration, 'declarations').some(({ init }) => isNode(init) && /Function/.test(init.type))
}

function hasComment(source: Source, node: Node): boolean {
  return source.comments.some(
    (comment) => comment.end <= node.start && /^\s*$/.test(source.text.slice(comment.end, node.start)),
  )
}
