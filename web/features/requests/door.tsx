import { Link, useParams } from '@tanstack/react-router'
import { ArrowLeft, Copy, Printer, RefreshCw, X } from 'lucide-react'
import { useState } from 'react'
import { webAttendanceTexts } from '../../../src/texts/web-attendance.ts'
import { Button } from '../../parts/button.tsx'
import { classes } from '../../parts/classes.ts'
import { Field, Input } from '../../parts/field.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { Toasts } from '../../parts/toasts.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { problemOf, type Answer } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { tell, tellProblem } from '../../shell/messages.ts'
import { refreshAfterDecision, useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'

type View = Answer<'guestLink'>

/** How often the number of those who signed in is read. */
const countEveryMs = 5000

/** The screen beside the door: the code as large as the screen lets it be, and nobody's name. */
export function Door() {
  const { requestId } = useParams({ from: '/requests/$requestId/sign-in' })
  const { data, error, refetch } = useAnswer(
    'guestLink',
    { params: { requestId } },
    { everyMs: countEveryMs },
  )
  const say = useTexts(webAttendanceTexts)
  return (
    <main id="content" className="flex min-h-dvh flex-col bg-surface px-4 pb-6 print:p-0">
      <div className="flex h-12 items-center print:hidden">
        <Link
          to="/requests/$requestId"
          params={{ requestId }}
          className="-ml-2 inline-flex min-h-10 items-center gap-2 rounded-md px-2 text-ink-2 hover:bg-sunken"
        >
          <ArrowLeft aria-hidden="true" size={18} />
          {say('door.back')}
        </Link>
      </div>
      {data ? (
        <Shown requestId={requestId} view={data} />
      ) : error ? (
        <ProblemView error={error} onRetry={() => void refetch()} as="h1" />
      ) : (
        <Waiting lines={6} />
      )}
      <Toasts />
    </main>
  )
}

type ShownProps = { readonly requestId: string; readonly view: View }

function Shown({ requestId, view }: ShownProps) {
  const say = useTexts(webAttendanceTexts)
  const { invites, event, where, state, link, count } = view
  const code = link?.code
  return (
    <div className="mx-auto flex w-full max-w-[640px] flex-1 flex-col items-center text-center">
      <p className="text-body text-ink-2 print:text-section">{invites}</p>
      <h1 className="text-title font-semibold print:text-amount">{`${event} · ${say('door.title')}`}</h1>
      <p className="text-body text-ink-2 print:text-section">{where}</p>
      {code && link ? (
        <>
          <img
            src={`data:image/svg+xml,${encodeURIComponent(code.svg)}`}
            alt={say('door.code')}
            className="my-3 aspect-square w-full max-w-[min(100%,62dvh)] print:max-w-[14cm]"
          />
          <p className="text-section font-semibold print:text-amount">
            {state === 'before' ? say('door.before', { day: link.heldOn }) : say('door.scan')}
          </p>
          <p role="status" className="mt-1 text-body text-ink-2 print:hidden">
            {`${say('section.count', { count })} · ${say('door.until', { time: link.until.text })}`}
          </p>
          {code.isLocal ? (
            <p className="mt-2 text-second text-warn print:hidden">{say('door.local')}</p>
          ) : null}
          <Actions requestId={requestId} url={code.url} heldOn={link.heldOn} />
        </>
      ) : (
        <Start requestId={requestId} view={view} />
      )}
    </div>
  )
}

/** Sends a command of the sign-in and reads the screen again; what is refused is told in words. */
function useSend(requestId: string) {
  const say = useTexts(webAttendanceTexts)
  const [isBusy, setBusy] = useState(false)
  const send = async (name: 'openGuestLink' | 'closeGuestLink', body: { readonly heldOn?: string } = {}) => {
    setBusy(true)
    try {
      const params = { requestId }
      await (name === 'openGuestLink' ? command(name, { params, body }) : command(name, { params }))
    } catch (error) {
      tellProblem(problemOf(error), say('door.failed'))
    }
    await refreshAfterDecision()
    setBusy(false)
  }
  return { isBusy, send }
}

type ActionsProps = { readonly requestId: string; readonly url: string; readonly heldOn: string }

function Actions({ requestId, url, heldOn }: ActionsProps) {
  const say = useTexts(webAttendanceTexts)
  const { isBusy, send } = useSend(requestId)
  // Browsers give the clipboard to safe pages alone.
  const copy = async () => {
    await navigator.clipboard.writeText(url)
    tell({ tone: 'done', text: say('door.copied') })
  }
  return (
    <div className="mt-4 flex flex-wrap justify-center gap-2 print:hidden">
      {window.isSecureContext ? (
        <Button icon={<Copy aria-hidden="true" size={15} />} onClick={() => void copy()}>
          {say('door.copy')}
        </Button>
      ) : null}
      <Button icon={<Printer aria-hidden="true" size={15} />} onClick={() => window.print()}>
        {say('door.print')}
      </Button>
      <Button
        icon={<RefreshCw aria-hidden="true" size={15} />}
        isBusy={isBusy}
        onClick={() => void send('openGuestLink', { heldOn })}
      >
        {say('door.again')}
      </Button>
      <Button
        icon={<X aria-hidden="true" size={15} />}
        isBusy={isBusy}
        onClick={() => void send('closeGuestLink')}
      >
        {say('door.close')}
      </Button>
    </div>
  )
}

/** Before a sign-in is opened, and after it has ended. */
function Start({ requestId, view: { state, count, plannedOn = '' } }: ShownProps) {
  const say = useTexts(webAttendanceTexts)
  const { isBusy, send } = useSend(requestId)
  const [heldOn, setHeldOn] = useState(plannedOn)
  const isOther = heldOn !== '' && heldOn !== plannedOn
  const isEnded = state === 'closed' || state === 'over'
  return (
    <div className={classes('mt-6 w-full max-w-md space-y-4 text-left', isEnded && 'mt-4')}>
      {isEnded ? (
        <p role="status" className="text-body">
          {`${say(state === 'over' ? 'door.over' : 'door.closed')} ${say('section.count', { count })}`}
        </p>
      ) : null}
      <p className="text-body text-ink-2">{say('door.start_text')}</p>
      <Field label={say('door.day')}>
        {(tied) => (
          <Input {...tied} type="date" value={heldOn} onChange={(event) => setHeldOn(event.target.value)} />
        )}
      </Field>
      <Button
        look="primary"
        size={36}
        isBusy={isBusy}
        onClick={() => void send('openGuestLink', isOther ? { heldOn } : {})}
      >
        {say('door.start')}
      </Button>
    </div>
  )
}
