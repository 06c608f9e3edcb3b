import { hash } from 'node:crypto'
import { statSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { governedTables } from '../app/governed.ts'
import { masterKeyInUse } from '../app/master-key.ts'
import type { BundleFile } from '../kernel/bundle.ts'
import { isLocalDate } from '../kernel/time.ts'
import {
  logSigner,
  makeBundle,
  sequenceNow,
  type BundleAsk,
  type MadeBundle,
} from '../modules/audit/index.ts'
import { withMerged } from '../modules/parties/index.ts'
import { pause, randomBytes, systemClock } from '../platform/clock.ts'
import type { Config } from '../platform/config.ts'
import { openPool, type OpenDatabase } from '../platform/db/connect.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import type { Transaction } from '../platform/db/transaction.ts'
import { readStoredFile } from '../platform/files.ts'
import { keyRing, type KeyRing } from '../platform/keys.ts'
import { cliTexts } from '../texts/cli.ts'
import { cliLogTexts } from '../texts/cli-log.ts'
import { fill } from '../texts/index.ts'
import { dataOption, needText, WrongUse, type CliCall, type CliCommand } from './args.ts'
import { keptEvidence, sizeOfNote } from './kept-evidence.ts'
import { exit } from './io.ts'
import { withDatabase } from './with-database.ts'

/** Writes the evidence about a request, a customer or a period as one file that `verify --bundle` checks. */
export const bundleCommand: CliCommand = {
  summary: cliLogTexts['cli.bundle'],
  usage: '--request ID|--customer ID|--period A..B --out FILE [--checkpoint FILE|FOLDER] [--data DIR]',
  options: {
    ...dataOption,
    request: { type: 'string' },
    customer: { type: 'string' },
    period: { type: 'string' },
    out: { type: 'string' },
    checkpoint: { type: 'string' },
  },
  run: async (call) => {
    const ask = askOf(call)
    const out = resolve(needText(call, 'out'))
    if (statSync(out, { throwIfNoEntry: false })?.isDirectory()) {
      throw new WrongUse(cliTexts['cli.out_is_folder'], { file: out })
    }
    const { notes } = await keptEvidence(call)
    const from = notes.slice(0, provedMax).map(sizeOfNote)
    return withDatabase(call, (database, config) => writeBundle(call, { ask, out, from }, database, config))
  },
}

/** The most checkpoints of the reader that a bundle is proved from; the newest say most. */
const provedMax = 200

function askOf(call: CliCall): BundleAsk {
  const [request, customer, period] = [call.text('request'), call.text('customer'), call.text('period')]
  const given = [request, customer, period].filter((text) => text !== undefined)
  if (given.length !== 1) throw new WrongUse(cliLogTexts['cli.bundle.one_scope'])
  if (request !== undefined) return { kind: 'request', id: request }
  if (customer !== undefined) return { kind: 'customer', id: customer }
  const [from = '', to = '', ...more] = (period ?? '').split('..')
  if (!isLocalDate(from) || !isLocalDate(to) || from > to || more.length > 0) {
    throw new WrongUse(cliLogTexts['cli.bundle.period'])
  }
  return { kind: 'period', from, to, zone: 'Asia/Shanghai' }
}

type Wanted = { readonly ask: BundleAsk; readonly out: string; readonly from: readonly number[] }

async function writeBundle(
  call: CliCall,
  { ask, out, from }: Wanted,
  database: OpenDatabase,
  config: Config,
): Promise<number> {
  const ring = keyRing(await masterKeyInUse(config, database))
  const made = await makeSigned(database, ring, ask, from)
  if (made.kind === 'nothing') {
    const what = ask.kind === 'period' ? `${ask.from}..${ask.to}` : ask.id
    call.io.tell(cliLogTexts['cli.bundle.nothing'], { what })
    return exit.wrongUse
  }
  if (made.kind === 'waiting') {
    call.io.tell(cliLogTexts['cli.bundle.waiting'])
    return exit.cannotRun
  }
  await mkdir(dirname(out), { recursive: true })
  await writeFile(out, made.text, { mode: 0o600, flush: true })
  await writeFiles(database, config, ring, out, made.files)
  const answer = {
    file: out,
    sha256: hash('sha256', made.text),
    entries: made.entries,
    files: made.files.length,
  }
  call.io.answer(answer, () => [fill(cliLogTexts['cli.bundle.made'], call.io.language, answer)])
  return exit.done
}

/**
 * Entries of the last seconds may wait for a checkpoint; it comes within three, also when no application
 * runs.
 */
async function makeSigned(
  database: OpenDatabase,
  ring: KeyRing,
  ask: BundleAsk,
  from: readonly number[],
): Promise<MadeBundle> {
  const now = systemClock()
  const worker = openPool(database.worker, { max: 1, name: 'bundle sequencer' })
  const pool = openPool(database.auditor, { max: 1, name: 'bundle' })
  try {
    for (let attempt = 1; ; attempt++) {
      await sequenceNow({ pool: worker, signer: logSigner(ring), now })
      const made = await makeBundle({ pool, ring, tables: governedTables, at: now(), from, familyOf }, ask)
      if (made.kind !== 'waiting' || attempt === attemptsMax) return made
      await pause(500)
    }
  } finally {
    await worker.end()
    await pool.end()
  }
}

const familyOf = async (tx: Transaction, id: string) => (await withMerged(tx, [id])).members

/** Eight tries half a second apart: a checkpoint is due three seconds after the last one. */
const attemptsMax = 8

/** The evidence files lie beside the bundle, decrypted, under their digests. */
async function writeFiles(
  database: OpenDatabase,
  config: Config,
  ring: KeyRing,
  out: string,
  files: readonly BundleFile[],
): Promise<void> {
  if (files.length === 0) return
  const folder = join(dirname(out), `${basename(out)}.files`)
  const store = {
    folder: join(config.data, 'files'),
    ring,
    random: (n: number) => Buffer.from(randomBytes(n)),
  }
  const pool = openPool(database.auditor, { max: 1, name: 'bundle files' })
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await readOnly(pool, [], async (tx) => {
      for (const { name, sha256 } of files) {
        const bytes = await readStoredFile(store, tx, sha256)
        if (bytes) await writeFile(join(folder, name), bytes, { mode: 0o600 })
      }
    })
  } finally {
    await pool.end()
  }
}
