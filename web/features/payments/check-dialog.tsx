import { useState } from 'react'
import type { MoneyJson } from '../../../src/kernel/money.ts'
import { webPaymentTexts } from '../../../src/texts/web-payments.ts'
import { amountText, BigAmount } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, TextArea } from '../../parts/field.tsx'
import { MoneyInput } from '../../parts/money-input.tsx'
import { command } from '../../shell/commands.ts'
import { useTexts } from '../../shell/text.ts'
import type { Order } from './order-row.tsx'
import { Fact, RestsFacts } from './rests.tsx'
import { settled } from './send-payment.ts'
import { isSameAmount } from './waiting.ts'
import { WithheldFact } from './withheld.tsx'

type Props = { readonly order: Order; readonly onClose: () => void }

/** The second person's check: money has no undo, so the amount is typed before it is sent. */
export function CheckDialog({ order, onClose }: Props) {
  const say = useTexts(webPaymentTexts)
  const { number, orderId, version } = order
  const [typed, setTyped] = useState<MoneyJson>()
  const [isWrong, setWrong] = useState(false)
  const [note, setNote] = useState('')
  const [isBusy, setBusy] = useState(false)
  const check = async () => {
    if (!isSameAmount(typed, order.amount)) return setWrong(true)
    const reason = note.trim()
    setBusy(true)
    const body = { version, ...(reason === '' ? {} : { reason }) }
    const said = { done: say('pay.checked', { number }), failed: say('pay.failed') }
    const isDone = await settled(command('checkOrder', { params: { orderId }, body }), said)
    setBusy(false)
    if (isDone) onClose()
  }
  return (
    <Dialog title={say('pay.check_of', { number })} onClose={onClose}>
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isBusy) void check()
        }}
      >
        <BigAmount amount={order.amount} />
        <OrderFacts order={order} />
        <MoneyInput
          label={say('pay.type_amount')}
          currency={order.amount.currency}
          value={typed}
          onChange={(value) => {
            setTyped(value)
            setWrong(false)
          }}
          error={isWrong ? say('pay.amount_differs') : undefined}
          autoFocus
        />
        <Note note={note} onNote={setNote} />
        <p className="text-second text-ink-2">
          {say('pay.no_undo')}
          {order.actions.check.needsFactor ? ` ${say('pay.needs_factor')}` : null}
        </p>
        <Button type="submit" look="primary" size={36} isBusy={isBusy}>
          {say('pay.check')}
        </Button>
      </form>
    </Dialog>
  )
}

/** What its checker holds the order against; what it closes of a benefit in another currency among it. */
export function OrderFacts({ order }: { readonly order: Order }) {
  const say = useTexts(webPaymentTexts)
  const facts = [
    [say('pay.payee'), order.payee.name],
    [say('pay.account'), order.payee.account],
    [say('pay.entity'), order.entity],
    [say('pay.request'), order.requestNumber ?? ''],
    [say('pay.purpose'), order.purpose],
    [say('pay.way'), order.wayWord],
    [say('pay.made_by'), order.maker.name],
  ] as const
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-second">
      {facts.map(([name, text]) =>
        text === '' ? null : (
          <Fact key={name} name={name}>
            {text}
          </Fact>
        ),
      )}
      {order.closes === undefined ? null : <Fact name={say('pay.closes')}>{amountText(order.closes)}</Fact>}
      <WithheldFact withheld={order.withheld} />
      <RestsFacts rests={order.rests} />
    </dl>
  )
}

type NoteProps = { readonly note: string; readonly onNote: (note: string) => void }

function Note({ note, onNote }: NoteProps) {
  const say = useTexts(webPaymentTexts)
  return (
    <Field label={say('pay.note')} isOptional={say('pay.optional')}>
      {(tied) => (
        <TextArea
          {...tied}
          rows={2}
          maxLength={500}
          value={note}
          onChange={(event) => onNote(event.target.value)}
        />
      )}
    </Field>
  )
}
