import { describe, expect, it, test } from 'vitest'
import { cellsOf, workbook } from '../../../../test/setup/import-files.ts'
import { transferOf, ourPayer } from '../../../../test/setup/bank-files.ts'
import { isRefusal } from '../../../kernel/refusal.ts'
import { writeBatch } from '../bank/batch-file.ts'
import type { Transfer } from '../bank/transfer.ts'
import { asBatchTemplate, type TemplateContent } from './content.ts'
import { judged } from './draft.ts'
import { templateHeadings } from './headings.ts'
import { inventedFiles } from './invented.ts'
import { proposalOf } from './propose.ts'
import { yamlOf } from './queries.ts'

const columns = [
  { title: '收款账号', field: 'payee_account', most: 32 },
  { title: '收款户名', field: 'payee_name' },
  { title: '金额', field: 'amount' },
  { title: '附言', field: 'remark', most: 20 },
]
const plain = { name: { zh: '甲银行', en: 'Bank A' }, file: 'text', encoding: 'gbk', rows: 100, columns }

async function codeOf(more: object): Promise<string> {
  const content = await judged(JSON.stringify({ ...plain, ...more }))
  return isRefusal(content) ? content.code : 'good'
}

async function good(more: object = {}): Promise<TemplateContent> {
  const content = await judged(JSON.stringify({ ...plain, ...more }))
  if (isRefusal(content)) throw new Error(`${content.code} ${JSON.stringify(content.params)}`)
  return content
}

async function written(content: TemplateContent, transfers: readonly Transfer[], payer = ourPayer) {
  const draft = { batchId: 'AB1', executeOn: '2026-11-30', payer, transfers }
  const made = await writeBatch(asBatchTemplate('bted_1', content), draft)
  if (isRefusal(made)) throw new Error(made.code)
  return made
}

