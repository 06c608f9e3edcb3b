import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState, type MouseEvent } from 'react'
import { requestsTexts } from '../../../src/texts/web-requests.ts'
import { Button } from '../../parts/button.tsx'
import { classes } from '../../parts/classes.ts'
import { Field, TextArea } from '../../parts/field.tsx'
import { VerdictBadge } from '../../parts/verdict.tsx'
import { problemOf } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { tell, tellProblem } from '../../shell/messages.ts'
import { refreshAfterDecision } from '../../shell/queries.ts'
import type { Me } from '../../shell/session.ts'
import { useTexts } from '../../shell/text.ts'
import { isStarted, proposalOf, type Form } from './form.ts'
import { FormFields } from './form-fields.tsx'
import { forgetForm, keepForm, keptForm } from './kept-form.ts'
import { PolicyPanel } from './policy-panel.tsx'
import { useDraft, type DraftState } from './use-draft.ts'
import { usePreview, type Panel } from './use-preview.ts'

/** Whether the form files something new, answers a return or changes what was approved. */
export type Purpose =
  | { readonly mode: 'new'; readonly saved: DraftState['saved'] }
  | { readonly mode: 'answer' | 'change'; readonly requestId: string; readonly version: number }

type Props = { readonly me: Me; readonly first: Form; readonly purpose: Purpose }

/** The form at the left, the policy's answer at the right; the button says what a submit would do. */
export function RequestForm({ me, first, purpose: given }: Props) {
  // What is typed belongs to the version that the form was opened with, whatever is read meanwhile.
  const [purpose] = useState(given)
  const { form, setForm, note, setNote, forget } = useTyped(me, first, purpose)
  const proposal = proposalOf(form)
  // A new name is compared with the known ones before a kind is chosen.
  const isAsked =
    proposal.customer !== undefined && (proposal.kindId !== undefined || form.newCustomer !== undefined)
  const panel = usePreview(proposal, isAsked, purpose.mode === 'new' ? undefined : purpose.requestId)
  const keeps = purpose.mode === 'new'
  const { draft, settled, goOn } = useDraft(
    proposal,
    keeps && isStarted(form),
    keeps ? purpose.saved : undefined,
  )
  const { isBusy, submit } = useSubmit({ form, note, purpose, settled, goOn, forget })
  // The button never stands for another verdict than that of what is typed now; a submit checks it all again.
  const isComplete = panel.hasFailed || (panel.answer && panel.answer.submit.effect !== 'incomplete')
  const isReady = !panel.isChecking && isComplete === true
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady && (keeps || note.trim() !== '')) void submit()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) event.currentTarget.requestSubmit()
      }}
      className="flex min-h-0 flex-1 flex-col"
    >
      <div className="relative min-h-0 flex-1 overflow-y-auto px-4 pb-8 sm:px-8">
        <div
          className={classes(
            'grid max-w-[1180px] gap-x-10 gap-y-6 pt-4',
            'lg:grid-cols-[minmax(0,1fr)_minmax(340px,44%)]',
          )}
        >
          <div className="space-y-4">
            <FormFields me={me} form={form} panel={panel} onChange={setForm} />
            {keeps ? null : <NoteField note={note} onChange={setNote} />}
          </div>
          <PolicyPanel panel={panel} isAsked={isAsked} />
        </div>
      </div>
      <SubmitBar
        panel={panel}
        draft={draft}
        keeps={keeps}
        isReady={isReady && (keeps || note.trim() !== '')}
        isBusy={isBusy}
      />
    </form>
  )
}

/** The form and the note; for a filed request they are kept in this tab until they are sent. */
function useTyped(me: Me, first: Form, purpose: Purpose) {
  const of = purpose.mode === 'new' ? undefined : { ...purpose, personId: me.person.id }
  const [kept] = useState(() => of && keptForm(of))
  const [form, setForm] = useState(kept?.form ?? first)
  const [note, setNote] = useState(kept?.note ?? '')
  useEffect(() => {
    if (of && (form !== first || note !== '')) keepForm(of, { form, note })
  }, [form, note])
  return { form, setForm, note, setNote, forget: () => of && forgetForm(of) }
}

