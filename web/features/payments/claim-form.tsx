import { useState } from 'react'
import type { MoneyJson } from '../../../src/kernel/money.ts'
import { webMyClaimTexts } from '../../../src/texts/web-my-claims.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, Select } from '../../parts/field.tsx'
import { MoneyInput } from '../../parts/money-input.tsx'
import { problemOf, type Problem } from '../../shell/api.ts'
import { tell } from '../../shell/messages.ts'
import { useTexts } from '../../shell/text.ts'
import { PayField } from './pay-field.tsx'
import { isPayReady, payFor } from './pay-mode.ts'
import { ReceiptFields } from './receipt-fields.tsx'
import { alike, lineFault, proposed, type Claimable, type Line, type Receipt } from './receipts.ts'
import { sendClaim } from './send-claim.ts'
import { BehalfField, useBehalf } from './behalf-field.tsx'
import { askAgain } from './send-payment.ts'
import { VendorField, type Vendor } from './vendor-field.tsx'

type Props = {
  readonly item: Claimable
  /** Everything that may be claimed, for a receipt that is split. */
  readonly all: readonly Claimable[]
  readonly onClose: () => void
}

/** Files a claim from its approval: the receipt, the amount, and send. */
export function ClaimForm({ item, all, onClose }: Props) {
  const say = useTexts(webMyClaimTexts)
  const [receipts, setReceipts] = useState<readonly Receipt[]>(item.receipts)
  const [typed, setTyped] = useState<{ readonly amount: MoneyJson | undefined }>()
  const [others, setOthers] = useState<readonly Line[]>([])
  const [vendor, setVendor] = useState<Vendor | undefined>(item.vendor)
  const [pay, setPay] = useState(() => payFor(item))
  const [reading, setReading] = useState(0)
  const { isBusy, problem, send } = useSending(onClose)
  const start = proposed(receipts, item.left)
  const lines: readonly Line[] = [{ item, amount: typed === undefined ? start : typed.amount }, ...others]
  const isVendor = item.way === 'vendor'
  const behalf = useBehalf(lines)
  const isReady =
    reading === 0 &&
    behalf.isReady &&
    receipts.length > 0 &&
    lines.every((line) => lineFault(line) === undefined) &&
    isPayReady(pay, lines) &&
    (!isVendor || vendor !== undefined)
  return (
    <Dialog title={say('mine.claim_of', { number: item.number })} onClose={onClose}>
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault()
          const vendorId = isVendor ? vendor?.id : undefined
          if (isReady && !isBusy)
            void send(sendClaim(lines, receipts, { vendorId, onBehalf: behalf.why, pay }))
        }}
      >
        <About item={item} />
        <ReceiptFields
          receipts={receipts}
          onChange={setReceipts}
          onBusy={(isOn) => setReading((now) => now + (isOn ? 1 : -1))}
        />
        <Amount
          // What a receipt proposes replaces what was proposed before, and never what somebody typed.
          key={typed === undefined ? start.minor : 'typed'}
          line={lines[0] ?? { item, amount: start }}
          isOnly={others.length === 0}
          onChange={(amount) => setTyped({ amount })}
        />
        <PayField pay={pay} lines={lines} onChange={setPay} />
        {isVendor ? <VendorField vendor={vendor} onChange={setVendor} /> : null}
        <Split item={item} all={all} lines={lines} others={others} onChange={setOthers} />
        <BehalfField behalf={behalf} isReimbursed={!isVendor} />
        <Before item={item} hasReceipt={receipts.length > 0} />
        {problem === undefined ? null : <Refused problem={problem} />}
        <Button type="submit" look="primary" size={36} disabled={!isReady} isBusy={isBusy}>
          {say('form.send')}
        </Button>
      </form>
    </Dialog>
  )
}

function About({ item: { title, customer, left } }: Pick<Props, 'item'>) {
  const say = useTexts(webMyClaimTexts)
  return (
    <p className="text-second text-ink-2">
      {[title, customer, say('mine.left', { left: amountText(left) })].filter(Boolean).join(' · ')}
    </p>
  )
}

