import { Link, useSearch } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { dayIn } from '../../../src/kernel/time.ts'
import { requestsTexts } from '../../../src/texts/web-requests.ts'
import { ProblemView } from '../../parts/problem.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { useAnswer } from '../../shell/queries.ts'
import { useMe } from '../../shell/session.ts'
import { useTexts } from '../../shell/text.ts'
import { emptyForm, formOf, type Form } from './form.ts'
import { RequestForm, type Purpose } from './request-form.tsx'

/** File a benefit on one screen, with the answer of the policy beside it while one types. */
export function NewRequest() {
  const say = useTexts(requestsTexts)
  const { draft, customer, answer, change } = useSearch({ from: '/inside/new' })
  const me = useMe()
  const requestId = draft ?? answer ?? change
  const old = useAnswer(
    'draft',
    { params: { requestId: requestId ?? '' } },
    { enabled: requestId !== undefined, fresh: true },
  )
  // A draft that was typed in a moment ago is not what was read before.
  const isOldRead = old.data !== undefined && old.isFetchedAfterMount
  const party = useAnswer(
    'partyPage',
    { params: { partyId: customer ?? '' } },
    { enabled: customer !== undefined },
  )
  const mode = answer !== undefined ? 'answer' : change !== undefined ? 'change' : 'new'
  const title = say(
    mode === 'new' ? 'new.title' : mode === 'answer' ? 'new.title_answer' : 'new.title_change',
  )
  const isWaiting = !me || (requestId !== undefined && !isOldRead) || (customer !== undefined && !party.data)
  const error = old.error ?? party.error
  const start = me ? emptyForm(dayIn(me.zone, new Date().toISOString()), me.entities[0]?.id) : undefined
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="flex shrink-0 items-center gap-2 px-4 pt-3 sm:px-8 lg:pt-5">
        <Link
          to="/my-requests"
          aria-label={say('detail.back')}
          className="-ml-2 flex size-10 items-center justify-center rounded-md text-ink-2 lg:hidden"
        >
          <ArrowLeft aria-hidden="true" size={20} />
        </Link>
        <h1 className="text-title font-semibold">{title}</h1>
      </header>
      {error ? (
        <ProblemView error={error} onRetry={() => void old.refetch()} />
      ) : isWaiting || !start ? (
        <Waiting />
      ) : (
        <RequestForm
          // Another draft or customer is another form; so is a filed request that has moved on.
          key={`${requestId}${customer}${mode === 'new' ? '' : old.data?.version}`}
          me={me}
          first={firstForm(start, old.data, party.data?.party)}
          purpose={purposeOf(mode, old.data)}
          onStale={() => void old.refetch()}
        />
      )}
    </div>
  )
}

type Old = Parameters<typeof formOf>[0] | undefined

function firstForm(start: Form, old: Old, customer: Form['customer']): Form {
  const form = old ? formOf(old, start) : start
  return customer ? { ...form, customer } : form
}

function purposeOf(mode: 'new' | 'answer' | 'change', old: Old): Purpose {
  if (!old) return { mode: 'new', saved: undefined }
  const { requestId, version, savedAt } = old
  if (mode !== 'new') return { mode, requestId, version, since: savedAt.at }
  return { mode, saved: { requestId, version, text: savedAt.text } }
}
