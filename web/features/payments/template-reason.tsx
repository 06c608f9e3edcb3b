import { useState } from 'react'
import { webTemplateTexts } from '../../../src/texts/web-bank-templates.ts'
import { Button } from '../../parts/button.tsx'
import { Field, TextArea } from '../../parts/field.tsx'
import type { Answer } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { useTexts } from '../../shell/text.ts'
import { settled } from './send-payment.ts'
import { saysWhy } from './why-field.tsx'

type Props = {
  readonly detail: Pick<Answer<'bankTemplate'>, 'editionId' | 'version' | 'state'>
  /** The accounts that send by it now. */
  readonly accounts: string
  readonly onClose: () => void
}

/** Ends a template, with the reason; the accounts that use it are named before. */
export function TemplateReason({ detail, accounts, onClose }: Props) {
  const say = useTexts(webTemplateTexts)
  const [reason, setReason] = useState('')
  const [isBusy, setBusy] = useState(false)
  const { editionId, version, state } = detail
  const end = async () => {
    if (!saysWhy(reason) || isBusy) return
    setBusy(true)
    const body = { version, reason: reason.trim() }
    const said = { done: say('tpl.withdrawn'), failed: say('tpl.failed') }
    const isDone = await settled(command('withdrawTemplate', { params: { editionId }, body }), said)
    setBusy(false)
    if (isDone) onClose()
  }
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault()
        void end()
      }}
    >
      {state === 'drafted' ? null : <p className="text-second text-ink-2">{say('tpl.withdraw_text')}</p>}
      {accounts === '' ? null : (
        <p className="text-second break-words text-warn">{say('tpl.withdraw_used', { accounts })}</p>
      )}
      <Field label={say('tpl.reason')} hint={say('tpl.reason_hint')}>
        {(tied) => (
          <TextArea
            {...tied}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" look="danger" size={36} disabled={!saysWhy(reason)} isBusy={isBusy}>
        {say(state === 'drafted' ? 'tpl.withdraw_draft' : 'tpl.withdraw')}
      </Button>
    </form>
  )
}
