import { fill, type Language, type Sentence } from './text.ts'

/** One fault of a body's shape, as the contract's schema library tells it. */
export type ShapeFault = {
  readonly code: string
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
