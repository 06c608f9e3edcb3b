import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { useRef, useState } from 'react'
import { dayIn } from '../../../src/kernel/time.ts'
import { requestsTexts } from '../../../src/texts/web-requests.ts'
import { classes } from '../../parts/classes.ts'
import { ProblemView } from '../../parts/problem.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { problemOf } from '../../shell/api.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useMe } from '../../shell/session.ts'
import { useTexts } from '../../shell/text.ts'
import { emptyForm, formOf, type Form } from './form.ts'
import { RequestForm, type Purpose } from './request-form.tsx'
import { forgetTabDraft, keepTabDraft, useTabDraft } from './tab-draft.ts'

/** File a benefit on one screen, with the answer of the policy beside it while one types. */
export function NewRequest() {
  const { draft, customer, answer, change } = useSearch({ from: '/inside/new' })
  const me = useMe()
  const { unsent, round, begin, keep } = useUnsent(me?.person.id)
  const isPlain = !draft && !answer && !change && !customer
  const requestId = draft ?? answer ?? change ?? (isPlain ? unsent?.requestId : undefined)
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
  // What was filed or deleted in another window is no draft of this tab any more.
  const isGone = isPlain && (problemOf(old.error).status === 404 || (isOldRead && !old.data.isDraft))
  const isAgain = isPlain && isOldRead && !isGone
  const isWaiting =
    !me ||
    unsent === undefined ||
    (requestId !== undefined && !isOldRead && !isGone) ||
    (customer !== undefined && !party.data)
  const error = isGone ? party.error : (old.error ?? party.error)
  const data = isGone ? undefined : old.data
  const start = me ? emptyForm(dayIn(me.zone, new Date().toISOString()), me.entities[0]?.id) : undefined
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <Head mode={mode} onBegin={isAgain || draft !== undefined ? begin : undefined} isAgain={isAgain} />
      {error ? (
        <ProblemView error={error} onRetry={() => void old.refetch()} />
      ) : isWaiting || !start ? (
        <Waiting />
      ) : (
        <RequestForm
          // Another draft or customer is another form; so is a filed request that has moved on.
          key={`${requestId}${customer}${mode === 'new' ? round : data?.version}`}
          me={me}
          first={firstForm(start, data, party.data?.party)}
          purpose={purposeOf(mode, data)}
          onStale={() => void old.refetch()}
          onDraft={(id) => keep(id, round)}
        />
      )}
    </div>
  )
}

/** The unsent form of this tab, read once when the page opens, and how another one is begun beside it. */
function useUnsent(personId: string | undefined) {
  const navigate = useNavigate()
  const found = useTabDraft(personId)
  const [round, setRound] = useState(0)
  // A form that is left for another one saves its last words, and is not the form of this tab any more.
  const now = useRef(round)
  now.current = round
  const begin = () => {
    if (personId !== undefined) forgetTabDraft(personId)
    now.current += 1
    setRound(now.current)
    void navigate({ to: '/new', search: {} })
  }
  const keep = (requestId: string, of: number) => {
    if (personId !== undefined && of === now.current) keepTabDraft(personId, requestId)
  }
  return { unsent: found && round > 0 ? { requestId: undefined } : found, round, begin, keep }
}

type HeadProps = {
  readonly mode: 'new' | 'answer' | 'change'
  readonly isAgain: boolean
  readonly onBegin: (() => void) | undefined
}

function Head({ mode, isAgain, onBegin }: HeadProps) {
  const say = useTexts(requestsTexts)
  const titles = { new: 'new.title', answer: 'new.title_answer', change: 'new.title_change' } as const
  return (
    <header
      className={classes(
        'flex shrink-0 flex-wrap items-center gap-x-3 border-b border-line px-4 pt-3 pb-2 sm:px-8',
        'lg:pt-5 lg:pb-3',
      )}
    >
      <Link
        to="/my-requests"
        aria-label={say('detail.back')}
        className="-mr-1 -ml-2 flex size-10 items-center justify-center rounded-md text-ink-2 lg:hidden"
      >
        <ArrowLeft aria-hidden="true" size={20} />
      </Link>
      <h1 className="text-title font-semibold">{say(titles[mode])}</h1>
      {onBegin === undefined ? null : (
        <p className="flex flex-wrap items-center gap-x-2 text-second text-ink-2">
          {isAgain ? say('new.again') : say('new.draft')}
          <button
            type="button"
            onClick={onBegin}
            className="min-h-6 font-medium text-brand underline underline-offset-2 pointer-coarse:min-h-10"
          >
            {say('new.begin')}
          </button>
        </p>
      )}
    </header>
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
