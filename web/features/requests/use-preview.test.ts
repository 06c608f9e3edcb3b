import { expect, test } from 'vitest'
import { isPromised, type Panel } from './use-preview.ts'

type Effect = NonNullable<Panel['answer']>['submit']['effect']

// The effect alone matters here; the rest of the answer is what the panel shows.
const said = (effect: Effect) => ({ submit: { effect } }) as NonNullable<Panel['answer']>
const found = (effect: Effect): Panel => ({ answer: said(effect), isChecking: false, hasFailed: false })

test.for<[before: Effect | undefined, after: Effect, isPromised: boolean]>([
  ['submit', 'submit', true],
  ['attempt', 'attempt', true],
  ['submit', 'hold', false],
  ['submit', 'attempt', false],
  ['incomplete', 'submit', true],
  [undefined, 'register_only', true],
  ['incomplete', 'attempt', false],
  [undefined, 'attempt', false],
])('the button said %s and the check found %s: sent is %s', ([before, after, expected]) => {
  expect(isPromised(before && said(before), found(after))).toBe(expected)
})
