import { fill, type Language, type Sentence } from './text.ts'

/** One fault of a body's shape, as the contract's schema library tells it. */
export type ShapeFault = {
  readonly code: string
  /** A schema may name the sentence for its fault; any other message is the library's own. */
  readonly message?: string
  readonly input?: unknown
  readonly expected?: string
  readonly format?: string
  readonly origin?: string
  readonly minimum?: number | bigint
  readonly maximum?: number | bigint
  readonly values?: readonly unknown[]
  readonly keys?: readonly string[]
}

const shapeTexts = {
  missing: { zh: '缺少这一项，请补上。', en: 'This is missing; please add it.' },
  kind: { zh: '这一项应为{kind}。', en: 'This must be {kind}.' },
  empty: { zh: '这一项不能为空。', en: 'This must not be empty.' },
  too_few: { zh: '至少要有 {least} 项。', en: 'There must be at least {least}.' },
  too_many: { zh: '最多 {most} 项。', en: 'There may be at most {most}.' },
  too_short: { zh: '至少 {least} 个字符。', en: 'It needs at least {least} characters.' },
  too_long: { zh: '最多 {most} 个字符。', en: 'It may have at most {most} characters.' },
  too_low: { zh: '不能小于 {least}。', en: 'It must not be less than {least}.' },
  too_high: { zh: '不能大于 {most}。', en: 'It must not be more than {most}.' },
  choice: { zh: '只能是以下之一：{values}。', en: 'It must be one of: {values}.' },
  unknown: { zh: '没有这样的项：{keys}，请去掉。', en: 'Not known here: {keys}; please leave it out.' },
  date: { zh: '请写成日期，例如 2026-11-25。', en: 'Write it as a date such as 2026-11-25.' },
  datetime: {
    zh: '请写成时刻，例如 2026-11-25T08:00:00Z。',
    en: 'Write it as a moment such as 2026-11-25T08:00:00Z.',
  },
  email: { zh: '这不是邮箱地址。', en: 'This is no e-mail address.' },
  form: { zh: '这一项的写法不对。', en: 'This is not written in the way it must be.' },
  cursor: {
    zh: '这个续页标记已损坏，或属于另一个列表；请从第一页重新开始。',
    en: 'This cursor is damaged or belongs to another list; start from the first page again.',
  },
  of_records: {
    zh: '这一事实只来自登记资料，不能填报，请去掉。',
    en: 'This fact comes from records alone and cannot be stated; please leave it out.',
  },
  fact: {
    zh: '应为是或否、整数、文字、列表或金额；日期与百分比写成文字。',
    en: 'It must be yes or no, a whole number, a text, a list or an amount; days and percentages are texts.',
  },
  key: {
    zh: '应为编号：字母或数字开头，可含 . _ : -，最多 64 个字符。',
    en: 'It must be an identifier of letters, digits and . _ : - that has at most 64 characters.',
  },
  country: {
    zh: '应为两个大写字母的国家代码，例如 CN。',
    en: 'It must be a country in two capitals such as CN.',
  },
  currency: {
    zh: '应为三个大写字母的货币代码，例如 CNY。',
    en: 'It must be a currency in three capitals such as CNY.',
  },
  percent: { zh: '应为百分比文字，例如 "12.5"。', en: 'It must be a percentage as a text such as "12.5".' },
  minor: {
    zh: '应为以最小单位（分）计的数字文字，最多 16 位，例如 "12050"。',
    en: 'It must be a text of at most 16 digits that counts the smallest unit (cents), such as "12050".',
  },
  minor_above_zero: {
    zh: '应为以最小单位（分）计、大于零的数字文字，最多 16 位，例如 "12050"。',
    en: 'It must be a text of at most 16 digits above zero that counts the smallest unit, such as "12050".',
  },
  one_line: {
    zh: '只能是一行看得见的文字，请去掉控制字符和换行。',
    en: 'It must be one line of visible text; please remove control characters.',
  },
  has_letter: {
    zh: '请写出文字，不能只是数字或符号。',
    en: 'It must have letters, not figures or signs alone.',
  },
  once: { zh: '同一项只能出现一次。', en: 'No item may stand in it twice.' },
  month: { zh: '请写成年月，例如 2026-11。', en: 'Write it as a month such as 2026-11.' },
  account_code: {
    zh: '应为科目编码：字母或数字开头，可含 . _ -，最多 30 个字符。',
    en: 'It must be an account of letters, digits and . _ - that has at most 30 characters.',
  },
  days_turned: {
    zh: '最后一天早于第一天，请对调或改正。',
    en: 'The last day is before the first; please correct one of them.',
  },
  amounts_turned: {
    zh: '最大金额小于最小金额，请对调或改正。',
    en: 'The largest amount is below the smallest; please correct one of them.',
  },
  unstorable: {
    zh: '含有无法保存的字符，请删除后重试。',
    en: 'It holds a character that cannot be stored; please remove it.',
  },
  json: { zh: '正文不是有效的 JSON。', en: 'The body is no valid JSON.' },
  large: { zh: '内容过大。', en: 'It is too large.' },
} as const satisfies Record<string, Sentence>

const kindTexts: Readonly<Record<string, Sentence>> = {
  string: { zh: '文字', en: 'a text' },
  number: { zh: '数字', en: 'a number' },
  int: { zh: '整数', en: 'a whole number' },
  boolean: { zh: '是或否（true / false）', en: 'yes or no (true or false)' },
  array: { zh: '列表', en: 'a list' },
  object: { zh: '一组内容', en: 'an object' },
}

/** What is wrong with one part of a body and how it should be, in the reader's language. */
export function sayShape(fault: ShapeFault, language: Language): string {
  const params = paramsOf(fault, language)
  return fill(shapeTexts[keyOf(fault)], language, params)
}

type Key = keyof typeof shapeTexts

function keyOf(fault: ShapeFault): Key {
  if (fault.input !== undefined && isKey(fault.message)) return fault.message
  switch (fault.code) {
    case 'invalid_type':
    case 'invalid_union':
      if (fault.input === undefined) return 'missing'
      return fault.expected !== undefined && kindTexts[fault.expected] ? 'kind' : 'form'
    case 'invalid_value':
      return fault.input === undefined ? 'missing' : 'choice'
    case 'unrecognized_keys':
      return 'unknown'
    case 'too_small':
      return small(fault)
    case 'too_big':
      return big(fault)
    case 'invalid_format':
      return isKey(fault.format) ? fault.format : 'form'
    default:
      return isKey(fault.code) ? fault.code : 'form'
  }
}

function isKey(text: string | undefined): text is Key {
  return text !== undefined && Object.hasOwn(shapeTexts, text)
}

function small({ origin, minimum }: ShapeFault): Key {
  if (origin === 'string') return Number(minimum) <= 1 ? 'empty' : 'too_short'
  return origin === 'array' ? 'too_few' : 'too_low'
}

function big({ origin }: ShapeFault): Key {
  if (origin === 'string') return 'too_long'
  return origin === 'array' ? 'too_many' : 'too_high'
}

function paramsOf(fault: ShapeFault, language: Language): Record<string, string> {
  const kind = kindTexts[fault.expected ?? '']
  return {
    kind: kind ? fill(kind, language) : '',
    least: String(fault.minimum ?? ''),
    most: String(fault.maximum ?? ''),
    values: (fault.values ?? []).map(String).join(language === 'en' ? ', ' : '、'),
    keys: (fault.keys ?? []).join(language === 'en' ? ', ' : '、'),
  }
}
