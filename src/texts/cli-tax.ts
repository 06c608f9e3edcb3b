import type { Sentence } from './text.ts'

/** What the command line says of taxes. */
export const cliTaxTexts = {
  'cli.tax': {
    zh: '年度纳税明细，计提税金',
    en: 'the tax schedule of a year, and its taxes booked',
  },
  'cli.tax.what': {
    zh: '请写 show --year 年份 或 charge --month 年月，并用 --entity 指明主体。',
    en: 'Say show --year YEAR or charge --month MONTH, and name the entity with --entity.',
  },
  'cli.tax.year': { zh: '--year 请写成 2026 这样的年份。', en: 'Write --year as a year such as 2026.' },
  'cli.tax.month': {
    zh: '--month 请写成年月，例如 2026-11。',
    en: 'Write --month as a month such as 2026-11.',
  },
  'cli.tax.none': { zh: '{year} 年没有需要调整的支出。', en: 'Nothing is to be adjusted for {year}.' },
  'cli.tax.section': {
    zh: '{title}：{count} 项，发生额 {spent}',
    en: '{title}: {count}, spent {spent}',
  },
  'cli.tax.add_back': { zh: '，纳税调增 {amount}', en: ', added back {amount}' },
  'cli.tax.amount': { zh: '，税额 {amount}', en: ', tax {amount}' },
  'cli.tax.booked': { zh: '已计提 {name} {amount}', en: 'Booked: {name} {amount}' },
  'cli.tax.due': {
    zh: '截至 {month} 还有 {count} 项税金没有计提',
    en: {
      one: 'One tax up to {month} is not booked',
      other: '{count} taxes up to {month} are not booked',
    },
  },
  'cli.tax.charged': {
    zh: '已计提 {count} 项税金，截至 {month}',
    en: { one: 'Booked one tax up to {month}', other: 'Booked {count} taxes up to {month}' },
  },
} as const satisfies Record<string, Sentence>
