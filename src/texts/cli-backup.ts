import type { Sentence } from './text.ts'

/** What the commands about backups say. */
export const cliBackupTexts = {
  'cli.backup': {
    zh: '备份内置服务器（加密、回读核对），或生成备份密钥',
    en: 'backs up the embedded server, sealed and read back, or makes a backup key',
  },
  'cli.backup.what': {
    zh: 'backup 要么不带词，要么是 backup key。',
    en: 'It is backup without a word, or backup key.',
  },
  'cli.backup.where': {
    zh: '没有给出备份文件夹，ABOVEBOARD_BACKUP_FOLDER 也没有设置。',
    en: 'No folder of backups is named, and ABOVEBOARD_BACKUP_FOLDER names none either.',
  },
  'cli.backup.inside': {
    zh: '备份不能放在数据目录 {data} 里：会和数据一起丢失。',
    en: 'A backup does not belong into the data folder {data}: it would be lost with the data.',
  },
  'cli.backup.outside': {
    zh: '这个命令备份内置服务器；DATABASE_URL 所指的服务器请用 pg_basebackup 和日志归档备份，步骤见管理员指南。',
    en:
      'This command backs up the embedded server. Back up the server of DATABASE_URL with ' +
      'pg_basebackup and an ' +
      'archive of its log of changes; the administrator guide has the steps.',
  },
  'cli.backup.done': {
    zh: '备份完成并已回读核对：{folder}，{bytes} 字节，凭证文件 {files} 个（新增 {copied} 个），可恢复到 {to} 起的时刻。',
    en:
      'Backed up and read back: {folder}, {bytes} bytes, {files} evidence files ({copied} of them new). ' +
      'It restores to any archived moment from {to} on.',
  },
  'cli.backup.pruned': {
    zh: '已按保留期限清理：{backups} 个旧备份，{segments} 段归档。',
    en: 'Pruned by the retention: {backups} old backups, {segments} segments of the archive.',
  },
  'cli.backup.apart': {
    zh: '密钥（数据目录下的 keys，或 ABOVEBOARD_MASTER_KEY）和备份私钥不在其中，请分开保管；缺一样都读不出。',
    en:
      'The keys (keys in the data folder, or ABOVEBOARD_MASTER_KEY) and the private backup key are ' +
      'not in it: ' +
      'keep them apart. Without either nothing can be read again.',
  },
  'cli.backup.key': {
    zh: '备份私钥已写入 {file}，服务器只留公钥。现在把这个文件移到别处（离线）保管两份；没有它就无法恢复。',
    en:
      'The private backup key is in {file}; the server keeps the public half only. Move the file away now, ' +
      'offline and in two copies: nothing can be restored without it.',
  },
  'cli.restore': {
    zh: '把备份恢复到空文件夹，可到指定时刻；核验通过前处于隔离',
    en: 'restores a backup into an empty folder, to a moment if named; quarantined until verified',
  },
  'cli.restore.when': {
    zh: '--to 要写成带时区的时刻，例如 2026-11-29T08:30:00+08:00，不能在将来。',
    en: '--to is a moment with its zone, such as 2026-11-29T08:30:00+08:00, and not in the future.',
  },
  'cli.restore.done': {
    zh: '已恢复到 {to}：{data}，{bytes} 字节，凭证文件 {files} 个。',
    en: 'Restored to {to}: {data}, {bytes} bytes, {files} evidence files.',
  },
  'cli.restore.lost_files': {
    zh: '备份中有 {count} 个凭证文件缺失或损坏：{names}',
    en: '{count} evidence files are missing or damaged in the backup: {names}',
  },
  'cli.restore.next': {
    zh: '数据处于隔离。下一步：把 keys/master.key 放回 {data}，运行 aboveboard verify --data {data} --checkpoint 外部文件夹。',
    en:
      'It is in quarantine. Next: put keys/master.key back into {data}, then run ' +
      'aboveboard verify --data {data} --checkpoint FOLDER with the outside copy of the log.',
  },
  'cli.restore.released': {
    zh: '核验通过，隔离解除；首次启动时日志会记下这次恢复。',
    en: 'Verified and released from quarantine; the first start tells the log of the restore.',
  },
  'cli.restore.findings': {
    zh: '核验发现问题，仍处于隔离。',
    en: 'The verification found something: it stays in quarantine.',
  },
  'cli.restore.nothing_outside': {
    zh: '数据本身一致，但没有外部检查点可以比对，仍处于隔离。请用 --checkpoint 给出外部文件夹。',
    en:
      'It agrees with itself, and there is no checkpoint from outside to compare with: it stays in ' +
      'quarantine. ' +
      'Name the outside folder with --checkpoint.',
  },
  'cli.restore.lost': {
    zh: '外部已见而恢复时刻之后不再存在的记录有 {lost} 条。知会内部审计后，用 --accept-lost {lost} 确认；确认会写入日志。',
    en:
      'Outsiders have seen {lost} entries that lie behind the moment of the restore and are gone. ' +
      'Tell internal ' +
      'audit, then accept it with --accept-lost {lost}; the log will say so.',
  },
  'cli.verify.accept': {
    zh: '--accept-lost 是隔离中的恢复所报的条数，只在那时使用。',
    en:
      '--accept-lost is the number that the verification of a restored folder in quarantine ' +
      'names, and for that alone.',
  },
  'cli.drill': {
    zh: '恢复演练：恢复到临时文件夹、核验、删除，并记下结果',
    en: 'restore drill: restores into a folder of its own, verifies, removes it and keeps the result',
  },
  'cli.drill.no_key': {
    zh: '演练要核验日志，需要主密钥：运行的数据目录里没有，ABOVEBOARD_MASTER_KEY 也没有设置。',
    en:
      'A drill verifies the log and needs the master key: the data folder has none, and ' +
      'ABOVEBOARD_MASTER_KEY is not set.',
  },
  'cli.drill.done': {
    zh: '演练{result}：{backup} 恢复到 {to}，{entries} 条记录、{rows} 行数据已核验，用时 {seconds} 秒。',
    en: 'Drill {result}: {backup} restored to {to}, {entries} entries and {rows} rows verified, {seconds} s.',
  },
  'cli.drill.good': { zh: '通过', en: 'passed' },
  'cli.drill.bad': { zh: '未通过', en: 'failed' },
  'cli.doctor.backups_tried': {
    zh: '最近一次备份 {name}，{hours} 小时前；最近一次核验过的恢复在 {at}（恢复到 {to}）',
    en: 'newest backup {name}, {hours} h ago; last verified restore at {at} (to {to})',
  },
  'cli.doctor.backups_untried': {
    zh: '最近一次备份 {name}，{hours} 小时前；还没有试着恢复过，请运行 aboveboard drill',
    en: 'newest backup {name}, {hours} h ago; none was ever tried out, run aboveboard drill',
  },
  'cli.doctor.drill_failed': {
    zh: '最近一次恢复演练（{at}）未通过。请运行 aboveboard drill 看原因',
    en: 'the last restore drill ({at}) failed; run aboveboard drill to see why',
  },
  'cli.doctor.archive': {
    zh: '已归档到 {at}',
    en: 'archived up to {at}',
  },
  'cli.doctor.no_archive': {
    zh: '没有归档：未设置 ABOVEBOARD_ARCHIVE_FOLDER，丢失数据目录时只能回到最近一次备份',
    en:
      'none: ABOVEBOARD_ARCHIVE_FOLDER names no folder, so a lost data folder goes back to the ' +
      'newest backup',
  },
  'cli.doctor.archive_own': {
    zh: '日志归档由 DATABASE_URL 所指的服务器自己负责',
    en: 'the server of DATABASE_URL archives its own log of changes',
  },
  'cli.doctor.archive_problem': {
    zh: '归档停在 {at}，原因 {problem}。业务照常进行；请检查归档文件夹的空间和可达性',
    en:
      'the archive stands at {at}, because of {problem}; business goes on. Look at the room and the ' +
      'reach of ' +
      'the archive folder',
  },
  'cli.doctor.archive_late': {
    zh: '归档停在 {at}。请启动应用',
    en: 'the archive stands at {at}; start the application',
  },
  'cli.doctor.archive_hole': {
    zh: '归档在 {at} 断开（日志积压超过上限），要到下一次备份才完整。请立即运行 aboveboard backup',
    en:
      'the archive lost its thread at {at} (more waited than may), and is whole again from the next ' +
      'backup on. ' +
      'Run aboveboard backup now',
  },
  'cli.doctor.quarantine': {
    zh: '由备份 {backup} 恢复到 {to}，尚在隔离。请运行 aboveboard verify --checkpoint 外部文件夹',
    en: 'restored from {backup} to {to} and in quarantine; run aboveboard verify --checkpoint FOLDER',
  },
  'cli.doctor.released': {
    zh: '由备份 {backup} 恢复到 {to}，已核验；首次启动时写入日志',
    en: 'restored from {backup} to {to} and verified; the first start tells the log',
  },
} as const satisfies Record<`cli.${string}`, Sentence>
