import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { policyCalls, type PolicyCalls } from '../../../test/setup/policy-calls.ts'
import { requestCalls, type RequestCalls } from '../../../test/setup/request-calls.ts'
import { systemActor, type Actor } from '../../platform/act/actor.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { loadDecision, loadPackRows } from './store.ts'
import { replayDecision } from './replay.ts'

const folder = join(import.meta.dirname, '..', '..', '..', 'policies')
const org = readFileSync(join(folder, 'org.yaml'), 'utf8')
const matrix = readFileSync(join(folder, 'authority.yaml'), 'utf8')

/** The company's pack with another number and a higher limit for advertising items, its cases with it. */
const edited = (version: string, limit = '60') =>
  numbered(org, version)
    .replace('{measure: logoItem, max: CNY 50.00}', `{measure: logoItem, max: CNY ${limit}.00}`)
    .replaceAll('minor: "5000"}}}', `minor: "${limit}00"}}}`)
    .replaceAll('minor: "5001"}}}', `minor: "${limit}01"}}}`)

function numbered(text: string, version: string): string {
  return text.replace(/^version: .*$/m, `version: ${version}`)
}

let company: Company
let policy: PolicyCalls
let requests: RequestCalls
let first: Actor
let second: Actor
let boss: Actor

beforeAll(async () => {
  company = await testCompany()
  policy = policyCalls(company)
  requests = requestCalls(company)
  first = { ...company.actor('compliance'), language: 'en' }
  second = { ...first, personId: 'per_secondcompliance0', accountId: 'acc_secondcompliance0' }
  boss = company.actor('boss')
})

afterAll(async () => {
  requests.close()
  await company.close()
})

const propose = (actor: Actor, content: string, from: string) =>
  policy.good(actor, 'policy.propose', { body: { content, from, reason: 'Board of 20 November' } })

const codeOfProposal = (content: string, from = '2026-12-01') =>
  policy.codeOf(first, 'policy.propose', { body: { content, from, reason: 'tried' } })

const answer = (actor: Actor, proposalId: string, does: 'confirm' | 'decline' = 'confirm') => ({
  codeOf: () => policy.codeOf(actor, 'policy.answer', { params: { proposalId }, body: { answer: does } }),
  good: () => policy.good(actor, 'policy.answer', { params: { proposalId }, body: { answer: does } }),
})

type Detail = {
  proposal: { proposalId: string; state: string; says: string; confirm: { can: boolean; why?: string } }
  diff: { against?: string; rules: { change: string; ruleId: string; title: string; fields: object[] }[] }
}

const idOf = (detail: Record<string, unknown>) => (detail as Detail).proposal.proposalId

async function adopt(content: string, from: string): Promise<void> {
  await answer(second, idOf(await propose(first, content, from))).good()
}

async function versions(packId: string) {
  const { items } = await policy.good(first, 'policy.versions', { query: { packId } })
  return (items as { packVersion: string; from: string; until?: string; state: string }[]).map(
    ({ packVersion, from, until, state }) => [packVersion, from, until, state],
  )
}

const item = (happensOn: string, minor: string) => ({
  customer: { partyId: parties.dealer },
  recipient: { to: 'person' as const, partyId: parties.buyer },
  kindId: 'logo_item',
  amount: { currency: 'CNY', minor },
  happensOn,
  reasonChip: 'fair',
  facts: { 'benefit.flags.holidayLinked': false },
})

async function outcomeOf(happensOn: string, minor = '5500'): Promise<string> {
  const panel = await requests.good('sales', 'requests.preview', { body: item(happensOn, minor) })
  return (panel['verdict'] as { outcome: string }).outcome
}

