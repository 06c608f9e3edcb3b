import type { Sentence } from './text.ts'

export const cliBankTexts = {
  'cli.bank': {
    zh: '银行文件：导入对账单和付款结果，查看待办；银行模板',
    en: 'bank files: bring in statements and results, tell what is open; templates of banks',
  },
  'cli.bank.what': {
    zh: '请写 statement、result、propose、draft FILE，template EDITION，status 或 templates，并用 --entity 指明公司。',
    en: 'Say statement, result, propose or draft FILE, template EDITION, status or templates, with --entity.',
  },
  'cli.bank.template.none': { zh: '还没有自己的银行模板。', en: 'No template of a bank of your own yet.' },
  'cli.bank.template.line': {
    zh: '{name} 第 {edition} 版（{editionId}，模板 {templateId}）：{state}；账户 {accounts}',
    en: '{name}, edition {edition} ({editionId} of {templateId}): {state}; accounts {accounts}',
  },
  'cli.bank.template.drafted': {
    zh: '已起草第 {edition} 版（{editionId}）。一人在“银行模板”认可，另一人再启用。',
    en: 'Edition {edition} is drafted ({editionId}). Two people confirm it on screen.',
  },
  'cli.bank.template.unknown': { zh: '没有模板版本 {edition}。', en: 'There is no edition {edition}.' },
  'cli.bank.template.field_unknown': { zh: '不认得，请写明', en: 'not known, say what it holds' },
  'cli.bank.template.in_force': { zh: '启用中', en: 'in force' },
  'cli.bank.template.replaced': { zh: '已被取代', en: 'replaced' },
  'cli.bank.template.withdrawn': { zh: '已停用', en: 'withdrawn' },
  'cli.bank.template.drafted_state': { zh: '待另一人启用', en: 'waits for its second person' },
  'cli.bank.statement': {
    zh: '对账单 {number}（尾号 {account}）：{lines} 笔新流水，{matched} 笔对上付款，{toAsk} 笔等人说明，{known} 笔已有。',
    en: '{number} (…{account}): {lines} new lines, {matched} payments, {toAsk} to answer, {known} known.',
  },
  'cli.bank.no_account': { zh: '没有登记付款账户。', en: 'No account of ours is on record.' },
  'cli.bank.balance': {
    zh: '账户（尾号 {tail}）：{on} 余额 {closing}',
    en: '…{tail}: {closing} on {on}',
  },
  'cli.bank.no_statement': { zh: '账户（尾号 {tail}）：还没有对账单', en: '…{tail}: no statement yet' },
  'cli.bank.counts': {
    zh: '  待说明 {lines} 笔 {unexplained}；在途 {sent} 笔 {underWay}；已付未见于对账单 {paid} 笔 {notShown}',
    en: '  {lines} to explain, {unexplained}; {sent} under way, {underWay}; {paid} not shown, {notShown}',
  },
  'cli.bank.gap': {
    zh: '  {from} 与 {to} 之间缺对账单，差 {difference}',
    en: '  a statement is missing between {from} and {to}: {difference}',
  },
  'cli.bank.unknown': {
    zh: '{number}（{payee}，{amount}）结果不明：请向银行查实，不要重付。',
    en: '{number} ({payee}, {amount}) has no known end: find out at the bank, and never pay again.',
  },
  'cli.bank.line': { zh: '{on} {amount} 待说明：{why}', en: '{on} {amount} to explain: {why}' },
  'cli.bank.is_held': { zh: '对账单 {number} 已搁置：{why}', en: 'Statement {number} is held: {why}' },
  'cli.bank.held': { zh: '对账单 {number} 已搁置：', en: 'Statement {number} is held:' },
  'cli.bank.results': {
    zh: '{changed} 笔付款有了结果，{nothingNew} 笔没有新情况，{refused} 行未采纳。',
    en: '{changed} payments changed, {nothingNew} rows said nothing new, {refused} rows were refused.',
  },
} as const satisfies Readonly<Record<string, Sentence>>
