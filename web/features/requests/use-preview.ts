import { useEffect, useRef, useState } from 'react'
import { call, type Answer } from '../../shell/api.ts'
import type { Proposal } from './form.ts'

/** The live panel: the last answer, whether a newer one is on its way, whether asking failed. */
export type Panel = {
  readonly answer: Answer<'preview'> | undefined
  readonly isChecking: boolean
  readonly hasFailed: boolean
}

/** Whether what is typed can be sent, as far as it was checked; a submit checks what could not be. */
export function isComplete({ answer, hasFailed }: Panel): boolean {
  return hasFailed || (answer !== undefined && answer.submit.effect !== 'incomplete')
}

/**
 * Whether a check found what the button said before it; one that promised nothing yet may find anything but
 * an attempt at what is forbidden.
 */
export function isPromised(before: Panel['answer'], { answer }: Panel): boolean {
  if (answer === undefined || answer.submit.effect === before?.submit.effect) return true
  const hadNone = before === undefined || before.submit.effect === 'incomplete'
  return hadNone && answer.submit.effect !== 'attempt'
}

/** How long after the last key the panel asks; shorter would ask for every letter. */
const waitMs = 250

/**
 * Asks for the decision while one types; in place of a filed request, without what that request counts. A
 * late answer never overwrites a newer one, and none stands for entries that could not be checked.
 */
export function usePreview(proposal: Proposal, isAsked: boolean, requestId?: string): Panel {
  const [panel, setPanel] = useState<Panel>({ answer: undefined, isChecking: false, hasFailed: false })
  const turn = useRef(0)
  const text = isAsked ? JSON.stringify({ ...proposal, requestId }) : ''
  useEffect(() => {
    const mine = ++turn.current
    if (text === '') return setPanel({ answer: undefined, isChecking: false, hasFailed: false })
    const leaving = new AbortController()
    const keep = (next: (last: Panel) => Panel) => mine === turn.current && setPanel(next)
    keep((last) => ({ ...last, isChecking: true }))
    const timer = setTimeout(() => {
      call(
        'preview',
        { body: JSON.parse(text) as Proposal & { requestId?: string } },
        { signal: leaving.signal },
      )
        .then((answer) => keep(() => ({ answer, isChecking: false, hasFailed: false })))
        .catch(() => keep(() => ({ answer: undefined, isChecking: false, hasFailed: true })))
    }, waitMs)
    return () => {
      clearTimeout(timer)
      leaving.abort()
    }
  }, [text])
  return panel
}
