import { useState } from 'react'
import { webTaxTexts } from '../../../src/texts/web-tax.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, TextArea } from '../../parts/field.tsx'
import { problemOf, type Answer } from '../../shell/api.ts'
import { takeFile } from '../../shell/take-file.ts'
import { tellProblem } from '../../shell/messages.ts'
import { useTexts } from '../../shell/text.ts'

type Props = { readonly schedule: Answer<'taxSchedule'>; readonly onClose: () => void }

/** Takes the workbook, with what it is for; the second factor is asked for where it is not fresh. */
export function TaxFileDialog({ schedule, onClose }: Props) {
  const say = useTexts(webTaxTexts)
  const { year, entityId } = schedule
  const [reason, setReason] = useState('')
  const [isBusy, setBusy] = useState(false)
  const take = () => {
    setBusy(true)
    takeFile(
      'taxFile',
      { params: { year }, query: { entityId, reason: reason.trim() } },
      `tax-${String(year)}.xlsx`,
    )
      .then(onClose)
      .catch((error: unknown) => tellProblem(problemOf(error), say('tax.take_failed')))
      .finally(() => setBusy(false))
  }
  return (
    <Dialog title={say('tax.take')} onClose={onClose}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          take()
        }}
      >
        <p className="text-second text-ink-2">{say('tax.take_text')}</p>
        <Field label={say('tax.reason')}>
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
        <Button type="submit" look="primary" size={36} disabled={reason.trim() === ''} isBusy={isBusy}>
          {say('tax.take')}
        </Button>
      </form>
    </Dialog>
  )
}
