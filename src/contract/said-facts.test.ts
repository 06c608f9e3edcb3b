import { describe, expect, test } from 'vitest'
import { factCatalogue } from '../modules/policy/fact-catalogue.ts'
import { sayShape } from '../texts/shapes.ts'
import { isSayable, saidFacts } from './said-facts.ts'

/** What is told of said facts, by path and in words. */
function told(said: object, language: 'zh-CN' | 'en' = 'en'): [string, string][] {
  const read = saidFacts.safeParse(said, { reportInput: true })
  return (read.error?.issues ?? []).map((issue) => [issue.path.join('/'), sayShape(issue, language)])
}

describe('a fact that is said', () => {
  test.each([
    ['tender.state', 'opne', 'It must be one of: none, open, objection_period, awarded.'],
    ['tender.state', 7, 'It must be one of: none, open, objection_period, awarded.'],
    ['tender.state', null, 'It must be yes or no, a whole number, a text, a list or an amount;'],
    ['tender.awardedOn', '25.11.2026', 'Write it as a date such as 2026-11-25.'],
    ['benefit.flags.alcohol', 'yes', 'This must be yes or no (true or false).'],
    ['benefit.meal.guests', -1, 'It must not be less than 0.'],
    ['benefit.meal.guests', '2', 'This must be a number.'],
    ['thirdParty.feePercent', '12,5', 'It must be a percentage as a text such as "12.5".'],
    ['recipient.country', 'China', 'It must be a country in two capitals such as CN.'],
    ['benefit.conditionalOn', ['survey_response', 'survey_response'], 'No item may stand in it twice.'],
    ['benefit.conditionalOn', 'purchase', 'This must be a list.'],
    ['benefit.flags', true, 'This must be an object.'],
    ['docs.agenda', true, 'This fact comes from records alone and cannot be stated; please leave it out.'],
    ['history', [], 'This fact comes from records alone and cannot be stated; please leave it out.'],
  ])('%s cannot be %j, and is told so at its place', (path, value, says) => {
    const [[place, words] = ['', '']] = told({ 'benefit.meal.kind': 'lunch', [path]: value })
    expect(place).toBe(path)
    expect(words).toContain(says)
    expect(told({ [path]: value }, 'zh-CN')[0]?.[1]).toMatch(/\p{Script=Han}/u)
  })

  test.each([
    [
      'an amount',
      { 'benefit.familyShare': { currency: 'yuan', minor: '1' } },
      'benefit.familyShare/currency',
    ],
    ['an item of a list', { 'benefit.conditionalOn': ['purchase', 'x'] }, 'benefit.conditionalOn/1'],
  ])('a part of %s is told at its place', (_, said, place) => {
    expect(told(said).map(([at]) => at)).toEqual([place])
  })

  test('a path that is no fact is told by its name', () => {
    expect(told({ 'tender.sate': 'open' })).toEqual([
      ['', 'Not known here: tender.sate; please leave it out.'],
    ])
  })
})

test('no fact that can be said takes just anything, and each says in words what it takes', () => {
  const sayable = [...factCatalogue.keys()].filter((path) => isSayable(path) && !path.includes('relatedTo'))
  const open = sayable.filter((path) => {
    const all = [true, -1, '\n', [['x']], { currency: 'CNY', minor: '-1' }].map((value) =>
      told({ [path]: value }),
    )
    const words = all.flat().map(([, says]) => says)
    return all.filter((each) => each.length > 0).length < 4 || words.some((says) => says.includes('the way'))
  })
  expect(sayable.length).toBeGreaterThan(70)
  expect(open).toEqual([])
})
