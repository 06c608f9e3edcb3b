import type { RefusalText } from './text.ts'

/** Two rows bear one number: the same benefit, put right, or two of them. */
const otherUnderNumber = {
  zh: '本行有误的，请搁置；是另一笔的，请注明“另一笔”或更正编号；已入账的有误的，请撤销那次导入后再导入本文件。',
  en:
    'If this row is wrong, set it aside. If it is another benefit, say so or correct its number. If the ' +
    'one in the register is wrong, undo its import and import this file again.',
}

/** Why a row was rejected or held, and what puts it right. `{text}` is the cell as written. */
export const importProblems = {
  'line.columns': {
    says: {
      zh: '该行有 {cells} 个单元格，表头只有 {columns} 列。',
      en: 'The line has {cells} cells and the heading has {columns} columns.',
    },
    wayOut: {
      zh: '请检查该行是否有多余的分隔符，含逗号的内容请加引号。',
      en: 'Look for a separator too many; put text with a comma in quotation marks.',
    },
  },
  'line.quotes': {
    says: {
      zh: '引号之后还有内容，无法分清单元格：{text}',
      en: 'Text follows a closing quotation mark, so the cells cannot be told apart: {text}',
    },
    wayOut: { zh: '单元格内的引号请写成两个引号。', en: 'Write a quotation mark inside a cell twice.' },
  },
  'line.quote_open': {
    says: { zh: '引号没有结束：{text}', en: 'A quotation mark is opened and never closed: {text}' },
    wayOut: { zh: '请补上结束的引号，或去掉多余的引号。', en: 'Close the quotation mark, or take it out.' },
  },
  'line.encoding': {
    says: {
      zh: '该单元格含有无法识别的字符。',
      en: 'The cell holds bytes that are no letters in the encoding of the file.',
    },
    wayOut: {
      zh: '请将文件另存为 UTF-8 编码后重新导入。',
      en: 'Save the file as UTF-8 and import it again.',
    },
  },
  'cell.error': {
    says: { zh: '单元格是错误值 {text}。', en: 'The cell shows the error {text}.' },
    wayOut: {
      zh: '请在表格中改正公式，或填入数值。',
      en: 'Correct the formula in the spreadsheet, or enter the value.',
    },
  },
  'cell.formula_empty': {
    says: {
      zh: '单元格是公式，文件中没有保存其结果；导入不计算公式。',
      en: 'The cell is a formula and the file holds no result; an import computes no formulas.',
    },
    wayOut: {
      zh: '请用表格软件打开并保存一次，或填入数值。',
      en: 'Open and save the file in a spreadsheet program once, or enter the value.',
    },
  },
  'cell.empty': {
    says: { zh: '没有写明是什么权益。', en: 'The row does not say what was given.' },
    wayOut: { zh: '请补充权益内容。', en: 'Enter what was given.' },
  },
  'number.missing': {
    says: {
      zh: '没有写明编号，无法与其他行区分。',
      en: 'The row has no number by which it is told from others.',
    },
    wayOut: { zh: '请按原登记补上编号。', en: 'Enter the number that it has in the register.' },
  },
  'number.spoilt': {
    says: {
      zh: '编号“{text}”已被表格软件改成科学计数，末位丢失。',
      en: 'A spreadsheet has rounded the number to “{text}”.',
    },
    wayOut: {
      zh: '请按原登记更正编号；导出前把该列设为文本。',
      en: 'Correct it from the register; format the column as text before saving.',
    },
  },
  'number.twice': {
    says: {
      zh: '第 {line} 行已用同一编号，内容却不同。',
      en: 'Line {line} has the same number and says something else.',
    },
    wayOut: {
      zh: '请更正编号；确为另一笔权益的，请注明后再更正；是同一笔的，请搁置。',
      en: 'Correct the number, say that it is another benefit, or set it aside when it is the same one.',
    },
  },
  'number.other_amount': {
    says: {
      zh: '同一编号已有一行入账，金额是 {was}，本行是 {now}。',
      en: 'A row with the same number is in the register with {was}; this one says {now}.',
    },
    wayOut: otherUnderNumber,
  },
  'number.other_day': {
    says: {
      zh: '同一编号已有一行入账，日期是 {was}，本行是 {now}。',
      en: 'A row with the same number is in the register for {was}; this one says {now}.',
    },
    wayOut: otherUnderNumber,
  },
  'number.other_party': {
    says: {
      zh: '同一编号已有一行入账，给予方或收受方与本行不同。',
      en: 'A row with the same number is in the register with another giver or recipient.',
    },
    wayOut: otherUnderNumber,
  },
  'date.missing': {
    says: { zh: '没有日期。', en: 'There is no date.' },
    wayOut: {
      zh: '请补充给予或收到的日期，以便按当日规则判断。',
      en: 'Enter the day, so that the rules of that day can decide.',
    },
  },
  'date.unreadable': {
    says: { zh: '“{text}”不是可以识别的日期。', en: '“{text}” is no date that can be read.' },
    wayOut: { zh: '请写成 2026-03-05 的形式。', en: 'Write it as 2026-03-05.' },
  },
  'date.ambiguous': {
    says: { zh: '“{text}”的年月日顺序不能确定。', en: '“{text}” can be read as two different days.' },
    wayOut: {
      zh: '请写成四位年份在前的形式，如 2026-03-05。',
      en: 'Write the year first, with four digits: 2026-03-05.',
    },
  },
  'date.no_year': {
    says: { zh: '“{text}”没有年份。', en: '“{text}” has no year.' },
    wayOut: { zh: '请补充四位年份。', en: 'Add the year with four digits.' },
  },
  'date.too_coarse': {
    says: {
      zh: '“{text}”只到季度或年份，无法确定适用当时的哪些规则。',
      en: '“{text}” names a quarter or a year; the rules in force depend on the month at least.',
    },
    wayOut: { zh: '请补充月份，最好到日。', en: 'Add the month, better the day.' },
  },
  'date.impossible': {
    says: { zh: '“{text}”在日历上不存在。', en: '“{text}” does not exist in the calendar.' },
    wayOut: { zh: '请核对原始单据上的日期。', en: 'Check the date on the original paper.' },
  },
  'date.future': {
    says: {
      zh: '“{text}”是将来的日期，已发生的事项不可能在此日期。',
      en: '“{text}” lies in the future; a register holds what has happened.',
    },
    wayOut: {
      zh: '请改正日期；尚未发生的请按申请提交。',
      en: 'Correct the date; file what has not happened yet as a request.',
    },
  },
  'date.too_old': {
    says: { zh: '“{text}”早于此类登记的起始时间。', en: '“{text}” is earlier than such a register can be.' },
    wayOut: { zh: '请核对年份。', en: 'Check the year.' },
  },
  'value.missing': {
    says: { zh: '没有金额。', en: 'There is no value.' },
    wayOut: { zh: '请按市场价补充金额，并注明来源。', en: 'Enter the market value and where it comes from.' },
  },
  'value.not_said': {
    says: { zh: '金额写的是“{text}”，没有说明多少。', en: 'The value says “{text}” and no amount.' },
    wayOut: { zh: '请按市场价补充金额，并注明来源。', en: 'Enter the market value and where it comes from.' },
  },
  'value.unreadable': {
    says: { zh: '“{text}”不是可以识别的金额。', en: '“{text}” is no amount that can be read.' },
    wayOut: {
      zh: '请写成 1264.50 的形式，一格只写一个金额。',
      en: 'Write it as 1264.50, one amount in a cell.',
    },
  },
  'value.words': {
    says: {
      zh: '“{text}”是口语数字，可能有不同理解。',
      en: '“{text}” is in everyday numerals, which can mean more than one amount.',
    },
    wayOut: {
      zh: '请写成阿拉伯数字（如 1200.00）或规范的大写金额。',
      en: 'Write digits such as 1200.00, or formal capital figures (大写).',
    },
  },
  'value.negative': {
    says: {
      zh: '“{text}”是负数；冲销不作为新的权益导入。',
      en: '“{text}” is negative; a reversal is not imported as a benefit of its own.',
    },
    wayOut: { zh: '请在被冲销的那一笔上做冲销。', en: 'Reverse the original entry instead.' },
  },
  'value.several': {
    says: { zh: '“{text}”有不止一个金额。', en: '“{text}” holds more than one amount.' },
    wayOut: { zh: '请分成多行，一行一个金额。', en: 'Use one line for each amount.' },
  },
  'value.grouping': {
    says: {
      zh: '“{text}”中逗号和小数点的位置不能确定金额。',
      en: '“{text}” has commas where no thousands end, so the amount is not certain.',
    },
    wayOut: { zh: '请写成 1264.50 的形式。', en: 'Write it as 1264.50.' },
  },
  'value.decimals': {
    says: {
      zh: '“{text}”的小数位多于该币种的最小单位；金额不会被四舍五入。',
      en: '“{text}” has more decimals than its currency; amounts are never rounded.',
    },
    wayOut: { zh: '请写明准确到分的金额。', en: 'Enter the amount to the smallest unit of the currency.' },
  },
  'value.currency': {
    says: { zh: '“{text}”的币种不能确定。', en: 'The currency of “{text}” is not certain.' },
    wayOut: {
      zh: '请写明币种代码，如 CNY 1264.50。',
      en: 'Write the code of the currency, for example CNY 1264.50.',
    },
  },
  'value.too_large': {
    says: { zh: '“{text}”超出可以登记的金额。', en: '“{text}” is larger than the register can hold.' },
    wayOut: { zh: '请核对位数。', en: 'Check the number of digits.' },
  },
  'form.missing': {
    says: { zh: '没有写明权益类型。', en: 'The kind of benefit is not given.' },
    wayOut: {
      zh: '请选择权益类型，如礼品、餐饮、返利。',
      en: 'Choose the kind, for example gift, meal or rebate.',
    },
  },
  'form.unknown': {
    says: { zh: '不能从“{text}”判断权益类型。', en: 'The kind of benefit cannot be told from “{text}”.' },
    wayOut: {
      zh: '请选择权益类型；经常出现的写法可加进导入方案。',
      en: 'Choose the kind; a wording that occurs often can be added to the profile.',
    },
  },
  'form.disguise': {
    says: {
      zh: '“{text}”没有说明给了什么、给了谁。',
      en: '“{text}” does not say what was given and to whom.',
    },
    wayOut: {
      zh: '请按实际内容选择权益类型，并写明受益人。',
      en: 'Choose the kind by what was really given, and name who received it.',
    },
  },
  'direction.unknown': {
    says: {
      zh: '不能从“{text}”判断是送出还是收到。',
      en: '“{text}” does not tell whether it was given or received.',
    },
    wayOut: { zh: '请写“送出”“收到”或“谢绝”。', en: 'Write “given”, “received”, “offered” or “declined”.' },
  },
  'party.giver_missing': {
    says: { zh: '没有写明由谁给予。', en: 'The row does not say who gave it.' },
    wayOut: { zh: '请补充给予方。', en: 'Enter the giver.' },
  },
  'party.recipient_missing': {
    says: { zh: '没有写明由谁收取。', en: 'The row does not say who received it.' },
    wayOut: { zh: '请补充受益人或客户单位。', en: 'Enter the person or the customer.' },
  },
  'party.maybe_swapped': {
    says: {
      zh: '“{text}”像是人名或职务，可能与对方一栏写反了。',
      en: '“{text}” looks like a person and may have changed places with the other party.',
    },
    wayOut: { zh: '请确认权益内容和对方。', en: 'Confirm what was given and who the other party is.' },
  },
  'party.uncertain': {
    says: {
      zh: '“{text}”可能是已有的客户或人员：{names}。',
      en: '“{text}” may be one that is known: {names}.',
    },
    wayOut: {
      zh: '请改用登记的名称，或补充统一社会信用代码；确为新对象的，请先建档。',
      en: 'Use the name on record or add the credit code; add a new one to the customers first.',
    },
  },
  'party.no_name': {
    says: { zh: '“{text}”没有写明是谁。', en: '“{text}” is nobody’s name.' },
    wayOut: { zh: '请写名称；确无单位的留空。', en: 'Write the name; leave it empty if there is none.' },
  },
  'party.several': {
    says: {
      zh: '“{text}”没有写明是谁、是几人：只有分开的每一部分都是完整姓名时，才按人平分。',
      en:
        '“{text}” does not say for certain who, or how many: it is divided only where each part is the ' +
        'full name of a person.',
    },
    wayOut: {
      zh:
        '只是一人的，只写其姓名，职务、部门、地点另填一栏。是几人的，每人一行；中文姓名也可逐一写全，用顿号分开' +
        '（按人平分）。家属的份额写在其本人名下。',
      en:
        'One person: write the name alone, with position, department and place in columns of their own. ' +
        'Several: one line each, or full Chinese names separated by 、. What relatives got stands under ' +
        'the person.',
    },
  },
  'party.count_differs': {
    says: {
      zh: '“{text}”写了 {names} 个姓名，人数却是 {count}。',
      en: '“{text}” gives {names} names, and the number of people is {count}.',
    },
    wayOut: {
      zh: '请补全姓名或改正人数；两者一致才能按人平分。',
      en: 'Add the missing names or correct the number: it is divided only when both agree.',
    },
  },
  'party.several_customers': {
    says: {
      zh: '“{text}”一格里写了几家客户，没有写明各自的金额。',
      en: '“{text}”: several customers stand in one cell, and nothing says what each of them got.',
    },
    wayOut: {
      zh: '请每家一行，分别写明金额；只是一家的，只写其登记名称，中间不加分隔符号。',
      en: 'Use one line for each, with its own amount. If it is one, write its registered name alone.',
    },
  },
  'party.code_wrong': {
    says: {
      zh: '统一社会信用代码“{text}”未通过校验。',
      en: 'The credit code “{text}” fails its check.',
    },
    wayOut: {
      zh: '请对照营业执照更正，或留空。',
      en: 'Correct it from the business licence, or leave it empty.',
    },
  },
  'party.own_entity': {
    says: {
      zh: '“{name}”是本集团的主体，不是客户。',
      en: '“{name}” is an entity of our own group and no customer.',
    },
    wayOut: {
      zh: '请填写实际收受或赠送的客户。',
      en: 'Name the customer who got it or gave it.',
    },
  },
  'staff.unknown': {
    says: {
      zh: '收受人“{text}”在当日不是登记在册的本公司员工。',
      en: '“{text}” received it and was no member of our staff on record on that day.',
    },
    wayOut: {
      zh: '请选择是哪位员工；当时已离职或从未登记的，请写明原因后确认。',
      en: 'Pick who it was; confirm with a reason when they had left or were never on record.',
    },
  },
  'staff.several': {
    says: {
      zh: '收受人“{text}”可能是多位员工：{names}。',
      en: '“{text}” received it and may be one of several of our staff: {names}.',
    },
    wayOut: { zh: '请选择是哪位员工，或改写为工号。', en: 'Pick who it was, or write the staff number.' },
  },
  'code.check': {
    says: {
      zh: '统一社会信用代码“{text}”的位数或校验码不正确。',
      en: 'The credit code “{text}” has a wrong length or check character.',
    },
    wayOut: { zh: '请对照营业执照改正。', en: 'Correct it from the business licence.' },
  },
  'count.unreadable': {
    says: { zh: '人数“{text}”不是整数。', en: 'The number of people “{text}” is no whole number.' },
    wayOut: { zh: '请填写实际人数。', en: 'Enter how many people there were.' },
  },
  'quantity.unreadable': {
    says: { zh: '数量“{text}”不是整数。', en: 'The number of pieces “{text}” is no whole number.' },
    wayOut: { zh: '请填写实际件数。', en: 'Enter how many pieces there were.' },
  },
  'quantity.missing': {
    says: {
      zh: '“{text}”是单价，没有写明数量，不能确定总额。',
      en: '“{text}” is the price of one piece, and the row does not say how many there were.',
    },
    wayOut: {
      zh: '请补充数量，或把该格写成“单价×数量”（如 100×50）。',
      en: 'Enter the number, or write price and number into the cell, such as 100×50.',
    },
  },
  'value.one_or_all': {
    says: {
      zh: '数量为 {number}，不能确定“{text}”是一件的价值还是合计。',
      en: 'There are {number} pieces, and “{text}” may be the value of one or of all of them.',
    },
    wayOut: {
      zh: '是单价的，请写成“单价×数量”（如 100×50）；是合计的，请写成“共 5000”。',
      en: 'Write 100×50 when it is for one, and “total 5000” when it is for all.',
    },
  },
  'value.disagrees': {
    says: {
      zh: '单价乘数量（{text}）与总额“{total}”不一致。',
      en: 'Price times number ({text}) is not the total “{total}”.',
    },
    wayOut: {
      zh: '请核对凭证，改正其中有误的一项；有折扣的，请清空单价。',
      en: 'Correct what is wrong; where there was a discount, empty the price.',
    },
  },
} as const satisfies Record<string, RefusalText>
