import { Link, useSearch } from '@tanstack/react-router'
import { Banknote } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { webBankTexts } from '../../../src/texts/web-bank.ts'
import { webExceptionTexts } from '../../../src/texts/web-exceptions.ts'
import { webPaymentTexts } from '../../../src/texts/web-payments.ts'
import { webSetTexts } from '../../../src/texts/web-sets.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { Empty } from '../../parts/empty.tsx'
import { MoreButton } from '../../parts/more-button.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { linkLook, PartyLink } from '../../parts/text-link.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import type { Answer } from '../../shell/api.ts'
import { usePages } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { ChooseSeveral, ChosenBar, Tick } from './choosing.tsx'
import { EntityFilter } from './entity-filter.tsx'
import { PrepareDialog, type ToPrepare } from './prepare-dialog.tsx'
import { PrepareSet } from './prepare-set.tsx'
import { ProposeException } from './propose-exception.tsx'
import { RestsLines } from './rests.tsx'
import { allPages, useSelection } from './selection.ts'
import { sumsText } from './waiting.ts'
import { WithheldLine } from './withheld.tsx'

/** A benefit that may be ordered, as the server weighed it. */
export type Payable = Answer<'payables'>['items'][number]

/** What may be ordered to customers' company accounts: each with what it rests on, or what holds it back. */
export function Payables() {
  const say = useTexts(webBankTexts)
  const { entityId } = useSearch({ from: '/inside/payments' })
  const pages = usePages('payables', { query: { ...(entityId && { entityId }) } })
  const [chosen, setChosen] = useState<Payable>()
  const [person, setPerson] = useState<Payable>()
  const items = pages.data?.pages.flatMap((page) => page.items) ?? []
  const set = useSet(items, pages)
  if (pages.error && !pages.data) {
    return <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />
  }
  if (pages.data === undefined) return <Waiting lines={8} />
  return (
    <>
      <Headline items={items} />
      <EntityFilter part="payable" />
      {set.choice}
      {items.length === 0 && !pages.hasNextPage ? (
        <Empty
          icon={<Banknote aria-hidden="true" size={20} />}
          title={say('owed.empty')}
          text={say('owed.empty_text')}
        />
      ) : (
        <ul aria-label={say('owed.list')} className="mt-3 border-t border-line">
          {items.map((item) => (
            <Row
              key={item.requestId}
              item={item}
              tick={set.tickOf(item)}
              onPrepare={() => setChosen(item)}
              onPropose={() => setPerson(item)}
            />
          ))}
        </ul>
      )}
      <MoreButton pages={pages} />
      {set.bar}
      {chosen === undefined ? null : (
        <PrepareDialog what={orderFor(chosen)} onClose={() => setChosen(undefined)} />
      )}
      {person === undefined ? null : (
        <ProposeException of={person.requestId} onClose={() => setPerson(undefined)} />
      )}
    </>
  )
}

type Pages = ReturnType<typeof usePages<'payables'>>

/** Preparing several at once: the choice above the list, the box of each row, and what is chosen below. */
function useSet(items: readonly Payable[], pages: Pages) {
  const say = useTexts(webSetTexts)
  const ready = items.filter(({ canPrepare }) => canPrepare)
  const selection = useSelection(ready.map(({ requestId }) => requestId))
  // The sheet is what was chosen when it opened: the list changes under it once its orders are made.
  const [open, setOpen] = useState<readonly Payable[]>()
  const choosable = ready.map((item) => ({ ...choosableOf(item), amount: item.left }))
  const picked = choosable.filter(({ id }) => selection.has(id))
  const clear = () => selection.choose([])
  return {
    choice: (
      <ChooseSeveral
        items={choosable}
        selection={selection}
        onAll={async () => readyIn(await allPages(pages)).map(({ requestId }) => requestId)}
      />
    ),
    tickOf: ({ canPrepare, requestId, requestNumber }: Payable) =>
      canPrepare ? <Tick id={requestId} name={requestNumber ?? requestId} selection={selection} /> : null,
    bar: (
      <>
        <ChosenBar
          items={picked}
          verb={say('set.prepare', { count: picked.length })}
          onClear={clear}
          onGo={() => setOpen(ready.filter(({ requestId }) => selection.has(requestId)))}
        />
        {open === undefined ? null : (
          <PrepareSet
            items={open}
            onClose={(isDone) => {
              setOpen(undefined)
              if (isDone) clear()
            }}
          />
        )}
      </>
    ),
  }
}

