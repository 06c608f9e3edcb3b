import { afterAll, beforeAll, expect, test } from 'vitest'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { csvOf, importText } from '../../../test/setup/run-import.ts'
import { importDeps } from '../../app/import-deps.ts'
import { act } from '../../platform/act/act.ts'
import { finishRun, noCounts } from './run-commands.ts'

let company: Company

beforeAll(async () => {
  company = await testCompany()
})

afterAll(() => company.close())

test('a run that ended stays as it ended', async () => {
  const heading = '日期,方向,客户名称,受益人,职务,权益类型,权益内容,金额,事由,经办人'
  const { runId = '' } = await importText(importDeps(company.world), {
    text: csvOf(heading, ['2026-03-01,送出,恒泰精密,张伟,采购,宣传品,台历,20.00,拜访,王磊']),
    actor: company.actor('compliance'),
    entityId: company.actor('sales').entityIds[0],
  })
  const body = { runId, state: 'cancelled' as const, counts: noCounts, summary: null }
  const call = { key: 'ended-twice', actor: company.actor('compliance'), body, at: company.world.now() }
  expect(await act(company.world.door, finishRun(), [call])).toMatchObject([
    { kind: 'refused', refusal: { code: 'imports.run_closed' } },
  ])
})
