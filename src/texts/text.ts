/** The languages of the product. */
export type Language = 'zh-CN' | 'en'

/**
 * One sentence in both languages; `{name}` is filled from parameters. A missing language does not compile.
 */
export type Sentence = {
  readonly zh: string
  readonly en: string | { readonly one: string; readonly other: string }
}

/** A refusal's sentence and its way out, in both languages. */
export type RefusalText = { readonly says: Sentence; readonly wayOut: Sentence }

/** What may fill a placeholder. */
export type TextValue = string | number | boolean

/**
 * The sentence in `language`, with its placeholders filled. A missing value stays visible as `{name}`.
 * Where English has two forms, the parameter `count` chooses between them.
 */
export function fill(
  sentence: Sentence,
  language: Language,
  params: Readonly<Record<string, TextValue>> = {},
): string {
  return pick(sentence, language, params).replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name]
    return value === undefined ? whole : String(value)
  })
}

function pick(sentence: Sentence, language: Language, params: Readonly<Record<string, TextValue>>): string {
  if (language === 'zh-CN') return sentence.zh
  if (typeof sentence.en === 'string') return sentence.en
  return Number(params['count']) === 1 ? sentence.en.one : sentence.en.other
}
