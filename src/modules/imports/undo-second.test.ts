import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { lunchOn } from '../../../test/setup/approval-round.ts'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../../test/setup/request-calls.ts'
import { csvOf, importText } from '../../../test/setup/run-import.ts'
import { importDeps } from '../../app/import-deps.ts'
import { act } from '../../platform/act/act.ts'
import type { Actor } from '../../platform/act/actor.ts'
import { runLongJob, withLongJobs } from '../../platform/jobs/long-job.ts'
import { askUndo, importKind } from './jobs.ts'
import { undoMatters } from './undo-matters.ts'
import { undoImport } from './undo.ts'

let company: Company
let calls: RequestCalls
let runId: string
let n = 0

const heading = '序号,日期,方向,客户名称,受益人,职务,权益类型,权益内容,金额,事由,经办人'
const reason = '台账重复导入'

beforeAll(async () => {
  company = await testCompany()
  // Long work is kept, as the server keeps it, so that it can be run here.
  Object.assign(company.world.door, { enqueue: withLongJobs(async () => undefined) })
  calls = requestCalls(company)
}, 120_000)

afterAll(async () => {
  calls.close()
  await company.close()
})

/** An import of our own history by the head, and one person of compliance beside the general manager. */
beforeEach(async () => {
  runId = await imported('head')
})

async function rows<Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  const found = await company.database.pool('auditor', 1).query(sql, [...values])
  return found.rows as Row[]
}

async function imported(who: string): Promise<string> {
  const no = String(++n)
  const line = `${no},2026-03-05,送,苏州恒泰精密机械有限公司,张伟,工程师,宣传品,台历${no},20.00,拜访,王磊`
  const entityId = company.actor('sales').entityIds[0]
  const text = csvOf(heading, [line])
  const importer: Actor = { ...company.actor(who), roles: ['compliance'] }
  const report = await importText(importDeps(company.world), { text, actor: importer, entityId })
  return report.runId ?? ''
}

const deps = () => ({ ...importDeps(company.world), files: company.world.files })

/** Of compliance as well, without being asked. */
const colleague = (): Actor => ({ ...company.actor('sales2'), roles: ['compliance'], hasFreshFactor: true })

async function asked(actor: Actor): Promise<string> {
  const call = { key: `second-undo-${n++}`, actor, at: company.world.now(), body: { runId, reason } }
  const [outcome] = await act(company.world.door, askUndo(deps()), [call])
  if (outcome?.kind === 'refused') return outcome.refusal.code
  return outcome?.kind === 'done' && 'proposalId' in outcome.answer ? 'asked' : JSON.stringify(outcome)
}

type Row = {
  readonly approvalId: string
  readonly object: { readonly type: string }
  readonly version: number
  readonly heading: string
}

async function waitingFor(who: string): Promise<readonly Row[]> {
  const inbox = await calls.good(who, 'approvals.inbox')
  const all = (inbox['groups'] as readonly { readonly rows: readonly Row[] }[]).flatMap(({ rows }) => rows)
  return all.filter(({ object }) => object.type === 'import_undo')
}

async function only(who: string): Promise<Row> {
  const [row, ...more] = await waitingFor(who)
  if (!row || more.length > 0) throw new Error(`${who} is asked about ${more.length + (row ? 1 : 0)}`)
  return row
}

async function sum(): Promise<string | undefined> {
  const [found] = await rows<{ sum: string }>(
    `select coalesce(sum(line.minor), 0)::text as sum
from imports.row as given
join benefits.line as line on line.benefit_id = given.benefit_id
where given.run_id = $1`,
    [runId],
  )
  return found?.sum
}

/** Runs the undoing that a confirmation began. */
async function work(): Promise<void> {
  const found = await company.database
    .pool('owner', 1)
    .query<{ id: string }>(`select id from platform.job where state = 'waiting'`)
  const jobs = found.rows
  for (const { id } of jobs) await runLongJob(company.world.pool, [importKind(deps())], id, company.world.now)
}

const lunch = lunchOn('2026-11-27')

