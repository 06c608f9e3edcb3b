import { useId } from 'react'
import { classes } from './classes.ts'

type Props = {
  readonly label: string
  readonly options: readonly { readonly key: string; readonly word: string; readonly why?: string }[]
  readonly value: string | undefined
  readonly onChange: (key: string) => void
  /** Hides the label from the eye where the place makes it plain. */
  readonly isQuiet?: boolean
}

/** A choice of one among a few, as chips; a closed one stays visible with its reason. */
export function Chips({ label, options, value, onChange, isQuiet = false }: Props) {
  const name = useId()
  const closed = options.filter((option) => option.why !== undefined)
  return (
    <fieldset>
      <legend className={isQuiet ? 'sr-only' : 'mb-1 text-second font-medium'}>{label}</legend>
      <div className="flex flex-wrap gap-1.5">
        {options.map((option) => (
          <label key={option.key} className={classes('relative', chipLook(option.why !== undefined))}>
            <input
              type="radio"
              name={name}
              checked={value === option.key}
              disabled={option.why !== undefined}
              onChange={() => onChange(option.key)}
              className="peer absolute inset-0 m-0 size-full cursor-pointer appearance-none rounded-full"
            />
            <span>{option.word}</span>
          </label>
        ))}
      </div>
      {closed.map((option) => (
        <p key={option.key} className="mt-1 text-meta text-ink-2">
          {option.word} — {option.why}
        </p>
      ))}
    </fieldset>
  )
}

function chipLook(isClosed: boolean): string {
  return classes(
    'inline-flex h-7 cursor-pointer items-center rounded-full border px-3 text-second pointer-coarse:h-10',
    'has-checked:border-brand has-checked:bg-brand-tint has-checked:text-brand-hover has-checked:font-medium',
    isClosed ? 'border-line-2 bg-sunken text-ink-2' : 'border-control bg-surface hover:bg-sunken',
  )
}
