import { afterAll, beforeAll, expect, test } from 'vitest'
import { lunchOn } from '../../test/setup/approval-round.ts'
import { askDeps } from '../../test/setup/ask-deps.ts'
import { parties, testCompany, testNow, type Company } from '../../test/setup/company.ts'
import { newGuest } from '../../test/setup/guest.ts'
import { waitsFor } from '../../test/setup/waits-for.ts'
import { newPerson, personTable } from '../modules/parties/index.ts'
import { classify } from '../modules/parties/span-commands.ts'
import { splitParty } from '../modules/parties/merge-commands.ts'
import { submitCommand } from '../modules/requests/index.ts'
import { act } from '../platform/act/act.ts'
import { judgedBy, updateRow } from '../platform/act/rows.ts'
import { governedTables } from './governed.ts'

let company: Company

beforeAll(async () => {
  company = await testCompany()
})

afterAll(() => company.close())

const today = () => company.world.now().slice(0, 10)
let made = 0
const key = () => `judged-locks-${made++}`

async function submit(personId: string) {
  const proposal = {
    ...lunchOn(today()),
    customer: { partyId: parties.dealer },
    recipient: { to: 'person' as const, partyId: personId },
  }
  const call = { key: key(), actor: company.actor('sales'), body: { proposal }, at: company.world.now() }
  const [outcome] = await act(company.world.door, submitCommand(company.world.requests), [call])
  return outcome
}

test('what somebody is when their lock is free decides, not what they were before', async () => {
  const personId = await newGuest(company, 1, 'private_staff')
  let outcome: Awaited<ReturnType<typeof submit>>
  const submitting = async () => (outcome = await submit(personId))
  const sql = `update parties.classification set class = 'public_official' where person_id = $1`
  expect(await waitsFor(company, personId, submitting, (tx) => tx.sql(sql, [personId]))).toBe(true)
  const missing: unknown = expect.arrayContaining(['docs.officialLetter'])
  expect(outcome).toMatchObject({ kind: 'done', answer: { effect: 'hold', missing } })
})

/** Two records of one person, the second merged into the first. */
async function mergedPair(run: string) {
  const [kept, gone] = [`party_heldkept${run}`, `party_heldgone${run}`]
  const person = (id: string) => newPerson({ id, name: `并入${id.slice(10)}`, at: testNow })
  const merged = person(gone).map((each) =>
    each.table.name === personTable.name ? { ...each, row: { ...each.row, merged_into: kept } } : each,
  )
  await company.store([...person(kept), ...merged])
  return { kept, gone }
}

test('whoever a named record leads to is waited for, and read as they are then', async () => {
  const { kept, gone } = await mergedPair('0001')
  const sql = 'update parties.person set merged_into = null where id = $1'
  expect(
    await waitsFor(
      company,
      kept,
      () => submit(gone),
      (tx) => tx.sql(sql, [gone]),
    ),
  ).toBe(true)
  const { rows } = await company.world.pool.query(
    'select recipient_id from benefits.line where recipient_id = any($1)',
    [[kept, gone]],
  )
  expect(rows).toEqual([{ recipient_id: gone }])
})

test('a class waits for what is being decided for its person', async () => {
  const personId = await newGuest(company, 2, 'private_staff')
  const body = {
    personId,
    class: 'private_staff' as const,
    source: 'document' as const,
    evidence: { kind: 'employer_letter' as const, reference: '在职证明' },
    fromOn: today(),
  }
  const call = { key: key(), actor: company.actor('compliance'), body, at: company.world.now() }
  const deps = { ...askDeps, newId: company.world.newId }
  const classifying = () => act(company.world.door, classify(deps), [call])
  expect(await waitsFor(company, personId, classifying)).toBe(true)
})

test.each(['kept', 'gone'] as const)(
  'a split waits for what is being decided for the record %s',
  async (of) => {
    const pair = await mergedPair(of === 'kept' ? '0002' : '0003')
    const body = { partyId: pair.gone, reason: '两位同名的人' }
    const call = { key: key(), actor: company.actor('compliance'), body, at: company.world.now() }
    const splitting = () => act(company.world.door, splitParty(askDeps), [call])
    expect(await waitsFor(company, pair[of], splitting)).toBe(true)
  },
)

test('of whom the same changes make nobody knows yet: only known ones are locked', () => {
  const [person] = newPerson({ id: 'party_new', name: '新人', at: testNow })
  const stored = { id: 'party_known', version: 1, country: 'CN', merged_into: 'party_old' }
  const change = updateRow(
    personTable,
    { ...stored, source: 'import', created_at: testNow },
    { merged_into: null },
  )
  expect(judgedBy([person, change].filter((each) => each !== undefined))).toEqual([
    'party_known',
    'party_old',
  ])
})

/** Columns that name a party of whom the row says nothing that a rule asks. */
const saysNothing = [
  'parties.employment customer_id',
  'parties.former_name customer_id',
  'parties.match_claim party_id',
  'parties.told_apart other_id',
  'parties.told_apart party_id',
]

test('each table about a party or a deal says whom its rows judge', () => {
  const names = /^(customer_id|person_id|other_id|party_id|household_id|agreement_id|tender_id|merged_into)$/
  const silent = governedTables
    .filter(({ name }) => /^(parties|deals)\./.test(name))
    .flatMap(({ name, columns, judges }) =>
      Object.keys(columns)
        .filter((column) => names.test(column) && !judges.includes(column))
        .map((column) => `${name} ${column}`),
    )
  expect(silent.sort()).toEqual(saysNothing)
})
