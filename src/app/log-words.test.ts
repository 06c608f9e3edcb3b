import { expect, test } from 'vitest'
import { operations } from '../contract/index.ts'
import { operationWord, operationWords, tableWord } from '../texts/audit.ts'
import { governedTables } from './governed.ts'

test('every command that can stand in the log has words in both languages', () => {
  const ids = operations.filter(({ kind }) => kind === 'command').map(({ id }) => id)
  expect(ids.length).toBeGreaterThan(30)
  expect(ids.filter((id) => operationWords[id] === undefined)).toEqual([])
  for (const id of ids) expect(operationWord(id, 'zh-CN')).not.toBe(operationWord(id, 'en'))
})

test('a finding names every governed table in the words of the business', () => {
  const unnamed = governedTables.filter(({ name }) => tableWord(name, 'zh-CN') === name)
  expect(unnamed.map(({ name }) => name)).toEqual([])
})
