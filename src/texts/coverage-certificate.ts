import type { Sentence } from './text.ts'

/** The completeness certificate as a text of its own. */
export const certificateTexts = {
  'certificate.title': { zh: '完整性证明', en: 'Completeness certificate' },
  'certificate.entity': { zh: '法人主体：{name}', en: 'Legal entity: {name}' },
  'certificate.days': { zh: '期间：{from} 至 {until}', en: 'Days: {from} to {until}' },
  'certificate.file': {
    zh: '序时账：{name}，{lines} 行，SHA-256 {sha256}',
    en: 'Journal: {name}, {lines} lines, SHA-256 {sha256}',
  },
  'certificate.coverage': { zh: '覆盖率：{coverage}%', en: 'Coverage: {coverage} %' },
  'certificate.sums': {
    zh: '关注科目支出 {total} = 有登记 {matched} + 已说明或无异常 {explained} + 未说明 {unexplained}',
    en:
      'Spend {total} = registered {matched} + explained or ordinary {explained} + ' +
      'unexplained {unexplained}',
  },
  'certificate.ordinary': {
    zh: '其中没有任何迹象像好处、也无人说明的支出 {sum}',
    en: 'Of what is explained or ordinary, nothing looks like a benefit in {sum}, and nobody explained it',
  },
  'certificate.left_out': {
    zh: '没有核对的费用科目 {count} 个，借方合计 {sum}（不在上列科目之内）',
    en: 'Accounts of expense that were not looked at: {count}, {sum} debited (not among those above)',
  },
  'certificate.account': {
    zh: '{account}：{total} = {matched} + {explained} + {unexplained}',
    en: '{account}: {total} = {matched} + {explained} + {unexplained}',
  },
  'certificate.no_pool': {
    zh: '没有核对取得的发票清单。',
    en: 'No list of received e-invoices was compared.',
  },
  'certificate.pool': {
    zh: '取得的发票清单：{name}，{from} 至 {until}，SHA-256 {sha256}',
    en: 'Received e-invoices: {name}, {from} to {until}, SHA-256 {sha256}',
  },
  'certificate.share': { zh: '{count} 张 {sum}', en: '{count} for {sum}' },
  'certificate.pool_sums': {
    zh: '取得发票 {total} = 其他内容 {other} + 有登记 {covered} + 已说明 {explained} + 未说明 {open}',
    en:
      'Invoices {total} = other content {other} + registered {covered} + explained {explained} + ' +
      'open {open}',
  },
  'certificate.unbooked': {
    zh: '已登记给予、本账没有对应支出的 {count} 笔',
    en: 'Benefits that are registered and that no line of the journal shows: {count}',
  },
  'certificate.numbers': {
    zh: '核对已登记的凭证号 {checked} 个，账中没有印证的 {missing} 个',
    en: 'Recorded voucher numbers looked up: {checked}; not borne out by the journal: {missing}',
  },
  'certificate.no_numbers': {
    zh: '序时账没有凭证号，已登记的凭证号没有核对。',
    en: 'The journal has no voucher numbers, so the recorded ones were not looked up.',
  },
  'certificate.statement': { zh: '签署意见：{text}', en: 'Statement: {text}' },
  'certificate.signed': { zh: '签署人：{name}，{at}', en: 'Signed by {name} at {at}' },
  'certificate.entry': {
    zh: '审计日志第 {number} 条。用 aboveboard verify 可独立核实。',
    en: 'Entry {number} of the log. “aboveboard verify” checks it independently.',
  },
  'certificate.entry_waits': {
    zh: '审计日志正在编号，稍后可查。',
    en: 'Its entry in the log has no number yet.',
  },
  'certificate.id': { zh: '证明编号：{id}', en: 'Certificate: {id}' },
} as const satisfies Record<string, Sentence>
