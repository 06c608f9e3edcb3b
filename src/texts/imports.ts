import type { Sentence } from './text.ts'

/** How a cell was read where that is not self-evident. */
export const importNotes = {
  'cell.mended': {
    zh: '该格曾按错误的编码保存，按“{text}”理解。',
    en: 'The cell was once saved in a wrong encoding; it is read as “{text}”.',
  },
  'date.month': {
    zh: '只写到月份，按 {from} 起的当月处理。',
    en: 'Only the month is given; it counts from {from}.',
  },
  'date.span': {
    zh: '写的是一段时间（{from} 至 {to}），按首日适用规则。',
    en: 'The cell names a span ({from} to {to}); the rules of its first day apply.',
  },
  'date.only_meaning': {
    zh: '按唯一可能的读法理解为 {day}。',
    en: 'Read as {day}, the only day that it can mean.',
  },
  'date.short_year': { zh: '两位年份“{text}”理解为 {year} 年。', en: 'The year “{text}” is read as {year}.' },
  'date.year_of_period': {
    zh: '年份取自登记册的期间：{year} 年。',
    en: 'The year {year} is taken from the period of the register.',
  },
  'date.outside_period': {
    zh: '{day} 不在登记册的期间（{from} 至 {to}）内，按所写日期处理。',
    en: '{day} lies outside the period of the register ({from} to {to}); it stays as written.',
  },
  'value.estimated': { zh: '金额是估计数。', en: 'The value is an estimate.' },
  'value.each': { zh: '金额是每人的金额。', en: 'The value is for one person.' },
  'value.total': { zh: '金额是合计数（{text}）。', en: 'The value is a total ({text}).' },
  'value.remark': { zh: '金额附有说明：{text}', en: 'The value carries a remark: {text}' },
  'value.product': { zh: '金额由数量和单价相乘得出：{text}', en: 'The value is number times price: {text}' },
  'value.zero': { zh: '金额为零。', en: 'The value is zero.' },
  'value.at_least': { zh: '“{text}”：金额只知下限。', en: '“{text}”: the value is known only from below.' },
  'value.at_most': {
    zh: '“{text}”：金额只知上限，按上限判断。',
    en: '“{text}”: the value is known only from above; decisions take the upper bound.',
  },
  'value.between': {
    zh: '“{text}”：金额在两数之间，按较大数判断。',
    en: '“{text}”: the value lies between two amounts; decisions take the larger.',
  },
  'value.currency_own': {
    zh: '金额自带币种 {currency}。',
    en: 'The amount names its own currency, {currency}.',
  },
  'count.shared': {
    zh: '金额由 {count} 人分摊，每人份额向上取整到分。',
    en: 'The value is shared by {count} people; one share is rounded up.',
  },
  'count.each': {
    zh: '金额按每人计，乘以 {count} 人。',
    en: 'The value is for one person and counts for {count} people.',
  },
  'form.stricter': {
    zh: '类型写的是“{type}”，另有“{text}”：按更严的一种判断。',
    en: 'The kind says “{type}”, and “{text}” stands beside it: read as the stricter of the two.',
  },
  'party.divided': {
    zh: '“{text}”是 {names} 人：按人平分，每人一笔，合计不变。',
    en: '“{text}” are {names} people: divided among them, one entry each, the sum unchanged.',
  },
  'party.taken_for': {
    zh: '文件写的是“{text}”，按记录中的“{name}”登记。',
    en: 'The file says “{text}”; it was taken for “{name}”, who is on record.',
  },
  'phone.none': {
    zh: '该格没有能认出的电话号码，未采用。',
    en: 'The cell holds no telephone number that can be read and is left out.',
  },
  'phone.in_part': {
    zh: '该格只采用了其中能认出、且写明是谁的电话号码。',
    en: 'Of the cell only the telephone numbers that can be read, and that are somebody’s, are kept.',
  },
  'phone.whose': {
    zh: '没有写明电话号码是哪一人的，未采用。',
    en: 'It does not say whose telephone number it is, so it is left out.',
  },
  'party.relative': {
    zh: '由亲属收取（{text}），全部计为家属份额。',
    en: 'A relative received it ({text}); all of it is the family share.',
  },
} as const satisfies Record<string, Sentence>

/** Why a line holds no benefit. */
export const importNilReasons = {
  nil_return: { zh: '零申报', en: 'nil return' },
  empty_line: { zh: '空行', en: 'empty line' },
  repeated_header: { zh: '重复的表头', en: 'repeated heading' },
  total_line: { zh: '合计行', en: 'total' },
} as const satisfies Record<string, Sentence>

