import type { Sentence } from './text.ts'

/** What the commands about the log say. */
export const cliLogTexts = {
  'cli.no_file': { zh: '没有 {file} 这个文件。', en: 'There is no {file}.' },
  'cli.verify': {
    zh: '核验日志与每一行数据，或离线核验证据包',
    en: 'verifies the log and every governed row, or a bundle offline',
  },
  'cli.verify.checkpoint': {
    zh: '检查点：{size} 条，根 {root}，签于 {at}',
    en: 'Checkpoint: {size} entries, root {root}, signed {at}',
  },
  'cli.verify.bad_key': { zh: '{file} 不是日志公钥。', en: '{file} holds no key of a log.' },
  'cli.verify.nothing_held': {
    zh: '{place} 里没有完整的检查点，无从比对。请给出外部文件夹（其中有 checkpoints.txt）、它的副本，或信件中的检查点文件。',
    en:
      '{place} holds no whole checkpoint, so there is nothing to compare with. Give the outside ' +
      'folder (with its checkpoints.txt), a copy of it, or a file with the checkpoint of a letter.',
  },
  'cli.verify.torn': {
    zh: '{place} 里有 {count} 个检查点只写了一半（断电或磁盘已满），不能作证，也不算改动；其余检查点照常比对。应用下次写入时会去掉残缺的末尾。',
    en: {
      one:
        '{place} holds {count} checkpoint that was cut short (power cut or full disk): it proves ' +
        'nothing and is no edit. The others are compared. The application takes a torn end off when ' +
        'it writes next.',
      other:
        '{place} holds {count} checkpoints that were cut short (power cut or full disk): they ' +
        'prove nothing and are no edits. The others are compared. The application takes a torn end ' +
        'off when it writes next.',
    },
  },
  'cli.verify.foreign': {
    zh: '{place} 里另有 {count} 段文字不是检查点，未作比对。',
    en: {
      one: '{place} also holds {count} piece of text that is no checkpoint; it was not compared.',
      other: '{place} also holds {count} pieces of text that are no checkpoints; they were not compared.',
    },
  },
  'cli.verify.held': {
    zh: '已与您保存的 {count} 个检查点（最新的含 {size} 条记录）和 {hashes} 个记录摘要比对。',
    en: {
      one: 'Compared with {count} checkpoint of yours (of {size} entries) and {hashes} hashes of entries.',
      other:
        'Compared with {count} checkpoints of yours (the newest of {size} entries) and {hashes} ' +
        'hashes of entries.',
    },
  },
  'cli.verify.key': { zh: '签名公钥：{key}', en: 'Signed by: {key}' },
  'cli.verify.bundle_found': {
    zh: '发现 {count} 处不符：证据包在途中被改动，或者出具时数据已被改动。请向出具方索取新的证据包。',
    en: {
      one: '{count} thing does not agree: the bundle was changed on its way, or the data before it was made. Ask for a new one.',
      other:
        '{count} things do not agree: the bundle was changed on its way, or the data before it was made. Ask for a new one.',
    },
  },
  'cli.verify.absent': {
    zh: '有 {count} 个附件没有随证据包一起带来；它们的摘要已核验，内容未核验。',
    en: {
      one: '{count} file did not come along with the bundle: its digest is verified, its content is not.',
      other:
        '{count} files did not come along with the bundle: their digests are verified, their contents are not.',
    },
  },
  'cli.verify.alone': {
    zh: '没有给出外部保存的检查点，证据包只能证明自身前后一致。请把签名公钥与另一渠道取得的核对，或用 --checkpoint 给出外部文件夹或信件中的检查点。公钥：{key}',
    en: 'Without a checkpoint from elsewhere a bundle vouches only for itself. Compare the key with one from another place, or give the checkpoint of an outside folder or letter with --checkpoint. Key: {key}',
  },
  'cli.verify.scope': {
    zh: '证据包证明包内内容属实，不证明没有遗漏；是否完整，请在运行中的系统上核验整套日志。',
    en: 'A bundle proves what is in it, not that nothing was left out. For that, verify the running log.',
  },
  'cli.verify.unlinked': {
    zh: '证据包与给出的检查点对不上：检查点属于另一套日志，或者证据包里没有从它出发的证明。请出具方用 bundle --checkpoint 加上您的检查点重新出具。',
    en:
      'The bundle cannot be linked to the given checkpoint: it belongs to another log, or the bundle ' +
      'has no proof from it. Send your checkpoint and ask for a bundle made with it (bundle ' +
      '--checkpoint).',
  },
  'cli.bundle': { zh: '导出可离线核验的证据包', en: 'writes evidence that can be verified offline' },
  'cli.bundle.one_scope': {
    zh: '请给出 --request、--customer、--period 其中之一。',
    en: 'Give one of --request, --customer and --period.',
  },
  'cli.bundle.period': {
    zh: '期间应为 2026-01-01..2026-03-31 这样的两个日期。',
    en: 'A period is two days, for example 2026-01-01..2026-03-31.',
  },
  'cli.bundle.nothing': {
    zh: '日志里没有关于 {what} 的记录。',
    en: 'The log has no entry about {what}.',
  },
  'cli.bundle.waiting': {
    zh: '相关记录还没有全部进入已签名的检查点；请启动应用，几秒后重试。',
    en: 'Not every entry of it stands in a signed checkpoint yet: start the application and try again in some seconds.',
  },
  'cli.bundle.made': {
    zh: '已写入 {file}：{entries} 条记录，{files} 个附件。SHA-256 {sha256}',
    en: 'Wrote {file}: {entries} entries, {files} files. SHA-256 {sha256}',
  },
  'cli.bench': { zh: '运行性能测试', en: 'runs the benchmarks' },
  'cli.gate': { zh: '运行一项可靠性测试', en: 'runs one reliability gate' },
  'cli.gate.which': { zh: '请给出其中一项：{names}', en: 'Name one of these: {names}' },
  'cli.gate.rounds': { zh: '--{option} 应为正整数。', en: '--{option} is a whole number above 0.' },
  'cli.gate.no_fault': { zh: 'test/faults 里没有 {fault}。', en: 'There is no {fault} in test/faults.' },
  'cli.gates': { zh: '运行全部可靠性测试（较久）', en: 'runs all the reliability gates, long ones included' },
} as const satisfies Record<`cli.${string}`, Sentence>
