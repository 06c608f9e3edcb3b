import { randomBytes as chance } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeKey, backUp } from '../../src/app/backup.ts'
import { bringBack } from '../../src/app/restore.ts'
import { judgeRestored, openRestored, verifyRestored } from '../../src/app/restored.ts'
import { folderSink, logSigner, readFolder, sequenceNow } from '../../src/modules/audit/index.ts'
import { feedSink } from '../../src/modules/audit/sinks.ts'
import { newCustomer } from '../../src/modules/parties/index.ts'
import { inTransaction } from '../../src/platform/db/in-transaction.ts'
import { storeFile } from '../../src/platform/files.ts'
import { monotonicMs, pause, randomBytes, systemClock } from '../../src/platform/clock.ts'
import { readConfig, type Config } from '../../src/platform/config.ts'
import { startArchiver, type Archiver } from '../../src/platform/postgres/backup/archiver.ts'
import { segmentsIn } from '../../src/platform/postgres/backup/archive-folder.ts'
import { findPublicKey } from '../../src/platform/postgres/backup/backup-key.ts'
import { backupsIn } from '../../src/platform/postgres/backup/manifest.ts'
import { readMark, refuseQuarantine } from '../../src/platform/postgres/backup/quarantine.ts'
import { existingHome } from '../../src/platform/postgres/place.ts'
import { openServer, stopServerOf } from '../../src/platform/postgres/server.ts'
import { SetupFault } from '../../src/platform/setup-fault.ts'
import { companyOn, testNow, type Company } from '../setup/company-on.ts'
import { digestOf, embeddedCompanyDatabase, type OwnDatabase } from '../setup/own-database.ts'
import { atLeast, atMost, type Gate, type GateLine, type GateOptions } from './gate.ts'

/** From so many writes on, the run is the long one, which also measures what could be lost. */
const longFrom = 400
const masterKey = Buffer.alloc(32, 3)

/**
 * G19, the restore drill: a company works while it is backed up and its log of changes archived, loses its
 * data folder, and comes back to a named second. Rows are compared with what they were at that second, the
 * log with the witness outside; a missing segment and a damaged part must be found.
 */
