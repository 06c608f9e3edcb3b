import { afterAll, beforeAll, expect, test } from 'vitest'
import { companyOn, parties, type Company } from '../../../test/setup/company-on.ts'
import { freshDatabase } from '../../../test/setup/fresh-database.ts'
import { smallPolicy } from '../../../test/setup/small-policy.ts'
import { act } from '../../platform/act/act.ts'
import { decideCommand, submitCommand } from './index.ts'

let company: Company

beforeAll(async () => {
  company = await companyOn(await freshDatabase(), smallPolicy)
})

afterAll(() => company.close())

test('whoever only administers by now does not decide the request that still waits for them', async () => {
  const { door, now, requests } = company.world
  const proposal = {
    customer: { partyId: parties.dealer },
    recipient: { to: 'person' as const, partyId: parties.colleague },
    kindId: 'logo_item',
    amount: { currency: 'CNY', minor: '1000' },
    happensOn: '2026-11-26',
    reasonChip: 'fair',
  }
  const filing = { key: 'administers-file', actor: company.actor('sales'), body: { proposal }, at: now() }
  const [filed] = await act(door, submitCommand(requests), [filing])
  if (filed?.kind !== 'done' || !('requestId' in filed.answer)) throw new Error(JSON.stringify(filed))
  const does = { verb: 'approve' as const, reason: '同意' }
  const body = { requestId: filed.answer.requestId, version: 1, does }
  const head = company.actor('head')
  const deciding = (key: string, roles: readonly string[]) =>
    act(door, decideCommand(requests, 'approvals.approve'), [
      { key, actor: { ...head, roles }, body, at: now() },
    ])
  expect(await deciding('administers-one', ['administrator'])).toMatchObject([
    { kind: 'refused', refusal: { code: 'access.role_needed' } },
  ])
  expect(await deciding('administers-two', head.roles)).toMatchObject([{ kind: 'done' }])
})
