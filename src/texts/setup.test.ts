import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { setupTexts } from './setup.ts'

const source = join(import.meta.dirname, '..')
const said = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.startsWith('texts'))
  .flatMap((name) => [...readFileSync(join(source, name), 'utf8').matchAll(/'(setup\.[a-z_]+)'/g)])
  .map((match) => match[1] ?? '')

it('every note of the platform has its sentence, and every sentence is said somewhere', () => {
  expect([...new Set(said)].toSorted()).toEqual(Object.keys(setupTexts).toSorted())
})
