import type { RefusalText } from '../text.ts'

/** Refusals of the templates of banks, and of the forms of our accounts. */
export const bankTemplateRefusals = {
  'bank.template_no_headings': {
    says: {
      zh: '文件里找不到表头：前 30 行没有一行有两个以上认得的列名（如收款账号、收款户名、金额）。',
      en: 'No headings were found: none of the first 30 rows has two known ones, such as 收款账号 and 金额.',
    },
    wayOut: {
      zh: '请上传银行的批量付款模板；列名特殊时，可以用文字（YAML）写模板。',
      en: 'Upload the template of the bank for batches, or write the template as text (YAML).',
    },
  },
  'bank.template_heading_empty': {
    says: { zh: '第 {column} 列没有列名。', en: 'Column {column} has no heading.' },
    wayOut: {
      zh: '请补上列名，或删去空列后再上传。',
      en: 'Fill the heading in, or delete the empty column.',
    },
  },
  'bank.template_headings_alike': {
    says: { zh: '列名“{title}”出现两次。', en: 'The heading “{title}” stands twice.' },
    wayOut: {
      zh: '请核对银行的模板：同名的两列无法分辨。',
      en: 'Look at the template of the bank: two columns of one name cannot be told apart.',
    },
  },
  'bank.template_too_many_columns': {
    says: {
      zh: '有 {count} 列，最多 {most} 列：这不是付款模板。',
      en: 'It has {count} columns, and {most} is the most: this is no template for payments.',
    },
    wayOut: { zh: '请上传银行的批量付款模板。', en: 'Upload the template of the bank for batches.' },
  },
  'bank.template_encoding_unknown': {
    says: {
      zh: '文件的编码不是 UTF-8、GBK 或 GB18030，或文件不完整。',
      en: 'The file is not in UTF-8, GBK or GB18030, or a part of it is missing.',
    },
    wayOut: {
      zh: '请重新下载银行的模板，或在表格软件中另存为 UTF-8 的 CSV 或 XLSX。',
      en: 'Download the template of the bank again, or save it as CSV in UTF-8 or as XLSX.',
    },
  },
  'bank.template_text_broken': {
    says: { zh: '这段文字不是 YAML 或 JSON：{words}', en: 'The text is no YAML and no JSON: {words}' },
    wayOut: {
      zh: '请改正后再试；指南中有一个完整的例子。',
      en: 'Correct it; the guide has a whole example.',
    },
  },
  'bank.template_shape': {
    says: {
      zh: '模板的“{place}”缺少、多余或不合规定。',
      en: '“{place}” of the template is missing, not known, or out of range.',
    },
    wayOut: {
      zh: '请对照指南中模板的写法改正这一处。',
      en: 'Correct this place by the page of the guide on templates.',
    },
  },
  'bank.template_field_unknown': {
    says: { zh: '{place}：不认得字段“{field}”。', en: '{place}: the field “{field}” is not known.' },
    wayOut: { zh: '可用的字段：{fields}。', en: 'The fields are {fields}.' },
  },
  'bank.template_needs': {
    says: { zh: '模板缺少必需的列：{fields}。', en: 'The template lacks columns that it needs: {fields}.' },
    wayOut: {
      zh: '付款文件必须有收款账号、收款户名和金额。',
      en: 'A file of payments has the account, the name and the amount.',
    },
  },
  'bank.template_field_twice': {
    says: { zh: '两列都填“{field}”：{titles}。', en: 'Two columns hold “{field}”: {titles}.' },
    wayOut: {
      zh: '请为其中一列选择别的内容；这样的内容只能有一列。',
      en: 'Choose something else for one of them; only one column may hold this.',
    },
  },
  'bank.template_text_breaks': {
    says: {
      zh: '文字“{text}”会破坏文件：它含有分隔符、引号或换行，或像公式一样开头。',
      en: '“{text}” breaks the file: it has the separator, a quotation mark, a line end or a formula.',
    },
    wayOut: {
      zh: '请改写这段文字，或换一个分隔符。',
      en: 'Write it otherwise, or choose another separator.',
    },
  },
  'bank.template_letters': {
    says: {
      zh: '文字“{text}”中的“{letter}”在 {encoding} 编码里没有。',
      en: '“{text}” has the letter {letter}, which {encoding} lacks.',
    },
    wayOut: {
      zh: '请改写，或换用 GB18030 或 UTF-8。',
      en: 'Write it otherwise, or choose GB18030 or UTF-8.',
    },
  },
  'bank.template_fixed_text': {
    says: {
      zh: '“{title}”：固定文字的列要写明文字（可以为空），其他列不能写。',
      en: '“{title}”: a column of fixed text says the text, which may be empty, and no other column does.',
    },
    wayOut: { zh: '请补上或删去这一列的文字。', en: 'Add the text of this column, or take it away.' },
  },
  'bank.template_purpose_words': {
    says: {
      zh: '“{title}”：填用途的列要写明银行的用途词（如货款、采购款），其他列不能写。',
      en: '“{title}”: a column of purposes says the words of the bank, such as 货款, and no other column does.',
    },
    wayOut: {
      zh: '请写明每种付款用银行的哪个词。',
      en: 'Say which word of the bank stands for which of our payments.',
    },
  },
  'bank.template_number_cell': {
    says: {
      zh: '“{title}”不能是数字单元格：只有 XLSX 中的金额可以，账号等一律为文本。',
      en: '“{title}” cannot be a number: only the amount of a workbook is one; accounts are always text.',
    },
    wayOut: { zh: '请改为文本单元格。', en: 'Make it a cell of text.' },
  },
  'bank.template_workbook_heading': {
    says: { zh: 'XLSX 文件必须有表头行。', en: 'A workbook has a line of headings.' },
    wayOut: { zh: '请打开表头行，或改用文本文件。', en: 'Give it the headings, or use a text file.' },
  },
  'bank.template_result_columns': {
    says: {
      zh: '结果文件要有状态列，并有业务编号，或账号和金额。',
      en: 'A result file has the outcome, and the number of the payment or its account and amount.',
    },
    wayOut: { zh: '请补上这些列名。', en: 'Name the headings of these columns.' },
  },
  'bank.template_result_words': {
    says: {
      zh: '结果文件要写明表示成功和失败的词。',
      en: 'A result file needs the words for paid and for failed.',
    },
    wayOut: { zh: '请按银行的写法补上。', en: 'Add them as the bank writes them.' },
  },
  'bank.template_result_twice': {
    says: { zh: '结果文件中的“{word}”被写了两次。', en: '“{word}” of the result file is said twice.' },
    wayOut: {
      zh: '一个列名只能是一列，一个词只能表示一种结果。',
      en: 'A heading is one column, and a word means one outcome.',
    },
  },
  'bank.template_leaves_out': {
    says: {
      zh: '按这个模板写不出示例付款：“{title}”一列会是空的、超长或无法书写。',
      en: 'Invented payments cannot be written by it: “{title}” would be empty, too long or not writable.',
    },
    wayOut: {
      zh: '请放宽这一列的长度，或不要求它必填；填写的文字须能用所选编码书写。',
      en: 'Allow more letters, or require less, and use an encoding that has the letters.',
    },
  },
  'bank.template_changed_meanwhile': {
    says: { zh: '另一位同事刚刚改了这个模板。', en: 'Somebody else changed this template at this moment.' },
    wayOut: { zh: '请刷新后再看一次。', en: 'Load it again and look once more.' },
  },
  'bank.template_second_person': {
    says: {
      zh: '起草或认可模板的人不能再启用它。',
      en: 'Whoever drafted a template, or stands behind its draft, cannot put it in force.',
    },
    wayOut: {
      zh: '请另一位财务同事或总经理看过示例文件后启用。',
      en: 'Another person of finance, or the general manager, looks at its file and confirms.',
    },
  },
  'bank.template_preview_differs': {
    says: {
      zh: '启用前看到的示例文件不是这个模板的。',
      en: 'The file of invented payments that was looked at is not the one of this template.',
    },
    wayOut: {
      zh: '请打开模板看过示例文件，再启用。',
      en: 'Open the template, look at its file, and confirm then.',
    },
  },
  'bank.template_withdrawn': {
    says: {
      zh: '付款账户用的模板“{name}”已停用，不能再生成文件。',
      en: 'The template “{name}” of the account was withdrawn: no file is made by it.',
    },
    wayOut: {
      zh: '请两人变更账户的文件格式，或起草并启用该模板的新版。',
      en: 'Two persons change the form of the account, or put a new edition of the template in force.',
    },
  },
  'bank.form_unknown': {
    says: {
      zh: '没有这种付款文件格式，或模板没有启用。',
      en: 'There is no such form of payment files, or its template is not in force.',
    },
    wayOut: {
      zh: '请选择系统自带的格式，或本主体已启用的模板。',
      en: 'Choose a form that is shipped, or a template of this entity that is in force.',
    },
  },
  'bank.form_same': {
    says: { zh: '账户已经是这种文件格式。', en: 'The account has this form already.' },
    wayOut: { zh: '请选择另一种格式。', en: 'Choose another form.' },
  },
  'bank.form_waits': {
    says: {
      zh: '这个账户已有一项格式变更在等待确认。',
      en: 'Another form of this account waits for its second person.',
    },
    wayOut: { zh: '请先确认或退回那一项。', en: 'Confirm or decline that one first.' },
  },
  'bank.form_second_person': {
    says: { zh: '提出变更的人不能确认它。', en: 'Whoever stated another form cannot confirm it.' },
    wayOut: {
      zh: '请另一位财务同事或总经理确认；提出的人可以撤回。',
      en: 'Another person of finance, or the general manager, confirms; whoever stated it may take it back.',
    },
  },
} as const satisfies Readonly<Record<string, RefusalText>>