describe('adopting a later version of the company pack', () => {
  test('takes two of compliance, and the same request is decided by the version of its day', async () => {
    const shipped = (await versions('org')).at(-1)?.[0]
    expect(await outcomeOf('2026-12-02')).toBe('prohibit')
    const proposed = await propose(first, edited('7.0.0'), '2026-12-01')
    expect(await outcomeOf('2026-12-02')).toBe('prohibit')
    const proposalId = idOf(proposed)
    expect(await answer(first, proposalId).codeOf()).toBe('policy.second_person_needed')
    expect(
      await policy.codeOf({ ...first, accountId: 'acc_other000000' }, 'policy.answer', {
        params: { proposalId },
        body: { answer: 'confirm' },
      }),
    ).toBe('policy.second_person_needed')
    expect(await outcomeOf('2026-12-02')).toBe('prohibit')

    expect((await answer(second, proposalId).good()) as Detail).toMatchObject({
      proposal: { state: 'confirmed' },
    })
    expect(await versions('org')).toEqual([
      [shipped, '2000-01-01', '2026-11-30', 'in_force'],
      ['7.0.0', '2026-12-01', undefined, 'planned'],
    ])
    expect(await outcomeOf('2026-11-30')).toBe('prohibit')
    expect(await outcomeOf('2026-12-01')).not.toBe('prohibit')
    expect(await answer(second, proposalId).codeOf()).toBe('policy.proposal_not_open')
  })

  test('shows what changes against the version that it follows, rule by rule, with titles', async () => {
    const { diff, proposal } = (await propose(first, edited('7.1.0', '65'), '2026-12-20')) as Detail
    expect(diff.against).toBe('7.0.0')
    expect(diff.rules).toEqual([
      {
        change: 'changed',
        word: 'changed',
        ruleId: 'ORG-GIFT',
        title: 'Advertising items bearing our mark',
        fields: [
          expect.objectContaining({
            field: 'limits',
            word: 'limits',
            was: expect.stringContaining('CNY 60.00'),
            now: expect.stringContaining('CNY 65.00'),
          }),
          expect.objectContaining({ field: 'cases' }),
        ],
      },
    ])
    expect(proposal.says).toBe('Adopt Company policy v7.1.0 from 2026-12-20 · waits for the second person')
    expect(proposal.confirm).toMatchObject({ can: false })
    expect((await answer(first, proposal.proposalId, 'decline').good()) as Detail).toMatchObject({
      proposal: { state: 'declined' },
    })
  })

  test('anybody may read a version with its rules and the text that a later one is made from', async () => {
    const sales = company.actor('sales')
    expect(company.world.door.authorise(sales, 'policy.version')).toBeUndefined()
    const shown = await policy.good(sales, 'policy.version', { params: { versionId: 'pack_org_7.0.0' } })
    expect(shown['content']).toBe(edited('7.0.0'))
    expect(shown['rules']).toContainEqual(
      expect.objectContaining({ ruleId: 'ORG-TENDER', title: '招投标等敏感期不送礼不招待' }),
    )
    const { items } = await policy.good(first, 'policy.proposals')
    const listed = items as { proposalId: string; packVersion: string }[]
    const proposalId = listed.find(({ packVersion }) => packVersion === '7.1.0')?.proposalId
    const detail = await policy.good(first, 'policy.proposal', { params: { proposalId } })
    expect(detail['content']).toBe(edited('7.1.0', '65'))
  })

  test('every step stands in the log with who and which bytes', async () => {
    const entries = await readOnly(company.database.pool('auditor', 1), [], (tx) =>
      tx.sql<{ operation: string; bytes: string }>(
        `select operation, bytes from audit.entry
where operation like 'policy.%' and operation <> 'policy.adopt_shipped' order by id`,
      ),
    )
    expect(entries.map(({ operation }) => operation).slice(0, 4)).toEqual([
      'policy.propose',
      'policy.answer',
      'policy.answer',
      'policy.answer',
    ])
    expect(entries[0]?.bytes).toContain(first.personId)
    expect(entries[0]?.bytes).toMatch(/"sha256":"[0-9a-f]{64}"/)
    expect(entries[1]?.bytes).toContain('policy.second_person_needed')
  })

  test('a decision of before is decided again with the version of before', async () => {
    const pool = company.database.pool('auditor', 1)
    const replay = await readOnly(pool, [systemActor], async (tx) => {
      const [row] = await tx.sql<{ id: string }>('select id from policy.decision limit 1')
      const stored = row && (await loadDecision(tx, row.id))
      return stored && replayDecision(await loadPackRows(tx), stored, async () => [])
    })
    expect(replay).toBeUndefined()
    const body = { proposal: { ...item('2026-11-28', '3000'), reason: '展会' } }
    await requests.good('sales', 'requests.submit', { body })
    await adopt(edited('7.2.0', '70'), '2026-12-25')
    const again = await readOnly(pool, [systemActor], async (tx) => {
      const [row] = await tx.sql<{ id: string }>('select id from policy.decision order by at desc limit 1')
      const stored = await loadDecision(tx, row?.id ?? '')
      if (!stored) throw new Error('the request has its decision')
      return replayDecision(await loadPackRows(tx), stored, async () => [])
    })
    expect(again).toMatchObject({ same: true })
  })
})

