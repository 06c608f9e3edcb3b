import { useState } from 'react'
import { webBankTexts } from '../../../src/texts/web-bank.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { Chips } from '../../parts/chips.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { command } from '../../shell/commands.ts'
import { useTexts } from '../../shell/text.ts'
import { inWords, type OpenLine } from './open-lines.tsx'
import type { Bank } from './reconciliation.tsx'
import { RefundChoice, verdictOf, type Refundable } from './refund-choice.tsx'
import { settled } from './send-payment.ts'
import { sumsText } from './waiting.ts'
import { saysWhy, WhyField } from './why-field.tsx'

type Verdict = 'paid' | 'returned' | 'refunded' | 'fee' | 'elsewhere'
type Props = { readonly line: OpenLine; readonly bank: Bank; readonly onClose: () => void }

const verdictsOf: Readonly<Record<OpenLine['direction'], readonly Verdict[]>> = {
  out: ['paid', 'fee', 'elsewhere'],
  in: ['returned', 'refunded', 'elsewhere'],
}

/** A person says what a line is, for which payments, and how they know. */
export function AnswerLine({ line, bank, onClose }: Props) {
  const say = useTexts(webBankTexts)
  const { bookedOn, amount, lineId, version, direction } = line
  const verdicts = verdictsOf[direction]
  const offered = offeredFor(line, bank)
  const first = verdicts[0] ?? 'elsewhere'
  // What was booked before its number left cannot be that payment.
  const isOther = offered.length === 0 || line.why === 'before_sent'
  const likely = line.why === 'part_back' ? 'refunded' : isOther ? 'elsewhere' : first
  const [verdict, setVerdict] = useState<Verdict>(likely)
  const [part, setPart] = useState<Refundable>()
  const [chosen, setChosen] = useState<readonly string[]>(
    line.candidates.length === 1 && !isOther ? line.candidates : [],
  )
  const [reason, setReason] = useState('')
  const [isBusy, setBusy] = useState(false)
  const isMatch = verdict === 'paid' || verdict === 'returned'
  const orderIds = isMatch ? [...chosen] : verdict === 'refunded' && part ? [part.orderId] : []
  const needsOrder = isMatch || verdict === 'refunded'
  const isReady = saysWhy(reason) && (!needsOrder || orderIds.length > 0)
  const send = async () => {
    setBusy(true)
    const meant = verdict === 'refunded' ? verdictOf(part) : verdict
    const body = { version, verdict: meant, orderIds, reason: reason.trim() }
    const said = { done: say('rec.answered'), failed: say('rec.answer_failed') }
    const isDone = await settled(command('answerLine', { params: { lineId }, body }), said)
    setBusy(false)
    if (isDone) onClose()
  }
  return (
    <Dialog title={say('rec.answer_of', { on: bookedOn, amount: amountText(amount) })} onClose={onClose}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady && !isBusy) void send()
        }}
      >
        {line.whyWord === undefined ? null : <p className="text-second text-warn">{line.whyWord}</p>}
        <Chips
          label={say('rec.what')}
          value={verdict}
          options={verdicts.map((key) => ({ key, word: say(`rec.is.${key}`) }))}
          onChange={(key) => setVerdict(verdicts.find((each) => each === key) ?? first)}
        />
        {isMatch ? <Which line={line} offered={offered} chosen={chosen} onChosen={setChosen} /> : null}
        {verdict === 'refunded' ? <RefundChoice line={line} chosen={part} onChosen={setPart} /> : null}
        <WhyField reason={reason} onChange={setReason} />
        <Button type="submit" look="primary" size={36} disabled={!isReady} isBusy={isBusy}>
          {say('rec.answer')}
        </Button>
      </form>
    </Dialog>
  )
}

/** What the line may be: its candidates first, then what is under way from the same account. */
function offeredFor(line: OpenLine, bank: Bank): Bank['sent'] {
  const ofAccount = bank.sent.filter(({ accountId }) => accountId === line.accountId)
  const isNamed = ({ orderId }: Bank['sent'][number]) => line.candidates.includes(orderId)
  return [...ofAccount.filter(isNamed), ...ofAccount.filter((order) => !isNamed(order))]
}

type WhichProps = {
  readonly line: OpenLine
  readonly offered: Bank['sent']
  readonly chosen: readonly string[]
  readonly onChosen: (chosen: readonly string[]) => void
}

function Which({ line, offered, chosen, onChosen }: WhichProps) {
  const say = useTexts(webBankTexts)
  const sum = sumsText(offered.flatMap(({ orderId, amount }) => (chosen.includes(orderId) ? [amount] : [])))
  return (
    <fieldset>
      <legend className="mb-1 text-second font-medium">{say('rec.which')}</legend>
      {offered.length === 0 ? (
        <p className="text-second text-ink-2">{say('rec.no_candidate')}</p>
      ) : (
        <ul className="border-t border-line">
          {offered.map((order) => {
            const { orderId, answer } = order
            return (
              <li key={orderId} className="border-b border-line">
                <label className="flex min-h-10 items-start gap-3 py-2 text-second">
                  <input
                    type="checkbox"
                    disabled={!answer.can}
                    checked={chosen.includes(orderId)}
                    onChange={(event) =>
                      onChosen(
                        event.target.checked ? [...chosen, orderId] : chosen.filter((id) => id !== orderId),
                      )
                    }
                    className="mt-0.5 size-5 shrink-0 accent-brand"
                  />
                  <span className="min-w-0 flex-1 break-words">
                    {say('rec.order', { ...inWords(order), amount: amountText(order.amount) })}
                    {answer.can || answer.why === undefined ? null : (
                      <span className="block text-meta text-ink-2">
                        {say('rec.not_yours', { why: answer.why })}
                      </span>
                    )}
                  </span>
                </label>
              </li>
            )
          })}
        </ul>
      )}
      {sum === '' ? null : (
        <p className="mt-1 text-meta text-ink-2">
          {say('rec.sum', { sum, amount: amountText(line.amount) })}
        </p>
      )}
    </fieldset>
  )
}
