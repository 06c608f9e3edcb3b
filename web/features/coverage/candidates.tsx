import { Link } from '@tanstack/react-router'
import { webCoverageTexts } from '../../../src/texts/web-coverage.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { linkLook } from '../../parts/text-link.tsx'
import type { Answer } from '../../shell/api.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { useLineActs } from './line-acts.tsx'
import type { Line } from './line-row.tsx'

type Candidate = Answer<'coverageCandidates'>['items'][number]
type Props = { readonly line: Line; readonly runId: string }

/** The benefits that a line may show, each with what speaks for it. */
export function Candidates({ line, runId }: Props) {
  const say = useTexts(webCoverageTexts)
  const { data } = useAnswer('coverageCandidates', { params: { runId, lineId: line.lineId } })
  const acts = useLineActs(runId)
  if (data === undefined) return null
  if (data.items.length === 0) {
    return <p className="mt-2 text-second text-ink-2">{say('cov.candidates_none')}</p>
  }
  return (
    <>
      <p className="mt-3 text-meta text-ink-3">{say('cov.candidates')}</p>
      <ul className="border-l-2 border-line pl-3">
        {data.items.map((candidate) => (
          <CandidateRow
            key={candidate.benefitId}
            candidate={candidate}
            onMatch={() =>
              void acts.match(line, candidate.benefitId, say('cov.match_reason', { why: candidate.why }))
            }
          />
        ))}
      </ul>
    </>
  )
}

type RowProps = { readonly candidate: Candidate; readonly onMatch: () => void }

function CandidateRow({ candidate, onMatch }: RowProps) {
  const say = useTexts(webCoverageTexts)
  const { title, number, amount, day, names, why, requestId, matchedLines: count } = candidate
  const head = [number, title].filter(Boolean).join(' ')
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1.5 py-1.5">
      <div className="min-w-0 flex-1 basis-60 text-second">
        <p className="break-words">
          {requestId === undefined ? (
            head
          ) : (
            <Link to="/requests/$requestId" params={{ requestId }} className={linkLook}>
              {head}
            </Link>
          )}
          <span className="ml-2 font-medium tabular-nums">{amountText(amount)}</span>
        </p>
        <p className="text-meta break-words text-ink-2">
          <span className="tabular-nums">{day}</span>
          {names.map((name) => ` · ${name}`).join('')} — {why}
          {count === 0 ? null : <span className="text-warn"> · {say('cov.already', { count })}</span>}
        </p>
      </div>
      <Button
        size={28}
        aria-label={say('cov.match_of', { title: head, amount: amountText(amount) })}
        onClick={onMatch}
      >
        {say('cov.match')}
      </Button>
    </li>
  )
}
