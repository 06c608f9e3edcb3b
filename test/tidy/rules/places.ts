import { allowed } from '../../../src/modules/allowed.ts'
import { importsOf } from '../imports-of.ts'
import { at, isTest, nodesOf, partOf, type Finding, type Node, type Source } from '../source.ts'

const sqlPlaces = [
  /^src\/modules\/[^/]+\/(.*\/)?(store|tables)(-[a-z-]+)?\.ts$/,
  /^src\/platform\/(db|act|jobs|postgres)\//,
  /^src\/platform\/(files|keys)\.ts$/,
]
const sql = new RegExp(
  String.raw`^\s*(select\s[\s\S]*\sfrom\s|insert\s+into\s|update\s+[\w."]+\s+(as\s+\w+\s+)?set\s|` +
    String.raw`delete\s+from\s|with\s+(recursive\s+)?\w+\s+(\([^)]*\)\s+)?as\s*(materialized\s*)?\(|truncate\s|` +
    String.raw`(create|alter|drop)\s+(table|schema|role|index|view|database)\s)`,
)

/** SQL stands in stores, migrations and the platform's database code. */
export function sqlInItsPlace(sources: readonly Source[]): Finding[] {
  return product(sources)
    .filter(({ path }) => !sqlPlaces.some((place) => place.test(path)))
    .flatMap((source) => [
      ...found(source, (node) => isSqlText(node), 'SQL outside a store'),
      ...importsOf(source)
        .filter(({ target }) => target === 'src/platform/db/sql-for.ts')
        .map(({ offset }) => at(source, offset, 'a query builder outside a store')),
    ])
}

/**
 * A module asks and changes the tables of its own schema only; what it needs of others, it asks their
 * functions.
 */
export function ownSchemaOnly(sources: readonly Source[]): Finding[] {
  return product(sources).flatMap((source) => {
    const module = /^src\/modules\/([^/]+)\//.exec(source.path)?.[1]
    if (module === undefined) return []
    return [...nodesOf(source.program)]
      .filter((node) => namesForeignTable(node, module))
      .map((node) => at(source, node.start, `${module} names a table of another module`))
  })
}

function namesForeignTable(node: Node, module: string): boolean {
  const text = sqlTextOf(node)
  if (text === undefined) return false
  const named = [...text.matchAll(/\b(?:from|join|into|update|table)\s+([a-z_]+)\.[a-z_]+/g)]
  return named.some(([, schema = '']) => schema !== module && allowed[schema] !== undefined)
}

/** HTTP stands in routes and in the platform's HTTP code; the composition root ties them together. */
export function httpInItsPlace(sources: readonly Source[]): Finding[] {
  return product(sources)
    .filter(({ path }) => !/^src\/(platform\/http\/|app\/)|\/routes(-[a-z-]+)?\.ts$/.test(path))
    .filter(({ path }) => !path.endsWith('-routes.ts'))
    .flatMap((source) =>
      importsOf(source)
        .filter(({ request, target }) => isHttp(request) || target?.startsWith('src/platform/http/'))
        .map(({ offset, request }) => at(source, offset, `${request} outside routes and platform/http`)),
    )
}

/** Clock, randomness and environment come from the platform, passed in. */
export function clockInItsPlace(sources: readonly Source[]): Finding[] {
  return product(sources)
    .filter(({ path }) => partOf(path) !== 'platform' && !path.startsWith('src/cli/'))
    .flatMap((source) =>
      found(source, (node) => isAmbient(source, node), 'reads clock, chance or environment'),
    )
}

function product(sources: readonly Source[]): Source[] {
  return sources.filter(({ path }) => path.startsWith('src/') && !isTest(path))
}

function found(source: Source, isFault: (node: Node) => boolean, says: string): Finding[] {
  return [...nodesOf(source.program)].filter(isFault).map((node) => at(source, node.start, says))
}

function isSqlText(node: Node): boolean {
  return sqlTextOf(node) !== undefined
}

/** The text of a literal that is SQL; undefined for anything else. */
function sqlTextOf(node: Node): string | undefined {
  const text = textIn(node)
  return text !== undefined && sql.test(text) ? text : undefined
}

function textIn(node: Node): string | undefined {
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : undefined
  if (node.type !== 'TemplateLiteral' || !Array.isArray(node['quasis'])) return undefined
  return node['quasis'].map((part: { value?: { raw?: string } }) => part.value?.raw ?? '').join('x')
}

function isHttp(request: string): boolean {
  return /^(fastify$|@fastify\/|node:https?$)/.test(request)
}

function isAmbient(source: Source, node: Node): boolean {
  const text = () => source.text.slice(node.start, node.end)
  if (node.type === 'MemberExpression') {
    return /^(Date\.now|Math\.random|process\.env|crypto\.(randomUUID|getRandomValues)|performance\.now)$/.test(
      text(),
    )
  }
  if (node.type === 'NewExpression') return /^new Date(\(\))?$/.test(text())
  if (node.type !== 'ImportDeclaration') return false
  return /\b(randomBytes|randomUUID|randomInt)\b[^}]*\} from 'node:crypto'/.test(text())
}
