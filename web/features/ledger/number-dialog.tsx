import { useState } from 'react'
import { webVoucherTexts } from '../../../src/texts/web-vouchers.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, Input } from '../../parts/field.tsx'
import { problemOf, type Answer } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { tellProblem } from '../../shell/messages.ts'
import { queryClient } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'

type Props = {
  readonly entityId: string
  readonly voucher: Pick<Answer<'vouchers'>['items'][number], 'reference' | 'on'>
  readonly onClose: () => void
}

/** One statutory number as it stands in the finance system. */
export function NumberDialog({ entityId, voucher, onClose }: Props) {
  const say = useTexts(webVoucherTexts)
  const { reference } = voucher
  const [number, setNumber] = useState('')
  const [on, setOn] = useState(voucher.on)
  const [isBusy, setBusy] = useState(false)
  const send = async () => {
    setBusy(true)
    try {
      await command('recordVoucher', { body: { entityId, reference, number: number.trim(), on } })
      await queryClient.invalidateQueries({ queryKey: ['vouchers'] })
      await queryClient.invalidateQueries({ queryKey: ['periods'] })
      onClose()
    } catch (error) {
      tellProblem(problemOf(error), say('vouchers.record_failed'))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog title={say('vouchers.record_for', { reference })} onClose={onClose}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <Field label={say('vouchers.number_label')}>
          {(tied) => (
            <Input
              {...tied}
              autoFocus
              maxLength={60}
              value={number}
              onChange={(event) => setNumber(event.target.value)}
            />
          )}
        </Field>
        <Field label={say('vouchers.day_label')}>
          {(tied) => (
            <Input {...tied} type="date" value={on} onChange={(event) => setOn(event.target.value)} />
          )}
        </Field>
        <Button type="submit" look="primary" size={36} disabled={number.trim() === ''} isBusy={isBusy}>
          {say('vouchers.record')}
        </Button>
      </form>
    </Dialog>
  )
}
