import { webBankTexts } from '../../../src/texts/web-bank.ts'
import { webPaymentTexts } from '../../../src/texts/web-payments.ts'
import { webSetTexts } from '../../../src/texts/web-sets.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import type { Answer } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { useTexts } from '../../shell/text.ts'
import { accountText, AloneLine } from './payable-row.tsx'
import { closesText } from './order-row.tsx'
import { payableKey, payableNumber, setItemFor, type Payable } from './payable.ts'
import { RestsLines } from './rests.tsx'
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
    command('prepareSet', { body: { items: items.map(setItemFor) } }, { key }),
  )
  const count = items.length
  const alone = items.filter((item) => item.alone !== undefined).length
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
          <p className="mt-1 text-second text-ink-2">
            {say('set.prepare_how')}
            {alone === 0 ? null : ` ${say('set.prepare_alone', { count: alone })}`}
          </p>
          <List items={items} />
        </>
      )}
    </Dialog>
  )
}

function List({ items }: { readonly items: readonly Payable[] }) {
  const say = useTexts(webSetTexts)
  const sayBank = useTexts(webBankTexts)
  const sayPay = useTexts(webPaymentTexts)
  return (
    <ul aria-label={say('set.prepare_list')} className="mt-3 divide-y divide-line border-y border-line">
      {items.map((item) => (
        <li key={payableKey(item)} className="py-2">
          <p className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span className="min-w-0 break-words">{item.payee.name}</span>
            <span className="tabular-nums">{amountText(item.left)}</span>
          </p>
          <p className="text-meta break-words text-ink-2">
            {[payableNumber(item, ''), item.title, accountText(item.account, sayBank)]
              .filter(Boolean)
              .join(' · ')}
            {'closes' in item ? closesText(sayPay, item) : ''}
          </p>
          <WithheldLine withheld={item.withheld} />
          <RestsLines rests={item.rests} />
          <AloneLine alone={item.alone} />
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
          key: payableKey(result),
          about: aboutOf(items.find((item) => payableKey(item) === payableKey(result))),
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
