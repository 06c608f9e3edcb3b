import { classes } from './classes.ts'
import { controlLook, type Tied } from './field.tsx'

type Props = Tied & { readonly value: string; readonly onChange: (value: string) => void }

/** Six digits of an authenticator; pasting and password managers work. */
export function CodeInput({ value, onChange, ...tied }: Props) {
  return (
    <input
      {...tied}
      autoFocus
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={6}
      value={value}
      onChange={(event) => onChange(event.target.value.replaceAll(/\D/g, '').slice(0, 6))}
      className={classes(controlLook, 'h-10 text-section tabular-nums')}
    />
  )
}
