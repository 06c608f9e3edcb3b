import { useNavigate } from '@tanstack/react-router'
import { webCoverageTexts } from '../../../src/texts/web-coverage.ts'
import { amountText } from '../../parts/amount.tsx'
import { ReasonDialog } from '../../parts/reason-dialog.tsx'
import { problemOf } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { tell, tellProblem } from '../../shell/messages.ts'
import { useTexts } from '../../shell/text.ts'
import type { Line } from './line-row.tsx'
import { refreshCoverage, settled } from './settled.ts'

/** What is said of a line in words. */
export type LineAct = 'explain' | 'decline'

/** What can be done with a line without a word more. */
export function useLineActs(runId: string) {
  const say = useTexts(webCoverageTexts)
  const navigate = useNavigate()
  const failed = say('cov.failed')
  return {
    match: ({ lineId }: Line, benefitId: string, reason: string) =>
      marked(say, { runId, lineId }, { benefitId, reason: reason.slice(0, 1000) }),
    confirm: ({ lineId, reason = '' }: Line) =>
      settled(
        command('confirmCoverage', {
          params: { runId, lineId },
          body: { answer: 'confirm', reason: reason.slice(0, 500) },
        }),
        { done: say('cov.done.confirmed'), failed },
      ),
    /** Opens the form; what was begun before is gone on with. */
    declare: async ({ lineId, requestId, isOwnMark }: Line) => {
      try {
        const known = isOwnMark ? requestId : undefined
        const draft = known ?? (await command('declareCoverage', { params: { runId, lineId } })).requestId
        await refreshCoverage()
        await navigate({ to: '/new', search: { draft } })
      } catch (error) {
        tellProblem(problemOf(error), failed)
        await refreshCoverage()
      }
    },
  }
}

type Props = {
  readonly act: LineAct
  readonly line: Line
  readonly runId: string
  readonly onClose: () => void
}

/** From this amount on compliance confirms that a spend is no benefit, as the server does it. */
const secondFrom = 500_000

/** Asks for the words: what it really was, or what is missing. */
export function LineDialog({ act, line, runId, onClose }: Props) {
  const say = useTexts(webCoverageTexts)
  const params = { runId, lineId: line.lineId }
  if (act === 'decline') {
    return (
      <ReasonDialog
        title={say('cov.decline_title')}
        text={say('cov.decline_text')}
        label={say('cov.reason')}
        verb={say('cov.decline')}
        look="danger"
        onSend={(reason) =>
          settled(command('confirmCoverage', { params, body: { answer: 'decline', reason } }), {
            done: say('cov.done.declined'),
            failed: say('cov.failed'),
          })
        }
        onClose={onClose}
      />
    )
  }
  return (
    <ReasonDialog
      title={say('cov.explain_title', { amount: amountText(line.amount) })}
      text={say(Number(line.amount.minor) >= secondFrom ? 'cov.explain_second' : 'cov.explain_text')}
      label={say('cov.reason')}
      verb={say('cov.explain')}
      lettersMin={5}
      onSend={(reason) => marked(say, params, { reason })}
      onClose={onClose}
    />
  )
}

/** Says what a line is, and tells whether that counts now or waits for compliance. */
async function marked(
  say: ReturnType<typeof useTexts<typeof webCoverageTexts>>,
  params: { readonly runId: string; readonly lineId: string },
  body: { readonly benefitId?: string; readonly reason: string },
): Promise<boolean> {
  try {
    const { state } = await command('markCoverage', { params, body })
    const told = state === 'waiting' || state === 'matched' ? state : 'explained'
    tell({ tone: 'done', text: say(`cov.done.${told}`) })
    return true
  } catch (error) {
    tellProblem(problemOf(error), say('cov.failed'))
    return false
  } finally {
    await refreshCoverage()
  }
}
