import { describe, expect, test } from 'vitest'
import { mapLines } from '../../../../test/setup/import-files.ts'
import { partsOf } from '../parts.ts'

const frame = '日期,客户名称,受益人,类型,金额'
const inFront = '2026-03-05,华东阀门有限公司'

/** The telephone numbers that a line gives to its people and its customer, and what is remarked. */
async function read(headings: string, line: string) {
  const [row, ...more] = await mapLines('taizhang', `${frame},${headings}\n${line}\n`)
  if (row?.kind !== 'ready' || more.length > 0) throw new Error(JSON.stringify(row))
  const people = partsOf(row.row).map(({ recipient }) => [recipient.name, recipient.phone ?? '-'].join(' '))
  const notes = row.row.notes.map(({ field, code }) => `${field} ${code}`)
  return {
    people,
    customer: row.row.org?.phone ?? '-',
    notes: notes.filter((note) => note.includes('phone')),
  }
}

const one = (headings: string, cells: string) => read(headings, `${inFront},张伟,礼品,20.00,${cells}`)

describe('the telephone of whom a row names', () => {
  test.each([
    ['电话', '13812345678'],
    ['手机', '+86 138-1234-5678'],
    ['手机号码', '１３８１２３４５６７８'],
    ['联系电话', '138 1234 5678'],
    ['联系方式', '手机：13812345678'],
    ['受益人手机', "'13812345678"],
    ['联系人 电话', '13812345678.0'],
    ['联系电话（手机）', '0086-13812345678'],
    ['Mobile', '8613812345678'],
  ])('is read from %s: %s', async (heading, cell) => {
    expect(await one(heading, cell)).toEqual({ people: ['张伟 13812345678'], customer: '-', notes: [] })
  })

  test('may be several, in one cell and in two columns, with an extension', async () => {
    expect(await one('手机,电话', '13812345678/13987654321,0512-68681234转801')).toEqual({
      people: ['张伟 13812345678、13987654321、0512-68681234-801'],
      customer: '-',
      notes: [],
    })
  })

  test('is that of the customer where the heading says so, or where no person is named', async () => {
    const both = await one('单位电话,电话', '0512-68681234,13812345678')
    expect(both).toEqual({ people: ['张伟 13812345678'], customer: '0512-68681234', notes: [] })
    expect(await read('电话', `${inFront},,礼品,20.00,0512-68681234`)).toMatchObject({
      people: ['华东阀门有限公司 0512-68681234'],
      notes: [],
    })
  })

  test.each([
    ['李娜', '电话 phone.none', '-'],
    ['12345', '电话 phone.none', '-'],
    ['1.38123E+10', '电话 phone.none', '-'],
    ['13812345678 见名片', '电话 phone.in_part', '13812345678'],
    ['无', undefined, '-'],
    ['-', undefined, '-'],
    ['', undefined, '-'],
  ])('that is none is left out, and the row stands: %s', async (cell, note, phone) => {
    const notes = note === undefined ? [] : [note]
    expect(await one('电话', cell)).toEqual({ people: [`张伟 ${phone}`], customer: '-', notes })
  })

  test('of several people is that of each where there are as many, and else nobody’s', async () => {
    const two = (cell: string) => read('电话', `${inFront},张伟、李娜,礼品,20.00,${cell}`)
    expect(await two('13812345678、13987654321')).toMatchObject({
      people: ['张伟 13812345678', '李娜 13987654321'],
      notes: [],
    })
    expect(await two('13812345678')).toMatchObject({
      people: ['张伟 -', '李娜 -'],
      notes: ['电话 phone.whose'],
    })
  })

  test('a mobile is nobody’s where the row names no person', async () => {
    expect(await read('手机', `${inFront},,礼品,20.00,13812345678`)).toMatchObject({
      people: ['华东阀门有限公司 -'],
      notes: ['手机 phone.whose'],
    })
  })

  test('of whoever handled it is not read', async () => {
    expect(await one('经办人电话', '13812345678')).toMatchObject({ people: ['张伟 -'], notes: [] })
  })
})

test('a line that holds nothing but the telephone of its reporter is a nil return still', async () => {
  const rows = await mapLines('taizhang', `${frame},电话\n,,,无,,13812345678\n`)
  expect(rows).toMatchObject([{ kind: 'nil', why: 'nil_return' }])
})
