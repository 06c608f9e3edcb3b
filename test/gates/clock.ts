import { logSigner, sequenceNow } from '../../src/modules/audit/index.ts'
import { agreementTable, clauseTable } from '../../src/modules/deals/index.ts'
import type { AgreementRow, ClauseRow } from '../../src/modules/deals/tables.ts'
import { systemActor } from '../../src/platform/act/actor.ts'
import { updateRow } from '../../src/platform/act/rows.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import { addDays, dayIn, type Instant } from '../../src/kernel/time.ts'
import { homeZone } from '../../src/app/world.ts'
import { apiCalls, type ApiCalls } from '../setup/api-calls.ts'
import { lunchOn } from '../setup/approval-round.ts'
import { companyOn, type Company } from '../setup/company-on.ts'
import { atLeast, atMost, withGateDatabase, type Gate, type GateLine, type GateOptions } from './gate.ts'
import { couponOf } from './marked-coupon.ts'
import { judgePayers, proveAgain, type Worst } from './payers-judged.ts'
import { endOf, payOnce, workOf } from './payers.ts'
import { randomFrom } from './seeded-log.ts'

/**
 * G5: clock jumps. The clock of the server goes back a day, on by up to 400 days, over a leap day, the end
 * of a year and the nights on which summer time changes elsewhere, while people file, pay, close months and
 * stand in for each other. The log keeps the order in which things were done, a closed month takes no
 * entry, nobody stands in for longer than they were asked to, and payments and books are proved after each
 * jump, also of a payment whose every step is taken under another clock.
 */
export const gate: Gate = {
  name: 'clock',
  rounds: 60,
  run: (options) => withGateDatabase(async (database) => clockOn(await companyOn(database), options)),
}

type Seen = {
  /** The requests in the order in which they were filed, whatever the clock said. */
  readonly filed: string[]
  readonly refused: string[]
  closed: number
  intoClosed: number
  tried: number
  tooLong: number
  jumps: number
}

/** Jumps so many times on a company that is there already. */
export async function clockOn(company: Company, { rounds, seed, say }: GateOptions): Promise<GateLine[]> {
  const random = randomFrom(seed)
  const api = apiCalls(company.world)
  const seen: Seen = { filed: [], refused: [], closed: 0, intoClosed: 0, tried: 0, tooLong: 0, jumps: 0 }
  const site = { company, api, seen }
  await withoutEnd(company)
  const [work, payers] = await workOf(company, 'clock-pay', 2)
  const worst: Worst = new Map()
  const jump = () => {
    company.clock.set(nextMoment(company.world.now(), random))
    seen.jumps++
  }
  const deputy = await standIn(site)
  for (let round = 0; round < rounds; round++) {
    jump()
    await file(site, round)
    for (const [i, payer] of payers.entries()) {
      // The first one pays under one clock, the second under another at each step.
      const between = i === 0 ? work.between : jump
      const payment = { mark: `clock-pay-${String(i)}-${String(round)}`, end: endOf(round) }
      await payOnce({ ...work, between }, payer, payment)
    }
    await proveAgain(work, worst)
    if (round % 4 === 1) await closeAMonth(site)
    if (round % 10 === 5) await backIntoClosed(site, round)
    if (round % 3 === 0) await tryDeputy(site, deputy)
    if (round % 20 === 19) say(`clock: ${String(round + 1)} of ${String(rounds)}`)
  }
  for (const text of new Set(seen.refused)) say(text)
  work.calls.close()
  return [
    ...(await judged(site)),
    atLeast('G5 payments that came to their end', work.answered.ends.size, rounds * payers.length, 'kinds'),
    ...(await judgePayers('G5', work, worst)),
  ]
}

