import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync, type Comment, type EcmaScriptModule } from 'oxc-parser'

/** A node of a syntax tree, as far as the rules look at it. */
export type Node = { readonly type: string; readonly start: number; readonly end: number } & Readonly<
  Record<string, unknown>
>

/** A source file with its syntax. `path` is written from the project's folder with forward slashes. */
export type Source = {
  readonly path: string
  readonly text: string
  readonly program: Node
  readonly module: EcmaScriptModule
  readonly comments: readonly Comment[]
}

/** One place where a rule of the house is broken. */
export type Finding = { readonly path: string; readonly line: number; readonly says: string }

/** A rule looks at all files at once and gives what it finds. */
export type Rule = (sources: readonly Source[]) => Finding[]

const project = join(import.meta.dirname, '../..')
const folders = ['src', 'web', 'test', 'bench', 'demo']

/** Every TypeScript file of the project, parsed once a run. */
export function projectSources(): Source[] {
  return folders.flatMap((folder) =>
    namesIn(folder)
      .filter((name) => /\.tsx?$/.test(name))
      .map((path) => parsed(path, textOf(path))),
  )
}

/** Names of all files in `folder` and below, from the project's folder. */
export function namesIn(folder: string): string[] {
  return readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(project.length + 1))
    .toSorted()
}

/** The text of a file of the project. */
export function textOf(path: string): string {
  return readFileSync(join(project, path), 'utf8')
}

/** A source of any text, as the samples of the rules' own tests are. Throws when it does not parse. */
export function parsed(path: string, text: string): Source {
  const { program, module, comments, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`)
  return { path, text, program: asNode(program), module, comments }
}

/** All nodes below `node` and itself, parents before children. */
export function* nodesOf(node: Node): Generator<Node> {
  yield node
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* nodesOf(child)
  }
}

/** True for a node of a syntax tree. */
export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

/** The number of the line on which `offset` lies, from one. */
export function lineAt(source: Source, offset: number): number {
  let line = 1
  for (let at = source.text.indexOf('\n'); at !== -1 && at < offset; at = source.text.indexOf('\n', at + 1)) {
    line += 1
  }
  return line
}

/** A finding at `offset` of `source`. */
export function at(source: Source, offset: number, says: string): Finding {
  return { path: source.path, line: lineAt(source, offset), says }
}

/** The part of the code that a file belongs to: `kernel`, `modules/parties`, `web`, `test`, … */
export function partOf(path: string): string {
  const [first, second, third] = path.split('/')
  if (first !== 'src') return first ?? ''
  return second === 'modules' && path.split('/').length > 3 ? `modules/${third}` : (second ?? '')
}

/** True for a test, which may reach for what its subject may not. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path)
}

function asNode(value: unknown): Node {
  if (!isNode(value)) throw new Error('a program is a node')
  return value
}
