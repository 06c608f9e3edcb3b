import { useState } from 'react'
import { webInvoiceTexts } from '../../../src/texts/web-invoices.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, Input, Select, TextArea } from '../../parts/field.tsx'
import { sendFiles } from '../../shell/api.ts'
import { useTexts } from '../../shell/text.ts'
import type { Invoice } from './invoice.tsx'
import { settled } from './settled.ts'

const results = ['matches', 'differs', 'not_found', 'voided', 'reversed'] as const

type Props = { readonly invoice: Invoice; readonly onClose: () => void }

/** Records what the service of the tax authority said. */
export function CheckDialog({ invoice, onClose }: Props) {
  const say = useTexts(webInvoiceTexts)
  const [result, setResult] = useState<(typeof results)[number]>('matches')
  const [checkedOn, setCheckedOn] = useState('')
  const [note, setNote] = useState('')
  const [isBusy, setBusy] = useState(false)
  const isReady = checkedOn !== '' && note.trim().length >= 2
  const send = async () => {
    setBusy(true)
    const given = {
      params: { invoiceId: invoice.invoiceId },
      body: { result, checkedOn, note: note.trim() },
    }
    const sent = sendFiles('checkInvoice', given, [])
    const isDone = await settled(sent, { done: say('inv.done'), failed: say('inv.failed') })
    setBusy(false)
    if (isDone) onClose()
  }
  return (
    <Dialog title={say('inv.check_title', { number: invoice.number })} onClose={onClose}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady && !isBusy) void send()
        }}
      >
        <Field label={say('inv.check_result')}>
          {(tied) => (
            <Select
              {...tied}
              value={result}
              options={results.map((value) => ({ value, word: say(`inv.result.${value}`) }))}
              onChange={(value) => setResult(results.find((each) => each === value) ?? 'matches')}
            />
          )}
        </Field>
        <Field label={say('inv.check_on')}>
          {(tied) => (
            <Input
              {...tied}
              type="date"
              value={checkedOn}
              onChange={(event) => setCheckedOn(event.target.value)}
            />
          )}
        </Field>
        <Note value={note} onChange={setNote} />
        <Button type="submit" look="primary" size={36} disabled={!isReady} isBusy={isBusy}>
          {say('inv.save')}
        </Button>
      </form>
    </Dialog>
  )
}

type NoteProps = { readonly value: string; readonly onChange: (value: string) => void }

function Note({ value, onChange }: NoteProps) {
  const say = useTexts(webInvoiceTexts)
  return (
    <Field label={say('inv.check_note')}>
      {(tied) => (
        <TextArea
          {...tied}
          maxLength={500}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
