import { useState } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Field, TextArea } from './field.tsx'

type Props = {
  readonly title: string
  readonly text: string
  readonly label: string
  /** The word that says that it may stay empty; absent where the reason is needed. */
  readonly optional?: string
  readonly verb: string
  readonly look?: 'primary' | 'outline' | 'danger'
  /** How many letters a needed reason has at least. */
  readonly lettersMin?: number
  /** Sends it, trimmed; true where it was done, so that the dialog closes. */
  readonly onSend: (reason: string) => Promise<boolean>
  readonly onClose: () => void
}

/** Asks for the words that go with an act, and sends them. */
export function ReasonDialog(props: Props) {
  const { title, text, label, optional, verb, look = 'primary', lettersMin = 1, onSend, onClose } = props
  const [words, setWords] = useState('')
  const [isBusy, setBusy] = useState(false)
  const reason = words.trim()
  const isReady = optional !== undefined || reason.length >= lettersMin
  const send = async () => {
    setBusy(true)
    const isDone = await onSend(reason)
    setBusy(false)
    if (isDone) onClose()
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady && !isBusy) void send()
        }}
      >
        <p className="text-second text-ink-2">{text}</p>
        <Field label={label} isOptional={optional}>
          {(tied) => (
            <TextArea
              {...tied}
              autoFocus
              maxLength={500}
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" look={look} size={36} disabled={!isReady} isBusy={isBusy}>
          {verb}
        </Button>
      </form>
    </Dialog>
  )
}
