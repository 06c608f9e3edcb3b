import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'

const project = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'aboveboard-bin-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The pinned Node, and every other one on the path: usually an older one of the machine. */
const nodes = [
  ...new Set(
    [process.execPath, ...(process.env['PATH'] ?? '').split(delimiter).map((place) => join(place, 'node'))]
      .filter((path) => existsSync(path))
      .map((path) => realpathSync(path)),
  ),
].map((path) => [spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout.trim(), path] as const)

function run(node: string, program: string, ...args: readonly string[]) {
  const done = spawnSync(node, [program, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], LANG: 'en_US.UTF-8' },
  })
  return { code: done.status, out: done.stdout, err: done.stderr }
}

describe.each(nodes)('bin/aboveboard started by Node %s', (_, node) => {
  it('answers on stdout alone and passes the exit code on', () => {
    const db = run(node, join(project, 'bin/aboveboard'), 'db', '--help', '--json')
    expect(db).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(db.out)).toHaveProperty('usage')
    expect(run(node, join(project, 'bin/aboveboard'), 'db', 'nothing')).toMatchObject({ code: 2, out: '' })
  })

  it('keeps the young generation of its memory small, whoever starts it', () => {
    const said = join(folder, 'said.mjs')
    writeFileSync(said, 'process.stdout.write(process.execArgv.join())')
    const start = join(folder, 'start.mjs')
    const setup = pathToFileURL(join(project, 'bin/setup.mjs')).href
    writeFileSync(
      start,
      `import { runInProject } from '${setup}'\nawait runInProject('${relative(project, said)}')`,
    )
    const out = '--min-semi-space-size=16,--max-semi-space-size=16'
    expect(run(node, start)).toMatchObject({ code: 0, out })
  })

  it('works through a link, as npx and node_modules/.bin make it', () => {
    const link = join(folder, `aboveboard-${process.pid}-${node.replaceAll(/\W/g, '')}`)
    symlinkSync(join(project, 'bin/aboveboard'), link)
    expect(run(node, link, 'db', 'nothing')).toMatchObject({ code: 2, out: '' })
  })
})
