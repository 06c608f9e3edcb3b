import { webLedgerTexts } from '../../../src/texts/web-ledger.ts'
import { ReasonDialog } from '../../parts/reason-dialog.tsx'
import { problemOf } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { tellProblem } from '../../shell/messages.ts'
import { queryClient } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'

/** A month that is to be closed or opened again. */
export type Change = { readonly month: string; readonly verb: 'close' | 'reopen' }

type Props = { readonly change: Change; readonly entityId: string; readonly onClose: () => void }

/** Proposes it with a reason; it holds once a second person confirms it. */
export function ProposeDialog({ change, entityId, onClose }: Props) {
  const say = useTexts(webLedgerTexts)
  const { month, verb } = change
  const propose = (reason: string) =>
    command('proposePeriod', { body: { entityId, month, verb, reason } })
      .then(() => queryClient.invalidateQueries({ queryKey: ['periods'] }))
      .then(() => true)
      .catch((error: unknown) => {
        tellProblem(problemOf(error), say('months.failed'))
        return false
      })
  return (
    <ReasonDialog
      title={say(verb === 'close' ? 'months.close_title' : 'months.reopen_title', { month })}
      text={say('months.second')}
      label={say('months.reason')}
      verb={say('months.send')}
      lettersMin={5}
      onSend={propose}
      onClose={onClose}
    />
  )
}
