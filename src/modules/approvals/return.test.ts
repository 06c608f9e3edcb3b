import { afterAll, beforeAll, expect, test } from 'vitest'
import { on, openRound } from '../../../test/setup/approval-round.ts'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../../test/setup/request-calls.ts'

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

test('the applicant reads the name of the fact that is asked for, not its place in the facts', async () => {
  const round = await openRound(calls)
  const given = on(round, { field: 'fact', factPath: 'recipient.class', text: '请补充任职证明' })
  await calls.good('head', 'approvals.return', given)
  const item = await calls.good('sales', 'requests.detail', { params: { requestId: round.requestId } })
  expect(item['question']).toMatchObject({ field: 'fact', text: '受益人身份: 请补充任职证明' })
})