function readyIn(items: readonly Payable[]): readonly Payable[] {
  return items.filter(({ canPrepare }) => canPrepare)
}

/** Customers are paid on company accounts alone here: the way is the same for all. */
function choosableOf({ requestId, payee, entityId, entity, left }: Payable) {
  return { id: requestId, payee, entity: { id: entityId, name: entity }, currency: left.currency }
}

/** What an order for it rests on; a natural person is paid by the exception alone. */
function orderFor(payable: Payable): ToPrepare {
  const { requestId, requestNumber: number = '', title, left, exceptionId } = payable
  return {
    requestId,
    number,
    title,
    currency: left.currency,
    payable,
    ...(exceptionId === undefined ? {} : { exceptionId }),
  }
}

function Headline({ items }: { readonly items: readonly Payable[] }) {
  const say = useTexts(webBankTexts)
  const ready = items.filter(({ canPrepare }) => canPrepare)
  const held = items.length - ready.length
  const amount = sumsText(ready.map(({ left }) => left))
  return (
    <p className="mt-4 text-section font-medium">
      {ready.length === 0 ? say('owed.headline_none') : say('owed.headline', { count: ready.length, amount })}
      {held === 0 ? null : ` ${say('owed.held', { count: held })}`}
    </p>
  )
}

type RowProps = {
  readonly item: Payable
  /** The box with which it is chosen, where an order may be made. */
  readonly tick: ReactNode
  readonly onPrepare: () => void
  readonly onPropose: () => void
}

function Row({ item, tick, onPrepare, onPropose }: RowProps) {
  const say = useTexts(webBankTexts)
  const sayPay = useTexts(webPaymentTexts)
  const { payee, left, value, requestId, requestNumber = sayPay('pay.request'), hold, account } = item
  const isPart = left.minor !== value.minor
  const about = [item.title, say('owed.on', { on: item.happenedOn }), accountText(account, say)].filter(
    Boolean,
  )
  return (
    <li className="border-b border-line py-3">
      <div className="flex items-start">
        {tick}
        <p className="flex min-w-0 flex-1 flex-wrap items-baseline justify-between gap-x-4">
          <span className="min-w-0 font-medium break-words">
            <PartyLink partyId={payee.id}>{payee.name}</PartyLink>
          </span>
          <span className="font-medium tabular-nums">
            {isPart
              ? say('rest.left_of', { left: amountText(left), value: amountText(value) })
              : amountText(left)}
          </span>
        </p>
      </div>
      <p className="mt-0.5 text-second break-words text-ink-2">
        <Link to="/requests/$requestId" params={{ requestId }} className={linkLook}>
          {requestNumber}
        </Link>
        {about.map((part) => ` · ${part}`).join('')}
      </p>
      <WithheldLine withheld={item.withheld} />
      <RestsLines rests={item.rests} />
      {hold === undefined ? null : (
        <p className="mt-0.5 text-meta break-words text-warn">
          {say('owed.hold', { reason: hold.reason })} <span className="text-ink-2">{hold.repair}</span>
        </p>
      )}
      <Acts item={item} onPrepare={onPrepare} onPropose={onPropose} />
    </li>
  )
}

/** What the reader may do with it, as the server says. */
function Acts({ item, onPrepare, onPropose }: Omit<RowProps, 'tick'>) {
  const sayPay = useTexts(webPaymentTexts)
  const sayPropose = useTexts(webExceptionTexts)
  const { canPrepare, canPropose, requestNumber: number = sayPay('pay.request') } = item
  if (canPrepare) {
    return (
      <p className="mt-2">
        <Button aria-label={sayPay('pay.prepare_of', { number })} onClick={onPrepare}>
          {sayPay('pay.prepare')}
        </Button>
      </p>
    )
  }
  return canPropose ? (
    <p className="mt-2">
      <Button aria-label={sayPropose('propose.open_of', { number })} onClick={onPropose}>
        {sayPropose('propose.open')}
      </Button>
    </p>
  ) : null
}

type Say = ReturnType<typeof useTexts<typeof webBankTexts>>

/** The account with the word on whether a second person has verified it. */
export function accountText(account: Payable['account'], say: Say): string {
  if (account === undefined) return ''
  return `${account.text}（${say(account.isVerified ? 'rest.verified' : 'rest.unverified')}）`
}
