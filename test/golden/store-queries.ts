import { isNode, nodesOf, projectSources, type Node, type Source } from '../tidy/source.ts'

/** The SQL text of every store, function by function, by module. What the query builder makes is not text. */
export function storeQueries(): ReadonlyMap<string, string> {
  const stores = projectSources().filter(({ path }) => /^src\/modules\/.*\/store(-[a-z-]+)?\.ts$/.test(path))
  const modules = Map.groupBy(stores, ({ path }) => path.split('/')[2] ?? '')
  const texts = [...modules].map(([module, sources]) => [module, sources.flatMap(queriesIn)] as const)
  const written = texts.filter(([, queries]) => queries.length > 0)
  return new Map(written.map(([module, queries]) => [module, `${queries.join('\n\n')}\n`]))
}

function queriesIn(source: Source): string[] {
  const queries = [...nodesOf(source.program)].filter((node) => isSql(textIn(node)))
  return queries.map((node) => `-- ${source.path}: ${ownerOf(source, node)}\n${tidied(textIn(node))}`)
}

/** The name that the query stands under: the last function or constant begun before it at the left margin. */
function ownerOf(source: Source, node: Node): string {
  const before = source.text.slice(0, node.start)
  const names = [...before.matchAll(/^(?:export )?(?:async )?(?:function\*?|const) (\w+)/gm)]
  return names.at(-1)?.[1] ?? 'file'
}

function isSql(text: string): boolean {
  return /^\s*(select|insert into|update|delete from|with|copy|lock table)\s[\s\S]*\s(from|set|values|select|mode|to|into)\s/.test(
    text,
  )
}

/** The text of a literal; what is filled in later shows as `…`. */
function textIn(node: Node): string {
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : ''
  if (node.type !== 'TemplateLiteral' || !Array.isArray(node['quasis'])) return ''
  return node['quasis'].filter(isNode).map(rawOf).join('…')
}

function rawOf(part: Node): string {
  const value = part['value']
  return typeof value === 'object' && value !== null && 'raw' in value ? String(value.raw) : ''
}

function tidied(text: string): string {
  const lines = text.trim().split('\n')
  const indent = Math.min(
    ...lines
      .slice(1)
      .filter((line) => line.trim() !== '')
      .map((line) => line.search(/\S/)),
  )
  return lines.map((line, index) => (index === 0 ? line : line.slice(indent)).trimEnd()).join('\n')
}
