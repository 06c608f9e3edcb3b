import { Link } from '@tanstack/react-router'
import { UserRound } from 'lucide-react'
import { useState } from 'react'
import { webExceptionTexts } from '../../../src/texts/web-exceptions.ts'
import { webPaymentTexts } from '../../../src/texts/web-payments.ts'
import { Button } from '../../parts/button.tsx'
import { classes } from '../../parts/classes.ts'
import { Empty } from '../../parts/empty.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { linkLook } from '../../parts/text-link.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import type { Answer } from '../../shell/api.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { PrepareDialog, type ToPrepare } from './prepare-dialog.tsx'
import { ProposeException } from './propose-exception.tsx'
import { QueuePage } from './queue-page.tsx'
import { sumsText } from './waiting.ts'
import { When } from './when.tsx'

type Exception = Answer<'exceptions'>['items'][number]

/** The report of natural persons as payees: every exception there ever was, whatever became of it. */
export function Exceptions() {
  const say = useTexts(webPaymentTexts)
  const { data, error, refetch } = useAnswer('exceptions', { query: {} }, { fresh: true })
  const [what, setWhat] = useState<ToPrepare>()
  const [isProposing, setProposing] = useState(false)
  const propose = data?.canPropose === true ? <Propose onPress={() => setProposing(true)} /> : undefined
  const items = data?.items ?? []
  const wait = items.filter(({ state }) => state === 'proposed').length
  return (
    <QueuePage title={say('exc.title')} here="exceptions">
      {error && !data ? (
        <ProblemView error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Waiting lines={6} />
      ) : items.length === 0 ? (
        <Empty
          icon={<UserRound aria-hidden="true" size={20} />}
          title={say('exc.none')}
          text={say('exc.empty_text')}
          action={propose}
        />
      ) : (
        <>
          <div className="mt-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
            <p className="min-w-0 flex-1 basis-60 text-section font-medium">
              {say('exc.count', { count: items.length, wait })}
            </p>
            {propose}
          </div>
          <ul aria-label={say('exc.title')} className="mt-3 border-t border-line">
            {items.map((item) => (
              <ExceptionRow key={item.exceptionId} item={item} onPrepare={setWhat} />
            ))}
          </ul>
        </>
      )}
      {what === undefined ? null : <PrepareDialog what={what} onClose={() => setWhat(undefined)} />}
      {isProposing ? <ProposeException onClose={() => setProposing(false)} /> : null}
    </QueuePage>
  )
}

function Propose({ onPress }: { readonly onPress: () => void }) {
  const say = useTexts(webExceptionTexts)
  return (
    <Button look="primary" size={36} onClick={onPress}>
      {say('propose.open')}
    </Button>
  )
}

type RowProps = { readonly item: Exception; readonly onPrepare: (what: ToPrepare) => void }

function ExceptionRow({ item, onPrepare }: RowProps) {
  const say = useTexts(webPaymentTexts)
  const { requestId, exceptionId, requestNumber: number = say('pay.request') } = item
  return (
    <li className="border-b border-line py-3">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="min-w-0 font-medium break-words">{item.payee}</span>
        <span className="tabular-nums">
          {item.ordered.length === 0
            ? say('exc.unordered')
            : say('exc.ordered', { amount: sumsText(item.ordered) })}
          {item.withheld.length === 0
            ? null
            : ` · ${say('exc.withheld', { amount: sumsText(item.withheld) })}`}
        </span>
      </p>
      <p className="mt-0.5 text-second break-words text-ink-2">
        <Link to="/requests/$requestId" params={{ requestId }} className={linkLook}>
          {number}
        </Link>
        {` · ${[item.kindWord, item.reference, item.taxWord].join(' · ')}`}
      </p>
      <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-meta text-ink-2">
        <span className={classes('inline-flex items-center gap-1.5', inks[item.state])}>
          <span aria-hidden="true" className="size-2 shrink-0 rounded-full border border-current" />
          {item.stateWord}
        </span>
        <span>{say('exc.people', { asker: item.asker })}</span>
        {item.answerer === undefined ? null : <span>{say('exc.answered', { answerer: item.answerer })}</span>}
        <When at={item.askedAt} />
      </p>
      <p className="mt-0.5 text-meta break-words">{say('pay.reason_is', { reason: item.reason })}</p>
      {item.canPrepare ? (
        <p className="mt-2">
          <Button
            aria-label={say('pay.prepare_of', { number })}
            onClick={() => onPrepare({ requestId, exceptionId, number, title: item.kindWord })}
          >
            {say('pay.prepare')}
          </Button>
        </p>
      ) : null}
    </li>
  )
}

const inks: Readonly<Record<Exception['state'], string>> = {
  proposed: 'text-warn',
  confirmed: 'text-pass',
  declined: 'text-ink-3',
  withdrawn: 'text-ink-3',
  lapsed: 'text-ink-3',
}
