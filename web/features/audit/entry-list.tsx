import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { ScrollText } from 'lucide-react'
import { formatCount } from '../../../src/kernel/format.ts'
import { auditTexts } from '../../../src/texts/web-audit.ts'
import { Chips } from '../../parts/chips.tsx'
import { Empty } from '../../parts/empty.tsx'
import { MoreButton } from '../../parts/more-button.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { linkLook } from '../../parts/text-link.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import type { Answer } from '../../shell/api.ts'
import { usePages } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { ProofDialog } from './proof-dialog.tsx'
import { classes } from '../../parts/classes.ts'
import { without } from '../../shell/without.ts'

type Entry = Answer<'logEntries'>['rows'][number]

/** Entries, newest first; refused acts leave one as well. */
export function EntryList() {
  const say = useTexts(auditTexts)
  const navigate = useNavigate({ from: '/verification' })
  const { entry, refused } = useSearch({ from: '/inside/verification' })
  const pages = usePages('logEntries', { query: { onlyRefused: refused === 'yes' ? 'yes' : 'no' } })
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <section className="mt-6">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-second font-medium text-ink-2">{say('log.list')}</h2>
        <Chips
          label={say('log.filter')}
          isQuiet
          value={refused ?? 'no'}
          options={[
            { key: 'no', word: say('log.all') },
            { key: 'yes', word: say('log.only_refused') },
          ]}
          onChange={(key) =>
            void navigate({ search: key === 'yes' ? { refused: 'yes' } : {}, resetScroll: false })
          }
        />
      </div>
      {pages.error && !pages.data ? (
        <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />
      ) : pages.data === undefined ? (
        <Waiting lines={5} />
      ) : rows.length === 0 ? (
        <Empty
          icon={<ScrollText aria-hidden="true" size={20} />}
          title={say('log.empty_title')}
          text={say('log.empty_text')}
        />
      ) : (
        <>
          <ul className="border-t border-line">
            {rows.map((row) => (
              <EntryRow key={row.entryId} entry={row} />
            ))}
          </ul>
          <MoreButton pages={pages} />
        </>
      )}
      {entry === undefined ? null : (
        <ProofDialog
          key={entry}
          number={Number(entry)}
          onClose={() => void navigate({ search: (now) => without(now, 'entry'), resetScroll: false })}
        />
      )}
    </section>
  )
}

function EntryRow({ entry }: { readonly entry: Entry }) {
  const say = useTexts(auditTexts)
  const { number, object } = entry
  return (
    <li
      className={classes(
        'grid grid-cols-[4.5em_minmax(0,1fr)_auto] items-baseline gap-x-3 border-b',
        'border-line py-1.5 text-second',
      )}
    >
      <span className="text-ink-2">
        {number === undefined ? say('log.waiting_number') : formatCount(number)}
      </span>
      <span className="min-w-0">
        <span className="font-medium">{entry.actor}</span> {entry.text}
        {entry.isRefused ? (
          <span className="ml-2 rounded-sm bg-block-tint px-1 text-meta text-block">
            {say('log.refused')}
          </span>
        ) : null}
        <span className="block text-meta break-all text-ink-2">
          {object.requestId === undefined ? (
            object.id
          ) : (
            <Link to="/requests/$requestId" params={{ requestId: object.requestId }} className={linkLook}>
              {object.id}
            </Link>
          )}
        </span>
      </span>
      <span className="text-right">
        <time dateTime={entry.when.at} className="block text-meta text-ink-2">
          {entry.when.text}
        </time>
        {number === undefined ? null : (
          <Link
            to="/verification"
            search={(now) => ({ ...now, entry: String(number) })}
            resetScroll={false}
            aria-label={say('log.proof_open', { number: formatCount(number) })}
            className={`${linkLook} text-meta`}
          >
            {say('log.proof')}
          </Link>
        )}
      </span>
    </li>
  )
}
