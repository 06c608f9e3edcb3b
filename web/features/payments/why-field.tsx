import { webBankTexts } from '../../../src/texts/web-bank.ts'
import { Field, TextArea } from '../../parts/field.tsx'
import { useTexts } from '../../shell/text.ts'

/** Fewer letters say nothing of how somebody knows what a line is. */
const lettersMin = 5

/** Whether a reason says something. */
export function saysWhy(reason: string): boolean {
  return reason.trim().length >= lettersMin
}

type Props = { readonly reason: string; readonly onChange: (reason: string) => void }

/** How somebody knows what a line of a statement is. */
export function WhyField({ reason, onChange }: Props) {
  const say = useTexts(webBankTexts)
  return (
    <Field label={say('rec.why')} hint={say('rec.why_hint')}>
      {(tied) => (
        <TextArea
          {...tied}
          maxLength={500}
          value={reason}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
