import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** What only an application that served this data folder leaves there, beside its database. */
export function belongingsOf(data: string): string[] {
  const made = [join('keys', 'master.key'), 'files', join('sink', 'leaves.bin')]
  return made
    .filter((name) => name !== 'files' || holdsAny(join(data, name)))
    .filter((name) => existsSync(join(data, name)))
}

function holdsAny(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).length > 0
}
