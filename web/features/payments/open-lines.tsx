import { useEffect, useRef, useState } from 'react'
import { webBankTexts } from '../../../src/texts/web-bank.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { Section } from '../../parts/section.tsx'
import { useTexts } from '../../shell/text.ts'
import { AnswerLine } from './answer-line.tsx'
import type { Account, Bank } from './reconciliation.tsx'
import { When } from './when.tsx'

/** A line of a statement that waits for a person. */
export type OpenLine = Bank['lines'][number]

type Props = { readonly bank: Bank; readonly account: Account }

/** The lines of an account that wait for a person: why, and which payments each may be. */
export function OpenLines({ bank, account: { accountId } }: Props) {
  const say = useTexts(webBankTexts)
  const [line, setLine] = useState<OpenLine>()
  const list = useFocusOnNext(line !== undefined)
  const lines = bank.lines.filter((each) => each.accountId === accountId)
  return (
    <Section title={say('rec.ask')} aside={lines.length === 0 ? undefined : String(lines.length)}>
      {lines.length === 0 ? (
        <p className="text-second text-ink-2">{say('rec.none_ask')}</p>
      ) : (
        <ul ref={list} aria-label={say('rec.ask')} className="border-t border-line">
          {lines.map((each) => (
            <Row key={each.lineId} line={each} bank={bank} onAnswer={() => setLine(each)} />
          ))}
        </ul>
      )}
      {line === undefined ? null : <AnswerLine line={line} bank={bank} onClose={() => setLine(undefined)} />}
    </Section>
  )
}

/**
 * Once a line is answered it leaves the list, and with it the place of whoever works with the keyboard: they
 * go on with the first one that waits.
 */
function useFocusOnNext(isAnswering: boolean) {
  const list = useRef<HTMLUListElement>(null)
  const wasAnswering = useRef(false)
  useEffect(() => {
    const isLost = wasAnswering.current && !isAnswering && document.activeElement === document.body
    if (isLost) list.current?.querySelector('button')?.focus()
    wasAnswering.current = isAnswering
  }, [isAnswering])
  return list
}

type RowProps = { readonly line: OpenLine; readonly bank: Bank; readonly onAnswer: () => void }

function Row({ line, bank, onAnswer }: RowProps) {
  const say = useTexts(webBankTexts)
  const { bookedOn, direction, amount, tail, endToEndId, whyWord, unmatched } = line
  const candidates = bank.sent.filter(({ orderId }) => line.candidates.includes(orderId))
  const parts = [
    bookedOn,
    say(`rec.${direction}`),
    tail === undefined ? undefined : say('rec.tail', { tail }),
    endToEndId === undefined ? undefined : say('rec.number', { number: endToEndId }),
  ]
  return (
    <li className="border-b border-line py-3">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="min-w-0 font-medium break-words text-warn">{whyWord ?? say('rec.never_made')}</span>
        <span className="font-medium tabular-nums">{amountText(amount)}</span>
      </p>
      <p className="mt-0.5 text-second break-all text-ink-2">{parts.filter(Boolean).join(' · ')}</p>
      {unmatched === undefined ? null : (
        <p className="mt-0.5 flex flex-wrap gap-x-2 text-meta break-words text-ink-2">
          <span>{say('rec.unmatched_by', { name: unmatched.by.name, reason: unmatched.reason })}</span>
          <When at={unmatched.at} />
        </p>
      )}
      {candidates.length === 0 ? (
        <p className="mt-0.5 text-meta text-ink-2">{say('rec.no_candidate')}</p>
      ) : (
        <div className="mt-1 text-meta">
          <p className="text-ink-2">{say('rec.candidates')}</p>
          <ul>
            {candidates.map((order) => (
              <li key={order.orderId} className="break-words">
                {say('rec.order', { ...inWords(order), amount: amountText(order.amount) })}
                {order.answer.can || order.answer.why === undefined ? null : (
                  <span className="block text-ink-2">{say('rec.not_yours', { why: order.answer.why })}</span>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
      {unmatched?.isReader ? (
        <p className="mt-2 text-second text-ink-2">{say('rec.unmatched_yours')}</p>
      ) : bank.can.answer ? (
        <p className="mt-2">
          <Button
            aria-label={say('rec.answer_of', { on: bookedOn, amount: amountText(amount) })}
            onClick={onAnswer}
          >
            {say('rec.answer')}
          </Button>
        </p>
      ) : null}
    </li>
  )
}

/** A payment in the words of a line. */
export function inWords({ number, payee, stateWord }: Bank['sent'][number]) {
  return { number, payee, state: stateWord }
}
