import { at, isTest, nodesOf, type Finding, type Source } from '../source.ts'

/** Nothing in the product turns a check off: no setting and no name that would. */
export function noSwitch(sources: readonly Source[]): Finding[] {
  const names = new RegExp(
    '\\b(skip|disable|bypass|ignore|no)_?(checks?|verif\\w*|audit\\w*|auth\\w*|polic\\w*|log|rls|limits?|gates?)\\b',
    'i',
  )
  return sources
    .filter(({ path }) => path.startsWith('src/') && !isTest(path))
    .flatMap((source) =>
      [...nodesOf(source.program)]
        .filter(({ type, name, value }) => {
          const text = type === 'Identifier' ? name : type === 'Literal' ? value : undefined
          return typeof text === 'string' && /^[\w-]+$/.test(text) && names.test(text.replaceAll('-', '_'))
        })
        .map((node) => at(source, node.start, 'a name that turns a check off')),
    )
}

/** The environment is read only where the configuration is, so that every setting is a documented one. */
export function settingsInOnePlace(sources: readonly Source[]): Finding[] {
  return sources
    .filter(({ path }) => path.startsWith('src/') && !isTest(path) && path !== 'src/platform/config.ts')
    .flatMap((source) =>
      [...nodesOf(source.program)]
        .filter((node) => node.type === 'MemberExpression')
        .filter((node) => source.text.slice(node.start, node.end) === 'process.env')
        .map((node) => at(source, node.start, 'reads the environment itself')),
    )
}

/** No path of one machine, and no work left over without its issue's number. */
export function nothingLocal(sources: readonly Source[]): Finding[] {
  const local = /(['"` ])\/(work|home|root|Users|tmp)\/[\w.-]+/
  // In two pieces, so that the rule does not find itself.
  const leftOver = new RegExp(`\\b(TO${'DO'}|FIX${'ME'})\\b(?!\\s*\\(?#\\d+)`)
  return sources.flatMap((source) =>
    source.text.split('\n').flatMap((line, index) => {
      const isFault = local.test(line) || leftOver.test(line)
      return isFault ? [{ path: source.path, line: index + 1, says: `says ${line.trim().slice(0, 60)}` }] : []
    }),
  )
}

/**
 * Sentences come from `src/texts`: the screens hold no Chinese of their own, which English readers would see.
 */
export function wordsFromTexts(sources: readonly Source[]): Finding[] {
  return sources
    .filter(({ path }) => path.startsWith('web/') && !isTest(path))
    .flatMap((source) =>
      [...nodesOf(source.program)]
        .filter(({ type }) => ['Literal', 'JSXText', 'TemplateElement'].includes(type))
        .filter((node) => /[\u4e00-\u9fff]/.test(source.text.slice(node.start, node.end)))
        .map((node) => at(source, node.start, 'Chinese outside the texts')),
    )
}
