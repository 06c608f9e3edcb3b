import { expect, test } from 'vitest'
import { importsOf } from './imports-of.ts'
import { isTest, parsed, projectSources, type Source } from './source.ts'

/** Where something enters the register, and by what it was decided before. */
const entries: Readonly<Record<string, string>> = {
  'src/modules/requests/submit.ts':
    'a request: the policy, and a round of approval where the matrix asks for one',
  'src/modules/requests/declare.ts': 'what our own staff received: its own pack; nothing is given',
  'src/modules/imports/own-rows.ts':
    'given before this system: decided by the rules of its day, marked as late',
  'src/modules/imports/observed-rows.ts': 'registers of others: never in our sum',
  'src/app/demo/bulk.ts': 'rows to measure with, in a folder marked as a demo',
}

/** Where a benefit that is there changes its state, value or day, and what stands before the change. */
const moves: Readonly<Record<string, string>> = {
  'src/modules/requests/approve.ts': 'the decision that closes a round',
  'src/modules/requests/refile.ts': 'a change or an answer: decided again, a new round',
  'src/modules/requests/move.ts': 'the verbs of the applicant, each decided again where it gives',
  'src/modules/requests/answer-reversal.ts': 'a reversal that a second person confirms',
  'src/modules/requests/settle.ts': 'what happened with something received',
  'src/modules/requests/expire.ts': 'the end of what nobody used',
  'src/modules/requests/decide-again.ts': 'the verdict that got worse',
  'src/modules/requests/paid.ts': 'all of it was paid, or money has come back: an order that two people made',
  'src/modules/payments/in-hand.ts': 'changes nothing: hands what a payment changed to the next of its set',
  'src/modules/payments/claims/release.ts': 'gives nothing: what nobody claims is owed to nobody any more',
  'src/modules/payments/refunds/record.ts': 'gives nothing: a payee sent a part of what they were paid back',
  'src/modules/imports/undo.ts': 'a reversing batch',
  'src/modules/imports/correct/entry.ts': 'a held row put right in place, stored by the command of its file',
}

const entering = ['registerBenefit']
const moving = [
  'moveBenefit',
  'revalueBenefit',
  'redateBenefit',
  'takeBackImported',
  'benefitTable',
  'lineTable',
]

/** Files outside the register that take one of these names from it; the list of all tables changes none. */
function takers(sources: readonly Source[], names: readonly string[]): string[] {
  return sources
    .filter(({ path }) => path.startsWith('src/') && !isTest(path) && path !== 'src/app/governed.ts')
    .filter(({ path }) => !path.startsWith('src/modules/benefits/'))
    .filter((source) =>
      importsOf(source).some(
        (each) =>
          each.target?.startsWith('src/modules/benefits/') === true &&
          each.names.some((name) => name === '*' || names.includes(name)),
      ),
    )
    .map(({ path }) => path)
    .toSorted()
}

/** Files that name the register's tables in SQL that writes. */
function sqlWriters(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => path.startsWith('src/') && !isTest(path))
    .filter(({ text }) => /\b(insert into|update|delete from)\s+benefits\.(benefit|line)\b/i.test(text))
    .map(({ path }) => path)
}

test('K21: every object that gives value goes through the same approval engine', () => {
  const sources = projectSources()
  expect(takers(sources, entering)).toEqual(Object.keys(entries).toSorted())
  const known = new Set([...Object.keys(moves), ...Object.keys(entries)])
  expect(takers(sources, moving).filter((path) => !known.has(path))).toEqual([])
  expect(sqlWriters(sources)).toEqual([])
})

test('K21: each place that changes a benefit still does, and no reason is left over', () => {
  const paths = new Set(takers(projectSources(), [...entering, ...moving]))
  expect([...Object.keys(entries), ...Object.keys(moves)].filter((path) => !paths.has(path))).toEqual([])
})

// That what these files store is whole, with its lines, its round and its entry, `test/setup/value-trace.ts`
// reads from the database: after some requests (`test/properties/value-trace.test.ts`), and after every
// operation by every role (`test/gates/interface.test.ts`).

test.each([
  ['points/redeem.ts', `import { registerBenefit } from '../benefits/index.ts'\nregisterBenefit()`],
  ['points/redeem.ts', `import * as register from '../benefits/index.ts'\nregister.registerBenefit()`],
])('a module that writes to the register beside the spine is found: %s', (name, text) => {
  expect(takers([parsed(`src/modules/${name}`, text)], entering)).toEqual([`src/modules/${name}`])
})

test('a statement that writes to the register’s tables is found', () => {
  const planted = parsed('src/modules/points/store.ts', 'const sql = `update benefits.line set minor = 0`')
  expect(sqlWriters([planted])).toEqual(['src/modules/points/store.ts'])
})
