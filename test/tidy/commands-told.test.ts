import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commandNames, loadCommand } from '../../src/cli/commands.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/guide/commands.md'), 'utf8')

/** Told once for all commands, above the tables. */
const everywhere = ['data', 'json', 'help']

const commands = await Promise.all(
  commandNames().map(async (name) => ({ name, command: await loadCommand(name) })),
)

test.each(commands)('the guide tells of $name, with each of its options and words', ({ name, command }) => {
  const line = page.split('\n').find((each) => /^\| `(\w+)/.exec(each)?.[1] === name) ?? ''
  const options = Object.keys(command.options).filter((option) => !everywhere.includes(option))
  const words = command.usage.split(' | ').flatMap((form) => /^[a-z]+(?= |$)/.exec(form) ?? [])
  const told = [name, ...options.map((option) => `--${option}`), ...words.map((word) => `${name} ${word}`)]
  expect(told.filter((each) => !line.includes(each))).toEqual([])
})
