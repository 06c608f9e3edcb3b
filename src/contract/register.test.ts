import { expect, test } from 'vitest'
import { register } from './register.ts'

const issuesOf = (query: Record<string, string>) => register.query.safeParse(query).error?.issues ?? []

test('an amount that is none is told, whatever stands beside it', () => {
  expect(issuesOf({ minMinor: '5', maxMinor: 'many' })).toMatchObject([{ path: ['maxMinor'] }])
})

test('a span that is turned round is told at its end', () => {
  expect(issuesOf({ minMinor: '6', maxMinor: '5' })).toMatchObject([{ path: ['maxMinor'] }])
  expect(issuesOf({ from: '2026-02-01', to: '2026-01-31' })).toMatchObject([{ path: ['to'] }])
  expect(issuesOf({ minMinor: '5', maxMinor: '5' })).toEqual([])
})
