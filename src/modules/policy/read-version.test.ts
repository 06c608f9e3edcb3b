import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { diffVersions } from './diff.ts'
import { readKnownVersion, readVersion, type ReadVersion } from './read-version.ts'

const folder = join(import.meta.dirname, '..', '..', '..', 'policies')
const org = readFileSync(join(folder, 'org.yaml'), 'utf8')
const matrix = readFileSync(join(folder, 'authority.yaml'), 'utf8')

const broken = [
  ['an alias in itself', 'a: &a [*a, *a]\nb: *a'],
  ['an alias to nothing', '*x'],
  ['brackets without end', '{'.repeat(300_000)],
  ['dashes without end', '- '.repeat(150_000)],
  ['more keys than any pack has', 'a:\n'.repeat(120_000)],
  ['a zero byte', '\u0000'],
  ['a mark that turns the direction of writing', `${org}# \u202e`],
  ['a number with decimals', org.replace('baseline:', 'baseline:\n  share: 1.5')],
  ['a pack called like the matrix', org.replace('pack: org', 'pack: authority')],
  ['a list', '- 1'],
  ['two colons', 'a: b: c'],
  ['nothing of a policy', 'hello: world'],
] as const

test.each(broken)('%s is told as a problem with its line, in both languages, and soon', (_, content) => {
  const since = performance.now()
  const read = readVersion(content, 'file.yaml')
  const [problem] = 'problems' in read ? read.problems : []
  expect(problem?.line).toBeGreaterThan(0)
  expect(problem?.message.zh).toMatch(/[\u4e00-\u9fff]/)
  expect(problem?.message.en).toMatch(/[a-z]/)
  expect(performance.now() - since).toBeLessThan(10_000)
})

test('a problem of the shape has the line of its place, in both languages', () => {
  const content = org.replace('severity: critical', 'severity: extreme')
  const read = readVersion(content, 'org.yaml')
  const [problem] = 'problems' in read ? read.problems : []
  const line = content.split('\n').findIndex((text) => text.includes('extreme')) + 1
  expect(problem).toMatchObject({ line, rule: 'ORG-CASH', path: ['rules', 0, 'severity'] })
  expect(problem?.message.en).toContain('Invalid option')
  expect(problem?.message.zh).toContain('无效选项')
})

function version(content: string): ReadVersion {
  const read = readKnownVersion(content, 'file.yaml')
  if ('problems' in read) throw new Error(JSON.stringify(read.problems[0]))
  return read.version
}

test('the difference of two versions names every rule that came, went or changed, and nothing else', () => {
  const [before, after] = [
    org,
    org
      .replace('  - id: ORG-TENDER\n', '  - id: ORG-TENDER2\n')
      .replace('{measure: mealsYear, max: 4}', '{measure: mealsYear, max: 5}')
      .replace('title: {zh: 广告小礼品（每人每年）', 'title: {zh: 小礼品'),
  ].map(version)
  const { rules, other } = diffVersions(before, after)
  expect(rules.map(({ change, ruleId, part }) => [change, ruleId, part])).toEqual([
    ['changed', 'ORG-MEAL', undefined],
    ['removed', 'ORG-TENDER', undefined],
    ['added', 'ORG-TENDER2', undefined],
  ])
  expect(rules[0]?.fields.map(({ field }) => field)).toEqual(['limits'])
  expect(other.map(({ field }) => field)).toEqual(['measures.logoYear'])
  expect(diffVersions(before, before)).toEqual({ rules: [], other: [] })
})

test('a part that is too long to be shown ends with a mark', () => {
  const long = '小'.repeat(2_100)
  const after = version(org.replace('title: {zh: 广告小礼品（每人每年）', `title: {zh: ${long}`))
  const [changed] = diffVersions(version(org), after).other
  expect(changed?.now).toMatch(/小…$/)
  expect(changed?.was).toMatch(/[^…]$/)
})

test('a cell of the matrix that moved is a change, because the first that fits decides', () => {
  const lines = matrix.split('\n')
  const at = lines.findIndex((line) => line.includes('kinds: [logo_item, meal], upTo: CNY 2000.00'))
  const moved = [...lines.slice(0, at), lines[at + 1], lines[at], ...lines.slice(at + 2)].join('\n')
  const { other } = diffVersions(version(matrix), version(moved))
  expect(other).toHaveLength(2)
  expect(other.map(({ was, now }) => (was ?? now)?.includes('logo_item'))).toEqual([true, true])
})
