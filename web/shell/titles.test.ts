import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { titleOf } from './titles.ts'

test('every page but the way in has a title of its own', () => {
  const router = readFileSync(new URL('router.tsx', import.meta.url), 'utf8')
  const paths = [...router.matchAll(/path: '([^']+)'/g)].map(([, path = '']) => path)
  expect(paths.length).toBeGreaterThan(20)
  expect(paths.filter((path) => titleOf(path) === undefined)).toEqual(['/sign-in', '/'])
})