describe('a version is refused', () => {
  const texts = [
    [
      'with a rule that does not exist as a fact',
      edited('8.0.0').replace('benefit.form: logo_item}', 'benefit.fom: logo_item}'),
      'policy.text_has_problems',
    ],
    [
      'when a case of it comes out otherwise',
      edited('8.0.0').replace('CNY 200.00', 'CNY 190.00'),
      'policy.text_has_problems',
    ],
    ['with a number that was used', edited('7.0.0'), 'policy.version_known'],
    ['with a lower number', edited('6.9.9'), 'policy.version_not_higher'],
  ] as const

  test.each(texts)('%s', async (_, content, code) => {
    expect(await codeOfProposal(content, '2027-01-10')).toBe(code)
  })

  test('the problem is told with its line, in both languages', async () => {
    const content = edited('8.0.0').replace('max: CNY 60.00', 'max: CNY 55.00')
    const said = await policy.call(first, 'policy.propose', {
      body: { content, from: '2027-01-10', reason: 'tried' },
    })
    const { problems } = await policy.good(first, 'policy.check', { body: { content } })
    const [problem] = problems as { line: number; rule: string; says: string }[]
    const line = content.split('\n').findIndex((text) => text.includes('minor: "6000"')) + 1
    expect(problem).toMatchObject({ line, rule: 'ORG-GIFT' })
    expect(policy.saysOf(said, 'en')).toContain(`line ${line}: ORG-GIFT · the case should come out as`)
    expect(policy.saysOf(said, 'zh-CN')).toContain(`第 ${line} 行：ORG-GIFT · 用例应为`)
  })

  test('when a rule of another pack has the same id on the same day', async () => {
    const content = edited('8.0.0').replace('id: ORG-TENDER', 'id: CN-60-02')
    expect(await codeOfProposal(content, '2027-01-10')).toBe('policy.text_has_problems')
  })

  test('for today, and for a day on or before the start of a planned version', async () => {
    expect(await codeOfProposal(edited('8.0.0'), '2026-11-25')).toBe('policy.day_not_ahead')
    expect(await codeOfProposal(edited('8.0.0'), '2026-12-25')).toBe('policy.later_version_planned')
  })

  test('while another proposal for the pack waits, also when both come in one moment', async () => {
    const body = (version: string) => ({
      body: { content: edited(version), from: '2027-02-01', reason: 'two at once' },
    })
    const both = await Promise.all([
      policy.codeOf(first, 'policy.propose', body('8.1.0')),
      policy.codeOf(second, 'policy.propose', body('8.2.0')),
    ])
    expect(both.toSorted()).toEqual(['done', 'policy.proposal_open'])
    const { items } = await policy.good(first, 'policy.proposals', { query: { state: 'proposed' } })
    const [open] = items as { proposalId: string }[]
    await answer(first, open?.proposalId ?? '', 'decline').good()
  })

  test('when its day has passed before the second person confirms it', async () => {
    const proposalId = idOf(await propose(first, edited('8.3.0'), '2027-03-01'))
    company.clock.set('2027-03-01T02:00:00.000Z')
    expect(await answer(second, proposalId).codeOf()).toBe('policy.day_not_ahead')
    company.clock.set('2026-11-25T03:00:00.000Z')
    await answer(second, proposalId, 'decline').good()
  })

  test('by people of other roles: the table says who', async () => {
    const sales = company.actor('sales')
    for (const id of ['policy.propose', 'policy.propose_end', 'policy.answer', 'policy.check']) {
      expect(company.world.door.authorise(sales, id)).toMatchObject({ code: 'access.role_needed' })
    }
    expect(company.world.door.authorise(boss, 'policy.propose')).toMatchObject({ refused: true })
    expect(company.world.door.authorise(boss, 'policy.answer')).toBeUndefined()
  })
})

