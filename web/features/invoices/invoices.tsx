import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { FileText } from 'lucide-react'
import { useState } from 'react'
import { webInvoiceTexts } from '../../../src/texts/web-invoices.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { classes } from '../../parts/classes.ts'
import { Empty } from '../../parts/empty.tsx'
import { Input } from '../../parts/field.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { viewLinkLook } from '../../parts/view-link.ts'
import { Waiting } from '../../parts/waiting.tsx'
import type { Answer } from '../../shell/api.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { RecordDialog } from './record-dialog.tsx'
import { verdictOf } from './verdict.ts'

type Line = Answer<'invoices'>['items'][number]

const checks = ['all', 'unchecked', 'good', 'bad'] as const

/** Invoices, each with its verdict first: whether it can be used, and why not. */
export function Invoices() {
  const say = useTexts(webInvoiceTexts)
  const { q, check } = useSearch({ from: '/inside/invoices' })
  const [after, setAfter] = useState<string>()
  const [isAdding, setAdding] = useState(false)
  const query = { ...(q && { q }), ...(check && check !== 'all' && { check }), ...(after && { after }) }
  const { data, error, refetch } = useAnswer('invoices', { query }, { keep: true, fresh: true })
  return (
    <div className="relative min-h-0 flex-1 overflow-y-auto bg-surface">
      <div className="mx-auto max-w-[900px] px-4 pt-4 pb-10 sm:px-8 lg:pt-6">
        <header className="flex flex-wrap items-end justify-between gap-3">
          <div>
            <h1 className="text-title font-semibold">{say('inv.title')}</h1>
            <p className="mt-1 text-second text-ink-2">{say('inv.lead')}</p>
          </div>
          <Button onClick={() => setAdding(true)}>{say('inv.add')}</Button>
        </header>
        <Search key={q} onGo={() => setAfter(undefined)} />
        <CheckLinks onGo={() => setAfter(undefined)} />
        {error && !data ? (
          <ProblemView error={error} onRetry={() => void refetch()} />
        ) : data === undefined ? (
          <Waiting lines={8} />
        ) : data.items.length === 0 ? (
          <Empty
            icon={<FileText aria-hidden="true" size={20} />}
            title={say('inv.empty')}
            text={say('inv.empty_text')}
          />
        ) : (
          <ul aria-label={say('inv.list')} className="mt-3 border-t border-line">
            {data.items.map((line) => (
              <Row key={line.invoiceId} line={line} />
            ))}
          </ul>
        )}
        {data?.next === undefined ? null : (
          <p className="mt-3">
            <Button onClick={() => setAfter(data.next)}>›</Button>
          </p>
        )}
      </div>
      {isAdding ? <RecordDialog onClose={() => setAdding(false)} /> : null}
    </div>
  )
}

function Search({ onGo }: { readonly onGo: () => void }) {
  const say = useTexts(webInvoiceTexts)
  const search = useSearch({ from: '/inside/invoices' })
  const navigate = useNavigate({ from: '/invoices' })
  const [words, setWords] = useState(search.q ?? '')
  return (
    <form
      role="search"
      className="mt-4 flex gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        onGo()
        void navigate({ search: { ...search, q: words.trim() || undefined } })
      }}
    >
      <Input
        aria-label={say('inv.search')}
        placeholder={say('inv.search')}
        maxLength={100}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <Button type="submit" size={36}>
        {say('inv.go')}
      </Button>
    </form>
  )
}

function CheckLinks({ onGo }: { readonly onGo: () => void }) {
  const say = useTexts(webInvoiceTexts)
  const search = useSearch({ from: '/inside/invoices' })
  return (
    <nav aria-label={say('inv.checks')} className="-mx-2 mt-3 flex flex-wrap gap-1">
      {checks.map((check) => (
        <Link
          key={check}
          to="/invoices"
          search={{ ...search, check }}
          onClick={onGo}
          aria-current={check === (search.check ?? 'all') ? 'page' : undefined}
          className={viewLinkLook}
        >
          {say(`inv.check.${check}`)}
        </Link>
      ))}
    </nav>
  )
}

function Row({ line }: { readonly line: Line }) {
  const say = useTexts(webInvoiceTexts)
  const { key, ink } = verdictOf(line)
  return (
    <li className="border-b border-line">
      <Link
        to="/invoices/$invoiceId"
        params={{ invoiceId: line.invoiceId }}
        className="block rounded-md py-2.5 pr-2 hover:bg-sunken focus-visible:-outline-offset-2"
      >
        <span className="flex flex-wrap items-baseline justify-between gap-x-4">
          <span className={classes('font-medium', ink)}>{say(key)}</span>
          <span className="font-medium tabular-nums">{amountText(line.total)}</span>
        </span>
        <span className="block text-second break-words">
          {[line.seller, [line.code, line.number].filter(Boolean).join('-')].filter(Boolean).join(' · ')}
        </span>
        <span className="block text-meta text-ink-2">
          <span className="tabular-nums">{line.issuedOn}</span>
          {` · ${line.checkWord} · ${say('inv.left', { amount: amountText(line.left) })}`}
          {line.isFromOriginal ? null : ` · ${say('inv.typed')}`}
        </span>
      </Link>
    </li>
  )
}
