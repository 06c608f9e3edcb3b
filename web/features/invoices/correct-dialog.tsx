import { useState } from 'react'
import { webInvoiceTexts } from '../../../src/texts/web-invoices.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, Input, Select, TextArea, type Tied } from '../../parts/field.tsx'
import { problemOf } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { tell } from '../../shell/messages.ts'
import { slipsIn, type Slips } from '../../shell/slips.ts'
import { useTexts } from '../../shell/text.ts'
import type { Invoice } from './invoice.tsx'
import { askAgain } from './settled.ts'
import { changedWords, isAmount, isNoAmount, typedOf, wordsOf, type Typed } from './typed.ts'

type Props = { readonly invoice: Invoice; readonly onClose: () => void }

/** Corrects what was typed of an invoice; what a file says stands in no field. */
export function CorrectDialog({ invoice, onClose }: Props) {
  const say = useTexts(webInvoiceTexts)
  const { words, setWords, reason, setReason, isReady, isBusy, slips, errorAt, send } = useCorrection(
    invoice,
    onClose,
  )
  return (
    <Dialog title={say('inv.correct_title', { number: invoice.number })} onClose={onClose}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady && !isBusy) void send()
        }}
      >
        <p className="text-second text-ink-2">{say('inv.correct_text')}</p>
        {invoice.correction.open.map(({ name, word }) => (
          <Field
            key={name}
            label={capital(word)}
            error={errorAt(name)}
            hint={name === 'items' ? say('inv.correct_items') : undefined}
          >
            {(tied) => (
              <FactField
                name={name}
                tied={tied}
                value={words[name] ?? ''}
                onValue={(text) => setWords({ ...words, [name]: text })}
              />
            )}
          </Field>
        ))}
        <Field label={say('inv.correct_reason')} error={errorAt('reason')}>
          {(tied) => (
            <Input
              {...tied}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        {slips.form === undefined ? null : (
          <p role="alert" className="text-second break-words text-block">
            {slips.form}
          </p>
        )}
        <Button type="submit" look="primary" size={36} disabled={!isReady} isBusy={isBusy}>
          {say('inv.correct_save')}
        </Button>
      </form>
    </Dialog>
  )
}

type Name = keyof Typed | 'reason'

/** What stands in the form, what is wrong with it, and how it is sent: only what differs from before. */
function useCorrection({ correction, total, invoiceId }: Invoice, onClose: () => void) {
  const say = useTexts(webInvoiceTexts)
  const before = wordsOf(correction.typed, total.currency)
  const [words, setWords] = useState(before)
  const [reason, setReason] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [slips, setSlips] = useState<Slips<Name>>({})
  const names: readonly Name[] = [...correction.open.map(({ name }) => name), 'reason']
  const changed = changedWords(before, words)
  const currency = words.currency ?? total.currency
  const isWrong = (name: keyof Typed) => isNoAmount(name, words[name] ?? '', currency)
  const isRight = !correction.open.some(({ name }) => isWrong(name))
  const send = async () => {
    setBusy(true)
    setSlips({})
    try {
      const body = { ...typedOf(changed, currency), reason: reason.trim() }
      await command('correctInvoice', { params: { invoiceId }, body })
      tell({ tone: 'done', text: say('inv.corrected') })
      await askAgain()
      onClose()
    } catch (error) {
      const fieldOf = Object.fromEntries(names.map((name) => [`/body/${name}`, name]))
      setSlips(slipsIn(problemOf(error), fieldOf, say('inv.not_corrected')))
    }
    setBusy(false)
  }
  const errorAt = (name: Name) => (name !== 'reason' && isWrong(name) ? say('inv.no_amount') : slips[name])
  const isReady = isRight && Object.keys(changed).length > 0 && reason.trim().length >= 2
  return { words, setWords, reason, setReason, isReady, isBusy, slips, errorAt, send }
}

/** The word of a fact as a label; it stands within sentences elsewhere. */
function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`
}

type FactProps = {
  readonly name: keyof Typed
  readonly tied: Tied
  readonly value: string
  readonly onValue: (text: string) => void
}

function FactField({ name, tied, value, onValue }: FactProps) {
  const say = useTexts(webInvoiceTexts)
  if (name === 'kind') {
    const options = (['none', 'special', 'general'] as const).map((kind) => ({
      value: kind === 'none' ? '' : kind,
      word: say(`inv.kind.${kind}`),
    }))
    return <Select {...tied} value={value} options={options} onChange={onValue} />
  }
  if (name === 'items') {
    return <TextArea {...tied} value={value} onChange={(event) => onValue(event.target.value)} />
  }
  return (
    <Input
      {...tied}
      type={name === 'issuedOn' ? 'date' : 'text'}
      inputMode={isAmount(name) ? 'decimal' : undefined}
      maxLength={200}
      value={value}
      onChange={(event) => onValue(event.target.value)}
    />
  )
}
