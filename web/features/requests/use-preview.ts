import { useEffect, useMemo, useRef, useState } from 'react'
import { call, isAnswered, problemOf, type Answer } from '../../shell/api.ts'
import type { Proposal } from './form.ts'

/** The live panel: the last answer, whether a newer one is on its way, whether asking failed. */
export type Panel = {
  /** What is typed now, as it is asked about; empty while nothing is. */
  readonly text: string
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

/** A submit that was pressed while its check was on its way: for which text, and what the button said. */
export type Wanted = Pick<Panel, 'text' | 'answer'>

/**
 * What becomes of such a submit. Whoever types on wants nothing of the former text; a check that found what
 * the button promised sends it; another answer is shown instead, and asks for another click.
 */
export function fateOf(wanted: Wanted, panel: Panel): 'waits' | 'off' | 'sent' | 'shown' {
  if (wanted.text !== panel.text) return 'off'
  if (panel.isChecking) return 'waits'
  if (!isComplete(panel)) return 'off'
  return isPromised(wanted.answer, panel) ? 'sent' : 'shown'
}

/** How long after the last key the panel asks; shorter would ask for every letter. */
const waitMs = 250

/** How long after a check that failed the next one is asked for: soon, then less and less often. */
export function againAfterMs(failures: number): number {
  return Math.min(2_000 * 2 ** (failures - 1), 30_000)
}

/**
 * Asks for the decision while one types; in place of a filed request, without what that request counts. A
 * late answer never overwrites a newer one, and none stands for entries that could not be checked. What could
 * not be asked is asked again by itself while the same text stands.
 */
export function usePreview(proposal: Proposal, isAsked: boolean, requestId?: string): Panel {
  const [found, setFound] = useState(nothing)
  const turn = useRef(0)
  const text = isAsked ? JSON.stringify({ ...proposal, requestId }) : ''
  useEffect(() => {
    const mine = ++turn.current
    if (text === '') return setFound(nothing)
    const leaving = new AbortController()
    const keep = (next: Found) => mine === turn.current && setFound(next)
    const body = JSON.parse(text) as Proposal & { requestId?: string }
    const ask = async (failures: number): Promise<void> => {
      try {
        keep({ text, answer: await call('preview', { body }, { signal: leaving.signal }), hasFailed: false })
      } catch (error) {
        keep({ text, answer: undefined, hasFailed: true })
        if (leaving.signal.aborted || isAnswered(problemOf(error))) return
        timer = setTimeout(() => void ask(failures + 1), againAfterMs(failures + 1))
      }
    }
    let timer = setTimeout(() => void ask(0), waitMs)
    return () => {
      clearTimeout(timer)
      leaving.abort()
    }
  }, [text])
  // A key pressed right behind the last letter finds the check on its way already: it begins with the text.
  return useMemo(() => ({ ...found, text, isChecking: text !== '' && text !== found.text }), [text, found])
}

/** The last answer, and to which text. */
type Found = Omit<Panel, 'isChecking'>

const nothing: Found = { text: '', answer: undefined, hasFailed: false }
