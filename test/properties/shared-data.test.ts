import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { expect, test } from 'vitest'
import { namesIn, textOf } from '../tidy/source.ts'
import { leftOutWithout } from './shared-data.ts'

function folderWith(parts: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'aboveboard-shared-'))
  for (const part of parts) {
    mkdirSync(dirname(join(folder, part)), { recursive: true })
    writeFileSync(join(folder, part), '')
  }
  return folder
}

const all = [
  'data/cms-open-payments-iowa.csv.gz',
  'data/uk-ministers-gifts.csv',
  'data/tlog',
  'contracts/iso20022',
  'law/facts.schema.json',
  'law/decision.schema.json',
  'law/scenarios.public.json',
]

test.each([
  ['nothing', all, undefined],
  ['the scenarios', all.slice(0, -1), 'the public scenarios of the rule base (law/scenarios.public.json)'],
  [
    'the scenarios and the log',
    all.filter((part) => !/tlog|scenarios/.test(part)),
    'published vectors of transparency logs (data/tlog), ' +
      'the public scenarios of the rule base (law/scenarios.public.json)',
  ],
])('a run that lacks %s says so in words', (_, parts, words) => {
  const folder = folderWith(parts)
  try {
    const line = words && `Left out, because ${folder} lacks it (set ABOVEBOARD_SHARED): ${words}`
    expect(leftOutWithout(folder)).toBe(line)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('no test reaches for reference material by another way, which the run could not name', () => {
  const reaching = ['src', 'test', 'demo', 'web']
    .flatMap(namesIn)
    .filter((path) => /\.tsx?$/.test(path) && path !== 'test/properties/shared-data.test.ts')
    .filter((path) => /env\['ABOVEBOARD_SHARED'\]|'\.\.\/shared'/.test(textOf(path)))
  expect(reaching).toEqual(['test/properties/shared-data.ts'])
})

test('the run of all tests says it on the line before the counts, which stay alone on theirs', () => {
  const folder = folderWith(all.slice(1))
  try {
    const main = join(import.meta.dirname, '../run/main.ts')
    const env = { ...process.env, CHROMIUM: process.execPath, ABOVEBOARD_SHARED: folder }
    const done = spawnSync(process.execPath, [main, 'lint'], { env, encoding: 'utf8' })
    expect(done.stderr.trimEnd().split('\n').at(-1)).toBe(leftOutWithout(folder))
    expect(done.stdout).toBe('1 passed, 0 failed\n')
    // A slip runs nothing.
    const slip = spawnSync(process.execPath, [main, '--help'], { env, encoding: 'utf8' })
    expect([slip.status, slip.stdout]).toEqual([2, ''])
    expect(slip.stderr).toContain('journeys')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
