import type { RefusalText } from '../text.ts'

export const importsRefusals = {
  'imports.file_empty': {
    says: { zh: '文件是空的。', en: 'The file is empty.' },
    wayOut: { zh: '请选择含有表头和数据行的文件。', en: 'Choose a file with a heading and rows.' },
  },
  'imports.file_too_large': {
    says: { zh: '文件超过 {megabytes} MB。', en: 'The file is larger than {megabytes} MB.' },
    wayOut: {
      zh: '请按月份或年份拆分文件后分别导入；重复的行不会重复登记。',
      en: 'Split it by month or year; rows that come twice enter once.',
    },
  },
  'imports.unpacks_too_large': {
    says: {
      zh: '压缩文件展开后过大，已停止读取。',
      en: 'The file unpacks into far more than a register holds; reading has stopped.',
    },
    wayOut: { zh: '请导入未压缩的文件，或拆分后导入。', en: 'Import it unpacked, or in parts.' },
  },
  'imports.archive_damaged': {
    says: { zh: '文件已损坏或不完整。', en: 'The file is damaged or incomplete.' },
    wayOut: { zh: '请重新下载或重新保存后再导入。', en: 'Download or save it again, then import it.' },
  },
  'imports.file_locked': {
    says: { zh: '文件设有密码，无法读取。', en: 'The file is protected by a password.' },
    wayOut: { zh: '请去掉密码后再导入。', en: 'Remove the password and import it again.' },
  },
  'imports.packed_twice': {
    says: { zh: '文件被压缩了两次。', en: 'The file is compressed twice.' },
    wayOut: { zh: '请解压一次后再导入。', en: 'Unpack it once and import it again.' },
  },
  'imports.old_workbook': {
    says: {
      zh: '这是旧版 Excel 文件（.xls）或加密的工作簿，无法读取。',
      en: 'This is an old Excel file (.xls) or an encrypted workbook.',
    },
    wayOut: { zh: '请另存为 .xlsx 或 CSV，不设密码。', en: 'Save it as .xlsx or CSV, without a password.' },
  },
  'imports.not_a_workbook': {
    says: { zh: '压缩包里没有工作簿。', en: 'The archive holds no workbook.' },
    wayOut: {
      zh: '请解压后导入其中的 CSV 或 .xlsx 文件。',
      en: 'Unpack it and import the CSV or .xlsx file inside.',
    },
  },
  'imports.not_a_table': {
    says: { zh: '文件不是表格。', en: 'The file is no table.' },
    wayOut: { zh: '请导入 CSV 或 .xlsx 文件。', en: 'Import a CSV or .xlsx file.' },
  },
  'imports.sheet_missing': {
    says: { zh: '工作簿里没有可读的工作表“{sheet}”。', en: 'The workbook has no visible sheet “{sheet}”.' },
    wayOut: { zh: '请从这些工作表中选择：{sheets}', en: 'Choose one of these sheets: {sheets}' },
  },
  'imports.sheet_needed': {
    says: {
      zh: '工作簿有多个含内容的工作表：{sheets}。没有读取任何一个。',
      en: 'Several sheets of the workbook hold something: {sheets}. None of them was read.',
    },
    wayOut: {
      zh: '请指明其中之一（--sheet 名称），每个工作表导入一次。',
      en: 'Name one of them (--sheet NAME), and import each that belongs here.',
    },
  },
  'imports.no_sheets': {
    says: {
      zh: '文件不是工作簿，没有工作表“{sheet}”。',
      en: 'The file is no workbook and has no sheet “{sheet}”.',
    },
    wayOut: { zh: '请不要写明工作表。', en: 'Leave out the sheet.' },
  },
  'imports.columns_missing': {
    says: {
      zh: '文件缺少导入方案 {profile} 所需的列：{columns}',
      en: 'The file lacks columns that the profile {profile} needs: {columns}',
    },
    wayOut: { zh: '请核对表头，或换用合适的导入方案。', en: 'Check the heading, or choose another profile.' },
  },
  'imports.profile_unknown': {
    says: { zh: '没有名为“{profile}”的导入方案。', en: 'There is no profile called “{profile}”.' },
    wayOut: { zh: '请从这些方案中选择：{profiles}', en: 'Choose one of these: {profiles}' },
  },
  'imports.profile_invalid': {
    says: { zh: '导入方案有误，位置：{at}（{why}）', en: 'The profile is not right at {at}: {why}' },
    wayOut: { zh: '请改正该处后重试。', en: 'Correct that place and try again.' },
  },
  'imports.too_many_rows': {
    says: { zh: '文件超过 {rows} 行。', en: 'The file has more than {rows} rows.' },
    wayOut: {
      zh: '请按年份拆分后分别导入；重复的行不会重复登记。',
      en: 'Split it by year; rows that come twice enter once.',
    },
  },
  'imports.row_known': {
    says: { zh: '该行已在登记簿中（{key}）。', en: 'The row is in the register already ({key}).' },
    wayOut: {
      zh: '无需处理，该行不会重复登记；确为另一笔权益的，请注明后再更正。',
      en: 'There is nothing to do: it enters once. If it is another benefit, say so when you put it right.',
    },
  },
  'imports.problem_unknown': {
    says: {
      zh: '这次导入中没有这一待处理行（{problem}）。',
      en: 'This import has no row {problem} that waits.',
    },
    wayOut: { zh: '请从该次导入的待处理行中选择。', en: 'Choose one of the rows of the import that wait.' },
  },
  'imports.problem_settled': {
    says: {
      zh: '第 {line} 行已经登记，或已经搁置。',
      en: 'Line {line} has entered the register already, or was set aside.',
    },
    wayOut: {
      zh: '登记有误的，请在登记簿中更正或冲销。',
      en: 'If it is wrong there, put it right or reverse it in the register.',
    },
  },
  'imports.heading_unknown': {
    says: {
      zh: '这次导入没有保存表头，无法逐行更正。',
      en: 'This import kept no heading, so a single row cannot be read again.',
    },
    wayOut: {
      zh: '请在原文件中改正后重新导入；已登记的行不会重复登记。',
      en: 'Correct the file and import it again; rows that are in the register enter once.',
    },
  },
  'imports.nothing_corrected': {
    says: { zh: '没有给出更正的内容。', en: 'Nothing was given to put right.' },
    wayOut: {
      zh: '请改写单元格，或说明名称指的是谁，或搁置该行。',
      en: 'Give a cell another text, say whom a name stands for, or set the row aside.',
    },
  },
  'imports.column_unknown': {
    says: { zh: '文件没有“{column}”这一列。', en: 'The file has no column “{column}”.' },
    wayOut: {
      zh: '请用文件表头中的列名，或用 #3 表示第三列。',
      en: 'Use a heading of the file, or #3 for the third column.',
    },
  },
  'imports.correction_empties': {
    says: { zh: '更正后该行不再是一笔权益。', en: 'As it stands then, the row would be no benefit.' },
    wayOut: { zh: '不需要登记的，请写明原因后搁置。', en: 'If it is none, set it aside with the reason.' },
  },
  'imports.staff_unknown': {
    says: { zh: '没有这位员工。', en: 'There is no such member of staff.' },
    wayOut: { zh: '请从在册员工中选择。', en: 'Choose one of the staff on record.' },
  },
  'imports.entity_needed': {
    says: {
      zh: '没有说明这份登记属于哪个公司主体。',
      en: 'It is not said to which legal entity this register belongs.',
    },
    wayOut: {
      zh: '请指明其中之一（--entity）：{entities}',
      en: 'Name one of these (--entity): {entities}',
    },
  },
  'imports.entity_unknown': {
    says: { zh: '没有编号为“{entity}”的公司主体。', en: 'There is no legal entity “{entity}”.' },
    wayOut: { zh: '您可以为这些主体导入：{entities}', en: 'You may import for these: {entities}' },
  },
  'imports.entity_none': {
    says: {
      zh: '没有您可以为之导入的公司主体。',
      en: 'There is no legal entity for which you may import.',
    },
    wayOut: {
      zh: '请先由管理员登记公司主体，并让您为其任职。',
      en: 'Let an administrator record the entity and your role there first.',
    },
  },
  'imports.run_closed': {
    says: { zh: '这次导入已经结束或已停止。', en: 'This import has ended or was stopped.' },
    wayOut: {
      zh: '请重新导入该文件；已登记的行不会重复登记。',
      en: 'Import the file again; rows that are in the register enter once.',
    },
  },
  'imports.book_busy': {
    says: {
      zh: '同一登记簿中有一次导入尚未完成：{file}（{run}）。',
      en: 'An import into the same book is not finished: {file} ({run}).',
    },
    wayOut: {
      zh: '请再次导入该文件以完成它，或撤销那次导入。',
      en: 'Import that file again to finish it, or undo that import.',
    },
  },
  'imports.already_running': {
    says: {
      zh: '登记簿 {book} 正在导入中，同一时间只能有一次。',
      en: 'An import into the book {book} is running; there is one at a time.',
    },
    wayOut: { zh: '请等待其完成后重试。', en: 'Try again when it has finished.' },
  },
  'imports.run_unknown': {
    says: { zh: '没有编号为 {run} 的导入。', en: 'There is no import {run}.' },
    wayOut: { zh: '请在导入列表中核对编号。', en: 'Look for its number in the list of imports.' },
  },
  'imports.is_an_undo': {
    says: { zh: '这是一次撤销，撤销本身不能再撤销。', en: 'This run undid an import and cannot be undone.' },
    wayOut: { zh: '如需恢复，请重新导入原文件。', en: 'To bring the rows back, import the file again.' },
  },
  'imports.undone_already': {
    says: { zh: '这次导入已经撤销。', en: 'This import has been undone already.' },
    wayOut: { zh: '如需恢复，请重新导入原文件。', en: 'To bring the rows back, import the file again.' },
  },
  'imports.undo_waits': {
    says: {
      zh: '撤销这次导入正等待第二人确认，此前一切照常计入。',
      en: 'Undoing this import waits for its second person; until then everything counts.',
    },
    wayOut: { zh: '请等待合规答复。', en: 'Wait for the answer of compliance.' },
  },
  'imports.undo_needs_second': {
    says: {
      zh: '本公司台账的导入计入限额，须由第二人确认后才能撤销。',
      en: 'Our own history counts in limits: a second person confirms before it is undone.',
    },
    wayOut: {
      zh: '请先提出撤销，由合规的另一位同事确认。',
      en: 'Ask for it; another colleague of compliance confirms.',
    },
  },
  'imports.undo_takes_two': {
    says: {
      zh: '提出撤销的人和导入的人不能确认撤销。',
      en: 'Whoever asked for the undoing, or imported the file, does not confirm it.',
    },
    wayOut: { zh: '请合规的另一位同事答复。', en: 'Another colleague of compliance answers.' },
  },
  'imports.undo_answered': {
    says: {
      zh: '这项撤销已有答复或已撤回。',
      en: 'This undoing was answered or taken back already.',
    },
    wayOut: { zh: '请刷新查看最新状态。', en: 'Reload to see where it stands now.' },
  },
  'imports.nobody_to_undo': {
    says: {
      zh: '没有人可以确认这项撤销：提出人、导入人以及有相关申请的人都不能确认。',
      en:
        'Nobody can confirm this undoing: not whoever asks, whoever imported, or those who ask for a ' +
        'benefit for its parties.',
    },
    wayOut: {
      zh: '请管理员再任命一位合规人员或总经理。',
      en: 'Ask an administrator to appoint one more person of compliance, or a general manager.',
    },
  },
  'imports.no_file': {
    says: { zh: '没有收到文件。', en: 'No file came with the call.' },
    wayOut: { zh: '请选择一个 CSV 或 .xlsx 文件。', en: 'Choose one CSV or .xlsx file.' },
  },
} as const satisfies Record<string, RefusalText>
