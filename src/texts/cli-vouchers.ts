import type { Sentence } from './text.ts'

/** What the command line says of accounting vouchers. */
export const cliVoucherTexts = {
  'cli.vouchers': {
    zh: '导出会计凭证，导入凭证号',
    en: 'accounting vouchers out to the finance system, and their numbers back',
  },
  'cli.vouchers.what': {
    zh:
      '请写 export、import FILE、dimensions、carry ACCOUNT、codes FILE、input-tax、' +
      'input-tax out ROW、input-tax back DOCUMENT 或 credit FORM，并用 --entity 指明主体。',
    en:
      'Say export or import FILE, dimensions, carry, codes, input-tax (out ROW, back DOCUMENT) or credit, ' +
      'and name the --entity.',
  },
  'cli.vouchers.entity': {
    zh: '没有主体 {entity}。可用：{entities}。',
    en: 'There is no entity {entity}. Known: {entities}.',
  },
  'cli.vouchers.month': {
    zh: '--period 请写成年月，例如 2026-11。',
    en: 'Write --period as a month such as 2026-11.',
  },
  'cli.vouchers.layout': {
    zh: '没有版式 {layout}。可用：{layouts}。',
    en: 'There is no layout {layout}. Known: {layouts}.',
  },
  'cli.vouchers.kind': {
    zh: '没有文件格式 {kind}。可用：{kinds}。',
    en: 'There is no kind of file {kind}. Known: {kinds}.',
  },
  'cli.vouchers.reason': {
    zh: '--reason 至少 5 个字符，最多 500 个。',
    en: '--reason has between 5 and 500 characters.',
  },
  'cli.vouchers.exists': { zh: '文件 {file} 已存在。', en: 'The file {file} is there already.' },
  'cli.vouchers.exported': {
    zh: '已导出 {vouchers} 张凭证到 {file}（SHA-256 {digest}）。',
    en: 'Wrote {vouchers} accounting vouchers to {file} (SHA-256 {digest}).',
  },
  'cli.vouchers.held': {
    zh: '{count} 张凭证缺少辅助核算编码，没有导出。',
    en: {
      one: '{count} voucher lacks a code of the finance system and was left out.',
      other: '{count} vouchers lack a code of the finance system and were left out.',
    },
  },
  'cli.vouchers.left': {
    zh: '其中 {count} 张已在 {at} 随 {file} 导出过，请勿重复入账。',
    en: {
      one: '{count} of them left in {file} at {at}; let it not be booked twice.',
      other: '{count} of them left in {file} at {at}; let them not be booked twice.',
    },
  },
  'cli.vouchers.kinds': {
    zh: '没有辅助核算类别 {kind}。可用：{kinds}。',
    en: 'There is no kind of dimension {kind}. Known: {kinds}.',
  },
  'cli.vouchers.carries': { zh: '{code} {name}：{kinds}', en: '{code} {name}: {kinds}' },
  'cli.vouchers.carries_nothing': { zh: '没有科目带辅助核算。', en: 'No account carries dimensions.' },
  'cli.vouchers.code': { zh: '{kind} {name} = {code}', en: '{kind} {name} = {code}' },
  'cli.vouchers.lacks': {
    zh: '缺编码：{kind} {name}（{id}），用于 {references}',
    en: 'Lacks a code: {kind} {name} ({id}), for {references}',
  },
  'cli.vouchers.credits': { zh: '抵扣  {word}（{form}）：{law}', en: 'credited  {word} ({form}): {law}' },
  'cli.vouchers.credits_not': {
    zh: '不抵扣  {word}（{form}）：{law}',
    en: 'not credited  {word} ({form}): {law}',
  },
  'cli.vouchers.input_tax_of': {
    zh: '{number}  发票 {invoice}  税额 {tax}  抵扣 {credited}  {says}  （{id}）',
    en: '{number}  invoice {invoice}  tax {tax}  credited {credited}  {says}  ({id})',
  },
  'cli.vouchers.input_tax': {
    zh: '本月抵扣 {credited}，转出 {turnedOut}，未抵扣 {notCredited}。',
    en: 'Of the month credited {credited}, turned out {turnedOut}, not credited {notCredited}.',
  },
  'cli.vouchers.proposes': {
    zh: '应转出  {number}  发票 {invoice}  {amount}  {says}（--ground {ground}，{id}）',
    en: 'to be turned out  {number}  invoice {invoice}  {amount}  {says} (--ground {ground}, {id})',
  },
  'cli.vouchers.ground': {
    zh: '没有转出原因 {ground}。可用：{grounds}。',
    en: 'There is no ground {ground}. Known: {grounds}.',
  },
  'cli.vouchers.minor': {
    zh: '--minor 以分为单位的正整数，只用于一行。',
    en: '--minor is a whole amount in cents above zero, and for one row alone.',
  },
  'cli.vouchers.day': { zh: '--on 写作 2026-11-30。', en: 'Write --on as a day such as 2026-11-30.' },
  'cli.vouchers.turned_out': {
    zh: '已转出 {amount}，记账日 {on}，单据 {id}。',
    en: 'Turned out {amount} on {on} by the document {id}.',
  },
  'cli.vouchers.turned_back': {
    zh: '已冲回转出 {amount}，记账日 {on}，单据 {id}。',
    en: 'Took {amount} back on {on} by the document {id}.',
  },
  'cli.vouchers.form': {
    zh: '没有权益类型 {form}。可用：{forms}。',
    en: 'There is no kind of benefit {form}. Known: {forms}.',
  },
  'cli.vouchers.yes_or_no': { zh: '请写 yes 或 no。', en: 'Say yes or no.' },
  'cli.vouchers.law': {
    zh: '--law 写明依据，4 到 200 个字符。',
    en: '--law names the basis in law, in 4 to 200 characters.',
  },
  'cli.vouchers.imported': {
    zh: '{rows} 行：登记 {recorded}，已有 {known}，退回 {refused}。',
    en: '{rows} rows: {recorded} recorded, {known} known, {refused} refused.',
  },
} as const satisfies Record<string, Sentence>