/** Sends a claim: the form closes once it is taken, and says why where it is not. */
function useSending(onDone: () => void) {
  const say = useTexts(webMyClaimTexts)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const send = async (sent: Promise<void>) => {
    setBusy(true)
    setProblem(undefined)
    try {
      await sent
      tell({ tone: 'done', text: say('form.sent') })
      onDone()
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setBusy(false)
      await askAgain()
    }
  }
  return { isBusy, problem, send }
}

/** Why it was not taken: where the form is, since a message would lie behind it on a phone. */
function Refused({ problem: { title, wayOut, detail } }: { readonly problem: Problem }) {
  const say = useTexts(webMyClaimTexts)
  return (
    <div role="alert" className="text-second break-words">
      <p className="font-medium text-block">{title === '' ? say('mine.failed') : title}</p>
      <p className="text-ink-2">{wayOut ?? detail}</p>
    </div>
  )
}

/** What is still needed, and that it is late, before it is sent. */
function Before({ item, hasReceipt }: { readonly item: Claimable; readonly hasReceipt: boolean }) {
  const say = useTexts(webMyClaimTexts)
  return (
    <p role="status" className="text-meta text-ink-2">
      {hasReceipt ? (item.isLate ? say('form.is_late') : null) : say('form.no_receipt')}
    </p>
  )
}

type AmountProps = {
  readonly line: Line
  readonly isOnly: boolean
  readonly onChange: (amount: MoneyJson | undefined) => void
}

function Amount({ line, isOnly, onChange }: AmountProps) {
  const say = useTexts(webMyClaimTexts)
  const { item, amount } = line
  const fault = lineFault(line)
  return (
    <MoneyInput
      label={isOnly ? say('form.amount') : say('form.amount_of', { number: item.number })}
      currency={item.left.currency}
      value={amount}
      onChange={onChange}
      error={
        fault === undefined
          ? undefined
          : say(`form.amount_${fault}`, fault === 'above' ? { left: amountText(item.left) } : {})
      }
    />
  )
}

type SplitProps = {
  readonly item: Claimable
  readonly all: readonly Claimable[]
  readonly lines: readonly Line[]
  readonly others: readonly Line[]
  readonly onChange: (others: readonly Line[]) => void
}

/** Further approvals that the same receipts are for. */
function Split({ item, all, lines, others, onChange }: SplitProps) {
  const say = useTexts(webMyClaimTexts)
  const [isOpen, setOpen] = useState(false)
  const offered = alike(item, all, lines)
  const add = (requestId: string) => {
    const chosen = offered.find((each) => each.requestId === requestId)
    if (!chosen) return
    setOpen(false)
    onChange([...others, { item: chosen, amount: chosen.left }])
  }
  return (
    <>
      {others.map((line, at) => (
        <div key={line.item.requestId} className="flex items-start gap-2">
          <div className="min-w-0 flex-1">
            <Amount
              line={line}
              isOnly={false}
              onChange={(amount) => onChange(others.with(at, { ...line, amount }))}
            />
          </div>
          <span className="pt-6">
            <Button look="ghost" onClick={() => onChange(others.filter((_, other) => other !== at))}>
              {say('form.split_remove')}
            </Button>
          </span>
        </div>
      ))}
      {offered.length === 0 ? null : isOpen ? (
        <Field label={say('form.other')}>
          {(tied) => (
            <Select
              {...tied}
              empty={say('form.choose')}
              value=""
              options={offered.map(({ requestId, number, title, customer, left }) => ({
                value: requestId,
                word: [number, customer ?? title, amountText(left)].join(' · '),
              }))}
              onChange={add}
            />
          )}
        </Field>
      ) : (
        <Button look="ghost" size={28} onClick={() => setOpen(true)}>
          {say('form.split')}
        </Button>
      )}
    </>
  )
}