describe('a template that is written down', () => {
  it('is the same from YAML, from JSON and from its own text', async () => {
    const content = await good()
    expect(await judged(yamlOf(content))).toEqual(content)
    expect(await judged(JSON.stringify(content))).toEqual(content)
  })

  const cases: readonly (readonly [string, string, object])[] = [
    ['lacks the account', 'bank.template_needs', { columns: columns.slice(1) }],
    ['lacks the name', 'bank.template_needs', { columns: columns.filter((c) => c.field !== 'payee_name') }],
    ['lacks the amount', 'bank.template_needs', { columns: columns.filter((c) => c.field !== 'amount') }],
    [
      'has two amounts',
      'bank.template_field_twice',
      { columns: [...columns, { title: '转账金额', field: 'amount' }] },
    ],
    [
      'has two headings alike',
      'bank.template_headings_alike',
      { columns: [...columns, { title: ' 金额（元）', field: 'sequence' }] },
    ],
    [
      'has a field that is none',
      'bank.template_field_unknown',
      { columns: [...columns, { title: '口令', field: 'password' }] },
    ],
    ['has a setting that is none', 'bank.template_shape', { password: 1 }],
    ['has rows without end', 'bank.template_shape', { rows: 10_001 }],
    ['has an encoding that is none', 'bank.template_shape', { encoding: 'big5' }],
    [
      'has 500 columns',
      'bank.template_too_many_columns',
      { columns: Array.from({ length: 500 }, (_, i) => ({ title: `列${i}`, field: 'fixed', text: '' })) },
    ],
    [
      'begins a heading like a formula',
      'bank.template_text_breaks',
      { columns: [...columns, { title: '=SUM(A1)', field: 'sequence' }] },
    ],
    [
      'has fixed text with its separator',
      'bank.template_text_breaks',
      { columns: [...columns, { title: '种类', field: 'fixed', text: '普通,加急' }] },
    ],
    [
      'turns the direction of writing',
      'bank.template_text_breaks',
      { encoding: 'utf-8', columns: [...columns, { title: '种\u202e类', field: 'sequence' }] },
    ],
    [
      'has a letter that GBK lacks',
      'bank.template_letters',
      { columns: [...columns, { title: '种类𠮷', field: 'fixed', text: '' }] },
    ],
    [
      'has fixed text nowhere said',
      'bank.template_fixed_text',
      { columns: [...columns, { title: '种类', field: 'fixed' }] },
    ],
    [
      'has purposes without the words of the bank',
      'bank.template_purpose_words',
      { columns: [...columns, { title: '用途', field: 'purpose' }] },
    ],
    [
      'holds an account as a number',
      'bank.template_number_cell',
      { file: 'xlsx', columns: columns.map((c, i) => (i === 0 ? { ...c, cell: 'number' } : c)) },
    ],
    ['is a workbook without headings', 'bank.template_workbook_heading', { file: 'xlsx', heading: false }],
    [
      'leaves no room for a name',
      'bank.template_leaves_out',
      { columns: columns.map((c) => (c.field === 'payee_name' ? { ...c, most: 2 } : c)) },
    ],
    [
      'has two cities',
      'bank.template_field_twice',
      {
        columns: [...columns, { title: '城市', field: 'city' }, { title: '开户市', field: 'city' }],
      },
    ],
    [
      'reads results without an outcome',
      'bank.template_result_columns',
      { results: { columns: { number: ['编号'] }, words: { paid: ['成功'], failed: ['失败'] } } },
    ],
    [
      'reads no word for failed',
      'bank.template_result_words',
      { results: { columns: { outcome: ['状态'], number: ['编号'] }, words: { paid: ['成功'] } } },
    ],
    [
      'reads one word as paid and failed',
      'bank.template_result_twice',
      {
        results: {
          columns: { outcome: ['状态'], number: ['编号'] },
          words: { paid: ['完成'], failed: [' 完成'] },
        },
      },
    ],
    [
      'reads one heading as two things',
      'bank.template_result_twice',
      {
        results: {
          columns: { outcome: ['状态'], number: ['编号'], reason: ['状态'] },
          words: { paid: ['完成'], failed: ['失败'] },
        },
      },
    ],
  ]
  it.each(cases)('that %s is refused with the place: %s', async (_, code, more) => {
    expect(await codeOf(more)).toBe(code)
  })

  it('may require where the bank of the payee is and on which phone it tells the payee', async () => {
    const asked = [
      { title: '省份', field: 'province', needed: true },
      { title: '省', field: 'province_short', needed: true },
      { title: '城市', field: 'city', needed: true },
      { title: '手机', field: 'payee_phone', needed: true },
    ]
    const content = await good({ columns: [...columns, ...asked] })
    const payee = { ...transferOf(1).payee, province: '内蒙古自治区', city: '包头市', phone: '0472-6666888' }
    const { files, leftOut } = await written(content, [transferOf(1, { payee }), transferOf(2)])
    const text = new TextDecoder('gbk').decode(files[0]?.bytes)
    expect(text).toContain(',内蒙古自治区,内蒙古,包头市,0472-6666888\r\n')
    expect(leftOut.map(({ refusal }) => [refusal.code, refusal.params['title']])).toEqual([
      ['bank.cell_missing', '省份'],
    ])
  })

  it('that is no text of a template at all is refused in words', async () => {
    const code = async (text: string) => {
      const content = await judged(text)
      return isRefusal(content) ? content.code : 'good'
    }
    expect(await code('a: [b')).toBe('bank.template_text_broken')
    expect(await code('just words')).toBe('bank.template_shape')
    const bomb = 'a: &a [x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b]\n'
    expect(await code(bomb)).toBe('bank.template_text_broken')
  })
})

