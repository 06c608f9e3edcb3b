import { afterAll, beforeAll, expect, test } from 'vitest'
import { confirmUndo } from '../../../test/setup/confirmed-undo.ts'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { csvOf, importText } from '../../../test/setup/run-import.ts'
import { importDeps } from '../../app/import-deps.ts'
import { registerPorts } from '../../app/routes.ts'
import { partyLines, partyPage } from '../../contract/parties.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { partyLinesOf } from '../benefits/party-lines.ts'
import { partyPageOf } from '../benefits/party-page.ts'
import { undoImport } from './undo.ts'

let company: Company

beforeAll(async () => {
  company = await testCompany()
}, 60_000)
afterAll(() => company.close())

/** What the page of a party shows to compliance: its lines, and the sums above them. */
async function shown(partyId: string, entities = Object.values(company.founded.entities)) {
  const actor = company.actor('compliance', entities)
  return readOnly(company.world.pool, [actor], async (tx) => {
    const organisation = await company.world.requests.organisation(tx)
    const now = company.world.now()
    const reader = { actor, language: 'zh-CN' as const, now, today: now.slice(0, 10), organisation }
    const ports = registerPorts(company.world)
    const asked = partyLines.query.parse({})
    const lines = await partyLinesOf(tx, reader, async () => new Map(), partyId, asked)
    const page = partyPage.answer.parse(await partyPageOf(tx, reader, ports, partyId))
    const { rows } = partyLines.answer.parse(lines)
    return {
      ids: rows.map(({ lineId }) => lineId),
      rows: rows.map(({ on, amount, state, isMasked }) => [on, amount.minor, state?.word, isMasked]),
      sums: JSON.stringify([page.totals, page.byYear, page.byKind, page.byEntity, page.meters]),
    }
  })
}

test('what an undone import had brought stays on the page as a pair, and in no sum', async () => {
  const parts = [parties.dealer, parties.buyer]
  const before = await Promise.all(parts.map((id) => shown(id)))
  expect(before.map(({ rows }) => rows)).toEqual([[], []])
  const heading = '序号,日期,客户名称,受益人,职务,权益类型,权益内容,金额,事由,经办人'
  const line = '1,2026-03-05,苏州恒泰精密机械有限公司,张伟,工程师,宣传品,台历,20.00,拜访,王磊'
  const report = await importText(importDeps(company.world), {
    text: csvOf(heading, [line]),
    actor: company.actor('compliance'),
    entityId: company.actor('sales').entityIds[0],
  })
  expect(report).toMatchObject({ accepted: 1 })
  await confirmUndo(company.world, report.runId)
  const undone = await undoImport(importDeps(company.world), {
    reason: '文件有误',
    runId: report.runId ?? '',
    actor: company.actor('compliance'),
    key: 'undone-lines',
  })
  expect(undone).toMatchObject({ reversed: 1 })
  for (const [i, id] of parts.entries()) {
    const after = await shown(id)
    expect(after.rows).toEqual([
      ['2026-03-05', '-2000', '已冲销', false],
      ['2026-03-05', '2000', '已冲销', false],
    ])
    expect(new Set(after.ids).size).toBe(2)
    expect(after.sums).toBe(before[i]?.sums)
    const elsewhere = await shown(id, [])
    expect(elsewhere.rows).toEqual([
      ['2026-03-05', '-2000', undefined, true],
      ['2026-03-05', '2000', undefined, true],
    ])
  }
})
