import { spawnSync } from 'node:child_process'
import { note, type Say } from '../setup-fault.ts'

/** The system user that runs the server; `undefined` means the user that runs the application. */
export type Account = { readonly name: string; readonly uid: number; readonly gid: number } | undefined

const userName = 'aboveboard'

/**
 * PostgreSQL refuses to run as root, so root gets an ordinary user for it: `aboveboard`, made when missing,
 * or `nobody` in a container that cannot make users. Anybody else runs the server as himself.
 */
export function serverAccount(say: Say): Account {
  if (process.getuid?.() !== 0) return undefined
  const known = lookUp(userName)
  if (known) return known
  const shell = '/usr/sbin/nologin'
  spawnSync('useradd', [
    '--system',
    '--no-create-home',
    '--home-dir',
    '/nonexistent',
    '--shell',
    shell,
    userName,
  ])
  const made = lookUp(userName)
  if (made) {
    say(note('setup.user_made', { user: userName }))
    return made
  }
  say(note('setup.user_is_nobody'))
  return lookUp('nobody') ?? { name: 'nobody', uid: 65534, gid: 65534 }
}

/**
 * True when `account` can run the program or enter the folder at `path`, walking in from the root like any
 * process.
 */
export function canReach(account: Account, path: string): boolean {
  if (account === undefined) return true
  const asked = spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], {
    uid: account.uid,
    gid: account.gid,
    cwd: '/',
    stdio: 'ignore',
  })
  return asked.status === 0
}

function lookUp(name: string): Account {
  const uid = idOf('-u', name)
  const gid = idOf('-g', name)
  return uid === undefined || gid === undefined ? undefined : { name, uid, gid }
}

function idOf(flag: '-u' | '-g', name: string): number | undefined {
  const asked = spawnSync('id', [flag, name], { encoding: 'utf8' })
  return asked.status === 0 && /^\d+\s*$/.test(asked.stdout) ? Number(asked.stdout) : undefined
}
