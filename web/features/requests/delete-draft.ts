import { requestsTexts } from '../../../src/texts/web-requests.ts'
import { call, problemOf } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { tellProblem } from '../../shell/messages.ts'
import { hold } from '../../shell/pending.ts'
import { refreshAfterDecision } from '../../shell/queries.ts'
import { useMe } from '../../shell/session.ts'
import { useTexts } from '../../shell/text.ts'
import { forgetTabDraft, keepTabDraft, tabDraft } from './tab-draft.ts'

/**
 * Deletes a draft as a decision is sent: its row goes at once, and within the undo window it comes back. The
 * version is read first, so that a draft that somebody types in elsewhere is not deleted unseen.
 */
export function useDeleteDraft(): (requestId: string, what: string) => Promise<void> {
  const say = useTexts(requestsTexts)
  const personId = useMe()?.person.id ?? ''
  return async (requestId, what) => {
    const params = { requestId }
    const failed = (error: unknown) => tellProblem(problemOf(error), say('mine.not_deleted'))
    try {
      const { version } = await call('draft', { params })
      const wasOfTab = tabDraft(personId) === requestId
      forgetTabDraft(personId, requestId)
      hold({
        subject: requestId,
        says: say('mine.deleted', { what }),
        takeBack: () => wasOfTab && keepTabDraft(personId, requestId),
        send: async (isLeaving) => {
          const given = { params, body: { version, text: say('mine.delete_reason') } }
          await (isLeaving ? call('cancel', given, { keepalive: true }) : command('cancel', given)).catch(
            failed,
          )
          await refreshAfterDecision()
        },
      })
    } catch (error) {
      failed(error)
    }
  }
}
