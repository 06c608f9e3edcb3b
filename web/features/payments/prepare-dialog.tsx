import { useState } from 'react'
import type { MoneyJson } from '../../../src/kernel/money.ts'
import { webBankTexts } from '../../../src/texts/web-bank.ts'
import { webPaymentTexts } from '../../../src/texts/web-payments.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { Chips } from '../../parts/chips.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, Input } from '../../parts/field.tsx'
import { MoneyInput } from '../../parts/money-input.tsx'
import { command } from '../../shell/commands.ts'
import { useTexts } from '../../shell/text.ts'
import { accountText } from './payable-row.tsx'
import type { Payable } from './payable.ts'
import { Fact, RestsFacts } from './rests.tsx'
import { settled } from './send-payment.ts'
import { WithheldFact } from './withheld.tsx'

/** On what a payment order is to rest. Only where its currency is known a part of it can be asked for. */
export type ToPrepare = {
  readonly requestId: string
  readonly number: string
  readonly title: string
  readonly currency?: string
  readonly claimId?: string
  readonly exceptionId?: string
  /** What it rests on, where the page has it. */
  readonly payable?: Payable
}

type Props = { readonly what: ToPrepare; readonly onClose: () => void }

/** The first of the two people of a payment: the purpose, and a part of the amount where it is not all. */
export function PrepareDialog({ what, onClose }: Props) {
  const say = useTexts(webPaymentTexts)
  const { requestId, claimId, exceptionId, number, currency } = what
  const [purpose, setPurpose] = useState(what.title.slice(0, 140))
  // Asked apart: an amount that cannot be read must never count as all of it.
  const [isPart, setPartly] = useState(false)
  const [part, setPart] = useState<MoneyJson>()
  const [isBusy, setBusy] = useState(false)
  const isOpen = purpose.trim() === '' || (isPart && part === undefined)
  const prepare = async () => {
    const body = {
      requestId,
      ...(claimId === undefined ? {} : { claimId }),
      ...(exceptionId === undefined ? {} : { exceptionId }),
      ...(isPart && part !== undefined ? { minor: part.minor } : {}),
      purpose: purpose.trim(),
    }
    setBusy(true)
    const said = { done: say('pay.prepared'), failed: say('pay.failed') }
    const isDone = await settled(command('prepareOrder', { body }), said)
    setBusy(false)
    if (isDone) onClose()
  }
  return (
    <Dialog title={say('pay.prepare_of', { number })} onClose={onClose}>
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isBusy) void prepare()
        }}
      >
        <p className="text-second text-ink-2">{say('pay.prepare_text')}</p>
        {what.payable === undefined ? null : <Facts payable={what.payable} />}
        <Field label={say('pay.purpose')}>
          {(tied) => (
            <Input
              {...tied}
              maxLength={140}
              value={purpose}
              onChange={(event) => setPurpose(event.target.value)}
            />
          )}
        </Field>
        {currency === undefined ? null : (
          <HowMuch currency={currency} isPart={isPart} onPart={setPartly} part={part} onAmount={setPart} />
        )}
        <Button type="submit" look="primary" size={36} disabled={isOpen} isBusy={isBusy}>
          {say('pay.prepare')}
        </Button>
      </form>
    </Dialog>
  )
}

function Facts({ payable }: { readonly payable: Payable }) {
  const say = useTexts(webPaymentTexts)
  const sayBank = useTexts(webBankTexts)
  const { payee, account, entity, left, rests, withheld } = payable
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-second">
      <Fact name={sayBank('rest.left')}>
        <span className="font-medium tabular-nums">{amountText(left)}</span>
      </Fact>
      {'closes' in payable && payable.closes !== undefined ? (
        <Fact name={say('pay.closes')}>{amountText(payable.closes)}</Fact>
      ) : null}
      <Fact name={say('pay.payee')}>{payee.name}</Fact>
      <Fact name={say('pay.account')}>{accountText(account, sayBank)}</Fact>
      <Fact name={say('pay.entity')}>{entity}</Fact>
      <WithheldFact withheld={withheld} isPreview />
      <RestsFacts rests={rests} />
    </dl>
  )
}

type HowMuchProps = {
  readonly currency: string
  readonly isPart: boolean
  readonly onPart: (isPart: boolean) => void
  readonly part: MoneyJson | undefined
  readonly onAmount: (part: MoneyJson | undefined) => void
}

function HowMuch({ currency, isPart, onPart, part, onAmount }: HowMuchProps) {
  const say = useTexts(webPaymentTexts)
  return (
    <>
      <Chips
        label={say('pay.how_much')}
        value={isPart ? 'part' : 'whole'}
        options={(['whole', 'part'] as const).map((key) => ({ key, word: say(`pay.${key}`) }))}
        onChange={(key) => onPart(key === 'part')}
      />
      {isPart ? (
        <MoneyInput label={say('pay.amount')} currency={currency} value={part} onChange={onAmount} />
      ) : null}
    </>
  )
}
