import type { Sentence } from './text.ts'

/** What the person who backs up and restores reads when it does not go. */
export const setupBackupTexts = {
  'setup.wants_backup_key': {
    zh: '{setting} 应为备份公钥（aboveboard-backup-public-1:…），由 aboveboard backup key 生成。',
    en: '{setting} is a public backup key (aboveboard-backup-public-1:…), made by aboveboard backup key.',
  },
  'setup.archive_outside': {
    zh: '{setting} 只用于内置服务器。DATABASE_URL 所指服务器的日志归档请由它自己设置，见管理员指南。',
    en:
      '{setting} is for the embedded server. Let the server of DATABASE_URL archive its own log of ' +
      'changes; see the administrator guide.',
  },
  'setup.wants_hour': {
    zh: '{setting}：应为时刻，例如 02:30。',
    en: '{setting}: should be a time of day, such as 02:30.',
  },
  'setup.backup_outside': {
    zh: '{setting} 只用于内置服务器。DATABASE_URL 所指的服务器请用它自己的办法定时备份，见管理员指南。',
    en:
      '{setting} is for the embedded server. Back up the server of DATABASE_URL every night by its own ' +
      'means; see the administrator guide.',
  },
  'setup.backup_key_missing': {
    zh: '没有备份公钥。请运行 aboveboard backup key --out FILE，把 FILE 移到别处保管，或设置 ABOVEBOARD_BACKUP_KEY。',
    en:
      'There is no public backup key. Run aboveboard backup key --out FILE and keep FILE elsewhere, or ' +
      'set ABOVEBOARD_BACKUP_KEY.',
  },
  'setup.backup_key_there': {
    zh: '{file} 已经有备份公钥。以前的备份要用原来的私钥打开；确要换钥，请先移走这个文件。',
    en:
      '{file} holds a public backup key already. Earlier backups open with its private half only; to ' +
      'change keys, move this file away first.',
  },
  'setup.backup_key_inside': {
    zh: '私钥不能放在数据目录 {data} 里：和数据一起丢失，备份就打不开了。请给出别处的文件。',
    en:
      'The private half does not belong into the data folder {data}: lost with the data, no backup opens ' +
      'any more. Name a file elsewhere.',
  },
  'setup.backup_key_unreadable': {
    zh: '{file} 不是备份私钥。请给出 aboveboard backup key 写下的那个文件。',
    en: '{file} holds no private backup key. Name the file that aboveboard backup key wrote.',
  },
  'setup.backup_key_other': {
    zh: '这把私钥（{own}）打不开这份备份，它是为 {wanted} 封存的。请给出那一把。',
    en: 'This key ({own}) does not open the backup, which is sealed for {wanted}. Name that one.',
  },
  'setup.backup_exists': {
    zh: '{folder} 已经存在，备份绝不覆盖另一份。一秒后再试。',
    en: '{folder} is there already, and no backup is written over another. Try again in a second.',
  },
  'setup.backup_tablespace': {
    zh: '数据库有自己的表空间 {name}，备份不含数据目录以外的文件。请移除它，或改用自己的备份办法。',
    en:
      'The database has a tablespace of its own, {name}, and a backup holds nothing from outside its ' +
      'folder. Remove it, or back up by means of your own.',
  },
  'setup.backup_damaged': {
    zh: '{file} 缺失、损坏或不属于这份备份，什么也没有恢复。请用另一份备份或副本。',
    en:
      '{file} is missing, damaged or of another backup; nothing is served from it. Use another backup or ' +
      'another copy.',
  },
  'setup.no_backup_there': {
    zh: '{folder} 里没有完整的备份。请给出 aboveboard backup 写入的文件夹。',
    en: '{folder} holds no finished backup. Name the folder that aboveboard backup writes to.',
  },
  'setup.archive_hole': {
    zh: '归档缺少日志段 {segment}，恢复到不了所要的时刻。请找回该文件，或恢复到 {reaches} 为止（--to）。',
    en:
      'The archive lacks the segment {segment}, so no restore gets past it. Find that file, or restore up ' +
      'to {reaches} (--to).',
  },
  'setup.restore_not_covered': {
    zh: '归档只到 {reaches}，到不了 {to}。请给出归档文件夹（--archive），或一个更早的时刻。',
    en:
      'What is archived reaches to {reaches} and not to {to}. Name the archive folder (--archive), or an ' +
      'earlier moment.',
  },
  'setup.restore_too_early': {
    zh: '{to} 之前没有备份，最早的一份止于 {first}。请给出更晚的时刻，或更早的备份。',
    en:
      'No backup is older than {to}; the first one ends at {first}. Name a later moment, or a folder with ' +
      'an older backup.',
  },
  'setup.restore_not_empty': {
    zh: '{data} 不是空文件夹，恢复只写入新的或空的文件夹。请换一个。',
    en: '{data} is not empty, and a restore writes into a new or an empty folder only. Name another.',
  },
  'setup.restore_build_older': {
    zh: '备份来自更新的版本（数据库结构 {schema}），本版本不认识。请用版本 {product} 或更新的版本恢复。',
    en:
      'The backup is of a newer version (schema {schema}) than this build knows. Restore it with version ' +
      '{product} or a newer one.',
  },
  'setup.restore_unfinished': {
    zh: '恢复到 {data} 的过程中断了，这里的数据不能用。请删除这个文件夹，重新恢复。',
    en: 'The restore into {data} was cut short: what lies there is of no use. Remove it, restore again.',
  },
  'setup.in_quarantine': {
    zh: '{data} 由备份 {backup} 恢复到 {to}，尚在隔离：请放回密钥，再运行 aboveboard verify --checkpoint 外部文件夹，通过后才能使用。',
    en:
      '{data} was restored from {backup} to {to} and is in quarantine: put the keys back and run ' +
      'aboveboard verify --checkpoint FOLDER with the outside copy of the log; it serves once that passes.',
  },
} as const satisfies Record<`setup.${string}`, Sentence>
