import { vi } from 'vitest'
import { readCall, WrongUse, type CliCommand } from '../../src/cli/args.ts'
import { exit, jsonText, type Io } from '../../src/cli/io.ts'
import { fill } from '../../src/texts/index.ts'
import type { FreshDatabase } from './fresh-database.ts'
import { takeIntoUse } from './in-use.ts'

/** What a command gave: its exit code, its document, the same in words, and what it told a person. */
export type Ran = {
  readonly code: number
  readonly json: unknown
  readonly words: string
  readonly told: string
}

/** Lets the commands of this process use a database and a data folder; `vi.unstubAllEnvs` ends it. */
export async function commandsOn(database: FreshDatabase, data: string, masterKey: Buffer): Promise<void> {
  const settings = {
    ABOVEBOARD_DATA: data,
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    DATABASE_WORKER_URL: database.workerUrl,
    DATABASE_AUDITOR_URL: database.auditorUrl,
    DATABASE_ROLE_PREFIX: database.roles.app.replace(/_app$/, ''),
    ABOVEBOARD_MASTER_KEY: masterKey.toString('hex'),
  }
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value)
  await takeIntoUse(database, masterKey)
}

/** Runs a command as `main` does, in this process and in English: each call opens the database anew. */
export function runCommand(command: CliCommand, ...args: readonly string[]): Promise<Ran> {
  return runCommandWith(command, [], args)
}

/** The same with lines on its standard input, from which it takes secrets. */
export async function runCommandWith(
  command: CliCommand,
  lines: readonly string[],
  args: readonly string[],
): Promise<Ran> {
  const left = [...lines]
  const said = { json: undefined as unknown, words: '', told: '' }
  const io: Io = {
    language: 'en',
    json: true,
    answer: (value, words) => {
      said.json = JSON.parse(jsonText(value))
      said.words = words().join('\n')
    },
    line: () => undefined,
    tell: (sentence, params = {}) => void (said.told += `${fill(sentence, 'en', params)}\n`),
    say: () => undefined,
    progress: () => undefined,
    ask: async () => undefined,
    isTerminal: false,
    secret: async () => left.shift(),
  }
  try {
    return { code: await command.run(readCall(command, args, io)), ...said }
  } catch (fault) {
    if (!(fault instanceof WrongUse)) throw fault
    return { code: exit.wrongUse, ...said, told: fill(fault.sentence, 'en', fault.params) }
  }
}
