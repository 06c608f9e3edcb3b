import { webPaymentTexts } from '../../../src/texts/web-payments.ts'
import { amountText } from '../../parts/amount.tsx'
import type { Answer } from '../../shell/api.ts'
import { useTexts } from '../../shell/text.ts'
import { Fact } from './rests.tsx'

type Withheld = Answer<'orderQueue'>['items'][number]['withheld']
type Props = { readonly withheld: Withheld }

/** What is owed, withheld and paid out, with the law; nothing where nothing is withheld. */
export function WithheldLine({ withheld }: Props) {
  return withheld === undefined ? null : (
    <p className="mt-0.5 text-meta break-words">
      <InWords {...withheld} />
    </p>
  )
}

/** The same among the facts for whoever makes or checks an order. */
export function WithheldFact({ withheld, isPreview = false }: Props & { readonly isPreview?: boolean }) {
  const say = useTexts(webPaymentTexts)
  return withheld === undefined ? null : (
    <Fact name={say('pay.withheld_name')}>
      <InWords {...withheld} />
      {isPreview ? <span className="block text-ink-2">{say('pay.withheld_part')}</span> : null}
    </Fact>
  )
}

function InWords({ owed, tax, paid, law }: NonNullable<Withheld>) {
  const say = useTexts(webPaymentTexts)
  const words = { owed: amountText(owed), tax: amountText(tax), paid: amountText(paid) }
  return (
    <>
      <span className="tabular-nums">{say('pay.withheld', words)}</span>
      {law === '' ? null : <span className="text-ink-2">{` · ${law}`}</span>}
    </>
  )
}
