import { requestsTexts } from '../requests.ts'
import { fill, type Language, type TextValue } from '../text.ts'
import { refusalText } from './index.ts'

/** A refusal as its texts need it: the code, and what fills its sentence. */
type Said = { readonly code: string; readonly params: Readonly<Record<string, TextValue>> }

/** Parameters that are names of ours, with the key under which their word stands. */
const wordKeys: Readonly<Record<string, (value: string) => string>> = {
  entry: (value) => `entry.${value}`,
  state: (value) => `state.${value}`,
  from: (value) => `state.${value}`,
  to: (value) => `state.${value}`,
  role: (value) => `role.${value}`,
}

/** A refusal in the reader's language: what and why, and the way out. Names of ours become their words. */
export function sayRefusal(
  refusal: Said,
  language: Language,
): { readonly says: string; readonly wayOut: string } {
  const text = refusalText(refusal.code)
  const params = inWords(refusal.params, language)
  return { says: fill(text.says, language, params), wayOut: fill(text.wayOut, language, params) }
}

function inWords(params: Said['params'], language: Language): Record<string, TextValue> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      const key = typeof value === 'string' ? wordKeys[name]?.(value) : undefined
      return [name, key !== undefined && isKey(key) ? fill(requestsTexts[key], language) : value]
    }),
  )
}

function isKey(key: string): key is keyof typeof requestsTexts {
  return Object.hasOwn(requestsTexts, key)
}
