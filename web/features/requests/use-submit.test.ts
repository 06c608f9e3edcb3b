import { expect, test } from 'vitest'
import { isAnswered } from './use-submit.ts'

test.each([
  [true, { status: 409, code: 'approvals.nobody' }],
  [true, { status: 422, code: 'requests.prohibited' }],
  [false, { status: 409, code: 'platform.in_progress' }],
  [false, { status: 429, code: 'platform.too_many_requests' }],
  [false, { status: 503 }],
  [false, { status: 0 }],
])('whether a text needs a new key is %s after %j', (expected, problem) => {
  expect(isAnswered(problem)).toBe(expected)
})
