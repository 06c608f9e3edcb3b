import { useState } from 'react'
import { turnOutGrounds } from '../../../src/contract/states.ts'
import type { MoneyJson } from '../../../src/kernel/money.ts'
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

/** Turns credited input tax out: how much of it, why, on which basis, and when that was found. */
export function TurnOutDialog({ entityId, credit, onClose }: Props) {
  const say = useTexts(webInputTaxTexts)
  const { number, invoiceNumber, left } = credit
  const [ground, setGround] = useState<string>(credit.ground ?? '')
  const [amount, setAmount] = useState<MoneyJson | undefined>(credit.amount)
  const [law, setLaw] = useState('')
  const [foundOn, setFoundOn] = useState('')
  const [reason, setReason] = useState('')
  const [isBusy, setBusy] = useState(false)
  const chosen = turnOutGrounds.find((each) => each === ground)
  const isWritten = law.trim().length >= least.law && reason.trim().length >= least.reason
  const send = async () => {
    if (!chosen || amount === undefined) return
    setBusy(true)
    const body = {
      entityId,
      parts: [{ inputTaxId: credit.inputTaxId, minor: amount.minor }],
      ground: chosen,
      law: law.trim(),
      reason: reason.trim(),
      ...(foundOn === '' ? {} : { foundOn }),
    }
    const told = {
      done: say('input_tax.out_done', { invoice: invoiceNumber }),
      failed: say('input_tax.out_failed'),
    }
    const isDone = await turned(command('turnOutInputTax', { body }), told)
    setBusy(false)
    if (isDone) onClose()
  }
  const grounds = turnOutGrounds.map((value) => ({ value, word: say(`input_tax.ground_${value}`) }))
  return (
    <Dialog title={say('input_tax.out_of', { invoice: invoiceNumber })} onClose={onClose}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (chosen && isWritten && amount !== undefined && !isBusy) void send()
        }}
      >
        <p className="text-second text-ink-2">
          {say('input_tax.out_text', { number, left: amountText(left) })}
        </p>
        <Field label={say('input_tax.ground')}>
          {(tied) => (
            <Select
              {...tied}
              value={ground}
              empty={say('input_tax.choose')}
              options={grounds}
              onChange={setGround}
            />
          )}
        </Field>
        <MoneyInput
          label={say('input_tax.amount')}
          currency={left.currency}
          value={amount}
          onChange={setAmount}
        />
        <Words law={law} onLaw={setLaw} foundOn={foundOn} onFoundOn={setFoundOn} />
        <Field label={say('input_tax.reason')}>
          {(tied) => (
            <TextArea
              {...tied}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <Button
          type="submit"
          look="primary"
          size={36}
          disabled={!chosen || !isWritten || amount === undefined}
          isBusy={isBusy}
        >
          {say('input_tax.out')}
        </Button>
      </form>
    </Dialog>
  )
}

function Words(props: {
  readonly law: string
  readonly onLaw: (law: string) => void
  readonly foundOn: string
  readonly onFoundOn: (day: string) => void
}) {
  const say = useTexts(webInputTaxTexts)
  const { law, onLaw, foundOn, onFoundOn } = props
  return (
    <>
      <Field label={say('input_tax.basis')}>
        {(tied) => (
          <Input {...tied} maxLength={200} value={law} onChange={(event) => onLaw(event.target.value)} />
        )}
      </Field>
      <Field label={say('input_tax.found_on')} hint={say('input_tax.found_hint')}>
        {(tied) => (
          <Input {...tied} type="date" value={foundOn} onChange={(event) => onFoundOn(event.target.value)} />
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
