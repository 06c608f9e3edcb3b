import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { approvalsTexts } from '../../../src/texts/web-approvals.ts'
import { shellTexts } from '../../../src/texts/shell.ts'
import { problemOf } from '../../shell/api.ts'
import { command, showFactor } from '../../shell/commands.ts'
import { tell, tellProblem } from '../../shell/messages.ts'
import { hold } from '../../shell/pending.ts'
import { refreshAfterDecision } from '../../shell/queries.ts'
import { useMe } from '../../shell/session.ts'
import { useTexts } from '../../shell/text.ts'
import { sendLeaving, settleUnsent } from '../../shell/unsent.ts'
import type { Case } from './case-view.tsx'
import { noteTooLate } from './too-late.tsx'
import { forgetWritten, keepWritten, type Decision } from './written.ts'

/** What a verb is about. */
type Target = Pick<Case, 'approvalId' | 'requestId' | 'number' | 'object' | 'title' | 'version' | 'can'>

/** What a message calls it: its number, or its title where it has none. */
function nameOf({ number, title }: Target): string {
  return number === '' ? title : number
}

const operations = {
  approve: 'approve',
  reject: 'reject',
  return: 'returnItem',
  transfer: 'transfer',
} as const

/**
 * Holds a decision back for the undo window, sends it with one key, and tells how it went. Where it takes a
 * fresh second factor, that is asked for first: a page that is left can ask nothing any more. False where the
 * factor was not shown, and so nothing was decided.
 */
export function useDecide(): (target: Target, decision: Decision) => Promise<boolean> {
  const navigate = useNavigate()
  const say = useTexts(approvalsTexts)
  const shell = useTexts(shellTexts)
  const personId = useMe()?.person.id
  return async (target, decision) => {
    const { approvalId } = target
    const number = nameOf(target)
    if (approvalId === undefined || personId === undefined) return false
    if (takesFactor(target, decision) && !(await showFactor())) {
      tell({ tone: 'problem', text: say('failed.factor', { number }) })
      return false
    }
    const operation = operations[decision.verb]
    const given = { params: { approvalId }, body: decision.body }
    const unsent = { key: crypto.randomUUID(), personId, operation, given, approvalId, number }
    forgetWritten(approvalId)
    hold({
      subject: approvalId,
      says: say(doneWord(target, decision), { number }),
      takeBack: () => {
        keepWritten(approvalId, decision)
        void navigate({ to: '/inbox', search: { item: approvalId } })
      },
      send: async (isLeaving) => {
        try {
          if (isLeaving) await sendLeaving(unsent)
          else await command(operation, given, { key: unsent.key })
        } catch (error) {
          keepWritten(approvalId, decision)
          noteTooLate(approvalId, problemOf(error))
          tellProblem(problemOf(error), say('failed.send', { number }), linkTo(approvalId, shell))
        }
        await refreshAfterDecision()
      },
    })
    return true
  }
}

function takesFactor({ can }: Target, { verb }: Decision): boolean {
  const permission = can[verb]
  return permission?.can === true && permission.needsFactor
}

function linkTo(approvalId: string, shell: (key: 'shell.open_item') => string) {
  return { to: `/inbox?item=${approvalId}`, text: shell('shell.open_item') }
}

/** Settles, when the application starts, what was sent while it was left. */
export function useSettleUnsent(): void {
  const say = useTexts(approvalsTexts)
  const shell = useTexts(shellTexts)
  const personId = useMe()?.person.id
  useEffect(() => {
    if (personId === undefined) return
    const told = settleUnsent(personId, ({ approvalId, number }, problem) => {
      if (problem === undefined) return
      noteTooLate(approvalId, problem)
      tellProblem(problem, say('failed.send', { number }), linkTo(approvalId, shell))
    })
    void told.then((count) => (count > 0 ? refreshAfterDecision() : undefined))
    // Once for each person; the words follow the language of that moment.
  }, [personId])
}

function doneWord({ object }: Target, { verb }: Decision): keyof typeof approvalsTexts {
  const isReviewed = object.type === 'review' && (verb === 'approve' || verb === 'reject')
  return isReviewed ? 'done.review' : `done.${verb}`
}

/** Sends a verb at once and shows the server's sentence about it. True when it went through. */
export function useAct(): (
  target: Target,
  act: () => Promise<{ readonly says: string }>,
) => Promise<boolean> {
  const say = useTexts(approvalsTexts)
  return async (target, act) => {
    try {
      const answer = await act()
      tell({ tone: 'done', text: answer.says })
      await refreshAfterDecision()
      return true
    } catch (error) {
      if (target.approvalId !== undefined) noteTooLate(target.approvalId, problemOf(error))
      tellProblem(problemOf(error), say('failed.send', { number: nameOf(target) }))
      return false
    }
  }
}
