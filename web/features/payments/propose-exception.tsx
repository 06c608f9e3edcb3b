import { useState } from 'react'
import { webExceptionTexts } from '../../../src/texts/web-exceptions.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, Input } from '../../parts/field.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { problemOf } from '../../shell/api.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { ExceptionForm } from './exception-form.tsx'
import type { Offer } from './exception-values.ts'
import { Fact } from './rests.tsx'

type Props = {
  /** The request that it is about; without one its number is asked for first. */
  readonly of?: string
  readonly onClose: () => void
}

/** The first of two people: proposes that a natural person is paid for a benefit of theirs. */
export function ProposeException({ of: given, onClose }: Props) {
  const say = useTexts(webExceptionTexts)
  const [of, setOf] = useState(given ?? '')
  const { data, error, isFetching } = useAnswer(
    'exceptionPayees',
    { query: { of } },
    { enabled: of !== '', fresh: true },
  )
  const isMissing = error !== null && problemOf(error).status === 404
  const offer = error === null && of !== '' ? data : undefined
  return (
    <Dialog title={say('propose.open')} onClose={onClose} shape="wide">
      <p className="mb-4 text-second text-ink-2">{say('propose.text')}</p>
      {given === undefined ? (
        <Lookup isBusy={isFetching} error={isMissing ? say('propose.not_found') : undefined} onFind={setOf} />
      ) : null}
      {error !== null && (!isMissing || given !== undefined) ? (
        <ProblemView error={error} />
      ) : offer !== undefined ? (
        <Found key={offer.requestId} offer={offer} onClose={onClose} />
      ) : given === undefined ? null : (
        <Waiting lines={6} />
      )}
    </Dialog>
  )
}

type LookupProps = {
  readonly isBusy: boolean
  readonly error: string | undefined
  readonly onFind: (number: string) => void
}

function Lookup({ isBusy, error, onFind }: LookupProps) {
  const say = useTexts(webExceptionTexts)
  const [text, setText] = useState('')
  return (
    <form
      className="mb-4 flex items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        onFind(text.trim())
      }}
    >
      <div className="min-w-0 flex-1">
        <Field label={say('propose.of')} hint={say('propose.of_hint')} error={error}>
          {(tied) => (
            <Input {...tied} maxLength={60} value={text} onChange={(event) => setText(event.target.value)} />
          )}
        </Field>
      </div>
      {/* In line with the field, whose label stands above it. */}
      <div className="pt-6">
        <Button type="submit" size={36} disabled={text.trim() === ''} isBusy={isBusy}>
          {say('propose.find')}
        </Button>
      </div>
    </form>
  )
}

type FoundProps = { readonly offer: Offer; readonly onClose: () => void }

/** What it is about; then the form, or what holds a proposal back. */
function Found({ offer, onClose }: FoundProps) {
  const say = useTexts(webExceptionTexts)
  const { requestNumber = '', title, amount, entity, hold } = offer
  return (
    <>
      <dl className="mb-4 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-second">
        <Fact name={say('propose.request')}>{[requestNumber, title].filter(Boolean).join(' · ')}</Fact>
        <Fact name={say('propose.amount')}>
          <span className="font-medium tabular-nums">{amountText(amount)}</span>
        </Fact>
        <Fact name={say('propose.entity')}>{entity}</Fact>
      </dl>
      {hold === undefined ? (
        <ExceptionForm offer={offer} onClose={onClose} />
      ) : (
        <p role="status" className="text-second text-warn">
          {say('propose.held', { reason: hold.reason })} <span className="text-ink-2">{hold.repair}</span>
        </p>
      )}
    </>
  )
}
