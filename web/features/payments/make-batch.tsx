import { useEffect, useState } from 'react'
import { dayIn } from '../../../src/kernel/time.ts'
import { webBankTexts } from '../../../src/texts/web-bank.ts'
import { webPaymentTexts } from '../../../src/texts/web-payments.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, Input, Select } from '../../parts/field.tsx'
import { call, problemOf, type Answer, type Problem } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { tellProblem } from '../../shell/messages.ts'
import { useMe } from '../../shell/session.ts'
import { useTexts } from '../../shell/text.ts'
import { FileButtons } from './batches.tsx'
import type { Order } from './order-row.tsx'
import { askAgain } from './send-payment.ts'
import { accountName } from './waiting.ts'

type Accounts = Answer<'reconciliation'>['accounts']
type Seen = Answer<'previewBatch'>
type Made = Answer<'makeBatch'>

type Props = {
  readonly accounts: Accounts
  readonly orders: readonly Order[]
  readonly onClose: () => void
}

/** The account, the day and the orders of a batch; before it is made the server says what it will hold. */
export function MakeBatch({ accounts, orders, onClose }: Props) {
  const say = useTexts(webBankTexts)
  const zone = useMe()?.zone ?? 'UTC'
  const [accountId, setAccountId] = useState(accounts[0]?.accountId ?? '')
  const [executeOn, setDay] = useState(dayIn(zone, new Date().toISOString()))
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [isBusy, setBusy] = useState(false)
  const [made, setMade] = useState<Made>()
  const orderIds = orders.map(({ orderId }) => orderId).filter((id) => !left.has(id))
  const body = { accountId, orderIds, executeOn }
  const { seen, problem } = usePreview(body)
  const send = async () => {
    setBusy(true)
    try {
      setMade(await command('makeBatch', { body }))
    } catch (error) {
      tellProblem(problemOf(error), say('batch.failed'))
    } finally {
      setBusy(false)
      await askAgain()
    }
  }
  if (made !== undefined) return <Done made={made} orders={orders} onClose={onClose} />
  return (
    <Dialog title={say('batch.make_of')} onClose={onClose} shape="wide">
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isBusy) void send()
        }}
      >
        <FromWhere
          accounts={accounts}
          accountId={accountId}
          onAccount={setAccountId}
          executeOn={executeOn}
          onDay={setDay}
        />
        <Choice orders={orders} left={left} onLeft={setLeft} />
        <Preview seen={seen} problem={problem} orders={orders} />
        <p className="text-second text-ink-2">{say('batch.is_sent')}</p>
        <Button
          type="submit"
          look="primary"
          size={36}
          isBusy={isBusy}
          disabled={seen === undefined || seen.orderIds.length === 0}
        >
          {say('batch.send')}
        </Button>
      </form>
    </Dialog>
  )
}

type FromProps = {
  readonly accounts: Accounts
  readonly accountId: string
  readonly onAccount: (accountId: string) => void
  readonly executeOn: string
  readonly onDay: (day: string) => void
}

function FromWhere({ accounts, accountId, onAccount, executeOn, onDay }: FromProps) {
  const say = useTexts(webBankTexts)
  const account = accounts.find((one) => one.accountId === accountId)
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label={say('batch.account')} hint={account?.formName}>
        {(tied) => (
          <Select
            {...tied}
            value={accountId}
            options={accounts.map((one) => ({ value: one.accountId, word: accountName(one) }))}
            onChange={onAccount}
          />
        )}
      </Field>
      <Field label={say('batch.day')}>
        {(tied) => (
          <Input {...tied} type="date" value={executeOn} onChange={(event) => onDay(event.target.value)} />
        )}
      </Field>
    </div>
  )
}

type ChoiceProps = {
  readonly orders: readonly Order[]
  readonly left: ReadonlySet<string>
  readonly onLeft: (left: ReadonlySet<string>) => void
}

