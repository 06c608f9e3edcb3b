import type { QueryResultRow } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openRound, rebate } from '../../test/setup/approval-round.ts'
import { testCompany, type Company } from '../../test/setup/company.ts'
import { fourEyesKinds, type FourEyesKind } from '../../test/setup/four-eyes-kinds.ts'
import { hire } from '../../test/setup/hire.ts'
import { requestCalls, type RequestCalls } from '../../test/setup/request-calls.ts'
import { proposeRole } from '../modules/access/index.ts'
import { personTable, type PersonRow } from '../modules/access/tables.ts'
import { followFromNow, logSigner, sequenceNow } from '../modules/audit/index.ts'
import { personTable as outsideTable, type PersonRow as OutsideRow } from '../modules/parties/tables.ts'
import { runTable, type RunRow } from '../modules/imports/tables.ts'
import { act } from '../platform/act/act.ts'
import { systemActor, type Actor } from '../platform/act/actor.ts'
import { updateRow } from '../platform/act/rows.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import type { Letter } from '../platform/mail.ts'
import { followAsked } from './asked.ts'
import { noticeJson, sendNotice } from './letters.ts'
import { lapseProposals, startChasing } from './queues.ts'

let company: Company
let calls: RequestCalls
let kinds: readonly FourEyesKind[]
let jobs: unknown[] = []

