import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { webLedgerTexts } from '../../../src/texts/web-ledger.ts'
import { amountText } from '../../parts/amount.tsx'
import { MoreButton } from '../../parts/more-button.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { Section } from '../../parts/section.tsx'
import { linkLook } from '../../parts/text-link.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import type { Answer } from '../../shell/api.ts'
import { usePages } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { DocumentLink } from './document-link.tsx'
import { spanOf, type Figure } from './figure.ts'

type Props = {
  readonly row: Answer<'trialBalance'>['rows'][number]
  readonly entityId: string
  readonly month: string
  readonly figure: Figure | undefined
}

/** The entries behind a figure, newest first, each with the document that it was booked for. */
export function Entries({ row, entityId, month, figure }: Props) {
  const say = useTexts(webLedgerTexts)
  const { account, currency, name } = row
  const place = useRef<HTMLDivElement>(null)
  const pages = usePages('ledgerEntries', {
    query: { entityId, account, currency, ...spanOf(figure, month) },
  })
  const isThere = pages.data !== undefined
  // They stand below the table: whoever presses a figure is brought to them.
  useEffect(() => {
    if (isThere) place.current?.scrollIntoView({ block: 'start' })
  }, [account, currency, figure, isThere])
  const items = pages.data?.pages.flatMap((page) => page.items) ?? []
  const told = { account: name, currency }
  const title =
    figure === undefined
      ? say('books.entries', told)
      : say('books.entries_of', { ...told, figure: say(`books.${figure}`), amount: amountText(row[figure]) })
  return (
    <div ref={place} className="scroll-mt-4">
      <Section title={title}>
        {pages.error && items.length === 0 ? (
          <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />
        ) : pages.data === undefined ? (
          <Waiting lines={4} />
        ) : items.length === 0 ? (
          <p className="text-second text-ink-2">{say('books.no_entries')}</p>
        ) : (
          <ul aria-label={title} className="border-t border-line">
            {items.map((item) => (
              <EntryRow key={`${item.entryId} ${item.amount.minor}`} item={item} />
            ))}
          </ul>
        )}
        <MoreButton pages={pages} />
      </Section>
    </div>
  )
}

type Item = Answer<'ledgerEntries'>['items'][number]

const rowLook =
  'flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line py-1.5 text-second'

function EntryRow({ item }: { readonly item: Item }) {
  const say = useTexts(webLedgerTexts)
  const { document } = item
  return (
    <li className={rowLook}>
      <span className="min-w-0 break-words">
        <span className="tabular-nums">{item.bookedOn}</span>{' '}
        <DocumentLink says={document.says} opens={document.opens} />
        <BenefitTitle item={item} />
        {item.isLate ? (
          <span className="text-warn"> · {say('books.late', { on: item.documentOn })}</span>
        ) : null}
      </span>
      <span className="tabular-nums">{amountText(item.amount)}</span>
      {document.papers.length === 0 ? null : (
        <span className="flex basis-full flex-wrap gap-x-3 text-meta break-all text-ink-2">
          {document.papers.map(({ id, says, opens }) => (
            <span key={id}>
              <DocumentLink says={says} opens={opens} />
            </span>
          ))}
        </span>
      )}
    </li>
  )
}

/** What was given: the way to its request too, where the document is another one. */
function BenefitTitle({ item: { benefit, document } }: { readonly item: Item }) {
  if (benefit === undefined) return null
  const { title, requestId } = benefit
  const isOther = document.opens?.page !== 'request'
  return (
    <span className="text-ink-2">
      {' · '}
      {requestId !== undefined && isOther ? (
        <Link to="/requests/$requestId" params={{ requestId }} className={linkLook}>
          {title}
        </Link>
      ) : (
        title
      )}
    </span>
  )
}
