import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compilePacks, loadPackFolder } from '../policy/index.ts'
import { addRules, newStopTally, type Decided } from './stops.ts'

const loaded = await loadPackFolder(join(import.meta.dirname, '..', '..', '..', 'policies'))
const policy = compilePacks('packs' in loaded ? loaded.packs : [])

const value = { currency: 'CNY', minor: 50_000n }

function rulesOf(rows: readonly Pick<Decided, 'outcome' | 'stops' | 'day'>[]) {
  const tally = newStopTally()
  for (const row of rows) tally.add({ ...row, value, missing: [] })
  return tally.rules(() => policy, 'en')
}

const law2017 = 'Anti-Unfair Competition Law (2017/2019), Art. 7'
const law2025 = 'Anti-Unfair Competition Law (2025), Art. 8'

test.each([
  ['2024-06-03', law2017],
  ['2026-06-03', law2025],
])('what would have stopped a row of %s is told by the law of that day', (day, clause) => {
  expect(rulesOf([{ outcome: 'prohibit', stops: ['CN-AUCL-01/'], day }])).toMatchObject([
    { ruleId: 'CN-AUCL-01', part: '', clause, rows: 1 },
  ])
})

test('rows before and after a change of the law are counted each under its own', () => {
  const days = ['2024-06-03', '2026-06-03', '2024-07-01', '2026-06-03', '2024-06-03']
  const rules = rulesOf(days.map((day) => ({ outcome: 'prohibit', stops: ['CN-AUCL-01/'], day })))
  expect(rules).toMatchObject([
    { clause: law2017, rows: 3, sums: [{ currency: 'CNY', minor: '150000' }] },
    { clause: law2025, rows: 2, sums: [{ currency: 'CNY', minor: '100000' }] },
  ])
})

const foreign = { outcome: 'escalate', stops: ['UK-BA-01/'], day: '2025-06-03' } as const
const own = { ...foreign, stops: ['UK-BA-01/own-hospitality'] } as const
const abroad = {
  part: '',
  title: 'Hospitality to foreign officials must be proportionate',
  clause: 'Bribery Act 2010, Art. 1, 6',
}
const home = {
  part: 'own-hospitality',
  title: 'Hospitality to public officials must be proportionate',
  clause: 'Bribery Act 2010, Art. 1, 2',
}

test('the part of a rule that stopped a row is told, and each part counted for itself', () => {
  expect(rulesOf([own])).toMatchObject([{ ruleId: 'UK-BA-01', ...home, rows: 1 }])
  expect(rulesOf([foreign, own, own])).toMatchObject([
    { ruleId: 'UK-BA-01', ...home, rows: 2, text: expect.stringContaining('to a public official') },
    { ruleId: 'UK-BA-01', ...abroad, rows: 1 },
  ])
})

test('a row that an earlier build stored with the rule alone is told as it was', () => {
  const old = { ...own, stops: ['UK-BA-01'] }
  const [rule] = rulesOf([old])
  expect(rule).toMatchObject({ title: abroad.title, clause: abroad.clause, rows: 1 })
  expect(rule).not.toHaveProperty('part')
  // What is not known of an old row is not claimed of a new one, nor the other way round.
  expect(rulesOf([old, old, foreign]).map(({ part, rows }) => [part, rows])).toEqual([
    [undefined, 2],
    ['', 1],
  ])
})

test('rows that enter later are added to those of their own part', () => {
  const before = rulesOf([foreign, own])
  expect(addRules(before, rulesOf([own])).map(({ part, rows }) => [part, rows])).toEqual([
    ['own-hospitality', 2],
    ['', 1],
  ])
})
