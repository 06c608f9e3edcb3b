import { webBankTexts } from '../../../src/texts/web-bank.ts'
import { webRefundTexts } from '../../../src/texts/web-refunds.ts'
import { amountText } from '../../parts/amount.tsx'
import { ReasonDialog } from '../../parts/reason-dialog.tsx'
import { command } from '../../shell/commands.ts'
import { useTexts } from '../../shell/text.ts'
import type { AnsweredLine } from './answered-lines.tsx'
import { settled } from './send-payment.ts'

type Props = { readonly line: AnsweredLine; readonly onClose: () => void }

/** Takes back what a line was said to be; another person then says what it is. */
export function UnmatchLine({ line: { lineId, version, bookedOn, amount, verdict }, onClose }: Props) {
  const say = useTexts(webBankTexts)
  const sayRefund = useTexts(webRefundTexts)
  return (
    <ReasonDialog
      title={say('rec.unmatch_of', { on: bookedOn, amount: amountText(amount) })}
      text={verdict === 'refunded' ? sayRefund('refund.undo') : say('rec.unmatch_does')}
      label={say('rec.unmatch_why')}
      verb={say('rec.unmatch')}
      lettersMin={5}
      onSend={(reason) =>
        settled(command('unmatchLine', { params: { lineId }, body: { version, reason } }), {
          done: say('rec.unmatched'),
          failed: say('rec.unmatch_failed'),
        })
      }
      onClose={onClose}
    />
  )
}
