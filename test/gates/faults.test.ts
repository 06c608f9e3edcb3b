import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { gateNames, scratchCopy } from './with-fault.ts'

const project = join(import.meta.dirname, '../..')
const faults = readdirSync(join(project, 'test/faults'))

/**
 * A fault that cannot be planted any more would prove nothing, and would be found out only by the long gates.
 */
test.each(faults)('the planted fault %s still fits the code', (name) => {
  const args = ['apply', '--check', '--whitespace=nowarn', join('test/faults', name)]
  const done = spawnSync('git', args, { cwd: project, encoding: 'utf8' })
  expect(done.stderr).toBe('')
})

/** A function that a later migration replaced is planted in vain: the gate would be green for that alone. */
test.each(faults)('the planted fault %s bites the functions of the database as they are now', (name) => {
  const patch = readFileSync(join(project, 'test/faults', name), 'utf8')
  // Of each file its own hunks: the line that names the next file begins like one that is taken out.
  const files = patch.split(/^--- a\//m).slice(1)
  const replaced = files.flatMap((part) => {
    const [, file] = /^db\/migrations\/(.+)\n/.exec(part) ?? []
    if (file === undefined) return []
    return [...part.matchAll(/^@@ -(\d+)/gm)].flatMap(([, line]) => {
      const named = functionAt(file, Number(line) + 3)
      return migrations.filter((each) => each > file && named !== undefined && defines(each, named))
    })
  })
  expect(replaced).toEqual([])
})

const migrations = readdirSync(join(project, 'db/migrations')).toSorted()

function textOf(migration: string): string {
  return readFileSync(join(project, 'db/migrations', migration), 'utf8')
}

/** The function in whose definition a line of a migration stands, if it does. */
function functionAt(migration: string, line: number): string | undefined {
  const before = textOf(migration).split('\n').slice(0, line).join('\n')
  const begun = [...before.matchAll(/^create (?:or replace )?function ([\w.]+)\(/gm)].at(-1)
  if (!begun?.[1]) return undefined
  const isOver = /^\$\$;/m.test(before.slice(begun.index))
  return isOver ? undefined : begun[1]
}

function defines(migration: string, named: string): boolean {
  return new RegExp(`^create (?:or replace )?function ${named.replace('.', '\\.')}\\(`, 'm').test(
    textOf(migration),
  )
}

/** A gate that breaks off there before its first figure says nothing about any fault. */
test(
  'every gate finds all that it reads in the copy that faults are planted in',
  { timeout: 120_000 },
  () => {
    const copy = scratchCopy()
    try {
      const files = gateNames().map((name) => pathToFileURL(join(copy, `test/gates/${name}.ts`)).href)
      const loading = `for (const file of ${JSON.stringify(files)}) (await import(file)).gate.run.call`
      const done = spawnSync(process.execPath, ['--input-type=module', '-e', loading], { encoding: 'utf8' })
      expect(done.stderr).toBe('')
      expect(files.length).toBeGreaterThan(4)
    } finally {
      rmSync(copy, { recursive: true, force: true })
    }
  },
)
