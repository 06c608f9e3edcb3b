import { posix } from 'node:path'
import { nodesOf, type Source } from './source.ts'

/** One import of a file: where it stands, what it names, and the file it leads to when it is one of ours. */
export type Import = {
  readonly offset: number
  readonly request: string
  readonly target: string | undefined
  /** The names that are taken; `*` for all of them. */
  readonly names: readonly string[]
}

/** Every import of `source`: static, dynamic with a plain text, of types, and what is passed on. */
export function importsOf(source: Source): Import[] {
  const { staticImports, staticExports, dynamicImports } = source.module
  const given = staticImports.map((each) =>
    made(
      source,
      each.start,
      each.moduleRequest.value,
      each.entries.map((entry) => nameOf(entry.importName)),
    ),
  )
  const passedOn = staticExports.flatMap((each) =>
    each.entries.flatMap((entry) =>
      entry.moduleRequest
        ? [made(source, each.start, entry.moduleRequest.value, [nameOf(entry.importName)])]
        : [],
    ),
  )
  const dynamic = dynamicImports.flatMap((each) => {
    const text = source.text.slice(each.moduleRequest.start, each.moduleRequest.end)
    return /^['"][^'"]*['"]$/.test(text) ? [made(source, each.start, text.slice(1, -1), ['*'])] : []
  })
  return [...given, ...passedOn, ...dynamic, ...typeImports(source)]
}

function typeImports(source: Source): Import[] {
  return [...nodesOf(source.program)].flatMap((node) => {
    if (node.type !== 'TSImportType') return []
    const request = /import\(\s*['"]([^'"]+)['"]/.exec(source.text.slice(node.start, node.end))?.[1]
    return request === undefined ? [] : [made(source, node.start, request, ['*'])]
  })
}

function made(source: Source, offset: number, request: string, names: readonly string[]): Import {
  const isOurs = request.startsWith('.')
  const target = isOurs ? posix.normalize(posix.join(posix.dirname(source.path), request)) : undefined
  return { offset, request, target: target?.replace(/\?.*$/, ''), names }
}

function nameOf(name: { readonly kind: string; readonly name?: string | null | undefined }): string {
  if (name.kind === 'Name') return name.name ?? '*'
  return name.kind === 'Default' ? 'default' : '*'
}