export const gate: Gate = {
  name: 'restore',
  rounds: longFrom,
  run: async (options) => {
    const folder = mkdtempSync(join(tmpdir(), 'aboveboard-drill-'))
    chmodSync(folder, 0o711)
    try {
      return await drillIn(folder, options)
    } finally {
      for (const name of ['data', 'again', 'holed', 'torn']) await removeServer(join(folder, name))
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

/** Stops the server of a data folder, also of one that was only half restored, and removes both. */
async function removeServer(data: string): Promise<void> {
  await stopServerOf(data)
  const home = existingHome(data)
  if (home !== undefined) rmSync(home, { recursive: true, force: true })
  rmSync(data, { recursive: true, force: true })
}

/** What the drill works with, all in one folder. */
type Site = {
  readonly folder: string
  readonly config: Config
  readonly key: string
  readonly own: OwnDatabase
  readonly company: Company
  readonly archiver: Archiver
}

async function drillIn(folder: string, options: GateOptions): Promise<GateLine[]> {
  const site = await openSite(folder)
  const third = Math.ceil(options.rounds / 3)
  const before = write(site, 'before', third)
  const began = monotonicMs()
  await backUp(site.config, { ...site.own.database, server: site.own.server }, join(folder, 'backups'))
  const backupSeconds = (monotonicMs() - began) / 1_000
  const acknowledged = [...(await before), ...(await write(site, 'between', third))]
  // What follows until the named second stands in a later segment than what was until here.
  await site.archiver.round()
  acknowledged.push(...(await write(site, 'until', third)))
  const paper = await keepPaper(site)
  await witness(site)
  const expected = await digestOf(site.own)
  const to = await betweenTwo()
  const later = await write(site, 'later', third)
  await witness(site, 60_000)
  const isLong = options.rounds >= longFrom
  const loss = isLong ? [await mostLost(site, options)] : []
  await site.archiver.round()
  await site.archiver.round()
  await lose(site)
  const lines = await comeBack(site, { to, acknowledged, later, expected, paper })
  const times = [atMost('G19 backup', tenths(backupSeconds), 60, 's'), ...loss]
  // How long things take says nothing on a machine that runs other tests beside.
  const isTime = ({ unit }: GateLine) => unit === 's'
  return [...lines, ...(await plantedDamage(site, to)), ...times].filter((line) => isLong || !isTime(line))
}

async function openSite(folder: string): Promise<Site> {
  const data = join(folder, 'data')
  const config = readConfig({ data }, {})
  const server = await openServer({ data, random: randomBytes, say: () => undefined })
  const own = await embeddedCompanyDatabase(data)
  const company = await companyOn(own.fresh)
  await makeKey(config, join(folder, 'offline.key'))
  const recipient = findPublicKey(data, undefined)
  if (!recipient) throw new Error('no key')
  // Its rounds are taken by hand, so that what is archived when is certain.
  const archiver = await startArchiver({
    server,
    data,
    folder: join(folder, 'archives'),
    recipient,
    random: randomBytes,
    intervalMs: 3_600_000,
    switchAfterMs: 0,
  })
  await archiver.round()
  const withArchive = { ...config, archiveFolder: join(folder, 'archives') }
  return { folder, config: withArchive, key: join(folder, 'offline.key'), own, company, archiver }
}

/** Stores customers one after the other through the write door; the identifiers that were acknowledged. */
async function write({ company }: Site, phase: string, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let i = 0; i < count; i++) {
    const id = `party_${phase.slice(0, 4)}${String(i).padStart(8, '0')}`
    const name = `无锡${phase}第${i}号机电有限公司`
    const known = {
      country: 'CN',
      created_at: testNow,
      public_purchaser: false,
      staff_benefit_authorised: false,
    }
    await company.store([
      newCustomer({
        ...known,
        id,
        name,
        short_name: name,
        type: 'company',
        ownership: 'private',
        role: 'dealer',
      }),
    ])
    ids.push(id)
  }
  return ids
}

/** Evidence that is brought after the backup: only the archive can bring it back. */
async function keepPaper({ company, config }: Site): Promise<string> {
  const store = { folder: join(config.data, 'files'), ring: company.world.ring, random: chance }
  const stored = await inTransaction(company.world.pool, [company.actor('sales')], (tx) =>
    storeFile(store, tx, Buffer.from('签收单\n'), testNow),
  )
  if (!('digest' in stored)) throw new Error('the paper was refused')
  return stored.digest
}

/** Numbers the log, signs it, and lets the witness see it; a checkpoint is due a while after the last. */
async function witness({ own, company, folder }: Site, laterMs = 0): Promise<void> {
  const signer = logSigner(company.world.ring)
  const pool = own.fresh.pool('worker', 2)
  const now = () => new Date(Date.now() + laterMs).toISOString()
  await sequenceNow({ pool, signer, now })
  await feedSink({ pool, key: signer.key, now }, folderSink(join(folder, 'witness')))
}

/** A moment after everything so far and before everything to come, by the clock that PostgreSQL reads. */
async function betweenTwo(): Promise<string> {
  await pause(20)
  const to = systemClock()()
  await pause(20)
  return to
}

/** How old the newest archived moment ever is while somebody works, with the pauses of the product. */
async function mostLost(site: Site, { say }: GateOptions): Promise<GateLine> {
  const { config, own } = site
  const recipient = findPublicKey(config.data, undefined)
  if (!recipient) throw new Error('no key')
  await site.archiver.stop()
  const folder = config.archiveFolder ?? ''
  const archiver = await startArchiver({
    server: own.server,
    data: config.data,
    folder,
    recipient,
    random: randomBytes,
  })
  let most = 0
  const since = monotonicMs()
  for (let i = 0; monotonicMs() - since < 100_000; i++) {
    await write(site, `l${i}`, 1)
    await pause(1_000)
    const { coveredTo } = archiver.standing()
    if (coveredTo !== null) most = Math.max(most, Date.now() - Date.parse(coveredTo))
    if (i % 20 === 19) say(`restore: at most ${Math.round(most / 1_000)} s could be lost so far`)
  }
  await archiver.stop()
  return atMost('G19 most that could be lost', tenths(most / 1_000), 60, 's')
}

/** The data folder goes, server and all. */
async function lose({ archiver, own, company, config }: Site): Promise<void> {
  await archiver.stop().catch(() => undefined)
  await company.close().catch(() => undefined)
  await own.close()
  await removeServer(config.data)
}

type Known = {
  readonly to: string
  readonly acknowledged: readonly string[]
  readonly later: readonly string[]
  readonly expected: ReadonlyMap<string, string>
  readonly paper: string
}

async function comeBack(site: Site, known: Known): Promise<GateLine[]> {
  const data = join(site.folder, 'again')
  const began = monotonicMs()
  const { from, key, archive } = sourcesOf(site)
  const restored = await bringBack({ from, key, archive, to: known.to, data, say: () => undefined })
  const database = await openRestored(data, () => undefined)
  const again = await embeddedCompanyDatabase(data)
  try {
    const outside = await readFolder(join(site.folder, 'witness'))
    const found = await verifyRestored(database, masterKey, outside)
    const seconds = (monotonicMs() - began) / 1_000
    const mark = readMark(data)
    if (!mark) throw new Error('the restored folder has no mark')
    const judged = judgeRestored(mark, found, { notes: outside.notes, accepted: undefined })
    const accepted = judgeRestored(mark, found, { notes: outside.notes, accepted: judged.lost })
    const there = await customersIn(again)
    const digests = await digestOf(again)
    const apart = [...known.expected].filter(([table, digest]) => digests.get(table) !== digest)
    const paper = join(data, 'files', known.paper.slice(0, 2), known.paper)
    return [
      atMost('G19 tables with another content than at that second', apart.length, 0, 'tables'),
      atMost(
        'G19 acknowledged writes lost',
        known.acknowledged.filter((id) => !there.has(id)).length,
        0,
        'writes',
      ),
      atMost(
        'G19 later writes that came back',
        known.later.filter((id) => there.has(id)).length,
        0,
        'writes',
      ),
      atMost('G19 evidence files lost', restored.lostFiles.length + Number(!existsSync(paper)), 0, 'files'),
      atMost('G19 findings against the witness', judged.findings.length, 0, 'findings'),
      atLeast(
        'G19 held in quarantine, and released by who accepts what was lost',
        [
          codeOf(() => refuseQuarantine(data)) === 'setup.in_quarantine',
          judged.outcome === 'lost' && judged.lost > 0,
          accepted.outcome === 'released',
        ].filter(Boolean).length,
        3,
        'of 3',
      ),
      atMost('G19 restore and verification', tenths(seconds), 60, 's'),
    ]
  } finally {
    await again.close()
    await database.server?.stop('always')
  }
}

function sourcesOf({ folder, key, config }: Site) {
  return { from: join(folder, 'backups'), key, archive: config.archiveFolder }
}

async function customersIn(own: OwnDatabase): Promise<Set<string>> {
  const { rows } = await own.fresh.pool('owner', 1).query<{ id: string }>('select id from parties.customer')
  return new Set(rows.map(({ id }) => id))
}

/** One segment of the archive gone, and one byte of the backup turned: neither may pass. */
async function plantedDamage(site: Site, to: string): Promise<GateLine[]> {
  const { from, key, archive } = sourcesOf(site)
  const [backup] = backupsIn(from)
  if (!backup || archive === undefined) throw new Error('no backup')
  const home = join(archive, backup.manifest.archive ?? '')
  const behind = segmentsIn(home).filter(({ segment }) => segment > backup.manifest.wal.last)
  const [first] = behind
  if (!first) throw new Error('nothing was archived behind the backup')
  const aside = join(site.folder, first.file)
  renameSync(join(home, first.file), aside)
  const say = () => undefined
  const holed = await codeOfAsync(
    bringBack({ from, key, archive, to, data: join(site.folder, 'holed'), say }),
  )
  renameSync(aside, join(home, first.file))
  const part = join(backup.folder, readdirSync(backup.folder).find((name) => name.startsWith('base-')) ?? '')
  const bytes = readFileSync(part)
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 40) ^ 1, bytes.length - 40)
  writeFileSync(part, bytes)
  const torn = await codeOfAsync(bringBack({ from, key, archive, to, data: join(site.folder, 'torn'), say }))
  return [
    atLeast('G19 missing segments found', Number(holed === 'setup.archive_hole'), 1, 'segments'),
    atLeast('G19 damaged parts found', Number(torn === 'setup.backup_damaged'), 1, 'parts'),
  ]
}

function codeOf(work: () => void): string {
  try {
    work()
    return 'done'
  } catch (fault) {
    return fault instanceof SetupFault ? (fault.problems[0]?.code ?? '') : 'fault'
  }
}

function codeOfAsync(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'done',
    (fault: unknown) => (fault instanceof SetupFault ? (fault.problems[0]?.code ?? '') : String(fault)),
  )
}

function tenths(seconds: number): number {
  return Math.round(seconds * 10) / 10
}
