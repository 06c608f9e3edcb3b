import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setupFault } from '../setup-fault.ts'

/** The passwords of one embedded server, by role. They stand in the key folder, never in the database. */
export type ServerSecrets = {
  readonly superuser: string
  readonly owner: string
  readonly app: string
  readonly worker: string
  readonly auditor: string
}

const roles = ['superuser', 'owner', 'app', 'worker', 'auditor'] as const

/** Reads the passwords of the data folder `data`, or undefined when there are none yet. */
export function readSecrets(data: string): ServerSecrets | undefined {
  const file = secretsFile(data)
  if (!existsSync(file)) return undefined
  const found: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (!isSecrets(found)) throw setupFault('setup.file_damaged', { file })
  return found
}

/** Makes and stores random passwords, readable by their owner only, whole or not at all. */
export function makeSecrets(data: string, random: (bytes: number) => Uint8Array): ServerSecrets {
  const secret = () => Buffer.from(random(24)).toString('base64url')
  const secrets = { superuser: secret(), owner: secret(), app: secret(), worker: secret(), auditor: secret() }
  mkdirSync(join(data, 'keys'), { recursive: true, mode: 0o700 })
  const beside = `${secretsFile(data)}.new`
  writeFileSync(beside, `${JSON.stringify(secrets)}\n`, { mode: 0o600, flush: true })
  renameSync(beside, secretsFile(data))
  return secrets
}

function secretsFile(data: string): string {
  return join(data, 'keys', 'postgres.json')
}

function isSecrets(value: unknown): value is ServerSecrets {
  if (typeof value !== 'object' || value === null) return false
  const found: Readonly<Record<string, unknown>> = { ...value }
  return roles.every((role) => typeof found[role] === 'string')
}
