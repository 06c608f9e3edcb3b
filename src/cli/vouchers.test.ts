import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { testCompany, type Company } from '../../test/setup/company.ts'
import { commandsOn, runCommand } from '../../test/setup/run-command.ts'
import { givenBenefit } from '../../test/setup/voucher-calls.ts'
import { inputTaxTable } from '../modules/ledger/input-tax/tables.ts'
import { insertRow } from '../platform/act/rows.ts'
import { exit } from './io.ts'
import { vouchersCommand } from './vouchers.ts'

const data = mkdtempSync(join(tmpdir(), 'aboveboard-cli-vouchers-'))
const out = (name: string) => join(data, name)
let company: Company

beforeAll(async () => {
  company = await testCompany()
  const { database } = company
  // The day of this machine is the command line's: what it exports lies before.
  await company.store([givenBenefit(company, 1, { happened_on: '2026-10-09', way: 'stock' })])
  await commandsOn(database, data, Buffer.alloc(32, 3))
}, 60_000)

afterAll(async () => {
  vi.unstubAllEnvs()
  await company.close()
  rmSync(data, { recursive: true, force: true })
})

const run = (...args: readonly string[]) => runCommand(vouchersCommand, ...args)

const october = '--entity SZ --period 2026-10 --reason'.split(' ')
const exporting = (file: string, ...more: readonly string[]) => [
  'export',
  ...october,
  'books of October',
  '--out',
  out(file),
  ...more,
]

