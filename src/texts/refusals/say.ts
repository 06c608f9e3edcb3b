import { factTexts } from '../facts.ts'
import { partyTexts } from '../parties.ts'
import { sayPayment } from '../payments.ts'
import { policyTexts } from '../policy.ts'
import { requestsTexts } from '../requests.ts'
import { fill, type Language, type Sentence, type TextValue } from '../text.ts'
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
  did: (value) => `did.${value}`,
}

/** A refusal in the reader's language: what and why, and the way out. Names of ours become their words. */
export function sayRefusal(
  refusal: Said,
  language: Language,
): { readonly says: string; readonly wayOut: string } {
  const text = refusalText(refusal.code)
  const params = inWords(ofPayments(refusal, language), language)
  return { says: fill(text.says, language, params), wayOut: fill(text.wayOut, language, params) }
}

/** The moves of payment orders and of claims, whose states have words of their own. */
const paymentMoves: Readonly<Record<string, string>> = {
  'payments.no_such_move': 'order',
  'payments.claim_no_such_move': 'claim',
}

function ofPayments({ code, params }: Said, language: Language): Said['params'] {
  const list = paymentMoves[code]
  if (list === undefined) return params
  const moves = ['from', 'to'].filter((name) => typeof params[name] === 'string')
  const words = moves.map((name) => [name, sayPayment(language, `${list}.${String(params[name])}`)])
  return { ...params, ...Object.fromEntries(words) }
}

function inWords(params: Said['params'], language: Language): Record<string, TextValue> {
  return Object.fromEntries(
    inLanguage(params, language).map(([name, value]) => {
      if (name === 'missing' && typeof value === 'string') return [name, factNames(value, language)]
      if (name === 'fact' && typeof value === 'string') return [name, entryName(value, language)]
      const key = typeof value === 'string' ? wordKeys[name]?.(value) : undefined
      return [name, key !== undefined && isKey(key) ? fill(requestsTexts[key], language) : value]
    }),
  )
}

/** Texts that a refusal carries in both languages, as `first_zh` and `first_en`, become `first`. */
function inLanguage(params: Said['params'], language: Language): [string, TextValue][] {
  const [own, other] = language === 'en' ? ['_en', '_zh'] : ['_zh', '_en']
  return Object.entries({ ...unnamed(params), ...params })
    .filter(([name]) => !name.endsWith(other))
    .map(([name, value]) => [name.endsWith(own) ? name.slice(0, -3) : name, value])
}

/** Names of people stay out of the log: until somebody puts the name in, the identifier stands for it. */
function unnamed({ by, at, party, who_zh: name }: Said['params']): Said['params'] {
  return {
    ...(by === undefined || name !== undefined ? {} : { who: by }),
    ...(party === undefined ? {} : { name: party }),
    ...(at === undefined ? {} : { when: at }),
  }
}

/** Facts by their plain names: a list of paths, as a refusal carries it. */
function factNames(paths: string, language: Language): string {
  const names: Readonly<Record<string, Sentence | undefined>> = factTexts
  return paths
    .split(', ')
    .map((path) => {
      const name = names[`fact.${path}`]
      return name ? fill(name, language) : path
    })
    .join(fill(policyTexts['policy.list.separator'], language))
}

/** An entry of a customer's record by its plain name. */
function entryName(entry: string, language: Language): string {
  const names: Readonly<Record<string, Sentence | undefined>> = partyTexts
  const name = names[`record.${entry}`]
  return name ? fill(name, language) : entry
}

function isKey(key: string): key is keyof typeof requestsTexts {
  return Object.hasOwn(requestsTexts, key)
}
