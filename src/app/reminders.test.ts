import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { about, coupon, on, openRound, rebate, type Round } from '../../test/setup/approval-round.ts'
import { testCompany, type Company } from '../../test/setup/company.ts'
import { hire } from '../../test/setup/hire.ts'
import { requestCalls, type RequestCalls } from '../../test/setup/request-calls.ts'
import { followFromNow, logSigner, sequenceNow } from '../modules/audit/index.ts'
import { loadFlows } from '../modules/approvals/index.ts'
import { chaseCommand } from '../modules/requests/index.ts'
import { act } from '../platform/act/act.ts'
import { systemActor } from '../platform/act/actor.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import type { Letter } from '../platform/mail.ts'
import { followAsked } from './asked.ts'
import { noticeJson, sendNotice } from './letters.ts'

let company: Company
let calls: RequestCalls
let jobs: unknown[] = []
const morning = '2026-11-25T01:00:00.000Z'

beforeAll(async () => {
  company = await testCompany()
  Object.assign(company.world.door, {
    enqueue: async (_: unknown, drafts: readonly { readonly data: unknown }[]) =>
      void jobs.push(...drafts.map(({ data }) => data)),
  })
  calls = requestCalls(company)
})

beforeEach(() => {
  company.clock.set(morning)
  jobs = []
})

afterAll(async () => {
  calls.close()
  await company.close()
})

/** The letters of the jobs so far: to whom, and the subject; each job is done once. */
async function letters(): Promise<[to: string, subject: string, text: string][]> {
  const sent: Letter[] = []
  const mailer = { send: async (letter: Letter) => (sent.push(letter), 'sent' as const) }
  for (const job of jobs) {
    await sendNotice(company.world, mailer, noticeJson.parse(job), 'https://x.example')
  }
  expect(new Set(sent.map(({ messageId }) => messageId)).size).toBe(sent.length)
  return sent.map(({ to, subject, text }) => [to.split('@')[0] ?? '', subject.slice(0, 5), text])
}

/** The system's minute at a moment. */
async function chaseAt(at: string): Promise<unknown[]> {
  company.clock.set(at)
  const before = jobs.length
  const call = { key: `chase-of-test-${at}`, actor: systemActor, body: null, at }
  await act(company.world.door, chaseCommand(company.world.requests), [call])
  return jobs.slice(before)
}

const tasksOf = async ({ requestId }: Round) => {
  const [flow] = await readOnly(company.world.pool, [systemActor], (tx) =>
    loadFlows(tx, 'request', requestId),
  )
  return flow?.tasks ?? []
}

describe('催办 by a colleague', () => {
  // A lunch filed on Wednesday morning is due on Thursday at 18:00 in Shanghai.
  test('is a letter of its own, at most once in four hours', async () => {
    const round = await openRound(calls, coupon)
    await calls.good('sales', 'approvals.remind', on(round))
    expect(await letters()).toMatchObject([['head', '待您审批：', expect.stringContaining('同事催办')]])
    company.clock.set('2026-11-25T04:59:00.000Z')
    expect(await calls.codeOf('sales', 'approvals.remind', on(round))).toBe('approvals.reminded_recently')
    company.clock.set('2026-11-25T05:00:00.000Z')
    expect(await calls.codeOf('sales', 'approvals.remind', on(round))).toBe('done')
    expect(await letters()).toHaveLength(2)
    await calls.good('head', 'approvals.reject', on(round, { reason: 'other', text: '重复' }))
    expect(await calls.codeOf('sales', 'approvals.remind', on(round))).toBe('approvals.not_open')
    expect(await calls.codeOf('sales2', 'approvals.remind', on(round))).toBe('requests.not_yours')
  })

  test('neither replaces the system’s reminder nor brings the escalation forward', async () => {
    const round = await openRound(calls, rebate)
    await calls.good('sales', 'approvals.remind', on(round))
    const task = (await tasksOf(round)).find(({ state }) => state === 'active')
    expect(await chaseAt('2026-11-26T10:00:00.000Z')).toEqual([])
    expect(await chaseAt('2026-11-26T10:01:00.000Z')).toEqual([{ taskId: task?.id, kind: 'reminder' }])
    await calls.good('sales', 'approvals.remind', on(round))
    expect(await chaseAt('2026-11-27T10:00:00.000Z')).toEqual([])
    const [escalated] = await chaseAt('2026-11-27T10:01:00.000Z')
    expect(escalated).toMatchObject({ kind: 'escalation' })
    expect((await tasksOf(round)).filter(({ source }) => source === 'escalation')).toMatchObject([
      { person_id: company.founded.people['boss'], state: 'active', stands_for: task?.id },
    ])
    expect((await letters()).map(([to]) => to)).toEqual(['head', 'head', 'head', 'boss'])
  })
})

