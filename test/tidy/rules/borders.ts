import { allowed } from '../../../src/modules/allowed.ts'
import { importsOf, type Import } from '../imports-of.ts'
import { at, isTest, partOf, type Finding, type Source } from '../source.ts'

/** Imports cross a border only where ARCHITECTURE 3 and 4 let them. Tests may reach further. */
export function importBorders(sources: readonly Source[]): Finding[] {
  return sources
    .filter(({ path }) => !isTest(path))
    .flatMap((source) =>
      importsOf(source).flatMap((each) => {
        const says = each.target === undefined ? packageFault(source, each) : ourFault(source, each)
        return says === undefined ? [] : [at(source, each.offset, says)]
      }),
    )
}

/** Every module stands in the list of allowed edges, and the list names no other. */
export function everyModuleIsListed(sources: readonly Source[]): Finding[] {
  const folders = new Set(
    sources.map(({ path }) => partOf(path)).filter((part) => part.startsWith('modules/')),
  )
  const unlisted = [...folders].filter((part) => allowed[part.slice(8)] === undefined)
  const listed = Object.entries(allowed).flatMap(([name, others]) => [name, ...others])
  const gone = [...new Set(listed)].filter((name) => !folders.has(`modules/${name}`))
  const path = 'src/modules/allowed.ts'
  return [
    ...unlisted.map((part) => ({ path, line: 1, says: `${part} does not stand in the list` })),
    ...gone.map((name) => ({ path, line: 1, says: `${name} has no folder` })),
  ]
}

/** Pure values and the contract run in the browser too, so only the contract's schema library is let in. */
const packagesOf: Readonly<Record<string, readonly string[]>> = { kernel: [], contract: ['zod'], texts: [] }

function packageFault(source: Source, { request }: Import): string | undefined {
  const { path } = source
  const list = packagesOf[partOf(path)]
  if (list && !list.includes(request)) return `${partOf(path)} imports ${request}`
  if (path.endsWith('/domain.ts')) return `domain.ts imports ${request}`
  if (path.startsWith('web/') && request.startsWith('node:')) return `web imports ${request}`
  return undefined
}

/**
 * What each part may import beside itself. Whoever composes (app, cli, tests) is not listed: it knows all.
 */
const partsOf: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  texts: ['kernel'],
  contract: ['kernel'],
  // The server answers by contract and in the reader's language: those two reach platform/http, nothing else.
  platform: ['kernel'],
  web: ['kernel', 'contract', 'texts'],
}

function ourFault(source: Source, { target }: Import): string | undefined {
  if (target === undefined) return undefined
  const [from, to] = [partOf(source.path), partOf(target)]
  if (from === to) return undefined
  if (!/\.(tsx?|css|json|svg)$/.test(target)) return `${target} lacks its ending`
  if (to === 'modules/speakup') return `${from} imports speakup`
  if (from.startsWith('modules/')) return moduleFault(from, to, target)
  if (from === 'platform' && source.path.startsWith('src/platform/http/') && /^(contract|texts)$/.test(to)) {
    return undefined
  }
  // The type of a language is the one word of the texts that an actor carries.
  if (from === 'platform' && target === 'src/texts/text.ts') return undefined
  const list = partsOf[from]
  return list === undefined || list.includes(to) ? undefined : `${from} imports ${to}`
}

function moduleFault(from: string, to: string, target: string): string | undefined {
  if (['kernel', 'contract', 'texts', 'platform'].includes(to)) return undefined
  if (!to.startsWith('modules/')) return `${from} imports ${to}`
  const name = to.slice(8)
  const isAllowed = name === 'access' || (allowed[from.slice(8)] ?? []).includes(name)
  if (!isAllowed) return `${from} imports ${to}, which allowed.ts does not name`
  return target === `src/modules/${name}/index.ts` ? undefined : `${from} imports ${target} past its index.ts`
}
