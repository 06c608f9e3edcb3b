import { Link, useSearch } from '@tanstack/react-router'
import { Inbox, Lock } from 'lucide-react'
import { useState } from 'react'
import { partiesTexts } from '../../../src/texts/web-parties.ts'
import { amountText } from '../../parts/amount.tsx'
import { Chips } from '../../parts/chips.tsx'
import { Empty } from '../../parts/empty.tsx'
import { MoreButton } from '../../parts/more-button.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { StateBadge } from '../../parts/state-badge.tsx'
import { linkLook, PartyLink } from '../../parts/text-link.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import type { Answer, Given } from '../../shell/api.ts'
import { usePages } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { classes } from '../../parts/classes.ts'

type Row = Answer<'partyLines'>['rows'][number]
type Asked = NonNullable<Given<'partyLines'>['query']>
type Direction = NonNullable<Asked['direction']>

type Props = { readonly partyId: string; readonly isOrganisation: boolean }

/** Every line, newest first. Of other entities only the amount and the day may remain. */
export function PartyLines({ partyId, isOrganisation }: Props) {
  const say = useTexts(partiesTexts)
  const { year, kind, entityId } = useSearch({ from: '/inside/parties/$partyId' })
  const [direction, setDirection] = useState<Direction>('given')
  const query = {
    direction,
    ...(year && { year: Number(year) }),
    // Whatever stands in the address; the server tells a kind that is none.
    ...(kind && { kind: kind as NonNullable<Asked['kind']> }),
    ...(entityId && { entityId }),
  }
  const pages = usePages('partyLines', { params: { partyId }, query })
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <section className="mt-6">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-second font-medium text-ink-2">{say('party.lines')}</h2>
        <Chips
          label={say('party.direction')}
          isQuiet
          value={direction}
          options={[
            { key: 'given', word: say('party.tab_given') },
            { key: 'received', word: say('party.tab_received') },
          ]}
          onChange={(key) => setDirection(key === 'received' ? 'received' : 'given')}
        />
      </div>
      {pages.error && !pages.data ? (
        <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />
      ) : pages.data === undefined ? (
        <Waiting lines={5} />
      ) : rows.length === 0 ? (
        <Empty
          icon={<Inbox aria-hidden="true" size={20} />}
          title={say('party.empty_title')}
          text={say('party.empty_text')}
        />
      ) : (
        <>
          <ul className="border-t border-line">
            {rows.map((row) => (
              <LineRow key={row.lineId} row={row} showsRecipient={isOrganisation} />
            ))}
          </ul>
          <MoreButton pages={pages} />
        </>
      )}
    </section>
  )
}

function LineRow({ row, showsRecipient }: { readonly row: Row; readonly showsRecipient: boolean }) {
  const say = useTexts(partiesTexts)
  return (
    <li
      className={classes(
        'grid grid-cols-[auto_minmax(0,1fr)_auto] items-baseline gap-x-3 border-b',
        'border-line py-2 text-second',
      )}
    >
      <span className="whitespace-nowrap text-ink-2">{row.on}</span>
      <span className="min-w-0">
        {row.isMasked ? (
          <span className="inline-flex items-center gap-1.5 text-ink-2">
            <Lock aria-hidden="true" size={14} />
            {say('party.masked')}
          </span>
        ) : (
          <LineTitle row={row} />
        )}
        <span className="block text-meta text-ink-2">
          {[row.kind, row.entity, row.number].filter(Boolean).join(' · ')}
          {showsRecipient && row.recipient ? (
            <>
              {' · '}
              <PartyLink partyId={row.recipient.id}>{row.recipient.name}</PartyLink>
            </>
          ) : null}
        </span>
      </span>
      <span className="text-right">
        <span className="font-medium">{amountText(row.amount)}</span>
        {row.state ? (
          <span className="block">
            <StateBadge state={row.state} />
          </span>
        ) : null}
      </span>
    </li>
  )
}

function LineTitle({ row }: { readonly row: Row }) {
  if (row.requestId === undefined) return <span>{row.title}</span>
  return (
    <Link to="/requests/$requestId" params={{ requestId: row.requestId }} className={linkLook}>
      {row.title}
    </Link>
  )
}
