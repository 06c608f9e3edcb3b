import type { Sentence } from './text.ts'

/** What the log says of itself: where it stands, what a verification found, letters with checkpoints. */
export const logTexts = {
  'log.lag.none': { zh: '全部记录均已编号', en: 'Every entry has its number' },
  'log.lag.waiting': {
    zh: '{count} 条记录等待编号，最久已等 {seconds} 秒',
    en: {
      one: '{count} entry waits for its number, for {seconds} s',
      other: '{count} entries wait for their numbers, the oldest for {seconds} s',
    },
  },
  'log.sink.folder': { zh: '外部文件夹', en: 'Outside folder' },
  'log.sink.mail': { zh: '外部邮箱', en: 'Outside mailbox' },
  'log.sink.current': { zh: '已收到最新检查点', en: 'has the newest checkpoint' },
  'log.sink.behind': {
    zh: '还差 {count} 条记录',
    en: { one: '{count} entry behind', other: '{count} entries behind' },
  },
  'log.sink.ahead': {
    zh: '外部保存的记录比数据库还多：数据库可能被换成了旧备份，请立即通知内部审计',
    en:
      'holds more entries than the database has: an old backup may stand in its place. Tell ' +
      'internal audit now',
  },
  'log.sink.other_history': {
    zh: '外部保存的记录与数据库不同：数据库可能来自旧备份并继续写入，请立即通知内部审计',
    en:
      'holds other entries than the database: an old backup may have been put in place and gone on. ' +
      'Tell internal audit now',
  },
  'log.sink.other_log': {
    zh: '文件夹里是另一套系统的日志，请另选一个空文件夹',
    en: 'holds the log of another installation; choose an empty folder',
  },
  'log.sink.no_server': {
    zh: '没有设置邮件服务器（ABOVEBOARD_SMTP_URL），信件未发出',
    en: 'no mail server is set (ABOVEBOARD_SMTP_URL), so no letter has left',
  },
  'log.sink.full': {
    zh: '存储空间已满，腾出空间后自动继续',
    en: 'its disk is full; it goes on by itself when there is room',
  },
  'log.sink.unreachable': {
    zh: '暂时无法到达（{code}），正在重试',
    en: 'cannot be reached for now ({code}); it is tried again',
  },
  'log.window.none': {
    zh: '外部已看到全部记录：之后的任何改写都会被发现。',
    en: 'An outsider has seen every entry: any rewriting from now on will show.',
  },
  'log.window.some': {
    zh: '最近 {count} 条记录还没有外部见证。同时掌握数据库和密钥的人可以改写这部分而不被发现；更早的记录一经改写即可查出。',
    en: {
      one:
        'No outsider has seen the last entry yet. Somebody with both database and keys could ' +
        'rewrite it unseen; anything older would show.',
      other:
        'No outsider has seen the last {count} entries yet. Somebody with both database and keys ' +
        'could rewrite these unseen; anything older would show.',
    },
  },
  'log.verify.ok': {
    zh: '{entries} 条记录和 {rows} 行数据全部吻合，未发现改动。',
    en: 'All {entries} entries and {rows} rows agree. Nothing was changed behind the application’s back.',
  },
  'log.verify.found': {
    zh: '发现 {count} 处不符：有人绕过系统改动了数据，请保留现场并通知内部审计。',
    en: {
      one:
        '{count} thing does not agree: data was changed behind the application’s back. Leave ' +
        'everything as it is and tell internal audit.',
      other:
        '{count} things do not agree: data was changed behind the application’s back. Leave ' +
        'everything as it is and tell internal audit.',
    },
  },
  'log.kind.edited': { zh: '被修改', en: 'edited' },
  'log.kind.inserted': { zh: '被添加', en: 'inserted' },
  'log.kind.deleted': { zh: '缺失', en: 'missing' },
  'log.kind.moved': { zh: '被移位', en: 'moved' },
  'log.kind.cut': { zh: '末尾被截', en: 'cut off' },
  'log.kind.rewritten': { zh: '被重写', en: 'rewritten' },
  'log.finding.edited': {
    zh: '{table} {row} 与日志不一致',
    en: '{table} {row} differs from what the log says',
  },
  'log.finding.edited_column': {
    zh: '{table} {row} 的 {column} 与日志不一致',
    en: '{column} of {table} {row} differs from what the log says',
  },
  'log.finding.inserted': {
    zh: '{table} {row} 不是经系统写入的',
    en: '{table} {row} was not written by the application',
  },
  'log.finding.deleted': {
    zh: '{table} {row} 在日志中有记载，现已缺失',
    en: '{table} {row} is logged and is gone',
  },
  'log.finding.moved': {
    zh: '{table} {row} 的内容与另一行互换，或次序被改',
    en: '{table} {row} holds what belongs elsewhere, or stands out of order',
  },
  'log.finding.cut': {
    zh: '日志自 {row} 号起被截断，外部见证曾看到更多',
    en: 'the log ends before number {row}, and an outsider has seen more',
  },
  'log.finding.rewritten': {
    zh: '日志自 {row} 号起被重写，与外部见证不同',
    en: 'the log was rewritten from number {row}: an outsider has seen another one',
  },
  'log.finding.entry': { zh: '（第 {entry} 号记录）', en: ' (entry {entry})' },
  'log.job.title': { zh: '核验日志与数据', en: 'Verify the log and every row' },
  'log.job.entries': { zh: '已核对 {count} 条记录', en: '{count} entries checked' },
  'log.job.rows': { zh: '已核对 {count} 行数据', en: '{count} rows checked' },
  'log.job.waiting': { zh: '等待开始', en: 'waiting to start' },
  'log.job.done': { zh: '核验完成', en: 'done' },
  'log.job.failed': { zh: '核验中断，正在重试', en: 'broke off; it is tried again' },
  'log.job.cancelled': { zh: '已停止', en: 'stopped' },
  'log.job.no_cancel': {
    zh: '核验只需片刻，不提供停止',
    en: 'It takes a moment only, so there is nothing to stop',
  },
  'log.system': { zh: '系统', en: 'The system' },
  'log.guest': { zh: '来宾（凭签到链接）', en: 'A guest, by the link' },
  'log.letter.subject': {
    zh: '明礼审计日志检查点：第 {size} 条（{day}）',
    en: 'Checkpoint of the Aboveboard log at {size} entries ({day})',
  },
  'log.letter.text': {
    zh:
      '这是审计日志的签名检查点，请保留此信。日后如有人改写其中任何一条记录，用它即可查出：\n把下面的检查点存为文件，执行 aboveboard verify ' +
      '--checkpoint 文件名。\n\n{note}\n公钥（请与另一渠道取得的核对）：\n{key}\n',
    en:
      'This is a signed checkpoint of the log. Please keep this letter: should anybody rewrite ' +
      'one of its entries\nlater, this shows it. Save the checkpoint below as a file and run: ' +
      'aboveboard verify --checkpoint FILE\n\n{note}\nPublic key (compare it with one from ' +
      'another place):\n{key}\n',
  },
} as const satisfies Record<`log.${string}`, Sentence>
