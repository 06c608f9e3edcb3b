import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testCompany, type Company } from '../../test/setup/company.ts'
import { fourEyesKinds, type FourEyesKind } from '../../test/setup/four-eyes-kinds.ts'
import { hire } from '../../test/setup/hire.ts'
import { requestCalls, type RequestCalls } from '../../test/setup/request-calls.ts'
import { operations } from '../contract/index.ts'
import { systemActor, type Actor } from '../platform/act/actor.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import { mattersOf } from './four-eyes.ts'

let company: Company
let calls: RequestCalls
let kinds: ReadonlyMap<string, FourEyesKind>
/** Somebody else with the same rights as whoever proposes, who has proposed nothing. */
const others = new Map<string, Actor>()

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
  kinds = new Map(fourEyesKinds(company, calls).map((kind) => [kind.type, kind]))
  others.set('admin', await hire(company, { role: 'administrator' }))
  others.set('finance', await hire(company, { role: 'finance' }))
  others.set('compliance', { ...company.actor('sales2'), roles: ['compliance'] })
  others.set('sales', company.actor('sales'))
})

afterAll(async () => {
  calls.close()
  await company.close()
})

/** Every kind, and what is said to a second proposal about the same subject. */
const second = {
  role_grant: 'access.role_held',
  manager_proposal: 'access.manager_waits',
  leaving_proposal: 'access.leaving_waits',
  reinstatement_proposal: 'access.reinstatement_waits',
  entity_profile: 'access.profile_waits',
  policy_proposal: 'policy.proposal_open',
  rate_file: 'policy.rates_wait',
  agreement: 'deals.number_taken',
  third_party: 'deals.third_party_waits',
  match: 'parties.match_waits',
  reversal: 'requests.reversal_waits',
  import_undo: 'imports.undo_waits',
  period: 'ledger.month_waits',
  budget_change: 'budgets.waits',
  payment_exception: 'payments.exception_waits',
} as const

const types = Object.keys(second) as readonly (keyof typeof second)[]

const texts = { reason: 'other', text: '依据不足' }

/** A proposal comes a minute after the one before, as in life. */
function later(): void {
  company.clock.set(new Date(Date.parse(company.world.now()) + 60_000).toISOString())
}

type Round = { readonly id: string; readonly object_id: string; readonly state: string }

async function lastRound(type: string): Promise<Round> {
  const [round] = await readOnly(company.world.pool, [systemActor], (tx) =>
    tx.sql<Round>(
      `select id, object_id, state
from approvals.flow
where object_type = $1
order by opened_at desc
limit 1`,
      [type],
    ),
  )
  if (!round) throw new Error(`no round of ${type}`)
  return round
}

type Can = Readonly<Record<string, { readonly can: boolean; readonly why?: string } | undefined>>

async function seenBy(who: string | Actor, approvalId: string) {
  const { can, version } = await calls.good(who, 'approvals.detail', { params: { approvalId } })
  return { can: can as Can, version: Number(version) }
}

/** Whether it stands in somebody's inbox. */
async function isAsked(who: string, approvalId: string): Promise<boolean> {
  return (await inboxOf(who, 'all')).some((row) => row.approvalId === approvalId)
}

type Row = { readonly approvalId: string; readonly who: string }

async function inboxOf(who: string | Actor, bucket: 'all' | 'asked'): Promise<readonly Row[]> {
  const inbox = await calls.good(who, 'approvals.inbox', { query: { bucket } })
  return (inbox['groups'] as readonly { readonly rows: readonly Row[] }[]).flatMap((group) => group.rows)
}

/** What only the machine lays before somebody: nobody proposes it, reminds of it or takes it back. */
const ofMachine: readonly string[] = ['emergency_review']

test('every kind that needs a second person is tried here', () => {
  const all = mattersOf(company.world).map(({ type }) => type)
  const known = all.filter((type) => !ofMachine.includes(type))
  expect([...kinds.keys()].toSorted()).toEqual(known.toSorted())
  expect(types.toSorted()).toEqual(known.toSorted())
})

