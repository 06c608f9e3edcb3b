import { useState } from 'react'
import { webInputTaxTexts } from '../../../src/texts/web-input-tax.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { classes } from '../../parts/classes.ts'
import { Section } from '../../parts/section.tsx'
import type { Answer } from '../../shell/api.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { CreditRules } from './credit-rules.tsx'

type Props = { readonly entityId: string; readonly month: string }
type Item = Answer<'inputTax'>['items'][number]

/** What of the tax of special invoices the vouchers of a month show apart, and what not, each with why. */
export function InputTax({ entityId, month }: Props) {
  const say = useTexts(webInputTaxTexts)
  const { data } = useAnswer('inputTax', { query: { entityId, period: month } }, { keep: true, fresh: true })
  const [isOpen, setOpen] = useState(false)
  if (data === undefined) return null
  const [credited, notCredited] = [amountText(data.credited), amountText(data.notCredited)]
  return (
    <Section
      title={say('input_tax.title')}
      aside={
        <Button size={28} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {say(isOpen ? 'input_tax.close' : 'input_tax.change')}
        </Button>
      }
    >
      <p className="text-second">
        {data.count === 0 ? say('input_tax.none') : say('input_tax.sums', { credited, notCredited })}
      </p>
      <TaxRows items={data.items} />
      {data.count > data.items.length ? (
        <p className="mt-2 text-second text-ink-2">{say('input_tax.more', { count: data.items.length })}</p>
      ) : null}
      {isOpen ? <CreditRules rules={data.rules} entityId={entityId} can={data.can} /> : null}
    </Section>
  )
}

/** A row for each part of an invoice, by its own name: two parts of one may be equal in all that is shown. */
export function TaxRows({ items }: { readonly items: readonly Item[] }) {
  return (
    <ul className="mt-2 border-t border-line empty:hidden">
      {items.map((item) => (
        <Row key={item.id} item={item} />
      ))}
    </ul>
  )
}

const rowLook = classes(
  'flex flex-wrap items-baseline justify-between gap-x-4',
  'border-b border-line py-1.5 text-second',
)

function Row({ item }: { readonly item: Item }) {
  const say = useTexts(webInputTaxTexts)
  const { number, invoiceNumber, on, tax, credited, says, law } = item
  return (
    <li className={rowLook}>
      <span className="min-w-0 break-words">
        <span className="font-medium tabular-nums">{number}</span>
        <span className="text-ink-2">
          {` · ${on} · ${say('input_tax.invoice', { number: invoiceNumber })}`}
          {` · ${say('input_tax.tax', { tax: amountText(tax) })} · ${says} · ${law}`}
        </span>
      </span>
      <span className="ml-auto tabular-nums">{amountText(credited)}</span>
    </li>
  )
}
