import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { requestsTexts } from '../../../src/texts/web-requests.ts'
import { isAnswered, problemOf } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { tell, tellProblem } from '../../shell/messages.ts'
import { refreshAfterDecision } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { proposalOf, type Form } from './form.ts'
import type { Purpose } from './request-form.tsx'
import type { DraftState, useDraft } from './use-draft.ts'
import { fateOf, isComplete, type Panel, type Wanted } from './use-preview.ts'

/**
 * A submit waits for the check that is on its way. It is sent when the answer is the one that the button
 * promised; another answer is shown instead, and asks for another click.
 */
export function useSendOnceChecked(panel: Panel, submit: () => Promise<void>) {
  const [wanted, setWanted] = useState<Wanted>()
  const [changedOf, setChangedOf] = useState<string>()
  const fate = wanted && fateOf(wanted, panel)
  useEffect(() => {
    if (fate === undefined || fate === 'waits') return
    setWanted(undefined)
    if (fate === 'sent') void submit()
    if (fate === 'shown') setChangedOf(panel.text)
  }, [fate])
  const press = () => {
    if (panel.isChecking) setWanted(panel)
    else if (isComplete(panel)) void submit()
  }
  return { isWaiting: fate === 'waits', hasChanged: changedOf === panel.text && !panel.isChecking, press }
}

type Submitting = {
  readonly form: Form
  readonly note: string
  readonly purpose: Purpose
  readonly forget: () => void
  readonly onStale: () => void
} & Pick<ReturnType<typeof useDraft>, 'settled' | 'goOn'>

/** Files the form as its purpose says, and goes to what was filed. */
export function useSubmit({ form, note, purpose, settled, goOn, forget, onStale }: Submitting) {
  const say = useTexts(requestsTexts)
  const navigate = useNavigate()
  const [isBusy, setBusy] = useState(false)
  // One key for one text, as long as its answer is not known: a retry can file nothing twice.
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
      const problem = problemOf(error)
      if (isAnswered(problem)) keys.clear()
      // What was typed is kept: the form comes again with what is read now, and says so.
      if (purpose.mode !== 'new' && problem.code === 'platform.stale') onStale()
      else tellProblem(problem, say('new.submit_failed'))
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