test('every operation with which a second person answers takes the reason of a "no"', () => {
  const takes = (body: unknown) => operations.filter((each) => each.body.safeParse(body).success)
  const answering = takes({ answer: 'decline' })
  expect(answering.length).toBeGreaterThanOrEqual(9)
  expect(takes({ answer: 'decline', reason: '依据不足' })).toEqual(answering)
})

describe.each(types)('%s', (type) => {
  let kind: FourEyesKind
  let propose: (actor: Actor) => Promise<string>
  let approvalId: string
  let proposer: Actor

  const verb = (who: string | Actor, name: string, version: number, more: Record<string, unknown> = {}) =>
    calls.codeOf(who, `approvals.${name}`, { params: { approvalId }, body: { version, ...more } })

  /** What is over may be proposed again, and is taken back so that the next test finds nothing open. */
  const anew = async () => {
    later()
    expect(await propose(proposer)).toBe('done')
    approvalId = (await lastRound(type)).id
    expect(await verb(proposer, 'withdraw', 1)).toBe('done')
  }

  beforeEach(async () => {
    later()
    const found = kinds.get(type)
    if (!found) throw new Error(`${type} is not in the table`)
    kind = found
    proposer = company.actor(kind.proposes)
    propose = await kind.subject()
    expect(await propose(proposer)).toBe('done')
    approvalId = (await lastRound(type)).id
  })

  test('is asked of somebody else, and never confirmed by whoever proposed it', async () => {
    expect(await isAsked(kind.asked, approvalId)).toBe(true)
    expect(await inboxOf(proposer, 'asked')).toMatchObject([
      { approvalId, who: expect.stringContaining('等待') },
    ])
    expect((await inboxOf(proposer, 'all')).some((row) => row.approvalId === approvalId)).toBe(false)
    const { can, version } = await seenBy(proposer, approvalId)
    expect(can).toMatchObject({ approve: { can: false }, remind: { can: true }, withdraw: { can: true } })
    expect(await verb(proposer, 'approve', version, { reason: '同意' })).not.toBe('done')
    expect((await lastRound(type)).state).toBe('open')
    expect(await propose(others.get(kind.proposes) ?? proposer)).toBe(second[type])
    expect(await verb(proposer, 'withdraw', version)).toBe('done')
  })

  test('is reminded of by its proposer, and not again at once', async () => {
    const { version } = await seenBy(proposer, approvalId)
    expect(await verb(proposer, 'remind', version)).toBe('done')
    expect(await verb(proposer, 'remind', version)).toBe('approvals.reminded_recently')
    expect(await verb(proposer, 'withdraw', version)).toBe('done')
  })

  test('is declined with a reason, and proposed anew', async () => {
    const { version } = await seenBy(kind.asked, approvalId)
    expect(await verb(kind.asked, 'reject', version, texts)).toBe('done')
    expect((await lastRound(type)).state).toBe('rejected')
    expect((await seenBy(proposer, approvalId)).can).not.toHaveProperty('withdraw')
    expect(await verb(proposer, 'withdraw', version)).toBe('approvals.already_decided')
    await anew()
  })

  test('is taken back by its proposer alone; those asked are told, and it is proposed anew', async () => {
    const { version } = await seenBy(kind.asked, approvalId)
    expect((await seenBy(kind.asked, approvalId)).can).not.toHaveProperty('withdraw')
    expect(await verb(kind.asked, 'withdraw', version)).toBe('approvals.proposer_only')
    expect(await verb(proposer, 'withdraw', version + 1)).toBe('platform.stale')
    expect(await verb(proposer, 'withdraw', version, { text: '填错了' })).toBe('done')
    expect((await lastRound(type)).state).toBe('withdrawn')
    expect(await isAsked(kind.asked, approvalId)).toBe(false)
    const after = await seenBy(kind.asked, approvalId)
    expect(after.can['approve']).toMatchObject({ can: false, why: expect.stringContaining('撤回') })
    expect(await verb(kind.asked, 'approve', version, { reason: '同意' })).toBe('approvals.already_decided')
    expect(await verb(proposer, 'withdraw', version)).toBe('approvals.already_decided')
    expect(await verb(proposer, 'remind', version)).toBe('approvals.not_open')
    await anew()
  })
})