/** What an import says on the command line. */
export const importTexts = {
  'import.command': {
    zh: '导入登记表、台账（CSV、XLSX、.gz），或撤销一次导入',
    en: 'a register or list (CSV, XLSX, .gz), or the undoing of an import',
  },
  'import.what': {
    zh: '请写一个文件名和 --profile，或用 --undo、--problems、--correct 写明一次导入。',
    en: 'Name one file and a --profile, or one import with --undo, --problems or --correct.',
  },
  'import.progress': { zh: '已处理 {done} / {total} 行', en: '{done} of {total} rows' },
  'import.refused': { zh: '{says}{wayOut}', en: '{says} {wayOut}' },
  'import.dry': { zh: '试算：没有写入任何内容。', en: 'Dry run: nothing was stored.' },
  'import.resumed': {
    zh: '已从上次中断处继续，没有重复登记。',
    en: 'It went on where it had stopped; nothing entered twice.',
  },
  'import.cancelled': {
    zh: '已按要求停止（已处理 {rows} 行，文件共 {lines} 行）；已登记的行保留，再次导入会继续。',
    en: 'Stopped as asked after {rows} of {lines} lines: what entered stays, and importing again goes on.',
  },
  'import.sheet_read': { zh: '读取的工作表：{sheet}', en: 'Sheet that was read: {sheet}' },
  'import.sheets_unread': {
    zh: '有内容但没有读取的工作表（需要的请用 --sheet 另行导入）：{sheets}',
    en: 'Sheets with content that were not read (import them with --sheet where they belong): {sheets}',
  },
  'import.sheet_hidden': { zh: '{sheet}（隐藏）', en: '{sheet} (hidden)' },
  'import.run': { zh: '导入编号：{run}', en: 'Import {run}' },
  'import.counts': {
    zh: '共 {rows} 行：登记 {accepted}，待补充 {held}，退回 {rejected}，重复 {duplicates}，零申报与空行 {nil}（{seconds} 秒）',
    en: '{rows} rows: {accepted} entered, {held} held, {rejected} rejected, {duplicates} duplicates, {nil} nil and empty ({seconds} s)',
  },
  'import.outcomes': {
    zh: '按当日规则：政策禁止 {prohibit}，待补充 {hold}，需要判断 {escalate}，附条件 {allow_with_conditions}，可以批准 {allow}',
    en: 'By the rules of the day: {prohibit} forbidden, {hold} waiting for facts, {escalate} for judgement, {allow_with_conditions} with conditions, {allow} without objection',
  },
  'import.alerts': {
    zh: '另有 {alerts} 项较晚的权益，按现在的累计会判得更严，已在登记簿中标出（因补录超限）。',
    en: '{alerts} later benefits would be stopped now and are marked “over since an earlier entry”.',
  },
  'import.alerts_dry': {
    zh: '试算不重新判断较晚的权益；正式导入时会判断并标出。',
    en: 'A dry run weighs no later benefits again; the import does, and marks those that are over.',
  },
  'import.alerts_cut': {
    zh: '有 {rows} 行之后的权益过多：每行只重新判断了其后最近的 100 项，请在登记簿中核对其余。',
    en: 'Behind {rows} rows stand over 100 later benefits: the next 100 were weighed again, not the rest.',
  },
  'import.stopped': {
    zh: '规则会拦下什么、为什么：',
    en: 'What the rules would have stopped, and why:',
  },
  'import.stop': {
    zh: '  {outcome}  {rows} 行，{sums}  {rule} {title}：{text}（{clause}）',
    en: '  {outcome}  {rows} rows, {sums}  {rule} {title}: {text} ({clause})',
  },
  'import.company_policy': { zh: '公司政策', en: 'company policy' },
  'import.missing': {
    zh: '登记表没有写明、规则需要的事实：',
    en: 'Facts that the rules need and the file does not say:',
  },
  'import.missing_fact': { zh: '  {rows} 行  {name}', en: '  {rows} rows  {name}' },
  'import.assumptions': { zh: '所依据的假定：', en: 'Assumptions that the answers rest on:' },
  'import.assumption': { zh: '  {rows} 行  {says}{why}', en: '  {rows} rows  {says} {why}' },
  'import.unread': {
    zh: '导入方案不读取的列：{columns}',
    en: 'Columns that the profile does not read: {columns}',
  },
  'import.nils': { zh: '没有权益的行：', en: 'Lines without a benefit:' },
  'import.nil_reason': { zh: '  {rows} 行  {why}', en: '  {rows} rows  {why}' },
  'import.notes': { zh: '单元格的读法：', en: 'How cells were read:' },
  'import.note': {
    zh: '  {rows} 行  {example}（如第 {row} 行）',
    en: '  {rows} rows  {example} (line {row}, for example)',
  },
  'import.taken': {
    zh: '按已有记录登记的名称（请逐一核对；如有不对，请撤销这次导入，把名称写全后再导入）：',
    en:
      'Names that were taken for a known party of another name. Look at each: where one is wrong, undo ' +
      'this import, write the name out and import again.',
  },
  'import.taken_name': {
    zh: '  “{written}” → “{name}”，{rows} 行（如第 {row} 行）',
    en: '  “{written}” → “{name}”, {rows} rows (line {row}, for example)',
  },
  'import.more_names': { zh: '  另有 {count} 个名称。', en: '  and {count} more names.' },
  'import.repeated': {
    zh: '视为重复、没有再次登记的行：',
    en: 'Rows that were taken for another one and did not enter again:',
  },
  'import.repeats_line': {
    zh: '  第 {row} 行与第 {line} 行相同',
    en: '  line {row} is the same as line {line}',
  },
  'import.repeats_run': {
    zh: '  第 {row} 行已由导入 {run} 登记',
    en: '  line {row} entered by the import {run}',
  },
  'import.repeats_register': {
    zh: '  第 {row} 行已在登记簿中',
    en: '  line {row} is in the register already',
  },
  'import.rejections': { zh: '退回的行：', en: 'Rejected rows:' },
  'import.holds': { zh: '待补充的行：', en: 'Rows that wait for a person:' },
  'import.row': {
    zh: '  第 {row} 行 {field}：{reason}{repair}',
    en: '  line {row} {field}: {reason} {repair}',
  },
  'import.more': { zh: '  另有 {count} 行。', en: '  and {count} more.' },
  'import.sheet.line': { zh: '行号', en: 'line' },
  'import.sheet.kind': { zh: '结果', en: 'result' },
  'import.sheet.reason': { zh: '原因', en: 'reason' },
  'import.sheet.repair': { zh: '如何改正', en: 'what puts it right' },
  'import.sheet.held': { zh: '待补充', en: 'held' },
  'import.sheet.rejected': { zh: '退回', en: 'rejected' },
  'import.job.title': { zh: '导入', en: 'Import' },
  'import.job.done': {
    zh: '共 {rows} 行：登记 {accepted}，待补充 {held}，退回 {rejected}，重复 {duplicates}',
    en: '{rows} rows: {accepted} entered, {held} held, {rejected} rejected, {duplicates} duplicates',
  },
  'import.job.undone': { zh: '已冲销 {reversed} 行', en: '{reversed} rows reversed' },
  'import.job.corrected': {
    zh: '第 {line} 行：{result}',
    en: 'Line {line}: {result}',
  },
  'import.result.entered': { zh: '已登记（{benefit}）', en: 'entered ({benefit})' },
  'import.result.held': { zh: '仍待补充', en: 'still held' },
  'import.result.rejected': { zh: '仍被退回', en: 'still rejected' },
  'import.result.set_aside': { zh: '已搁置', en: 'set aside' },
  'import.problem.none': { zh: '没有待处理的行。', en: 'No row waits.' },
  'import.problem.row': { zh: '第 {line} 行（{state}）', en: 'Line {line} ({state})' },
  'import.problem.cell': { zh: '    {column}：{text}', en: '    {column}: {text}' },
  'import.problem.reason': { zh: '  {reason} {repair}', en: '  {reason} {repair}' },
  'import.problem.candidate': {
    zh: '  “{text}”可能是：{name}（--{role} {id}）',
    en: '  “{text}” may be {name} (--{role} {id})',
  },
  'import.problem.line': {
    zh: '请用 --line 指明是哪一行（可重复）。',
    en: 'Say with --line which row it is (may be repeated).',
  },
  'import.problem.no_line': {
    zh: '这次导入没有待处理的第 {line} 行。',
    en: 'No line {line} of this import waits.',
  },
  'import.problem.set': { zh: '--set 请写成 列名=内容：{text}', en: 'Write --set as COLUMN=TEXT: {text}' },
  'import.problem.role': {
    zh: '--new 只能是 customer、person 或 staff：{text}',
    en: '--new is customer, person or staff: {text}',
  },
  'import.undo_stopped': {
    zh: '撤销导入 {run} 已按要求停止：至今冲销 {rows} 行（{undo}）；再次撤销会继续。',
    en: 'Undoing {run} has stopped as asked: {rows} rows so far ({undo}); undo it again to go on.',
  },
  'import.undo.kind': { zh: '撤销导入', en: 'Undoing of an import' },
  'import.undo.title': { zh: '撤销导入“{file}”', en: 'Undo the import of {file}' },
  'import.undo.file': { zh: '文件', en: 'File' },
  'import.undo.entity': { zh: '主体', en: 'Entity' },
  'import.undo.by': { zh: '导入人', en: 'Imported by' },
  'import.undo.benefits': { zh: '冲销的利益', en: 'Benefits taken off' },
  'import.undo.sums': { zh: '计入的金额', en: 'Counted in the sums' },
  'import.undo.nothing': { zh: '不再计入', en: 'counts no more' },
  'import.undo_asked': {
    zh: '已提出撤销导入 {run}（{proposal}），等待第二人确认；此前一切照常计入。',
    en: 'Undoing {run} is asked for ({proposal}) and waits for its second person; until then it counts.',
  },
  'import.undone': {
    zh: '已撤销导入 {run}：{rows} 行以冲销方式记入（{undo}），原记录保留。',
    en: 'Import {run} is undone: {rows} rows were reversed ({undo}); the records stay.',
  },
} as const satisfies Record<string, Sentence>