/** What the customer was promised holds in every year to which the clock jumps. */
async function withoutEnd(company: Company): Promise<void> {
  const [agreements, clauses] = await readOnly(company.world.pool, [systemActor], async (tx) => [
    await tx.sql<AgreementRow>('select * from deals.agreement'),
    await tx.sql<ClauseRow>('select * from deals.clause'),
  ])
  await company.store([
    ...(agreements ?? []).map((row) => updateRow(agreementTable, row, { until_on: null })),
    ...(clauses ?? []).map((row) => updateRow(clauseTable, row, { until_on: null })),
  ])
}

type Site = { readonly company: Company; readonly api: ApiCalls; readonly seen: Seen }

const hourMs = 3_600_000
/** Nights and days on which a clock that is not kept well goes wrong. */
const edges: readonly Instant[] = [
  '2026-12-31T15:59:59.999Z',
  '2026-12-31T16:00:00.000Z',
  '2027-03-28T00:59:59.000Z',
  '2027-03-28T01:00:00.000Z',
  '2027-10-31T00:59:59.000Z',
  '2028-02-28T16:00:00.000Z',
  '2028-02-29T15:59:59.000Z',
]

function nextMoment(now: Instant, random: () => number): Instant {
  const kind = random()
  if (kind < 0.3) return shifted(now, -24 * hourMs * random())
  if (kind < 0.6) return shifted(now, hourMs * random())
  if (kind < 0.85) return shifted(now, 40 * 24 * hourMs * random())
  if (kind < 0.9) return shifted(now, 400 * 24 * hourMs * random())
  return edges.find((edge) => edge > now) ?? shifted(now, hourMs)
}

function shifted(at: Instant, ms: number): Instant {
  return new Date(Date.parse(at) + Math.floor(ms)).toISOString()
}

/** Files a small benefit for that day, and one that needs somebody's decision. */
async function file({ company, api, seen }: Site, round: number): Promise<void> {
  const today = dayIn(homeZone, company.world.now())
  const proposal = { ...couponOf(`clock-${String(round)}`), happensOn: today }
  const answered = await api.call(personOf(company, 'sales'), 'requests.submit', { body: { proposal } })
  if (answered.kind !== 'answer') {
    seen.refused.push(`submit: ${JSON.stringify(answered)}`)
    return
  }
  const { requestId } = answered.body as { requestId: string }
  seen.filed.push(requestId)
  // What is approved is booked, into whichever month the clock stands in.
  const item = await api.good(personOf(company, 'sales'), 'requests.detail', { params: { requestId } })
  if (item['approvalId'] === undefined) return
  const given = { params: { approvalId: item['approvalId'] }, body: { version: item['version'] } }
  const code = await api.codeOf(personOf(company, 'head'), 'approvals.approve', given)
  if (code !== 'done') seen.refused.push(`approve: ${code}`)
}

function personOf(company: Company, key: string): string {
  return company.founded.people[key] ?? ''
}

/** Finance closes the oldest open month that is over; afterwards nothing is booked into it, however late. */
async function closeAMonth({ company, api, seen }: Site): Promise<boolean> {
  const entityId = company.founded.entities['suzhou'] ?? ''
  const [row] = await readOnly(company.world.pool, [systemActor], (tx) =>
    tx.sql<{ closed_until: string | null }>('select closed_until from ledger.closing where entity_id = $1', [
      entityId,
    ]),
  )
  const until = row?.closed_until ?? '2026-10-31'
  const month = row ? addDays(until, 1).slice(0, 7) : '2026-10'
  const body = { entityId, month, verb: 'close', reason: '当月单据已核对完毕' }
  const asked = await api.call(personOf(company, 'finance'), 'ledger.propose_period', { body })
  if (asked.kind !== 'answer') return false
  const { periodChangeId } = asked.body as { periodChangeId: string }
  const given = { params: { periodChangeId }, body: { answer: 'confirm' } }
  const answered = await api.call(personOf(company, 'boss'), 'ledger.answer_period', given)
  if (answered.kind === 'answer') seen.closed++
  else seen.refused.push(`close: ${JSON.stringify(answered)}`)
  return answered.kind === 'answer'
}