/** What the system's minute does about one round. */
async function chaseOf(round: Round, at: string): Promise<unknown[]> {
  const chased = await chaseAt(at)
  const ids = (await tasksOf(round)).map(({ id }) => id)
  return chased.filter((job) => ids.includes((job as { readonly taskId: string }).taskId))
}

/** A round whose finance step was handed to a new officer of finance who reports to that person. */
async function handedBelow(manager: string): Promise<{ round: Round; officer: string }> {
  const round = await openRound(calls, rebate)
  await calls.good('head', 'approvals.approve', on(round, { reason: '同意' }))
  const { personId: officer } = await hire(company, { role: 'finance', manager })
  const to = { toPersonId: officer, text: '请代为判断' }
  await calls.good('finance', 'approvals.transfer', on(round, to))
  return { round, officer }
}

describe('whoever is asked because somebody is overdue', () => {
  test('could have been handed the task: a manager without the role is passed over', async () => {
    const lead = await hire(company, { role: 'sales_manager' })
    const { round } = await handedBelow(lead.personId)
    await chaseAt('2026-11-30T11:01:00.000Z')
    expect(await chaseOf(round, '2026-12-01T11:02:00.000Z')).toMatchObject([{ kind: 'escalation' }])
    // Above the lead is the general manager, whose role is that of a higher level.
    const escalated = (await tasksOf(round)).filter(({ source }) => source === 'escalation')
    expect(escalated.map((each) => each.person_id)).toEqual([company.founded.people['boss']])
  })

  test('is nobody where none above could have been: the superior is told each day', async () => {
    const lead = await hire(company, { role: 'sales_manager', manager: null })
    const { round, officer } = await handedBelow(lead.personId)
    await chaseAt('2026-11-30T12:01:00.000Z')
    for (const at of ['2026-12-01T12:02:00.000Z', '2026-12-02T12:03:00.000Z']) {
      const task = (await tasksOf(round)).find(({ person_id: id }) => id === officer)
      expect(await chaseOf(round, at)).toEqual(
        expect.arrayContaining([
          { taskId: task?.id, kind: 'reminder', at },
          { taskId: task?.id, kind: 'told', personId: lead.personId, at },
        ]),
      )
      expect((await tasksOf(round)).filter((each) => each.stands_for === task?.id)).toEqual([])
    }
  })

  test('is nobody who has had a part: the superior reads that somebody they lead is overdue', async () => {
    const round = await openRound(calls, rebate)
    await calls.good('head', 'approvals.approve', on(round, { reason: '同意' }))
    const boss = company.founded.people['boss']
    await calls.good('finance', 'approvals.transfer', on(round, { toPersonId: boss, text: '请代为判断' }))
    const { personId: officer } = await hire(company, { role: 'finance', manager: 'head' })
    await calls.good('boss', 'approvals.transfer', on(round, { toPersonId: officer, text: '请处理' }))
    await chaseAt('2026-11-30T13:01:00.000Z')
    const chased = await chaseOf(round, '2026-12-01T13:02:00.000Z')
    const task = (await tasksOf(round)).find(({ person_id: id }) => id === officer)
    jobs = chased.filter((job) => (job as { readonly taskId: string }).taskId === task?.id)
    expect(jobs).toMatchObject([{ kind: 'reminder' }, { kind: 'told' }])
    expect(await letters()).toEqual([['head', '下属有逾期', expect.stringContaining('不由您审批')]])
  })

  test('signs for the seat of both, where all of a step must agree', async () => {
    const lead = await hire(company, { role: 'sales_manager' })
    const round = await openRound(calls, coupon)
    const added = on(round, { personId: lead.personId, place: 'before', text: '请先看' })
    await calls.good('head', 'approvals.add_signer', added)
    await chaseAt('2026-11-30T10:01:00.000Z')
    await chaseAt('2026-12-01T10:02:00.000Z')
    await calls.good('boss', 'approvals.approve', on(round, { reason: '代为先签' }))
    const tasks = await tasksOf(round)
    expect(tasks.find(({ person_id: id }) => id === lead.personId)?.state).toBe('lapsed')
    expect(tasks.find(({ person_id: id }) => id === company.founded.people['head'])?.state).toBe('active')
    const closed = await calls.good('head', 'approvals.approve', on(round, { reason: '同意' }))
    expect(closed).toMatchObject({ state: { state: 'approved' } })
  })
})

