import { Check, CircleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { approvalsTexts } from '../../../src/texts/web-approvals.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { call, problemOf, type Answer } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { tellProblem } from '../../shell/messages.ts'
import { refreshAfterDecision } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'

type Sheet = Answer<'batchSheet'>
type Results = Answer<'batchApprove'>['results']

type Props = {
  readonly approvalIds: readonly string[]
  readonly onClose: () => void
  readonly onDone: () => void
}

/** The sheet before a batch: items, sum and checks, what is left out and why; then each item's own result. */
export function BatchSheet({ approvalIds, onClose, onDone }: Props) {
  const say = useTexts(approvalsTexts)
  const { sheet, error } = useSheet(approvalIds)
  const [results, setResults] = useState<Results>()
  const [isBusy, setBusy] = useState(false)
  const [openedAt] = useState(() => Date.now())
  const confirm = () => {
    if (!sheet) return
    setBusy(true)
    const items = sheet.items.map(({ approvalId, version }) => ({ approvalId, version }))
    const readSeconds = Math.round((Date.now() - openedAt) / 1000)
    command('batchApprove', { body: { items, readSeconds } })
      .then((answer) => setResults(answer.results))
      .then(onDone)
      .then(refreshAfterDecision)
      .catch((cause: unknown) => tellProblem(problemOf(cause), say('batch.title')))
      .finally(() => setBusy(false))
  }
  const isOpen = sheet?.permission.can === true && sheet.items.length > 0
  const footer = results ? (
    <Button look="primary" size={36} onClick={onClose}>
      {say('batch.done')}
    </Button>
  ) : isOpen ? (
    <Button look="primary" size={36} isBusy={isBusy} onClick={confirm}>
      {say('batch.confirm', { count: sheet.items.length })}
    </Button>
  ) : undefined
  return (
    <Dialog title={say('batch.title')} shape="wide" onClose={onClose} footer={footer}>
      {error ? <ProblemView error={error} /> : null}
      {results ? (
        <ResultList results={results} />
      ) : sheet ? (
        <SheetView sheet={sheet} />
      ) : error ? null : (
        <Waiting lines={4} />
      )}
    </Dialog>
  )
}

function useSheet(approvalIds: readonly string[]) {
  const [sheet, setSheet] = useState<Sheet>()
  const [error, setError] = useState<unknown>()
  // The sheet is what was checked when it opened; it does not change under the reader.
  const [asked] = useState(approvalIds)
  useEffect(() => {
    const leaving = new AbortController()
    call('batchSheet', { body: { approvalIds: [...asked] } }, { signal: leaving.signal })
      .then(setSheet)
      .catch((cause: unknown) => leaving.signal.aborted || setError(cause))
    return () => leaving.abort()
  }, [asked])
  return { sheet, error }
}

function SheetView({ sheet }: { readonly sheet: Sheet }) {
  const say = useTexts(approvalsTexts)
  const sum = sheet.sums.map(amountText).join(' + ')
  return (
    <div className="space-y-4">
      {sheet.permission.can ? null : <p className="text-warn">{sheet.permission.why}</p>}
      {sheet.items.length === 0 ? (
        <p className="text-ink-2">{say('batch.none')}</p>
      ) : (
        <p className="font-medium">
          {sheet.kind === undefined ? null : `${sheet.kind} · `}
          {say('batch.sum', { count: sheet.items.length, sum })}
        </p>
      )}
      <ul className="divide-y divide-line border-y border-line">
        {sheet.items.map((item) => (
          <li key={item.approvalId} className="py-2">
            <p className="flex justify-between gap-3">
              <span>
                {item.heading} <span className="text-second text-ink-2">{item.matter}</span>
              </span>
              {item.amount ? <span className="shrink-0 font-medium">{amountText(item.amount)}</span> : null}
            </p>
            <p className="text-meta text-ink-2">
              {[item.number, item.checks, ...item.conditions].join(' · ')}
            </p>
          </li>
        ))}
      </ul>
      {sheet.leftOut.length === 0 ? null : (
        <section>
          <h3 className="text-second font-medium text-ink-2">{say('batch.left_out')}</h3>
          <ul>
            {sheet.leftOut.map((item) => (
              <li key={item.approvalId} className="py-1 text-second">
                {item.heading} <span className="text-ink-2">{[item.number, item.why].join(' · ')}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function ResultList({ results }: { readonly results: Results }) {
  const say = useTexts(approvalsTexts)
  return (
    <section aria-live="polite">
      <h3 className="text-second font-medium text-ink-2">{say('batch.results')}</h3>
      <ul className="divide-y divide-line">
        {results.map((result) => (
          <li key={result.approvalId} className="flex items-start gap-2 py-2">
            {result.isDone ? (
              <Check aria-hidden="true" size={17} className="mt-0.5 text-pass" />
            ) : (
              <CircleAlert aria-hidden="true" size={17} className="mt-0.5 text-block" />
            )}
            <span>
              {result.number} <span className="text-ink-2">{result.says}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
