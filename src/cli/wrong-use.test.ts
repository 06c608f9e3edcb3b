import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync, cpSync, readFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { SetupFault } from '../platform/setup-fault.ts'
import { fill } from '../texts/index.ts'
import { readCall, WrongUse, type CliCommand } from './args.ts'
import { commandNames, loadCommand } from './commands.ts'
import { formsOf } from './forms.ts'
import { exit, type Io } from './io.ts'

const folder = mkdtempSync(join(tmpdir(), 'aboveboard-wrong-use-'))
const commands: (readonly [string, CliCommand])[] = []
for (const name of commandNames()) commands.push([name, await loadCommand(name)])

beforeAll(() => {
  vi.stubEnv('ABOVEBOARD_DATA', folder)
  writeFileSync(join(folder, 'file.txt'), 'a,b\n1,2\n')
})

afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

type Ran = { readonly code: number; readonly told: string }

/** A terminal without a person, whose sentences go to `told`. */
function ioTo(told: string[]): Io {
  return {
    language: 'en',
    json: false,
    answer: () => undefined,
    line: () => undefined,
    tell: (sentence, params = {}) => void told.push(fill(sentence, 'en', params)),
    say: () => undefined,
    progress: () => undefined,
    ask: async () => undefined,
    isTerminal: false,
    secret: async () => undefined,
  }
}

/** Runs a command in this process as `main` does; the folder has no database, so that none goes far. */
async function run(name: string, ...args: readonly string[]): Promise<Ran> {
  const told: string[] = []
  const io = ioTo(told)
  const [, command] = commands.find(([each]) => each === name) ?? []
  if (!command) throw new Error(`no command ${name}`)
  try {
    return { code: await command.run(readCall(command, args, io)), told: told.join('\n') }
  } catch (fault) {
    if (fault instanceof SetupFault) return { code: exit.cannotRun, told: fault.message }
    if (!(fault instanceof WrongUse)) throw fault
    return { code: exit.wrongUse, told: fill(fault.sentence, 'en', fault.params) }
  }
}

/** The exit code of a call that never reaches its command; undefined where it does. */
function heldBack(name: string, ...args: readonly string[]): number | undefined {
  const [, command] = commands.find(([each]) => each === name) ?? []
  if (!command) throw new Error(`no command ${name}`)
  try {
    readCall(command, args, ioTo([]))
    return undefined
  } catch (fault) {
    if (!(fault instanceof WrongUse)) throw fault
    return exit.wrongUse
  }
}

/** The words with which a form begins, whatever stands for those that are the caller's. */
function wordsFor({ verb, wordsMin }: ReturnType<typeof formsOf>[number]): string[] {
  return [...(verb === undefined ? [] : [verb]), ...Array.from({ length: wordsMin }, () => 'file.txt')].slice(
    0,
    wordsMin,
  )
}

const isFlag = ({ options }: CliCommand, name: string) => options[name]?.type === 'boolean'
const givenAs = (command: CliCommand, name: string) =>
  isFlag(command, name) ? [`--${name}`] : [`--${name}`, 'x']
const named = commands.map(([name, command]) => ({ name, command, forms: formsOf(command.usage) }))

describe.each(named)('$name', ({ name, command, forms }) => {
  test('says in its usage every option that it takes, and takes every option of its usage', () => {
    const said = new Set(forms.flatMap(({ options }) => options))
    const taken = Object.keys(command.options).filter((option) => option !== 'data')
    expect([...said].filter((option) => option !== 'data').toSorted()).toEqual(taken.toSorted())
  })

  test('is called wrongly with an option that it does not know', () => {
    expect(heldBack(name, '--no-such-option')).toBe(exit.wrongUse)
  })

  test('is called wrongly with more words than it takes', () => {
    for (const form of forms.filter(({ wordsMax }) => Number.isFinite(wordsMax))) {
      const words = [...wordsFor(form), ...Array.from({ length: form.wordsMax + 2 }, () => 'more')]
      expect([form, heldBack(name, ...words)]).toEqual([form, exit.wrongUse])
    }
  })

  test('is called wrongly with an option that counts for nothing beside the others', () => {
    for (const form of forms) {
      const rest = Object.keys(command.options).filter((it) => it !== 'data' && !form.options.includes(it))
      const others = forms.filter(({ verb }) => verb === form.verb || verb === undefined)
      const needed = form.needed.flatMap((option) => givenAs(command, option))
      for (const stray of rest) {
        const isAnother = others.some((it) =>
          [...form.needed, stray].every((each) => it.options.includes(each)),
        )
        if (isAnother && form.verb === undefined) continue
        const held = heldBack(name, ...wordsFor(form), ...needed, ...givenAs(command, stray))
        expect([form, stray, held]).toEqual([form, stray, exit.wrongUse])
      }
    }
  })

  test('is called wrongly without an option that it cannot do without', async () => {
    for (const form of forms) {
      for (const missing of form.needed) {
        const given = form.needed.filter((it) => it !== missing).flatMap((it) => givenAs(command, it))
        const call = [...wordsFor(form), ...given]
        const code = heldBack(name, ...call) ?? (await run(name, ...call)).code
        expect([form, missing, code]).toEqual([form, missing, exit.wrongUse])
      }
    }
  })
})

