import { useState } from 'react'
import { webRefundTexts } from '../../../src/texts/web-refunds.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { command } from '../../shell/commands.ts'
import { useTexts } from '../../shell/text.ts'
import type { AnsweredLine } from './answered-lines.tsx'
import { RefundChoice, verdictOf, type Refundable } from './refund-choice.tsx'
import { settled } from './send-payment.ts'
import { saysWhy, WhyField } from './why-field.tsx'

type Props = { readonly line: AnsweredLine; readonly onClose: () => void }

/** Of money that was taken for money from elsewhere somebody says that a payment came back, or a part. */
export function RefundLine({ line, onClose }: Props) {
  const { lineId, version, bookedOn, amount } = line
  const say = useTexts(webRefundTexts)
  const [chosen, setChosen] = useState<Refundable>()
  const [reason, setReason] = useState('')
  const [isBusy, setBusy] = useState(false)
  const isReady = chosen !== undefined && saysWhy(reason)
  const verdict = verdictOf(chosen)
  const isWhole = verdict === 'returned'
  const send = async (orderId: string) => {
    setBusy(true)
    const body = { version, verdict, orderIds: [orderId], reason: reason.trim() }
    const said = { done: say(isWhole ? 'refund.done_whole' : 'refund.done'), failed: say('refund.failed') }
    const isDone = await settled(command('answerLine', { params: { lineId }, body }), said)
    setBusy(false)
    if (isDone) onClose()
  }
  return (
    <Dialog title={say('refund.of', { on: bookedOn, amount: amountText(amount) })} onClose={onClose}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady && !isBusy) void send(chosen.orderId)
        }}
      >
        <RefundChoice line={line} chosen={chosen} onChosen={setChosen} />
        <WhyField reason={reason} onChange={setReason} />
        <Button type="submit" look="primary" size={36} disabled={!isReady} isBusy={isBusy}>
          {say(isWhole ? 'refund.verb_whole' : 'refund.verb')}
        </Button>
      </form>
    </Dialog>
  )
}
