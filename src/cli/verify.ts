import { createReadStream, existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import type { Verification } from '../kernel/finding.ts'
import { masterKeyToRead } from '../app/master-key.ts'
import { governedTables } from '../app/governed.ts'
import { judgeRestored, release, type Judged } from '../app/restored.ts'
import {
  findingText,
  readFolder,
  verificationText,
  verifyBundleOffline,
  verifyLive,
  type OutsideEvidence,
} from '../modules/audit/index.ts'
import type { Config } from '../platform/config.ts'
import { openPool, type OpenDatabase } from '../platform/db/connect.ts'
import { keyRing } from '../platform/keys.ts'
import { readMark, type RestoreMark } from '../platform/postgres/backup/quarantine.ts'
import { setupFault } from '../platform/setup-fault.ts'
import { logTexts } from '../texts/log.ts'
import { cliBackupTexts } from '../texts/cli-backup.ts'
import { cliLogTexts } from '../texts/cli-log.ts'
import { fill } from '../texts/index.ts'
import { dataOption, needFile, WrongUse, type CliCall, type CliCommand } from './args.ts'
import { keptEvidence, sizeOfNote, type KeptEvidence } from './kept-evidence.ts'
import { exit } from './io.ts'
import { tellJudged } from './tell-judged.ts'
import { withDatabase } from './with-database.ts'

/** Verifies the log and every governed row of a database, or a bundle without one. */
export const verifyCommand: CliCommand = {
  summary: cliLogTexts['cli.verify'],
  usage:
    '[--bundle FILE] [--checkpoint FILE|FOLDER] [--data DIR] | ' +
    '[--checkpoint FILE|FOLDER] [--accept-lost N] [--data DIR]',
  options: {
    ...dataOption,
    bundle: { type: 'string' },
    checkpoint: { type: 'string' },
    'accept-lost': { type: 'string' },
  },
  run: async (call) => {
    const bundle = call.text('bundle')
    return bundle === undefined ? verifyDatabase(call) : verifyFile(call, bundle)
  },
}

async function verifyDatabase(call: CliCall): Promise<number> {
  const kept = await keptEvidence(call)
  const accepted = acceptedOf(call)
  return withDatabase(call, async (database, config) => {
    const mark = readMark(config.data)
    if (mark?.state === 'restoring') throw setupFault('setup.restore_unfinished', { data: config.data })
    if (accepted !== undefined && mark?.state !== 'restored')
      throw new WrongUse(cliBackupTexts['cli.verify.accept'])
    const { found, notes } = await live(call, database, config, kept)
    await tellKept(call, kept)
    const judged = mark?.state === 'restored' ? judgeRestored(mark, found, { notes, accepted }) : undefined
    if (mark && judged) return quarantined({ call, mark, judged, data: config.data }, found)
    call.io.answer(found, () => words(call, found, headOf(call, found)))
    return found.ok ? exit.done : exit.found
  })
}

/** How many entries whoever calls accepts as gone by a restore. */
function acceptedOf(call: CliCall): number | undefined {
  const text = call.text('accept-lost')
  if (text === undefined) return undefined
  if (!/^\d{1,12}$/.test(text)) throw new WrongUse(cliBackupTexts['cli.verify.accept'])
  return Number(text)
}

type Quarantined = {
  readonly call: CliCall
  readonly mark: RestoreMark
  readonly judged: Judged
  readonly data: string
}

/** A restored folder: what the restore explains is no finding, and a passed verification releases it. */
async function quarantined({ call, mark, judged, data }: Quarantined, all: Verification): Promise<number> {
  const isReleased = judged.outcome === 'released'
  const found = { ...all, ok: isReleased, findings: judged.findings }
  if (isReleased) await release(data, mark, judged.lost)
  const restore = { backup: mark.backup, to: mark.to, lost: judged.lost, quarantine: !isReleased }
  call.io.answer({ ...found, restore }, () => words(call, found, headOf(call, found)))
  tellJudged(call, judged)
  return isReleased ? exit.done : exit.found
}

async function live(
  call: CliCall,
  database: OpenDatabase,
  config: Config,
  kept: OutsideEvidence,
): Promise<{ readonly found: Verification; readonly notes: readonly string[] }> {
  const ring = keyRing(await masterKeyToRead(config, database))
  const sink = await readFolder(config.sinks.folder)
  const place = config.sinks.folder
  if (sink.torn > 0) call.io.tell(cliLogTexts['cli.verify.torn'], { place, count: sink.torn })
  const leaves = kept.leaves ?? sink.leaves
  const notes = [...kept.notes, ...sink.notes]
  const pool = openPool(database.auditor, { max: 1, name: 'verify' })
  try {
    const found = await verifyLive({
      pool,
      ring,
      tables: governedTables,
      outside: { notes, ...(leaves ? { leaves } : {}) },
      progress: (part, done) => call.io.progress(logTexts[`log.job.${part}`], { count: done }),
    })
    return { found, notes }
  } finally {
    await pool.end()
  }
}

async function verifyFile(call: CliCall, file: string): Promise<number> {
  needFile(file)
  const kept = await keptEvidence(call)
  const found = await verifyBundleOffline(
    await readFile(file, 'utf8'),
    { key: kept.key, checkpoints: kept.notes },
    (name) => digestBeside(file, name),
  )
  const { trust, verification } = found
  if (found.absent > 0) call.io.tell(cliLogTexts['cli.verify.absent'], { count: found.absent })
  call.io.tell(cliLogTexts['cli.verify.scope'])
  if (trust === 'unlinked') call.io.tell(cliLogTexts['cli.verify.unlinked'])
  if (trust === 'none') call.io.tell(cliLogTexts['cli.verify.alone'], { key: found.key })
  call.io.answer(verification, () => [
    ...words(call, verification, bundleHead(call, verification)),
    fill(cliLogTexts['cli.verify.key'], call.io.language, { key: found.key }),
  ])
  return verification.ok ? exit.done : exit.found
}

/** The digest of a file of the bundle, which lies in the folder beside it. A name never leads out of there. */
async function digestBeside(bundle: string, name: string): Promise<string | undefined> {
  const file = join(dirname(bundle), `${basename(bundle)}.files`, basename(name))
  if (!existsSync(file)) return undefined
  const digest = createHash('sha256')
  for await (const chunk of createReadStream(file)) digest.update(chunk as Buffer)
  return digest.digest('hex')
}

/** What the answer rests on: how many checkpoints of the caller, the newest of them, and how many hashes. */
async function tellKept(call: CliCall, kept: KeptEvidence): Promise<void> {
  if (kept.notes.length === 0) return
  const sizes = kept.notes.map(sizeOfNote)
  let hashes = 0
  for await (const batch of kept.leaves?.() ?? []) hashes += batch.length
  const count = sizes.length
  call.io.tell(cliLogTexts['cli.verify.held'], { count, size: Math.max(...sizes), hashes })
}

function headOf(call: CliCall, found: Verification): string {
  const { entries, rows, findings } = found
  return verificationText({ entries, rows, findings: findings.length }, call.io.language)
}

/** A bundle without findings that is not ok could not be linked, which was told before. */
function bundleHead(call: CliCall, found: Verification): string | undefined {
  const count = found.findings.length
  if (count > 0) return fill(cliLogTexts['cli.verify.bundle_found'], call.io.language, { count })
  return found.ok ? headOf(call, found) : undefined
}

function words(call: CliCall, found: Verification, head: string | undefined): string[] {
  const { language } = call.io
  const { findings, checkpoint } = found
  const at = checkpoint && {
    size: checkpoint.size,
    root: checkpoint.root,
    at: checkpoint.at ?? '–',
  }
  return [
    ...(head === undefined ? [] : [head]),
    ...findings.map((finding) => `  ${findingText(finding, language)}`),
    ...(at ? [fill(cliLogTexts['cli.verify.checkpoint'], language, at)] : []),
  ]
}
