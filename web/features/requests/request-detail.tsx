import { Link, useParams } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { requestsTexts } from '../../../src/texts/web-requests.ts'
import { ProblemView } from '../../parts/problem.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { ActionBar } from '../approvals/action-bar.tsx'
import { CaseView } from '../approvals/case-view.tsx'
import { classes } from '../../parts/classes.ts'

/** One request: progress, questions, evidence, timeline, and what the reader may do with it. */
export function RequestDetail() {
  const { requestId } = useParams({ from: '/inside/requests/$requestId' })
  const { data, error, refetch } = useAnswer('requestDetail', { params: { requestId } })
  if (error && !data) {
    return (
      <div className="overflow-y-auto">
        <Back />
        <ProblemView error={error} onRetry={() => void refetch()} as="h1" />
      </div>
    )
  }
  if (!data) return <Waiting lines={9} />
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-surface">
      <div className="relative min-h-0 flex-1 overflow-y-auto">
        <CaseView item={data} titleAs="h1" back={<Back />} />
      </div>
      <ActionBar item={data} onDecided={() => undefined} />
    </div>
  )
}

function Back() {
  const say = useTexts(requestsTexts)
  return (
    <Link
      to="/my-requests"
      aria-label={say('detail.back')}
      className={classes(
        '-ml-2 flex size-10 shrink-0 items-center justify-center rounded-md',
        'text-ink-2 hover:bg-sunken',
      )}
    >
      <ArrowLeft aria-hidden="true" size={20} />
    </Link>
  )
}
