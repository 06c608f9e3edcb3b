import { useState } from 'react'
import { webBudgetTexts } from '../../../src/texts/web-budgets.ts'
import { Button } from '../../parts/button.tsx'
import { ReasonDialog } from '../../parts/reason-dialog.tsx'
import { Section } from '../../parts/section.tsx'
import { problemOf, type Answer } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { tellProblem } from '../../shell/messages.ts'
import { queryClient } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'

type Change = Answer<'budgets'>['changes'][number]
type Answering = { readonly change: Change; readonly answer: 'confirm' | 'decline' }

/** What waits for a second person, and what became of everything that was proposed. */
export function Changes({ changes }: { readonly changes: readonly Change[] }) {
  const say = useTexts(webBudgetTexts)
  const [answering, setAnswering] = useState<Answering>()
  const waiting = changes.filter(({ state }) => state === 'proposed')
  const past = changes.filter(({ state }) => state !== 'proposed')
  return (
    <>
      {waiting.length === 0 ? null : (
        <Section title={say('budgets.waiting')}>
          <ul className="border-t border-line">
            {waiting.map((change) => (
              <li key={change.changeId} className={rowLook}>
                <Says change={change} />
                {change.answer?.can === true ? (
                  <span className="flex gap-2">
                    <Button size={32} onClick={() => setAnswering({ change, answer: 'decline' })}>
                      {say('budgets.decline')}
                    </Button>
                    <Button
                      size={32}
                      look="primary"
                      onClick={() => setAnswering({ change, answer: 'confirm' })}
                    >
                      {say('budgets.confirm')}
                    </Button>
                  </span>
                ) : (
                  <span className="text-meta text-ink-2">{change.answer?.why}</span>
                )}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {past.length === 0 ? null : (
        <Section title={say('budgets.changes')}>
          <ul className="border-t border-line">
            {past.map((change) => (
              <li key={change.changeId} className={rowLook}>
                <Says change={change} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {answering ? <AnswerDialog {...answering} onClose={() => setAnswering(undefined)} /> : null}
    </>
  )
}

const rowLook =
  'flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line py-2 text-second'

function Says({ change }: { readonly change: Change }) {
  const say = useTexts(webBudgetTexts)
  const { says, state, reason, proposedBy, answeredBy } = change
  const people = answeredBy === undefined ? proposedBy : `${proposedBy} → ${answeredBy}`
  return (
    <span className="min-w-0">
      {says}
      <span className="text-ink-2">{` · ${say(`budgets.${state}`)} · ${people} · ${reason}`}</span>
    </span>
  )
}

function AnswerDialog({ change, answer, onClose }: Answering & { readonly onClose: () => void }) {
  const say = useTexts(webBudgetTexts)
  const isConfirmed = answer === 'confirm'
  const send = (reason: string) =>
    command('answerBudget', {
      params: { changeId: change.changeId },
      body: { answer, ...(reason === '' ? {} : { reason }) },
    })
      .then(() => queryClient.invalidateQueries({ queryKey: ['budgets'] }))
      .then(() => true)
      .catch((error: unknown) => {
        tellProblem(problemOf(error), say('budgets.not_answered'))
        return false
      })
  return (
    <ReasonDialog
      title={change.says}
      text={say(isConfirmed ? 'budgets.confirm_text' : 'budgets.decline_text')}
      label={say('budgets.reason')}
      verb={say(isConfirmed ? 'budgets.confirm' : 'budgets.decline')}
      {...(isConfirmed ? { optional: say('budgets.optional') } : {})}
      onSend={send}
      onClose={onClose}
    />
  )
}
