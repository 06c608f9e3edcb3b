import { refuse, type Refusal } from '../../../kernel/refusal.ts'

/** What banks write where a payment failed, in our own words: their sentences may name people. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [/余额不足|insufficient|AM04/i, 'no_balance'],
  [/户名|名称.*不符|BE01/i, 'name_differs'],
  [/账号.*(不存在|有误|错误)|销户|AC0[1467]/i, 'account_wrong'],
  [/超时|未确认|过期|expired|TM01/i, 'not_confirmed'],
  [/限额|超限|AM14/i, 'above_limit'],
  [/退汇|退票|returned/i, 'sent_back'],
]

/** The reason of a bank as one of our own words; what is none of them is `other` and stands in the file. */
export function bankReason(text: string): string {
  return `bank_${reasons.find(([pattern]) => pattern.test(text))?.[1] ?? 'other'}`
}

const currencies: Readonly<Record<string, string>> = {
  人民币: 'CNY',
  人民币元: 'CNY',
  RMB: 'CNY',
  美元: 'USD',
  欧元: 'EUR',
  英镑: 'GBP',
  日元: 'JPY',
  港币: 'HKD',
  港元: 'HKD',
}

/**
 * The currency that a cell of a bank's table names, by its word or its code. An empty cell names none, so the
 * account's own counts; a word that we do not know is refused, because it is another currency than that.
 */
export function currencyOf(text: string, row: number): string | undefined | Refusal {
  const word = text.normalize('NFKC').replace(/\s/g, '').toUpperCase()
  if (word === '') return undefined
  const code = currencies[word] ?? word
  return /^[A-Z]{3}$/.test(code) ? code : refuse('bank.currency_unknown', { row, text: word.slice(0, 8) })
}