function Choice({ orders, left, onLeft }: ChoiceProps) {
  const say = useTexts(webBankTexts)
  const sayPay = useTexts(webPaymentTexts)
  return (
    <fieldset>
      <legend className="mb-1 text-second font-medium">{say('batch.orders')}</legend>
      <ul className="border-t border-line">
        {orders.map(({ orderId, number, payee, amount, maker, checker }) => (
          <li key={orderId} className="border-b border-line">
            <label className="flex min-h-10 cursor-pointer items-start gap-3 py-2">
              <input
                type="checkbox"
                checked={!left.has(orderId)}
                onChange={(event) => {
                  const next = new Set(left)
                  if (event.target.checked) next.delete(orderId)
                  else next.add(orderId)
                  onLeft(next)
                }}
                className="mt-0.5 size-5 shrink-0 accent-brand"
              />
              <span className="min-w-0 flex-1">
                <span className="flex flex-wrap items-baseline justify-between gap-x-4">
                  <span className="break-words">{payee.name}</span>
                  <span className="tabular-nums">{amountText(amount)}</span>
                </span>
                <span className="block text-meta text-ink-2">
                  {[
                    number,
                    sayPay('pay.maker', { name: maker.name }),
                    checker && sayPay('pay.checker', { name: checker.name }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}

/** Asks the server what the batch would hold, each time that something of it changes. */
function usePreview(body: { accountId: string; orderIds: readonly string[]; executeOn: string }) {
  const [said, setSaid] = useState<{ readonly seen?: Seen; readonly problem?: Problem }>({})
  const { accountId, executeOn } = body
  const ids = body.orderIds.join(' ')
  useEffect(() => {
    const orderIds = ids === '' ? [] : ids.split(' ')
    if (orderIds.length === 0 || !/^\d{4}-\d\d-\d\d$/.test(executeOn)) {
      setSaid({})
      return undefined
    }
    const stop = new AbortController()
    call('previewBatch', { body: { accountId, orderIds, executeOn } }, { signal: stop.signal })
      .then((seen) => setSaid({ seen }))
      .catch((error: unknown) => {
        if (!stop.signal.aborted) setSaid({ problem: problemOf(error) })
      })
    return () => stop.abort()
  }, [accountId, executeOn, ids])
  return said
}

type PreviewProps = {
  readonly seen: Seen | undefined
  readonly problem: Problem | undefined
  readonly orders: readonly Order[]
}

function Preview({ seen, problem, orders }: PreviewProps) {
  const say = useTexts(webBankTexts)
  if (problem !== undefined) {
    return (
      <p role="alert" className="text-second text-block">
        {[problem.title, problem.wayOut].filter(Boolean).join(' ')}
      </p>
    )
  }
  if (seen === undefined) return null
  return (
    <div role="status" className="rounded-md bg-sunken px-3 py-2 text-second">
      <p className="font-medium">
        {seen.orderIds.length === 0
          ? say('batch.holds_none')
          : say('batch.holds', {
              files: seen.files.length,
              count: seen.orderIds.length,
              amount: amountText(seen.total),
            })}
      </p>
      <LeftOut leftOut={seen.leftOut} orders={orders} />
    </div>
  )
}

type LeftOutProps = { readonly leftOut: Seen['leftOut']; readonly orders: readonly Order[] }

function LeftOut({ leftOut, orders }: LeftOutProps) {
  const say = useTexts(webBankTexts)
  if (leftOut.length === 0) return null
  return (
    <>
      <p className="mt-1 text-warn">{say('batch.left_out')}</p>
      <ul>
        {leftOut.map(({ orderId, reason, repair }) => (
          <li key={orderId} className="break-words">
            {`${orders.find((order) => order.orderId === orderId)?.number ?? ''} · ${reason} `}
            <span className="text-ink-2">{repair}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

type DoneProps = { readonly made: Made; readonly orders: readonly Order[]; readonly onClose: () => void }

function Done({ made, orders, onClose }: DoneProps) {
  const say = useTexts(webBankTexts)
  return (
    <Dialog title={say('batch.make_of')} onClose={onClose} shape="wide">
      <p role="status" className="font-medium text-pass">
        {say('batch.done', { count: made.sent.length })}
      </p>
      <div className="text-second">
        <LeftOut leftOut={made.leftOut} orders={orders} />
      </div>
      <FileButtons files={made.files} />
      <p className="mt-4">
        <Button onClick={onClose}>{say('file.close')}</Button>
      </p>
    </Dialog>
  )
}
