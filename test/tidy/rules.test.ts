import { expect, test } from 'vitest'
import { codeRules, migrationRules } from './rules.ts'
import { beyond, tightened } from './ratchet.ts'
import { parsed, type Finding, type Source } from './source.ts'

const line = (length: number) => `// ${'x'.repeat(length - 3)}\n`
const lines = (count: number) => '1\n'.repeat(count)
const body = (count: number) => `/** Why. */\nexport function long() {\n${'  1\n'.repeat(count - 2)}}\n`
const home = ['', 'home', 'somebody', 'file'].join('/')
const leftOver = `// TO${'DO'} later\n`

/** A sample that a rule must find, then one that it must let pass: rule, path, bad, good. */
const samples: readonly (readonly [rule: keyof typeof codeRules, path: string, bad: string, good: string])[] =
  [
    ['importBorders', 'src/kernel/a.ts', `import 'node:fs'`, `import './b.ts'`],
    ['importBorders', 'src/contract/a.ts', `import '../platform/clock.ts'`, `import 'zod'`],
    ['importBorders', 'src/platform/a.ts', `import '../modules/audit/index.ts'`, `import '../kernel/id.ts'`],
    [
      'importBorders',
      'src/modules/deals/a.ts',
      `import '../parties/store.ts'`,
      `import '../parties/index.ts'`,
    ],
    [
      'importBorders',
      'src/modules/parties/a.ts',
      `import '../deals/index.ts'`,
      `import '../access/index.ts'`,
    ],
    [
      'importBorders',
      'src/modules/deals/a.ts',
      `import '../../app/world.ts'`,
      `import '../../texts/text.ts'`,
    ],
    [
      'importBorders',
      'src/app/a.ts',
      `import '../modules/speakup/index.ts'`,
      `import '../modules/deals/x.ts'`,
    ],
    ['importBorders', 'src/modules/deals/domain.ts', `import 'zod'`, `import '../../kernel/id.ts'`],
    ['importBorders', 'web/a.ts', `import '../src/platform/clock.ts'`, `import '../src/contract/index.ts'`],
    [
      'importBorders',
      'web/a.ts',
      `type A = import('../src/app/world.ts').World`,
      `type A = import('./b.ts').B`,
    ],
    [
      'ownSchemaOnly',
      'src/modules/deals/store.ts',
      "f('select id from parties.customer')",
      "f('select id from deals.tender')",
    ],
    ['sqlInItsPlace', 'src/modules/deals/a.ts', "f('select id from deals.deal')", "f('select one of these')"],
    ['sqlInItsPlace', 'src/modules/deals/a.ts', 'f(`update deals.deal set ${x} = 1`)', 'f(`update of ${x}`)'],
    [
      'sqlInItsPlace',
      'src/app/a.ts',
      `import { sqlFor } from '../platform/db/sql-for.ts'`,
      `import './b.ts'`,
    ],
    ['httpInItsPlace', 'src/modules/deals/a.ts', `import '../../platform/http/answer.ts'`, `import './b.ts'`],
    ['httpInItsPlace', 'src/platform/a.ts', `import fastify from 'fastify'`, `import pino from 'pino'`],
    ['clockInItsPlace', 'src/modules/deals/a.ts', 'f(Date.now())', 'f(Date.parse(x))'],
    ['clockInItsPlace', 'src/kernel/a.ts', 'f(new Date())', 'f(new Date(x))'],
    ['clockInItsPlace', 'src/app/a.ts', 'f(Math.random())', 'f(Math.round(x))'],
    [
      'clockInItsPlace',
      'src/app/a.ts',
      `import { randomBytes } from 'node:crypto'`,
      `import { hash } from 'node:crypto'`,
    ],
    ['shortFunctions', 'src/a.ts', body(61), body(60)],
    ['shortFiles', 'src/a.ts', lines(401), lines(400)],
    ['shortLines', 'src/a.ts', line(111), line(110)],
    ['plainTypes', 'src/a.ts', 'const a = (b: any) => b', 'const a = (b: unknown) => b'],
    ['plainTypes', 'src/a.ts', 'f(a!)', 'f(!a)'],
    ['plainTypes', 'src/a.ts', 'export default 1', 'export const one = 1'],
    ['plainTypes', 'src/a.ts', 'enum A { b }', "type A = 'b'"],
    ['fileNames', 'src/bigThing.ts', '', ''],
    ['fileNames', 'src/date-utils.ts', '', ''],
    ['explainedExports', 'src/a.ts', 'export function f() {}', '/** Why. */\nexport function f() {}'],
    ['explainedExports', 'src/a.ts', 'export const f = () => 1', 'const f = () => 1'],
    ['usedExports', 'src/a.ts', 'export const alone = 1', 'const alone = 1'],
    ['referencedFiles', 'src/a.ts', '', ''],
    [
      'refusalsHaveWords',
      'src/a.ts',
      `refuse(x ? 'platform.not_found' : 'deals.nowhere')`,
      `refuse('platform.not_found')`,
    ],
    ['noSwitch', 'src/a.ts', `f('SKIP_VERIFICATION')`, `f('VERIFICATION')`],
    ['noSwitch', 'src/a.ts', 'f(disableChecks)', 'f(checks)'],
    ['settingsInOnePlace', 'src/a.ts', `f(process.env['A'])`, `f(settings['A'])`],
    ['nothingLocal', 'src/a.ts', `f('${home}')`, `f('/v1/home')`],
    ['nothingLocal', 'src/a.ts', leftOver, `// TO${'DO'} (#12) later\n`],
    ['wordsFromTexts', 'web/a.tsx', 'const a = <p>审批</p>', `const a = <p>{text('x')}</p>`],
  ]