describe('a file by a template of our own', () => {
  it('holds accounts as text, and amounts as exact numbers only where the bank wants them so', async () => {
    const number = columns.map((c) => (c.field === 'amount' ? { ...c, cell: 'number' } : c))
    const content = await good({ file: 'xlsx', columns: number })
    const holder = { ...transferOf(1).payee, holder: '=HYPERLINK("x")' }
    const { files } = await written(content, [transferOf(1, { payee: holder })])
    const rows = await cellsOf(files[0]?.bytes ?? '')
    expect(rows[1]).toEqual(['0000444400000001', '=HYPERLINK("x")', '128000.01', '三季度返利 HT-1'])
    const sheet = await partOf(files[0]?.bytes, 'xl/worksheets/sheet1.xml')
    expect(sheet).toContain('<v>128000.01</v>')
    expect(sheet).not.toContain('<f>')
    expect(sheet).toMatch(/t="inlineStr"[^>]*><is><t[^>]*>0000444400000001</)
  })

  it('leaves out what would be a formula or a letter that the encoding lacks, and says where', async () => {
    const content = await good()
    const named = (holder: string) => ({ payee: { ...transferOf(2).payee, holder } })
    const made = await written(content, [
      transferOf(1),
      transferOf(2, named('=1+1')),
      transferOf(3, named('𠮷野家')),
    ])
    expect(made.leftOut.map(({ refusal }) => [refusal.code, refusal.params['title']])).toEqual([
      ['bank.cell_breaks', '收款户名'],
      ['bank.cell_letters', '收款户名'],
    ])
    expect(made.leftOut[1]?.refusal.params).toMatchObject({ letter: '𠮷', encoding: 'gbk' })
    expect(made.files.map(({ count }) => count)).toEqual([1])
  })

  it('has the rows above, its mark, its ends of lines and its sums as the template says', async () => {
    const content = await good({
      encoding: 'utf-8-mark',
      separator: 'bar',
      lineEnd: 'lf',
      above: [['批量付款', '第一页']],
      totals: { place: 'last', cells: [{ text: '合计' }, 'count', 'total'] },
      rows: 2,
    })
    const three = [transferOf(1), transferOf(2), transferOf(3)]
    const { files } = await written(content, three)
    expect(files.map(({ count }) => count)).toEqual([2, 1])
    const text = Buffer.from(files[0]?.bytes ?? []).toString('utf8')
    expect(text.split('\n')).toEqual([
      '\ufeff批量付款|第一页',
      '收款账号|收款户名|金额|附言',
      '0000444400000001|演示商贸有限公司|128000.01|三季度返利 HT-1',
      '0000444400000002|演示商贸有限公司|128000.02|三季度返利 HT-2',
      '合计|2|256000.03',
      '',
    ])
    const again = await written(content, three)
    expect(again.files.map(({ digest }) => digest)).toEqual(files.map(({ digest }) => digest))
  })

  it('keeps payments within the bank apart where the bank asks for it, in the preview too', async () => {
    const invented = await inventedFiles('bted_1', await good({ split: true }))
    if (isRefusal(invented)) throw new Error(invented.code)
    expect(invented.files.map(({ name, count }) => [name, count])).toEqual([
      ['PREVIEW-intra.csv', 1],
      ['PREVIEW-inter.csv', 2],
    ])
  })
})

async function partOf(bytes: Uint8Array | undefined, path: string): Promise<string> {
  const { unzipSync, strFromU8 } = await import('fflate')
  return strFromU8(unzipSync(bytes ?? new Uint8Array())[path] ?? new Uint8Array())
}

describe('the template of a bank as a workbook', () => {
  const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`
  const row = (...texts: string[]) => `<row>${texts.map(cell).join('')}</row>`

  it('is read with the notes above its headings', async () => {
    const sheet = workbook(
      row('批量付款导入模板') + row('收款方账号(必填)', '收款方户名(必填)', '开户网点', '金额', '行内标志'),
    )
    const proposal = await proposalOf(sheet, undefined)
    if (isRefusal(proposal)) throw new Error(proposal.code)
    expect(proposal).toMatchObject({ file: 'xlsx', above: [['批量付款导入模板']], missing: [] })
    expect(proposal.columns.map(({ field, needed }) => [field, needed])).toEqual([
      ['payee_account', true],
      ['payee_name', true],
      ['payee_bank', false],
      ['amount', false],
      ['same_bank', false],
    ])
  })

  it('keeps the blank rows above its headings, so that no payment moves up', async () => {
    const blank = '<row></row>'
    const last = row('收款账号', '收款户名', '金额') + blank + row('0001', '示例', '1.00')
    const proposal = await proposalOf(workbook(row('批量付款') + blank + blank + last), undefined)
    if (isRefusal(proposal)) throw new Error(proposal.code)
    expect(proposal.above).toEqual([['批量付款'], [], []])
    expect(proposal.columns.map(({ sample }) => sample)).toEqual(['0001', '示例', '1.00'])
    const text = Buffer.from('批量付款\n\n收款账号,收款户名,金额\n')
    expect(await proposalOf(text, undefined)).toMatchObject({ above: [['批量付款'], []] })
  })

  it('that is half a file, or unpacks without end, is refused', async () => {
    const whole = workbook(row('收款账号', '收款户名', '金额'))
    const half = await proposalOf(whole.subarray(0, whole.length / 2), undefined)
    expect(half).toMatchObject({ code: expect.stringMatching(/^imports\./) })
    const bomb = workbook(row('收款账号', '收款户名', '金额') + ' '.repeat(64 << 20))
    expect(bomb.length).toBeLessThan(1 << 20)
    expect(await proposalOf(bomb, undefined)).toMatchObject({ code: 'imports.unpacks_too_large' })
  })
})

test('no heading is known as two fields', () => {
  const all = Object.values(templateHeadings).flat()
  expect(all.filter((title, i) => all.indexOf(title) !== i)).toEqual([])
})
