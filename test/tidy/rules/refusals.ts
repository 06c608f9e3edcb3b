import { refusals } from '../../../src/texts/refusals/index.ts'
import { at, isNode, isTest, nodesOf, type Finding, type Node, type Source } from '../source.ts'

const path = 'src/texts/refusals/index.ts'

/** Every code that the product refuses with has its words. */
export function refusalsHaveWords(sources: readonly Source[]): Finding[] {
  return product(sources).flatMap((source) =>
    refusedIn(source)
      .filter(({ code }) => refusals[code] === undefined)
      .map(({ code, offset }) => at(source, offset, `${code} has no words`)),
  )
}

/** Every refusal with words is used somewhere in the product. */
export function refusalsAreUsed(sources: readonly Source[]): Finding[] {
  const used = textsIn(product(sources))
  return Object.keys(refusals)
    .filter((code) => !used.has(code))
    .map((code) => ({ path, line: 1, says: `nothing refuses with ${code}` }))
}

/** Every refusal stands in a row of some test. */
export function refusalsAreTested(sources: readonly Source[]): Finding[] {
  const tested = textsIn(
    sources.filter((source) => isTest(source.path) && !source.path.startsWith('test/tidy/')),
  )
  return Object.keys(refusals)
    .filter((code) => !tested.has(code))
    .map((code) => ({ path, line: 1, says: `no test expects ${code}` }))
}

/** Both languages are there and say something, with the same placeholders. */
export function refusalsInBothLanguages(_: readonly Source[], texts = refusals): Finding[] {
  return Object.entries(texts).flatMap(([code, { says, wayOut }]) =>
    [says, wayOut].flatMap(({ zh, en }) => {
      const english = typeof en === 'string' ? en : en.other
      const isWhole = /[\u4e00-\u9fff]/.test(zh) && /[a-z]/.test(english)
      const isSame = holes(zh).join() === holes(english).join()
      return isWhole && isSame ? [] : [{ path, line: 1, says: `${code}: the two languages differ` }]
    }),
  )
}

function product(sources: readonly Source[]): Source[] {
  return sources
    .filter((source) => source.path.startsWith('src/') && !isTest(source.path))
    .filter((source) => !source.path.startsWith('src/texts/refusals/'))
}

/** The codes in the first argument of `refuse(…)`, both sides of a condition included. */
function refusedIn(source: Source): { code: string; offset: number }[] {
  return [...nodesOf(source.program)].flatMap((node) => {
    const callee = node['callee']
    if (node.type !== 'CallExpression' || !isNode(callee) || callee['name'] !== 'refuse') return []
    const [first] = Array.isArray(node['arguments']) ? node['arguments'] : []
    return isNode(first) ? codesIn(first) : []
  })
}

function codesIn(node: Node): { code: string; offset: number }[] {
  const literals = [...nodesOf(node)].filter(({ type }) => type === 'Literal')
  return literals.flatMap(({ value, start }) =>
    typeof value === 'string' && /^[a-z]+\.[a-z_]+$/.test(value) ? [{ code: value, offset: start }] : [],
  )
}

/** What looks like a code outside comments: a mention in one refuses nothing and expects nothing. */
function textsIn(sources: readonly Source[]): ReadonlySet<string> {
  return new Set(sources.flatMap((source) => withoutComments(source).match(/[a-z]+\.[a-z][a-z0-9_]+/g) ?? []))
}

function withoutComments({ text, comments }: Source): string {
  const ends = [0, ...comments.map(({ end }) => end)]
  const starts = [...comments.map(({ start }) => start), text.length]
  return ends.map((end, i) => text.slice(end, starts[i])).join(' ')
}

function holes(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))].toSorted()
}
