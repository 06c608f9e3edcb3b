import type { RefusalText } from '../text.ts'

/** What keeps accounting vouchers from leaving and their statutory numbers from coming back. */
export const voucherRefusals = {
  'ledger.no_vouchers': {
    says: {
      zh: '{period} 没有需要导出的凭证。',
      en: 'There are no accounting vouchers of {period} to export.',
    },
    wayOut: {
      zh: '请核对会计期间；已登记凭证号的，请选择「全部」重新导出。',
      en: 'Check the month; choose “all” to export again what has its statutory number already.',
    },
  },
  'ledger.too_many_vouchers': {
    says: {
      zh: '凭证超过 {limit} 张，一个文件装不下。',
      en: 'There are more than {limit} accounting vouchers, too many for one file.',
    },
    wayOut: {
      zh: '请先导入已有的凭证号，再导出其余部分。',
      en: 'Import the statutory numbers that are there, then export the rest.',
    },
  },
  'ledger.no_voucher_file': {
    says: { zh: '没有收到文件。', en: 'No file arrived.' },
    wayOut: {
      zh: '请选择财务系统导出的 CSV 或 XLSX 文件。',
      en: 'Choose the CSV or XLSX file that the finance system exported.',
    },
  },
  'ledger.voucher_file_empty': {
    says: { zh: '文件里没有表头。', en: 'The file has no heading.' },
    wayOut: {
      zh: '第一行应为表头，含业务参考号、凭证号、凭证日期。',
      en: 'Its first line names the columns: our reference, voucher number, voucher date.',
    },
  },
  'ledger.voucher_file_too_long': {
    says: { zh: '文件超过 {limit} 行。', en: 'The file has more than {limit} rows.' },
    wayOut: { zh: '请按月份拆分后分别导入。', en: 'Import it in parts, month by month.' },
  },
  'ledger.voucher_column_missing': {
    says: { zh: '表头里没有「{column}」一列。', en: 'The heading has no column “{column}”.' },
    wayOut: {
      zh: '请补上该列：业务参考号、凭证号、凭证日期三列缺一不可。',
      en: 'Add it: our reference, voucher number and voucher date (业务参考号, 凭证号, 凭证日期) are all needed.',
    },
  },
  'ledger.voucher_line_unreadable': {
    says: { zh: '这一行的单元格无法分开。', en: 'The cells of this line cannot be told apart.' },
    wayOut: { zh: '请检查引号和分隔符。', en: 'Check its quotation marks and separators.' },
  },
  'ledger.voucher_cell_error': {
    says: { zh: '这一行有单元格是公式错误。', en: 'A cell of this row holds the error of a formula.' },
    wayOut: {
      zh: '请在表格中填入值后重新导入。',
      en: 'Put the value itself into the sheet and import it again.',
    },
  },
  'ledger.voucher_reference_missing': {
    says: { zh: '这一行没有业务参考号。', en: 'This row has no reference of ours.' },
    wayOut: {
      zh: '请填入导出文件里的业务参考号（登记编号）。',
      en: 'Fill in the reference that stood in the exported file.',
    },
  },
  'ledger.voucher_reference_unknown': {
    says: {
      zh: '本单位的台账里没有「{reference}」。',
      en: 'The ledger of this entity has no “{reference}”.',
    },
    wayOut: {
      zh: '请核对业务参考号和单位；参考号以导出文件为准。',
      en: 'Check the reference and the entity; the exported file has the right one.',
    },
  },
  'ledger.voucher_nothing_booked': {
    says: {
      zh: '「{number}」尚未形成费用，没有可对应的凭证。',
      en: '“{number}” has booked no expense yet, so there is no accounting voucher for it.',
    },
    wayOut: {
      zh: '请在给出或支付登记后再登记凭证号。',
      en: 'Record the number once it is on record that it was given or paid.',
    },
  },
  'ledger.voucher_number_missing': {
    says: { zh: '这一行没有凭证号。', en: 'This row has no voucher number.' },
    wayOut: { zh: '请填入财务系统给出的凭证号。', en: 'Fill in the number that the finance system gave.' },
  },
  'ledger.voucher_number_spoilt': {
    says: {
      zh: '「{found}」已被表格软件改写，无法还原为凭证号。',
      en: '“{found}” was changed by a spreadsheet; nobody can tell which number it was.',
    },
    wayOut: {
      zh: '请把该列设为文本格式，从财务系统重新导出后再导入。',
      en: 'Export it from the finance system again with the column as text.',
    },
  },
  'ledger.voucher_number_wrong': {
    says: { zh: '「{found}」不像凭证号。', en: '“{found}” does not look like a voucher number.' },
    wayOut: {
      zh: '凭证号由文字和数字组成，例如 记-12，最多 40 个字符。',
      en: 'It is made of letters and digits, such as 记-12, and has at most 40 characters.',
    },
  },
  'ledger.voucher_date_unreadable': {
    says: { zh: '「{found}」读不出凭证日期。', en: '“{found}” cannot be read as the day of the voucher.' },
    wayOut: { zh: '请写成年月日，例如 2026-11-30。', en: 'Write the year first, such as 2026-11-30.' },
  },
  'ledger.voucher_in_future': {
    says: { zh: '凭证日期 {day} 还没有到。', en: 'The day of the voucher, {day}, is still to come.' },
    wayOut: { zh: '请核对凭证日期。', en: 'Check the day of the voucher.' },
  },
  'ledger.voucher_day_differs': {
    says: {
      zh: '同月的凭证 {number} 已登记日期 {day}，一张凭证只有一个日期。',
      en: 'Voucher {number} of that month is on record with the day {day}; a voucher has one day.',
    },
    wayOut: { zh: '请核对凭证号和日期。', en: 'Check the number and the day.' },
  },
  'ledger.voucher_before_booking': {
    says: {
      zh: '凭证日期 {day} 早于这笔业务的入账日 {booked}。',
      en: 'The day of the voucher, {day}, lies before {booked}, when what it books arose.',
    },
    wayOut: {
      zh: '请核对凭证日期；凭证不会早于它所记的业务。',
      en: 'Check the day: a voucher is not older than what it books.',
    },
  },
  'ledger.voucher_file_is_ours': {
    says: {
      zh: '这就是 {day} 从本系统导出的凭证文件 {file}；其中的「凭证号」只是文件内的顺序号。',
      en: 'This is the file {file} that left here on {day}; what it has as numbers are places in the file.',
    },
    wayOut: {
      zh: '请先把它导入财务系统，再从财务系统导出带正式凭证号的文件后导入。',
      en: 'Import it into the finance system, export its vouchers from there, and hand in that file.',
    },
  },
  'ledger.voucher_numbers_are_places': {
    says: {
      zh: '文件里的凭证号全都是 {day} 导出的 {file} 中的顺序号，不像财务系统给出的凭证号。',
      en: 'All its numbers are places in the file {file} that left here on {day}.',
    },
    wayOut: {
      zh: '请导入财务系统导出的文件；如财务系统确实这样编号，请在期间页逐张登记。',
      en: 'Hand in what the finance system exports; if it did give these numbers, record them one by one.',
    },
  },
  'ledger.voucher_month_unclear': {
    says: {
      zh: '参考号 {reference} 没有写明月份，而两个月的凭证都以它导出，看不出这个凭证号属于哪一张。',
      en: 'Vouchers of two months left as {reference}, which names no month: it may be of either.',
    },
    wayOut: {
      zh: '请核对财务系统中的摘要和金额，改用写明月份的参考号登记：{references}。',
      en: 'See which one the finance system holds, and use the reference with its month: {references}.',
    },
  },
  'ledger.voucher_number_taken': {
    says: {
      zh: '这张凭证已登记凭证号 {number}（{day}）。',
      en: 'This voucher has the number {number} of {day} already.',
    },
    wayOut: {
      zh: '如登记有误，请更正该凭证号并写明原因；同一业务的补充凭证或其他月份的凭证，请用它自己的参考号（如 …/2026-11-2）。',
      en: 'Correct it and say why; a supplement or later month has its own reference (…/2026-11-2).',
    },
  },
  'ledger.voucher_replaced': {
    says: { zh: '这条记录已被更正。', en: 'This record has been corrected already.' },
    wayOut: { zh: '请更正最新的一条。', en: 'Correct the latest one.' },
  },
  'ledger.voucher_same': {
    says: { zh: '凭证号和日期与已登记的相同。', en: 'The number and the day are those on record.' },
    wayOut: { zh: '无需更正。', en: 'There is nothing to correct.' },
  },
} as const satisfies Record<string, RefusalText>
