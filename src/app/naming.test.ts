import { afterAll, beforeAll, expect, test } from 'vitest'
import { askDeps } from '../../test/setup/ask-deps.ts'
import { parties, testCompany, type Company } from '../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../test/setup/request-calls.ts'
import { createPerson } from '../modules/parties/index.ts'
import { act } from '../platform/act/act.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import { sayRefusal } from '../texts/refusals/say.ts'
import { namedTimeline, namingOf } from './naming.ts'

let company: Company
let calls: RequestCalls

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

/** 张伟, who buys for the dealer, entered as somebody new. */
async function enterAgain() {
  const { world } = company
  const deps = { newId: world.newId, ...askDeps }
  const employment = { customerId: parties.dealer, decidesOnUs: true, fromOn: '2026-01-01' }
  const body = { name: '张伟', country: 'CN', employment }
  const call = { key: 'enter-again', actor: company.actor('sales'), body, at: world.now() }
  const [outcome] = await act(world.door, createPerson(deps), [call])
  if (outcome?.kind !== 'refused') throw new Error(JSON.stringify(outcome))
  return outcome.refusal
}

test('a refusal about a person keeps the identifier, and the reader is told the name', async () => {
  const refusal = await enterAgain()
  expect(refusal).toMatchObject({ code: 'parties.known_already', params: { party: parties.buyer } })
  expect(sayRefusal(refusal, 'en').says).toContain(parties.buyer)
  const named = await namingOf(company.world)(refusal)
  expect(sayRefusal(named, 'zh-CN').says).toBe('「张伟」已有登记，不能另立新名。')
})

test('neither the log nor the stored answers hold the name', async () => {
  const { rows } = await company.world.pool.query(
    `select
  (select count(*)::int from audit.entry where position('张伟' in bytes) > 0) as logged,
  (select count(*)::int from platform.command as c where position('张伟' in c::text) > 0) as answered,
  (select count(*)::int from audit.entry where position($1 in bytes) > 0) as entries`,
    [parties.buyer],
  )
  expect(rows[0]).toMatchObject({ logged: 0, answered: 0 })
  expect(rows[0].entries).toBeGreaterThan(0)
})

test('the timeline names whom a refused step was about', async () => {
  const { rows } = await company.world.pool.query(
    `select object_type as type, object_id as id
from audit.entry
where is_refused
and operation = 'parties.create_person'`,
  )
  const entries = await readOnly(company.world.pool, [company.actor('sales')], (tx) =>
    namedTimeline(tx, rows[0]),
  )
  expect(entries).toMatchObject([{ refusal: { params: { party: parties.buyer, name: '张伟' } } }])
})
