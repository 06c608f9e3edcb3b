import type { InputHTMLAttributes, ReactNode, Ref, TextareaHTMLAttributes } from 'react'
import { useId } from 'react'
import { classes } from './classes.ts'

type Around = {
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
  readonly isOptional?: string | undefined
  /** Room for a hint of two lines, where it grows while one types. */
  readonly isHintTall?: boolean
  readonly children: (tied: Tied) => ReactNode
}

/** What ties a control to its label, hint and error. */
export type Tied = {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

/** A label with its control; an error names what to do and is tied to the control. */
export function Field({ label, hint, error, isOptional, isHintTall, children }: Around) {
  const id = useId()
  const about = error ?? hint
  return (
    <div>
      <label htmlFor={id} className="mb-1 flex items-baseline justify-between gap-2 text-second font-medium">
        {label}
        {isOptional === undefined ? null : (
          <span className="text-meta font-normal text-ink-3">{isOptional}</span>
        )}
      </label>
      {children({
        id,
        'aria-describedby': about === undefined ? undefined : `${id}-about`,
        'aria-invalid': error === undefined ? undefined : true,
      })}
      {about === undefined ? null : (
        <p
          id={`${id}-about`}
          className={classes(
            'mt-1 text-meta',
            error === undefined ? 'text-ink-3' : 'text-block',
            isHintTall && 'min-h-9',
          )}
        >
          {about}
        </p>
      )}
    </div>
  )
}

/** The look of every text control. */
export const controlLook = classes(
  'w-full rounded-md border border-control bg-surface px-3 text-body text-ink',
  'focus-visible:border-brand focus-visible:outline-offset-0 aria-invalid:border-block',
  'disabled:bg-sunken disabled:text-ink-2',
)

type InputProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'className'> & {
  readonly ref?: Ref<HTMLInputElement>
}

/** One line of text. */
export function Input(props: InputProps) {
  return <input autoComplete="off" {...props} className={classes(controlLook, 'h-9 pointer-coarse:h-10')} />
}

type AreaProps = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'className'> & {
  readonly ref?: Ref<HTMLTextAreaElement>
}

/** Several lines of text. */
export function TextArea(props: AreaProps) {
  return <textarea rows={3} {...props} className={classes(controlLook, 'block resize-y py-2')} />
}

type SelectProps = Tied & {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly empty?: string
  readonly options: readonly { readonly value: string; readonly word: string }[]
}

/** A choice from a short list, with the browser's own control. */
export function Select({ value, onChange, empty, options, ...tied }: SelectProps) {
  return (
    <select
      {...tied}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={classes(controlLook, 'h-9 pointer-coarse:h-10')}
    >
      {empty === undefined ? null : <option value="">{empty}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.word}
        </option>
      ))}
    </select>
  )
}
