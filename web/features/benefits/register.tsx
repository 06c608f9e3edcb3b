import { useNavigate, useSearch } from '@tanstack/react-router'
import { BookOpen, Download, Settings2, SlidersHorizontal } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { benefitsTexts } from '../../../src/texts/web-benefits.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { Empty } from '../../parts/empty.tsx'
import { MoreButton } from '../../parts/more-button.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { useIsWide } from '../../parts/use-wide.ts'
import { Waiting } from '../../parts/waiting.tsx'
import { tell } from '../../shell/messages.ts'
import { useAnswer, usePages } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { useTableView } from './columns.ts'
import { FilterPanel, SearchField } from './filters.tsx'
import { RegisterCards, RegisterTable } from './register-table.tsx'
import { TableViewDialog } from './table-view-dialog.tsx'
import { without } from '../../shell/without.ts'

const ExportDialog = lazy(() => import('./export-dialog.tsx').then((it) => ({ default: it.ExportDialog })))

/** The register: filters in the address, pages by keyset, sums of the selection, export with a reason. */
export function Register() {
  const say = useTexts(benefitsTexts)
  const search = useSearch({ from: '/inside/register' })
  const isWide = useIsWide()
  const [isFiltering, setFiltering] = useState(isWide)
  const [view, setView] = useTableView()
  const pages = usePages('register', { query: search })
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-surface">
      <header className="shrink-0 border-b border-line bg-canvas px-4 pt-4 pb-3 sm:px-6">
        <div className="flex flex-wrap items-baseline gap-x-4">
          <h1 className="text-title font-semibold">{say('register.title')}</h1>
          <Totals />
        </div>
        <div className="mt-2 flex flex-wrap items-center gap-2">
          <SearchField />
          <Button
            aria-expanded={isFiltering}
            icon={<SlidersHorizontal aria-hidden="true" size={15} />}
            onClick={() => setFiltering(!isFiltering)}
          >
            {say('register.filters')}
          </Button>
          <Tools view={view} onView={setView} />
        </div>
        {isFiltering ? <FilterPanel /> : null}
      </header>
      <div className="relative min-h-0 flex-1 overflow-auto">
        {pages.error && !pages.data ? (
          <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />
        ) : pages.data === undefined ? (
          <Waiting />
        ) : rows.length === 0 ? (
          <NoRows />
        ) : (
          <>
            {isWide ? <RegisterTable rows={rows} view={view} /> : <RegisterCards rows={rows} />}
            <MoreButton pages={pages} />
          </>
        )}
      </div>
    </div>
  )
}

/** Count and sums of the selection; they come apart from the page, so that the page never waits for them. */
function Totals() {
  const say = useTexts(benefitsTexts)
  const filters = without(useSearch({ from: '/inside/register' }), 'sort')
  const { data } = useAnswer('registerTotals', { query: filters }, { keep: true })
  if (!data) return null
  const sum = data.sums.map(amountText).join(' + ')
  return (
    <p aria-live="polite" className="text-second text-ink-2">
      {data.leftOut === undefined ? null : <span className="block text-warn">{data.leftOut}</span>}
      {say('register.count', { count: data.count.toLocaleString('en') })}
      {sum === '' ? null : ` · ${say('register.sum', { sum })}`}
      {data.late.count === 0 ? null : ` · ${say('register.late_count', { count: data.late.count })}`}
    </p>
  )
}

type ViewState = ReturnType<typeof useTableView>

function Tools({ view, onView }: { readonly view: ViewState[0]; readonly onView: ViewState[1] }) {
  const say = useTexts(benefitsTexts)
  const isWide = useIsWide()
  const filters = without(useSearch({ from: '/inside/register' }), 'sort')
  const totals = useAnswer('registerTotals', { query: filters }, { keep: true }).data
  const [open, setOpen] = useState<'view' | 'export'>()
  const permission = totals?.export
  return (
    <>
      {isWide ? (
        <Button icon={<Settings2 aria-hidden="true" size={15} />} onClick={() => setOpen('view')}>
          {say('register.view')}
        </Button>
      ) : null}
      {permission === undefined ? null : (
        <Button
          icon={<Download aria-hidden="true" size={15} />}
          // Whoever may not export learns why by pressing it, with a thumb or a key as with a mouse.
          onClick={() =>
            permission.can ? setOpen('export') : tell({ tone: 'problem', text: permission.why })
          }
        >
          {say('export.open')}
        </Button>
      )}
      {open === 'view' ? (
        <TableViewDialog view={view} onChange={onView} onClose={() => setOpen(undefined)} />
      ) : null}
      <Suspense>
        {open === 'export' && totals ? (
          <ExportDialog filters={filters} count={totals.count} onClose={() => setOpen(undefined)} />
        ) : null}
      </Suspense>
    </>
  )
}

function NoRows() {
  const say = useTexts(benefitsTexts)
  const navigate = useNavigate({ from: '/register' })
  return (
    <Empty
      icon={<BookOpen aria-hidden="true" size={20} />}
      title={say('register.empty_title')}
      text={say('register.empty_text')}
      action={<Button onClick={() => void navigate({ search: {} })}>{say('register.clear')}</Button>}
    />
  )
}
