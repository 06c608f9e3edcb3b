import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lunchOn } from '../../../test/setup/approval-round.ts'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../../test/setup/request-calls.ts'
import { csvOf, importText } from '../../../test/setup/run-import.ts'
import { importDeps } from '../../app/import-deps.ts'
import { act } from '../../platform/act/act.ts'
import type { Actor } from '../../platform/act/actor.ts'
import { correctRow, type CorrectBody } from './correct/command.ts'
import { askUndo } from './jobs.ts'
import { undoImport } from './undo.ts'

let company: Company
let calls: RequestCalls
/** Of compliance as well, and asks for nothing. */
let other: Actor

const heading = '序号,日期,方向,客户名称,受益人,职务,权益类型,权益内容,金额,事由,经办人'
const names = { dealer: '苏州恒泰精密机械有限公司', buyer: '张伟' }
let n = 0

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
  other = { ...company.actor('boss'), roles: ['compliance'], hasFreshFactor: true }
  // She asks for a lunch with the buyer herself.
  await calls.good('compliance', 'requests.submit', { body: { proposal: lunch } })
}, 120_000)

afterAll(async () => {
  calls.close()
  await company.close()
})

async function rows<Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  const found = await company.database.pool('auditor', 1).query(sql, [...values])
  return found.rows as Row[]
}

const lunch = lunchOn('2026-11-27')

async function imported(customer: string, person: string, amount = '20.00'): Promise<string> {
  const entityId = company.actor('sales').entityIds[0]
  const no = String(++n)
  const text = csvOf(heading, [
    `${no},2026-03-05,送,${customer},${person},工程师,宣传品,台历${no},${amount},拜访,王磊`,
  ])
  const report = await importText(importDeps(company.world), { text, actor: other, entityId })
  return report.runId ?? ''
}

const deps = () => ({ ...importDeps(company.world), files: company.world.files })
const reason = '台账登记有误'

/** The code of the refusal, or `done`. */
async function undone(actor: Actor, runId: string): Promise<string> {
  const call = { key: `near-undo-${n++}`, actor, at: company.world.now(), body: { runId, reason } }
  const [outcome] = await act(company.world.door, askUndo(deps()), [call])
  return outcome?.kind === 'refused' ? outcome.refusal.code : (outcome?.kind ?? '')
}

async function corrected(actor: Actor, runId: string, body: Partial<CorrectBody>): Promise<string> {
  const [problem] = await rows<{ id: string }>('select id from imports.problem where run_id = $1', [runId])
  const nothing = { cells: [], parties: [], isAnother: false, isSetAside: false, reason }
  const call = {
    key: `near-correct-${n++}`,
    actor,
    at: company.world.now(),
    body: { ...nothing, ...body, runId, problemId: problem?.id ?? '' },
  }
  const [outcome] = await act(company.world.door, correctRow(deps()), [call])
  if (outcome?.kind === 'done') return outcome.answer.result
  return outcome?.kind === 'refused' ? outcome.refusal.code : (outcome?.kind ?? '')
}

const her = () => company.actor('compliance')

describe('whoever asks for a benefit', () => {
  test('does not ask for the undoing of their history; nobody is left to confirm it', async () => {
    const runId = await imported(names.dealer, names.buyer)
    expect(await undone(her(), runId)).toBe('parties.of_own_request')
    // The work itself asks again, whoever begins it.
    const given = { runId, reason, actor: her(), key: 'near-direct' }
    expect(await undoImport(importDeps(company.world), given)).toMatchObject({
      code: 'parties.of_own_request',
    })
    // Who imported it asks, she has an interest of her own, and the general manager is the one who asks.
    expect(await undone(other, runId)).toBe('imports.nobody_to_undo')
  })

  test('does not say that a name of a row is somebody new or another one', async () => {
    const homophone = '张玮'
    const runId = await imported(names.dealer, homophone)
    const isNew = { role: 'person', isNew: true, ruledOut: [parties.buyer] } as const
    expect(await corrected(her(), runId, { parties: [isNew] })).toBe('parties.of_own_request')
    const another = { role: 'person', partyId: parties.colleague } as const
    expect(await corrected(her(), runId, { parties: [another] })).toBe('parties.of_own_request')
    const cells = [{ column: '受益人', text: '欧阳明德' }]
    expect(await corrected(her(), runId, { cells })).toBe('parties.of_own_request')
    expect(await corrected(her(), runId, { isSetAside: true })).toBe('parties.of_own_request')
    expect(await corrected(other, runId, { parties: [isNew] })).toBe('entered')
  })

  test('puts right what is of others', async () => {
    const runId = await imported('蓝鲸海洋科技有限公司', '司马云', '很多')
    const cells = [{ column: '金额', text: '12.00' }]
    expect(await corrected(her(), runId, { cells })).toBe('entered')
  })
})

describe('whoever said that a name of a row is somebody new, or left a row out', () => {
  const filing = (who: Actor, partyId: string) => {
    const proposal = { ...lunch, recipient: { to: 'person', partyId } }
    return calls.codeOf(who, 'requests.submit', { body: { proposal } })
  }

  test('files nothing for whom it may stand; what was merely put right is in nobody’s way', async () => {
    const of = { ...company.actor('sales3'), roles: ['compliance' as const], hasFreshFactor: true }
    const cells = [{ column: '金额', text: '12.00' }]
    const unread = await imported(names.dealer, '孙立民', '很多')
    expect(await corrected(of, unread, { cells })).toBe('entered')
    expect(await filing(of, parties.colleague)).toBe('done')
    const leftOut = await imported(names.dealer, '何民')
    const third = { ...company.actor('finance'), roles: ['compliance' as const], hasFreshFactor: true }
    expect(await corrected(third, leftOut, { isSetAside: true })).toBe('set_aside')
    expect(await filing(third, parties.spouse)).toBe('requests.own_loosening')
    expect(await filing(company.actor('sales'), parties.spouse)).not.toBe('requests.own_loosening')
    // He told the homophone apart.
    expect(await filing(other, parties.buyer)).toBe('requests.own_loosening')
  })
})
