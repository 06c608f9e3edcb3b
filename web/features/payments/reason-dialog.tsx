import { useState } from 'react'
import { webPaymentTexts } from '../../../src/texts/web-payments.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, TextArea } from '../../parts/field.tsx'
import { useTexts } from '../../shell/text.ts'

type Props = {
  readonly title: string
  readonly text: string
  readonly verb: string
  readonly look: 'primary' | 'outline' | 'danger'
  readonly isNeeded: boolean
  /** Sends it; true where it was done. */
  readonly onSend: (reason: string | undefined) => Promise<boolean>
  readonly onClose: () => void
}

/** Asks for the words that go with an act, and sends them. */
export function ReasonDialog({ title, text, verb, look, isNeeded, onSend, onClose }: Props) {
  const say = useTexts(webPaymentTexts)
  const [words, setWords] = useState('')
  const [isBusy, setBusy] = useState(false)
  const reason = words.trim()
  const send = async () => {
    setBusy(true)
    const isDone = await onSend(reason === '' ? undefined : reason)
    setBusy(false)
    if (isDone) onClose()
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isBusy) void send()
        }}
      >
        <p className="text-second text-ink-2">{text}</p>
        <Field
          label={say(isNeeded ? 'pay.reason' : 'pay.note')}
          isOptional={isNeeded ? undefined : say('pay.optional')}
        >
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
        <Button type="submit" look={look} size={36} disabled={isNeeded && reason === ''} isBusy={isBusy}>
          {verb}
        </Button>
      </form>
    </Dialog>
  )
}
