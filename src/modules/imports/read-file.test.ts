import { describe, expect, it } from 'vitest'
import { cmsFile, cmsLine } from '../../../test/setup/cms-file.ts'
import { importDay, inPieces, shipped } from '../../../test/setup/import-files.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { readImportFile } from './read-file.ts'
import type { ImportSummary } from './summary.ts'

const undecided = { prohibit: 0, hold: 0, escalate: 0, allow_with_conditions: 0, allow: 0 }

async function read(profile: string, text: string, isListedWhole = false) {
  const asked = { profile: shipped(profile), today: importDay, sheet: undefined, isListedWhole }
  const found = await readImportFile(inPieces(text), asked)
  if (isRefusal(found)) throw new Error(found.code)
  for (const problem of found.problems) found.tally.addProblem(problem)
  for (const row of found.rows) found.tally.add({ kind: 'ready', line: row.line, row })
  const summary: ImportSummary = found.tally.summary(shipped(profile), 'en', undecided)
  expect(found.lines).toBe(summary.rows)
  return {
    summary,
    told: found.problems.map(({ line, remarks }) => `${String(line)} ${remarks.map((r) => r.code).join()}`),
  }
}

describe('rows that are known by their number', () => {
  it('wait without one, and with one that a spreadsheet has rounded: they are nobody’s repeat', async () => {
    const { summary, told } = await read(
      'cms-open-payments',
      cmsFile(0, [
        cmsLine({ id: '', value: '10.00' }),
        cmsLine({ id: '', value: '999.00', physician: '9' }),
        cmsLine({ id: '1.23E+08' }),
        cmsLine({ id: '1.23E+08', physician: '9' }),
        cmsLine({ id: '123000001' }),
      ]),
    )
    expect(summary).toMatchObject({ rows: 5, accepted: 1, held: 4, duplicates: 0 })
    expect(told).toEqual(['2 number.missing', '3 number.missing', '4 number.spoilt', '5 number.spoilt'])
  })

  it('are repeats only when they say the same; another row under the number waits', async () => {
    const { summary, told } = await read(
      'cms-open-payments',
      cmsFile(0, [
        cmsLine({ id: '7', value: '10.00' }),
        cmsLine({ id: '8', value: '11.00', day: '' }),
        cmsLine({ id: '7', value: '10.00' }),
        cmsLine({ id: '7', value: '999.00' }),
        cmsLine({ id: '8', value: '11.00', day: '' }),
        cmsLine({ id: '8', value: '12.00', day: '' }),
      ]),
    )
    expect(summary).toMatchObject({ rows: 6, accepted: 1, held: 3, duplicates: 2 })
    expect(told).toEqual(['3 date.missing', '5 number.twice', '7 number.twice'])
    expect(summary.holds[1]).toMatchObject({ row: 5, field: 'Record_ID' })
    expect(summary.holds[1]?.reason).toBe('Line 2 has the same number and says something else.')
  })
})

describe('the lines of a file', () => {
  it('count from its heading on, whatever stands above it', async () => {
    const title = '客户礼品\n"未完"的 "标题\n'
    const heading = '日期,客户名称,受益人,类型,金额'
    const { summary } = await read(
      'taizhang',
      `${title}${heading}\n2026-03-05,华东精密有限公司,王芳,礼品,200\n,,,,\n`,
    )
    expect(summary).toMatchObject({ rows: 2, accepted: 1, nil: 1 })
  })
})

describe('the list of rows that did not enter', () => {
  it('says how many it does not name, and names all of them for the command line', async () => {
    const bad = Array.from({ length: 1_200 }, (_, i) => cmsLine({ id: `b${String(i)}`, value: '-1' }))
    const cut = await read('cms-open-payments', cmsFile(0, bad))
    expect(cut.summary.rejections).toHaveLength(1_000)
    expect(cut.summary.unlisted).toEqual({ rejections: 200, holds: 0, repeated: 0, taken: 0 })
    const whole = await read('cms-open-payments', cmsFile(0, bad), true)
    expect(whole.summary.rejections).toHaveLength(1_200)
    expect(whole.summary.unlisted).toEqual({ rejections: 0, holds: 0, repeated: 0, taken: 0 })
  })
})

describe('the direction of a row', () => {
  it.each(['收回', '退回'])('%s may be either way and is not guessed', async (direction) => {
    const heading = '日期,客户名称,受益人,类型,金额,方向,经办人'
    const { told } = await read(
      'taizhang',
      `${heading}\n2026-03-05,华东精密有限公司,王芳,礼品,200,${direction},李明\n`,
    )
    expect(told).toEqual(['2 direction.unknown'])
  })
})

describe('a file of more rows than fit into memory', () => {
  const lines = ['1', '2', '3'].map((id) => cmsLine({ id: `12300000${id}` }))
  const asked = { profile: shipped('cms-open-payments'), today: importDay, sheet: undefined }
  const upTo = (rowsMax: number) =>
    readImportFile(inPieces(cmsFile(0, lines)), { ...asked, isListedWhole: false, rowsMax })

  it('is refused before anything of it is stored, and told to come in parts', async () => {
    expect(await upTo(2)).toMatchObject({ code: 'imports.too_many_rows', params: { rows: 2 } })
    expect(isRefusal(await upTo(3))).toBe(false)
  })
})
