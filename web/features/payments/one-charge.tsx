import { webOneTexts } from '../../../src/texts/web-one.ts'
import { amountText } from '../../parts/amount.tsx'
import { Section } from '../../parts/section.tsx'
import type { Answer } from '../../shell/api.ts'
import { useTexts } from '../../shell/text.ts'
import { RequestNumber } from './request-number.tsx'
import { When } from './when.tsx'

type One = NonNullable<Answer<'taxSchedule'>['charge']['one']>

/** One tax as it stands in the books: which, on what, and when it was booked. */
export function OneCharge({ one }: { readonly one: One }) {
  const say = useTexts(webOneTexts)
  const { number, title, requestId, happenedOn, says, base, tax, at } = one
  const figures = [
    { name: say('one.base'), amount: base },
    { name: say('one.tax'), amount: tax },
  ]
  return (
    <Section title={say('one.charge')}>
      <div className="rounded-md border border-line px-3 py-2 text-second">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="font-medium">{says}</span>
          {requestId === undefined ? (
            <span>{number}</span>
          ) : (
            <RequestNumber requestId={requestId} number={number} />
          )}
          <span className="text-ink-2">{`${title} · ${happenedOn}`}</span>
        </p>
        <dl className="mt-1 flex flex-wrap gap-x-8 gap-y-2">
          {figures.map(({ name, amount }) => (
            <div key={name}>
              <dt className="text-meta text-ink-2">{name}</dt>
              <dd className="text-body font-medium tabular-nums">{amountText(amount)}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-1 text-meta text-ink-2">
          {say('one.booked')} <When at={at} />
        </p>
      </div>
    </Section>
  )
}