describe('undoing our own history', () => {
  test('waits in the inbox of compliance with what it takes off, and counts until then', async () => {
    expect(await asked(colleague())).toBe('asked')
    expect(await asked(colleague())).toBe('imports.undo_waits')
    expect(await waitingFor('boss')).toEqual([])
    const { approvalId, version } = await only('compliance')
    const params = { approvalId }
    const item = await calls.good('compliance', 'approvals.detail', { params })
    expect(item).toMatchObject({
      object: { type: 'import_undo' },
      changes: [{ name: '计入的金额', before: '¥20.00' }],
      can: { approve: { can: true } },
    })
    expect(JSON.stringify(item)).toContain('台账.csv')
    expect(JSON.stringify(item)).toContain(reason)
    expect(await sum()).toBe('2000')
    // The work itself does not go round it.
    const direct = { runId, reason, actor: colleague(), key: 'second-direct' }
    expect(await undoImport(deps(), direct)).toMatchObject({ code: 'imports.undo_needs_second' })
    await calls.good('compliance', 'approvals.approve', { params, body: { version } })
    await work()
    expect(await sum()).toBe('0')
    expect(await rows('select state from imports.run where id = $1', [runId])).toEqual([{ state: 'undone' }])
    expect(await waitingFor('compliance')).toEqual([])
    // Neither whoever asked nor whoever confirmed it files for those whose limits it freed.
    const filing = (who: Actor) => calls.codeOf(who, 'requests.submit', { body: { proposal: lunch } })
    expect(await filing(colleague())).toBe('requests.own_loosening')
    expect(await filing(company.actor('compliance'))).toBe('requests.own_loosening')
    expect(await filing(company.actor('sales'))).toBe('done')
  })

  test('declined, leaves all as it was, and may be asked for again', async () => {
    expect(await asked(colleague())).toBe('asked')
    const { approvalId, version } = await only('compliance')
    const body = { version, reason: 'other', text: '台账无误' }
    await calls.good('compliance', 'approvals.reject', { params: { approvalId }, body })
    await work()
    expect(await sum()).toBe('2000')
    expect(await asked(colleague())).toBe('asked')
    const again = await only('compliance')
    const params = { approvalId: again.approvalId }
    await calls.good('compliance', 'approvals.approve', { params, body: { version: again.version } })
    await work()
    expect(await sum()).toBe('0')
  })

  test('is confirmed by the general manager where compliance asked, and by nobody who asked', async () => {
    expect(await asked(company.actor('compliance'))).toBe('asked')
    expect(await waitingFor('compliance')).toEqual([])
    const { approvalId, version } = await only('boss')
    const given = { params: { approvalId }, body: { version } }
    expect(await calls.codeOf('compliance', 'approvals.approve', given)).toBe('imports.undo_takes_two')
    const [proposal] = await rows<{ id: string }>(
      `select id from imports.undo_proposal where run_id = $1 and state = 'proposed'`,
      [runId],
    )
    await calls.good('boss', 'approvals.approve', given)
    const late = { key: `second-late-${n++}`, actor: company.actor('boss'), at: company.world.now() }
    const answered = await undoMatters(deps()).answer(late, proposal?.id ?? '', { isConfirmed: true })
    expect(answered).toMatchObject({ refusal: { code: 'imports.undo_answered' } })
    await work()
    expect(await sum()).toBe('0')
  })

  test('is not confirmed by whoever asks for a benefit for one of its parties', async () => {
    // She had a part in undoing others, which is in her way no more.
    company.clock.set('2027-03-01T01:00:00.000Z')
    expect(await asked(colleague())).toBe('asked')
    const { approvalId, version } = await only('compliance')
    await calls.good('compliance', 'requests.submit', { body: { proposal: lunchOn('2027-03-03') } })
    const given = { params: { approvalId }, body: { version } }
    expect(await calls.codeOf('compliance', 'approvals.approve', given)).toBe('parties.of_own_request')
    await work()
    expect(await sum()).toBe('2000')
  })
})