describe('what the command line lays down', () => {
  const cli: Actor = { ...systemActor, via: 'cli' }

  test('is nothing until one of compliance stands behind it and another confirms', async () => {
    const proposalId = idOf(await propose(cli, edited('9.0.0'), '2027-04-01'))
    expect(await answer(cli, proposalId).codeOf()).toBe('policy.person_needed')
    expect(await answer(boss, proposalId).codeOf()).toBe('policy.compliance_first')
    expect(((await answer(first, proposalId).good()) as Detail).proposal.state).toBe('proposed')
    expect(await answer(first, proposalId).codeOf()).toBe('policy.second_person_needed')
    expect((await versions('org')).map(([version]) => version)).not.toContain('9.0.0')
    expect(((await answer(boss, proposalId).good()) as Detail).proposal.state).toBe('confirmed')
    expect((await versions('org')).at(-1)).toEqual(['9.0.0', '2027-04-01', undefined, 'planned'])
  })
})

describe('ending a version', () => {
  const end = (versionId: string, on: string, actor = first) =>
    policy.call(actor, 'policy.propose_end', { params: { versionId }, body: { on, reason: 'no longer' } })
  const codeOf = async (versionId: string, on: string) => {
    const said = await end(versionId, on)
    return said.kind === 'refused' ? said.refusal.code : 'done'
  }

  test('a version that has not begun is called off, and the one before goes on', async () => {
    const said = await end('pack_org_9.0.0', '2027-03-01')
    const detail = (said.kind === 'answer' ? said.body : {}) as Detail
    expect(detail.proposal.says).toContain('Call off Company policy v9.0.0')
    expect(detail.diff.rules.map(({ ruleId }) => ruleId)).toEqual(['ORG-GIFT'])
    await answer(second, detail.proposal.proposalId).good()
    expect((await versions('org')).slice(-2)).toEqual([
      ['7.2.0', '2026-12-25', undefined, 'planned'],
      ['9.0.0', '2027-04-01', '2027-03-31', 'called_off'],
    ])
    expect(await codeOf('pack_org_9.0.0', '2027-05-01')).toBe('policy.ended_already')
  })

  test('the company pack and the matrix go on; a country’s pack may end and begin again later', async () => {
    expect(await codeOf('pack_org_7.2.0', '2027-05-01')).toBe('policy.must_go_on')
    expect(await codeOf(await current('authority'), '2027-05-01')).toBe('policy.must_go_on')
    expect(await codeOf('pack_org_1.2.3', '2027-05-01')).toBe('policy.no_such_version')
    const gb = await current('gb-bribery')
    expect(await codeOf(gb, '2026-11-24')).toBe('policy.day_not_ahead')
    const said = await end(gb, '2026-12-31')
    await answer(second, idOf(said.kind === 'answer' ? (said.body as Record<string, unknown>) : {})).good()
    expect((await versions('gb-bribery')).map((each) => each.slice(1))).toEqual([
      ['2000-01-01', '2026-12-31', 'in_force'],
    ])
    const text = numbered(readFileSync(join(folder, 'gb-bribery.yaml'), 'utf8'), '5.0.0')
    expect(await codeOfProposal(text, '2026-12-31')).toBe('policy.ended_later')
    await adopt(text, '2027-01-01')
    expect((await versions('gb-bribery')).at(-1)).toEqual(['5.0.0', '2027-01-01', undefined, 'planned'])
  })

  async function current(packId: string): Promise<string> {
    return `pack_${packId}_${(await versions(packId))[0]?.[0] ?? ''}`
  }
})

