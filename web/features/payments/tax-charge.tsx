import { useState } from 'react'
import { webTaxTexts } from '../../../src/texts/web-tax.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { Section } from '../../parts/section.tsx'
import { problemOf, type Answer } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { tell, tellProblem } from '../../shell/messages.ts'
import { queryClient } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'

type Schedule = Answer<'taxSchedule'>
type Say = ReturnType<typeof useTexts<typeof webTaxTexts>>

/** What of the year's taxes stands in the books, what does not, and the button that books it. */
export function TaxCharge({ schedule }: { readonly schedule: Schedule }) {
  const say = useTexts(webTaxTexts)
  const [isBusy, setBusy] = useState(false)
  const { charge, entityId } = schedule
  const { due, month, booked, can } = charge
  const book = () => {
    setBusy(true)
    bookAll(entityId, month)
      .then((count) => tell({ tone: 'done', text: say('tax.charged', { count }) }))
      .catch((error: unknown) => tellProblem(problemOf(error), say('tax.charge_failed')))
      .finally(() => {
        setBusy(false)
        void queryClient.invalidateQueries({ queryKey: ['taxSchedule'] })
      })
  }
  return (
    <Section
      title={say('tax.books')}
      aside={
        due === 0 ? undefined : (
          <Button
            size={32}
            disabled={!can.can}
            isBusy={isBusy}
            {...(can.can ? {} : { title: can.why })}
            onClick={book}
          >
            {say('tax.charge')}
          </Button>
        )
      }
    >
      <p className="text-second">{verdictOf(schedule, say)}</p>
      {due > 0 && !can.can ? <p className="mt-1 text-second text-ink-2">{can.why}</p> : null}
      {booked.length === 0 ? null : (
        <dl className="mt-2 flex flex-wrap gap-x-8 gap-y-2">
          {booked.map(({ account, name, amount }) => (
            <div key={account}>
              <dt className="text-meta text-ink-2">{name}</dt>
              <dd className="text-body font-medium tabular-nums">{amountText(amount)}</dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  )
}

function verdictOf({ year, charge }: Schedule, say: Say): string {
  const { due, month, booked } = charge
  if (due > 0) return say('tax.books.due', { month, count: due })
  return booked.length === 0 ? say('tax.books.none', { year }) : say('tax.books.all', { month })
}

/** One call books some hundreds; what is left goes with the next. Gives how many were booked. */
async function bookAll(entityId: string, month: string, before = 0): Promise<number> {
  try {
    const { changed, left } = await command('chargeTax', { body: { entityId, month } })
    return left === 0 ? before + changed : await bookAll(entityId, month, before + changed)
  } catch (error) {
    // Somebody else booked the rest meanwhile.
    if (before > 0 && problemOf(error).code === 'payments.tax_nothing_to_charge') return before
    throw error
  }
}
