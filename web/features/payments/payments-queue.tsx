import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Banknote, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { webPaymentTexts } from '../../../src/texts/web-payments.ts'
import { buttonLook } from '../../parts/button.tsx'
import { Empty } from '../../parts/empty.tsx'
import { Field, Select } from '../../parts/field.tsx'
import { MoreButton } from '../../parts/more-button.tsx'
import { OneAlone } from '../../parts/one-alone.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { linkLook } from '../../parts/text-link.tsx'
import { viewLinkLook } from '../../parts/view-link.ts'
import { Waiting } from '../../parts/waiting.tsx'
import type { Answer } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { usePages } from '../../shell/queries.ts'
import { useMe } from '../../shell/session.ts'
import { useTexts } from '../../shell/text.ts'
import { CheckDialog } from './check-dialog.tsx'
import { CheckSet } from './check-set.tsx'
import { OrderRow, type Order, type OrderAct } from './order-row.tsx'
import { ReasonDialog } from '../../parts/reason-dialog.tsx'
import { choosableOrder } from './selection.ts'
import { settled } from './send-payment.ts'
import { useSeveral } from './several.tsx'
import { chipsOf, countIn, sumsText } from './waiting.ts'

type Counts = Answer<'orderQueue'>['counts']

const states = ['prepared', 'checked', 'sent', 'unknown', 'paid', 'failed', 'returned', 'stopped'] as const
const ways = ['company_account', 'vendor', 'reimbursement'] as const

/** The payment queue: what waits to be checked and what the bank left open first, then any state. */
export function PaymentsQueue() {
  const { order } = useSearch({ from: '/inside/payments' })
  return order === undefined ? <Queue /> : <OneOrder orderId={order} />
}

/** One order alone, in whatever state, as an entry of the books or a letter names it. */
function OneOrder({ orderId }: { readonly orderId: string }) {
  const say = useTexts(webPaymentTexts)
  const pages = usePages('orderQueue', { query: { orderId } })
  const [act, setAct] = useState<OrderAct>()
  if (pages.error && !pages.data) {
    return <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />
  }
  if (pages.data === undefined) return <Waiting lines={4} />
  const orders = pages.data.pages.flatMap((page) => page.items)
  return (
    <>
      <OneAlone what="order" isFound={orders.length > 0}>
        <Link to="/payments" search={{ state: 'all' }} className={linkLook}>
          {say('pay.show_all')}
        </Link>
      </OneAlone>
      <ul aria-label={say('pay.list')} className="mt-3 border-t border-line">
        {orders.map((order) => (
          <OrderRow key={order.orderId} order={order} onAct={setAct} />
        ))}
      </ul>
      {act === undefined ? null : <ActDialog act={act} onClose={() => setAct(undefined)} />}
    </>
  )
}

function Queue() {
  const say = useTexts(webPaymentTexts)
  const search = useSearch({ from: '/inside/payments' })
  const { state = 'prepared', way, entityId } = search
  const filters = { ...(way && { way }), ...(entityId && { entityId }) }
  const pages = usePages('orderQueue', { query: { ...filters, ...(state === 'all' ? {} : { state }) } })
  const [act, setAct] = useState<OrderAct>()
  const counts = pages.data?.pages[0]?.counts ?? []
  const all = pages.data?.pages.flatMap((page) => page.items) ?? []
  const hasUnknown = countIn(counts, 'unknown') > 0 && state !== 'unknown'
  // What is unknown stands above already.
  const orders = hasUnknown ? all.filter((order) => order.state !== 'unknown') : all
  const set = useSet(orders, pages)
  return (
    <>
      {pages.error && !pages.data ? (
        <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />
      ) : pages.data === undefined ? (
        <Waiting lines={8} />
      ) : (
        <>
          <Headline />
          {hasUnknown ? <Unknown count={countIn(counts, 'unknown')} onAct={setAct} /> : null}
          <StateChips counts={counts} />
          <Filters />
          {set.choice}
          {orders.length === 0 && !pages.hasNextPage ? (
            <NoOrders isAll={state === 'all'} />
          ) : (
            <ul aria-label={say('pay.list')} className="mt-3 border-t border-line">
              {orders.map((order) => (
                <OrderRow key={order.orderId} order={order} tick={set.tickOf(order)} onAct={setAct} />
              ))}
            </ul>
          )}
          <MoreButton pages={pages} />
          {set.bar}
        </>
      )}
      {act === undefined ? null : <ActDialog act={act} onClose={() => setAct(undefined)} />}
    </>
  )
}

/** Checking several at once. */
function useSet(orders: readonly Order[], pages: ReturnType<typeof usePages<'orderQueue'>>) {
  return useSeveral<Order>({
    items: orders,
    nameOf: ({ number }) => number,
    choosableOf: choosableOrder,
    may: ({ actions }) => actions.check.can,
    isHeld: ({ state }) => state === 'prepared',
    lists: [pages],
    verb: 'set.check',
    sheetOf: (chosen, onClose) => (
      <CheckSet orderIds={chosen.map(({ orderId }) => orderId)} onClose={onClose} />
    ),
  })
}