/** Follows the log from now on; each question gives the letters since the last one. */
async function telling(): Promise<() => ReturnType<typeof letters>> {
  const worker = company.database.pool('worker', 2)
  const { world } = company
  const number = () => sequenceNow({ pool: worker, signer: logSigner(world.ring), now: world.now })
  await number()
  await followFromNow(worker, 'approvals.letters')
  while ((await followAsked(world, worker)) > 0);
  return async () => {
    jobs = []
    await number()
    while ((await followAsked(world, worker)) > 0);
    return letters()
  }
}

describe('a new task', () => {
  test('sends its letter: the first step, the next one, a transfer, a further signature', async () => {
    const letters = await telling()
    const told = async () => (await letters()).map(([to]) => to)
    const round = await openRound(calls, rebate)
    expect(await told()).toEqual(['head'])
    expect(await told()).toEqual([])
    await calls.good('head', 'approvals.approve', on(round, { reason: '同意' }))
    expect(await told()).toEqual(['finance'])
    const to = { toPersonId: company.founded.people['compliance'], text: '请代为判断' }
    await calls.good('finance', 'approvals.transfer', on(round, to))
    expect(await told()).toEqual(['compliance'])
    const signer = { personId: company.founded.people['boss'], place: 'before', text: '请先看' }
    await calls.good('compliance', 'approvals.add_signer', on(round, signer))
    expect(await told()).toEqual(['boss'])
    await calls.good('boss', 'approvals.approve', on(round, { reason: '同意' }))
    expect(await told()).toEqual(['compliance'])
    await calls.good('compliance', 'approvals.approve', on(round, { reason: '同意' }))
    expect(await told()).toEqual(['sales'])
  })
})

describe('whoever asked', () => {
  test.each([
    ['approvals.approve', { reason: '同意' }, '已批准：'],
    ['approvals.reject', { reason: 'other', text: '重复' }, '未获批准：'],
    ['approvals.return', { field: 'reason', text: '为谁？' }, '请补充：'],
  ] as const)(
    'gets a letter after %s, with the number and nothing of the benefit',
    async (verb, given, says) => {
      const told = await telling()
      const round = await openRound(calls, coupon)
      await told()
      await calls.good('head', verb, on(round, given))
      const [letter, ...others] = await told()
      expect(others).toEqual([])
      expect(letter?.[0]).toBe('sales')
      expect(letter?.[1]?.startsWith(says.slice(0, 4))).toBe(true)
      expect(letter?.[2]).toContain('BR-2026-')
      expect(letter?.[2]).not.toMatch(/重复|为谁|恒屹|¥/)
    },
  )

  test('gets none for what they did themselves', async () => {
    const told = await telling()
    const round = await openRound(calls, coupon)
    await told()
    await calls.good('sales', 'requests.withdraw', about(round, { text: '不需要了' }))
    expect(await told()).toEqual([])
  })
})
