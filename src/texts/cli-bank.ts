import type { Sentence } from './text.ts'

export const cliBankTexts = {
  'cli.bank': {
    zh: '银行文件：导入对账单和付款结果',
    en: 'bank files: bring in statements and the results of payments',
  },
  'cli.bank.what': {
    zh: '请写 statement FILE 或 result FILE，并用 --entity 指明公司。',
    en: 'Say statement FILE or result FILE, with --entity for the company.',
  },
  'cli.bank.statement': {
    zh: '对账单 {number}（尾号 {account}）：{lines} 笔新流水，{matched} 笔对上付款，{toAsk} 笔等人说明，{known} 笔已有。',
    en: '{number} (…{account}): {lines} new lines, {matched} payments, {toAsk} to answer, {known} known.',
  },
  'cli.bank.held': { zh: '对账单 {number} 已搁置：', en: 'Statement {number} is held:' },
  'cli.bank.results': {
    zh: '{changed} 笔付款有了结果，{nothingNew} 笔没有新情况，{refused} 行未采纳。',
    en: '{changed} payments changed, {nothingNew} rows said nothing new, {refused} rows were refused.',
  },
} as const satisfies Readonly<Record<string, Sentence>>
