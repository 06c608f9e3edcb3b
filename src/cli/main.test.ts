import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { commandEnvironment } from '../../test/setup/command-environment.ts'
import { nearestCommand } from './commands.ts'

const folder = mkdtempSync(join(tmpdir(), 'aboveboard-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const done = spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: commandEnvironment(env),
  })
  return { code: done.status, out: done.stdout, err: done.stderr }
}

describe('the command line', () => {
  const wrong = [
    ['no command at all', []],
    ['a command that does not exist', ['srve']],
    ['an option that does not exist', ['db', 'url', '--rolle', 'app']],
    ['a role that does not exist', ['db', 'url', '--role', 'root']],
    ['words where only options belong', ['serve', 'now']],
  ] as const

  it.each(wrong)('answers %s with code 2, says the usage on stderr and nothing on stdout', (_, args) => {
    const { code, out, err } = run(args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(/usage|aboveboard help/i)
  })

  it('suggests the command that was meant', () => {
    expect(run(['srve']).err).toContain('Did you mean: serve')
  })

  it('answers help with code 0, in the language of the terminal', () => {
    expect(run(['help']).out).toContain('runs the application')
    expect(run(['help'], { LANG: 'zh_CN.UTF-8' }).out).toContain('启动应用')
    expect(run(['serve', '--help']).out).toContain('aboveboard serve [--port N]')
  })

  it('puts exactly one JSON document on stdout, and the rest on stderr', () => {
    const { out, code } = run(['help', '--json'])
    expect(code).toBe(0)
    const commands = (JSON.parse(out) as { commands: { name: string }[] }).commands.map(
      (command) => command.name,
    )
    expect(commands).toEqual(expect.arrayContaining(['serve', 'doctor', 'db']))
  })

  it('cannot run without a database: code 3, and the way out', () => {
    mkdirSync(join(folder, 'empty'))
    const { code, out, err } = run(['db', 'url', '--data', join(folder, 'empty'), '--json'])
    expect({ code, out }).toEqual({ code: 3, out: '' })
    expect(err).toContain('Run aboveboard serve first')
  })

  it('tells every wrong setting at once, in the language of the terminal', () => {
    const env = { ABOVEBOARD_PORT: 'x', ABOVEBOARD_LOG: 'loud' }
    const { code, err } = run(['db', 'url'], { ...env, LANG: 'zh_CN.UTF-8' })
    expect(code).toBe(3)
    expect(err.trim().split('\n')).toEqual([
      'ABOVEBOARD_PORT：应为 0 到 65535 的端口号。',
      'ABOVEBOARD_LOG：应为 debug、info、warn 或 error。',
    ])
  })

  it('doctor finds what is not well with code 1', () => {
    const { code, out } = run(['doctor', '--json', '--data', join(folder, 'empty')])
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      checks: [
        { name: 'configuration', ok: true },
        { name: 'keys', ok: false },
        { name: 'backups' },
        { name: 'archive' },
        { name: 'database', ok: false },
      ],
    })
  })
})

describe('the nearest command', () => {
  const cases = [
    ['serv', 'serve'],
    ['docotr', 'doctor'],
    ['db', 'db'],
    ['quite-another', undefined],
  ] as const

  it.each(cases)('of %s is %s', (word, name) => {
    expect(nearestCommand(word)).toBe(name)
  })
})
