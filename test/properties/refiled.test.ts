import { expect, test } from 'vitest'
import { requestCalls } from '../setup/request-calls.ts'
import { houseCompany, itemOf, submit } from './house-company.ts'

test('a request changed to somebody else is weighed on what that person had, not on the first ' +
  'one', async () => {
  const house = await houseCompany('person')
  const calls = requestCalls(house.company)
  for (const day of ['2026-11-25', '2026-11-26']) {
    expect(await submit(house.company, itemOf(house, { to: 3, minor: '5000' }, day), 'sales2')).toMatchObject(
      {
        kind: 'done',
      },
    )
  }
  const first = itemOf(house, { to: 0, minor: '5000' }, '2026-11-27')
  const filed = await calls.good('sales', 'requests.submit', { body: { proposal: first } })
  const params = { requestId: String(filed['requestId']) }
  const detail = await calls.good('sales', 'requests.detail', { params })
  const change = (proposal: typeof first) => ({
    params,
    body: { version: detail['version'], text: '换人', proposal },
  })
  const other = itemOf(house, { to: 3, minor: '5000' }, '2026-11-27')
  expect(await calls.codeOf('sales', 'requests.change', change(other))).toBe('requests.prohibited')
  const stranger = itemOf(house, { to: 4, minor: '5000' }, '2026-11-27')
  expect(await calls.codeOf('sales', 'requests.change', change(stranger))).toBe('done')
  calls.close()
  await house.company.close()
}, 120_000)
