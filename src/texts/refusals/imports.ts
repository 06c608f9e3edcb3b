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
    wayOut: { zh: '无需处理；该行不会重复登记。', en: 'There is nothing to do: it enters once.' },
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
  'imports.no_file': {
    says: { zh: '没有收到文件。', en: 'No file came with the call.' },
    wayOut: { zh: '请选择一个 CSV 或 .xlsx 文件。', en: 'Choose one CSV or .xlsx file.' },
  },
} as const satisfies Record<string, RefusalText>
