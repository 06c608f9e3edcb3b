import { importsOf } from '../imports-of.ts'
import { at, isTest, type Finding, type Source } from '../source.ts'

/** What is exported is imported somewhere; a thing that only its own file needs is not exported. */
export function usedExports(sources: readonly Source[]): Finding[] {
  const used = usesIn(sources)
  return sources
    .filter(({ path }) => /^(src|web)\//.test(path) && !isTest(path) && !path.endsWith('.d.ts'))
    .flatMap((source) =>
      exportsOf(source)
        .filter(({ name }) => !isUsed(used, source, name))
        .map(({ name, offset }) => at(source, offset, `nobody imports ${name}`)),
    )
}

/** Every file of the product is imported by another, or is a beginning: a command, an entry, a test. */
export function referencedFiles(sources: readonly Source[]): Finding[] {
  const targets = new Set(sources.flatMap((source) => importsOf(source).map(({ target }) => target)))
  return sources
    .filter(({ path }) => /^(src|web)\//.test(path) && !isTest(path) && !path.endsWith('.d.ts'))
    .filter(({ path }) => !isBeginning(path) && !targets.has(path))
    .map(({ path }) => ({ path, line: 1, says: 'no other file imports it' }))
}

type Uses = ReadonlyMap<string, ReadonlySet<string>>

function usesIn(sources: readonly Source[]): Uses {
  const uses = new Map<string, Set<string>>()
  for (const source of sources) {
    for (const { target, names } of importsOf(source)) {
      if (target === undefined) continue
      const known = uses.get(target) ?? new Set()
      names.forEach((name) => known.add(name))
      uses.set(target, known)
    }
  }
  return uses
}

function isUsed(used: Uses, source: Source, name: string): boolean {
  const names = used.get(source.path)
  if (names?.has(name) || names?.has('*')) return true
  if (isPartOfSignature(source, name)) return true
  // The command line finds a command by its file's name.
  return source.path.startsWith('src/cli/') && name.endsWith('Command')
}

/** A type that its own file uses stands in a signature there; whoever calls may want to name it. */
function isPartOfSignature({ text }: Source, name: string): boolean {
  const isType = new RegExp(`^export type ${name}\\b`, 'm').test(text)
  return isType && [...text.matchAll(new RegExp(`\\b${name}\\b`, 'g'))].length > 1
}

/** Commands are found by their name; `main` files and threads are started; the web begins at the shell. */
function isBeginning(path: string): boolean {
  return /^src\/cli\/[a-z]+\.ts$/.test(path) || /(\/main\.tsx?|-thread\.ts)$/.test(path)
}

function exportsOf(source: Source): { name: string; offset: number }[] {
  return source.module.staticExports.flatMap(({ entries, start }) =>
    entries.flatMap(({ exportName }) => {
      const name = exportName.name
      return exportName.kind === 'Name' && typeof name === 'string'
        ? [{ name, offset: exportName.start ?? start }]
        : []
    }),
  )
}
