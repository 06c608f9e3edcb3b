import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { register, registerTotals } from '../../src/contract/register.ts'
import { registerPage, registerTotalsOf } from '../../src/modules/benefits/queries.ts'
import { submitCommand, type SubmitBody } from '../../src/modules/requests/index.ts'
import { act } from '../../src/platform/act/act.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import { ordinary } from '../setup/circumstances.ts'
import { parties, testCompany, type Company } from '../setup/company.ts'
import { requestCalls, type RequestCalls } from '../setup/request-calls.ts'

let company: Company
let calls: RequestCalls
let n = 0

beforeEach(async () => {
  company = await testCompany()
  calls = requestCalls(company)
})

afterEach(async () => {
  calls.close()
  await company.close()
})

/**
 * An advertising item; the company pack allows ¥200 a person and year, and looks closer from the third of a
 * month.
 */
const item = (
  happensOn: string,
  minor: string,
  personId: string = parties.buyer,
): SubmitBody['proposal'] => ({
  customer: { partyId: parties.dealer },
  recipient: { to: 'person', partyId: personId },
  kindId: 'logo_item',
  amount: { currency: 'CNY', minor },
  happensOn,
  reasonChip: 'fair',
  reason: '展会宣传品',
  facts: ordinary('logo_item'),
})

async function fileAll(proposals: readonly SubmitBody['proposal'][]) {
  const at = company.world.now()
  const set = proposals.map((proposal) => ({
    key: `back-${n++}-dated`,
    actor: company.actor('sales'),
    body: { proposal },
    at,
  }))
  const outcomes = await act(company.world.door, submitCommand(company.world.requests), set)
  return outcomes.map((outcome) => {
    if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome))
    return outcome.answer.requestId
  })
}

const full = ['2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29'].map((day) => item(day, '5000'))

type Alert = { day: string; cause: string; outcome: string; level: string | null; rules: string }

/** The alerts, by the days of the benefit and of the entry that raised it. */
const alerts = () =>
  readOnly(company.world.pool, [company.actor('compliance')], (tx) =>
    tx.sql<Alert>(
      `select benefit.happened_on as day, cause.happened_on as cause, alert.outcome, alert.level, alert.rules
from benefits.alert as alert
join benefits.benefit as benefit on benefit.id = alert.benefit_id
join benefits.benefit as cause on cause.id = alert.cause_id
order by 1, 2`,
      [],
    ),
  )

/** The rows of the register by day, and whether each has the mark of an alert. */
const registered = (query: Record<string, string>) =>
  readOnly(company.world.pool, [company.actor('compliance')], async (tx) => {
    const now = company.world.now()
    const organisation = await company.world.requests.organisation(tx)
    const reader = {
      actor: company.actor('compliance'),
      language: 'zh-CN' as const,
      now,
      today: now.slice(0, 10),
      organisation,
    }
    const none = async () => new Map<string, string>()
    const asked = register.query.parse(query)
    const page = await registerPage(tx, reader, { requestsOf: none, observedNames: none }, asked)
    const totals = await registerTotalsOf(tx, reader, registerTotals.query.parse(query))
    expect(totals.count).toBe(page.rows.length)
    return page.rows.map((row) => [row.on, row.state.marks.some(({ key }) => key === 'alert')] as const)
  })

const told = async () =>
  (await alerts()).map(({ day, cause, outcome }) => `${day} after ${cause}: ${outcome}`)

describe('an entry dated before others', { timeout: 120_000 }, () => {
  test(
    'leaves an alert at each that the rules would treat more strictly now, and changes none of ' + 'them',
    async () => {
      for (const proposal of full) await fileAll([proposal])
      expect(await told()).toEqual([])
      const [late = ''] = await fileAll([item('2026-11-20', '1000')])
      expect(await told()).toEqual([
        '2026-11-27 after 2026-11-20: escalate',
        '2026-11-29 after 2026-11-20: prohibit',
      ])
      expect((await alerts())[1]?.rules.split(',')).toContain('ORG-GIFT')
      const outcomes = await readOnly(company.world.pool, [company.actor('compliance')], (tx) =>
        tx.sql<{ outcome: string }>(
          `select outcome from benefits.benefit where happened_on > '2026-11-25' order by happened_on`,
          [],
        ),
      )
      expect(outcomes.map(({ outcome }) => outcome)).not.toContain('prohibit')
      expect(await registered({ alert: 'earlier_entry' })).toEqual([
        ['2026-11-29', true],
        ['2026-11-27', true],
      ])
      expect(await registered({ q: '宣传小礼品', alert: 'earlier_entry', from: '2026-11-28' })).toEqual([
        ['2026-11-29', true],
      ])
      expect((await registered({})).filter(([, isMarked]) => isMarked)).toHaveLength(2)
      const entries = await readOnly(company.database.pool('auditor', 1), [], (tx) =>
        tx.sql<{ bytes: string }>('select bytes from audit.entry where bytes like $1', ['%"alerts":2%']),
      )
      expect(entries.map(({ bytes }) => bytes.includes(late))).toEqual([true])
    },
  )

  test('leaves none where the later ones stay as they are, nor at those of other people', async () => {
    await fileAll([item('2026-11-28', '5000'), item('2026-11-29', '5000', parties.colleague)])
    await fileAll([item('2026-11-26', '5000')])
    expect(await told()).toEqual([])
  })

  test('says in its record how many later ones it left, beyond the next hundred', async () => {
    const noteOf = async (requestId: string) => {
      const detail = await calls.good('compliance', 'requests.detail', { params: { requestId } })
      const [first] = detail['timeline'] as { readonly note?: string }[]
      return first?.note
    }
    await fileAll(Array.from({ length: 100 }, () => item('2026-11-28', '1')))
    const [whole = ''] = await fileAll([item('2026-11-27', '1')])
    expect(await noteOf(whole)).toBe('展会宣传品')
    const [cut = ''] = await fileAll([item('2026-11-26', '1')])
    expect(await noteOf(cut)).toBe('展会宣传品 · 其后另有 1 笔权益没有重新核对，请合规在台账中查看')
  })

  test('is weighed against the others of its own set, in whatever order they are filed', async () => {
    await fileAll([...full.toReversed(), item('2026-11-25', '1000')])
    expect((await told()).filter((line) => line.endsWith('prohibit'))).toEqual([
      '2026-11-29 after 2026-11-25: prohibit',
    ])
  })

  test('raises alerts too when giving on an earlier day makes it so', async () => {
    await fileAll([item('2026-11-26', '1000'), item('2026-11-27', '1000')])
    const [requestId = ''] = await fileAll([item('2026-12-31', '1000')])
    await calls.approve(requestId)
    company.clock.set('2026-12-31T03:00:00.000Z')
    expect(await told()).toEqual([])
    const detail = await calls.good('sales', 'requests.detail', { params: { requestId } })
    const body = { version: detail['version'], givenOn: '2026-11-25', fileIds: [] }
    await calls.good('sales', 'requests.give', { params: { requestId }, body })
    // Two a month are routine; with the one of the 25th, that of the 27th was the third.
    expect(await told()).toEqual(['2026-11-27 after 2026-11-25: escalate'])
  })
})