beforeAll(async () => {
  company = await testCompany()
  Object.assign(company.world.door, {
    enqueue: async (_: unknown, drafts: readonly { readonly data: unknown }[]) =>
      void jobs.push(...drafts.map(({ data }) => data)),
  })
  calls = requestCalls(company)
  kinds = fourEyesKinds(company, calls)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

const query = <Row extends QueryResultRow>(sql: string, values: readonly unknown[]) =>
  readOnly(company.world.pool, [systemActor], (tx) => tx.sql<Row>(sql, values))

type Round = { readonly id: string; readonly object_id: string; readonly state: string }

async function lastRound(type: string): Promise<Round> {
  const [round] = await query<Round>(
    `select id, object_id, state from approvals.flow where object_type = $1 order by opened_at desc limit 1`,
    [type],
  )
  if (!round) throw new Error(`no round of ${type}`)
  return round
}

const stateOf = async ({ id }: Round) =>
  (await query<Round>('select state from approvals.flow where id = $1', [id]))[0]?.state

function kindOf(type: string): FourEyesKind {
  const kind = kinds.find((each) => each.type === type)
  if (!kind) throw new Error(`no kind ${type}`)
  return kind
}

function later(): void {
  company.clock.set(new Date(Date.parse(company.world.now()) + 60_000).toISOString())
}

/** Proposes about a fresh subject a minute later; gives the round. */
async function proposed(type: string, actor: Actor): Promise<Round> {
  later()
  const propose = await kindOf(type).subject()
  expect(await propose(actor)).toBe('done')
  return lastRound(type)
}

/** The letters of what happened since: to whom, and the subject. */
async function letters(): Promise<string[]> {
  const { world, database } = company
  const worker = database.pool('worker', 2)
  await sequenceNow({ pool: worker, signer: logSigner(world.ring), now: world.now })
  jobs = []
  await followAsked(world, worker)
  const sent: Letter[] = []
  const mailer = { send: async (letter: Letter) => (sent.push(letter), 'sent' as const) }
  for (const job of jobs) {
    await sendNotice(world, mailer, noticeJson.parse(job), 'https://x.example')
  }
  return sent.map(({ to, subject }) => `${to.split('@')[0]}: ${subject}`).toSorted()
}

const verb = (who: string, name: string, { id }: Round, more: Record<string, unknown> = {}) =>
  calls.codeOf(who, `approvals.${name}`, { params: { approvalId: id }, body: { version: 1, ...more } })

describe('of what became of a proposal', () => {
  test('whoever made it hears the answer, and whoever was asked that it was taken back', async () => {
    await followFromNow(company.database.pool('worker', 2), 'approvals.letters')
    const confirmed = await proposed('agreement', company.actor('finance'))
    expect(await verb('compliance', 'approve', confirmed)).toBe('done')
    expect(await letters()).toEqual(['finance: 您的提议已确认'])
    const declined = await proposed('match', company.actor('sales'))
    expect(await verb('compliance', 'reject', declined, { reason: 'other', text: '不是同一人' })).toBe('done')
    expect(await letters()).toEqual(['sales: 您的提议未获确认'])
    const back = await proposed('role_grant', company.actor('admin'))
    expect(await verb('admin', 'withdraw', back)).toBe('done')
    expect(await letters()).toEqual(['compliance: 提议已撤回，无需您处理'])
  })
})

/** The system's round, an hour later or on a day. */
async function lapse(at: string): Promise<void> {
  company.clock.set(at)
  await lapseProposals(company.world, at, (fault) => {
    throw fault
  })
}

async function toldOf({ id }: Round): Promise<string> {
  const item = await calls.good('compliance', 'approvals.detail', { params: { approvalId: id } })
  return (item['timeline'] as readonly { readonly verb: string }[]).at(-1)?.verb ?? ''
}

const roles = {
  admin: 'administrator',
  finance: 'finance',
  compliance: 'compliance',
  sales: 'compliance',
} as const

describe('a proposal lapses, in words, and stands in nobody’s way', () => {
  test('once what it is about has gone', async () => {
    const leaver = await hire(company, { role: 'sales', leftOn: '2026-11-25' })
    const { newId, organisations, rounds, door } = company.world
    later()
    const body = { personId: leaver.personId, role: 'trainer' as const, fromOn: '2026-12-01' }
    const call = { key: 'role-of-a-leaver', actor: company.actor('admin'), body, at: company.world.now() }
    await act(door, proposeRole({ newId, organisation: organisations, rounds }), [call])
    const role = await lastRound('role_grant')
    const back = await proposed('reinstatement_proposal', company.actor('admin'))
    const same = await proposed('match', company.actor('sales'))
    const undo = await proposed('import_undo', company.actor('compliance'))
    const version = await proposed('policy_proposal', company.actor('compliance'))
    await lapse('2026-11-25T02:00:00.000Z')
    for (const round of [role, back, same, undo, version]) expect(await stateOf(round)).toBe('open')

    const [person] = await query<PersonRow>(
      `select person.* from access.person
join access.reinstatement_proposal as proposal on proposal.person_id = person.id
where proposal.id = $1`,
      [back.object_id],
    )
    const [run] = await query<RunRow>(
      `select run.* from imports.run join imports.undo_proposal as proposal on proposal.run_id = run.id
where proposal.id = $1`,
      [undo.object_id],
    )
    if (!person || !run) throw new Error('what they are about is on record')
    await company.store([
      updateRow(personTable, person, { left_on: null }),
      updateRow(runTable, run, { state: 'undone' }),
    ])
    await mergedAlone(same)
    await lapse('2026-11-26T01:00:00.000Z')
    expect(await toldOf(role)).toBe('提议失效：所涉人员已离职')
    for (const round of [back, same, undo]) {
      expect(await stateOf(round)).toBe('stopped')
      expect(await toldOf(round)).toBe('提议失效：所涉事项已有变化，无法再确认')
    }
    expect(await verb('boss', 'approve', undo)).toBe('approvals.lapsed')
    expect(await verb('admin', 'withdraw', role)).toBe('approvals.lapsed')

    expect(await stateOf(version)).toBe('open')
    await lapse('2026-12-01T01:00:00.000Z')
    expect(await toldOf(version)).toBe('提议失效：拟生效的日期已过')
    company.clock.set('2026-11-27T01:00:00.000Z')
  })

  test.each([
    'role_grant',
    'manager_proposal',
    'leaving_proposal',
    'reinstatement_proposal',
    'entity_profile',
    'policy_proposal',
    'rate_file',
    'agreement',
    'match',
    'reversal',
    'import_undo',
    'budget_change',
    'period',
    'payment_exception',
  ])('once whoever proposed it has left: %s', async (type) => {
    company.clock.set('2026-11-27T01:00:00.000Z')
    const leaver = await hire(company, { role: roles[kindOf(type).proposes], leftOn: '2026-11-27' })
    const round = await proposed(type, leaver)
    await lapse('2026-11-27T03:00:00.000Z')
    expect(await stateOf(round)).toBe('open')
    await lapse('2026-11-28T01:00:00.000Z')
    expect(await stateOf(round)).toBe('stopped')
    expect(await toldOf(round)).toBe('提议失效：提议人已离职')
  })
})

test('a proposal that cannot lapse is told, and stops neither another one nor the reminders', async () => {
  company.clock.set('2026-11-27T02:00:00.000Z')
  const leaver = await hire(company, { role: 'administrator', leftOn: '2026-11-27' })
  const [stuck, free] = [await proposed('role_grant', leaver), await proposed('manager_proposal', leaver)]
  const asked = await openRound(calls, { ...rebate, happensOn: '2026-12-20' })
  company.clock.set('2026-12-02T01:00:00.000Z')
  const { world } = company
  const broken = new Error('no entry for this one')
  const faults: unknown[] = []
  const record: typeof world.door.record = async (tx, drafts) => {
    if (drafts.some(({ changes }) => changes.some(({ row }) => row.id === stuck.id))) throw broken
    return world.door.record(tx, drafts)
  }
  const chasing = startChasing({ ...world, door: { ...world.door, record } }, (fault) => faults.push(fault))
  await expect.poll(() => remindersOf(asked.requestId), { timeout: 10_000 }).not.toEqual([])
  await chasing.stop()
  expect(faults).toEqual([broken])
  expect([await stateOf(stuck), await stateOf(free)]).toEqual(['open', 'stopped'])
})

/** When the people who are asked about a request were reminded. */
function remindersOf(requestId: string) {
  return query(
    `select task.reminded_at from approvals.task
join approvals.flow on flow.id = task.flow_id
where flow.object_id = $1 and task.reminded_at is not null`,
    [requestId],
  )
}

/** Compliance merges the two records by themselves meanwhile. */
async function mergedAlone({ object_id: claimId }: Round): Promise<void> {
  const [claim] = await query<{ others: string }>('select others from parties.match_claim where id = $1', [
    claimId,
  ])
  const [keptId, goneId] = JSON.parse(claim?.others ?? '[]') as string[]
  const [gone] = await query<OutsideRow>('select * from parties.person where id = $1', [goneId])
  if (!gone) throw new Error('the record is known')
  await company.store([updateRow(outsideTable, gone, { merged_into: keptId ?? null })])
}