describe('accounting vouchers at the command line', () => {
  test('leave as a file, and the numbers come back from one', async () => {
    const made = await run(...exporting('october.csv', '--layout', 'kingdee', '--kind', 'csv_gb18030'))
    expect(made).toMatchObject({ code: 0, json: { vouchers: 1, file: out('october.csv') } })
    const text = new TextDecoder('gb18030').decode(readFileSync(out('october.csv')))
    expect(text).toContain('2026-10-09,2026,10,记,1,0,1,客户权益 BR-2026-0001 礼品 确认费用并结清,660101')

    const numbers = [
      '参考信息,凭证字,凭证号,日期',
      'BR-2026-0001,记,12,2026-10-31',
      'BR-2026-0404,记,13,2026-10-31',
    ]
    writeFileSync(out('numbers.csv'), numbers.join('\n'))
    const first = await run('import', out('numbers.csv'), '--entity', 'SZ')
    expect(first).toMatchObject({ code: 1, json: { rows: 2, recorded: 1, known: 0, refused: 1 } })
    expect(first.words).toContain('3  The ledger of this entity has no “BR-2026-0404”.')
    const again = await run('import', out('numbers.csv'), '--entity', 'SZ')
    expect(again.json).toMatchObject({ recorded: 0, known: 1, refused: 1 })

    expect(await run(...exporting('rest.csv'))).toMatchObject({
      code: 1,
      json: { refused: 'ledger.no_vouchers' },
    })
    expect(await run(...exporting('all.xlsx', '--all', '--kind', 'xlsx'))).toMatchObject({ code: 0 })
  })

  test('wait for the codes of the finance system, which come from a list', async () => {
    const because = ['--entity', 'SZ', '--reason', '辅助核算要求']
    const carried = await run('carry', '660101', 'customer,customer', ...because)
    expect(carried).toMatchObject({ code: 0, json: { code: '660101', dimensions: ['customer'] } })
    expect(await run('carry', '9999', 'customer', ...because)).toMatchObject({
      code: 1,
      json: { refused: 'ledger.account_not_in_chart' },
    })
    expect((await run('carry', '660101', 'warehouse', ...because)).told).toContain('no kind of dimension')
    expect(await run(...exporting('waits.csv', '--all'))).toMatchObject({
      code: 1,
      json: { refused: 'ledger.dimension_codes_missing' },
    })
    writeFileSync(out('codes.csv'), ['客户,party_dealer000000,C001', '客户,没有这家,C002'].join('\n'))
    const taken = await run('codes', out('codes.csv'), ...because)
    expect(taken).toMatchObject({ code: 1, json: { rows: 2, recorded: 1, refused: 1 } })
    expect(taken.words).toContain('2  There is no “没有这家” among ours.')
    const listed = await run('dimensions', '--entity', 'SZ', '--period', '2026-10')
    expect(listed).toMatchObject({
      code: 0,
      json: { codes: [{ kind: 'customer', code: 'C001' }], missing: [] },
    })
    expect(await run(...exporting('coded.csv', '--all', '--hold', '--layout', 'kingdee'))).toMatchObject({
      code: 0,
      json: { vouchers: 1, held: 0 },
    })
    expect(readFileSync(out('coded.csv'), 'utf8')).toContain('客户---C001---苏州恒泰精密机械有限公司')
  })

  test('show input tax apart as finance says of a kind, with the basis in law', async () => {
    const because = ['--entity', 'SZ', '--law', '视同销售：增值税法第5条', '--reason', '税务师意见']
    const set = await run('credit', 'gift', 'yes', ...because)
    expect(set).toMatchObject({ code: 0, json: { form: 'gift', credits: true } })
    expect((await run('credit', 'dinner', 'yes', ...because)).told).toContain('no kind of benefit dinner')
    expect((await run('credit', 'gift', 'perhaps', ...because)).told).toContain('Say yes or no')
    expect(
      (await run('credit', 'gift', 'no', ...because.slice(0, 3), '无', ...because.slice(4))).told,
    ).toContain('basis in law')
    const shown = await run('input-tax', '--entity', 'SZ', '--period', '2026-10')
    expect(shown).toMatchObject({ code: 0, json: { count: 0, credited: { minor: '0' } } })
    expect(shown.words).toContain('视同销售')
  })

  test('turn credited input tax out with ground and basis, and leave taking back to another', async () => {
    const [benefit] = (
      await company.database
        .pool('owner', 1)
        .query<{ id: string }>("select set_config('app.entities', '*', false), id from benefits.benefit")
    ).rows
    await company.store([
      insertRow(inputTaxTable, {
        id: 'itx_cli00000000000',
        entity_id: company.founded.entities['suzhou'] ?? '',
        benefit_id: benefit?.id ?? 'ben_voucher1',
        document_type: 'benefit',
        document_id: benefit?.id ?? 'ben_voucher1',
        line_id: 'clml_cli0000000000',
        invoice_id: 'inv_cli0000000000',
        invoice_number: '24312000000000000555',
        form: 'gift',
        currency: 'CNY',
        tax_minor: 509n,
        minor: 509n,
        why: 'credited',
        law: '增值税法 第16条',
        booked_on: '2026-10-09',
        recorded_at: '2026-10-09T02:00:00.000Z',
      }),
    ])
    const because = ['--entity', 'SZ', '--law', '增值税法 第22条', '--reason', '改作职工福利']
    const out = (...more: readonly string[]) => run('input-tax', 'out', ...more, ...because)
    expect((await out('itx_cli00000000000', '--ground', 'whim')).told).toContain('no ground whim')
    expect((await out('itx_cli00000000000', '--ground', 'use', '--minor', '1.5')).told).toContain('--minor')
    expect((await out('itx_cli00000000000', '--ground', 'use', '--on', 'today')).told).toContain('--on')
    const more = await out('itx_cli00000000000', '--ground', 'use', '--minor', '510')
    expect(more).toMatchObject({ code: 1, json: { refused: 'ledger.input_tax_above_credit' } })
    const done = await out('itx_cli00000000000', '--ground', 'use', '--minor', '209')
    expect(done).toMatchObject({ code: 0, json: { minor: '209' } })
    const outId = String((done.json as { outId?: string }).outId)
    expect(done.words).toContain(outId)
    // All that is done at the command line is the installation's: a person takes it back on the page.
    const back = await run('input-tax', 'back', outId, '--entity', 'SZ', '--reason', '查明仍用于应税项目')
    expect(back).toMatchObject({ code: 1, json: { refused: 'ledger.input_tax_out_own' } })
    const shown = await run('input-tax', '--entity', 'SZ', '--period', '2026-10')
    expect(shown.words).toContain('itx_cli00000000000')
  })

  test.each([
    ['another word', ['print', '--entity', 'SZ'], 'Say export or import'],
    ['no file', ['import', '.', '--entity', 'XX'], 'There is no .'],
    ['a layout that nobody knows', exporting('a.csv', '--layout', 'sap'), 'There is no layout sap.'],
    ['a kind that nobody knows', exporting('a.csv', '--kind', 'pdf'), 'There is no kind of file pdf.'],
    ['a short reason', ['export', ...october, 'x', '--out', 'x'], '--reason has between'],
    [
      'no month',
      ['export', '--entity', 'SZ', '--period', '2026-13', '--out', 'x', '--reason', 'because'],
      'as a month',
    ],
    [
      'an entity that is not there',
      ['export', '--entity', 'XX', '--period', '2026-10', '--out', 'x', '--reason', 'because'],
      'There is no entity XX. Known: SZ, SH.',
    ],
  ])('are wrong use: %s', async (_, args, told) => {
    const ran = await run(...args)
    expect(ran.code).toBe(exit.wrongUse)
    expect(ran.told).toContain(told)
  })

  test('write over no file', async () => {
    writeFileSync(out('there.csv'), 'mine')
    expect(await run(...exporting('there.csv'))).toMatchObject({ code: exit.wrongUse })
    expect(readFileSync(out('there.csv'), 'utf8')).toBe('mine')
  })
})