/** Just after midnight the month is closed; then the clock goes back into it, and people work on. */
async function backIntoClosed(site: Site, round: number): Promise<void> {
  const { company, seen } = site
  const day = dayIn(homeZone, company.world.now())
  const [year = 0, month = 0] = day.split('-').map(Number)
  const midnight = Date.UTC(year, month, 1) - 8 * hourMs
  company.clock.set(new Date(midnight + 600_000).toISOString())
  while (await closeAMonth(site));
  company.clock.set(new Date(midnight - 600_000).toISOString())
  seen.jumps += 2
  await file(site, 1_000 + round)
}

type Deputy = { readonly untilOn: string; readonly deputyId: string }

/** The head of sales is away for three days, and the general manager stands in. */
async function standIn({ company, api }: Site): Promise<Deputy> {
  const today = dayIn(homeZone, company.world.now())
  const untilOn = addDays(today, 2)
  const deputyId = personOf(company, 'boss')
  await api.good(personOf(company, 'head'), 'approvals.delegate', {
    body: { toPersonId: deputyId, fromOn: today, untilOn, reason: '出差' },
  })
  return { untilOn, deputyId }
}

/** Whoever stood in decides until the last day, and on no later one. */
async function tryDeputy({ company, api, seen }: Site, { untilOn, deputyId }: Deputy): Promise<void> {
  const today = dayIn(homeZone, company.world.now())
  const filed = await api.call(personOf(company, 'sales'), 'requests.submit', {
    body: { proposal: lunchOn(today) },
  })
  if (filed.kind !== 'answer') return
  const { requestId } = filed.body as { requestId: string }
  const item = await api.good(personOf(company, 'sales'), 'requests.detail', { params: { requestId } })
  if (item['approvalId'] === undefined) return
  const given = { params: { approvalId: item['approvalId'] }, body: { version: item['version'] } }
  const code = await api.codeOf(deputyId, 'approvals.approve', given)
  seen.tried++
  if (code === 'done' && today > untilOn) seen.tooLong++
}

async function judged({ company, seen }: Site): Promise<GateLine[]> {
  const { world, database } = company
  const signer = logSigner(world.ring)
  await sequenceNow({ pool: database.pool('worker', 2), signer, now: world.now })
  const { order, late, pushed } = await readOnly(world.pool, [systemActor], async (tx) => ({
    order: await tx.sql<{ object_id: string }>(
      `select entry.object_id from audit.entry
join audit.leaf on leaf.entry_id = entry.id
where entry.operation = 'requests.submit' and entry.object_id = any($1)
order by leaf.number`,
      [seen.filed],
    ),
    // Entries of the books stand in the log in the order of their making; so do the months that were closed.
    late: await tx.sql<{ id: string }>(
      `select booked.id from ledger.entry as booked
join ledger.closing as closing on closing.entity_id = booked.entity_id
where booked.booked_on <= closing.closed_until
and booked.recorded_at > closing.changed_at`,
    ),
    pushed: await tx.sql('select id from ledger.entry where booked_on > document_on'),
  }))
  seen.intoClosed = late.length
  const apart = order.filter(({ object_id: id }, i) => id !== seen.filed[i]).length
  return [
    atLeast('G5 jumps of the clock', seen.jumps, 1, 'kinds'),
    atLeast('G5 months closed', seen.closed, 2, 'kinds'),
    atLeast('G5 entries of closed months that went into an open one', pushed.length, 1, 'kinds'),
    atLeast('G5 tries of a deputy', seen.tried, 3, 'kinds'),
    atMost('G5 entries out of the order in which things were done', apart, 0, 'entries'),
    atMost('G5 entries booked into a closed month', seen.intoClosed, 0, 'entries'),
    atMost('G5 decisions of a deputy after the last day', seen.tooLong, 0, 'decisions'),
    atMost('G5 acts that were refused for no good reason', seen.refused.length, 0, 'acts'),
  ]
}
