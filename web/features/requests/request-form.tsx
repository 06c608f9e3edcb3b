import { useState, type MouseEvent, type ReactNode } from 'react'
import { requestsTexts } from '../../../src/texts/web-requests.ts'
import { Button } from '../../parts/button.tsx'
import { classes } from '../../parts/classes.ts'
import { Field, TextArea } from '../../parts/field.tsx'
import { VerdictBadge } from '../../parts/verdict.tsx'
import type { Me } from '../../shell/session.ts'
import { useTexts } from '../../shell/text.ts'
import { isWorthKeeping, proposalOf, type Form } from './form.ts'
import { FormFields } from './form-fields.tsx'
import type { Reading } from './kept-form.ts'
import { MovedOn } from './moved-on.tsx'
import { PolicyPanel } from './policy-panel.tsx'
import { forgetTabDraft } from './tab-draft.ts'
import { useDraft, type DraftState } from './use-draft.ts'
import { isComplete, usePreview, type Panel } from './use-preview.ts'
import { useSendOnceChecked, useSubmit } from './use-submit.ts'
import { useTyped } from './use-typed.ts'

/** Whether the form files something new, answers a return or changes what was approved. */
export type Purpose =
  | { readonly mode: 'new'; readonly saved: DraftState['saved'] }
  | ({ readonly mode: 'answer' | 'change'; readonly requestId: string } & Reading)

type Props = {
  readonly me: Me
  readonly first: Form
  readonly purpose: Purpose
  /** The request has moved on since it was read. */
  readonly onStale: () => void
  /** What is typed is kept as this draft. */
  readonly onDraft: (requestId: string) => void
}

/** The form at the left, the policy's answer at the right; the button says what a submit would do. */
export function RequestForm({ me, first, purpose: given, onStale, onDraft }: Props) {
  // What is typed goes with the reading that the form was opened with; another reading is another form.
  const [purpose] = useState(given)
  const { form, setForm, note, setNote, forget, movedOn } = useTyped(me, first, purpose)
  const proposal = proposalOf(form)
  // A new name is compared with the known ones before a kind is chosen.
  const isAsked =
    proposal.customer !== undefined && (proposal.kindId !== undefined || form.newCustomer !== undefined)
  const panel = usePreview(proposal, isAsked, purpose.mode === 'new' ? undefined : purpose.requestId)
  const keeps = purpose.mode === 'new'
  const { draft, settled, goOn } = useDraft({
    proposal,
    isWorth: keeps && isWorthKeeping(form),
    first: keeps ? purpose.saved : undefined,
    onSaved: onDraft,
  })
  const sent = () => {
    forget()
    if (keeps) forgetTabDraft(me.person.id)
  }
  const { isBusy, submit } = useSubmit({ form, note, purpose, settled, goOn, forget: sent, onStale })
  const { isWaiting, hasChanged, press } = useSendOnceChecked(panel, submit)
  const canSend = keeps || note.trim() !== ''
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (canSend && !isBusy) press()
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
        draft={keeps ? draft : undefined}
        canSend={canSend}
        isBusy={isBusy || isWaiting}
        hasChanged={hasChanged}
      >
        {movedOn ? <MovedOn {...movedOn} /> : null}
      </SubmitBar>
    </form>
  )
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
  /** How the draft stands; a filed request has none. */
  readonly draft: DraftState | undefined
  readonly canSend: boolean
  readonly isBusy: boolean
  readonly hasChanged: boolean
  readonly children: ReactNode
}

function SubmitBar({ panel, draft, canSend, isBusy, hasChanged, children }: BarProps) {
  const say = useTexts(requestsTexts)
  const submit = panel.answer?.submit
  const isAttempt = submit?.effect === 'attempt'
  return (
    <div
      className={classes(
        'shrink-0 border-t border-line bg-surface px-4 pt-3',
        'pb-[calc(12px+env(safe-area-inset-bottom))] sm:px-8',
      )}
    >
      {children}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button
          type="submit"
          size={36}
          look={isAttempt ? 'danger' : 'primary'}
          disabled={!canSend || !isComplete(panel)}
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
          role="status"
          className={classes(
            'min-w-0 flex-1 basis-40 text-second',
            isAttempt ? 'text-block' : hasChanged ? 'text-warn' : 'text-ink-2',
          )}
        >
          {hasChanged ? `${say('new.answer_changed')} ` : ''}
          {submit?.says}
        </p>
        {draft === undefined ? null : <DraftLine draft={draft} />}
      </div>
    </div>
  )
}

function DraftLine({ draft: { state, saved } }: { readonly draft: DraftState }) {
  const say = useTexts(requestsTexts)
  const kept = saved ? say('new.saved', { time: saved.text }) : ''
  return (
    <p role="status" className={classes('text-meta', state === 'failed' ? 'text-warn' : 'text-ink-3')}>
      {state === 'saving' ? say('new.saving') : state === 'failed' ? say('new.not_saved') : kept}
    </p>
  )
}

/** On a phone the panel stands below the form; its verdict in the bar leads there. */
function showPanel(event: MouseEvent): void {
  event.preventDefault()
  document.getElementById('policy-panel')?.scrollIntoView({ block: 'start' })
}
