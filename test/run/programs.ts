import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Folder of the client and server programs of Debian's PostgreSQL 15. */
export const debianPostgres = '/usr/lib/postgresql/15'

/** The Chromium on this machine: the one that CHROMIUM names, or where packages put it. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM'] ?? ''
  const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  return (named === '' ? usual : [named]).find((path) => existsSync(path))
}

/** True when Debian's PostgreSQL 15 is here. */
export function hasDebianPostgres(): boolean {
  return existsSync(`${debianPostgres}/bin/postgres`)
}

/**
 * Installs Debian packages where that is allowed: by root, on a machine that has apt-get. Says what it does.
 */
export function installDebianPackages(names: readonly string[]): void {
  if (names.length === 0) return
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0)
    return
  process.stderr.write(`Installing from Debian: ${names.join(' ')} …\n`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const install = () =>
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...names], {
      stdio: ['ignore', 2, 2],
      env,
    })
  if (install().status === 0) return
  // A fresh image has no package lists yet.
  spawnSync('apt-get', ['update'], { stdio: ['ignore', 2, 2], env })
  install()
}