/** How many wait, how much that is, and whether they are the reader's to check. */
function Headline() {
  const say = useTexts(webPaymentTexts)
  const { way, entityId } = useSearch({ from: '/inside/payments' })
  const query = { ...(way && { way }), ...(entityId && { entityId }), state: 'prepared' as const }
  const pages = usePages('orderQueue', { query })
  const first = pages.data?.pages[0]
  if (first === undefined) return null
  const count = countIn(first.counts, 'prepared')
  if (count === 0) return <p className={headlineLook}>{say('pay.none_wait')}</p>
  const items = pages.data?.pages.flatMap((page) => page.items) ?? []
  const mine = items.filter(({ actions }) => actions.check.can).length
  const amount = sumsText(items.map((item) => item.amount))
  return (
    <p className={headlineLook}>
      {items.length < count
        ? say('pay.wait_part', { count, shown: items.length, amount })
        : say('pay.wait', { count, amount })}{' '}
      {mine === 0 ? say('pay.not_yours') : say('pay.yours', { mine })}
    </p>
  )
}

const headlineLook = 'mt-4 text-section font-medium'

type UnknownProps = { readonly count: number; readonly onAct: (act: OrderAct) => void }

function Unknown({ count, onAct }: UnknownProps) {
  const say = useTexts(webPaymentTexts)
  const { way, entityId } = useSearch({ from: '/inside/payments' })
  const query = { ...(way && { way }), ...(entityId && { entityId }), state: 'unknown' as const }
  const pages = usePages('orderQueue', { query })
  const orders = pages.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section className="mt-4 rounded-md border border-warn-line px-3 pt-2">
      <h2 className="flex items-center gap-2 font-medium text-warn">
        <TriangleAlert aria-hidden="true" size={16} className="shrink-0" />
        {say('pay.unknown_title', { count })}
      </h2>
      <p className="text-second">
        {say('pay.unknown_text')}{' '}
        <Link to="/reconciliation" search={entityId ? { entityId } : {}} className={linkLook}>
          {say('pay.to_reconciliation')}
        </Link>
      </p>
      <ul className="mt-2 border-t border-line [&>li:last-child]:border-b-0">
        {orders.map((order) => (
          <OrderRow key={order.orderId} order={order} onAct={onAct} />
        ))}
      </ul>
      <MoreButton pages={pages} />
    </section>
  )
}

function StateChips({ counts }: { readonly counts: Counts }) {
  const say = useTexts(webPaymentTexts)
  const { state: now = 'prepared' } = useSearch({ from: '/inside/payments' })
  return (
    <nav aria-label={say('pay.states')} className="-mx-2 mt-4 flex flex-wrap gap-1">
      {chipsOf(states, counts).map((state) => (
        <Link
          key={state}
          from="/payments"
          to="/payments"
          search={(last) => ({ ...last, state })}
          resetScroll={false}
          aria-current={state === now ? 'page' : undefined}
          className={viewLinkLook}
        >
          {say(`pay.state.${state}`)}
          <span className="font-normal text-ink-3">{countIn(counts, state)}</span>
        </Link>
      ))}
    </nav>
  )
}

function Filters() {
  const say = useTexts(webPaymentTexts)
  const search = useSearch({ from: '/inside/payments' })
  const navigate = useNavigate({ from: '/payments' })
  const entities = useMe()?.entities ?? []
  const { way, entityId, state } = search
  const go = (next: typeof search) =>
    void navigate({ search: { ...(state && { state }), ...next }, resetScroll: false })
  return (
    <div className="mt-3 grid gap-3 sm:grid-cols-2">
      <Field label={say('pay.way')}>
        {(tied) => (
          <Select
            {...tied}
            empty={say('pay.any')}
            value={way ?? ''}
            options={ways.map((value) => ({ value, word: say(`pay.way.${value}`) }))}
            onChange={(value) => {
              const chosen = ways.find((each) => each === value)
              go({ ...(entityId && { entityId }), ...(chosen && { way: chosen }) })
            }}
          />
        )}
      </Field>
      {entities.length > 1 ? (
        <Field label={say('pay.entity')}>
          {(tied) => (
            <Select
              {...tied}
              empty={say('pay.any')}
              value={entityId ?? ''}
              options={entities.map(({ id, name }) => ({ value: id, word: name }))}
              onChange={(id) => go({ ...(way && { way }), ...(id && { entityId: id }) })}
            />
          )}
        </Field>
      ) : null}
    </div>
  )
}

function NoOrders({ isAll }: { readonly isAll: boolean }) {
  const say = useTexts(webPaymentTexts)
  return (
    <Empty
      icon={<Banknote aria-hidden="true" size={20} />}
      title={say('pay.empty')}
      text={say('pay.empty_text')}
      action={
        isAll ? undefined : (
          <Link to="/payments" search={{ state: 'all' }} className={buttonLook('outline', 32)}>
            {say('pay.show_all')}
          </Link>
        )
      }
    />
  )
}

function ActDialog({ act, onClose }: { readonly act: OrderAct; readonly onClose: () => void }) {
  const say = useTexts(webPaymentTexts)
  const { number, orderId, version } = act.order
  if (act.verb === 'check') return <CheckDialog order={act.order} onClose={onClose} />
  return (
    <ReasonDialog
      title={say('pay.stop_of', { number })}
      text={say('pay.stop_text')}
      label={say('pay.reason')}
      verb={say('pay.stop')}
      look="danger"
      onSend={(reason) =>
        settled(command('stopOrder', { params: { orderId }, body: { version, reason } }), {
          done: say('pay.stopped', { number }),
          failed: say('pay.failed'),
        })
      }
      onClose={onClose}
    />
  )
}
