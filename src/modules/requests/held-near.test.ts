import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lunch } from '../../../test/setup/approval-round.ts'
import { newGuest } from '../../../test/setup/guest.ts'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../../test/setup/request-calls.ts'
import type { LoggedRow } from '../../kernel/entry.ts'
import { employmentTable, householdMemberTable, relationTable } from '../parties/tables.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { systemActor } from '../../platform/act/actor.ts'
import { insertRow } from '../../platform/act/rows.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { isAnyHeld, loadHeld } from './store-held.ts'
import { touchedBy, type Touched } from './subscriptions.ts'
import type { RequestRow } from './tables.ts'

// A hold rests on more than the parties that a request names: each of these may end it.

let company: Company
let calls: RequestCalls
let requestId = ''
let guest = ''
let stranger = ''

const span = { from_on: '2020-01-01', until_on: null }

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
  guest = await newGuest(company, 1)
  stranger = await newGuest(company, 2)
  const work = { position: '采购', decides_on_us: true, management_duty: false, nominated_by: null }
  const home = { household_id: 'hh_near', ...span }
  await company.store([
    insertRow(employmentTable, {
      id: 'mem_near',
      person_id: guest,
      customer_id: parties.bureau,
      ...work,
      ...span,
    }),
    insertRow(relationTable, {
      id: 'rel_near',
      person_id: parties.spouse,
      other_id: guest,
      relation: 'sibling',
      ...span,
    }),
    insertRow(householdMemberTable, { id: 'hm_near1', person_id: guest, ...home }),
    insertRow(householdMemberTable, { id: 'hm_near2', person_id: parties.colleague, ...home }),
  ])
  const proposal = { ...lunch, recipient: { to: 'person', partyId: guest } }
  const filed = await calls.good('sales', 'requests.submit', { body: { proposal } })
  requestId = String(filed['requestId'])
  expect(filed).toMatchObject({ effect: 'hold' })
})

afterAll(async () => {
  calls.close()
  await company.close()
})

const inTx = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
  readOnly(company.world.pool, [systemActor], work)

function touched(row: Pick<LoggedRow, 'table' | 'id'> & { readonly new?: Record<string, unknown> }) {
  const entry = { rows: [{ old: undefined, ...row }] } as unknown as Parameters<typeof touchedBy>[0]
  return touchedBy(entry)
}

const heldBy = (of: Touched | undefined): Promise<RequestRow[]> =>
  of ? inTx((tx) => loadHeld(tx, of)) : Promise.resolve([])

describe('a held request is decided again', () => {
  test.each([
    [
      'the employer’s owner, while another customer is named',
      'parties.customer',
      (): string => parties.bureau,
    ],
    ['a relative’s class', 'parties.person', (): string => parties.spouse],
    ['somebody of the household', 'parties.person', (): string => parties.colleague],
    ['the recipient', 'parties.person', (): string => guest],
    ['an exchange rate', 'policy.rate', (): string => 'rate_1'],
    ['a version of the policy', 'policy.pack', (): string => 'pack_1'],
    ['whose manager somebody is', 'access.manager', (): string => 'rel_1'],
    ['that somebody has left', 'access.person', (): string => 'per_1'],
    ['a role that was confirmed', 'access.role_grant', (): string => 'role_1'],
  ] as const)('when %s is put on record', async (_, table, id) => {
    expect((await heldBy(touched({ table, id: id() }))).map((row) => row.id)).toEqual([requestId])
  })

  test('and not when a role is only proposed', () => {
    const proposed = { table: 'access.role_grant', id: 'role_2', new: { state: 'proposed' } }
    expect(touched(proposed)).toBeUndefined()
  })

  test('and not for parties that have nothing to do with it', async () => {
    const of = touched({ table: 'parties.person', id: stranger })
    expect(await heldBy(of)).toEqual([])
    expect(of && (await inTx((tx) => isAnyHeld(tx, of)))).toBe(false)
  })

  test('in pages, so that none is left out', async () => {
    const all = touched({ table: 'policy.pack', id: 'pack_1' })
    if (!all) throw new Error('a version of the policy touches everything')
    expect(await inTx((tx) => loadHeld(tx, all, { after: requestId }))).toEqual([])
  })
})
