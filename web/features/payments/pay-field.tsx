import { Paperclip } from 'lucide-react'
import { useState } from 'react'
import type { MoneyJson } from '../../../src/kernel/money.ts'
import { webMyClaimTexts } from '../../../src/texts/web-my-claims.ts'
import { webTexts } from '../../../src/texts/web.ts'
import { Button } from '../../parts/button.tsx'
import { Chips } from '../../parts/chips.tsx'
import { MoneyInput } from '../../parts/money-input.tsx'
import { PickButton } from '../../parts/pick-button.tsx'
import { problemOf, uploadFiles } from '../../shell/api.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { isByDay, isTyped, payModes, type Pay, type PayMode } from './pay-mode.ts'
import type { Line } from './receipts.ts'

type Props = {
  readonly pay: Pay
  readonly lines: readonly Line[]
  readonly onChange: (pay: Pay) => void
}

/**
 * In which currency a claim over foreign benefits is paid: one plain sentence by the rate of the day, and
 * beside it what a card was charged, or the currency in which it was given.
 */
export function PayField({ pay, lines, onChange }: Props) {
  const say = useTexts(webMyClaimTexts)
  const [isOpen, setOpen] = useState(false)
  const item = lines[0]?.item
  const books = item?.books
  if (!item || !books) return null
  const words = { currency: books.currency, own: item.left.currency }
  return (
    <section aria-label={say('pay.title')} className="space-y-2">
      {isByDay(pay) ? lines.map((line) => <ByDay key={line.item.requestId} line={line} />) : null}
      {pay.mode === 'own' ? (
        <p className="text-second text-ink-2">
          {books.worth === undefined ? books.says : say('pay.in_own', words)}
        </p>
      ) : null}
      {isTyped(pay)
        ? lines.map((line) => (
            <Typed
              key={line.item.requestId}
              pay={pay}
              line={line}
              isOnly={lines.length === 1}
              onChange={onChange}
            />
          ))
        : null}
      {pay.mode === 'card' ? <Proof pay={pay} onChange={onChange} /> : null}
      {books.worth === undefined ? null : isOpen ? (
        <Chips
          label={say('pay.how')}
          value={pay.mode}
          options={payModes(item).map((mode) => ({ key: mode, word: say(`pay.mode.${mode}`, words) }))}
          // The keys are those of the options.
          onChange={(mode) => onChange({ ...pay, mode: mode as PayMode })}
        />
      ) : (
        <Button look="ghost" size={28} onClick={() => setOpen(true)}>
          {say('pay.other')}
        </Button>
      )}
    </section>
  )
}

/** What a line comes to at the rate of its day, as the server reckons it for the amount that is typed. */
function ByDay({ line: { item, amount } }: { readonly line: Line }) {
  const say = useTexts(webMyClaimTexts)
  const { requestId, left } = item
  const minor = amount?.minor ?? left.minor
  const isWhole = minor === left.minor || minor === '0'
  const asked = useAnswer('claimable', { query: { requestId, minor } }, { enabled: !isWhole, keep: true })
  const found = asked.data?.items.find((each) => each.requestId === requestId)
  const books = isWhole ? item.books : (found?.books ?? item.books)
  return (
    <p role="status" className="text-second">
      {say('pay.by_day', { currency: books?.currency ?? '' })} {books?.says}
    </p>
  )
}

type TypedProps = Omit<Props, 'lines'> & { readonly line: Line; readonly isOnly: boolean }

function Typed({ pay, line: { item }, isOnly, onChange }: TypedProps) {
  const say = useTexts(webMyClaimTexts)
  const { requestId, number, books } = item
  const word = say(pay.mode === 'card' ? 'pay.charged' : 'pay.billed')
  return (
    <MoneyInput
      label={isOnly ? word : `${word} · ${number}`}
      currency={books?.currency ?? item.left.currency}
      value={pay.paid[requestId]}
      onChange={(paid: MoneyJson | undefined) =>
        onChange({ ...pay, paid: { ...pay.paid, [requestId]: paid } })
      }
    />
  )
}

/** The card statement that shows what was charged. */
function Proof({ pay, onChange }: Pick<Props, 'pay' | 'onChange'>) {
  const say = useTexts(webMyClaimTexts)
  const sayFiles = useTexts(webTexts)
  const [error, setError] = useState<string>()
  const take = async ([file]: readonly File[]) => {
    if (!file) return
    setError(undefined)
    try {
      const [stored] = (await uploadFiles([file], 'receipt')).files
      if (stored) onChange({ ...pay, proof: { fileId: stored.fileId, name: stored.name } })
    } catch (cause) {
      const { title, wayOut } = problemOf(cause)
      setError([title || sayFiles('web.files.failed'), wayOut].filter(Boolean).join(' '))
    }
  }
  return (
    <div>
      <p className="mb-1 text-second break-words">
        {pay.proof === undefined ? say('pay.proof_needed') : say('pay.proof', { name: pay.proof.name })}
      </p>
      <PickButton
        text={say('pay.proof_add')}
        icon={<Paperclip aria-hidden="true" size={15} />}
        onPick={(files) => void take(files)}
      />
      {error === undefined ? null : (
        <p role="alert" className="mt-1 text-meta text-block">
          {error}
        </p>
      )}
    </div>
  )
}
