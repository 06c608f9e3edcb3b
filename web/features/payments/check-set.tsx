import { useEffect, useReducer, useState, type ReactNode } from 'react'
import type { MoneyJson } from '../../../src/kernel/money.ts'
import { webPaymentTexts } from '../../../src/texts/web-payments.ts'
import { webSetTexts } from '../../../src/texts/web-sets.ts'
import { amountText, BigAmount } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, TextArea } from '../../parts/field.tsx'
import { MoneyInput } from '../../parts/money-input.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { call, type Answer } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { useTexts } from '../../shell/text.ts'
import { useSendSet } from './send-set.ts'
import { OrderLink, SetResults } from './set-results.tsx'
import { SheetView, type Sheet } from './set-sheet.tsx'
import { askedAfter } from './sheet-asked.ts'
import { isSameAmount } from './waiting.ts'

type Props = {
  readonly orderIds: readonly string[]
  /** Closes it; true where orders were checked, so that they are chosen no more. */
  readonly onClose: (isDone: boolean) => void
}

/** The second person's check of a set: the list with what is unusual, and its total typed once. */
export function CheckSet({ orderIds, onClose }: Props) {
  const say = useTexts(webSetTexts)
  const { sheet, error, times, again } = useSheet(orderIds)
  const entry = useEntry()
  const [note, setNote] = useState('')
  const { answer, isBusy, go } = useSendSet(
    (key) => sendSheet(sheet, { typed: entry.typed, note, key }),
    () => {
      // What was typed was the total of another set.
      entry.type(undefined)
      again()
    },
  )
  const total = sheet?.totals.length === 1 ? sheet.totals[0] : undefined
  const check = () => {
    if (total === undefined) return
    if (isSameAmount(entry.typed, total)) void go()
    else entry.tellWrong()
  }
  return (
    <Dialog
      title={say('set.check_title')}
      shape="wide"
      onClose={() => onClose(answer !== undefined)}
      footer={
        answer !== undefined || total !== undefined ? (
          <Button
            look="primary"
            size={36}
            isBusy={isBusy}
            onClick={answer === undefined ? check : () => onClose(true)}
          >
            {answer ? say('set.close') : say('set.check', { count: sheet?.items.length ?? 0 })}
          </Button>
        ) : undefined
      }
    >
      {answer ? (
        <Results answer={answer} items={sheet?.items ?? []} />
      ) : error !== undefined ? (
        <ProblemView error={error} onRetry={again} />
      ) : sheet === undefined ? (
        <Waiting lines={6} />
      ) : (
        <SheetView sheet={sheet}>
          {total === undefined ? null : (
            <TotalForm key={times} total={total} entry={entry} onSubmit={check}>
              <Note note={note} onNote={setNote} needsFactor={sheet.needsFactor} />
            </TotalForm>
          )}
        </SheetView>
      )}
    </Dialog>
  )
}

/** The total as it is typed; that it is wrong is told when it is sent. */
function useEntry() {
  const [typed, setTyped] = useState<MoneyJson>()
  const [isWrong, setWrong] = useState(false)
  const type = (value: MoneyJson | undefined) => {
    setTyped(value)
    setWrong(false)
  }
  return { typed, isWrong, type, tellWrong: () => setWrong(true) }
}

type TotalProps = {
  readonly total: MoneyJson
  readonly entry: ReturnType<typeof useEntry>
  readonly onSubmit: () => void
  readonly children: ReactNode
}

/** Money has no undo, so the total is typed before the set is sent. */
function TotalForm({ total, entry, onSubmit, children }: TotalProps) {
  const say = useTexts(webSetTexts)
  return (
    <form
      className="mt-4 space-y-3"
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <div className="flex items-baseline justify-between gap-4">
        <p className="shrink-0 text-second font-medium">{say('set.total')}</p>
        <div className="text-right">
          <BigAmount amount={total} />
        </div>
      </div>
      <MoneyInput
        label={say('set.type_total')}
        currency={total.currency}
        value={entry.typed}
        onChange={entry.type}
        error={entry.isWrong ? say('set.total_differs') : undefined}
      />
      {children}
    </form>
  )
}

type Typed = { readonly typed: MoneyJson | undefined; readonly note: string; readonly key: string }

function sendSheet(sheet: Sheet | undefined, { typed, note, key }: Typed): Promise<Answer<'checkSet'>> {
  if (!sheet || !typed) throw new Error('a set is sent with its sheet and its total')
  const items = sheet.items.map(({ orderId, version, shown }) => ({ orderId, version, shown }))
  const reason = note.trim()
  const body = { items, total: typed, ...(reason === '' ? {} : { reason }) }
  return command('checkSet', { body }, { key })
}

/** The sheet as it was when it opened; it changes under the reader only when a "no" says that it did. */
function useSheet(orderIds: readonly string[]) {
  const [orders] = useState(orderIds)
  const [asked, happen] = useReducer(askedAfter<Sheet>, { times: 0 })
  const { times, sheet, error } = asked
  useEffect(() => {
    const leaving = new AbortController()
    call('checkSheet', { body: { orderIds: [...orders] } }, { signal: leaving.signal })
      .then((came) => happen({ what: 'came', times, sheet: came }))
      .catch((cause: unknown) => leaving.signal.aborted || happen({ what: 'failed', times, error: cause }))
    return () => leaving.abort()
  }, [orders, times])
  return { sheet, error, times, again: () => happen({ what: 'again' }) }
}

type NoteProps = {
  readonly note: string
  readonly onNote: (note: string) => void
  readonly needsFactor: boolean
}

function Note({ note, onNote, needsFactor }: NoteProps) {
  const say = useTexts(webPaymentTexts)
  return (
    <>
      <Field label={say('pay.note')} isOptional={say('pay.optional')}>
        {(tied) => (
          <TextArea
            {...tied}
            rows={2}
            maxLength={500}
            value={note}
            onChange={(event) => onNote(event.target.value)}
          />
        )}
      </Field>
      <p className="text-second text-ink-2">
        {say('pay.no_undo')}
        {needsFactor ? ` ${say('pay.needs_factor')}` : null}
      </p>
    </>
  )
}

type ResultsProps = { readonly answer: Answer<'checkSet'>; readonly items: Sheet['items'] }

function Results({ answer, items }: ResultsProps) {
  const aboutOf = (orderId: string) => {
    const item = items.find((each) => each.orderId === orderId)
    return item === undefined ? '' : `${item.payee.name} · ${amountText(item.amount)}`
  }
  return (
    <SetResults
      of="checked"
      results={answer.results.map((result) => ({
        ...result,
        key: result.orderId,
        about: aboutOf(result.orderId),
        link: <OrderLink orderId={result.orderId} number={result.number ?? result.orderId} />,
      }))}
    />
  )
}
