import type { z } from 'zod'
import type { factField } from '../../../contract/screens.ts'
import { fill, type Language, type Sentence } from '../../../texts/text.ts'

type Field = z.output<typeof factField>
type Choice = { readonly value: string; readonly word: Sentence }
type FieldText = {
  readonly name: Sentence
  readonly input: Field['input']
  readonly choices?: readonly Choice[]
}

const yesNo = (zh: string, en: string): FieldText => ({ name: { zh, en }, input: 'yes_no' })
const count = (zh: string, en: string): FieldText => ({ name: { zh, en }, input: 'count' })

/** How the form asks for a fact that the applicant can supply; a fact of the records has no field. */
const fields: Readonly<Record<string, FieldText>> = {
  'benefit.meal.kind': {
    name: { zh: '餐别', en: 'Meal' },
    input: 'choice',
    choices: [
      { value: 'breakfast', word: { zh: '早餐', en: 'Breakfast' } },
      { value: 'lunch', word: { zh: '午餐', en: 'Lunch' } },
      { value: 'dinner', word: { zh: '晚餐', en: 'Dinner' } },
    ],
  },
  'benefit.meal.guests': count('客人人数', 'Guests'),
  'benefit.meal.hosts': count('我方人数', 'Hosts'),
  'benefit.flags.holidayLinked': yesNo('与节日有关', 'Linked to a festival'),
  'benefit.flags.requestedByRecipient': yesNo('对方提出的', 'Asked for by the recipient'),
  'benefit.flags.alcohol': yesNo('含酒', 'With alcohol'),
  'benefit.flags.luxury': yesNo('高档消费', 'Luxury'),
  'benefit.travel.workDays': count('工作天数', 'Working days'),
  'benefit.travel.leisureDays': count('游览天数', 'Leisure days'),
  'benefit.travel.fareClass': {
    name: { zh: '舱位', en: 'Fare class' },
    input: 'choice',
    choices: [
      { value: 'economy', word: { zh: '经济', en: 'Economy' } },
      { value: 'premium', word: { zh: '超级经济', en: 'Premium economy' } },
      { value: 'business', word: { zh: '公务', en: 'Business' } },
      { value: 'first', word: { zh: '头等', en: 'First' } },
    ],
  },
  'programme.ratePercent': { name: { zh: '返利比例（%）', en: 'Rate (%)' }, input: 'text' },
}

/** The field for a fact, in the reader's language; undefined when the form cannot ask for it. */
export function factFieldOf(path: string, language: Language, isRequired = false): Field | undefined {
  const field = fields[path]
  if (!field) return undefined
  const choices = field.choices?.map(({ value, word }) => ({ value, word: fill(word, language) }))
  return {
    path,
    name: fill(field.name, language),
    input: field.input,
    isRequired,
    ...(choices ? { choices } : {}),
  }
}
