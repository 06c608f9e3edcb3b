import { partiesTexts } from '../../src/texts/web-parties.ts'
import { useTexts } from '../shell/text.ts'
import { Field, Input } from './field.tsx'

type Props = {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly error?: string | undefined
}

/** 联行号: the bank's own number, which not every account needs. */
export function ClearingField({ value, onChange, error }: Props) {
  const say = useTexts(partiesTexts)
  return (
    <Field
      label={say('account.cnaps')}
      isOptional={say('account.optional')}
      hint={say('account.cnaps_hint')}
      error={error}
    >
      {(tied) => (
        <Input
          {...tied}
          inputMode="numeric"
          maxLength={12}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

/** True for a clearing number, and where none was typed. */
export function isClearingNumber(text: string): boolean {
  return /^([0-9]{12})?$/.test(text.trim())
}
