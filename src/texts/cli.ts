import type { Sentence } from './text.ts'

/** What the command line says. */
export const cliTexts = {
  'cli.help': {
    zh: '明礼 Aboveboard：给客户的权益，先判断，再给出，全程可核验。\n\n用法：aboveboard 命令 [选项]',
    en:
      'Aboveboard: what a company gives its customers, judged first and open to proof.\n\nUsage: ' +
      'aboveboard COMMAND',
  },
  'cli.more': {
    zh: '查看某个命令：aboveboard 命令 --help。加 --json 输出机器可读的结果。',
    en: 'About one command: aboveboard COMMAND --help. With --json the answer is for machines.',
  },
  'cli.usage': { zh: '用法：{usage}', en: 'Usage: {usage}' },
  'cli.unknown': { zh: '没有“{name}”这个命令。', en: 'There is no command “{name}”.' },
  'cli.nearest': { zh: '您要的可能是：{name}', en: 'Did you mean: {name}' },
  'cli.list': { zh: '全部命令：aboveboard help', en: 'All commands: aboveboard help' },
  'cli.words': { zh: '多余的词：{words}', en: 'Too many words: {words}' },
  'cli.not_together': {
    zh: '{options} 在这里不起作用，没有执行任何操作；请去掉。',
    en: '{options} would count for nothing here, so nothing was done; please leave it out.',
  },
  'cli.out_is_folder': {
    zh: '{file} 是一个目录；请写文件名。',
    en: '{file} is a folder; name a file.',
  },
  'cli.serve': { zh: '启动应用', en: 'runs the application' },
  'cli.serve.building': {
    zh: '正在构建网页（首次或源码变更时）…',
    en: 'Building the web application (first start, or changed sources) …',
  },
  'cli.serve.stopping': { zh: '正在停止…', en: 'Stopping …' },
  'cli.serve.stopped': { zh: '已停止，数据已写入磁盘。', en: 'Stopped; everything is on the disk.' },
  'cli.serve.log_ins': { zh: '演示账号（仅限演示数据）：', en: 'Sample log-ins (of this demo only):' },
  'cli.init': {
    zh: '建立一家空白公司：公司主体、币种、首位管理员',
    en: 'makes an empty company: its entities, currency and first administrator',
  },
  'cli.init.missing': { zh: '缺少 --{option}。', en: '--{option} is missing.' },
  'cli.init.ask_entity': {
    zh: '公司主体（编号,中文名,英文名,币种）：',
    en: 'Legal entity (code, Chinese name, English name, currency): ',
  },
  'cli.init.ask_giver': {
    zh: '{code} 的行业、上市地、跨国关联、行业准则（如 sector=general,listed=none,nexus=none,codes=none,reporting=CAS；可留空）：',
    en:
      'Sector, listings, links and codes of {code} ' +
      '(sector=general,listed=none,nexus=none,codes=none,reporting=CAS; may stay empty): ',
  },
  'cli.init.no_giver': {
    zh: '{codes} 的行业、上市地和行业准则还没有写明；在写明之前，涉及它们的申请会待补充。请用 aboveboard entity propose 补上。',
    en:
      'Sector, listings and codes of {codes} are not stated; requests that depend on them wait. Use ' +
      'aboveboard entity propose.',
  },
  'cli.init.ask_name_zh': { zh: '首位管理员的中文姓名：', en: 'Chinese name of the first administrator: ' },
  'cli.init.ask_name_en': { zh: '首位管理员的英文姓名：', en: 'English name of the first administrator: ' },
  'cli.init.ask_email': { zh: '首位管理员的邮箱：', en: 'Mail address of the first administrator: ' },
  'cli.init.entity': {
    zh: '“{given}”应写作：编号,中文名,英文名,币种,时区,所在地，例如 BJ,北京公司,Beijing Ltd,CNY,Asia/Shanghai,CN-BJ。',
    en:
      '“{given}” should be code, Chinese name, English name, currency, zone, seat: BJ,北京公司,Beijing ' +
      'Ltd,CNY,Asia/Shanghai,CN-BJ.',
  },
  'cli.init.email': { zh: '“{given}”不是邮箱地址。', en: '“{given}” is not a mail address.' },
  'cli.init.next': {
    zh: '公司已建立。下一步：aboveboard serve，用上面的账号登录；之后的每个角色都需要第二个人确认。',
    en:
      'The company is there. Next: aboveboard serve, and sign in as above; every further role takes a ' +
      'second person.',
  },
  'cli.db': {
    zh: '内置数据库：连接地址、psql、停止',
    en: 'the embedded database: its address, psql, stop',
  },
  'cli.db.what': { zh: '请写 url、psql 或 stop。', en: 'Say url, psql or stop.' },
  'cli.db.role': {
    zh: '角色应为 owner、app、worker 或 auditor。',
    en: 'The role is owner, app, worker or auditor.',
  },
  'cli.db.left_running': {
    zh: '数据库原本没有运行，已启动；下一个结束的命令或 aboveboard db stop 会停止它。',
    en:
      'The database was not running and was started; the next command that ends, or aboveboard db ' +
      'stop, stops it.',
  },
  'cli.db.outside': {
    zh: '使用的是外部数据库，请用您自己的工具停止它。',
    en: 'This is an outside database: stop it with your own tools.',
  },
  'cli.db.stopped': { zh: '数据库已停止。', en: 'The database is stopped.' },
  'cli.db.in_use': {
    zh: '数据库正在被使用，没有停止。请先停止应用或正在运行的命令。',
    en: 'The database is in use and was not stopped. Stop the application or the running command first.',
  },
  'cli.db.no_psql': {
    zh: '没有找到 psql。请安装 postgresql-client（Debian：apt-get install postgresql-client）。',
    en: 'There is no psql here. Install postgresql-client (Debian: apt-get install postgresql-client).',
  },
  'cli.openapi': {
    zh: 'HTTP 接口说明（OpenAPI 3.1）',
    en: 'describes the HTTP interface (OpenAPI 3.1)',
  },
  'cli.doctor': {
    zh: '检查配置、数据库、角色、日志与外部留存、凭证文件、时钟',
    en: 'checks configuration, database, roles, log and outside copies, evidence files and clock',
  },
  'cli.doctor.keys': {
    zh: '密钥在 {folder}，只有本用户可读',
    en: 'keys in {folder}, readable by this user only',
  },
  'cli.doctor.no_keys': { zh: '无法读取密钥目录 {folder}', en: 'the key folder {folder} cannot be read' },
  'cli.doctor.keys_open': {
    zh: '其他用户也能读取密钥目录 {folder}，请执行 chmod 700',
    en: 'others can read the key folder {folder}: run chmod 700',
  },
  'cli.doctor.roles': { zh: '各角色分别登录：{names}', en: 'each role has its own log-in: {names}' },
  'cli.doctor.roles_shared': {
    zh: '多个角色共用登录 {names}；设置 DATABASE_WORKER_URL 和 DATABASE_AUDITOR_URL 可以分开',
    en: 'roles share the log-in {names}; DATABASE_WORKER_URL and DATABASE_AUDITOR_URL part them',
  },
  'cli.doctor.migrations': { zh: '已应用 {count} 个迁移文件', en: '{count} migration files applied' },
  'cli.doctor.pending': {
    zh: '尚未应用：{names}；启动应用时会应用',
    en: 'not applied yet: {names}; starting the application applies them',
  },
  'cli.doctor.log': { zh: '透明日志有 {count} 条记录', en: 'the transparency log has {count} entries' },
  'cli.doctor.log_waits': {
    zh: '最早的一条记录已等待编号 {seconds} 秒；应用没有运行，或编号进程停住了',
    en: 'the oldest entry has waited {seconds} s for its number; no application runs, or it is stuck',
  },
  'cli.doctor.sinks': { zh: '外部留存跟得上日志：{names}', en: 'the outside copies follow the log: {names}' },
  'cli.doctor.sinks_mended': {
    zh: '外部留存跟得上日志：{names}；{at} 去掉过一段没写完的末尾（断电或磁盘已满）',
    en:
      'the outside copies follow the log: {names}; at {at} an end that was cut short (power cut or ' +
      'full disk) was taken off',
  },
  'cli.doctor.sinks_unread': {
    zh: '外部留存跟得上日志：{names}；{at} 发现其末尾有无法识别的内容，原样保留，新的检查点写在其后。请用 verify --checkpoint 比对',
    en:
      'the outside copies follow the log: {names}; at {at} the end of one did not read: it was left as ' +
      'it is and the checkpoint written behind it. Compare with verify --checkpoint',
  },
  'cli.doctor.sinks_problem': {
    zh: '外部留存有异常，此后的改写可能无人察觉。{what}',
    en: 'an outside copy does not follow the log, so that later rewriting may stay unseen. {what}',
  },
  'cli.doctor.sink_silent': {
    zh: '自 {at} 起没有收到检查点，已差 {count} 条记录；请启动应用',
    en: {
      one: 'no checkpoint since {at}, {count} entry behind; start the application',
      other: 'no checkpoint since {at}, {count} entries behind; start the application',
    },
  },
  'cli.doctor.no_sinks': {
    zh: '还没有送出过检查点；应用运行几秒后即送出',
    en: 'no checkpoint has been sent yet; a running application sends one within seconds',
  },
  'cli.doctor.mail': { zh: '信件都已交给邮件服务器', en: 'every letter was taken by the mail server' },
  'cli.doctor.no_mail': {
    zh: '未设置 ABOVEBOARD_SMTP_URL：不发信，也不留存信件',
    en: 'ABOVEBOARD_SMTP_URL is not set: nobody is written to, and letters are not kept',
  },
  'cli.doctor.mail_lost': {
    zh: '最近七天有 {count} 封信在一天多的重试之后仍未发出；请检查邮件服务器和 ABOVEBOARD_SMTP_URL',
    en: {
      one:
        '{count} letter of the last week could not be sent in more than a day; look at the mail ' +
        'server and at ABOVEBOARD_SMTP_URL',
      other:
        '{count} letters of the last week could not be sent in more than a day; look at the mail ' +
        'server and at ABOVEBOARD_SMTP_URL',
    },
  },
  'cli.doctor.files': { zh: '凭证文件都能读出', en: 'every evidence file can be read back' },
  'cli.doctor.files_lost': {
    zh: '{missing} 个凭证文件不见了，{damaged} 个已损坏；涉及申请：{requests}。请从备份恢复数据目录下的 files，或重新上传同样的文件',
    en:
      '{missing} evidence files are gone and {damaged} damaged; requests: {requests}. Restore files ' +
      'of the data folder from the backup, or upload the same files again',
  },
  'cli.doctor.backups': {
    zh: '最近一次备份 {name}，{hours} 小时前',
    en: 'newest backup {name}, {hours} h ago',
  },
  'cli.doctor.backups_old': {
    zh: '最近一次备份 {name} 已是 {hours} 小时前',
    en: 'the newest backup {name} is {hours} h old',
  },
  'cli.doctor.backups_empty': {
    zh: '备份文件夹 {folder} 里没有备份',
    en: 'the backup folder {folder} holds no backup',
  },
  'cli.doctor.no_backups': {
    zh: '没有登记备份：未设置 ABOVEBOARD_BACKUP_FOLDER',
    en: 'none on record: ABOVEBOARD_BACKUP_FOLDER names no folder',
  },
  'cli.doctor.totals': {
    zh: '台账的合计与逐笔记录一致',
    en: 'the totals of the register agree with its rows',
  },
  'cli.doctor.totals_apart': {
    zh: '台账有 {count} 个合计与逐笔记录不符。请先运行 verify，再以属主执行 select benefits.rebuild_totals()',
    en:
      '{count} totals of the register differ from its rows; verify, then select ' +
      'benefits.rebuild_totals() as owner',
  },
  'cli.doctor.no_log': { zh: '数据库里没有透明日志', en: 'the database has no transparency log' },
  'cli.doctor.clock': { zh: '与数据库相差 {ms} 毫秒', en: '{ms} ms from the clock of the database' },
  'cli.doctor.clock_apart': {
    zh: '与数据库的时钟相差 {seconds} 秒，请校准时间',
    en: '{seconds} s from the clock of the database: set the time right',
  },
  'cli.doctor.ok': { zh: '正常', en: 'ok' },
  'cli.doctor.not_ok': { zh: '异常', en: 'not ok' },
} as const satisfies Record<`cli.${string}`, Sentence>
