import { spawn } from 'node:child_process'
import { appendFileSync, chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { note, setupFault, type Say } from '../setup-fault.ts'
import { belongingsOf } from './belongings.ts'
import type { Place } from './place.ts'
import { makeSecrets, readSecrets, type ServerSecrets } from './secrets.ts'

/**
 * The superuser of the embedded server. Only its own set-up uses it; no connection of the application does.
 */
export const superuserName = 'aboveboard'

/**
 * The passwords of the cluster at `place`, after making the cluster when there is none.
 * It is made beside and then renamed: a set-up that was killed is done again from the start.
 */
export async function ensureCluster(
  place: Place,
  random: (bytes: number) => Uint8Array,
  say: Say,
): Promise<ServerSecrets> {
  const secrets = readSecrets(place.data)
  if (existsSync(join(place.cluster, 'PG_VERSION'))) {
    if (secrets) return secrets
    throw setupFault('setup.passwords_missing', { cluster: place.cluster, keys: join(place.data, 'keys') })
  }
  refuseLostDatabase(place)
  say(note('setup.making_database'))
  const made = secrets ?? makeSecrets(place.data, random)
  await makeCluster(place, made)
  return made
}

/** A new database in the place of a company's own would hide that the register is gone. */
function refuseLostDatabase({ data, cluster }: Place): void {
  const found = belongingsOf(data)
  if (found.length > 0) throw setupFault('setup.database_lost', { data, cluster, found: found.join(', ') })
}

async function makeCluster(place: Place, secrets: ServerSecrets): Promise<void> {
  const beside = `${place.cluster}.new`
  const passwordFile = join(place.home, 'password')
  rmSync(beside, { recursive: true, force: true })
  mkdirSync(beside, { mode: 0o700 })
  writeFileSync(passwordFile, `${secrets.superuser}\n`, { mode: 0o600 })
  giveTo(place, beside)
  giveTo(place, passwordFile)
  try {
    await runInitdb(place, beside, passwordFile)
  } finally {
    rmSync(passwordFile, { force: true })
  }
  appendFileSync(join(beside, 'postgresql.conf'), "\ninclude 'aboveboard.conf'\n")
  renameSync(beside, place.cluster)
}

/** Under the locale C, trigrams of Chinese text are empty, so names would not be found: hence C.UTF-8. */
function runInitdb(place: Place, folder: string, passwordFile: string): Promise<void> {
  const access = ['-U', superuserName, '--pwfile', passwordFile, '--auth', 'scram-sha-256']
  const content = ['--encoding', 'UTF8', '--locale', 'C.UTF-8', '--data-checksums']
  return new Promise((resolve, reject) => {
    const child = spawn(place.binaries.initdb, ['-D', folder, ...access, ...content], {
      ...(place.account && { uid: place.account.uid, gid: place.account.gid }),
      cwd: place.home,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let complaint = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(setupFault('setup.initdb_failed', { folder, why: complaint.trim() }))
    })
  })
}

function giveTo(place: Place, path: string): void {
  if (place.account !== undefined) chownSync(path, place.account.uid, place.account.gid)
}