describe('the authority matrix', () => {
  test('is adopted in the same way, and its cells are compared in their order', async () => {
    const lower = numbered(matrix, '4.0.0').replace(
      '{kinds: [logo_item, meal], upTo: CNY 2000.00, level: L1}',
      '{kinds: [logo_item, meal], upTo: CNY 100.00, level: L1}',
    )
    const detail = (await propose(first, lower, '2026-12-10')) as unknown as {
      diff: { other: { field: string; was?: string; now?: string }[] }
    }
    expect(detail.diff.other).toEqual([
      expect.objectContaining({ field: 'cells.3', was: expect.stringContaining('2000.00') }),
      expect.objectContaining({ field: 'cells.3', now: expect.stringContaining('100.00') }),
    ])
    await answer(second, idOf(detail as unknown as Record<string, unknown>)).good()
    const levels = (asOf: string) =>
      readOnly(company.world.pool, [first], async (tx) => {
        const inForce = await company.world.requests.policy(tx)
        const benefit = { form: 'meal' as const, value: { currency: 'CNY', minor: '12000' } }
        const facts = { asOf, benefit, recipient: { class: 'private_staff' as const } }
        const { decision } = inForce.decide(facts)
        return inForce.route({ ...decision, outcome: 'allow' }, facts, []).steps.map(({ level }) => level)
      })
    expect(await levels('2026-12-09')).toEqual(['L1'])
    expect(await levels('2026-12-10')).toEqual(['L1', 'L2'])
  })

  test('a cell that would record at once what a rule always asks conditions of has a problem', async () => {
    const cell = '{kinds: [logo_item], classes: [consumer], level: L1, registerOnly: true}'
    const content = numbered(matrix, '4.2.0').replace('cells:\n', `cells:\n  - ${cell}\n`)
    const { problems } = await policy.good(first, 'policy.check', { body: { content, from: '2026-12-20' } })
    expect(problems).toEqual([expect.objectContaining({ path: 'cells.0.registerOnly' })])
  })

  test('a matrix without a last cell for everything has a problem with its line', async () => {
    const content = numbered(matrix, '4.1.0').replace(/ {2}- \{level: L4\}\n/, '')
    const { problems } = await policy.good(first, 'policy.check', { body: { content } })
    const line = content.split('\n').findIndex((text) => text.startsWith('cells:')) + 1
    expect(problems).toEqual([
      { line, path: 'cells', says: expect.stringContaining('the last cell must fit everything') },
    ])
  })
})

describe('the database', () => {
  const run = (sql: string) => company.world.pool.query(sql)

  test('keeps the text of a version, and lets no day have two', async () => {
    await expect(run(`update policy.pack set content = 'x' where pack_id = 'org'`)).rejects.toThrow(
      'a version of a pack never changes',
    )
    await expect(run(`update policy.pack set effective_to = null where pack_id = 'org'`)).rejects.toThrow(
      'two versions of org would be in force on one day',
    )
    await expect(
      run(`update policy.pack set effective_to = effective_from - 2 where pack_id = 'us-officials'`),
    ).rejects.toThrow('version_ends_after_it_begins')
  })

  test('lets nobody adopt alone', async () => {
    await expect(
      run(`insert into policy.proposal (id, version, kind, pack_id, pack_version, sha256, content, day,
  reason, state, filed_by, filed_at, first_by, answered_by, answered_at)
values ('pv_alone', 1, 'adopt', 'own', '1.0.0', repeat('a', 64), 'x', '2027-01-01', 'r', 'confirmed',
  'per_a', now(), 'per_a', 'per_a', now())`),
    ).rejects.toThrow('nobody_adopts_alone')
  })
})
