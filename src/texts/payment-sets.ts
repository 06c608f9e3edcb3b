import { fill, type Language, type Sentence, type TextValue } from './text.ts'

/** What stands in the answer to a set of payment orders, and in what it says of each. */
const setTexts = {
  'done.prepared': { zh: '已制单，等待复核', en: 'Prepared; it waits to be checked' },
  'done.checked': { zh: '已复核', en: 'Checked' },
  'unusual.first_payment': { zh: '首次付给该收款人', en: 'First payment to this payee' },
  'unusual.new_account': { zh: '首次付到该账户', en: 'First payment to this account' },
  'unusual.changed_account': {
    zh: '账户变更后首次付款',
    en: 'First payment since the account was changed',
  },
  'unusual.same_account': {
    zh: '与 {names} 的收款账号相同，两者未合并',
    en: 'The same account as {names}, which is another payee on record',
  },
  'unusual.near_limit': { zh: '金额接近规则 {rule} 的限额', en: 'Close to the limit of rule {rule}' },
  'unusual.same_amount': {
    zh: '与 {number} 收款人、金额相同',
    en: 'Same payee and amount as {number}',
  },
  'changed.version': { zh: '付款单已变动', en: 'the order was changed' },
  'changed.unusual': { zh: '须注意之处已不同', en: 'what is unusual about it is another' },
  'listed.one': { zh: '{names}：{why}', en: '{names}: {why}' },
  'listed.and': { zh: '；', en: '; ' },
  'listed.name': { zh: '、', en: ', ' },
  'listed.more': { zh: '{names} 等 {count} 笔', en: '{names} and others, {count} in all' },
  'listed.rest': {
    zh: '另有 {count} 种原因',
    en: { one: '{count} more reason', other: '{count} more reasons' },
  },
} as const satisfies Record<string, Sentence>

/** A sentence about a set in a language. */
export function saySet(
  language: Language,
  key: keyof typeof setTexts,
  params: Readonly<Record<string, TextValue>> = {},
): string {
  return fill(setTexts[key], language, params)
}
