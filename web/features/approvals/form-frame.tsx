import { useId, type FormEvent, type ReactNode } from 'react'
import { shellTexts } from '../../../src/texts/shell.ts'
import { approvalFormTexts } from '../../../src/texts/web-approval-forms.ts'
import { Button } from '../../parts/button.tsx'
import { Field, TextArea } from '../../parts/field.tsx'
import { useTexts } from '../../shell/text.ts'

type FrameProps = {
  readonly title: string
  readonly button: string
  readonly isReady: boolean
  readonly isDanger?: boolean
  readonly isBusy?: boolean
  readonly onSubmit: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}

/** The frame of a verb's form: its name, its fields, one button; Esc closes it. */
export function FormFrame({
  title,
  button,
  isReady,
  isDanger,
  isBusy,
  onSubmit,
  onClose,
  children,
}: FrameProps) {
  const say = useTexts(shellTexts)
  const titleId = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReady && !isBusy) onSubmit()
  }
  return (
    <form
      aria-labelledby={titleId}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose()
        if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) submit(event)
      }}
      className="relative max-h-[60dvh] space-y-3 scroll-pb-14 overflow-y-auto px-0.5"
    >
      <h2 id={titleId} className="text-second font-semibold">
        {title}
      </h2>
      {children}
      {/* In sight however long the form is. */}
      <div className="sticky bottom-0 flex gap-2 bg-surface pt-2 pb-0.5">
        <Button
          type="submit"
          size={36}
          look={isDanger ? 'danger' : 'primary'}
          disabled={!isReady}
          {...(isBusy === undefined ? {} : { isBusy })}
        >
          {button}
        </Button>
        <Button look="ghost" size={36} onClick={onClose}>
          {say('shell.cancel')}
        </Button>
      </div>
    </form>
  )
}

type TextProps = {
  readonly label: string
  readonly value: string
  readonly onChange: (text: string) => void
  readonly autoFocus?: boolean
}

/** The text that the other side reads. */
export function TextField({ label, value, onChange, autoFocus = false }: TextProps) {
  const say = useTexts(approvalFormTexts)
  return (
    <Field label={label} hint={value.trim() === '' ? say('form.needs_text') : undefined}>
      {(tied) => (
        <TextArea
          {...tied}
          rows={2}
          maxLength={2000}
          autoFocus={autoFocus}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
