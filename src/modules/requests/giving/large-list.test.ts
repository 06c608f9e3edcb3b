import process from 'node:process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lunch } from '../../../../test/setup/approval-round.ts'
import { parties, testCompany, type Company } from '../../../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../../../test/setup/request-calls.ts'
import { newPerson } from '../../parties/index.ts'
import { classificationTable, employmentTable } from '../../parties/tables.ts'
import { insertRow } from '../../../platform/act/rows.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'

let company: Company
let calls: RequestCalls

/** As many people as one list takes: the recipient of the approval, and others on record. */
const guests = 500

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
  await company.store(Array.from({ length: guests - 1 }, (_, i) => person(i)).flat())
}, 120_000)

afterAll(async () => {
  calls.close()
  await company.close()
})

const idOf = (i: number) => `party_large${String(i).padStart(8, '0')}`

function person(i: number) {
  const id = idOf(i)
  const span = { person_id: id, from_on: '2020-01-01', until_on: null }
  return [
    ...newPerson({ id, name: `来宾${i}`, at: company.world.now() }),
    insertRow(employmentTable, {
      id: `mem_large${String(i).padStart(8, '0')}`,
      ...span,
      customer_id: parties.dealer,
      position: '采购专员',
      decides_on_us: false,
      management_duty: false,
      nominated_by: null,
    }),
    insertRow(classificationTable, {
      id: `cls_large${String(i).padStart(8, '0')}`,
      ...span,
      class: 'private_staff',
      is_verified: true,
      source: 'document',
      evidence: 'sample',
      left_office_on: null,
      was_leader: null,
    }),
  ]
}

test('a list of 500 is recorded at once, each of them weighed and with a share of their own', async () => {
  const facts = { ...lunch.facts, 'benefit.meal.guests': guests }
  const proposal = { ...lunch, happensOn: '2026-11-25', facts }
  const filed = await calls.good('sales', 'requests.submit', { body: { proposal } })
  const requestId = String(filed['requestId'])
  await calls.approve(requestId)
  const { version } = await calls.good('sales', 'requests.detail', { params: { requestId } })
  const fileIds = [await calls.upload('sales', 'agenda')]
  const attendees = [
    { partyId: parties.buyer },
    ...Array.from({ length: guests - 1 }, (_, i) => ({ partyId: idOf(i) })),
  ]
  const body = { version, givenOn: '2026-11-25', fileIds, attendees, place: '会议中心' }
  const began = performance.now()
  const answer = await calls.good('sales', 'requests.give', { params: { requestId }, body })
  process.stderr.write(`a list of ${guests} took ${Math.round(performance.now() - began)} ms\n`)
  expect(answer).toMatchObject({ state: { state: 'given' } })
  const [counted] = await readOnly(company.world.pool, [company.actor('finance')], (tx) =>
    tx.sql<{ people: number; minor: string }>(
      `select count(distinct line.recipient_id)::int as people, sum(line.minor)::text as minor
from requests.request as request
join benefits.line as line on line.benefit_id = request.benefit_id
where request.id = $1 and line.recipient_id like 'party_%' and line.recipient_id <> line.org_id
  and line.minor > 0 and line.recorded_at = (
    select max(recorded_at) from benefits.line where benefit_id = request.benefit_id)`,
      [requestId],
    ),
  )
  expect(counted?.people).toBe(guests)
}, 120_000)
