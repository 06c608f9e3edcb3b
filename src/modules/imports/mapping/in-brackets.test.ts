import { describe, expect, it } from 'vitest'
import { mapLines } from '../../../../test/setup/import-files.ts'

const heading = '日期,客户名称,受益人,身份,权益类型,权益内容,金额'

async function told(who: string, column = ''): Promise<string> {
  const line = `2026-03-05,华东精密有限公司,${who},${column},礼品,茶叶,200.00`
  const [row] = await mapLines('taizhang', `${heading}\n${line}\n`)
  return row?.kind === 'ready' ? `${row.row.recipient.name} ${row.row.recipientClass}` : (row?.kind ?? '')
}

describe('what stands in brackets behind a name', () => {
  it.each([
    ['李建国（公务员）', '', '李建国 public_official'],
    ['李建国(医生)', '', '李建国 hcp'],
    ['李建国 （国企领导）', '', '李建国 soe_manager'],
    ['李建国（公务员）', '民企', '李建国 public_official'],
    ['李建国（公务员）', '国企', '李建国 public_official'],
    ['李建国（公务员）', '国企领导', '李建国 soe_manager'],
    ['王芳、李建国（公务员）', '', '王芳 unknown'],
    ['李建国（民企）', '', '李建国（民企） unknown'],
    ['李建国（民企）', '公务员', '李建国（民企） public_official'],
    ['李建国（采购）', '', '李建国（采购） unknown'],
    ['李建国', '', '李建国 unknown'],
  ])('%s with the class “%s” is %s', async (who, column, expected) => {
    expect(await told(who, column)).toBe(expected)
  })
})
