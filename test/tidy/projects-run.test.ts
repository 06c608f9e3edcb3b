import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import config from '../../vitest.config.ts'

const runner = readFileSync(join(import.meta.dirname, '../run/main.ts'), 'utf8')

/** The projects that the parts of `npm test` ask for; a star stands for whatever follows. */
const asked = [...runner.matchAll(/'--project', '([^']+)'/g)].map(([, pattern = '']) => pattern)

const projects = (config.test?.projects ?? []).flatMap((project) =>
  typeof project === 'object' && 'test' in project ? String(project.test?.name) : [],
)

function isAsked(name: string, pattern: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern
}

test('each project of the tests has a name, and there are some', () => {
  expect(projects).toHaveLength(config.test?.projects?.length ?? 0)
  expect(projects).toContain('tests')
})

test.each(projects)('one part of the run, and only one, runs the project %s', (name) => {
  expect(asked.filter((pattern) => isAsked(name, pattern))).toHaveLength(1)
})

test.each(asked)('the run asks for %s, which is there', (pattern) => {
  expect(projects.filter((name) => isAsked(name, pattern))).not.toEqual([])
})
