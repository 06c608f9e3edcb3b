import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { bankCalls, type BankCalls } from '../../test/setup/bank-calls.ts'
import { camtFile } from '../../test/setup/bank-files.ts'
import { testCompany, type Company } from '../../test/setup/company.ts'
import { commandsOn, runCommand } from '../../test/setup/run-command.ts'
import { bankCommand } from './bank.ts'
import { exit } from './io.ts'

const data = mkdtempSync(join(tmpdir(), 'aboveboard-cli-bank-'))
let company: Company
let calls: BankCalls

beforeAll(async () => {
  company = await testCompany()
  calls = await bankCalls(company)
  await calls.account()
  const { database } = company
  await commandsOn(database, data, Buffer.alloc(32, 3))
}, 60_000)

afterAll(async () => {
  vi.unstubAllEnvs()
  calls.close()
  await company.close()
  rmSync(data, { recursive: true, force: true })
})

function file(name: string, content: string | Uint8Array): string {
  const path = join(data, name)
  writeFileSync(path, content)
  return path
}

const run = (...args: readonly string[]) => runCommand(bankCommand, ...args)

const entity = ['--entity', 'SZ']

describe('bank files at the command line', () => {
  test('a statement counts once; the second time it is held and the exit says so', async () => {
    const fee = { amount: '5.00', family: 'CHRG' }
    const path = file('a.xml', camtFile('08', [{ closing: '995.00', entries: [fee] }]))
    const first = await run('statement', path, ...entity)
    expect(first).toMatchObject({ code: exit.done, json: { statements: [{ lines: 1, toAsk: 0 }] } })
    expect(first.words).toContain('1 new lines')
    const again = await run('statement', path, ...entity)
    expect(again).toMatchObject({
      code: exit.found,
      json: { statements: [{ held: { code: 'bank.statement_known' } }] },
    })
    expect(again.words).toContain('is held')
  })

  test('a template is proposed from a file and drafted from text; who confirms is a person', async () => {
    const csv = file('bank.csv', '收款账号,收款户名,金额,业务种类\r\n')
    const proposed = await run('propose', csv, ...entity)
    expect(proposed.code).toBe(exit.found)
    expect(proposed.words).toContain('收款账号: payee_account')
    const text = [
      'name: {zh: 甲银行批量代付, en: Bank A}',
      'file: text',
      'encoding: gbk',
      'rows: 100',
      'columns:',
      '  - {title: 收款账号, field: payee_account}',
      '  - {title: 收款户名, field: payee_name}',
      '  - {title: 金额, field: amount}',
    ].join('\n')
    const made = await run('draft', file('bank.yaml', text), ...entity)
    expect(made).toMatchObject({ code: exit.done, json: { edition: 1, state: 'drafted' } })
    const { editionId = '' } = made.json as { editionId?: string }
    const listed = await run('templates', ...entity)
    expect(listed.words).toContain('waits for its second person')
    const shown = await run('template', editionId, ...entity)
    expect(shown.words).toContain('甲银行批量代付')
    const bad = file('bad.yaml', text.replace('payee_name', 'password'))
    const refused = await run('draft', bad, ...entity)
    expect(JSON.stringify(refused)).toContain('password')
    expect(refused.code).not.toBe(exit.done)
    expect((await run('template', editionId, 'confirm', ...entity)).code).toBe(exit.wrongUse)
  })

  test('status tells balances, and what is open with an exit of its own', async () => {
    const quiet = await run('status', ...entity)
    expect(quiet).toMatchObject({ code: exit.done, json: { accounts: [{ statements: 1 }], lines: [] } })
    expect(quiet.words).toContain('¥995.00')
    const left = { amount: '12.00', ref: 'unknown-1' }
    const next = { id: 'STMT-2', opening: '995.00', closing: '983.00', entries: [left] }
    await run('statement', file('c.xml', camtFile('08', [next])), ...entity)
    const told = await run('status', ...entity)
    expect(told).toMatchObject({ code: exit.found, json: { lines: [{ amount: { minor: '1200' } }] } })
    expect(told.words).toMatch(/1 to explain, .*12\.00/)
    expect(await run('status', 'a.xml', ...entity)).toMatchObject({ code: exit.wrongUse })
    expect(await run('status', ...entity, '--account', '1')).toMatchObject({ code: exit.wrongUse })
  })

  test('a result of a payment that is not ours changes nothing and is named', async () => {
    const path = file('r.csv', '客户业务编号,收款账号,处理状态\r\nX-1,0000444455556666,成功\r\n')
    const done = await run('result', path, ...entity)
    expect(done).toMatchObject({
      code: exit.found,
      json: { changed: [], refused: [{ code: 'bank.result_of_other' }] },
    })
    expect(done.words).toContain('1 rows were refused')
  })

  test('an account that is named is one of ours, and the file is read as its own', async () => {
    const path = file('n.csv', '客户业务编号,收款账号,处理状态\r\nX-2,0000444455556666,成功\r\n')
    const named = await run('result', path, ...entity, '--account', '0000 1111 2222 3333')
    expect(named).toMatchObject({ json: { refused: [{ code: 'bank.result_of_other' }] } })
    const other = await run('result', path, ...entity, '--account', '0000111122229999')
    expect(other.told).toContain('9999')
    expect(other.code).toBe(exit.found)
  })

  test('half a file, a page of a web server and wrong words are refused', async () => {
    const whole = camtFile('08', [{ closing: '1000.00', entries: [] }])
    const half = await run('statement', file('h.xml', whole.subarray(0, 300)), ...entity)
    expect(half.code).toBe(exit.found)
    expect(half.told).toContain('incomplete or damaged')
    const page = await run('result', file('p.html', '<html></html>'), ...entity)
    expect(page.told).toContain('no result file')
    expect(await run('statement')).toMatchObject({ code: exit.wrongUse })
    expect(await run('statement', file('b.xml', whole), '--entity', 'NO')).toMatchObject({
      code: exit.wrongUse,
    })
  })
})
