import { useState } from 'react'
import { webLedgerTexts } from '../../../src/texts/web-ledger.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, TextArea } from '../../parts/field.tsx'
import { problemOf } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { tellProblem } from '../../shell/messages.ts'
import { queryClient } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'

/** A month that is to be closed or opened again. */
export type Change = { readonly month: string; readonly verb: 'close' | 'reopen' }

type Props = { readonly change: Change; readonly entityId: string; readonly onClose: () => void }

/** Proposes it with a reason; it holds once a second person confirms it. */
export function ProposeDialog({ change, entityId, onClose }: Props) {
  const say = useTexts(webLedgerTexts)
  const { month, verb } = change
  const [reason, setReason] = useState('')
  const [isBusy, setBusy] = useState(false)
  const propose = () => {
    setBusy(true)
    command('proposePeriod', { body: { entityId, month, verb, reason: reason.trim() } })
      .then(() => queryClient.invalidateQueries({ queryKey: ['periods'] }))
      .then(onClose)
      .catch((error: unknown) => tellProblem(problemOf(error), say('months.failed')))
      .finally(() => setBusy(false))
  }
  return (
    <Dialog
      title={say(verb === 'close' ? 'months.close_title' : 'months.reopen_title', { month })}
      onClose={onClose}
    >
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          propose()
        }}
      >
        <p className="text-second text-ink-2">{say('months.second')}</p>
        <Field label={say('months.reason')}>
          {(tied) => (
            <TextArea
              {...tied}
              autoFocus
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" look="primary" size={36} disabled={reason.trim().length < 5} isBusy={isBusy}>
          {say('months.send')}
        </Button>
      </form>
    </Dialog>
  )
}
