import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { webAccrualTexts } from '../../../src/texts/web-accruals.ts'
import { webOneTexts } from '../../../src/texts/web-one.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { OneAlone } from '../../parts/one-alone.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { Section } from '../../parts/section.tsx'
import { linkLook } from '../../parts/text-link.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { problemOf, type Answer } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { tell, tellProblem } from '../../shell/messages.ts'
import { queryClient, useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'

type Props = {
  readonly entityId: string
  readonly month: string
  /** One accrual, or what takes it back, that an entry of the books names; `all` where they are asked for. */
  readonly named: string | undefined
}

type Accruals = Answer<'accruals'>
type Say = ReturnType<typeof useTexts<typeof webAccrualTexts>>

/** What was due in a month and is no expense of it: what has to stand, and the button that books it. */
export function MonthAccruals({ entityId, month, named }: Props) {
  const say = useTexts(webAccrualTexts)
  const isOne = named !== undefined && named !== 'all'
  const query = { entityId, month, ...(isOne ? { accrualId: named } : {}) }
  const { data, error, refetch } = useAnswer('accruals', { query }, { fresh: true })
  const place = useRef<HTMLDivElement>(null)
  const isThere = data !== undefined && named !== undefined
  // Whoever comes from an entry of the books, or from the checklist, is brought to what they asked for.
  useEffect(() => {
    if (isThere) place.current?.scrollIntoView({ block: 'nearest' })
  }, [isThere, named])
  if (error && !data) return <ProblemView error={error} onRetry={() => void refetch()} />
  if (data === undefined) return named === undefined ? null : <Waiting lines={3} />
  // Below the vouchers of a month they stand only where there are some.
  if (named === undefined && data.count === 0) return null
  const title = say('accruals.title', { month })
  return (
    <div ref={place} className="scroll-mt-4">
      <Section title={title} aside={<Book accruals={data} entityId={entityId} />}>
        <p className="text-body font-medium">{verdictOf(say, data)}</p>
        {data.due > 0 && !data.can.can ? <p className="mt-1 text-second text-ink-2">{data.can.why}</p> : null}
        <Totals totals={data.totals} />
        {isOne ? <WayToAll entityId={entityId} month={month} isFound={data.items.length > 0} /> : null}
        <ul aria-label={title} className="mt-3 border-t border-line empty:hidden">
          {data.items.map((item) => (
            <AccrualRow key={`${item.benefitId} ${item.amount.currency}`} item={item} />
          ))}
        </ul>
        {!isOne && data.count > data.items.length ? (
          <p className="mt-2 text-second text-ink-2">
            {say('accruals.more', { shown: data.items.length, count: data.count })}
          </p>
        ) : null}
      </Section>
    </div>
  )
}

function verdictOf(say: Say, { state, due, count, until }: Accruals): string {
  if (count === 0 && due === 0) return say('accruals.none')
  if (state === 'running') return say('accruals.running', { count, until })
  return due > 0 ? say('accruals.due', { count: due, until }) : say('accruals.all', { count, until })
}

function Book({ accruals, entityId }: { readonly accruals: Accruals; readonly entityId: string }) {
  const say = useTexts(webAccrualTexts)
  const [isBusy, setBusy] = useState(false)
  const { month, due, can } = accruals
  if (due === 0) return null
  const book = () => {
    setBusy(true)
    bookAll(entityId, month)
      .then((count) => tell({ tone: 'done', text: say('accruals.booked', { count }) }))
      .catch((error: unknown) => tellProblem(problemOf(error), say('accruals.failed')))
      .finally(() => {
        setBusy(false)
        for (const name of ['accruals', 'periods', 'vouchers'])
          void queryClient.invalidateQueries({ queryKey: [name] })
      })
  }
  return (
    <Button
      size={32}
      disabled={!can.can}
      isBusy={isBusy}
      {...(can.can ? {} : { title: can.why })}
      onClick={book}
    >
      {say('accruals.book')}
    </Button>
  )
}

/** One call books some hundreds; what is left goes with the next. Gives how many were booked. */
async function bookAll(entityId: string, month: string, before = 0): Promise<number> {
  try {
    const { changed, left } = await command('bookAccruals', { body: { entityId, month } })
    return left === 0 ? before + changed : await bookAll(entityId, month, before + changed)
  } catch (error) {
    // Somebody else booked the rest meanwhile.
    if (before > 0 && problemOf(error).code === 'ledger.accruals_nothing_due') return before
    throw error
  }
}

function Totals({ totals }: Pick<Accruals, 'totals'>) {
  const say = useTexts(webAccrualTexts)
  return (
    <dl className="mt-2 flex flex-wrap gap-x-8 gap-y-2 empty:hidden">
      {totals.flatMap(({ currency, amount, booked }) =>
        [
          { name: say('accruals.amount', { currency }), figure: amount },
          { name: say('accruals.stands', { currency }), figure: booked },
        ].map(({ name, figure }) => (
          <div key={name}>
            <dt className="text-meta text-ink-2">{name}</dt>
            <dd className="text-body font-medium tabular-nums">{amountText(figure)}</dd>
          </div>
        )),
      )}
    </dl>
  )
}

type ToAll = { readonly entityId: string; readonly month: string; readonly isFound: boolean }

function WayToAll({ entityId, month, isFound }: ToAll) {
  const say = useTexts(webOneTexts)
  return (
    <OneAlone what="accrual" isFound={isFound}>
      <Link to="/periods" search={{ entityId, month, accrual: 'all' }} className={linkLook}>
        {say('one.all')}
      </Link>
    </OneAlone>
  )
}

const rowLook =
  'flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line py-1.5 text-second'

function AccrualRow({ item }: { readonly item: Accruals['items'][number] }) {
  const say = useTexts(webAccrualTexts)
  const { number, title, requestId, happenedOn, amount, booked, isDue, isGivenLate } = item
  return (
    <li className={rowLook}>
      <span className="min-w-0 break-words">
        {requestId === undefined ? (
          <span className="font-medium tabular-nums">{number}</span>
        ) : (
          <Link
            to="/requests/$requestId"
            params={{ requestId }}
            className={`${linkLook} inline-flex min-h-6 items-center pointer-coarse:min-h-10`}
          >
            {number}
          </Link>
        )}
        <span className="text-ink-2">{` · ${happenedOn} · ${title}`}</span>
        {isGivenLate === true ? (
          <span className="text-ink-2">{` · ${say('accruals.given_late')}`}</span>
        ) : null}
      </span>
      <span className="ml-auto tabular-nums">
        {isDue ? (
          <span className="text-warn">
            {`${
              item.accrualId === undefined
                ? say('accruals.not_booked')
                : say('accruals.differs', { amount: amountText(booked) })
            } · `}
          </span>
        ) : null}
        {amountText(amount)}
      </span>
    </li>
  )
}
