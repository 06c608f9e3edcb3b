import { useState } from 'react'
import { turnOutGrounds } from '../../../src/contract/states.ts'
import type { MoneyJson } from '../../../src/kernel/money.ts'
import { turnOutGroundTexts } from '../../../src/texts/turn-out-grounds.ts'
import { webInputTaxTexts } from '../../../src/texts/web-input-tax.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, Input, Select, TextArea } from '../../parts/field.tsx'
import { MoneyInput } from '../../parts/money-input.tsx'
import { ReasonDialog } from '../../parts/reason-dialog.tsx'
import { command } from '../../shell/commands.ts'
import { useTexts } from '../../shell/text.ts'
import { turned } from './settled-turn-out.ts'

/** A credit that is about to be turned out, as the page or a proposal has it. */
export type Credit = {
  readonly inputTaxId: string
  readonly number: string
  readonly invoiceNumber: string
  readonly left: MoneyJson
  readonly amount: MoneyJson
  readonly ground?: (typeof turnOutGrounds)[number] | undefined
}

type Props = { readonly entityId: string; readonly credit: Credit; readonly onClose: () => void }

const least = { law: 4, reason: 5 }

/** What is typed of a document, as far as it goes. */
type Draft = {
  readonly ground: string
  readonly amount: MoneyJson | undefined
  readonly law: string
  readonly foundOn: string
  readonly reason: string
}

/** The body of the command; undefined until all that is needed is there. */
function bodyOf(entityId: string, { inputTaxId }: Credit, draft: Draft) {
  const { amount, foundOn } = draft
  const [law, reason] = [draft.law.trim(), draft.reason.trim()]
  const ground = turnOutGrounds.find((each) => each === draft.ground)
  if (!ground || amount === undefined) return undefined
  if (law.length < least.law || reason.length < least.reason) return undefined
  const parts = [{ inputTaxId, minor: amount.minor }]
  return { entityId, parts, ground, law, reason, ...(foundOn === '' ? {} : { foundOn }) }
}

/** Turns credited input tax out: how much of it, why, on which basis, and when that was found. */
export function TurnOutDialog({ entityId, credit, onClose }: Props) {
  const say = useTexts(webInputTaxTexts)
  const { number, invoiceNumber: invoice, left, amount, ground = '' } = credit
  const [draft, setDraft] = useState<Draft>({ ground, amount, law: '', foundOn: '', reason: '' })
  const [isBusy, setBusy] = useState(false)
  const body = bodyOf(entityId, credit, draft)
  const send = async () => {
    if (!body) return
    setBusy(true)
    const told = { done: say('input_tax.out_done', { invoice }), failed: say('input_tax.out_failed') }
    const isDone = await turned(command('turnOutInputTax', { body }), told)
    setBusy(false)
    if (isDone) onClose()
  }
  return (
    <Dialog title={say('input_tax.out_of', { invoice })} onClose={onClose}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isBusy) void send()
        }}
      >
        <p className="text-second text-ink-2">
          {say('input_tax.out_text', { number, left: amountText(left) })}
        </p>
        <Fields currency={left.currency} draft={draft} onChange={setDraft} />
        <Button type="submit" look="primary" size={36} disabled={!body} isBusy={isBusy}>
          {say('input_tax.out')}
        </Button>
      </form>
    </Dialog>
  )
}

type FieldsProps = {
  readonly currency: string
  readonly draft: Draft
  readonly onChange: (draft: Draft) => void
}

function Fields({ currency, draft, onChange }: FieldsProps) {
  const say = useTexts(webInputTaxTexts)
  const sayGround = useTexts(turnOutGroundTexts)
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change })
  const grounds = turnOutGrounds.map((value) => ({ value, word: sayGround(value) }))
  return (
    <>
      <Field label={say('input_tax.ground')}>
        {(tied) => (
          <Select
            {...tied}
            value={draft.ground}
            empty={say('input_tax.choose')}
            options={grounds}
            onChange={(ground) => set({ ground })}
          />
        )}
      </Field>
      <MoneyInput
        label={say('input_tax.amount')}
        currency={currency}
        value={draft.amount}
        onChange={(amount) => set({ amount })}
      />
      <Field label={say('input_tax.basis')}>
        {(tied) => (
          <Input
            {...tied}
            maxLength={200}
            value={draft.law}
            onChange={(event) => set({ law: event.target.value })}
          />
        )}
      </Field>
      <Field label={say('input_tax.found_on')} hint={say('input_tax.found_hint')}>
        {(tied) => (
          <Input
            {...tied}
            type="date"
            value={draft.foundOn}
            onChange={(event) => set({ foundOn: event.target.value })}
          />
        )}
      </Field>
      <Field label={say('input_tax.reason')}>
        {(tied) => (
          <TextArea
            {...tied}
            maxLength={500}
            value={draft.reason}
            onChange={(event) => set({ reason: event.target.value })}
          />
        )}
      </Field>
    </>
  )
}

/** Takes a document back that turned input tax out; the screen is told who may. */
export function TurnBackDialog(props: {
  readonly outId: string
  readonly invoiceNumber: string
  readonly onClose: () => void
}) {
  const say = useTexts(webInputTaxTexts)
  const { outId, invoiceNumber: invoice, onClose } = props
  return (
    <ReasonDialog
      title={say('input_tax.back_of', { invoice })}
      text={say('input_tax.back_text')}
      label={say('input_tax.reason')}
      verb={say('input_tax.back')}
      lettersMin={least.reason}
      onSend={(reason) =>
        turned(command('turnBackInputTax', { params: { outId }, body: { reason } }), {
          done: say('input_tax.back_done', { invoice }),
          failed: say('input_tax.out_failed'),
        })
      }
      onClose={onClose}
    />
  )
}
