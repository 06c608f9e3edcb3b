import { expect, test } from 'vitest'
import { againAfterMs, fateOf, isPromised, type Panel } from './use-preview.ts'

type Effect = NonNullable<Panel['answer']>['submit']['effect']

// The effect alone matters here; the rest of the answer is what the panel shows.
const said = (effect: Effect) => ({ submit: { effect } }) as NonNullable<Panel['answer']>
const found = (effect: Effect): Panel => ({
  text: '42',
  answer: said(effect),
  isChecking: false,
  hasFailed: false,
})

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

const pressed = { text: '42', answer: said('submit') }

test.for<[what: string, now: Panel, fate: ReturnType<typeof fateOf>]>([
  ['the check is on its way', { ...found('submit'), isChecking: true }, 'waits'],
  ['it found what the button said', found('submit'), 'sent'],
  ['it could not be asked', { ...found('submit'), answer: undefined, hasFailed: true }, 'sent'],
  ['it found something else', found('attempt'), 'shown'],
  ['something is missing', found('incomplete'), 'off'],
  ['somebody typed on', { ...found('submit'), text: '43', isChecking: true }, 'off'],
  ['somebody typed on, and it was checked', { ...found('submit'), text: '43' }, 'off'],
])('a submit pressed within a check, when %s, is %s', ([, now, fate]) => {
  expect(fateOf(pressed, now)).toBe(fate)
})

test('a check that failed is asked for again soon, then less and less often', () => {
  expect([1, 2, 3, 4, 5, 50].map(againAfterMs)).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000])
})
