import type { RefusalText } from '../text.ts'

export const bankRefusals = {
  'bank.file_too_large': {
    says: { zh: '文件超过 {megabytes} MB。', en: 'The file is larger than {megabytes} MB.' },
    wayOut: { zh: '请在网银按较短的期间重新导出。', en: 'Export it from the bank for a shorter period.' },
  },
  'bank.too_many_rows': {
    says: { zh: '表格超过 {most} 行。', en: 'The table has more than {most} rows.' },
    wayOut: { zh: '请在网银按较短的期间重新导出。', en: 'Export it from the bank for a shorter period.' },
  },
  'bank.damaged': {
    says: { zh: '文件不完整或已损坏（{detail}）。', en: 'The file is incomplete or damaged ({detail}).' },
    wayOut: {
      zh: '请从网银重新下载整个文件；没有任何一行被计入。',
      en: 'Download the whole file again; nothing of it was counted.',
    },
  },
  'bank.xml_entities': {
    says: {
      zh: '文件含有文档类型或实体定义，银行文件不会有这些内容。',
      en: 'The file declares a document type or entities, which no bank file does.',
    },
    wayOut: {
      zh: '请直接从网银下载，并把此文件交给信息安全人员查看。',
      en: 'Download it from the bank itself, and show this file to whoever looks after security.',
    },
  },
  'bank.not_a_statement': {
    says: { zh: '这不是银行对账单文件。', en: 'This is no bank statement.' },
    wayOut: {
      zh: '请导入 camt.053 文件，或网银导出的交易明细（CSV、XLSX）。',
      en: 'Import a camt.053 file, or the list of movements from online banking (CSV, XLSX).',
    },
  },
  'bank.not_a_result': {
    says: {
      zh: '这不是银行的结果文件；没有任何付款因此改变。',
      en: 'This is no result file of a bank; no payment was changed by it.',
    },
    wayOut: {
      zh: '请下载逐笔处理结果（CSV、XLSX 或 pain.002），而不是网页或提交回执。',
      en: 'Download the result of each payment (CSV, XLSX or pain.002), not a web page or a receipt.',
    },
  },
  'bank.version_unknown': {
    says: { zh: '不支持的版本：{version}。', en: 'The version {version} is not supported.' },
    wayOut: {
      zh: '请让银行提供 camt.053 的 02、04 或 08 版。',
      en: 'Ask the bank for camt.053 in version 02, 04 or 08.',
    },
  },
  'bank.no_statement': {
    says: { zh: '文件中没有对账单。', en: 'The file holds no statement.' },
    wayOut: { zh: '请选择有对账单的期间。', en: 'Choose a period that has a statement.' },
  },
  'bank.no_rows': {
    says: { zh: '文件中没有任何明细行。', en: 'The file holds no rows.' },
    wayOut: {
      zh: '请选择有交易的期间，或整批结果。',
      en: 'Choose a period with movements, or the whole batch.',
    },
  },
  'bank.heading_missing': {
    says: {
      zh: '前三十行中找不到表头，需要：{needed}。',
      en: 'No heading was found in the first thirty rows; needed: {needed}.',
    },
    wayOut: { zh: '请保留网银导出的原始表头，不要改列名。', en: 'Keep the heading as the bank exports it.' },
  },
  'bank.account_missing': {
    says: { zh: '文件没有写明是哪个账户的明细。', en: 'The file does not say which account it is of.' },
    wayOut: {
      zh: '请导出带有本方账号的明细，或在导入时指明账户。',
      en: 'Export it with the account number, or say at the import which account it is of.',
    },
  },
  'bank.account_needed': {
    says: {
      zh: '文件没有币种，也没有写明付款账户，而公司有多种币种的账户。',
      en: 'The file names neither currency nor paying account, and the accounts are of several currencies.',
    },
    wayOut: {
      zh: '请在导入时指明是哪个账户的结果。',
      en: 'Say at the import of which account it is.',
    },
  },
  'bank.currency_unknown': {
    says: {
      zh: '第 {row} 行的币种“{text}”无法识别。',
      en: 'The currency “{text}” in row {row} is not known.',
    },
    wayOut: {
      zh: '请改为三位代码，例如 CNY、USD。',
      en: 'Write it as a code of three letters, such as CNY or USD.',
    },
  },
  'bank.foreign_account': {
    says: {
      zh: '尾号 {tail} 的账户不是本公司登记的付款账户。',
      en: 'The account ending in {tail} is none of this company’s accounts.',
    },
    wayOut: {
      zh: '请核对文件来自哪家银行、哪个公司；如确为本公司账户，请先登记。',
      en: 'Check which bank and company the file comes from; if the account is ours, put it on record first.',
    },
  },
  'bank.balance_missing': {
    says: {
      zh: '对账单缺少期初或期末余额，无法证明它是完整的。',
      en: 'Opening or closing balance is missing, so nothing proves that the statement is whole.',
    },
    wayOut: { zh: '请导出带余额的对账单。', en: 'Export the statement with its balances.' },
  },
  'bank.currencies_differ': {
    says: { zh: '币种不一致：{one} 与 {other}。', en: 'The currencies differ: {one} and {other}.' },
    wayOut: { zh: '请按账户币种分开处理。', en: 'Keep each currency of an account apart.' },
  },
  'bank.sums_differ': {
    says: {
      zh: '期初余额加上明细不等于期末余额，相差 {amount}。该对账单已搁置，没有任何一行被计入。',
      en: 'Opening and lines do not make the closing; they differ by {amount}. Held, nothing counted.',
    },
    wayOut: {
      zh: '请重新下载；如仍不符，请与银行核对。',
      en: 'Download it again; if it still differs, take it up with the bank.',
    },
  },
  'bank.footer_differs': {
    says: {
      zh: '文件末尾的“{word}”是 {printed}，明细行合计是 {found}。整份文件已搁置，没有任何一行被计入。',
      en: '“{word}” below the table is {printed}, but its rows make {found}. Held, nothing of it counted.',
    },
    wayOut: {
      zh: '可能缺行或被改动：请从网银重新下载整份文件，不要编辑。',
      en: 'A row may be missing or changed: download the whole file again and do not edit it.',
    },
  },
  'bank.row_breaks': {
    says: {
      zh: '第 {row} 行的余额接不上前一行，相差 {amount}。该对账单已搁置。',
      en: 'The balance of row {row} does not follow from the row before, by {amount}. Held.',
    },
    wayOut: {
      zh: '可能缺行或被改动：请从网银重新导出，不要编辑。',
      en: 'A row may be missing or changed: export it again and do not edit it.',
    },
  },
  'bank.row_broken': {
    says: {
      zh: '第 {row} 行的引号不成对，无法分列。',
      en: 'Row {row} cannot be split into cells: its quotation marks are not closed.',
    },
    wayOut: { zh: '请从网银重新导出，不要编辑。', en: 'Export it again and do not edit it.' },
  },
  'bank.row_amount': {
    says: { zh: '第 {row} 行的金额无法读取：{text}', en: 'The amount of row {row} cannot be read: {text}' },
    wayOut: {
      zh: '金额须为普通数字，小数位不超过币种允许的位数。',
      en: 'An amount is a plain number with no more decimals than its currency has.',
    },
  },
  'bank.row_balance': {
    says: { zh: '第 {row} 行没有余额。', en: 'Row {row} has no balance.' },
    wayOut: { zh: '请导出每行带余额的明细。', en: 'Export the list with the balance after each row.' },
  },
  'bank.row_day': {
    says: { zh: '第 {row} 行的日期无法读取：{text}', en: 'The day of row {row} cannot be read: {text}' },
    wayOut: { zh: '请保留网银导出的日期格式。', en: 'Keep the dates as the bank exports them.' },
  },
  'bank.row_side': {
    says: {
      zh: '第 {row} 行看不出是收入还是支出。',
      en: 'Row {row} does not say whether money came or went.',
    },
    wayOut: { zh: '请导出带借贷方向的明细。', en: 'Export the list with the side of each movement.' },
  },
  'bank.account_spoilt': {
    says: {
      zh: '第 {row} 行的账号已被电子表格改坏：{text}',
      en: 'The account number of row {row} was spoilt by a spreadsheet: {text}',
    },
    wayOut: {
      zh: '请使用银行的原始文件；如需打开，请把账号列设为文本。',
      en: 'Use the bank’s own file; if you must open it, set the column to text.',
    },
  },
  'bank.outcome_unknown': {
    says: {
      zh: '第 {row} 行的处理结果无法识别：{text}。该付款保持原状。',
      en: 'The result of row {row} is not known: {text}. The payment stays as it is.',
    },
    wayOut: {
      zh: '请与银行核对；只有“成功”“失败”等明确结果才会被记录。',
      en: 'Ask the bank; only clear results such as success and failure are recorded.',
    },
  },
  'bank.number_invalid': {
    says: { zh: '编号 {number} 不能写入银行文件。', en: 'The number {number} cannot stand in a bank file.' },
    wayOut: { zh: '编号为 1 至 35 个字母或数字。', en: 'A number has 1 to 35 letters or digits.' },
  },
  'bank.number_twice': {
    says: {
      zh: '编号 {number} 在同一批中出现两次，两笔都未写入。',
      en: 'The number {number} comes twice in the batch; neither was written.',
    },
    wayOut: { zh: '请每笔付款只列一次。', en: 'List each payment once.' },
  },
  'bank.amount_not_positive': {
    says: { zh: '编号 {number} 的金额不大于零。', en: 'The amount of {number} is not above zero.' },
    wayOut: { zh: '请更正付款单。', en: 'Correct the payment order.' },
  },
  'bank.payee_missing': {
    says: { zh: '编号 {number} 没有收款户名。', en: 'The payment {number} names no payee.' },
    wayOut: { zh: '请先核实收款账户。', en: 'Verify the account of the payee first.' },
  },
  'bank.account_invalid': {
    says: {
      zh: '编号 {number} 的收款账号不是有效的账号或 IBAN。',
      en: 'The account of {number} is no valid account number or IBAN.',
    },
    wayOut: {
      zh: '请与收款方核对账号后，按新版本登记并核实。',
      en: 'Check it with the payee, then record and verify a new version.',
    },
  },
  'bank.bank_number_invalid': {
    says: {
      zh: '编号 {number} 的收款银行号码无效：{text}',
      en: 'The bank number of {number} is not valid: {text}',
    },
    wayOut: {
      zh: '联行号为 12 位数字，BIC 为 8 或 11 位。',
      en: 'A clearing number has 12 digits, a BIC 8 or 11 letters.',
    },
  },
  'bank.own_payee': {
    says: {
      zh: '编号 {number} 的收款账号就是付款账号。',
      en: 'The payee of {number} is the account that pays.',
    },
    wayOut: { zh: '请核对收款账户。', en: 'Check the account of the payee.' },
  },
  'bank.name_too_long': {
    says: {
      zh: '编号 {number} 的户名为空或过长，银行不接受截短的户名。',
      en: 'The name for {number} is empty or too long, and a name cut short is another name.',
    },
    wayOut: { zh: '请登记对方的正式外文名称。', en: 'Put the registered Latin name on record.' },
  },
  'bank.nothing_to_pay': {
    says: { zh: '没有任何一笔付款可以写入文件。', en: 'No payment can be written into the file.' },
    wayOut: { zh: '请查看每笔付款被排除的原因。', en: 'See why each payment was left out.' },
  },
  'bank.purpose_unknown': {
    says: {
      zh: '编号 {number} 的用途 {purpose} 不在银行的固定用途中：{words}',
      en: 'The purpose {purpose} of {number} is none of the bank’s: {words}',
    },
    wayOut: {
      zh: '请在银行模板里为它选定一个用途。',
      en: 'Give it one of the bank’s words in the template.',
    },
  },
  'bank.bank_unknown': {
    says: {
      zh: '编号 {number} 看不出是行内还是跨行。',
      en: 'It cannot be told whether {number} stays within the bank.',
    },
    wayOut: {
      zh: '请登记收款银行的联行号或名称。',
      en: 'Record the clearing number or the name of the payee’s bank.',
    },
  },
  'bank.cell_missing': {
    says: {
      zh: '编号 {number} 缺少“{title}”，银行模板要求填写。',
      en: 'The bank asks for “{title}”, which {number} lacks.',
    },
    wayOut: {
      zh: '请补充收款账户的资料：把它连同缺少的内容重新登记，由另一人核验。',
      en: 'Record the payee’s account again with what is missing; another person verifies it.',
    },
  },
  'bank.cell_too_long': {
    says: {
      zh: '编号 {number} 的“{title}”超过银行允许的 {most} 个字。',
      en: '“{title}” of {number} is longer than the {most} letters that the bank takes.',
    },
    wayOut: {
      zh: '请与银行确认写法，或用网银单笔支付后登记。',
      en: 'Agree on a spelling with the bank, or pay it alone.',
    },
  },
  'bank.cell_breaks': {
    says: {
      zh: '编号 {number} 的“{title}”含有分隔符、引号或公式符号，会打乱该行。',
      en: '“{title}” of {number} holds a separator, a quotation mark or a formula sign.',
    },
    wayOut: { zh: '请更正该内容，或改用 Excel 模板。', en: 'Correct it, or use a template for workbooks.' },
  },
  'bank.cell_letters': {
    says: {
      zh: '编号 {number} 的“{title}”有 {encoding} 编码没有的字“{letter}”。',
      en: '“{title}” of {number} has the letter {letter}, which {encoding} lacks.',
    },
    wayOut: {
      zh: '请与银行确认该字的写法，或改用 GB18030 或 UTF-8 模板。',
      en: 'Agree on a spelling with the bank, or use a template in GB18030 or UTF-8.',
    },
  },
  'bank.result_of_other': {
    says: {
      zh: '第 {row} 行不是本公司已发出的付款。',
      en: 'Row {row} is none of the payments that we sent.',
    },
    wayOut: { zh: '请核对文件属于哪一批、哪家公司。', en: 'Check which batch and company the file is of.' },
  },
  'bank.result_of_several': {
    says: {
      zh: '第 {row} 行的账号和金额对应多笔付款，无法确定是哪一笔。',
      en: 'Account and amount of row {row} fit several payments.',
    },
    wayOut: {
      zh: '请下载带业务编号的结果文件，或用对账单核对。',
      en: 'Download the results with our numbers, or compare with the statement.',
    },
  },
  'bank.result_account_differs': {
    says: {
      zh: '第 {row} 行的收款账号与付款单不同。',
      en: 'Row {row} names another account than the payment order.',
    },
    wayOut: {
      zh: '请立即与银行核对，付款单保持原状。',
      en: 'Take it up with the bank at once; the order stays as it is.',
    },
  },
  'bank.result_amount_differs': {
    says: {
      zh: '第 {row} 行的金额是 {other}，付款单是 {one}。',
      en: 'Row {row} says {other}, the payment order {one}.',
    },
    wayOut: {
      zh: '请与银行核对，付款单保持原状。',
      en: 'Take it up with the bank; the order stays as it is.',
    },
  },
  'bank.result_day_wrong': {
    says: {
      zh: '第 {row} 行的日期 {day} 早于该付款的发出日，或晚于今天。',
      en: 'Row {row} is of {day}, before its payment was sent or after today.',
    },
    wayOut: {
      zh: '请核对是否导入了旧的结果文件、该列是否为处理日期；其他行已处理。',
      en: 'See whether this is an old file, and whether the column is its day; the other rows were taken.',
    },
  },
  'bank.result_undated': {
    says: {
      zh: '第 {row} 行没有业务编号也没有日期，可能是较早一笔同额付款的结果：付款只记为结果未知。',
      en: 'Row {row} has no number of ours and no day: it may be of an earlier payment, the end is unknown.',
    },
    wayOut: {
      zh: '请下载带业务编号或日期的结果，或导入对账单，由它给出结果。',
      en: 'Download the results with our numbers or a day, or import the statement, which gives it its end.',
    },
  },
  'bank.result_return_unnumbered': {
    says: {
      zh: '第 {row} 行说一笔已付的款退回，但没有业务编号：付款没有改动。',
      en: 'Row {row} says that a paid payment came back, without our number: the payment stays as it is.',
    },
    wayOut: {
      zh: '请下载带业务编号的结果，或导入对账单，由退回的入账认定。',
      en: 'Download the results with our numbers, or import the statement, where the money comes in.',
    },
  },
  'bank.results_taken': {
    says: {
      zh: '这份结果在 {day} 已导入过：没有业务编号的行不再改变任何付款。',
      en: 'These results were taken on {day} before: rows without a number of ours change nothing more.',
    },
    wayOut: {
      zh: '请下载新的结果文件，或导入对账单。',
      en: 'Download a new file of results, or import the statement.',
    },
  },
  'bank.result_contradicts': {
    says: {
      zh: '第 {row} 行与已记录的结果或本文件中同一笔付款的另一行相反。',
      en: 'Row {row} contradicts what is recorded, or another row of the same payment in this file.',
    },
    wayOut: {
      zh: '请用对账单核对，由另一位同事处理。',
      en: 'Compare with the statement; another person decides.',
    },
  },
} as const satisfies Readonly<Record<string, RefusalText>>
