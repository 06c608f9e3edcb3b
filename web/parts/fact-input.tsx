import type { Answer } from '../shell/api.ts'
import { useTexts } from '../shell/text.ts'
import { webTexts } from '../../src/texts/web.ts'
import type { MoneyJson } from '../../src/kernel/money.ts'
import { Chips } from './chips.tsx'
import { Field, Input, Select } from './field.tsx'
import { MoneyInput } from './money-input.tsx'

/** How a form asks for one fact. */
type FactField = Answer<'kinds'>['items'][number]['fields'][number]

/** What a form answers for a fact. */
export type FactValue = boolean | number | string | string[] | MoneyJson

type Props = {
  readonly field: FactField
  readonly currency: string
  readonly value: FactValue | undefined
  /** True while the decision waits for this fact. */
  readonly isMissing?: boolean
  readonly onChange: (value: FactValue | undefined) => void
}

/** Asks for one fact in the way its kind wants. */
export function FactInput({ field, currency, value, isMissing = false, onChange }: Props) {
  const say = useTexts(webTexts)
  if (field.input === 'yes_no') {
    const yes = field.ticked ?? true
    const no = field.unticked ?? false
    return (
      <Chips
        label={field.name}
        value={isSame(value, yes) ? 'yes' : isSame(value, no) ? 'no' : undefined}
        options={[
          { key: 'yes', word: say('web.yes') },
          { key: 'no', word: say('web.no') },
        ]}
        onChange={(key) => onChange(key === 'yes' ? yes : no)}
      />
    )
  }
  if (field.input === 'amount') {
    const amount = typeof value === 'object' && 'minor' in value ? value : undefined
    return <MoneyInput label={field.name} currency={currency} value={amount} onChange={onChange} />
  }
  const optional = isMissing ? say('web.check.missing') : field.isRequired ? undefined : say('web.optional')
  return (
    <Field label={field.name} hint={field.help} isOptional={optional}>
      {(tied) =>
        field.input === 'choice' ? (
          <Select
            {...tied}
            value={typeof value === 'string' ? value : ''}
            empty={say('web.choose')}
            options={field.choices ?? []}
            onChange={(next) => onChange(next === '' ? undefined : next)}
          />
        ) : (
          <Input
            {...tied}
            type={field.input === 'day' ? 'date' : 'text'}
            inputMode={field.input === 'count' ? 'numeric' : undefined}
            value={value === undefined || typeof value === 'object' ? '' : String(value)}
            onChange={(event) => onChange(read(field.input, event.target.value))}
          />
        )
      }
    </Field>
  )
}

function isSame(value: FactValue | undefined, other: FactValue): boolean {
  return JSON.stringify(value) === JSON.stringify(other)
}

function read(input: FactField['input'], text: string): FactValue | undefined {
  if (text === '') return undefined
  if (input !== 'count') return text
  const count = Number(text)
  return Number.isSafeInteger(count) && count >= 0 ? count : undefined
}
