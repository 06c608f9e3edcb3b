import { useState } from 'react'
import { webBankTexts } from '../../../src/texts/web-bank.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, TextArea } from '../../parts/field.tsx'
import { command } from '../../shell/commands.ts'
import { useTexts } from '../../shell/text.ts'
import type { AnsweredLine } from './answered-lines.tsx'
import { settled } from './send-payment.ts'

type Props = { readonly line: AnsweredLine; readonly onClose: () => void }

/** Takes back what a line was said to be; another person then says what it is. */
export function UnmatchLine({ line: { lineId, version, bookedOn, amount }, onClose }: Props) {
  const say = useTexts(webBankTexts)
  const [reason, setReason] = useState('')
  const [isBusy, setBusy] = useState(false)
  const isReady = reason.trim().length >= 5
  const send = async () => {
    setBusy(true)
    const sent = command('unmatchLine', { params: { lineId }, body: { version, reason: reason.trim() } })
    const isDone = await settled(sent, { done: say('rec.unmatched'), failed: say('rec.unmatch_failed') })
    setBusy(false)
    if (isDone) onClose()
  }
  return (
    <Dialog title={say('rec.unmatch_of', { on: bookedOn, amount: amountText(amount) })} onClose={onClose}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady && !isBusy) void send()
        }}
      >
        <p className="text-second text-ink-2">{say('rec.unmatch_does')}</p>
        <Field label={say('rec.unmatch_why')} hint={say('rec.unmatch_hint')}>
          {(tied) => (
            <TextArea
              {...tied}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" look="primary" size={36} disabled={!isReady} isBusy={isBusy}>
          {say('rec.unmatch')}
        </Button>
      </form>
    </Dialog>
  )
}
