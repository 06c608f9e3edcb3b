import { existsSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { z } from 'zod'
import type { DatabaseConfig } from './db/connect.ts'
import { isPublicText } from './postgres/backup/backup-key.ts'
import { note, SetupFault, type Note } from './setup-fault.ts'

/** Everything that can be set about one running application, checked. */
export type Config = {
  /** The data folder, absolute: database, keys, files. */
  readonly data: string
  readonly database: DatabaseConfig
  /** Most connections of the serving role; measured best near 12 on two cores. */
  readonly poolMax: number
  readonly http: HttpConfig
  readonly mail: { readonly smtpUrl: string | undefined; readonly from: string }
  /** Where checkpoints go, outside the reach of whoever runs the database. */
  readonly sinks: { readonly folder: string; readonly mailTo: string | undefined }
  /** The master key from the environment; undefined means the key file in the data folder. */
  readonly masterKey: Buffer | undefined
  /** Where whoever backs up puts the backups; the doctor tells the age of the newest. */
  readonly backupFolder: string | undefined
  /** At which hour of the house's clock the application backs up, `HH:MM`; undefined means never. */
  readonly backupAt: string | undefined
  /** For how many days back every moment can be restored; undefined means that nothing is pruned. */
  readonly backupKeepDays: number | undefined
  /** Where the embedded server's log of changes is archived; undefined means that it is not. */
  readonly archiveFolder: string | undefined
  /** The public half of the backup key; undefined means the file in the data folder. */
  readonly backupKey: string | undefined
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error'
  /** A new data folder is filled with the sample company and marked as a demo. */
  readonly isDemo: boolean
}

/** How the application is reached. */
export type HttpConfig = {
  readonly host: string
  readonly port: number
  /** The address that people type, `https://gifts.example.com`; undefined means host and port. */
  readonly origin: string | undefined
  readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined
  /** Addresses of proxies whose forwarded headers are believed. */
  readonly trustedProxies: readonly string[]
  readonly requestsPerMinute: number
}

/** What the command line may set; it wins over the environment. */
export type Flags = {
  readonly data?: string
  readonly port?: string
  readonly host?: string
  readonly demo?: boolean
}

/** The environment, as the process gives it. */
export type Environment = Readonly<Record<string, string | undefined>>

const wants = (code: Note['code'], isRight: (text: string) => boolean) =>
  z.string().refine(isRight, { message: code })
const wholeNumber = (code: Note['code'], least: number, most: number) =>
  wants(code, (text) => /^\d{1,7}$/.test(text) && Number(text) >= least && Number(text) <= most).transform(
    Number,
  )
const databaseUrl = wants('setup.wants_database_url', (text) =>
  hasProtocol(text, ['postgresql:', 'postgres:']),
)
const file = wants('setup.wants_file', (text) => existsSync(text))

const settings = z.object({
  DATABASE_URL: databaseUrl.optional(),
  DATABASE_OWNER_URL: databaseUrl.optional(),
  DATABASE_WORKER_URL: databaseUrl.optional(),
  DATABASE_AUDITOR_URL: databaseUrl.optional(),
  DATABASE_ROLE_PREFIX: wants('setup.wants_role_prefix', (text) =>
    /^[a-z_][a-z0-9_]{0,50}$/.test(text),
  ).optional(),
  DATABASE_POOL: wholeNumber('setup.wants_pool', 2, 200).default(12),
  ABOVEBOARD_DATA: z.string().default('data'),
  ABOVEBOARD_HOST: wants('setup.wants_host', (text) => /^[A-Za-z0-9.:-]+$/.test(text)).default('127.0.0.1'),
  ABOVEBOARD_PORT: wholeNumber('setup.wants_port', 0, 65_535).default(4180),
  ABOVEBOARD_ORIGIN: wants('setup.wants_origin', isOrigin).optional(),
  ABOVEBOARD_TLS_CERT: file.optional(),
  ABOVEBOARD_TLS_KEY: file.optional(),
  ABOVEBOARD_TRUSTED_PROXIES: wants('setup.wants_addresses', (text) =>
    /^[0-9a-fA-F.:/, ]+$/.test(text),
  ).optional(),
  ABOVEBOARD_REQUESTS_PER_MINUTE: wholeNumber('setup.wants_count', 1, 9_999_999).default(600),
  ABOVEBOARD_SMTP_URL: wants('setup.wants_smtp_url', (text) =>
    hasProtocol(text, ['smtp:', 'smtps:']),
  ).optional(),
  ABOVEBOARD_MAIL_FROM: wants('setup.wants_mail_address', isMailAddress).default('aboveboard@localhost'),
  ABOVEBOARD_SINK_FOLDER: z.string().optional(),
  ABOVEBOARD_SINK_MAIL: wants('setup.wants_mail_address', isMailAddress).optional(),
  ABOVEBOARD_BACKUP_FOLDER: z.string().optional(),
  ABOVEBOARD_BACKUP_AT: wants('setup.wants_hour', (text) =>
    /^([01]\d|2[0-3]):[0-5]\d$/.test(text),
  ).optional(),
  ABOVEBOARD_BACKUP_KEEP_DAYS: wholeNumber('setup.wants_count', 1, 36_500).optional(),
  ABOVEBOARD_ARCHIVE_FOLDER: z.string().optional(),
  ABOVEBOARD_BACKUP_KEY: wants('setup.wants_backup_key', isPublicText).optional(),
  ABOVEBOARD_MASTER_KEY: wants('setup.wants_key', (text) => keyOf(text).length === 32)
    .transform(keyOf)
    .optional(),
  ABOVEBOARD_LOG: z
    .enum(['debug', 'info', 'warn', 'error'], { message: 'setup.wants_log_level' })
    .default('info'),
})

type Settings = z.output<typeof settings>

/** Names that tests and other programs of the project read; they are no settings of the application. */
const notOurs = new Set(['ABOVEBOARD_SHARED'])

/** Reads and checks every setting, and throws one fault that names all that are wrong. */
export function readConfig(flags: Flags, environment: Environment = process.env): Config {
  const given = withFlags(flags, environment)
  const read = settings.safeParse(given)
  const problems = [
    ...unknownSettings(environment),
    ...(read.success ? togetherProblems(read.data) : notesOf(read.error)),
  ]
  if (!read.success || problems.length > 0) throw new SetupFault(problems)
  return configOf(read.data, flags.demo ?? false)
}

/** The language of the terminal: Chinese when the locale says so, English otherwise. */
export function terminalLanguage(environment: Environment = process.env): 'zh-CN' | 'en' {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || ''
  return /^zh/i.test(locale) ? 'zh-CN' : 'en'
}

/** An empty variable counts as not set: compose files and shells write `NAME=` for that. */
function withFlags(flags: Flags, environment: Environment): Record<string, string> {
  const byFlag = { ABOVEBOARD_DATA: flags.data, ABOVEBOARD_PORT: flags.port, ABOVEBOARD_HOST: flags.host }
  const all = [...Object.entries(environment), ...Object.entries(byFlag)]
  return Object.fromEntries(
    all.filter((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== ''),
  )
}

/**
 * A misspelt setting would silently keep its default, which for a certificate or a sink is worse than
 * stopping.
 */
function unknownSettings(environment: Environment): Note[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith('ABOVEBOARD_') && !(name in settings.shape) && !notOurs.has(name))
    .map((name) => note('setup.unknown_setting', { setting: name }))
}

/** The value is not repeated: it may be a password or a key. */
function notesOf(error: z.ZodError): Note[] {
  return error.issues.map((issue) => note(codeOf(issue.message), { setting: String(issue.path[0]) }))
}

function codeOf(message: string): Note['code'] {
  return message.startsWith('setup.') ? (message as Note['code']) : 'setup.wants_text'
}

function togetherProblems(read: Settings): Note[] {
  const problems: Note[] = []
  const pairs = [
    ['DATABASE_URL', 'DATABASE_OWNER_URL'],
    ['ABOVEBOARD_TLS_CERT', 'ABOVEBOARD_TLS_KEY'],
  ] as const
  for (const [one, other] of pairs) {
    if (read[one] !== undefined && read[other] === undefined) {
      problems.push(note('setup.needs_too', { setting: one, other }))
    }
    if (read[one] === undefined && read[other] !== undefined) {
      problems.push(note('setup.needs_too', { setting: other, other: one }))
    }
  }
  for (const role of ['DATABASE_WORKER_URL', 'DATABASE_AUDITOR_URL', 'DATABASE_ROLE_PREFIX'] as const) {
    if (read[role] !== undefined && read.DATABASE_URL === undefined) {
      problems.push(note('setup.needs_too', { setting: role, other: 'DATABASE_URL' }))
    }
  }
  for (const setting of ['ABOVEBOARD_BACKUP_AT', 'ABOVEBOARD_BACKUP_KEEP_DAYS'] as const) {
    if (read[setting] !== undefined && read.ABOVEBOARD_BACKUP_FOLDER === undefined) {
      problems.push(note('setup.needs_too', { setting, other: 'ABOVEBOARD_BACKUP_FOLDER' }))
    }
  }
  const ofEmbedded = [
    ['ABOVEBOARD_ARCHIVE_FOLDER', 'setup.archive_outside'],
    ['ABOVEBOARD_BACKUP_AT', 'setup.backup_outside'],
  ] as const
  for (const [setting, code] of ofEmbedded) {
    if (read[setting] !== undefined && read.DATABASE_URL !== undefined) problems.push(note(code, { setting }))
  }
  const isSafe = read.ABOVEBOARD_TLS_CERT !== undefined || read.ABOVEBOARD_TRUSTED_PROXIES !== undefined
  if (!isLoopback(read.ABOVEBOARD_HOST) && !isSafe) {
    problems.push(note('setup.open_without_https', { host: read.ABOVEBOARD_HOST }))
  }
  return problems
}

function configOf(read: Settings, isDemo: boolean): Config {
  const data = isAbsolute(read.ABOVEBOARD_DATA) ? read.ABOVEBOARD_DATA : resolve(read.ABOVEBOARD_DATA)
  const { ABOVEBOARD_TLS_CERT: certFile, ABOVEBOARD_TLS_KEY: keyFile } = read
  return {
    data,
    database: databaseOf(read, data),
    poolMax: read.DATABASE_POOL,
    http: {
      host: read.ABOVEBOARD_HOST,
      port: read.ABOVEBOARD_PORT,
      origin: read.ABOVEBOARD_ORIGIN,
      tls: certFile !== undefined && keyFile !== undefined ? { certFile, keyFile } : undefined,
      trustedProxies: read.ABOVEBOARD_TRUSTED_PROXIES?.split(/[, ]+/).filter((part) => part !== '') ?? [],
      requestsPerMinute: read.ABOVEBOARD_REQUESTS_PER_MINUTE,
    },
    mail: { smtpUrl: read.ABOVEBOARD_SMTP_URL, from: read.ABOVEBOARD_MAIL_FROM },
    sinks: {
      folder: resolve(read.ABOVEBOARD_SINK_FOLDER ?? join(data, 'sink')),
      mailTo: read.ABOVEBOARD_SINK_MAIL,
    },
    backupFolder: read.ABOVEBOARD_BACKUP_FOLDER && resolve(read.ABOVEBOARD_BACKUP_FOLDER),
    backupAt: read.ABOVEBOARD_BACKUP_AT,
    backupKeepDays: read.ABOVEBOARD_BACKUP_KEEP_DAYS,
    archiveFolder: read.ABOVEBOARD_ARCHIVE_FOLDER && resolve(read.ABOVEBOARD_ARCHIVE_FOLDER),
    backupKey: read.ABOVEBOARD_BACKUP_KEY,
    masterKey: read.ABOVEBOARD_MASTER_KEY,
    logLevel: read.ABOVEBOARD_LOG,
    isDemo,
  }
}

function databaseOf(read: Settings, data: string): DatabaseConfig {
  const { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl } = read
  if (appUrl === undefined || ownerUrl === undefined) return { kind: 'embedded', data }
  return {
    kind: 'outside',
    appUrl,
    ownerUrl,
    workerUrl: read.DATABASE_WORKER_URL,
    auditorUrl: read.DATABASE_AUDITOR_URL,
    rolePrefix: read.DATABASE_ROLE_PREFIX,
  }
}

function hasProtocol(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol)
}

function isOrigin(text: string): boolean {
  return hasProtocol(text, ['http:', 'https:']) && new URL(text).origin === text
}

function isMailAddress(text: string): boolean {
  return /^[^\s@<>]+@[^\s@<>]+$/.test(text)
}

/** True when others than this machine can reach the application. */
export function isInTheOpen({ http }: Pick<Config, 'http'>): boolean {
  return !isLoopback(http.host) || http.origin !== undefined
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

function keyOf(text: string): Buffer {
  return /^[0-9a-fA-F]{64}$/.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64')
}