test.each(samples)('%s finds its sample in %s and lets the lawful one pass', (name, path, bad, good) => {
  const rule: (sources: readonly Source[]) => Finding[] = codeRules[name]
  expect(rule([parsed(path, bad)])).not.toEqual([])
  if (bad !== good) expect(rule([parsed(path, good)])).toEqual([])
})

test('an import makes an export used and its file referenced', () => {
  const files = [
    parsed('src/a.ts', 'export const one = 1'),
    parsed('src/main.ts', `import { one } from './a.ts'`),
  ]
  expect(codeRules.usedExports(files)).toEqual([])
  expect(codeRules.referencedFiles(files)).toEqual([])
})

test('a folder that the list does not name is found, and so is a name without a folder', () => {
  const found = codeRules.everyModuleIsListed([parsed('src/modules/warranties/index.ts', '')])
  expect(found.map(({ says }) => says)).toContain('modules/warranties does not stand in the list')
  expect(found.map(({ says }) => says)).toContain('audit has no folder')
})

test('without any code every refusal is unused and untested', () => {
  expect(codeRules.refusalsAreUsed([]).length).toBeGreaterThan(50)
  expect(codeRules.refusalsAreTested([]).length).toBe(codeRules.refusalsAreUsed([]).length)
})

test('a code that stands in a comment alone is neither used nor tested', () => {
  const code = 'requests.prohibited'
  const untested = (text: string) =>
    codeRules.refusalsAreTested([parsed('src/a.test.ts', text)]).map(({ says }) => says)
  const unused = (text: string) =>
    codeRules.refusalsAreUsed([parsed('src/a.ts', text)]).map(({ says }) => says)
  for (const text of [`// 中文 ${code}\nf()`, `f() /* ${code} */`, `/** ${code} */\nf(1) // ${code}`]) {
    expect(untested(text)).toContain(`no test expects ${code}`)
    expect(unused(text)).toContain(`nothing refuses with ${code}`)
  }
  expect(untested(`// why\nexpect(it).toBe('${code}') // 为何`)).not.toContain(`no test expects ${code}`)
  expect(unused(`/* why */ refuse('${code}')`)).not.toContain(`nothing refuses with ${code}`)
})

test('a refusal that loses a value in one language is found', () => {
  const says = { zh: '超过上限 {limit}。', en: 'Above the limit of {limit}.' }
  const whole = { says, wayOut: says }
  const broken = { says, wayOut: { ...says, en: 'Above the limit.' } }
  expect(codeRules.refusalsInBothLanguages([], { 'deals.one': whole })).toEqual([])
  expect(codeRules.refusalsInBothLanguages([], { 'deals.one': broken })).toHaveLength(1)
})

const migrationSamples: readonly (readonly [keyof typeof migrationRules, string, string, string])[] = [
  ['numberedMigrations', 'db/migrations/22_deals.sql', '', ''],
  ['numberedMigrations', 'db/migrations/0022_warranties.sql', '', ''],
  [
    'oneSchemaPerModule',
    'db/migrations/0022_deals.sql',
    'create table parties.x (id int);',
    'create table deals.x ();',
  ],
  [
    'allowedForeignKeys',
    'db/migrations/0022_parties.sql',
    'references deals.deal (id)',
    'references access.person (id)',
  ],
  ['commentedTables', 'db/migrations/0022_deals.sql', 'create table deals.x ();', '-- create table deals.x'],
]

test.each(migrationSamples)('%s finds its sample in %s', (name, path, bad, good) => {
  expect(migrationRules[name]([{ path, text: bad }])).not.toEqual([])
  if (bad !== good) expect(migrationRules[name]([{ path, text: good }])).toEqual([])
})

test('two migrations of one number are found', () => {
  const twins = ['db/migrations/0022_deals_a.sql', 'db/migrations/0022_deals_b.sql']
  expect(migrationRules.numberedMigrations(twins.map((path) => ({ path, text: '' })))).toHaveLength(1)
})

test('the ratchet lets pass what it knows, finds one more, and never rises', () => {
  const finding = { path: 'a.ts', line: 1, says: '' }
  expect(beyond({ 'a.ts': 1 }, [finding])).toEqual([])
  expect(beyond({ 'a.ts': 1 }, [finding, finding])).toHaveLength(2)
  expect(tightened({ 'a.ts': 2, 'b.ts': 1 }, [finding])).toEqual({ 'a.ts': 1 })
  expect(tightened({}, [finding])).toEqual({})
})