describe('a value that cannot be', () => {
  test.each([
    ['serve', ['--port', '99999'], '--port'],
    ['serve', ['--port', 'x'], '--port'],
    ['serve', ['--port', '-1'], '--port'],
    ['serve', ['--host', 'a b'], '--host'],
    ['db', ['url', '--role', 'root'], 'owner'],
    ['seed', ['demo', '--benefits', '0'], '0'],
    ['seed', ['demo', '--benefits', '99999999999'], '99999999999'],
    ['import', ['none.csv', '--profile', 'taizhang'], 'none.csv'],
    ['import', ['.', '--profile', 'taizhang'], '.'],
    ['rates', ['import', 'none.csv', '--source', 's'], 'none.csv'],
    ['policy', ['check', 'none.yaml'], 'none.yaml'],
    ['policy', ['check', 'file.txt', '--from', '2026-13-01'], '--from'],
    ['policy', ['diff', 'none.yaml', 'file.txt'], 'none.yaml'],
    ['policy', ['adopt', 'none.yaml', '--from', '2027-01-01', '--why', 'because'], 'none.yaml'],
    ['verify', ['--bundle', 'none.json'], 'none.json'],
    ['verify', ['--bundle', '.'], '.'],
    ['verify', ['--checkpoint', 'none'], 'none'],
    ['bundle', ['--period', '2026-02-01..2026-01-01', '--out', 'b.json'], 'A period is two days'],
    ['bundle', ['--request', 'req_1', '--out', '.'], 'folder'],
    ['match', ['--pairs', 'none.csv'], 'none.csv'],
    ['match', ['--pairs', '.'], '.'],
    ['decide', ['--facts', 'none.json'], 'none.json'],
    ['decide', ['--facts', '.'], '.'],
    ['bench', ['nope'], 'match'],
    ['gate', ['nope'], 'calls'],
    ['gate', ['calls', '--rounds', '0'], 'rounds'],
    ['gate', ['calls', '--fault', 'nope'], 'nope'],
  ])('%s %j is wrong use and told by its name', async (name, args, said) => {
    const ran = await run(name, ...args.map((arg) => (arg === 'file.txt' ? join(folder, arg) : arg)))
    expect(ran.code).toBe(exit.wrongUse)
    expect(ran.told).toContain(said)
  })
})

describe('what the environment or the machine denies', () => {
  test('is no wrong use: a setting that cannot be keeps the program from running', async () => {
    vi.stubEnv('ABOVEBOARD_PORT', '99999')
    expect((await run('db', 'url')).code).toBe(exit.cannotRun)
    vi.stubEnv('ABOVEBOARD_PORT', undefined)
  })
})

test('a shipped policy that does not pass its checks is told by file, place and words, and no stack', () => {
  const project = join(import.meta.dirname, '../..')
  const copy = join(folder, 'copy')
  mkdirSync(copy)
  for (const part of ['src', 'node_modules', 'package.json', 'db'])
    symlinkSync(join(project, part), join(copy, part))
  cpSync(join(project, 'policies'), join(copy, 'policies'), { recursive: true })
  const org = join(copy, 'policies/org.yaml')
  const broken = readFileSync(org, 'utf8').replace('decision: prohibit', 'decision: forbid')
  writeFileSync(org, broken)
  const line = broken.slice(0, broken.indexOf('decision: forbid')).split('\n').length
  const done = spawnSync(
    process.execPath,
    [
      '--preserve-symlinks',
      '--preserve-symlinks-main',
      join(copy, 'src/cli/main.ts'),
      'policy',
      'check',
      join(project, 'policies/org.yaml'),
      '--data',
      join(folder, 'empty'),
    ],
    { encoding: 'utf8', cwd: folder, env: { PATH: process.env['PATH'], LANG: 'en_US.UTF-8' } },
  )
  expect(done.stderr).toContain(`The shipped policy org.yaml:${line}`)
  expect(done.stderr).not.toMatch(/^\s+at /m)
  expect(done.status).toBe(exit.found)
})
