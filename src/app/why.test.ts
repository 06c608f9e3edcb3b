import { expect, test } from 'vitest'
import { projectSources } from '../../test/tidy/source.ts'
import { operations } from '../contract/index.ts'
import { because, wordsOr } from '../kernel/because.ts'
import { withoutReason } from '../platform/act/without-reason.ts'
import { operationWords } from '../texts/audit.ts'
import { becauseTexts, sayBecause } from '../texts/because.ts'

// The compiler and the door ask every operation for its reason; that the entry holds one is read from the log
// of every test company when it closes, those of the gates among them (test/setup/whys.ts).

test('K18: the operations without a reason are a short list, each with its cause', () => {
  const listed = Object.keys(withoutReason)
  expect(listed.length).toBeLessThanOrEqual(10)
  expect(listed.filter((id) => operationWords[id] === undefined)).toEqual([])
  for (const cause of Object.values(withoutReason)) expect(cause.length).toBeGreaterThan(30)
  const commands = operations.filter(({ kind }) => kind === 'command').map(({ id }) => id)
  const deciding = commands.filter((id) => /^(approvals|benefits|deals|imports|parties|policy)\./.test(id))
  expect(deciding.length).toBeGreaterThan(40)
  expect(deciding.filter((id) => withoutReason[id] !== undefined)).toEqual([])
})

test('every reason that an act carries has its sentence, and every sentence is carried by an act', () => {
  const product = projectSources().filter(({ path }) => path.startsWith('src/') && !path.endsWith('.test.ts'))
  const text = product
    .filter(({ path }) => path !== 'src/texts/because.ts')
    .map((source) => source.text)
    .join('\n')
  const whole = [...text.matchAll(/(?:because|ofMachine|reasonOf)\((?:\w+\.\w+, )?'([a-z]+\.\w+)'/g)]
  const begun = [...text.matchAll(/because\(`([a-z]+\.)(\w*)\$\{[^`]+\}(\w*)`/g)]
  const named = (code: string) => text.includes(`'${code}'`)
  const fits = (code: string) =>
    begun.some(
      ([, module = '', start = '', end = '']) => code.startsWith(module + start) && code.endsWith(end),
    )
  expect(whole.length).toBeGreaterThan(30)
  expect(whole.flatMap(([, code = '']) => (becauseTexts[code] ? [] : [code]))).toEqual([])
  expect(Object.keys(becauseTexts).filter((code) => !named(code) && !fits(code))).toEqual([])
})

test('a sentence says the same in Chinese and in English, with the same figures in it', () => {
  const holes = (text: unknown) => [...String(text).matchAll(/\{\w+\}/g)].map(String).sort()
  for (const { zh, en } of Object.values(becauseTexts)) expect(holes(zh)).toEqual(holes(en))
  const given = because('requests.fulfils_verdict', { request: 'req_1', outcome: 'allow' })
  expect(sayBecause(given, 'en')).toBe(
    'Given as the verdict on the request allows, without an approval (Can be approved)',
  )
  expect(sayBecause(given, 'zh-CN')).toBe('按申请的判断给出，无需另行审批（可以批准）')
})

test('what a person wrote is the reason, and blanks are no words', () => {
  const carried = because('requests.unused', { until: '2026-05-01' })
  expect(wordsOr('客户改期', carried)).toBe('客户改期')
  for (const nothing of [undefined, '', ' \n']) expect(wordsOr(nothing, carried)).toBe(carried)
})
