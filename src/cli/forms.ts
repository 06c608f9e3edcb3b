import { cliTexts } from '../texts/cli.ts'
import type { Sentence } from '../texts/index.ts'

/** One way to call a command, as its usage writes it: `revoke TOKEN --email E [--reason WHY]`. */
type Form = {
  /** The word that the form begins with, such as `revoke`; undefined where it has none of its own. */
  readonly verb: string | undefined
  readonly wordsMin: number
  readonly wordsMax: number
  readonly options: readonly string[]
  /** Options without brackets around them, where no other may stand in their place. */
  readonly needed: readonly string[]
}

/** What a call brings: its words and the names of its options. */
type Brought = { readonly words: readonly string[]; readonly options: readonly string[] }

/** Every command takes these. */
const everywhere = ['data', 'json', 'help']

/** What is wrong with a call, in words. */
type Slip = { readonly sentence: Sentence; readonly params: Readonly<Record<string, string>> }

/**
 * Holds a call to the usage of its command, which alone says what may stand together. Without it an option of
 * another form would count for nothing: `--dry-run` beside `--undo` would undo in earnest. `asks` is true
 * where a person is asked for what is missing.
 */
export function slipOf(
  { usage, asks = false }: { readonly usage: string; readonly asks?: boolean },
  words: readonly string[],
  given: readonly string[],
): Slip | undefined {
  const options = given.filter((name) => !everywhere.includes(name))
  const all = formsOf(usage)
  const ofVerb = all.filter(({ verb }) => verb !== undefined && verb === words[0])
  const forms = ofVerb.length > 0 ? ofVerb : all.filter(({ verb }) => verb === undefined)
  // The command itself says which words it knows.
  if (forms.length === 0) return undefined
  const most = Math.max(...forms.map(({ wordsMax }) => wordsMax))
  if (words.length > most)
    return { sentence: cliTexts['cli.words'], params: { words: words.slice(most).join(' ') } }
  const [one, ...others] = forms.filter((form) => fits(form, { words, options }))
  if (one === undefined) return strayOf(forms, options)
  const missing = others.length > 0 || asks ? undefined : one.needed.find((name) => !given.includes(name))
  return missing === undefined
    ? undefined
    : { sentence: cliTexts['cli.init.missing'], params: { option: missing } }
}

function fits(form: Form, { words, options }: Brought): boolean {
  const isLong = words.length >= form.wordsMin && words.length <= form.wordsMax
  return isLong && options.every((name) => form.options.includes(name))
}

/** Names what is beside the form that takes the most; where only a word is amiss, the command names it. */
function strayOf(forms: readonly Form[], options: readonly string[]): Slip | undefined {
  const left = forms.map((form) => options.filter((name) => !form.options.includes(name)))
  const [fewest = []] = left.toSorted((a, b) => a.length - b.length)
  if (fewest.length === 0) return undefined
  return {
    sentence: cliTexts['cli.not_together'],
    params: { options: fewest.map((name) => `--${name}`).join(' ') },
  }
}

/** The forms of a usage, which stand apart by a bar with blanks around it. */
export function formsOf(usage: string): readonly Form[] {
  return usage.split(' | ').map(formOf)
}

function formOf(text: string): Form {
  const bare = withoutBrackets(text).split(' ').filter(Boolean)
  const firstOption = bare.findIndex((part) => part.startsWith('--'))
  const words = firstOption < 0 ? bare : bare.slice(0, firstOption)
  const [before = ''] = text.split(/(?:^| )\[?--/)
  const optional = before.match(/(?:^| )\[[A-Z]/g) ?? []
  return {
    verb: /^[a-z]+$/.test(words[0] ?? '') ? words[0] : undefined,
    wordsMin: words.length,
    wordsMax: text.includes('[-- ') ? Number.POSITIVE_INFINITY : words.length + optional.length,
    options: [...text.matchAll(/--([a-z][a-z-]*)/g)].map(([, name = '']) => name),
    needed: bare.flatMap((part, at) =>
      part.startsWith('--') && !(bare[at + 1] ?? '').includes('|--') ? [part.slice(2)] : [],
    ),
  }
}

function withoutBrackets(text: string): string {
  const inner = text.replaceAll(/\[[^[\]]*\]/g, '')
  return inner === text ? text : withoutBrackets(inner)
}
