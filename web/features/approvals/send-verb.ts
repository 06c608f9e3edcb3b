import { useNavigate } from '@tanstack/react-router'
import { approvalsTexts } from '../../../src/texts/web-approvals.ts'
import { shellTexts } from '../../../src/texts/shell.ts'
import { problemOf, type Given } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { tell, tellProblem } from '../../shell/messages.ts'
import { hold } from '../../shell/pending.ts'
import { refreshAfterDecision } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import type { Case } from './case-view.tsx'
import { noteTooLate } from './too-late.tsx'

type Body<Name extends 'approve' | 'reject' | 'returnItem' | 'transfer'> = NonNullable<Given<Name>['body']>

/** A decision that waits for the undo window before it is sent. */
export type Decision =
  | { readonly verb: 'approve'; readonly body: Body<'approve'> }
  | { readonly verb: 'reject'; readonly body: Body<'reject'> }
  | { readonly verb: 'return'; readonly body: Body<'returnItem'> }
  | { readonly verb: 'transfer'; readonly body: Body<'transfer'> }

/** What a verb is about. */
type Target = Pick<Case, 'approvalId' | 'requestId' | 'number' | 'object' | 'title' | 'version'>

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

/** Holds a decision back for the undo window, sends it with one key, and tells how it went. */
export function useDecide(): (target: Target, decision: Decision) => void {
  const navigate = useNavigate()
  const say = useTexts(approvalsTexts)
  const shell = useTexts(shellTexts)
  return (target, decision) => {
    const { approvalId } = target
    const number = nameOf(target)
    if (approvalId === undefined) return
    const key = crypto.randomUUID()
    const link = { to: `/inbox?item=${approvalId}`, text: shell('shell.open_item') }
    hold({
      subject: approvalId,
      says: say(doneWord(target, decision), { number }),
      takeBack: () => void navigate({ to: '/inbox', search: { item: approvalId } }),
      send: async (isLeaving) => {
        const given = { params: { approvalId }, body: decision.body }
        try {
          await command(operations[decision.verb], given, { key, keepalive: isLeaving })
        } catch (error) {
          noteTooLate(approvalId, problemOf(error))
          tellProblem(problemOf(error), say('failed.send', { number }), link)
        }
        await refreshAfterDecision()
      },
    })
  }
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
