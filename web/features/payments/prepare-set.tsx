import { webBankTexts } from '../../../src/texts/web-bank.ts'
import { webPaymentTexts } from '../../../src/texts/web-payments.ts'
import { webSetTexts } from '../../../src/texts/web-sets.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import type { Answer } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { useTexts } from '../../shell/text.ts'
import { accountText, type Payable } from './payables.tsx'
import { payeesIn } from './selection.ts'
import { useSendSet } from './send-set.ts'
import { OrderLink, RequestLink, SetResults } from './set-results.tsx'
import { sumsText } from './waiting.ts'
import { WithheldLine } from './withheld.tsx'

type Props = {
  readonly items: readonly Payable[]
  /** Closes it; true where orders were made, so that they are chosen no more. */
  readonly onClose: (isDone: boolean) => void
}

/** The first of the two people of several payments: how many, to how many and how much, and then each. */
export function PrepareSet({ items, onClose }: Props) {
  const say = useTexts(webSetTexts)
  const { answer, isBusy, go } = useSendSet((key) =>
    command('prepareSet', { body: { items: items.map(itemOf) } }, { key }),
  )
  const count = items.length
  return (
    <Dialog
      title={say('set.prepare_title')}
      shape="wide"
      onClose={() => onClose(answer !== undefined)}
      footer={
        answer ? (
          <Button look="primary" size={36} onClick={() => onClose(true)}>
            {say('set.close')}
          </Button>
        ) : (
          <Button look="primary" size={36} isBusy={isBusy} onClick={() => void go()}>
            {say('set.prepare', { count })}
          </Button>
        )
      }
    >
      {answer ? (
        <Results answer={answer} items={items} />
      ) : (
        <>
          <p className="font-medium">
            {say('set.prepare_what', {
              count,
              payees: payeesIn(items),
              amount: sumsText(items.map(({ left }) => left)),
            })}
          </p>
          <p className="mt-1 text-second text-ink-2">{say('set.prepare_how')}</p>
          <List items={items} />
        </>
      )}
    </Dialog>
  )
}

/** All that is left of it, as it was shown: an order for more is never made of what changed since. */
function itemOf({ requestId, title, left, exceptionId }: Payable) {
  return {
    requestId,
    minor: left.minor,
    purpose: title.slice(0, 140),
    ...(exceptionId === undefined ? {} : { exceptionId }),
  }
}

function List({ items }: { readonly items: readonly Payable[] }) {
  const say = useTexts(webSetTexts)
  const sayBank = useTexts(webBankTexts)
  return (
    <ul aria-label={say('set.prepare_list')} className="mt-3 divide-y divide-line border-y border-line">
      {items.map((item) => (
        <li key={item.requestId} className="py-2">
          <p className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span className="min-w-0 break-words">{item.payee.name}</span>
            <span className="tabular-nums">{amountText(item.left)}</span>
          </p>
          <p className="text-meta break-words text-ink-2">
            {[item.requestNumber, item.title, accountText(item.account, sayBank)].filter(Boolean).join(' · ')}
          </p>
          <WithheldLine withheld={item.withheld} />
        </li>
      ))}
    </ul>
  )
}

type ResultsProps = { readonly answer: Answer<'prepareSet'>; readonly items: readonly Payable[] }

function Results({ answer, items }: ResultsProps) {
  const say = useTexts(webPaymentTexts)
  return (
    <SetResults
      of="prepared"
      results={answer.results.map((result) => {
        const { requestId, requestNumber = say('pay.request'), orderId, number = '' } = result
        return {
          ...result,
          key: requestId,
          about: aboutOf(items.find((item) => item.requestId === requestId)),
          link:
            orderId === undefined ? (
              <RequestLink requestId={requestId} number={requestNumber} />
            ) : (
              <OrderLink orderId={orderId} number={number} />
            ),
        }
      })}
    />
  )
}

function aboutOf(item: Payable | undefined): string {
  return item === undefined ? '' : `${item.payee.name} · ${amountText(item.left)}`
}
