import { describe, expect, it } from 'vitest'
import { fromContent, fromProposal, movedUp, newColumn, textOf, unmapped } from './template-values.ts'

const proposal = {
  file: 'text',
  encoding: 'gbk',
  separator: 'bar',
  lineEnd: 'crlf',
  above: [['批量付款', '第一页'], ['说明']],
  columns: [
    { title: '收款账号', field: 'payee_account', needed: true },
    { title: '收款户名', field: 'payee_name', needed: false },
    { title: '金额', field: 'amount', needed: false },
    { title: '业务种类', sample: '普通', needed: false },
  ],
  missing: [],
} as const

const values = fromProposal({ ...proposal, above: proposal.above.map((row) => [...row]) } as never)
const named = { ...values, nameZh: ' 甲银行 ', nameEn: 'Bank A' }

describe('the form of a template', () => {
  it('begins with what the upload proposes, and says how many columns nobody knows', () => {
    expect(unmapped(values)).toBe(1)
    expect(values.columns.map(({ title, field }) => [title, field])).toEqual([
      ['收款账号', 'payee_account'],
      ['收款户名', 'payee_name'],
      ['金额', 'amount'],
      ['业务种类', ''],
    ])
  })

  it('says what a person typed as the text that the server judges', () => {
    const columns = values.columns.map((column) =>
      column.field === '' ? { ...column, field: 'fixed' as const, text: '普通汇款' } : column,
    )
    const results = {
      ...values.results,
      outcome: '状态',
      number: '编号，流水号',
      paid: '成功、已完成',
      failed: '失败',
    }
    const text = textOf({
      ...named,
      columns,
      totals: 'last',
      totalsCells: '合计，count, total',
      hasResults: true,
      results,
    })
    expect(JSON.parse(text)).toEqual({
      name: { zh: '甲银行', en: 'Bank A' },
      file: 'text',
      encoding: 'gbk',
      separator: 'bar',
      lineEnd: 'crlf',
      heading: true,
      above: [['批量付款', '第一页'], ['说明']],
      columns: [
        { title: '收款账号', field: 'payee_account', needed: true },
        { title: '收款户名', field: 'payee_name' },
        { title: '金额', field: 'amount' },
        { title: '业务种类', field: 'fixed', text: '普通汇款' },
      ],
      rows: 500,
      split: false,
      totals: { place: 'last', cells: [{ text: '合计' }, 'count', 'total'] },
      results: {
        columns: { outcome: ['状态'], number: ['编号', '流水号'] },
        words: { paid: ['成功', '已完成'], failed: ['失败'] },
      },
    })
  })

  it('gives back an edition as it was, with what it does not show', () => {
    const content = {
      name: { zh: '甲银行', en: 'Bank A' },
      file: 'xlsx',
      encoding: 'utf-8',
      separator: 'comma',
      lineEnd: 'crlf',
      heading: true,
      above: [['批量付款', '说明：\n一、必填'], ['第二行']],
      columns: [
        { title: '账号', field: 'payee_account', most: 32 },
        { title: '金额', field: 'amount', cell: 'number' },
        { title: '用途', field: 'purpose', words: { company_account: '货款' }, needed: true },
      ],
      rows: 50,
      split: true,
      totals: { place: 'first', cells: ['count', { text: '笔' }] },
      results: {
        columns: { outcome: ['状态'], account: ['账号'], amount: ['金额'], party: ['户名'] },
        words: { paid: ['成功'], failed: ['失败'], processing: ['处理中'] },
      },
    }
    expect(JSON.parse(textOf(fromContent(content as never)))).toEqual(content)
  })

  const odd = {
    name: { zh: '甲银行', en: 'Bank A' },
    file: 'xlsx',
    encoding: 'utf-8',
    separator: 'comma',
    lineEnd: 'crlf',
    heading: true,
    above: [['批量|付款', ' 空格 '], [], [], ['说明', '']],
    columns: [
      { title: '账号', field: 'payee_account', cell: 'text', needed: false },
      { title: '金额', field: 'amount', cell: 'number' },
      { title: '种类', field: 'fixed', text: '' },
    ],
    rows: 50,
    split: false,
    totals: { place: 'last', cells: [{ text: '' }, { text: 'total' }, 'total', { text: '合计，元' }] },
    results: {
      columns: { outcome: ['状态'], number: ['编号'] },
      words: { paid: ['成功, 已入账', '完成'], failed: ['失败'] },
    },
  }

  it('gives back what it cannot show plainly, also beside what a person changes', () => {
    const form = fromContent(odd as never)
    expect(JSON.parse(textOf(form))).toEqual(odd)
    const touched = {
      ...form,
      above: `${form.above}\n新`,
      totalsCells: `${form.totalsCells}, count`,
      results: { ...form.results, paid: `${form.results.paid}，已付` },
    }
    const { above, totals, results } = JSON.parse(textOf(touched)) as typeof odd
    expect(above).toEqual([['批量|付款', '空格'], [], [], ['说明', ''], ['新']])
    expect(totals.cells).toEqual([...odd.totals.cells, 'count'])
    expect(results.words.paid).toEqual(['成功, 已入账', '完成', '已付'])
  })

  it.each([[[]], [[[]]], [[[], []]], [[[], ['标题'], []]]])(
    'keeps the blank rows of an upload: %j',
    (above) => {
      const form = fromProposal({ ...proposal, above } as never)
      expect((JSON.parse(textOf(form)) as typeof odd).above).toEqual(above)
    },
  )

  it('takes no amount as a number once the file is text', () => {
    const { columns } = JSON.parse(textOf({ ...fromContent(odd as never), file: 'text' })) as typeof odd
    expect(columns[1]).toEqual({ title: '金额', field: 'amount' })
  })

  it('moves a column up, and not above the first', () => {
    const titles = (columns: typeof values.columns) => columns.map(({ title }) => title)
    expect(titles(movedUp(values.columns, 2))).toEqual(['收款账号', '金额', '收款户名', '业务种类'])
    expect(titles(movedUp(values.columns, 0))).toEqual(titles(values.columns))
    expect(newColumn(values.columns).key).toBe(5)
  })
})
