import { useState } from 'react'
import { webInputTaxTexts } from '../../../src/texts/web-input-tax.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { classes } from '../../parts/classes.ts'
import { useLostFocus } from '../../parts/lost-focus.ts'
import { Section } from '../../parts/section.tsx'
import type { Answer } from '../../shell/api.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { CreditRules } from './credit-rules.tsx'
import { TurnBackDialog, TurnOutDialog, type Credit } from './turn-out.tsx'

type Props = { readonly entityId: string; readonly month: string }
type Item = Answer<'inputTax'>['items'][number]
type Proposal = Answer<'inputTax'>['proposals'][number]
/** What somebody is about to do: turn a credit out, or take such a document back. */
type Act = { readonly credit: Credit } | { readonly outId: string; readonly invoiceNumber: string }

/** What of the tax of special invoices the vouchers of a month show apart, and what not, each with why. */
export function InputTax({ entityId, month }: Props) {
  const say = useTexts(webInputTaxTexts)
  const { data } = useAnswer('inputTax', { query: { entityId, period: month } }, { keep: true, fresh: true })
  const [isOpen, setOpen] = useState(false)
  const [act, setAct] = useState<Act>()
  const { heading, noteFrom } = useLostFocus(act !== undefined)
  const open = (pressed: Act) => {
    noteFrom()
    setAct(pressed)
  }
  if (data === undefined) return null
  const sums = {
    credited: amountText(data.credited),
    turnedOut: amountText(data.turnedOut),
    notCredited: amountText(data.notCredited),
  }
  return (
    <Section
      title={say('input_tax.title')}
      heading={heading}
      aside={
        <Button size={28} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {say(isOpen ? 'input_tax.close' : 'input_tax.change')}
        </Button>
      }
    >
      <p className="text-second">{data.count === 0 ? say('input_tax.none') : say('input_tax.sums', sums)}</p>
      <Proposals items={data.proposals} can={data.canTurnOut} onAct={open} />
      <TaxRows items={data.items} can={data.canTurnOut} onAct={open} />
      {data.count > data.items.length ? (
        <p className="mt-2 text-second text-ink-2">{say('input_tax.more', { count: data.items.length })}</p>
      ) : null}
      {isOpen ? <CreditRules rules={data.rules} entityId={entityId} can={data.can} /> : null}
      {act ? <ActDialog entityId={entityId} act={act} onClose={() => setAct(undefined)} /> : null}
    </Section>
  )
}

type ActProps = { readonly entityId: string; readonly act: Act; readonly onClose: () => void }

function ActDialog({ entityId, act, onClose }: ActProps) {
  return 'credit' in act ? (
    <TurnOutDialog entityId={entityId} credit={act.credit} onClose={onClose} />
  ) : (
    <TurnBackDialog outId={act.outId} invoiceNumber={act.invoiceNumber} onClose={onClose} />
  )
}

type ProposalsProps = {
  readonly items: readonly Proposal[]
  readonly can: boolean
  readonly onAct: (act: Act) => void
}

/** Credits whose invoice is not what it was taken for by now; nothing is turned out by itself. */
function Proposals({ items, can, onAct }: ProposalsProps) {
  const say = useTexts(webInputTaxTexts)
  if (items.length === 0) return null
  return (
    <div className="mt-3">
      <h3 className="text-second font-medium text-warn">
        {say('input_tax.proposals', { count: items.length })}
      </h3>
      <ul className="mt-1 border-t border-line">
        {items.map((item) => (
          <li key={item.inputTaxId} className={rowLook}>
            <span className="min-w-0 break-words">
              <span className="font-medium tabular-nums">{item.number}</span>
              <span className="text-ink-2">
                {` · ${item.on} · ${say('input_tax.invoice', { number: item.invoiceNumber })} · ${item.says}`}
              </span>
            </span>
            <span className="ml-auto flex items-center gap-3">
              <span className="tabular-nums">{amountText(item.amount)}</span>
              {can ? (
                <Button
                  size={32}
                  aria-label={say('input_tax.out_of', { invoice: item.invoiceNumber })}
                  onClick={() => onAct({ credit: item })}
                >
                  {say('input_tax.out')}
                </Button>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

const rowLook = classes(
  'flex flex-wrap items-baseline justify-between gap-x-4',
  'border-b border-line py-1.5 text-second',
)

type RowsProps = Omit<RowProps, 'item'> & { readonly items: readonly Item[] }

/** A row for each part of an invoice, by its own name: two parts of one may be equal in all that is shown. */
export function TaxRows({ items, ...acts }: RowsProps) {
  return (
    <ul className="mt-2 border-t border-line empty:hidden">
      {items.map((item) => (
        <Row key={item.id} item={item} {...acts} />
      ))}
    </ul>
  )
}

type RowProps = { readonly item: Item; readonly can: boolean; readonly onAct: (act: Act) => void }

function Row({ item, can, onAct }: RowProps) {
  const say = useTexts(webInputTaxTexts)
  const { number, invoiceNumber, on, tax, credited, says, law, out } = item
  return (
    <li className={rowLook}>
      <span className="min-w-0 break-words">
        <span className="font-medium tabular-nums">{number}</span>
        <span className="text-ink-2">
          {` · ${on} · ${say('input_tax.invoice', { number: invoiceNumber })}`}
          {` · ${say('input_tax.tax', { tax: amountText(tax) })} · ${says} · ${law}`}
          {out ? ` · ${out.by} · ${out.reason}` : ''}
        </span>
      </span>
      <span className="ml-auto flex items-center gap-3">
        <span className="tabular-nums">{amountText(credited)}</span>
        {can ? <RowButton item={item} onAct={onAct} /> : null}
      </span>
    </li>
  )
}

function RowButton({ item, onAct }: Omit<RowProps, 'can'>) {
  const say = useTexts(webInputTaxTexts)
  const { id: inputTaxId, number, invoiceNumber, left, out } = item
  const invoice = { invoice: invoiceNumber }
  if (out?.canTakeBack === true) {
    return (
      <Button
        size={32}
        aria-label={say('input_tax.back_of', invoice)}
        onClick={() => onAct({ outId: out.outId, invoiceNumber })}
      >
        {say('input_tax.back')}
      </Button>
    )
  }
  if (left.minor === '0') return null
  return (
    <Button
      size={32}
      aria-label={say('input_tax.out_of', invoice)}
      onClick={() => onAct({ credit: { inputTaxId, number, invoiceNumber, left, amount: left } })}
    >
      {say('input_tax.out')}
    </Button>
  )
}
