import { useState } from 'react'
import { webGivingTexts } from '../../../src/texts/web-giving.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { Section } from '../../parts/section.tsx'
import { PartyLink } from '../../parts/text-link.tsx'
import type { Answer } from '../../shell/api.ts'
import { useTexts } from '../../shell/text.ts'

type Giving = NonNullable<Answer<'requestDetail'>['giving']>

/** How it was given, against its approval: day, amount, guests, and what to look at. */
export function GivingSection({ giving }: { readonly giving: Giving }) {
  const say = useTexts(webGivingTexts)
  const lines = [
    { name: say('giving.day'), text: giving.givenOn },
    { name: say('giving.amount'), text: amountText(giving.amount) },
    { name: say('giving.quantity'), text: String(giving.quantity) },
    { name: say('give.hosts'), text: giving.hosts === undefined ? undefined : String(giving.hosts) },
    { name: say('give.place'), text: giving.place },
    { name: say('give.vendor'), text: giving.vendor },
    { name: say('give.way'), text: giving.wayWord },
    { name: say('give.invoice_number'), text: giving.invoiceNumber },
  ]
  return (
    <Section
      title={say('giving.title')}
      aside={giving.records > 1 ? say('giving.records', { count: giving.records }) : undefined}
    >
      <Flags flags={giving.flags} />
      <dl className="grid gap-x-8 sm:grid-cols-2">
        {lines.map(({ name, text }) =>
          text === undefined ? null : (
            <div key={name} className="flex justify-between gap-4 border-t border-line py-1.5 text-second">
              <dt className="shrink-0 text-ink-2">{name}</dt>
              <dd className="min-w-0 text-right break-words">{text}</dd>
            </div>
          ),
        )}
      </dl>
      <Differences differences={giving.differences} />
      <People people={giving.attendees.filter(({ side }) => side === 'guest')} title="giving.guests" />
      <LeftOut leftOut={giving.leftOut} />
      <People people={giving.attendees.filter(({ side }) => side === 'host')} title="giving.hosts" />
    </Section>
  )
}

function Flags({ flags }: Pick<Giving, 'flags'>) {
  const say = useTexts(webGivingTexts)
  if (flags.length === 0) return null
  return (
    <div className="mb-2 rounded-md border border-warn-line bg-warn-tint px-3 py-2 text-second">
      <p className="font-medium text-warn">{say('giving.flags')}</p>
      <ul>
        {flags.map(({ what, text, isStrong }) => (
          <li key={what} className={isStrong ? 'font-medium' : undefined}>
            {text}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Differences({ differences }: Pick<Giving, 'differences'>) {
  const say = useTexts(webGivingTexts)
  if (differences.length === 0) return null
  return (
    <div className="mt-3 text-second">
      <h3 className="text-ink-2">{say('giving.differences')}</h3>
      <ul className="mt-1 divide-y divide-line rounded-lg border border-line bg-surface">
        {differences.map(({ what, name, approved, actual, isBeyond }) => (
          <li key={what} className="flex flex-wrap justify-between gap-x-4 px-4 py-2">
            <span className="text-ink-2">{name}</span>
            <span className="min-w-0 break-words">
              {`${say('giving.approved')} ${approved || say('giving.none_approved')} · `}
              {`${say('giving.actual')} ${actual}`}
              {isBeyond ? <strong className="ml-2 text-warn">{say('giving.beyond')}</strong> : null}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Who signed in by the code and is on no list, with the reason of whoever recorded it. */
function LeftOut({ leftOut }: Pick<Giving, 'leftOut'>) {
  const say = useTexts(webGivingTexts)
  if (leftOut.length === 0) return null
  return (
    <div className="mt-3 text-second">
      <h3 className="text-ink-2">{say('giving.left_out')}</h3>
      <ul className="mt-1">
        {leftOut.map(({ name, employer, reason }) => (
          <li key={`${name} ${employer}`} className="border-t border-line py-1.5 break-words">
            {name} <span className="text-ink-2">{employer}</span> · {reason}
          </li>
        ))}
      </ul>
    </div>
  )
}

type PeopleProps = {
  readonly people: Giving['attendees']
  readonly title: 'giving.guests' | 'giving.hosts'
}

const shownAtFirst = 12

function People({ people, title }: PeopleProps) {
  const say = useTexts(webGivingTexts)
  const [isAll, setAll] = useState(false)
  if (people.length === 0) return null
  const shown = isAll ? people : people.slice(0, shownAtFirst)
  return (
    <div className="mt-3 text-second">
      <h3 className="text-ink-2">{`${say(title)} · ${say('giving.people', { count: people.length })}`}</h3>
      <ul className="mt-1 grid gap-x-8 sm:grid-cols-2">
        {shown.map((one, at) => (
          <li key={at} className="flex justify-between gap-3 border-t border-line py-1.5">
            <span className="min-w-0 break-words">
              {one.partyId === undefined ? one.name : <PartyLink partyId={one.partyId}>{one.name}</PartyLink>}
              {[one.employer, one.position, one.isOfficial === 'yes' ? say('give.official') : undefined].map(
                (text) =>
                  text === undefined ? null : (
                    <span key={text} className="ml-2 text-ink-2">
                      {text}
                    </span>
                  ),
              )}
            </span>
            <span className="shrink-0 text-ink-2">{one.howWord}</span>
          </li>
        ))}
      </ul>
      {shown.length < people.length ? (
        <Button onClick={() => setAll(true)}>{say('giving.show_all', { count: people.length })}</Button>
      ) : null}
    </div>
  )
}