function NoteField({ note, onChange }: { readonly note: string; readonly onChange: (note: string) => void }) {
  const say = useTexts(requestsTexts)
  return (
    <Field label={say('new.answer_text')}>
      {(tied) => (
        <TextArea {...tied} required value={note} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  )
}

type BarProps = {
  readonly panel: Panel
  readonly draft: DraftState
  readonly keeps: boolean
  readonly isReady: boolean
  readonly isBusy: boolean
}

function SubmitBar({ panel, draft, keeps, isReady, isBusy }: BarProps) {
  const say = useTexts(requestsTexts)
  const submit = panel.answer?.submit
  const saved = draft.saved ? say('new.saved', { time: draft.saved.text }) : ''
  const state =
    draft.state === 'saving' ? say('new.saving') : draft.state === 'failed' ? say('new.not_saved') : saved
  return (
    <div
      className={classes(
        'shrink-0 border-t border-line bg-surface px-4 pt-3',
        'pb-[calc(12px+env(safe-area-inset-bottom))] sm:px-8',
      )}
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button
          type="submit"
          size={36}
          look={submit?.effect === 'attempt' ? 'danger' : 'primary'}
          disabled={!isReady}
          isBusy={isBusy}
          shortcut="⌘↵"
        >
          {submit?.button ?? say('new.submit')}
        </Button>
        {panel.answer?.verdict ? (
          <a href="#policy-panel" className="lg:hidden" onClick={showPanel}>
            <VerdictBadge outcome={panel.answer.verdict.outcome} word={panel.answer.verdict.word} />
          </a>
        ) : null}
        <p
          className={classes(
            'min-w-0 flex-1 basis-40 text-second',
            submit?.effect === 'attempt' ? 'text-block' : 'text-ink-2',
          )}
        >
          {submit?.says}
        </p>
        {keeps ? (
          <p
            role="status"
            className={classes('text-meta', draft.state === 'failed' ? 'text-warn' : 'text-ink-3')}
          >
            {state}
          </p>
        ) : null}
      </div>
    </div>
  )
}

/** On a phone the panel stands below the form; its verdict in the bar leads there. */
function showPanel(event: MouseEvent): void {
  event.preventDefault()
  document.getElementById('policy-panel')?.scrollIntoView({ block: 'start' })
}

type Submitting = {
  readonly form: Form
  readonly note: string
  readonly purpose: Purpose
  readonly forget: () => void
} & Pick<ReturnType<typeof useDraft>, 'settled' | 'goOn'>

function useSubmit({ form, note, purpose, settled, goOn, forget }: Submitting) {
  const say = useTexts(requestsTexts)
  const navigate = useNavigate()
  const [isBusy, setBusy] = useState(false)
  // One key for one text: a repeated click or a retry can file nothing twice.
  const [keys] = useState(() => new Map<string, string>())
  const submit = async () => {
    setBusy(true)
    try {
      const draft = await settled()
      const sent = await send(purpose, form, note, draft, keys)
      forget()
      tell({ tone: 'done', text: sent.says })
      await refreshAfterDecision()
      await navigate({ to: '/requests/$requestId', params: { requestId: sent.requestId } })
    } catch (error) {
      goOn()
      tellProblem(problemOf(error), say('new.submit_failed'))
    }
    setBusy(false)
  }
  return { isBusy, submit }
}

async function send(
  purpose: Purpose,
  form: Form,
  note: string,
  draft: DraftState['saved'],
  keys: Map<string, string>,
): Promise<{ requestId: string; says: string }> {
  const proposal = proposalOf(form)
  const text = JSON.stringify([proposal, note, draft?.version])
  const key = keys.get(text) ?? crypto.randomUUID()
  keys.set(text, key)
  if (purpose.mode === 'new') {
    const known = draft ? { draftId: draft.requestId, draftVersion: draft.version } : {}
    return command('submit', { body: { ...known, proposal } }, { key })
  }
  const { requestId, version } = purpose
  const given = { params: { requestId }, body: { version, text: note.trim(), proposal } }
  const answer = await command(purpose.mode === 'answer' ? 'answerQuestion' : 'change', given, { key })
  return { requestId, says: answer.says }
}
