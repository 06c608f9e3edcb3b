import { Link } from '@tanstack/react-router'
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

type Props = {
  readonly row: Answer<'trialBalance'>['rows'][number]
  readonly entityId: string
  readonly month: string
}

/** The entries of one account, newest first, each with the document that it was made from. */
export function Entries({ row, entityId, month }: Props) {
  const say = useTexts(webLedgerTexts)
  const { account, currency, name } = row
  const pages = usePages('ledgerEntries', { query: { entityId, account, currency, from: month } })
  const items = pages.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Section title={say('books.entries', { account: name, currency })}>
      {pages.error && items.length === 0 ? (
        <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />
      ) : pages.data === undefined ? (
        <Waiting lines={4} />
      ) : (
        <ul className="border-t border-line">
          {items.map((item) => (
            <EntryRow key={`${item.entryId} ${item.amount.minor}`} item={item} />
          ))}
        </ul>
      )}
      <MoreButton pages={pages} />
    </Section>
  )
}

const rowLook =
  'flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line py-1.5 text-second'

function EntryRow({ item }: { readonly item: Answer<'ledgerEntries'>['items'][number] }) {
  const say = useTexts(webLedgerTexts)
  const { document, benefit } = item
  const requestId = benefit?.requestId
  return (
    <li className={rowLook}>
      <span className="min-w-0">
        <span className="tabular-nums">{item.bookedOn}</span>{' '}
        {requestId === undefined ? (
          document.says
        ) : (
          <Link to="/requests/$requestId" params={{ requestId }} className={linkLook}>
            {document.says}
          </Link>
        )}
        {benefit === undefined ? null : <span className="text-ink-2"> · {benefit.title}</span>}
        {item.isLate ? (
          <span className="text-warn"> · {say('books.late', { on: item.documentOn })}</span>
        ) : null}
      </span>
      <span className="tabular-nums">{amountText(item.amount)}</span>
    </li>
  )
}
